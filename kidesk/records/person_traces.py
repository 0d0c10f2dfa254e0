"""Person traces: how a person is named in text and in bytes, so that all of it can be found and taken out."""

from __future__ import annotations

import base64
import html
import json
import quopri
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote

import phonenumbers

from kidesk.i18n import fold, seen, sort_key
from kidesk.records.person import Person

ERASED = "[gallrad]"
_REGION = "SE"  # where a number without a country code belongs
_SHORTEST_PHONE = 6  # digits; fewer are an extension, and stand in too many other numbers
# Few, since a page of dots or spaces would be searched again from each of them
_BETWEEN_DIGITS = r"[\s().\-/\u2010-\u2013]{0,5}"
# Between the words of a name, where an initial may stand as well. What parts the persons of a list parts no name.
_BETWEEN_NAMES = r"(?:[^\w;:|]|_){1,5}(?:[^\W\d_](?:[^\w;:|]|_){1,3})?"
# A name is whole between signs that are no letters or figures; a genitive is the same name.
_START, _END = r"(?<![^\W_])", r"s?(?![^\W_])"
# How a letter is written where it is missing (ICAO Doc 9303 for Swedish and its neighbours)
_INTERNATIONAL = {"å": "aa", "ä": "ae", "ö": "oe", "ø": "oe", "æ": "ae", "ü": "ue", "ß": "ss"}
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp1252", "mac_roman", "cp850")


@dataclass(frozen=True)
class Identity:
    """What a person is known by: pairs of given and family name, e-mail addresses, phone numbers, and what else is
    theirs alone (ORCID, own pages, ids in other systems)."""

    names: tuple[tuple[str, str], ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @classmethod
    def of(cls, persons: Iterable[Person]) -> Identity:
        """The identity of somebody who is kept in these records."""
        rows = list(persons)
        return cls(
            _each((row.given_name.strip(), row.family_name.strip()) for row in rows),
            _each(mail.address.strip() for row in rows for mail in row.emails),
            _each(phone.number.strip() for row in rows for phone in row.phones),
            _each(one.strip() for row in rows for one in (row.orcid, row.linkedin, row.website, *row.external_ids)),
        )

    def joined(self, other: Identity) -> Identity:
        """Both identities as one."""
        return Identity(
            _each((*self.names, *other.names)),
            _each((*self.emails, *other.emails)),
            _each((*self.phones, *other.phones)),
            _each((*self.others, *other.others)),
        )

    def without(self, other: Identity) -> Identity:
        """What is not the other's as well, as far as the two are written: such things do not tell who is meant."""
        names = {_name_key(one) for one in other.names}
        words = {fold(one) for one in (*other.emails, *other.others)}
        numbers = {phone_key(one) for one in other.phones}
        return Identity(
            tuple(one for one in self.names if _name_key(one) not in names),
            tuple(one for one in self.emails if fold(one) not in words),
            tuple(one for one in self.phones if phone_key(one) not in numbers),
            tuple(one for one in self.others if fold(one) not in words),
        )


def _each(values: Iterable[Any]) -> tuple[Any, ...]:
    """Every value once; nothing that is empty."""
    return tuple(dict.fromkeys(one for one in values if (any(one) if isinstance(one, tuple) else one)))


def _name_key(name: tuple[str, str]) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(" ".join(name))))


