"""Composes the reports about people and places: a contact's sheet, a list of contacts, a country brief."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from kidesk.errors import UsageError
from kidesk.i18n import N_, Language
from kidesk.operations import list_rows
from kidesk.operations.country_brief import KnownPerson, PlaceOverview, place_called, place_overview
from kidesk.operations.edit import gone
from kidesk.operations.partner_overview import Met, NearAmbassador, PartnerAgreement
from kidesk.operations.print_records import refuse_protected
from kidesk.operations.report_asked import Asked
from kidesk.records import PERSONS
from kidesk.records.interaction import Interaction
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.person_type import primary_affiliation
from kidesk.store.store import Listing

if TYPE_CHECKING:
    from kidesk.reports.content import Cell, Document
    from kidesk.reports.country_brief import Section

T = TypeVar("T")

EVERYBODY = Listing(PERSONS)
BRIEFS = {"country": N_("Country brief"), "city": N_("City brief"), "partner": N_("Partner brief")}
_MOST_MEETINGS = 20


def contact_sheet(asked: Asked) -> Document:
    """One person to get in touch with.

    Raises UsageError without a number, KideskError for nobody and where the identity is protected.
    """
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.contacts import sheet

    if asked.number is None:
        raise UsageError(N_("This report is about one person. Nothing was written; give the person’s number."))
    person = asked.store.get(Person, asked.number)
    if person is None:
        raise gone(asked.number)
    refuse_protected(person)
    return sheet(person, asked.head, asked.language)


def contact_list(asked: Asked) -> Document:
    """The persons of a list, read while they are printed; of an agreement list, everybody."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.contacts import READ, listed

    wanted = asked.listing if asked.listing.record_type is PERSONS else EVERYBODY
    ids = asked.store.ids(wanted, asked.language)
    rows = list_rows.read(asked.store, Person, ids, lambda done, whole: asked.on_page(0), READ)
    return listed(rows, len(ids), asked.head, asked.language, list_rows.narrowed(asked.store, wanted, asked.language))


def country_brief(asked: Asked) -> Document:
    """What there is with a country, a city or a partner. Raises UsageError where none is named."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.country_brief import Brief, document

    place = place_called(asked.country, asked.city, asked.number)
    found = place_overview(asked.store, place, asked.head.printed_on, asked.settings)
    said = asked.language
    figures = (
        (said.text(N_("Organisations")), said.number(len(found.organisations))),
        (said.text(N_("Agreements in force")), said.number(found.running)),
        (said.text(N_("Persons")), said.number(len(found.people))),
        (said.text(N_("Ambassadors")), said.number(len(found.ambassadors))),
        (said.text(N_("Open follow-ups")), said.number(len(found.follow_ups))),
    )
    title = found.title[0 if said.code == "sv" else 1]
    kind = said.text(BRIEFS[place.kind])
    return document(Brief(title, kind, figures, tuple(_sections(found, said)), found.balance), asked.head, said)


def _sections(found: PlaceOverview, said: Language) -> Iterator[Section]:
    yield _section(
        N_("Agreements"),
        ((N_("Agreement"), 3.0), (N_("Partners"), 2.5), (N_("Status"), 1.6), (N_("Ends"), 1.2)),
        found.agreements,
        lambda one: _agreement(one, found.partners[one.number], said),
        N_("There is no agreement with anybody here."),
    )
    yield _section(
        N_("Dates within twelve months"),
        ((N_("Day"), 1.1), (N_("What"), 1.8), (N_("Agreement"), 3.0)),
        found.dates,
        lambda one: (said.day(one.on), said.text(one.kind.label), one.caption(said.code)),
        N_("Nothing is dated within the coming twelve months."),
    )
    yield _section(
        N_("People"),
        ((N_("Name"), 2.0), (N_("Job title"), 2.0), (N_("Organisation"), 2.4), (N_("Last met"), 1.2)),
        found.people,
        lambda one: _person(one, said),
        N_("Nobody here is known."),
    )
    yield _meetings(found, said)
    yield _section(
        N_("To follow up"),
        ((N_("Day"), 1.1), (N_("What"), 3.0), (N_("Followed up by"), 1.8)),
        found.follow_ups,
        lambda one: _follow_up(one, found, said),
        N_("Nothing is to be followed up."),
    )
    yield _section(
        N_("Ambassadors"),
        ((N_("Name"), 2.0), (N_("Category"), 2.0), (N_("Stage"), 1.4)),
        found.ambassadors,
        lambda one: _ambassador(one, said),
        N_("There is no ambassador here."),
    )
    yield _section(
        N_("Memberships"),
        ((N_("Network or body"), 2.6), (N_("Level"), 1.4), (N_("Decision"), 1.4)),
        found.memberships,
        lambda one: (one.caption(said.code), said.text(one.level.label), said.text(one.decision.label)),
        N_("There is no membership of anything here."),
    )
    yield _section(
        N_("Open risk assessments"),
        ((N_("Agreement"), 3.0), (N_("Conclusion"), 1.6), (N_("Assessed on"), 1.2)),
        found.risks,
        lambda one: (one.caption(said.code), said.text(one.conclusion.label), said.day(one.assessed_on)),
        N_("No risk assessment is open."),
    )


def _section(
    title: str,
    columns: tuple[tuple[str, float], ...],
    rows: Iterable[T],
    cells: Callable[[T], tuple[Cell, ...]],
    nothing: str,
) -> Section:
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.country_brief import Section

    return Section(title, columns, tuple(map(cells, rows)), nothing)


def _agreement(one: PartnerAgreement, partners: Iterable[Organisation], said: Language) -> tuple[Cell, ...]:
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.wording import badge

    names = "; ".join(partner.caption(said.code) for partner in partners)
    return one.caption(said.code), names, badge(one.state, said), said.day(one.ends)


def _person(one: KnownPerson, said: Language) -> tuple[Cell, ...]:
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.wording import own_words

    belongs = primary_affiliation(one.person)
    title, organisation = (own_words(belongs, "title", said), belongs.organisation) if belongs else ("", None)
    name = organisation.caption(said.code) if organisation is not None else ""
    return one.person.listed(said.code), title, name, said.day(one.last_met_on)


def _meetings(found: PlaceOverview, said: Language) -> Section:
    """The latest occasions; how many more there are is said."""
    section = _section(
        N_("Latest meetings"),
        ((N_("Date"), 1.1), (N_("Kind"), 1.2), (N_("Title"), 4.0)),
        found.interactions[:_MOST_MEETINGS],
        lambda one: _meeting(one, said),
        N_("No meeting is recorded."),
    )
    left = len(found.interactions) - _MOST_MEETINGS
    if left <= 0:
        return section
    remark = said.plural("{count} earlier one is not shown.", "{count} earlier ones are not shown.", left)
    return replace(section, remark=remark)


def _meeting(one: Met, said: Language) -> tuple[Cell, ...]:
    return said.day(one.on), said.text(one.kind.label), one.caption(said.code)


def _follow_up(one: Interaction, found: PlaceOverview, said: Language) -> tuple[Cell, ...]:
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.content import Badge

    day = said.day(one.follow_up_on)
    is_due = one.follow_up_on is not None and one.follow_up_on <= found.today
    when: Cell = Badge(said.text(N_("{day}, due"), day=day), "warn") if is_due else day
    return when, one.title, one.follow_up_by.caption(said.code) if one.follow_up_by else ""


def _ambassador(one: NearAmbassador, said: Language) -> tuple[Cell, ...]:
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.wording import badge

    return one.caption(said.code), said.text(one.category.label), badge(one.stage, said)
