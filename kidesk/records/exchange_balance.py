"""The balance of exchange: how many were sent and received in each academic year, against what was planned."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import NamedTuple, TypeVar

from kidesk.i18n import sort_key
from kidesk.records.academic_year import year_of
from kidesk.records.agreement import Agreement, Condition, ExchangeNumber
from kidesk.records.agreement_rules import PREPARING
from kidesk.records.agreement_terms import AgreementStatus, ExchangeKind, Side
from kidesk.records.organisation import Organisation, OrganisationKind

_Key = TypeVar("_Key")
_NEVER_RAN = (*PREPARING, AgreementStatus.CLOSED)


class End(NamedTuple):
    """An organisation at one end of an exchange: its id, and what it is called in both languages."""

    number: int
    sv: str
    en: str

    @classmethod
    def of(cls, organisation: Organisation) -> End:
        """An organisation as an end."""
        return cls(organisation.id, organisation.caption("sv"), organisation.caption("en"))

    def caption(self, code: str) -> str:
        """What the organisation is called in the language of `code`."""
        return self.sv if code == "sv" else self.en


@dataclass(frozen=True)
class Tally:
    """Persons: `sent` by the own side, `received` by it, and planned each way; None where nothing is planned."""

    sent: int = 0
    received: int = 0
    planned_out: int | None = None
    planned_in: int | None = None

    @property
    def difference(self) -> int:
        """How many more were received than sent; below zero where more were sent."""
        return self.received - self.sent

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.sent + other.sent,
            self.received + other.received,
            _sum(self.planned_out, other.planned_out),
            _sum(self.planned_in, other.planned_in),
        )


@dataclass(frozen=True)
class BalanceRow:
    """What was exchanged with a partner in an academic year, called by the year it begins in, of one kind."""

    partner: End
    year: int
    kind: ExchangeKind
    tally: Tally


@dataclass(frozen=True)
class Elsewhere:
    """A number that does not count: it lies between two partners, or within the own side."""

    sending: End
    receiving: End
    year: int
    kind: ExchangeKind
    persons: int


@dataclass(frozen=True)
class Balance:
    """Rows by partner, year and kind, and the numbers that do not count."""

    rows: tuple[BalanceRow, ...]
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def total(self) -> Tally:
        """All rows together."""
        return reduce(add, (row.tally for row in self.rows), Tally())

    def by_year(self) -> dict[int, Tally]:
        """The rows of each academic year together, the earliest first."""
        return _together(self.rows, lambda row: row.year)

    def by_partner(self) -> dict[End, Tally]:
        """The rows of each partner together, in the order of the rows."""
        return _together(self.rows, lambda row: row.partner)


def balance(
    agreements: Iterable[Agreement], until: int, partner: Organisation | None = None, units: Container[int] = ()
) -> Balance:
    """The balance of some agreements, from the first academic year with a number to the year `until`.

    A number belongs to the partner at its other end; with a `partner`, only what lies between the own side and the
    organisations whose ids are in `units` counts, all of it as the partner's. Planned is what the conditions say of the
    years they and the agreement cover (`planned_years`); a plan alone makes no balance.
    """
    made = _Count(End.of(partner) if partner else None, units)
    every = list(agreements)
    for agreement in every:
        for number in agreement.numbers:
            made.exchanged(agreement, number)
    if made.years:
        years = sorted({*made.years, *range(min(made.years), until + 1)})
        for agreement in every:
            for condition in agreement.conditions:
                made.planned(agreement, condition, years)
    return made.balance()


def planned_years(agreement: Agreement, condition: Condition) -> Callable[[int], bool]:
    """Whether a condition plans for an academic year: in its own years, else in those of the agreement.

    Nothing is planned by an agreement that never ran, nor for a year that begins after it was terminated or superseded.
    """
    if agreement.status in _NEVER_RAN:
        return lambda year: False
    first, last = condition.first_year, condition.last_year
    if first is None and agreement.effective_on is not None:
        first = year_of(agreement.effective_on)
    end = None if agreement.is_open_ended else agreement.end_on
    lasts = [last] if last is not None else [_last_begun(end)] if end is not None else []
    lasts += [_last_begun(day) for day in _ended_early(agreement)]
    return lambda year: (first is None or first <= year) and all(year <= one for one in lasts)


def _ended_early(agreement: Agreement) -> Iterator[dt.date]:
    if agreement.termination_effective_on is not None:
        yield agreement.termination_effective_on
    latest = agreement.latest_change
    if agreement.status == AgreementStatus.SUPERSEDED and latest is not None:
        yield latest.on


def _last_begun(day: dt.date) -> int:
    """The last academic year that had begun before a day."""
    return year_of(day - dt.timedelta(days=1))


class _Count:
    """Adds up numbers and plans by partner, year and kind."""

    def __init__(self, partner: End | None, units: Container[int]) -> None:
        self._partner, self._units = partner, units
        self._tallies: defaultdict[tuple[End, int, ExchangeKind], Tally] = defaultdict(Tally)
        self._elsewhere: list[Elsewhere] = []

    @property
    def years(self) -> set[int]:
        return {year for _, year, _ in self._tallies}

    def exchanged(self, agreement: Agreement, row: ExchangeNumber) -> None:
        leaves, arrives = is_own(agreement, row.sending), is_own(agreement, row.receiving)
        other = row.receiving if leaves else row.sending
        if leaves == arrives:
            ends = End.of(row.sending), End.of(row.receiving)
            if self._partner is None or any(end.number in self._units for end in ends):
                self._elsewhere.append(Elsewhere(*ends, row.academic_year, row.kind, row.persons))
        elif (partner := self._whose(other)) is not None:
            tally = Tally(sent=row.persons) if leaves else Tally(received=row.persons)
            self._tallies[partner, row.academic_year, row.kind] += tally

    def planned(self, agreement: Agreement, row: Condition, years: Iterable[int]) -> None:
        leaves, arrives = is_own(agreement, row.sending), is_own(agreement, row.receiving)
        partner = self._whose(row.receiving if leaves else row.sending)
        if leaves == arrives or partner is None or row.persons_per_year is None:
            return
        persons = row.persons_per_year
        tally = Tally(planned_out=persons) if leaves else Tally(planned_in=persons)
        for year in filter(planned_years(agreement, row), years):
            self._tallies[partner, year, row.kind] += tally

    def balance(self) -> Balance:
        kinds = list(ExchangeKind)
        order = sorted(self._tallies, key=lambda key: (sort_key(key[0].sv), key[0].number, key[1], kinds.index(key[2])))
        return Balance(tuple(BalanceRow(*key, self._tallies[key]) for key in order), tuple(self._elsewhere))

    def _whose(self, other: Organisation) -> End | None:
        if self._partner is None:
            return End.of(other)
        return self._partner if other.id in self._units else None


def is_own(agreement: Agreement, organisation: Organisation) -> bool:
    """Whether an organisation belongs to the own side: a party on it, or a unit of the university's own."""
    if organisation.kind == OrganisationKind.OWN_UNIT:
        return True
    return any(party.side == Side.OWN and party.organisation_id == organisation.id for party in agreement.parties)


def _sum(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else one + other


def _together(rows: Iterable[BalanceRow], key: Callable[[BalanceRow], _Key]) -> dict[_Key, Tally]:
    found: dict[_Key, Tally] = {}
    for row in rows:
        found[key(row)] = found.get(key(row), Tally()) + row.tally
    return found
