"""Country brief: gathers what there is with a country, a city or a partner, for a paper to read before a visit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from kidesk.errors import UsageError
from kidesk.i18n import CODES, N_, Language, fold
from kidesk.operations.edit import gone
from kidesk.operations.exchange_balance import agreements_of, units_of
from kidesk.operations.partner_overview import Surroundings, surroundings
from kidesk.records.academic_year import year_of
from kidesk.records.agreement_rules import partners
from kidesk.records.agreement_terms import AgreementState
from kidesk.records.code_tables import COUNTRIES
from kidesk.records.exchange_balance import Balance, balance
from kidesk.records.interaction import Interaction, InteractionPerson
from kidesk.records.organisation import Organisation, OrganisationKind
from kidesk.records.person import Affiliation, Person
from kidesk.settings import Settings
from kidesk.store.store import Store

_RUNNING = (AgreementState.IN_FORCE, AgreementState.EXPIRING, AgreementState.UNDER_RENEWAL)


@dataclass(frozen=True)
class Place:
    """What a brief is about: a country (ISO 3166-1), a city in it, or the organisation of an id."""

    country: str = ""
    city: str = ""
    organisation: int | None = None

    @property
    def kind(self) -> str:
        """Whether it is a "country", a "city" or a "partner"."""
        return "partner" if self.organisation is not None else "city" if self.city else "country"


@dataclass(frozen=True)
class KnownPerson:
    """Somebody there: how often the unit has met the person, and when last; None where it never has."""

    person: Person
    met: int
    last_met_on: dt.date | None


@dataclass(frozen=True)
class PlaceOverview(Surroundings):
    """What there is with a place, as seen on a day; nothing is read later."""

    title: tuple[str, str]
    today: dt.date
    organisations: tuple[Organisation, ...]
    partners: dict[int, tuple[Organisation, ...]]
    balance: Balance
    people: tuple[KnownPerson, ...]
    follow_ups: tuple[Interaction, ...]

    @property
    def running(self) -> int:
        """How many agreements are in force."""
        return sum(one.state in _RUNNING for one in self.agreements)


def place_called(country: str, city: str, number: int | None) -> Place:
    """The place that was asked for; a country by its code or its name. Raises UsageError."""
    if number is not None:
        return Place(organisation=number)
    code = next(filter(None, (COUNTRIES.code(country, Language(one)) for one in CODES)), "") if country.strip() else ""
    if not code:
        raise UsageError(N_("A brief is about a country, a city in it or a partner. Nothing was written; name one."))
    return Place(code, city.strip())


def place_overview(store: Store, place: Place, today: dt.date, settings: Settings) -> PlaceOverview:
    """What there is with a place. Own units are no partners in their country, and nobody with a protected identity is
    in it: it is asked for by place. Raises KideskError for an organisation that is not there."""
    with store.read() as session:
        organisations = _organisations(session, place)
        units = frozenset(one.id for one in organisations)
        country = place.country or organisations[0].country
        agreements = agreements_of(session, units)
        found = surroundings(store, session, units, country, agreements, today, settings)
        counted = balance(agreements, year_of(today))
        occasions = [one.number for one in found.interactions]
        return PlaceOverview(
            **vars(found),
            title=_title(place, organisations),
            today=today,
            organisations=tuple(organisations),
            partners={one.id: tuple(partners(one)) for one in agreements},
            balance=Balance(tuple(row for row in counted.rows if row.partner.number in units)),
            people=_people(session, [one.number for one in found.persons], occasions),
            follow_ups=_follow_ups(session, occasions),
        )


def _organisations(session: Session, place: Place) -> list[Organisation]:
    """The organisation asked for first, then those beneath it; or all of a country or city in Swedish order."""
    if place.organisation is not None:
        first = session.get(Organisation, place.organisation)
        if first is None:
            raise gone(place.organisation)
        beneath = select(Organisation).where(Organisation.id.in_(units_of(session, first.id) - {first.id}))
        return [first, *session.scalars(beneath.order_by(Organisation.order_key, Organisation.id))]
    wanted = select(Organisation).where(
        Organisation.country == place.country,
        Organisation.kind != OrganisationKind.OWN_UNIT,
        Organisation.merged_into_id.is_(None),
    )
    found = session.scalars(wanted.order_by(Organisation.order_key, Organisation.id))
    return [one for one in found if not place.city or fold(one.city) == fold(place.city)]


def _title(place: Place, organisations: list[Organisation]) -> tuple[str, str]:
    if place.organisation is not None:
        return organisations[0].caption("sv"), organisations[0].caption("en")
    city = next((one.city for one in organisations), place.city) if place.city else ""
    sv, en = (", ".join(filter(None, (city, Language(code).country(place.country)))) for code in CODES)
    return sv, en


def _people(session: Session, there: Iterable[int], occasions: Iterable[int]) -> tuple[KnownPerson, ...]:
    """Who belongs there, or took part in these occasions for another side; whoever was met last comes first."""
    counted = (
        select(InteractionPerson.person_id, func.count(), func.max(Interaction.on))
        .join(Interaction, Interaction.id == InteractionPerson.interaction_id)
        .where(Interaction.id.in_(list(occasions)))
        .group_by(InteractionPerson.person_id)
    )
    met = {number: (count, last) for number, count, last in session.execute(counted)}
    own = select(Organisation.id).where(Organisation.kind == OrganisationKind.OWN_UNIT)
    above = select(Organisation.parent_id).where(Organisation.kind == OrganisationKind.OWN_UNIT)
    colleagues = select(Affiliation.person_id).where(
        or_(Affiliation.organisation_id.in_(own), Affiliation.organisation_id.in_(above))
    )
    guests = set(met) - set(session.scalars(colleagues))
    wanted = select(Person).where(
        Person.id.in_({*there, *guests}), Person.has_protected_identity.is_(False), Person.merged_into_id.is_(None)
    )
    loaded = wanted.options(selectinload(Person.affiliations).selectinload(Affiliation.organisation))
    found = [
        KnownPerson(person, *met.get(person.id, (0, None)))
        for person in session.scalars(loaded.order_by(Person.order_key, Person.id))
    ]
    return tuple(sorted(found, key=lambda one: one.last_met_on or dt.date.min, reverse=True))


def _follow_ups(session: Session, occasions: Iterable[int]) -> tuple[Interaction, ...]:
    """What is still to be followed up, the most urgent first."""
    wanted = select(Interaction).where(
        Interaction.id.in_(list(occasions)),
        Interaction.follow_up_on.is_not(None),
        Interaction.followed_up_on.is_(None),
    )
    loaded = wanted.options(selectinload(Interaction.follow_up_by))
    return tuple(session.scalars(loaded.order_by(Interaction.follow_up_on, Interaction.id)))
