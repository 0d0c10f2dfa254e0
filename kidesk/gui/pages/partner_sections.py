"""What the sections of the partner page show: headings, rows, keys, and what is said where there are none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from kidesk.gui.pages.agenda_model import left_of, tone_of
from kidesk.gui.section_table import Row
from kidesk.i18n import N_, Language
from kidesk.operations.overview import Entry
from kidesk.operations.partner_overview import Met, NearAmbassador, PartnerAgreement, PartnerOverview, PartnerPerson
from kidesk.reports import exchange_balance
from kidesk.reports.content import Badge, Column, Group, Tone
from kidesk.reports.wording import badge


class Shown(NamedTuple):
    """A section: its title, columns and rows, the sentence in place of rows, and the record behind each row."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    nothing: str
    keys: tuple[object, ...] = ()


def sections(found: PartnerOverview, said: Language) -> dict[str, Shown]:
    """All sections by name, in the window's language."""
    return {
        "agreements": _agreements(found, said),
        "balance": _balance(found, said),
        "persons": _persons(found, said),
        "interactions": _interactions(found, said),
        "ambassadors": _ambassadors(found, said),
        "dates": _dates(found, said),
        "risks": _risks(found, said),
        "memberships": _memberships(found, said),
        "units": _units(found, said),
    }


def _section(
    said: Language,
    title: str,
    headings: Sequence[tuple[str, float]],
    entries: Sequence[Entry],
    rows: Iterator[Row],
    nothing: str,
) -> Shown:
    named = f"{said.text(title)}  {said.number(len(entries))}" if entries else said.text(title)
    columns = tuple(Column(said.text(words), share) for words, share in headings)
    keys = tuple((one.type, one.number) for one in entries)
    return Shown(named, columns, tuple(rows), said.text(nothing), keys)


def _agreements(found: PartnerOverview, said: Language) -> Shown:
    headings = (
        (N_("Name"), 3.0),
        (N_("Status"), 1.0),
        (N_("In effect from"), 1.2),
        (N_("End date"), 1.3),
        (N_("Next step"), 3.0),
    )
    rows = (
        (
            one.caption(said.code),
            badge(one.state, said),
            said.day(one.begins),
            _end(one, said),
            one.next.said(said) if one.next else "",
        )
        for one in found.agreements
    )
    nothing = N_("No agreement with this partner is recorded.")
    return _section(said, N_("Agreements"), headings, found.agreements, rows, nothing)


def _end(one: PartnerAgreement, said: Language) -> str:
    if one.ends is None and one.begins is not None:
        return said.text(N_("Until further notice"))
    return said.day(one.ends)


def _balance(found: PartnerOverview, said: Language) -> Shown:
    table = exchange_balance.table(found.balance.balance, said)
    rows = tuple(tuple(map(str, row)) for row in table.rows if not isinstance(row, Group))
    nothing = said.text(N_("No exchange with this partner is recorded."))
    return Shown(said.text(N_("Balance of exchange")), table.columns, rows, nothing)


def _persons(found: PartnerOverview, said: Language) -> Shown:
    headings = ((N_("Name"), 1.3), (N_("Job title"), 1.7), (N_("Role"), 1.0))
    rows = ((one.caption(said.code), one.title(said.code), _part(one, said)) for one in found.persons)
    nothing = N_("No person is recorded at this partner.")
    return _section(said, N_("Persons"), headings, found.persons, rows, nothing)


def _part(one: PartnerPerson, said: Language) -> str:
    words = [N_("Contact")] if one.is_contact else []
    words += [] if one.is_current else [N_("Former")]
    return ", ".join(map(said.text, words))


def _interactions(found: PartnerOverview, said: Language) -> Shown:
    headings = ((N_("Title"), 2.2), (N_("Date"), 1.1), (N_("Kind"), 0.9), (N_("Follow up on"), 1.3))
    rows = (
        (one.caption(said.code), said.day(one.on), said.text(one.kind.label), _follow_up(one, found.today, said))
        for one in found.interactions
    )
    nothing = N_("No meeting with this partner is recorded.")
    return _section(said, N_("Interactions"), headings, found.interactions, rows, nothing)


def _follow_up(one: Met, today: dt.date, said: Language) -> str:
    day = said.day(one.follow_up_on)
    if one.is_followed_up:
        return said.text(N_("Followed up"))
    if one.follow_up_on is not None and one.follow_up_on <= today:
        return said.text(N_("{day}, due"), day=day)
    return day


def _ambassadors(found: PartnerOverview, said: Language) -> Shown:
    headings = ((N_("Name"), 1.5), (N_("Category"), 1.5), (N_("Stage"), 1.0), (N_("Connection"), 1.4))
    rows = (
        (one.caption(said.code), said.text(one.category.label), badge(one.stage, said), _why(one, said))
        for one in found.ambassadors
    )
    nothing = N_("No ambassador belongs to this partner or to its country.")
    return _section(said, N_("Ambassadors"), headings, found.ambassadors, rows, nothing)


def _why(one: NearAmbassador, said: Language) -> str:
    return said.text(N_("At the partner") if one.is_affiliated else N_("In the country"))


def _dates(found: PartnerOverview, said: Language) -> Shown:
    headings = ((N_("Day"), 1.1), (N_("What"), 1.0), (N_("Agreement"), 2.0), (N_("When"), 1.2))
    rows = (
        (
            said.day(one.on),
            Badge(said.text(one.kind.label), cast(Tone, tone_of(one))),
            one.caption(said.code),
            left_of(one, found.today, said),
        )
        for one in found.dates
    )
    nothing = N_("Nothing is dated within the coming twelve months.")
    return _section(said, N_("Upcoming dates"), headings, found.dates, rows, nothing)


def _risks(found: PartnerOverview, said: Language) -> Shown:
    headings = ((N_("Agreement"), 2.0), (N_("Conclusion"), 1.0), (N_("Assessed on"), 1.0))
    rows = (
        (one.caption(said.code), badge(one.conclusion, said), said.day(one.assessed_on)) for one in found.risks
    )
    nothing = N_("No risk assessment is open.")
    return _section(said, N_("Open risk assessments"), headings, found.risks, rows, nothing)


def _memberships(found: PartnerOverview, said: Language) -> Shown:
    headings = ((N_("Name"), 1.6), (N_("Level"), 1.0), (N_("Member since"), 1.1), (N_("Decision"), 1.0))
    rows = (
        (
            one.caption(said.code),
            said.text(one.level.label),
            _span(one.since, one.until, said),
            badge(one.decision, said),
        )
        for one in found.memberships
    )
    nothing = N_("The university is not a member of this organisation.")
    return _section(said, N_("Memberships"), headings, found.memberships, rows, nothing)


def _span(since: dt.date | None, until: dt.date | None, said: Language) -> str:
    if until is None:
        return said.day(since)
    return f"{said.day(since)} – {said.day(until)}".strip()


def _units(found: PartnerOverview, said: Language) -> Shown:
    headings = ((N_("Name"), 2.0), (N_("Kind"), 1.0))
    rows = ((one.caption(said.code), said.text(one.kind.label)) for one in found.units)
    nothing = N_("No unit beneath this partner is recorded.")
    return _section(said, N_("Units"), headings, found.units, rows, nothing)
