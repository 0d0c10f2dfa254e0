"""The annual list: which agreements of a department were concluded, in force and ended in a calendar year.

Departments include their agreements in their annual reports (Internationalisation Strategy 2011).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, case, func, null, or_, select

from kidesk.errors import KideskError, UsageError
from kidesk.exchange.outgoing import Outgoing, Value
from kidesk.i18n import N_, Language
from kidesk.operations.agreement_register import described, table_column
from kidesk.operations.edit import gone
from kidesk.operations.export_table import TableReport, write_table
from kidesk.operations.unit_names import call_as_of
from kidesk.records import clock
from kidesk.records.agreement import Agreement, Party
from kidesk.records.agreement_in_force import (
    EARLIEST_DAY,
    concluded_on,
    has_been_in_force,
    in_force_since,
    last_day_in_force,
    was_in_force,
)
from kidesk.records.agreement_rules import PREPARING
from kidesk.records.agreement_terms import Side
from kidesk.records.organisation import Organisation, OrganisationKind
from kidesk.store.store import Store

if TYPE_CHECKING:
    from kidesk.reports.annual_list import AnnualList, Listed
    from kidesk.reports.content import Document
    from kidesk.reports.head import Head

EARLIEST = 1900
_NAME_WIDTH, _NARROW = 32, 13


# The rules


def listed(agreement: Agreement, year: int, today: dt.date) -> Listed | None:
    """What an agreement is in the list of a year, as seen on a day; None where it is not in it.

    Of a year that is not over, what has happened by `today` counts. What was never in force has not ended either.
    """
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.annual_list import Listed

    first, last = dt.date(year, 1, 1), min(dt.date(year, 12, 31), today)
    steps = agreement.status_changes
    concluded, since = concluded_on(agreement), in_force_since(agreement, steps)
    starts, until = since or EARLIEST_DAY, last_day_in_force(agreement, steps)
    is_real = has_been_in_force(agreement, steps) and (until is None or until >= starts)
    found = Listed(
        agreement,
        concluded,
        since,
        until,
        is_concluded=concluded is not None and first <= concluded <= last,
        was_in_force=was_in_force(agreement, first, last),
        has_ended=is_real and until is not None and first <= until <= dt.date(year, 12, 31) and until < today,
    )
    return found if found.is_concluded or found.was_in_force or found.has_ended else None


# What the store has


def annual_list(store: Store, unit: int | None, year: int | None) -> AnnualList:
    """The list of a department, with the units beneath it, or of all, for a year; without one, the last that is over.

    Raises KideskError where there is no such own unit, and UsageError for a year that has not begun.
    """
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.annual_list import READ, AnnualList

    today = clock.today()
    wanted = today.year - 1 if year is None else year
    if not EARLIEST <= wanted <= today.year:
        message = N_("An annual list is of a year from {first} to {last}. Nothing was written; choose another year.")
        raise UsageError(message, first=EARLIEST, last=today.year)
    units = {one.id: one for one in store.rows(select(Organisation).where(_IS_OWN_UNIT))}
    if unit is not None and unit not in units:
        raise _no_unit(store, unit)
    beneath = None if unit is None else [number for number in units if unit in _upwards(number, units)]
    rows = (listed(row, wanted, today) for row in _agreements(store, beneath, wanted, READ))
    found = [row for row in rows if row is not None]
    named = [*units.values(), *(party.organisation for one in found for party in one.agreement.parties)]
    call_as_of(store, named, min(today, dt.date(wanted, 12, 31)))
    sections = _by_unit(found, units) if unit is None else ((units[unit], tuple(found)),)
    return AnnualList(wanted, today, None if unit is None else units[unit], sections)


_IS_OWN_UNIT = Organisation.kind == OrganisationKind.OWN_UNIT


def _no_unit(store: Store, number: int) -> KideskError:
    if store.get(Organisation, number) is None:
        return gone(number)
    return KideskError(
        N_("The organisation with the number {number} is no own unit. Nothing was written; choose one that is."),
        number=number,
    )


def departments(store: Store) -> list[Organisation]:
    """The own units, in Swedish order."""
    return store.rows(select(Organisation).where(_IS_OWN_UNIT).order_by(Organisation.order_key, Organisation.id))


def years(store: Store) -> range:
    """The years that there may be lists of: from the first that an agreement tells of to this one."""
    columns = (Agreement.effective_on, Agreement.signed_own_on, Agreement.signed_partner_on)
    with store.read() as session:
        earliest = session.execute(select(*map(func.min, columns))).one()
    this = clock.today().year
    first = min((day.year for day in earliest if day is not None), default=this - 1)
    return range(max(EARLIEST, min(first, this - 1)), this + 1)


def _upwards(number: int, units: dict[int, Organisation]) -> list[int]:
    """A unit and the own units above it, the highest last."""
    chain = [number]
    while (above := units[chain[-1]].parent_id) in units and above not in chain:
        chain.append(above)
    return chain


def _agreements(store: Store, units: Sequence[int] | None, year: int, only: tuple[str, ...]) -> list[Agreement]:
    """The agreements that may be in the list; the rules then say which are."""
    wanted = select(Agreement).where(_may_be_of(year)).order_by(Agreement.order_key, Agreement.id)
    if units is not None:
        of_units = select(Party.agreement_id).where(Party.side == Side.OWN, Party.organisation_id.in_(units))
        wanted = wanted.where(Agreement.id.in_(of_units))
    return store.rows(wanted, only)


def _may_be_of(year: int) -> ColumnElement[bool]:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    end = case((Agreement.is_open_ended.is_(True), null()), else_=Agreement.end_on)
    ended = func.coalesce(Agreement.termination_effective_on, end)
    concluded = func.max(Agreement.signed_own_on, Agreement.signed_partner_on)  # NULL where one is missing
    touches = and_(
        or_(Agreement.effective_on.is_(None), Agreement.effective_on <= last), or_(ended.is_(None), ended >= first)
    )
    return or_(concluded.between(first, last), and_(Agreement.status.not_in(PREPARING), touches))


def _by_unit(
    found: Iterable[Listed], units: dict[int, Organisation]
) -> tuple[tuple[Organisation | None, tuple[Listed, ...]], ...]:
    """What each highest unit has, in Swedish order; last, under None, what no unit is a party to."""
    of: defaultdict[int | None, list[Listed]] = defaultdict(list)
    for row in found:
        own: set[int | None] = {_upwards(number, units)[-1] for number in _own_units(row.agreement, units)}
        for highest in own or {None}:
            of[highest].append(row)
    named = sorted((units[number] for number in of if number is not None), key=lambda one: (one.order_key, one.id))
    sections: list[tuple[Organisation | None, tuple[Listed, ...]]] = [(unit, tuple(of[unit.id])) for unit in named]
    return (*sections, *([(None, tuple(of[None]))] if None in of else []))


def _own_units(agreement: Agreement, units: dict[int, Organisation]) -> Iterator[int]:
    for party in agreement.parties:
        if party.side == Side.OWN and party.organisation_id in units:
            yield party.organisation_id


# What becomes of it


def compose_annual_list(
    store: Store, unit: int | None, year: int | None, *, head: Head, language: Language
) -> Document:
    """What the annual list says now. Raises what `annual_list` raises."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.annual_list import document

    return document(annual_list(store, unit, year), head, language)


