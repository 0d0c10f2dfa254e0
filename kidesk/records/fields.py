"""The kinds of field: each gives a label, reads, formats, parses, sorts and complains.

A field does nothing else: no widths, colours, conditions or callbacks. At most nine kinds and 350 lines. A kind is
added when two record types need it; what is particular to one record is ordinary code in its own module.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy import Text as TextType
from sqlalchemy.orm import InstrumentedAttribute, aliased

from kidesk.i18n import N_, Language, fold
from kidesk.records.code_tables import CodeTable
from kidesk.records.field import Field, Keyed, Problem, Stored, Unreadable, term_of
from kidesk.records.identity_number import identity_problems
from kidesk.records.record import Part, Record, Row
from kidesk.records.term import Term


class Text(Stored):
    """A line or several lines of text, or a list of words. A name may have a comma, so a semicolon parts several."""

    is_written = True
    joint = "; "

    @property
    def is_multiline(self) -> bool:
        """Whether the text may have several lines."""
        return isinstance(self.column.type, TextType) and not self.is_many

    @property
    def blank(self) -> Any:
        return [] if self.is_many else ""

    @property
    def length(self) -> int | None:
        """The longest text allowed, in characters."""
        length: int | None = getattr(self.column.type, "length", None)
        return length

    def order(self, language: Language) -> ColumnElement[Any]:
        return func.sort_key(self.attribute)

    def problems(self, value: Any) -> Iterator[Problem]:
        yield from super().problems(value.strip() if isinstance(value, str) else value)
        if isinstance(value, str) and self.length and len(value) > self.length:
            yield Problem(
                self.key,
                N_("At most {limit} characters fit here; this text has {count}."),
                {"limit": self.length, "count": len(value)},
            )
        for text in value if isinstance(value, list) else [value or ""]:
            yield from identity_problems(self.key, self.label, text)


class Choice(Stored):
    """One term of a closed list, or several."""

    @property
    def terms(self) -> type[Term]:
        """The closed list."""
        kind: Any = self.column.type
        listed: type[Term] = self.column.info.get("terms") or kind.enum_class
        return listed

    def read(self, row: Row) -> Any:
        value = super().read(row)
        if isinstance(value, list):
            return [self.terms(one) if one in _keys(self.terms) else one for one in value]
        return value

    def write(self, row: Row, value: Any) -> None:
        if isinstance(value, list):
            super().write(row, [str(one) for one in value])
        else:
            super().write(row, None if value is None else self.terms(value))

    def problems(self, value: Any) -> Iterator[Problem]:
        yield from super().problems(value)
        if value is not None and not self.is_many and value not in list(self.terms):
            yield Problem(self.key, N_("“{word}” is not one of the choices."), {"word": str(value)})

    def format_one(self, value: Any, language: Language) -> str:
        return language.text(value.label) if isinstance(value, Term) else str(value)

    def parse_one(self, text: str, language: Language) -> Any:
        return term_of(self.terms, text, language)

    def plain(self, row: Row) -> Any:
        value = self.read(row)
        return [str(one) for one in value] if isinstance(value, list) else value and value.value

    def order(self, language: Language) -> ColumnElement[Any]:
        ranks = {term: rank for rank, term in enumerate(self.terms)}
        return self.attribute.expression if self.is_many else case(ranks, value=self.attribute, else_=-1)


def _keys(terms: type[Term]) -> frozenset[str]:
    return frozenset(term.value for term in terms)


# "5 nov. 2026", as a day is shown: the first three letters name the month in both languages.
_NAMED_DAY = re.compile(r"(?P<day>\d{1,2}) (?P<month>[a-z]{3})[a-z]*\.? (?P<year>\d{1,4})", re.IGNORECASE)
_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6, "jul": 7}
_MONTHS |= {"aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12}


class Day(Stored):
    """A date."""

    def format_one(self, value: Any, language: Language) -> str:
        return language.day(value)

    def parse_one(self, text: str, language: Language) -> Any:
        named = _NAMED_DAY.fullmatch(text)
        if named and named["month"].casefold() in _MONTHS:
            text = f"{named['year']:>04}-{_MONTHS[named['month'].casefold()]}-{named['day']}"
        for pattern in ("%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d.%m.%Y"):
            try:
                return dt.datetime.strptime(text, pattern).date()
            except ValueError:
                continue
        raise Unreadable(N_("“{text}” is not a date. Write it as 2026-11-05."), text=text)

    def plain(self, row: Row) -> Any:
        value = self.read(row)
        return value and value.isoformat()

    def problems(self, value: Any) -> Iterator[Problem]:
        yield from super().problems(value)
        if value is not None and not 1800 <= value.year <= 2200:
            yield Problem(
                self.key,
                N_("The year {year} looks wrong; it was kept."),
                {"year": str(value.year)},
                is_warning=True,
            )


class Number(Stored):
    """A whole or decimal number; `limits` are the smallest and largest allowed; a year is not `grouped`."""

    def __init__(
        self,
        attribute: InstrumentedAttribute[Any],
        label: str,
        help: str = "",
        *,
        limits: tuple[int, int] = (0, 999_999_999_999),
        grouped: bool = True,
    ) -> None:
        super().__init__(attribute, label, help)
        self.limits = limits
        self.grouped = grouped

    @property
    def is_whole(self) -> bool:
        """Whether decimals are refused."""
        return self.column.type.python_type is int

    def format_one(self, value: Any, language: Language) -> str:
        return language.number(value) if self.grouped else str(value)

    def parse_one(self, text: str, language: Language) -> Any:
        try:
            number = language.read_number(text)
        except (ValueError, InvalidOperation):
            raise Unreadable(N_("“{text}” is not a number."), text=text) from None
        if self.is_whole and number != int(number):
            raise Unreadable(N_("“{text}” is not a whole number."), text=text)
        return int(number) if self.is_whole else number

    def plain(self, row: Row) -> Any:
        value = self.read(row)
        return float(value) if isinstance(value, Decimal) else value

    def problems(self, value: Any) -> Iterator[Problem]:
        yield from super().problems(value)
        low, high = self.limits
        if value is not None and not low <= value <= high:
            limits: dict[str, object] = {"low": str(low), "high": str(high)}
            yield Problem(self.key, N_("The number must lie between {low} and {high}."), limits)
            return
        scale = getattr(self.column.type, "scale", None)
        if isinstance(value, Decimal) and scale is not None and value != round(value, scale):
            yield Problem(self.key, N_("At most {limit} decimals fit here."), {"limit": scale})


class Flag(Stored):
    """Yes or no."""

    def format_one(self, value: Any, language: Language) -> str:
        return language.text(N_("Yes")) if value else language.text(N_("No"))

    def parse_one(self, text: str, language: Language) -> Any:
        wanted = fold(text)
        if wanted in ("1", "true", "yes", "ja", "x"):
            return True
        if wanted in ("0", "false", "no", "nej"):
            return False
        raise Unreadable(N_("“{text}” is neither yes nor no."), text=text)


class Coded(Stored):
    """A code of a shipped table, or several. Codes the table does not know are kept and shown, but cannot be typed."""

    def __init__(self, attribute: InstrumentedAttribute[Any], table: CodeTable, label: str, help: str = "") -> None:
        super().__init__(attribute, label, help)
        self.table = table
        self.joint = table.joint

    def format_one(self, value: Any, language: Language) -> str:
        return self.table.text(value, language)

    def parse(self, text: str, language: Language) -> Any:
        if not self.is_many:
            return super().parse(text, language)
        return [self.parse_one(one, language) for one in self.table.parted(text, language)]

    def parse_one(self, text: str, language: Language) -> Any:
        code = self.table.code(text, language)
        if code is None:
            raise Unreadable(self.table.unknown, text=text)
        return code

    def order(self, language: Language) -> ColumnElement[Any]:
        ranks = {code: rank for rank, code in enumerate(self.table.ordered(language))}
        return self.attribute.expression if self.is_many else case(ranks, value=self.attribute, else_=-1)


class Link(Stored):
    """Another record. `key` is the foreign key's; the record itself is read through the relationship."""

    def __init__(
        self,
        attribute: InstrumentedAttribute[Any],
        record: InstrumentedAttribute[Any],
        label: str,
        help: str = "",
    ) -> None:
        super().__init__(attribute, label, help)
        self.relationship = record.key
        self._record = record

    @property
    def target(self) -> type[Record]:
        """The class of the linked record."""
        target: type[Record] = self._record.property.mapper.class_
        return target

    def text(self, row: Row, language: Language) -> str:
        record = getattr(row, self.relationship)
        return record.caption(language.code) if record is not None else ""

    def parse_one(self, text: str, language: Language) -> Any:
        if not text.isdecimal() or len(text) > 18:
            raise Unreadable(N_("“{text}” is not the number of a record."), text=text)
        return int(text)

    def order(self, language: Language) -> ColumnElement[Any] | None:
        target = aliased(self.target)
        return select(target.order_key).where(target.id == self.attribute).scalar_subquery()


