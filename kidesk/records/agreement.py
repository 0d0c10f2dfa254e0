"""Agreement: parties, signatories, conditions and dates of an international agreement."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.records.agreement_terms import (
    ActivityLevel,
    AgreementLevel,
    AgreementStatus,
    AgreementType,
    DurationUnit,
    EducationCycle,
    EventKind,
    ExchangeKind,
    LanguageLevel,
    NoticeUnit,
    PartyRole,
    RenewalMode,
    Side,
    SignatureMethod,
)
from kidesk.records.attachment import Attachment
from kidesk.records.decision_route import DecisionRoute
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.record import (
    Part,
    Record,
    bilingual,
    line,
    link,
    needed_link,
    owner,
    prose,
    required,
    strings,
)

if TYPE_CHECKING:
    from kidesk.records.risk_assessment import RiskAssessment


class StatusChange(Part):
    """One step of the agreement's life: since which day it has had a status, and why.

    The agreement's own status is that of the latest step; the first step may lack an explanation.
    """

    __tablename__ = "status_change"
    agreement_id: Mapped[int] = owner("agreement")
    status: Mapped[AgreementStatus] = mapped_column(default=AgreementStatus.IDEA)
    on: Mapped[dt.date]
    explanation: Mapped[str] = line(1000)


class Amendment(Part):
    """A change of the agreement that both sides signed: what it changed and from when."""

    __tablename__ = "amendment"
    agreement_id: Mapped[int] = owner("agreement")
    from_on: Mapped[dt.date]
    signed_on: Mapped[dt.date | None]
    dnr: Mapped[str] = line(60)
    concerns: Mapped[str] = required(1000)


class RegistrationNumber(Part):
    """A further dnr of the agreement, with the version before it."""

    __tablename__ = "registration_number"
    agreement_id: Mapped[int] = owner("agreement")
    number: Mapped[str] = required(60)
    previous: Mapped[str] = line(60)
    concerns: Mapped[str] = line(300)


class Party(Part):
    """An organisation that is a party to the agreement.

    `iia_id` and `unit_id` are how it knows the agreement and its own unit in Erasmus Without Paper (at most 64
    printable ASCII characters each).
    """

    __tablename__ = "party"
    agreement_id: Mapped[int] = owner("agreement")
    organisation_id: Mapped[int] = needed_link("organisation")
    side: Mapped[Side] = mapped_column(default=Side.PARTNER)
    role: Mapped[PartyRole] = mapped_column(default=PartyRole.SIGNATORY)
    iia_id: Mapped[str] = line(64)
    unit_id: Mapped[str] = line(64)

    organisation: Mapped[Organisation] = relationship()


class PartnerContact(Part):
    """A person to talk to about the agreement, at the partner or on the own side. `as_read` as in Condition."""

    __tablename__ = "partner_contact"
    agreement_id: Mapped[int] = owner("agreement")
    person_id: Mapped[int] = needed_link("person")
    function: Mapped[str] = line(200)
    side: Mapped[Side] = mapped_column(default=Side.PARTNER)
    as_read: Mapped[str] = prose()

    person: Mapped[Person] = relationship()


class Signatory(Part):
    """Who signs for a side; the title is kept as it was signed. `as_read` as in Condition."""

    __tablename__ = "signatory"
    agreement_id: Mapped[int] = owner("agreement")
    person_id: Mapped[int] = needed_link("person")
    side: Mapped[Side] = mapped_column(default=Side.OWN)
    title: Mapped[str] = line(300)
    signed_on: Mapped[dt.date | None]
    method: Mapped[SignatureMethod] = mapped_column(default=SignatureMethod.MANUAL)
    as_read: Mapped[str] = prose()

    person: Mapped[Person] = relationship()


class Condition(Part):
    """One cooperation condition: who sends whom, one direction a row (Erasmus Without Paper, IIA v7).

    Academic years are named by the year they begin in; EQF levels are 1 to 8; ISCED-F codes have four digits.
    `further_languages` are written "fr B2". `as_read` is the partner's own XML where it says more than the fields do;
    empty otherwise. It is written again for what the fields still say, and nobody sees or edits it.
    """

    __tablename__ = "condition"
    agreement_id: Mapped[int] = owner("agreement")
    sending_id: Mapped[int] = needed_link("organisation")
    receiving_id: Mapped[int] = needed_link("organisation")
    kind: Mapped[ExchangeKind] = mapped_column(default=ExchangeKind.STUDENT_STUDIES)
    persons_per_year: Mapped[int | None]
    duration: Mapped[int | None]
    duration_unit: Mapped[DurationUnit] = mapped_column(default=DurationUnit.MONTHS)
    eqf_levels: Mapped[list[str]] = strings()
    isced_codes: Mapped[list[str]] = strings()
    isced_clarification: Mapped[str] = line(300)
    language: Mapped[str] = line(10)
    language_level: Mapped[LanguageLevel] = mapped_column(default=LanguageLevel.NONE)
    further_languages: Mapped[list[str]] = strings()
    is_blended: Mapped[bool] = mapped_column(default=False)
    first_year: Mapped[int | None]
    last_year: Mapped[int | None]
    other_terms: Mapped[str] = prose()
    as_read: Mapped[str] = prose()

    sending: Mapped[Organisation] = relationship(foreign_keys=[sending_id])
    receiving: Mapped[Organisation] = relationship(foreign_keys=[receiving_id])


class ExchangeNumber(Part):
    """How many were exchanged in one academic year, in one direction."""

    __tablename__ = "exchange_number"
    agreement_id: Mapped[int] = owner("agreement")
    academic_year: Mapped[int]
    sending_id: Mapped[int] = needed_link("organisation")
    receiving_id: Mapped[int] = needed_link("organisation")
    kind: Mapped[ExchangeKind] = mapped_column(default=ExchangeKind.STUDENT_STUDIES)
    persons: Mapped[int]

    sending: Mapped[Organisation] = relationship(foreign_keys=[sending_id])
    receiving: Mapped[Organisation] = relationship(foreign_keys=[receiving_id])


class Snooze(Part):
    """An event of the agenda that is not to be seen before a day. It holds for the event on `event_on` only."""

    __tablename__ = "snooze"
    agreement_id: Mapped[int] = owner("agreement")
    kind: Mapped[EventKind]
    event_on: Mapped[dt.date]
    until_on: Mapped[dt.date]


_OWNED = "all, delete-orphan"


class Agreement(Record):
    """An international agreement. Its `status` is that of the latest of its `status_changes`.

    `preparation_days` is how long a renewal takes to prepare, where it differs from what the decision route says.
    `review_every` counts months between the reviews of an agreement that has no end. `activity` is what a person
    judged on the day `activity_on`, for the reason `activity_evidence`. `renews` is the agreement that this one takes
    over from.
    """

    __tablename__ = "agreement"

    title_sv: Mapped[str] = line(400)
    title_en: Mapped[str] = line(400)
    type: Mapped[AgreementType] = mapped_column(default=AgreementType.MOU)
    is_binding: Mapped[bool] = mapped_column(default=False)
    level: Mapped[AgreementLevel] = mapped_column(default=AgreementLevel.UNIVERSITY)
    cycle: Mapped[EducationCycle] = mapped_column(default=EducationCycle.NONE)
    is_strategic: Mapped[bool] = mapped_column(default=False)
    status: Mapped[AgreementStatus] = mapped_column(default=AgreementStatus.IDEA)
    own_number: Mapped[str] = line(60)
    partner_number: Mapped[str] = line(60)
    iia_pdf: Mapped[str] = line(200)
    dnr: Mapped[str] = line(60)
    parent_id: Mapped[int | None] = link("agreement")
    renews_id: Mapped[int | None] = link("agreement")
    route_id: Mapped[int | None] = link("decision_route")
    enquired_on: Mapped[dt.date | None]
    expected_partner: Mapped[str] = line(300)
    funding_programme: Mapped[str] = line(200)
    owner_id: Mapped[int | None] = link("person")
    deputy_id: Mapped[int | None] = link("person")
    purpose_sv: Mapped[str] = prose()
    purpose_en: Mapped[str] = prose()
    benefits: Mapped[str] = prose()
    risks_and_ethics: Mapped[str] = prose()
    commitments: Mapped[str] = prose()
    rights: Mapped[str] = prose()
    anchoring: Mapped[str] = prose()
    costs: Mapped[str] = prose()
    administration: Mapped[str] = prose()
    visibility_value: Mapped[int | None]
    visibility_reason: Mapped[str] = line(1000)
    activity: Mapped[ActivityLevel] = mapped_column(default=ActivityLevel.UNKNOWN)
    activity_on: Mapped[dt.date | None]
    activity_evidence: Mapped[str] = line(1000)
    prepared_on: Mapped[dt.date | None]
    sent_on: Mapped[dt.date | None]
    signed_own_on: Mapped[dt.date | None]
    signed_partner_on: Mapped[dt.date | None]
    effective_on: Mapped[dt.date | None]
    end_on: Mapped[dt.date | None]
    is_open_ended: Mapped[bool] = mapped_column(default=False)
    renewal_mode: Mapped[RenewalMode] = mapped_column(default=RenewalMode.NONE)
    renewals_left: Mapped[int | None]
    notice: Mapped[int | None]
    notice_unit: Mapped[NoticeUnit] = mapped_column(default=NoticeUnit.MONTHS)
    preparation_days: Mapped[int | None]
    review_every: Mapped[int | None]
    reviewed_on: Mapped[dt.date | None]
    termination_requested_on: Mapped[dt.date | None]
    termination_effective_on: Mapped[dt.date | None]
    termination_reason: Mapped[str] = line(1000)
    notes: Mapped[str] = prose()

    parent: Mapped[Agreement | None] = relationship(foreign_keys=[parent_id], remote_side="Agreement.id")
    renews: Mapped[Agreement | None] = relationship(foreign_keys=[renews_id], remote_side="Agreement.id")
    route: Mapped[DecisionRoute | None] = relationship()
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    deputy: Mapped[Person | None] = relationship(foreign_keys=[deputy_id])
    status_changes: Mapped[list[StatusChange]] = relationship(
        cascade=_OWNED, order_by="(StatusChange.on, StatusChange.id)"
    )
    amendments: Mapped[list[Amendment]] = relationship(cascade=_OWNED, order_by="(Amendment.from_on, Amendment.id)")
    registrations: Mapped[list[RegistrationNumber]] = relationship(cascade=_OWNED, order_by="RegistrationNumber.id")
    parties: Mapped[list[Party]] = relationship(cascade=_OWNED, order_by="Party.id")
    contacts: Mapped[list[PartnerContact]] = relationship(cascade=_OWNED, order_by="PartnerContact.id")
    signatories: Mapped[list[Signatory]] = relationship(cascade=_OWNED, order_by="Signatory.id")
    conditions: Mapped[list[Condition]] = relationship(cascade=_OWNED, order_by="Condition.id")
    numbers: Mapped[list[ExchangeNumber]] = relationship(
        cascade=_OWNED, order_by="(ExchangeNumber.academic_year, ExchangeNumber.id)"
    )
    attachments: Mapped[list[Attachment]] = relationship(cascade=_OWNED, order_by="Attachment.id")
    snoozes: Mapped[list[Snooze]] = relationship(cascade=_OWNED, order_by="Snooze.id")
    # Only read, and only while the agreement belongs to a session.
    risk_assessments: Mapped[list[RiskAssessment]] = relationship(viewonly=True, order_by="RiskAssessment.id")

    def caption(self, code: str) -> str:
        return bilingual(self, "title", code)

    @property
    def latest_change(self) -> StatusChange | None:
        """The latest step of its life; of several on one day the one entered last. None for one just made."""
        return max(reversed(self.status_changes), key=_when, default=None)

    def change_status(self, status: AgreementStatus, on: dt.date, explanation: str) -> None:
        """Takes the next step: since the day `on` it has the status."""
        self.status_changes.append(StatusChange(status=status, on=on, explanation=explanation))
        self.settle(on)

    def settle(self, today: dt.date) -> None:
        """The status is that of the latest step; the first step is taken at the latest when it is saved."""
        latest = self.latest_change
        if latest is None:
            self.status_changes.append(StatusChange(status=self.status, on=today))
        elif self.status != latest.status:
            self.status = latest.status


def _when(change: StatusChange) -> tuple[dt.date, float]:
    return change.on or dt.date.max, float("inf") if change.is_new else change.id
