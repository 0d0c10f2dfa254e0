"""Organisation: lärosäten, hospitals, authorities, companies, networks and the university's own units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records.code_tables import COUNTRIES
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Coded, Day, Link, Parts, Text
from kidesk.records.filter import ByCountry, by_choice
from kidesk.records.record import Part, Record, bilingual, line, link, owner, prose, strings
from kidesk.records.record_type import Caption, RecordType, Section, View
from kidesk.records.rules import comes_back, in_order, named, web_address
from kidesk.records.tag_filter import ByTag
from kidesk.records.term import Term, Tone


class OrganisationKind(Term):
    """What an organisation is (DOMAIN, Organisation)."""

    UNIVERSITY = "university", N_("Higher-education institution")
    HOSPITAL = "hospital", N_("Hospital")
    AUTHORITY = "authority", N_("Authority")
    COMPANY = "company", N_("Company")
    NETWORK = "network", N_("Network")
    MEDIA = "media", N_("Media")
    FUNDER = "funder", N_("Funder")
    EMBASSY = "embassy", N_("Embassy")
    ASSOCIATION = "association", N_("Association")
    OWN_UNIT = "own-unit", N_("Own unit")
    OTHER = "other", N_("Other")


class PartnerStanding(Term):
    """How close the organisation is as a partner."""

    NONE = "none", N_("Not a partner")
    PROSPECT = "prospect", N_("Prospective partner"), Tone.INFO
    ACTIVE = "active", N_("Active partner"), Tone.OK
    STRATEGIC = "strategic", N_("Strategic partner"), Tone.OK
    FORMER = "former", N_("Former partner"), Tone.NONE


class Names(NamedTuple):
    """What a unit is called: in Swedish, in English, and for short."""

    sv: str
    en: str
    abbreviation: str


class FormerName(Part):
    """What an organisation was called before its present name; `until_on` is the last day of it."""

    __tablename__ = "former_name"
    organisation_id: Mapped[int] = owner("organisation")
    name_sv: Mapped[str] = line(300)
    name_en: Mapped[str] = line(300)
    abbreviation: Mapped[str] = line(40)
    until_on: Mapped[dt.date]


class Organisation(Record):
    """An organisation. Units have a history (DOMAIN, Organisation), so that what was printed stays true.

    One that is renamed keeps its dated `earlier_names`. Several that merge have the same `successor`; those that one is
    split into have the same `predecessor`; what is closed has a `valid_until`. `former_names` are other names that it
    is found by, without dates. One that was found to be the same as another is kept, `merged_into` that other, and
    stands in no list any more; that has nothing to do with units that merge. `external_ids` and `distinct_from` are as
    a person's.
    """

    __tablename__ = "organisation"

    name_sv: Mapped[str] = line(300)
    name_en: Mapped[str] = line(300)
    name_local: Mapped[str] = line(300)
    abbreviation: Mapped[str] = line(40)
    former_names: Mapped[list[str]] = strings()
    kind: Mapped[OrganisationKind] = mapped_column(default=OrganisationKind.UNIVERSITY)
    parent_id: Mapped[int | None] = link("organisation")
    country: Mapped[str] = mapped_column(String(2), default="")
    region: Mapped[str] = line(200)
    city: Mapped[str] = line(200)
    region_group: Mapped[str] = line(200)
    ror_id: Mapped[str] = line(60)
    hei_id: Mapped[str] = line(200)
    erasmus_code: Mapped[str] = line(40)
    website: Mapped[str] = line(500)
    domains: Mapped[list[str]] = strings()
    standing: Mapped[PartnerStanding] = mapped_column(default=PartnerStanding.NONE)
    owner_id: Mapped[int | None] = link("person")
    notes: Mapped[str] = prose()
    tags: Mapped[list[str]] = strings()
    external_ids: Mapped[list[str]] = strings()
    distinct_from: Mapped[list[str]] = strings()
    merged_into_id: Mapped[int | None] = link("organisation")
    valid_from: Mapped[dt.date | None]
    valid_until: Mapped[dt.date | None]
    successor_id: Mapped[int | None] = link("organisation")
    predecessor_id: Mapped[int | None] = link("organisation")

    parent: Mapped[Organisation | None] = relationship(foreign_keys=[parent_id], remote_side="Organisation.id")
    successor: Mapped[Organisation | None] = relationship(foreign_keys=[successor_id], remote_side="Organisation.id")
    predecessor: Mapped[Organisation | None] = relationship(
        foreign_keys=[predecessor_id], remote_side="Organisation.id"
    )
    merged_into: Mapped[Organisation | None] = relationship(
        foreign_keys=[merged_into_id], remote_side="Organisation.id"
    )
    earlier_names: Mapped[list[FormerName]] = relationship(
        cascade="all, delete-orphan", order_by="FormerName.until_on, FormerName.id"
    )
    owner = relationship("Person", foreign_keys=[owner_id])

    def caption(self, code: str) -> str:
        return bilingual(self, "name", code) or self.name_local


def names_on(organisation: Organisation, day: dt.date) -> Names:
    """What an organisation was called on a day."""
    named = next((one for one in organisation.earlier_names if day <= one.until_on), organisation)
    return Names(named.name_sv, named.name_en, named.abbreviation)


def is_closed(organisation: Organisation, day: dt.date) -> bool:
    """Whether the organisation was there before the day and is no longer."""
    return organisation.valid_until is not None and organisation.valid_until < day


def beneath(number: int) -> Select[tuple[int]]:
    """The ids of an organisation and of all units that are part of it, at whatever depth."""
    units = select(Organisation.id).where(Organisation.id == number).cte(recursive=True)
    units = units.union(select(Organisation.id).join(units, Organisation.parent_id == units.c.id))
    return select(units.c.id)


def _problems(organisation: Organisation) -> Iterator[Problem]:
    if not organisation.name_local:
        yield from named(organisation, "name", N_("Give the organisation a name in at least one language."))
    yield from in_order(organisation, "valid_from", "valid_until")
    yield from web_address(organisation, "website")
    for chain in ("parent", "successor", "predecessor"):
        if comes_back(organisation, chain):
            yield Problem(f"{chain}_id", N_("An organisation cannot be its own parent, successor or predecessor."))
    yield from _earlier_problems(organisation)


def _earlier_problems(organisation: Organisation) -> Iterator[Problem]:
    days = [one.until_on for one in organisation.earlier_names if one.until_on is not None]
    if len(set(days)) < len(days):
        yield Problem("earlier_names", N_("Two earlier names end on the same day; give each its own."))
    if not all(one.name_sv or one.name_en for one in organisation.earlier_names):
        yield Problem("earlier_names", N_("Give each earlier name in at least one language."))


ORGANISATIONS = RecordType(
    Organisation,
    key="organisations",
    one=N_("Organisation"),
    many=N_("Organisations"),
    new=N_("New organisation"),
    empty=N_("No organisations yet"),
    sections=(
        Section(
            N_("Name"),
            (
                Caption(Organisation, N_("Name")),
                Text(Organisation.name_sv, N_("Name in Swedish")),
                Text(Organisation.name_en, N_("Name in English")),
                Text(Organisation.name_local, N_("Name in the local language")),
                Text(Organisation.abbreviation, N_("Abbreviation")),
                Text(Organisation.former_names, N_("Other names"), N_("Separate several with a semicolon.")),
                Choice(Organisation.kind, N_("Kind")),
                Link(Organisation.parent_id, Organisation.parent, N_("Part of")),
                Parts(
                    Organisation.earlier_names,
                    N_("Earlier names"),
                    (
                        Text(FormerName.name_sv, N_("Name in Swedish")),
                        Text(FormerName.name_en, N_("Name in English")),
                        Text(FormerName.abbreviation, N_("Abbreviation")),
                        Day(FormerName.until_on, N_("Until")),
                    ),
                ),
            ),
        ),
        Section(
            N_("Place and identifiers"),
            (
                Coded(Organisation.country, COUNTRIES, N_("Country")),
                Text(Organisation.city, N_("City")),
                Text(Organisation.region, N_("State or province")),
                Text(Organisation.region_group, N_("Region group")),
                Text(Organisation.website, N_("Website")),
                Text(Organisation.domains, N_("Internet domains"), N_("Separate several with a semicolon.")),
                Text(Organisation.ror_id, N_("ROR id")),
                Text(Organisation.hei_id, N_("SCHAC code (hei-id)")),
                Text(Organisation.erasmus_code, N_("Erasmus code")),
                Text(Organisation.external_ids, N_("Ids in other systems"), N_("Separate several with a semicolon.")),
            ),
        ),
        Section(
            N_("Partnership"),
            (
                Choice(Organisation.standing, N_("Partner standing")),
                Text(Organisation.tags, N_("Tags"), N_("Separate several with a semicolon.")),
                Link(Organisation.owner_id, Organisation.owner, N_("Coordinator")),
                Day(Organisation.valid_from, N_("Valid from")),
                Day(Organisation.valid_until, N_("Valid until")),
                Link(Organisation.successor_id, Organisation.successor, N_("Succeeded by")),
                Link(Organisation.predecessor_id, Organisation.predecessor, N_("Split from")),
                Text(Organisation.notes, N_("Notes")),
            ),
        ),
    ),
    columns=("name", "kind", "country", "city", "standing"),
    badge="standing",
    views=(
        View("all", N_("All")),
        View(
            "partners",
            N_("Partners"),
            lambda day: Organisation.standing.in_([PartnerStanding.ACTIVE, PartnerStanding.STRATEGIC]),
        ),
        View("prospects", N_("Prospective"), lambda day: Organisation.standing == PartnerStanding.PROSPECT),
        View("own", N_("Own units"), lambda day: Organisation.kind == OrganisationKind.OWN_UNIT),
    ),
    filters=(
        by_choice(Organisation.kind, N_("Kind")),
        ByCountry("country", N_("Country"), lambda country: Organisation.country == country),
        by_choice(Organisation.standing, N_("Partner standing")),
        ByTag(Organisation.tags, N_("Tag")),
    ),
    problems=_problems,
    stands=Organisation.merged_into_id.is_(None),
)
