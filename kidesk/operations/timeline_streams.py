"""What the timelines are made of: each function reads one kind of dated happening, in one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from kidesk.errors import Sentence, Spoken
from kidesk.i18n import N_
from kidesk.operations.timeline_event import NOTHING, Event, Happening, both, called, named, same
from kidesk.records import (
    AGREEMENTS,
    AMBASSADORS,
    INTERACTIONS,
    MEMBERSHIPS,
    ORGANISATIONS,
    PERSONS,
    PLAN_ITEMS,
    RISK_ASSESSMENTS,
)
from kidesk.records.agreement import Agreement, Amendment, Signatory, StatusChange
from kidesk.records.ambassador import Ambassador, Engagement, MaterialPackage, StageChange
from kidesk.records.attachment import Attachment
from kidesk.records.interaction import Interaction
from kidesk.records.membership import Membership, MembershipReview, Representative
from kidesk.records.organisation import FormerName, Organisation
from kidesk.records.person import Affiliation, Consent, Person
from kidesk.records.plan_item import Assessment, PlanItem
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.records.risk_assessment import RiskAssessment
from kidesk.records.term import Term, Tone

Ids = Collection[int]
Leads = tuple[Term, RecordType, int]  # what kind of happening, and the record it leads to

_MANDATE: Mapping[str, str] = {
    "portrait_consent_given_on": N_("Gave consent to the portrait"),
    "portrait_consent_withdrawn_on": N_("Withdrew consent to the portrait"),
}

_STEPS: Mapping[str, str] = {
    "enquired_on": N_("Enquiry received"),
    "prepared_on": N_("Prepared"),
    "sent_on": N_("Sent for signature"),
    "effective_on": N_("In effect from this day"),
    "reviewed_on": N_("Reviewed"),
    "termination_requested_on": N_("Notice of termination given"),
    "termination_effective_on": N_("Ends by notice"),
}

_SIGNATURES: Mapping[str, str] = {
    "signed_own_on": N_("Signed by the university"),
    "signed_partner_on": N_("Signed by the partner"),
}


class Streams:
    """Reads dated happenings in a session, as seen on a day: what lies ahead is left out, save for planned meetings."""

    def __init__(self, session: Session, today: dt.date) -> None:
        self._session, self._today = session, today

    def _on(
        self, day: dt.date | None, leads: Leads, about: Spoken, note: Spoken = NOTHING, tone: Tone = Tone.NONE
    ) -> Iterator[Event]:
        """An event, where its day is known and has come."""
        if day is not None and day <= self._today:
            yield Event(day, *leads, about, note, tone)

    def _ended(self, day: dt.date | None, leads: Leads, about: Spoken, note: Spoken = NOTHING) -> Iterator[Event]:
        """The end of something on its last day, told once that is over."""
        if day is not None and day < self._today:
            yield Event(day, *leads, about, note)

    def _dated(self, row: Record, words: Mapping[str, str], leads: Leads, note: Spoken = NOTHING) -> Iterator[Event]:
        """The dates of a record that something is said of."""
        for key, said in words.items():
            yield from self._on(getattr(row, key), leads, Sentence(said), note)

    def interactions(self, wanted: ColumnElement[bool]) -> Iterator[Event]:
        """The occasions that a condition holds for; only what is shown of them is read."""
        met = (Interaction.id, Interaction.on, Interaction.kind, Interaction.title)
        rows = select(*met, Interaction.follow_up_on, Interaction.followed_up_on).where(wanted)
        for number, on, kind, title, follow_up_on, done_on in self._session.execute(rows):
            is_due = follow_up_on is not None and done_on is None and follow_up_on <= self._today
            note = Sentence(N_("Planned")) if on > self._today else Sentence(N_("To follow up")) if is_due else NOTHING
            yield Event(on, kind, INTERACTIONS, number, same(title), note, is_due=is_due)

    # Persons and organisations

    def affiliations(self, person: int) -> Iterator[Event]:
        """Where a person began and left."""
        wanted = (
            select(Affiliation).where(Affiliation.person_id == person).options(joinedload(Affiliation.organisation))
        )
        for one in self._session.scalars(wanted):
            there, title = {"organisation": called(one.organisation)}, both(one, "title")
            leads = (Happening.AFFILIATION, ORGANISATIONS, one.organisation_id)
            yield from self._on(one.start_on, leads, Sentence(N_("Began at {organisation}"), there), title)
            yield from self._ended(one.end_on, leads, Sentence(N_("Left {organisation}"), there), title)

    def staff(self, units: Ids) -> Iterator[Event]:
        """Who began and left there; of a protected identity no title is told."""
        wanted = select(Affiliation, Person).join(Person, Affiliation.person_id == Person.id)
        wanted = wanted.where(Affiliation.organisation_id.in_(units), Person.merged_into_id.is_(None))
        for one, person in self._session.execute(wanted):
            who, title = {"person": called(person)}, NOTHING if person.has_protected_identity else both(one, "title")
            leads = (Happening.AFFILIATION, PERSONS, person.id)
            yield from self._on(one.start_on, leads, Sentence(N_("{person} began"), who), title)
            yield from self._ended(one.end_on, leads, Sentence(N_("{person} left"), who), title)

    def consents(self, person: int) -> Iterator[Event]:
        """What a person agreed to and took back, and what ran out; one that was withdrawn no longer runs out."""
        for one in self._session.scalars(select(Consent).where(Consent.person_id == person)):
            purpose, leads = {"purpose": one.purpose}, (Happening.CONSENT, PERSONS, person)
            yield from self._on(one.given_on, leads, Sentence(N_("Gave consent: {purpose}"), purpose))
            yield from self._on(one.withdrawn_on, leads, Sentence(N_("Withdrew consent: {purpose}"), purpose))
            if one.withdrawn_on is None:
                yield from self._ended(one.expires_on, leads, Sentence(N_("Consent expired: {purpose}"), purpose))

    def representations(self, person: int) -> Iterator[Event]:
        """Where a person represented the university."""
        wanted = select(Representative, Membership).join(Membership, Representative.membership_id == Membership.id)
        wanted = wanted.where(Representative.person_id == person).options(joinedload(Membership.organisation))
        for one, membership in self._session.execute(wanted):
            where, leads = {"network": called(membership)}, (Happening.MEMBERSHIP, MEMBERSHIPS, membership.id)
            began = Sentence(N_("Began to represent the university in {network}"), where)
            ended = Sentence(N_("No longer represents the university in {network}"), where)
            yield from self._on(one.start_on, leads, began, same(one.role))
            yield from self._ended(one.end_on, leads, ended, same(one.role))

    def signings(self, person: int) -> Iterator[Event]:
        """The agreements that a person signed."""
        wanted = select(Signatory, Agreement).join(Agreement, Signatory.agreement_id == Agreement.id)
        for one, agreement in self._session.execute(wanted.where(Signatory.person_id == person)):
            what = Sentence(N_("Signed {agreement}"), {"agreement": called(agreement)})
            leads = (Happening.SIGNATURE, AGREEMENTS, agreement.id)
            yield from self._on(one.signed_on, leads, what, same(one.title))

    def memberships(self, units: Ids) -> Iterator[Event]:
        """When the university joined and left."""
        for one in self._session.scalars(select(Membership).where(Membership.organisation_id.in_(units))):
            leads = (Happening.MEMBERSHIP, MEMBERSHIPS, one.id)
            yield from self._on(one.since_on, leads, Sentence(N_("The university became a member")))
            yield from self._ended(one.until_on, leads, Sentence(N_("The university is no longer a member")))

    def reviews(self, units: Ids) -> Iterator[Event]:
        """What the reviews of the university's memberships came to."""
        wanted = select(MembershipReview).join(Membership, MembershipReview.membership_id == Membership.id)
        for one in self._session.scalars(wanted.where(Membership.organisation_id.in_(units))):
            what = Sentence(N_("Membership reviewed: {decision}"), {"decision": named(one.decision)})
            leads = (Happening.REVIEW, MEMBERSHIPS, one.membership_id)
            yield from self._on(one.on, leads, what, same(one.reason), one.decision.tone)

    def names(self, organisation: int) -> Iterator[Event]:
        """When an organisation was renamed or closed."""
        leads = (Happening.NAME, ORGANISATIONS, organisation)
        for one in self._session.scalars(select(FormerName).where(FormerName.organisation_id == organisation)):
            before = Sentence(N_("Last day as {name}"), {"name": both(one, "name")})
            yield from self._ended(one.until_on, leads, before)
        closed = self._session.scalar(select(Organisation.valid_until).where(Organisation.id == organisation))
        yield from self._ended(closed, leads, Sentence(N_("Closed")))

    # Ambassadors

    def stages(self, mandates: Ids) -> Iterator[Event]:
        """The stages of mandates."""
        for one in self._session.scalars(select(StageChange).where(StageChange.ambassador_id.in_(mandates))):
            what = Sentence(N_("As an ambassador: {stage}"), {"stage": named(one.stage)})
            leads = (Happening.STAGE, AMBASSADORS, one.ambassador_id)
            yield from self._on(one.on, leads, what, same(one.comment), one.stage.tone)

    def engagements(self, mandates: Ids) -> Iterator[Event]:
        """What ambassadors did."""
        for one in self._session.scalars(select(Engagement).where(Engagement.ambassador_id.in_(mandates))):
            leads = (Happening.ENGAGEMENT, AMBASSADORS, one.ambassador_id)
            yield from self._on(one.on, leads, same(one.title), named(one.mode))

    def packages(self, mandates: Ids) -> Iterator[Event]:
        """The material that ambassadors were given."""
        for one in self._session.scalars(select(MaterialPackage).where(MaterialPackage.ambassador_id.in_(mandates))):
            what = Sentence(N_("Received {material}"), {"material": one.name})
            leads = (Happening.MATERIAL, AMBASSADORS, one.ambassador_id)
            yield from self._on(one.given_on, leads, what, same(one.edition))

    def mandates(self, numbers: Ids) -> Iterator[Event]:
        """When mandates began and ended, and the consents to portraits."""
        for one in self._session.scalars(select(Ambassador).where(Ambassador.id.in_(numbers))):
            stage, consent = (Happening.STAGE, AMBASSADORS, one.id), (Happening.CONSENT, AMBASSADORS, one.id)
            yield from self._on(one.start_on, stage, Sentence(N_("The mandate began")))
            yield from self._ended(one.end_on, stage, Sentence(N_("The mandate ended")))
            yield from self._dated(one, _MANDATE, consent)
            if one.portrait_consent_withdrawn_on is None:
                expires = one.portrait_consent_expires_on
                yield from self._ended(expires, consent, Sentence(N_("Consent to the portrait expired")))

    # Agreements

    def statuses(self, agreements: Ids, *, is_named: bool) -> Iterator[Event]:
        """The steps of agreements; `is_named`: it must be said which agreement each is of."""
        wanted = select(StatusChange, Agreement).join(Agreement, StatusChange.agreement_id == Agreement.id)
        for one, agreement in self._session.execute(wanted.where(StatusChange.agreement_id.in_(agreements))):
            what = {"status": named(one.status)}
            said = Sentence(N_("The agreement: {status}"), what)
            note = called(agreement) if is_named else same(one.explanation)
            yield from self._on(one.on, (Happening.STATUS, AGREEMENTS, agreement.id), said, note)

    def signatures(self, agreements: Ids, *, is_named: bool) -> Iterator[Event]:
        """On which days the sides signed."""
        for one in self._session.scalars(select(Agreement).where(Agreement.id.in_(agreements))):
            leads = (Happening.SIGNATURE, AGREEMENTS, one.id)
            yield from self._dated(one, _SIGNATURES, leads, called(one) if is_named else NOTHING)

    def steps(self, agreement: int) -> Iterator[Event]:
        """The dates of one agreement."""
        for one in self._session.scalars(select(Agreement).where(Agreement.id == agreement)):
            leads = (Happening.STEP, AGREEMENTS, one.id)
            yield from self._dated(one, _STEPS, leads)
            if not one.is_open_ended:
                yield from self._ended(one.end_on, leads, Sentence(N_("End date")))

    def signatories(self, agreement: int) -> Iterator[Event]:
        """Who signed an agreement."""
        wanted = select(Signatory).where(Signatory.agreement_id == agreement).options(joinedload(Signatory.person))
        for one in self._session.scalars(wanted):
            what = Sentence(N_("{person} signed"), {"person": called(one.person)})
            title = NOTHING if one.is_masked else same(one.title)
            yield from self._on(one.signed_on, (Happening.SIGNATURE, PERSONS, one.person_id), what, title)

    def amendments(self, agreement: int) -> Iterator[Event]:
        """What was amended, from its first day on."""
        for one in self._session.scalars(select(Amendment).where(Amendment.agreement_id == agreement)):
            what = Sentence(N_("Amended: {what}"), {"what": one.concerns})
            yield from self._on(one.from_on, (Happening.AMENDMENT, AGREEMENTS, agreement), what, same(one.dnr))

    def risks(self, agreement: int) -> Iterator[Event]:
        """When the risks were assessed and decided on."""
        for one in self._session.scalars(select(RiskAssessment).where(RiskAssessment.agreement_id == agreement)):
            leads, came_to = (Happening.RISK, RISK_ASSESSMENTS, one.id), {"conclusion": named(one.conclusion)}
            yield from self._on(one.assessed_on, leads, Sentence(N_("Risks assessed")))
            yield from self._on(one.decided_on, leads, Sentence(N_("Risks concluded: {conclusion}"), came_to))

    def files(self, agreement: int) -> Iterator[Event]:
        """The agreement's files by the days they bear."""
        for one in self._session.scalars(select(Attachment).where(Attachment.agreement_id == agreement)):
            leads = (Happening.FILE, AGREEMENTS, agreement)
            yield from self._on(one.dated_on, leads, same(one.name), named(one.kind))

    # Plan items

    def assessments(self, item: int) -> Iterator[Event]:
        """The colours of an activity, on the days they were given."""
        wanted = select(Assessment).where(Assessment.item_id == item).options(joinedload(Assessment.quarter))
        for one in self._session.scalars(wanted):
            what = {"quarter": one.quarter.period, "colour": named(one.colour)}
            said = Sentence(N_("{colour}, {quarter}"), what)
            leads = (Happening.ASSESSMENT, PLAN_ITEMS, item)
            yield from self._on(one.assessed_on, leads, said, both(one, "comment"), one.colour.tone)

    def span(self, item: int) -> Iterator[Event]:
        """When an activity began and ended."""
        for one in self._session.scalars(select(PlanItem).where(PlanItem.id == item)):
            leads = (Happening.STEP, PLAN_ITEMS, item)
            yield from self._on(one.start_on, leads, Sentence(N_("The activity began")))
            yield from self._ended(one.end_on, leads, Sentence(N_("The activity ended")))
