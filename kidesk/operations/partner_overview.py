"""Everything about one partner: agreements, balance, people, meetings, ambassadors, memberships, risks and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from kidesk.operations.agenda import Event, agenda
from kidesk.operations.exchange_balance import PartnerBalance, agreements_of, balance_with, units_of
from kidesk.operations.overview import Entry
from kidesk.records import type_of
from kidesk.records.agreement import Agreement, PartnerContact
from kidesk.records.agreement_route import NextStep, next_step
from kidesk.records.agreement_rules import ends_on, partners, state
from kidesk.records.agreement_terms import AgreementState, Side
from kidesk.records.ambassador import Ambassador, AmbassadorCategory, AmbassadorStage
from kidesk.records.interaction import Interaction, InteractionKind, is_with
from kidesk.records.membership import Membership, MembershipDecision, MembershipLevel
from kidesk.records.organisation import Organisation, OrganisationKind
from kidesk.records.person import Affiliation, Person
from kidesk.records.protection import is_protected
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.records.risk_assessment import RiskAssessment, RiskConclusion, is_open
from kidesk.records.rules import months_before
from kidesk.settings import Settings
from kidesk.store.store import Store

MONTHS_AHEAD = 12
_OVER = (AmbassadorStage.ENDED, AmbassadorStage.THANKED)
_RANKS = {one: rank for rank, one in enumerate(AgreementState)}
_RUNNING = (AgreementState.IN_FORCE, AgreementState.EXPIRING, AgreementState.UNDER_RENEWAL)
_PAST = (AgreementState.EXPIRED, AgreementState.TERMINATED, AgreementState.SUPERSEDED, AgreementState.CLOSED)


@dataclass(frozen=True)
class PartnerAgreement(Entry):
    """An agreement as it stands on the day; `ends` is when it stops, None where it goes on."""

    state: AgreementState
    begins: dt.date | None
    ends: dt.date | None
    next: NextStep | None


@dataclass(frozen=True)
class PartnerPerson(Entry):
    """A person there, with the latest title in both languages; a protected identity has none, nor a name."""

    title_sv: str
    title_en: str
    is_current: bool
    is_contact: bool

    def title(self, code: str) -> str:
        """The title in the language of `code`, else in the other one."""
        sv, en = self.title_sv, self.title_en
        return (sv or en) if code == "sv" else (en or sv)


@dataclass(frozen=True)
class Met(Entry):
    """An occasion on which the unit met the partner."""

    on: dt.date
    kind: InteractionKind
    follow_up_on: dt.date | None
    is_followed_up: bool


@dataclass(frozen=True)
class NearAmbassador(Entry):
    """An ambassador in the partner's country, or one who belongs to the partner."""

    category: AmbassadorCategory
    stage: AmbassadorStage
    is_affiliated: bool


@dataclass(frozen=True)
class PartnerMembership(Entry):
    """The university's membership of the partner, where that is a network or body."""

    level: MembershipLevel
    since: dt.date | None
    until: dt.date | None
    decision: MembershipDecision


@dataclass(frozen=True)
class OpenRisk(Entry):
    """A risk assessment that lacks a conclusion or a decision."""

    conclusion: RiskConclusion
    assessed_on: dt.date | None


@dataclass(frozen=True)
class Unit(Entry):
    """An organisation beneath the partner."""

    kind: OrganisationKind


@dataclass(frozen=True)
class Surroundings:
    """What there is around some organisations, as seen on a day; nothing is read later."""

    agreements: tuple[PartnerAgreement, ...]
    persons: tuple[PartnerPerson, ...]
    interactions: tuple[Met, ...]
    ambassadors: tuple[NearAmbassador, ...]
    memberships: tuple[PartnerMembership, ...]
    risks: tuple[OpenRisk, ...]
    dates: tuple[Event, ...]


@dataclass(frozen=True)
class PartnerOverview(Surroundings):
    """What is known of a partner and the units beneath it, as seen on a day."""

    organisation: Organisation
    today: dt.date
    balance: PartnerBalance
    units: tuple[Unit, ...]


def partner_overview(store: Store, number: int, today: dt.date, settings: Settings) -> PartnerOverview | None:
    """Everything about the organisation of that id; None where there is no such one. The number of queries is fixed."""
    organisation = store.get(Organisation, number)
    if organisation is None:
        return None
    with store.read() as session:
        units = units_of(session, number)
        agreements = agreements_of(session, units)
        found = surroundings(store, session, units, organisation.country, agreements, today, settings)
        return PartnerOverview(
            **vars(found),
            organisation=organisation,
            today=today,
            balance=balance_with(organisation, units, agreements, today),
            units=_units(session, units - {number}),
        )


def surroundings(
    store: Store,
    session: Session,
    units: frozenset[int],
    country: str,
    agreements: Iterable[Agreement],
    today: dt.date,
    settings: Settings,
) -> Surroundings:
    """What there is around the organisations with these ids, whose `agreements` are loaded, and in their country."""
    every = list(agreements)
    ids = frozenset(one.id for one in every)
    persons = _persons(session, units)
    return Surroundings(
        agreements=_agreements(every, today),
        persons=_people(persons, _contacts(session, every, units), units, today),
        interactions=_interactions(session, units, ids),
        ambassadors=_ambassadors(session, country, frozenset(one.id for one in persons)),
        memberships=_memberships(session, units),
        risks=_risks(session, ids),
        dates=agenda(store, today, months_before(today, -MONTHS_AHEAD), settings, ids),
    )


def _entry(record: Record) -> tuple[RecordType, int, str, str]:
    return type_of(type(record)), record.id, record.caption("sv"), record.caption("en")


