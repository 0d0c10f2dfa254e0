"""Renew an agreement: a copy for the next term, to be prepared or already signed, in one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.errors import KideskError
from kidesk.i18n import N_, Language
from kidesk.operations.edit import Invalid, gone
from kidesk.operations.ewp.preview import caption
from kidesk.operations.newest_version import newest
from kidesk.operations.supersede import children, step, supersede
from kidesk.records import AGREEMENTS, clock
from kidesk.records.agreement import Agreement, Condition
from kidesk.records.agreement_renewal import is_renewable, next_end, next_start, years_forward
from kidesk.records.agreement_rules import PREPARING, RUNNING
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.decision_route import DecisionRoute
from kidesk.records.field import Problem, Stored
from kidesk.records.fields import Parts
from kidesk.records.record import Row
from kidesk.records.risk_assessment import RiskAssessment
from kidesk.records.risk_guideline import RiskGuideline
from kidesk.store.store import Store

RENEWED = N_("Renewed {type}")
YEARS = range(1900, 2201)

# What belongs to the one term, to its paper or to its exchange with the partner. All else that is typed is copied.
LEFT = frozenset(
    ("dnr", "own_number", "partner_number", "iia_pdf", "registrations", "renews_id", "route_id", "renewals_left")
    + ("enquired_on", "expected_partner", "status_changes", "amendments", "activity", "activity_on")
    + ("activity_evidence", "prepared_on", "sent_on", "signed_own_on", "signed_partner_on", "effective_on", "end_on")
    + ("is_open_ended", "reviewed_on", "termination_requested_on", "termination_effective_on")
    + ("termination_reason", "snoozes", "notes", "numbers")
)
_LEFT_OF_PARTS = frozenset(("iia_id", "signed_on", "method"))


@dataclass(frozen=True)
class Renewal:
    """The term of a renewal, until further notice where it has no end; and, where both sides have signed, when.

    `moves_years` moves the academic years of the conditions forward by the length of the old term, `moves_children`
    puts what stands under the old agreement under the new one when that takes over.
    """

    start: dt.date
    end: dt.date | None
    signed_own_on: dt.date | None = None
    signed_partner_on: dt.date | None = None
    moves_years: bool = True
    moves_children: bool = True

    @property
    def is_signed(self) -> bool:
        """Whether it is entered as signed; otherwise it is to be prepared."""
        return self.signed_own_on is not None or self.signed_partner_on is not None

    def takes_over(self, today: dt.date) -> bool:
        """Whether it is in force at once; what is signed for a later day is put in force when that has come."""
        return self.is_signed and self.start <= today


@dataclass(frozen=True)
class Outlook:
    """What a renewal would take along: the whole agreement, how many stand under it, whether its risks were assessed.

    `route` is the decision route the renewal would follow.
    """

    agreement: Agreement
    children: int
    is_assessed: bool
    route: DecisionRoute | None


def outlook(store: Store, number: int) -> Outlook:
    """What a renewal of the agreement with the id `number` would take along. Raises KideskError as `renew` does."""
    with store.read() as session:
        old = _renewable(session, number)
        count, assessed = len(children(session, old)), _latest_assessment(session, old) is not None
        route = newest(session, DecisionRoute, clock.today()) or old.route
    whole = store.get(Agreement, number)
    assert whole is not None
    return Outlook(whole, count, assessed, route)


def proposed(agreement: Agreement, today: dt.date) -> Renewal:
    """The term that follows the agreement's own, as long as that."""
    start = next_start(agreement, today)
    return Renewal(start, next_end(agreement, start))


def renew(store: Store, number: int, renewal: Renewal, language: Language) -> int:
    """Renews the agreement with the id `number` and returns the new one's id; one step that can be undone.

    The old one is superseded where the renewal takes over at once; otherwise it is put under renewal and goes on.
    Both agreements get a step of their status that names the other, written in `language`. Raises Invalid with a
    problem for each wrong date ("start", "end", "signed_own_on", "signed_partner_on"), and KideskError where the
    agreement is gone, neither runs nor has run out, or is renewed already; nothing is changed then.
    """
    today = clock.today()
    with store.change(RENEWED, AGREEMENTS.key) as session:
        old = _renewable(session, number)
        problems = list(_problems(old, renewal, today))
        if problems:
            raise Invalid(problems)
        new = _copied(session, old, renewal)
        _begin(new, old, renewal, today, language)
        session.add(new)
        session.flush()
        if renewal.takes_over(today):
            supersede(session, new, renewal.start, language, moves_children=renewal.moves_children)
        else:
            said = N_("Is to be renewed by agreement {number}, {name}.")
            step(old, AgreementStatus.UNDER_RENEWAL, today, _naming(said, new, language))
        _assess(session, old, new)
        session.flush()
        return new.id