def phone_key(number: str) -> str:
    """A phone number as it is compared: with its country code where it is one, otherwise its digits."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(number, _REGION), phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", number)


class Traces:
    """Finds an identity in text, whatever its case, accents and spacing, and puts a mark in its place."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        # Addresses first, since a name may stand in one; of names the longest first, so that nothing of them is left.
        names = sorted(map(_name_pattern, _name_forms(identity.names)), key=len, reverse=True)
        addresses = [_spelled(one) for one in (*identity.emails, *identity.others)]
        whole = "|".join(filter(None, (*addresses, *map(_phone_pattern, identity.phones))))
        wanted = [rf"(?<!\w)(?:{whole})(?!\w)"] if whole else []
        wanted += [f"{_START}(?:{'|'.join(names)}){_END}"] if names else []
        self._pattern = re.compile("|".join(wanted) or r"(?!)", re.IGNORECASE)

    def count(self, text: str) -> int:
        """How often the person is named in a text."""
        return sum(1 for _ in self._pattern.finditer(text))

    def found(self, cell: str) -> bool:
        """Whether a stored text, or any text in stored JSON, names the person, however its letters are written."""
        return any(self._pattern.search(reading) is not None for reading in _readings(cell))

    def erased(self, cell: str) -> str:
        """A stored text without the person; JSON stays JSON, written as it was."""
        if cell[:1] in ("{", "["):
            try:
                content = json.loads(cell)
            except ValueError:
                return self._marked(cell)
            return _written_like(cell, self._walked(content))
        return self._marked(cell)

    def _marked(self, text: str) -> str:
        for read in _WAYS:
            reading = read(text)
            if self._pattern.search(reading) is not None:
                text = self._pattern.sub(ERASED, reading)
        return text

    def _walked(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._marked(value)
        if isinstance(value, list):
            return [self._walked(one) for one in value]
        if isinstance(value, dict):
            return {self._marked(key): self._walked(one) for key, one in value.items()}
        return value

    @cached_property
    def needles(self) -> tuple[bytes, ...]:
        """What the person would look like in a file, in lower case as far as letters are ASCII."""
        return tuple(dict.fromkeys(one.lower() for form in self._literals() for one in _encoded(form) if len(one) > 4))

    @cached_property
    def exact_needles(self) -> tuple[bytes, ...]:
        """The same in Base64, where case means something; wherever in three bytes it begins."""
        return tuple(dict.fromkeys(one for form in self._literals() for one in _in_base64(form.encode())))

    def _literals(self) -> Iterator[str]:
        # One word alone stands inside other words; only text, which knows where words begin, is searched for it.
        plain = [name for name in map(" ".join, _name_forms(self.identity.names)) if " " in name]
        plain += [f"{family}, {given}" for given, family in self.identity.names if given and family]
        plain += [*self.identity.emails, *self.identity.others]
        for text in plain:
            yield from (text, text.lower(), text.upper(), fold(text), _international(text))
            yield unicodedata.normalize("NFD", text)
            yield sort_key(text).split("\0")[0]
        for number in self.identity.phones:
            digits = re.sub(r"\D", "", number)
            if len(digits) >= _SHORTEST_PHONE:
                yield from (number, digits, phone_key(number))


def _name_forms(names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """The words of each name in the orders it is written in; of several given names the first alone as well."""
    for given, family in names:
        yield from ((given, family), (family, given)) if given and family else ((given or family,),)
        first = given.split()[0] if " " in given else ""
        if first and family:
            yield from ((first, family), (family, first))


def _name_pattern(words: tuple[str, ...]) -> str:
    return _BETWEEN_NAMES.join(_spelled(word) for one in words for word in one.split())


def _spelled(text: str) -> str:
    return "".join(map(_letter, unicodedata.normalize("NFC", text)))


def _letter(letter: str) -> str:
    if letter.isascii():
        return r"[-\s\u2010-\u2013]" if letter == "-" else r"\s+" if letter.isspace() else re.escape(letter)
    ways = (letter, unicodedata.normalize("NFD", letter), _international(letter), fold(letter))
    return f"(?:{'|'.join(dict.fromkeys(re.escape(one) for one in ways if one))})"


def _international(text: str) -> str:
    return "".join(_INTERNATIONAL.get(letter, letter) for letter in text.casefold())


def _phone_pattern(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    if len(digits) < _SHORTEST_PHONE:
        return ""
    try:
        read = phonenumbers.parse(number, _REGION)
    except phonenumbers.NumberParseException:
        return _BETWEEN_DIGITS.join(digits)
    gap, country = _BETWEEN_DIGITS, _BETWEEN_DIGITS.join(str(read.country_code))
    lead = rf"(?:(?:\+|00)?{gap}{country}{gap}(?:0{gap})?|0{gap})?"
    return lead + gap.join(str(read.national_number))


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text


# How letters may stand in a text that came from elsewhere: as they are, among others that nobody sees, as JSON, HTML
# and web addresses write them.
_WAYS: tuple[Callable[[str], str], ...] = (str, seen, _unescaped, html.unescape, unquote)


def _readings(text: str) -> Iterator[str]:
    """A text as it is, and what it says otherwise."""
    yield text
    for read in _WAYS[1:]:
        reading = read(text)
        if reading != text:
            yield reading


def _written_like(cell: str, content: Any) -> str:
    """JSON in the way that `cell` is written: with or without space, and with letters escaped or not."""
    is_narrow = not re.search(r'[,:] ["\[{\d]', cell)
    separators = (",", ":") if is_narrow else (", ", ": ")
    return json.dumps(content, ensure_ascii=cell.isascii(), separators=separators)


def _encoded(text: str) -> Iterator[bytes]:
    for encoding in _ENCODINGS:
        try:
            yield text.encode(encoding)
        except UnicodeEncodeError:
            continue
    if not text.isascii():
        yield json.dumps(text)[1:-1].encode()
        yield quopri.encodestring(text.encode(), quotetabs=False)


def _in_base64(data: bytes) -> Iterator[bytes]:
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + data)
        # What its neighbours have a share in is left out at both ends.
        start, end = (0, 2, 3)[before], len(coded) - (len(coded.rstrip(b"=")) < len(coded)) * 4
        if end - start >= 8:
            yield coded[start:end]
