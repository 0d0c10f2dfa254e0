"""Going through an element's children in the order of the schema, and saying where something is wrong."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from lxml import etree

from kidesk.errors import KideskError
from kidesk.i18n import N_

IDENTIFIER = r"[!-~]{1,64}"  # AsciiPrintableIdentifier of EWP's common types
_SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}"
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
_SHOWN = 60  # characters of a value that is wrong

Found = tuple[Any, str]


class Fault(KideskError):
    """Something in a response that its schema does not allow, and where."""

    @classmethod
    def missing(cls, place: str, name: str) -> Fault:
        """An element is not there."""
        return cls(N_("in {place}, “{name}” is missing."), place=place, name=name)

    @classmethod
    def unexpected(cls, place: str, name: str) -> Fault:
        """An element or attribute that has no business there."""
        return cls(N_("in {place}, “{name}” is not expected."), place=place, name=name[:_SHOWN])

    @classmethod
    def wrong(cls, place: str, name: str, value: str) -> Fault:
        """A value that its element may not have."""
        shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
        return cls(N_("in {place}, “{value}” cannot stand in “{name}”."), place=place, name=name, value=shown)

    @classmethod
    def too_large(cls, place: str, name: str, most: int) -> Fault:
        """A number beyond what kidesk keeps."""
        return cls(
            N_("in {place}, the number in “{name}” is larger than {most}."), place=place, name=name, most=most
        )


class Children:
    """The children of an element, taken one after the other; all methods raise Fault.

    `place` is where the element stands, `attributes` are those it may have.
    """

    def __init__(self, element: Any, namespace: str, place: str, attributes: tuple[str, ...] = ()) -> None:
        self._namespace, self._place = namespace, place
        self._element = element
        self._left = list(element)
        self._counts: dict[str, int] = {}
        _check_attributes(element, place, attributes)
        if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
            raise Fault.wrong(place, etree.QName(element).localname, "".join(element.itertext()).strip())

    def many(self, name: str, namespace: str | None = None, most: int | None = None) -> Iterator[Found]:
        """The next children that are called so, with their places."""
        tag = f"{{{namespace or self._namespace}}}{name}"
        taken = 0
        while self._left and self._left[0].tag == tag and taken != most:
            taken += 1
            self._counts[name] = number = self._counts.get(name, 0) + 1
            yield self._left.pop(0), f"{self._place}/{name}[{number}]"

    def one(self, name: str) -> Found:
        """The next child, which must be called so."""
        found = next(self.many(name, most=1), None)
        if found is None:
            raise Fault.missing(self._place, name)
        return found

    def done(self) -> None:
        """Nothing may be left."""
        if self._left:
            raise Fault.unexpected(self._place, etree.QName(self._left[0]).localname)

    def flag(self, attribute: str) -> bool:
        """Whether an attribute of the element itself says true."""
        value = self._element.get(attribute, "false")
        if value.strip() not in _TRUTHS:
            raise Fault.wrong(self._place, attribute, value)
        return _TRUTHS[value.strip()]

    def next_attribute(self, name: str, attribute: str, pattern: str) -> str | None:
        """An attribute of the next child, if that is called so."""
        is_next = bool(self._left) and etree.QName(self._left[0]).localname == name
        value = self._left[0].get(attribute) if is_next else None
        if value is not None and not re.fullmatch(pattern, value):
            raise Fault.wrong(self._place, attribute, value)
        return value

    def is_next_flagged(self, name: str, attribute: str) -> bool:
        """Whether an attribute of the next child, if that is called so, says true."""
        value = self.next_attribute(name, attribute, r"\s*(true|false|1|0)\s*")
        return value is not None and _TRUTHS[value.strip()]

    def maybe_value(self, name: str, pattern: str | None = None) -> str | None:
        """The next child's text, if that is called so."""
        return self.value(name, pattern) if self._is_next(name) else None

    def value(
        self, name: str, pattern: str | None = None, *, is_token: bool = False, attributes: tuple[str, ...] = ()
    ) -> str:
        """The next child's text; of a token, the space around it means nothing."""
        element, _ = self.one(name)
        text = leaf(element, self._place, attributes)
        text = text.strip() if is_token else text
        if pattern is not None and not re.fullmatch(pattern, text):
            raise Fault.wrong(self._place, name, text)
        return text

    def truth(self, name: str) -> bool:
        """The next child's truth value."""
        text = self.value(name, is_token=True)
        if text not in _TRUTHS:
            raise Fault.wrong(self._place, name, text)
        return _TRUTHS[text]

    def maybe_day(self, name: str) -> dt.date | None:
        """The next child's day, if that is called so; a time zone means nothing for a signature."""
        if not self._is_next(name):
            return None
        text = self.value(name, is_token=True)
        found = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[-+][0-9]{2}:[0-9]{2})?", text)
        try:
            return dt.date.fromisoformat(found[1] if found else "")
        except ValueError:
            raise Fault.wrong(self._place, name, text) from None

    def count(self, name: str, most: int, attributes: tuple[str, ...] = ()) -> int:
        """The next child's positive whole number."""
        text = self.value(name, r"\+?0*[1-9][0-9]*", is_token=True, attributes=attributes).lstrip("+0")
        if len(text) > len(str(most)) or int(text) > most:
            raise Fault.too_large(self._place, name, most)
        return int(text)

    def maybe_amount(self, name: str, most: int) -> Decimal | None:
        """The next child's positive number with at most two decimals, if that is called so."""
        if not self._is_next(name):
            return None
        text = self.value(name, r"\+?([0-9]+(\.[0-9]{0,2}0*)?|\.[0-9]{1,2}0*)", is_token=True)
        if len(text.split(".")[0].lstrip("+0")) > len(str(most)) or Decimal(text) > most:
            raise Fault.too_large(self._place, name, most)
        if not Decimal(text):
            raise Fault.wrong(self._place, name, text)
        return Decimal(text)

    def numbers(self, name: str, least: int, most: int) -> Iterator[int]:
        """The next children's small whole numbers."""
        while self._is_next(name):
            text = self.value(name, is_token=True)
            if not re.fullmatch(r"\+?0*[0-9]", text) or not least <= int(text) <= most:
                raise Fault.wrong(self._place, name, text)
            yield int(text)

    def _is_next(self, name: str) -> bool:
        return bool(self._left) and self._left[0].tag == f"{{{self._namespace}}}{name}"


def leaf(element: Any, place: str, attributes: tuple[str, ...] = ()) -> str:
    """The text of an element, which has no others in it. Raises Fault."""
    _check_attributes(element, place, attributes)
    if len(element):
        raise Fault.unexpected(f"{place}/{etree.QName(element).localname}", etree.QName(element[0]).localname)
    return element.text or ""


def _check_attributes(element: Any, place: str, known: tuple[str, ...]) -> None:
    for name in element.attrib:
        if name not in known and not name.startswith(_SCHEMA_LOCATION):
            raise Fault.unexpected(place, etree.QName(name).localname)