def _begin(new: Agreement, old: Agreement, renewal: Renewal, today: dt.date, language: Language) -> None:
    """Its first step. What both sides have signed for a later day is not in force yet."""
    why = _naming(N_("Renews agreement {number}, {name}."), old, language)
    if renewal.takes_over(today):
        new.change_status(AgreementStatus.IN_FORCE, renewal.start, why)
    elif renewal.is_signed:
        new.change_status(AgreementStatus.OUT_FOR_SIGNATURE, today, why)
    else:
        new.change_status(AgreementStatus.IN_PREPARATION, today, why)


def _naming(message: str, agreement: Agreement, language: Language) -> str:
    return language.text(message, number=agreement.id, name=agreement.caption(language.code))


def _renewable(session: Session, number: int) -> Agreement:
    """The agreement with the id `number`. Raises KideskError where it cannot be renewed."""
    old = session.get(Agreement, number)
    if old is None:
        raise gone(number)
    if not is_renewable(old):
        raise KideskError(
            N_("Only what is in force or has expired can be renewed, and “{name}” is not. Nothing was changed."),
            name=caption(old),
        )
    wanted = select(Agreement).where(Agreement.renews_id == number, Agreement.status.in_((*RUNNING, *PREPARING)))
    renewed_by = session.scalars(wanted.order_by(Agreement.id).limit(1)).first()
    if renewed_by is not None:
        raise KideskError(
            N_("This agreement is renewed already, by agreement {number}, “{name}”. Nothing was changed; go on there."),
            number=renewed_by.id,
            name=caption(renewed_by),
        )
    return old


def _problems(old: Agreement, renewal: Renewal, today: dt.date) -> Iterator[Problem]:
    days = {key: getattr(renewal, key) for key in ("start", "end", "signed_own_on", "signed_partner_on")}
    for key, day in days.items():
        if day is not None and day.year not in YEARS:
            yield Problem(key, N_("Choose a day between the years 1900 and 2200."))
        elif key.startswith("signed") and day is not None and day > today:
            yield Problem(key, N_("This day lies ahead; enter a signature when it is made."))
        elif renewal.is_signed and key.startswith("signed") and day is None:
            yield Problem(key, N_("Both sides must have signed: one side’s approval is not a concluded agreement."))
    if renewal.end is not None and renewal.end < renewal.start:
        said = N_("The end, {end}, lies before the start, {start}.")
        yield Problem("end", said, {"start": str(renewal.start), "end": str(renewal.end)})
    if old.effective_on is not None and renewal.start <= old.effective_on:
        said = N_("A renewal begins after the agreement it renews, which took effect on {day}.")
        yield Problem("start", said, {"day": str(old.effective_on)})


def _copied(session: Session, old: Agreement, renewal: Renewal) -> Agreement:
    new = Agreement(
        renews=old,
        effective_on=renewal.start,
        end_on=renewal.end,
        is_open_ended=renewal.end is None,
        signed_own_on=renewal.signed_own_on,
        signed_partner_on=renewal.signed_partner_on,
        renewals_left=old.renewals_left and old.renewals_left - 1,
        route_id=getattr(newest(session, DecisionRoute, clock.today()), "id", old.route_id),
    )
    for field in AGREEMENTS.editable:
        if isinstance(field, Parts) and field.key not in LEFT:
            setattr(new, field.key, [_copied_part(field, part) for part in field.read(old)])
        elif isinstance(field, Stored) and field.key not in LEFT:
            _copy(field, old, new)
    years = years_forward(old) if renewal.moves_years else 0
    for condition in new.conditions:
        _move(condition, years)
    return new


def _copied_part(field: Parts, old: Row) -> Row:
    """What the partner's own XML says of the old one stays there, and so do its id there and signatures."""
    new = field.part()
    for one in field.fields:
        if one.key not in _LEFT_OF_PARTS:
            _copy(one, old, new)
    return new


def _copy(field: Stored, old: Row, new: Row) -> None:
    value = getattr(old, field.key)
    setattr(new, field.key, list(value) if field.is_many else value)


def _move(condition: Condition, years: int) -> None:
    for key in ("first_year", "last_year"):
        year = getattr(condition, key)
        if year is not None:
            setattr(condition, key, min(year + years, YEARS[-1]))


def _latest_assessment(session: Session, agreement: Agreement) -> RiskAssessment | None:
    day = RiskAssessment.assessed_on.desc().nulls_first()  # one without a day is still being made
    wanted = select(RiskAssessment).where(RiskAssessment.agreement_id == agreement.id)
    return session.scalars(wanted.order_by(day, RiskAssessment.id.desc()).limit(1)).first()


def _assess(session: Session, old: Agreement, new: Agreement) -> None:
    """Risks that were assessed once are assessed anew, by the questions of today (DOMAIN, Risk assessment)."""
    previous = _latest_assessment(session, old)
    if previous is not None:
        guideline = newest(session, RiskGuideline, clock.today()) or previous.guideline
        session.add(RiskAssessment(agreement=new, guideline=guideline, previous=previous))