def export_annual_list(
    store: Store, unit: int | None, year: int | None, *, language: Language, output: Path
) -> TableReport:
    """Writes the list as a table: a row for each agreement of each department, and what it is in the year.

    Raises what `annual_list` and `write_table` raise.
    """
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports import annual_list as paper

    wanted, text = annual_list(store, unit, year), language.text
    shared = [table_column(column, wanted.seen_on, language) for column in paper.TABLE_COLUMNS]
    further = (*map(text, (*paper.DAYS, *paper.GROUPS)), *paper.persons(wanted.year, language))
    columns = [
        described(text(paper.DEPARTMENT), _NAME_WIDTH),
        *(one.column for one in shared),
        *(described(heading, _NARROW) for heading in further),
    ]
    yes = {True: text(N_("Yes")), False: text(N_("No"))}

    def row(unit: Organisation | None, one: Listed) -> list[Value]:
        return [
            paper.called_unit(unit, language),
            *(column.read(one.agreement) for column in shared),
            *(one.concluded_on, one.since, one.until),
            *(yes[held] for held in (one.is_concluded, one.was_in_force, one.has_ended)),
            *paper.exchanged(one.agreement, wanted.year),
        ]

    rows = [row(unit, one) for unit, found in wanted.sections for one in found]
    title = text(N_("Annual list {year}"), year=wanted.year)
    losses = write_table(Outgoing(title, columns, rows), language, output)
    return TableReport(len(rows), tuple(losses.sentences()))
