"""Tables of values: which column holds periods and which what series, and each value as the table writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from kidesk.errors import KideskError
from kidesk.exchange import tables
from kidesk.exchange.written_numbers import TwoWays, decimal_mark, number
from kidesk.i18n import CODES, N_, Language, fold
from kidesk.operations.import_organisations import Refused
from kidesk.records import series_period
from kidesk.records.field import Problem, Stored, Unreadable
from kidesk.records.fields import Parts
from kidesk.records.indicator import INDICATORS, MONTHS, Frequency, Indicator
from kidesk.records.term import Term


class Column(Term):
    """What a column of the table holds, besides the values of one series."""

    PERIOD = "period", N_("Period")
    SERIES = "series", N_("Series")
    VALUE = "value", N_("Value")
    SOURCE = "source", N_("Source")
    EXTRACTED = "extracted", N_("Extracted on")
    PROVISIONAL = "provisional", N_("Provisional")


# What tables call these columns besides their names above.
_HEADINGS = {
    Column.PERIOD: ("month", "månad", "quarter", "kvartal", "year", "år", "date", "datum", "time", "tid"),
    Column.SERIES: ("indicator", "indikator", "serie", "name", "namn"),
    Column.VALUE: ("values", "värden", "count", "antal", "hits", "träffar"),
    Column.SOURCE: ("källa",),
    Column.EXTRACTED: ("extracted", "extraction date", "hämtad", "uttagsdatum"),
    Column.PROVISIONAL: ("preliminary", "preliminär", "preliminärt"),
}
_VALUES = next(one for one in INDICATORS.fields if isinstance(one, Parts) and one.key == "values")
FIELDS: Mapping[str, Stored] = {field.key: field for field in _VALUES.fields}
_OF_PERIOD = {
    Frequency.MONTHLY: N_("“{text}” is not a month. Write it as 2024-01."),
    Frequency.QUARTERLY: N_("“{text}” is not a quarter. Write it as 2024-Q1."),
    Frequency.YEARLY: N_("“{text}” is not a year. Write it as 2024."),
}


@dataclass(frozen=True)
class Value:
    """A value of the table, with its line. What the table does not say of it is None."""

    line: int
    series: Indicator
    period: str
    value: Decimal
    source: str | None
    extracted_on: dt.date | None
    is_provisional: bool | None


def has_values(table: tables.Table, series: Sequence[Indicator]) -> bool:
    """Whether a table looks like one of values: it has periods, and what else it has is no list of names."""
    roles = {_roles().get(fold(heading)) for heading in table.columns}
    names = {fold(name) for one in series for name in (one.name_sv, one.name_en)}
    is_of_series = Column.VALUE in roles or any(fold(heading) in names for heading in table.columns)
    return Column.PERIOD in roles and (is_of_series or Column.SERIES not in roles)


class ValuesTable:
    """A table whose columns are understood; `ignored` are those that say nothing to kidesk.

    `mapping` says what columns hold, by their heading: one of `Column`'s words, or a series by its name or number; in a
    table with a column of series it may say what a name there means. Raises KideskError where columns are missing.
    """

    def __init__(self, table: tables.Table, series: Sequence[Indicator], mapping: Mapping[str, str], name: str) -> None:
        self._table, self._series, self._mapping = table, series, {fold(key): one for key, one in mapping.items()}
        self._roles: dict[Column, str] = {}
        self._of: dict[str, Indicator] = {}
        # What was said first, and what one calls a series before what one calls a value: a series may be called so.
        rank = {Column.VALUE: 2, None: 2}
        for heading in sorted(table.columns, key=lambda one: (not self._is_said(one), rank.get(self._role(one), 1))):
            self._understand(heading)
        self._refuse_unknown_names(name)
        self._is_long = not self._of and Column.SERIES in self._roles and Column.VALUE in self._roles
        if Column.PERIOD not in self._roles:
            raise KideskError(_NO_PERIODS, file=name)
        if not self._of and not self._is_long:
            raise KideskError(_NO_SERIES, file=name)
        self._held = [self._roles[Column.VALUE]] if self._is_long else list(self._of)
        self._marks = {one: decimal_mark(line.cells.get(one, "") for line in table.lines) for one in self._held}
        left = () if self._is_long else (Column.SERIES, Column.VALUE)
        read = {*self._held, *(heading for role, heading in self._roles.items() if role not in left)}
        self.ignored = tuple(heading for heading in table.columns if heading not in read)

    def _is_said(self, heading: str) -> bool:
        return fold(heading) in self._mapping

    def _role(self, heading: str) -> Column | None:
        return _roles().get(fold(self._mapping.get(fold(heading), heading)))

    def _understand(self, heading: str) -> None:
        role = self._role(heading)
        # A bare heading is no number of a series: years stand in headings, too.
        series = self._called(self._mapping[fold(heading)]) if self._is_said(heading) else self._named(heading)
        is_value = role == Column.VALUE and Column.SERIES in self._roles
        if len(series) == 1 and (role is None or (role == Column.VALUE and not is_value)):
            self._of[heading] = series[0]
        elif role is not None:
            self._roles.setdefault(role, heading)

    def _refuse_unknown_names(self, name: str) -> None:
        """What was said of a column that is not there, or names no series, is a slip of the pen."""
        names = (self._cell(line, Column.SERIES) for line in self._table.lines)
        folded = {fold(one) for one in (*self._table.columns, *names)}
        for key, meant in self._mapping.items():
            if key not in folded:
                message = N_("{file} has no column called “{column}”. Nothing was imported; check what was said of it.")
                raise KideskError(message, file=name, column=key)
            if fold(meant) not in _roles() and len(self._called(meant)) != 1:
                raise KideskError(_NOT_ONE[len(self._called(meant)) > 1], name=meant)

    def _named(self, name: str) -> list[Indicator]:
        """The series with this name in either language."""
        wanted = fold(name)
        return [one for one in self._series if wanted and wanted in (fold(one.name_sv), fold(one.name_en))]

    def _called(self, name: str) -> list[Indicator]:
        """The series with this name, or this number."""
        return self._named(name) or [one for one in self._series if name.strip() == str(one.id)]

    def count(self) -> int:
        """How many rows the table has."""
        return len(self._table.lines)

    def rows(self) -> Iterator[tuple[int, list[Value], list[Problem]]]:
        """Each row by its line, with its values and what is wrong with it. Cells without a value say nothing."""
        for line in self._table.lines:
            values: list[Value] = []
            problems: list[Problem] = []
            if line.surplus:
                message = N_("The row has more cells than the heading; it may hold a stray delimiter.")
                problems.append(Problem("", message))
            else:
                for heading in self._held:
                    try:
                        values += self._value(line, heading)
                    except Refused as refused:
                        # A month that is none is told once, however many series have a value there.
                        problems += [refused.problem] if refused.problem not in problems else []
            yield line.number, values, problems

    def _value(self, line: tables.Line, heading: str) -> Iterator[Value]:
        written = line.cells.get(heading, "")
        if not written:
            return
        series = self._one(line.cells.get(self._roles[Column.SERIES], "")) if self._is_long else self._of[heading]
        source = self._cell(line, Column.SOURCE)
        for problem in FIELDS["source"].problems(source):
            raise Refused(problem)
        yield Value(
            line.number,
            series,
            _period(self._cell(line, Column.PERIOD), series),
            _number(written, self._marks[heading]),
            source or None,
            self._parsed(line, Column.EXTRACTED, FIELDS["extracted_on"]),
            self._parsed(line, Column.PROVISIONAL, FIELDS["is_provisional"]),
        )

    def _one(self, name: str) -> Indicator:
        found = self._called(self._mapping.get(fold(name), name))
        if len(found) != 1:
            raise Refused(Problem("name_sv", _NOT_ONE[len(found) > 1], {"name": name}))
        return found[0]

    def _cell(self, line: tables.Line, column: Column) -> str:
        return line.cells.get(self._roles.get(column, ""), "")

    def _parsed(self, line: tables.Line, column: Column, field: Stored) -> Any:
        written = self._cell(line, column)
        return parsed(field, written) if written else None


_NO_PERIODS = N_("{file} has no column called “Period”. Nothing was imported; name the column of the months so.")
_NO_SERIES = N_(
    "No column of {file} is called like a series. Nothing was imported; name each column like the series that it "
    "holds, or say which one it is."
)
_NOT_ONE = {
    False: N_("There is no series called “{name}”. Give its name as kidesk has it, or its number."),
    True: N_("Several series are called “{name}”. Give the number of the one that is meant."),
}


def parsed(field: Stored, written: str) -> Any:
    """What is written for a field, in either language. Raises Refused."""
    for language in _languages():
        try:
            return field.parse(written, language)
        except Unreadable as error:
            problem = Problem(field.key, error.message, error.details)
    raise Refused(problem)


def _period(written: str, series: Indicator) -> str:
    try:
        return series_period.read(written, MONTHS[series.frequency])
    except ValueError:
        raise Refused(Problem("period", _OF_PERIOD[series.frequency], {"text": written})) from None


def _number(written: str, mark: str) -> Decimal:
    try:
        found = number(written, mark)
    except TwoWays:
        message = N_("“{text}” may have decimals or thousands. Write it without a sign between the thousands.")
        raise Refused(Problem("value", message, {"text": written})) from None
    except ValueError:
        raise Refused(Problem("value", N_("“{text}” is not a number."), {"text": written})) from None
    for problem in FIELDS["value"].problems(found):
        raise Refused(problem)
    return found


@cache
def _languages() -> tuple[Language, ...]:
    return tuple(Language(code) for code in CODES)


@cache
def _roles() -> dict[str, Column]:
    """What a heading says, folded: a column's word or name in either language, or another word for it."""
    found = {fold(word): column for column, words in _HEADINGS.items() for word in (column.value, *words)}
    return found | {fold(language.text(column.label)): column for column in Column for language in _languages()}