class Parts(Field):
    """The rows that belong to the record, each with fields of its own; only those that are `is_typed` have a form."""

    is_many = True
    is_typed = True

    def __init__(
        self, attribute: InstrumentedAttribute[Any], label: str, fields: Sequence[Stored], help: str = ""
    ) -> None:
        super().__init__(attribute.key, label, help)
        self.attribute = attribute
        self.fields = tuple(fields)
        self.default = []

    @property
    def part(self) -> type[Part]:
        """The class of the rows."""
        part: type[Part] = self.attribute.property.mapper.class_
        return part

    def text(self, row: Row, language: Language) -> str:
        return "; ".join(self.line(part, language) for part in self.read(row))

    def line(self, part: Row, language: Language) -> str:
        """One row as a line of text."""
        texts = (field.text(part, language) for field in self.fields if not isinstance(field, Flag))
        return " · ".join(text for text in texts if text)

    def plain(self, row: Row) -> Any:
        return [{"id": part.id} | {field.key: field.plain(part) for field in self.fields} for part in self.read(row)]


class Derived(Field):
    """A value that follows from others and is never typed."""

    def __init__(
        self,
        key: str,
        label: str,
        value: Callable[[Any], Any],
        *,
        order: Callable[[], ColumnElement[Any]] | None = None,
        help: str = "",
    ) -> None:
        super().__init__(key, label, help)
        self._value = value
        self._order = order

    def read(self, row: Row) -> Any:
        return self._value(row)

    def format_one(self, value: Any, language: Language) -> str:
        if isinstance(value, Term):
            return language.text(value.label)
        if isinstance(value, dt.date):
            return language.day(value)
        if isinstance(value, Keyed):
            return value.said(language)
        return value.caption(language.code) if isinstance(value, Record) else str(value)

    def plain(self, row: Row) -> Any:
        value = self.read(row)
        return [_plain(one) for one in value] if isinstance(value, list) else _plain(value)

    def order(self, language: Language) -> ColumnElement[Any] | None:
        return self._order() if self._order else None


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.id
    if isinstance(value, Term):
        return value.value
    if isinstance(value, Keyed):
        return value.key
    return value.isoformat() if isinstance(value, dt.date) else value
