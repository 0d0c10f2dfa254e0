"""Annual list: the agreements of one department, or of all, that were concluded, in force and ended in a year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from kidesk.i18n import N_, Language
from kidesk.records.academic_year import academic_year
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_terms import ExchangeKind
from kidesk.records.exchange_balance import Tally, is_own
from kidesk.records.organisation import Organisation
from kidesk.reports.agreement_columns import DNR, LEVEL, PARTNERS, STATUS_TODAY, TITLE, TYPE
from kidesk.reports.content import Block, Cell, Column, Document, Grid, Heading, Note, Table
from kidesk.reports.exchange_balance import difference
from kidesk.reports.head import Head, framed, swedish_prevails
from kidesk.reports.wording import called


@dataclass(frozen=True)
class Listed:
    """An agreement and what it is in the year; `until` is its last day in force."""

    agreement: Agreement
    concluded_on: dt.date | None
    since: dt.date | None
    until: dt.date | None
    is_concluded: bool
    was_in_force: bool
    has_ended: bool


@dataclass(frozen=True)
class AnnualList:
    """The list of a calendar year as seen on a day, of a `unit` or, under None, of all: one section a department.

    The section of None holds the agreements that no department is a party to.
    """

    year: int
    seen_on: dt.date
    unit: Organisation | None
    sections: tuple[tuple[Organisation | None, tuple[Listed, ...]], ...]

    def all(self) -> list[Listed]:
        """Every agreement once, though several departments may share it."""
        return list({one.agreement.id: one for _, found in self.sections for one in found}.values())


DEPARTMENT = N_("Department")
DAYS = (N_("Concluded on"), N_("In force since"), N_("Last day in force"))
GROUPS = (N_("Concluded in the year"), N_("In force during the year"), N_("Ended in the year"))
READ = ("parties", "numbers", "status_changes")  # the parts and links that rules and columns read
TABLE_COLUMNS = (DNR, TITLE, PARTNERS, TYPE, LEVEL, STATUS_TODAY)
_DNR = replace(DNR, share=1.4)  # fewer columns share the page than in a register
_IS_IN: tuple[Callable[[Listed], bool], ...] = (
    lambda one: one.is_concluded,
    lambda one: one.was_in_force,
    lambda one: one.has_ended,
)


def document(annual: AnnualList, head: Head, language: Language) -> Document:
    """The list on paper: figures first, then each department's agreements by group, and the exchange under them."""
    paper = _Paper(annual, language)
    title = language.text(N_("Agreements in {year}"), year=annual.year)
    whose = called(annual.unit, language) if annual.unit is not None else language.text(N_("All departments"))
    subtitle = whose if isinstance(whose, str) else whose.text
    blocks = (*swedish_prevails(language), *paper.blocks())
    return replace(framed(head, language, title, subtitle, blocks), landscape=True)


def called_unit(unit: Organisation | None, language: Language) -> str:
    """The name of a section."""
    return unit.caption(language.code) if unit is not None else language.text(N_("Without a department"))


def persons(year: int, language: Language) -> tuple[str, str]:
    """What the numbers of the exchange are called in a table."""
    years = academic_year(year - 1)
    return language.text(N_("Outgoing {years}"), years=years), language.text(N_("Incoming {years}"), years=years)


def exchanged(agreement: Agreement, year: int) -> tuple[int | None, int | None]:
    """How many went out and came in during the academic year that ended in a year; None where nothing is recorded."""
    kinds = _exchange(agreement, year)
    if not kinds:
        return None, None
    return sum(out for out, _ in kinds.values()), sum(back for _, back in kinds.values())


def _exchange(agreement: Agreement, year: int) -> dict[ExchangeKind, tuple[int, int]]:
    """Outgoing and incoming persons by kind; what others exchanged with each other is left out."""
    out: Counter[ExchangeKind] = Counter()
    back: Counter[ExchangeKind] = Counter()
    for row in agreement.numbers:
        leaves = is_own(agreement, row.sending)
        if row.academic_year == year - 1 and leaves != is_own(agreement, row.receiving):
            (out if leaves else back)[row.kind] += row.persons
    return {kind: (out[kind], back[kind]) for kind in ExchangeKind if kind in out or kind in back}


class _Paper:
    """What is said of a year."""

    def __init__(self, annual: AnnualList, language: Language) -> None:
        self._annual, self._language, self._say = annual, language, language.text

    def blocks(self) -> Iterator[Block]:
        """The figures and all sections."""
        annual = self._annual
        if annual.seen_on <= dt.date(annual.year, 12, 31):
            said = N_("The year is not over. The list tells what has happened by {day}.")
            yield Note("info", self._say(said, day=self._language.day(annual.seen_on)))
        yield self._figures(annual.all())
        if not annual.sections:
            yield Note("info", self._say(N_("No agreement was concluded, in force or ended in the year.")))
        for unit, found in annual.sections:
            if annual.unit is None:
                yield Heading(2, called_unit(unit, self._language))
            yield from self._groups(found, 2 if annual.unit is not None else 3)

    def _figures(self, found: Iterable[Listed]) -> Grid:
        rows = list(found)
        return Grid(
            tuple(
                (self._say(label), self._language.number(sum(map(is_in, rows))))
                for label, is_in in zip(GROUPS, _IS_IN, strict=True)
            )
        )

    def _groups(self, found: Iterable[Listed], level: int) -> Iterator[Block]:
        rows = list(found)
        for label, is_in in zip(GROUPS, _IS_IN, strict=True):
            listed = [one for one in rows if is_in(one)]
            count = self._language.number(len(listed))
            yield Heading(level, self._say(N_("{group} ({count})"), group=self._say(label), count=count))
            yield self._table(listed)
        exchange = [line for one in rows for line in self._exchange(one.agreement)]
        if exchange:
            years = academic_year(self._annual.year - 1)
            yield Heading(level, self._say(N_("Exchange in the academic year {years}"), years=years))
            yield Table(self._exchange_columns(), tuple(exchange))

    def _table(self, rows: list[Listed]) -> Table:
        shared = (_DNR, TITLE, PARTNERS, TYPE, STATUS_TODAY)
        days = tuple(Column(self._say(label), 1.0) for label in DAYS)
        return Table(
            (*(column.heading(self._language) for column in shared), *days),
            tuple(
                (
                    *(column.cell(one.agreement, self._annual.seen_on, self._language) for column in shared),
                    *(self._language.day(day) for day in (one.concluded_on, one.since)),
                    self._language.day(one.until) or self._goes_on(one),
                )
                for one in rows
            ),
            empty=self._say(N_("None.")),
        )

    def _goes_on(self, one: Listed) -> str:
        return self._say(N_("Until further notice")) if one.was_in_force else ""

    def _exchange_columns(self) -> tuple[Column, ...]:
        return (
            TITLE.heading(self._language),
            Column(self._say(N_("Kind")), 1.4),
            Column(self._say(N_("Outgoing")), 0.8, "right"),
            Column(self._say(N_("Incoming")), 0.8, "right"),
            Column(self._say(N_("Balance")), 1.4),
        )

    def _exchange(self, agreement: Agreement) -> Iterator[tuple[Cell, ...]]:
        for kind, (out, back) in _exchange(agreement, self._annual.year).items():
            title = TITLE.cell(agreement, self._annual.seen_on, self._language)
            counted = (self._language.number(count) for count in (out, back))
            yield title, self._say(kind.label), *counted, difference(Tally(out, back), self._language)