# Agreements


def _agreements(agreements: Iterable[Agreement], today: dt.date) -> tuple[PartnerAgreement, ...]:
    """What runs comes first, what is being prepared next and what is over last; the latest to end first."""
    found = [
        PartnerAgreement(*_entry(one), state(one, today), one.effective_on, ends_on(one), next_step(one, today))
        for one in agreements
    ]
    return tuple(sorted(found, key=_agreement_order))


def _agreement_order(one: PartnerAgreement) -> tuple[int, int, int, str, int]:
    stage = 0 if one.state in _RUNNING else 2 if one.state in _PAST else 1
    ends = (one.ends or dt.date.max).toordinal()
    return stage, -ends, _RANKS[one.state], one.sv, one.number


def _risks(session: Session, agreements: Iterable[int]) -> tuple[OpenRisk, ...]:
    wanted = select(RiskAssessment).where(RiskAssessment.agreement_id.in_(agreements), is_open(dt.date.min))
    rows = session.scalars(wanted.options(joinedload(RiskAssessment.agreement)).order_by(RiskAssessment.id))
    return tuple(OpenRisk(*_entry(one), one.conclusion, one.assessed_on) for one in rows)


# People


def _persons(session: Session, units: Iterable[int]) -> list[Person]:
    """Who is or was affiliated."""
    there = select(Affiliation.person_id).where(Affiliation.organisation_id.in_(units))
    wanted = select(Person).where(Person.id.in_(there), Person.merged_into_id.is_(None))
    return list(session.scalars(wanted.options(selectinload(Person.affiliations))))


def _contacts(session: Session, agreements: Iterable[Agreement], units: frozenset[int]) -> list[PartnerContact]:
    """The partner's contacts of its agreements; those of another partner of the same agreement are not this one's."""
    alone = {one.id: all(other.id in units for other in partners(one)) for one in agreements}
    wanted = select(PartnerContact).where(PartnerContact.agreement_id.in_(alone), PartnerContact.side == Side.PARTNER)
    affiliations = joinedload(PartnerContact.person).selectinload(Person.affiliations)
    return [
        contact
        for contact in session.scalars(wanted.options(affiliations))
        if alone[contact.agreement_id] or any(one.organisation_id in units for one in contact.person.affiliations)
    ]


def _people(
    persons: Iterable[Person], contacts: Iterable[PartnerContact], units: frozenset[int], today: dt.date
) -> tuple[PartnerPerson, ...]:
    """Everybody once, who is there now first, each with the title there or else the function as a contact."""
    functions: dict[int, str] = {}
    every = {one.id: one for one in persons}
    for contact in contacts:
        every.setdefault(contact.person_id, contact.person)
        functions[contact.person_id] = functions.get(contact.person_id) or contact.function
    made = [(one, _person(one, functions.get(one.id), units, today)) for one in every.values()]
    made.sort(key=lambda pair: (not pair[1].is_current, pair[0].order_key or "", pair[0].id))
    return tuple(person for _, person in made)


def _person(person: Person, function: str | None, units: frozenset[int], today: dt.date) -> PartnerPerson:
    there = [one for one in person.affiliations if one.organisation_id in units]
    current = [one for one in there if one.end_on is None or one.end_on >= today]
    shown = max(current or there, key=lambda one: (one.start_on or dt.date.min, one.id), default=None)
    titles = (function or "", function or "") if shown is None else (shown.title_sv, shown.title_en)
    if person.has_protected_identity:
        titles = ("", "")
    return PartnerPerson(*_entry(person), *titles, bool(current) or not there, function is not None)


def _ambassadors(session: Session, country: str, persons: frozenset[int]) -> tuple[NearAmbassador, ...]:
    """Those whose mandate is not over: who belongs to the partner first, then who is in its country.

    A protected identity is not among them, since they are asked for by place.
    """
    wanted = select(Ambassador).where(Ambassador.stage.not_in(_OVER)).options(joinedload(Ambassador.person))
    found = [
        NearAmbassador(*_entry(one), one.category, one.stage, one.person_id in persons)
        for one in session.scalars(wanted.order_by(Ambassador.order_key, Ambassador.id))
        if (one.person_id in persons or (country and country in one.countries)) and not is_protected(one)
    ]
    return tuple(sorted(found, key=lambda one: not one.is_affiliated))


# What else there is


def _interactions(session: Session, units: Iterable[int], agreements: Iterable[int]) -> tuple[Met, ...]:
    """Those with the partner and those about its agreements, the latest first."""
    wanted = select(Interaction).where(is_with(tuple(units), tuple(agreements)))
    rows = session.scalars(wanted.order_by(Interaction.on.desc(), Interaction.id.desc()))
    return tuple(
        Met(*_entry(one), one.on, one.kind, one.follow_up_on, one.followed_up_on is not None) for one in rows
    )


def _memberships(session: Session, units: Iterable[int]) -> tuple[PartnerMembership, ...]:
    wanted = select(Membership).where(Membership.organisation_id.in_(units))
    rows = session.scalars(wanted.options(joinedload(Membership.organisation)).order_by(Membership.id))
    return tuple(PartnerMembership(*_entry(one), one.level, one.since_on, one.until_on, one.decision) for one in rows)


def _units(session: Session, beneath: Iterable[int]) -> tuple[Unit, ...]:
    wanted = select(Organisation).where(Organisation.id.in_(beneath))
    rows = session.scalars(wanted.order_by(Organisation.order_key, Organisation.id))
    return tuple(Unit(*_entry(one), one.kind) for one in rows)
