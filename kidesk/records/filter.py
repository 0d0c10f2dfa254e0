"""Filter: one way to narrow a list of records, by a term, a country, another record, a year or a code.

A value is exchanged as text: a term's key, a country's ISO 3166-1 code, a record's number, a year, the start of a code.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, String, func, or_
from sqlalchemy.orm import InstrumentedAttribute

from kidesk.errors import KideskError, Sentence
from kidesk.i18n import N_, Language, fold
from kidesk.records import clock
from kidesk.records.code_tables import COUNTRIES, ISCED_F_FIELDS, CodeTable
from kidesk.records.field import Unreadable, term_of
from kidesk.records.record import Record
from kidesk.records.term import Term

if TYPE_CHECKING:
    from kidesk.records.record_type import RecordType

Chosen = tuple[tuple[str, str], ...]
_YEARS = (1800, 2200)
_YEARS_OFFERED = 12


class Filter(ABC):
    """One question a list can be asked. `condition` gives what SQL selects by for a value of the filter's kind."""

    def __init__(self, key: str, label: str, condition: Callable[[Any], ColumnElement[bool]]) -> None:
        self.key = key
        self.label = label
        self._condition = condition

    @abstractmethod
    def value(self, text: str) -> Any:
        """What an exchanged text stands for. Raises Unreadable."""

    def parse(self, text: str, language: Language) -> str:
        """The exchanged text of what a person typed. Raises Unreadable."""
        self.value(text.strip())
        return text.strip()

    def said(self, text: str, language: Language) -> str:
        """An exchanged text as a person reads it."""
        return text

    def offers(self, language: Language) -> list[tuple[str, str]]:
        """The values to choose from with what they are called: all there are, or those most asked for."""
        return []

    def matching(self, typed: str, language: Language) -> list[tuple[str, str]]:
        """Those of the offers that have what was typed."""
        words = fold(typed).split()
        return [one for one in self.offers(language) if all(word in fold(one[1]) for word in words)]

    def condition(self, text: str) -> ColumnElement[bool]:
        """What SQL selects by. Raises Unreadable."""
        return self._condition(self.value(text))


class ByTerm(Filter):
    """By one term of a closed list."""

    def __init__(
        self, key: str, label: str, terms: type[Term], condition: Callable[[Any], ColumnElement[bool]]
    ) -> None:
        super().__init__(key, label, condition)
        self.terms = terms

    def value(self, text: str) -> Term:
        try:
            return self.terms(text)
        except ValueError:
            choices = ", ".join(term.value for term in self.terms)
            raise Unreadable(N_("“{text}” is not one of the choices: {choices}."), text=text, choices=choices) from None

    def parse(self, text: str, language: Language) -> str:
        return str(term_of(self.terms, text.strip(), language))

    def said(self, text: str, language: Language) -> str:
        return language.text(self.value(text).label)

    def offers(self, language: Language) -> list[tuple[str, str]]:
        return [(term.value, language.text(term.label)) for term in self.terms]


def by_choice(attribute: InstrumentedAttribute[Any], label: str) -> ByTerm:
    """By the term in a column."""
    terms: type[Term] = attribute.property.columns[0].type.enum_class
    return ByTerm(attribute.key, label, terms, lambda term: attribute == term)


def lists(attribute: InstrumentedAttribute[Any], key: str) -> ColumnElement[bool]:
    """Whether a list of keys (of terms, of countries) has one of them."""
    return func.instr(attribute.expression.cast(String), f'"{key}"') > 0


class ByTable(Filter):
    """By a code of a shipped table."""

    table: CodeTable

    def value(self, text: str) -> str:
        if text not in self.table.codes:
            raise Unreadable(self.table.unknown, text=text)
        return text

    def parse(self, text: str, language: Language) -> str:
        return str(self.value(self.table.code(text.strip(), language) or text.strip()))

    def said(self, text: str, language: Language) -> str:
        return self.table.text(self.value(text), language)

    def offers(self, language: Language) -> list[tuple[str, str]]:
        return self.matching("", language)

    def matching(self, typed: str, language: Language) -> list[tuple[str, str]]:
        return [(code, self.table.text(code, language)) for code in self.table.found(typed, language)]


class ByCountry(ByTable):
    """By a country."""

    table = COUNTRIES


class ByRecord(Filter):
    """By another record, one of those `among` holds for. What a number is called, only the store can say."""

    def __init__(
        self,
        key: str,
        label: str,
        target: type[Record],
        condition: Callable[[int], ColumnElement[bool]],
        among: ColumnElement[bool] | None = None,
    ) -> None:
        super().__init__(key, label, condition)
        self.target = target
        self.among = among

    def value(self, text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or len(text) > 18:
            raise Unreadable(N_("“{text}” is not the number of a record."), text=text)
        return int(text)


class ByYear(Filter):
    """By a calendar year."""

    def value(self, text: str) -> int:
        if not re.fullmatch("[0-9]{4}", text) or not _YEARS[0] <= int(text) <= _YEARS[1]:
            raise Unreadable(N_("“{text}” is not a year. Write it as 2026."), text=text)
        return int(text)

    def offers(self, language: Language) -> list[tuple[str, str]]:
        next_year = clock.today().year + 1
        return [(str(year), str(year)) for year in range(next_year, next_year - _YEARS_OFFERED, -1)]


class ByCode(ByTable):
    """By an ISCED-F code, or the first two or three digits that a broader field has."""

    table = ISCED_F_FIELDS

    def value(self, text: str) -> str:
        if not re.fullmatch("[0-9]{2,4}", text):
            message = N_("“{text}” is not a code of ISCED-F. Write two to four digits, such as 091 or 0912.")
            raise Unreadable(message, text=text)
        return text


def filter_of(record_type: RecordType, key: str) -> Filter:
    """A record type's filter by its key. Raises KideskError where there is none."""
    found = next((one for one in record_type.filters if one.key == key), None)
    if found is None:
        raise KideskError(N_("There is no filter “{filter}” here. Take it away, or choose another."), filter=key)
    return found


def conditions(record_type: RecordType, filters: Iterable[tuple[str, str]]) -> list[ColumnElement[bool]]:
    """What SQL selects by: all filters hold, each for one of its values.

    Raises KideskError for a filter that the record type lacks, or a value that the filter cannot read.
    """
    found: dict[str, list[ColumnElement[bool]]] = {}
    for key, text in dict.fromkeys(filters):
        found.setdefault(key, []).append(_condition(filter_of(record_type, key), text))
    return [or_(*alternatives) for alternatives in found.values()]


def _condition(wanted: Filter, text: str) -> ColumnElement[bool]:
    try:
        return wanted.condition(text)
    except Unreadable as reason:
        message = N_("The filter “{filter}” cannot be used. {reason} Take it away, or choose another value.")
        raise KideskError(message, filter=Sentence(wanted.label), reason=reason) from reason
