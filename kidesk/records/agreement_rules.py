"""The rules of agreements: state today, last day to give notice, when to start preparing, what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_

from kidesk.i18n import N_
from kidesk.records import clock
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_terms import (
    AgreementLevel,
    AgreementState,
    AgreementStatus,
    AgreementType,
    EducationCycle,
    EventKind,
    NoticeUnit,
    RenewalMode,
    Side,
)
from kidesk.records.field import Problem
from kidesk.records.organisation import Organisation, OrganisationKind
from kidesk.records.rules import comes_back, in_order, months_before, named, registration_number

EXPIRING_WITHIN_DAYS = 90
LAPSED_WITHIN_MONTHS = 12
REVIEW_EVERY_MONTHS = 36  # where an agreement until further notice says nothing itself
ACADEMIC_YEAR_STARTS_IN = 9  # 1 September, as in the Erasmus+ inter-institutional agreement template

MIXED_SIGNATURES = N_("Signatures by hand and digital signatures are mixed; a document should have one kind only.")
RISK_IS_OPEN = N_(
    "The risk assessment lacks a conclusion or a decision, so the agreement can neither be put up for decision "
    "nor go out for signature yet."
)
STATE_KINDS = (OrganisationKind.AUTHORITY, OrganisationKind.UNIVERSITY)

RUNNING = (AgreementStatus.IN_FORCE, AgreementStatus.UNDER_RENEWAL)
PREPARING = (
    AgreementStatus.IDEA,
    AgreementStatus.IN_PREPARATION,
    AgreementStatus.LEGAL_REVIEW,
    AgreementStatus.FOR_DECISION,
    AgreementStatus.OUT_FOR_SIGNATURE,
)


class Dates(NamedTuple):
    """The columns of an agreement that its days follow from, with what it is called and whose it is."""

    id: int
    title_sv: str
    title_en: str
    type: AgreementType
    level: AgreementLevel
    cycle: EducationCycle
    is_strategic: bool
    route_id: int | None
    owner_id: int | None
    deputy_id: int | None
    status: AgreementStatus
    sent_on: dt.date | None
    signed_own_on: dt.date | None
    signed_partner_on: dt.date | None
    effective_on: dt.date | None
    end_on: dt.date | None
    is_open_ended: bool
    renewal_mode: RenewalMode
    renewals_left: int | None
    notice: int | None
    notice_unit: NoticeUnit
    preparation_days: int | None
    review_every: int | None
    reviewed_on: dt.date | None
    termination_requested_on: dt.date | None
    termination_effective_on: dt.date | None


Dated = Agreement | Dates


def state(agreement: Agreement, today: dt.date) -> AgreementState:
    """The agreement's status as it is on a day: expired after its end, expiring in the last 90 days before it."""
    end = agreement.end_on
    if agreement.status in RUNNING and end is not None and not agreement.is_open_ended:
        if end < today:
            return AgreementState.EXPIRED
        if agreement.status == AgreementStatus.IN_FORCE and (end - today).days <= EXPIRING_WITHIN_DAYS:
            return AgreementState.EXPIRING
    return AgreementState(agreement.status.value)


def last_day_to_give_notice(end: dt.date | None, notice: int | None, unit: NoticeUnit) -> dt.date | None:
    """The last day on which notice still ends the agreement by `end`; nothing without an end or a notice period.

    Academic years: notice by 1 September takes effect as of 1 September `notice` years later, so that 31 August is
    the last day in force (Erasmus+ inter-institutional agreement template).
    """
    if end is None or notice is None:
        return None
    try:
        if unit == NoticeUnit.DAYS or notice == 0:
            return end - dt.timedelta(days=notice)
        if unit == NoticeUnit.MONTHS:
            return months_before(end, notice)
        first_of_september = dt.date(end.year, ACADEMIC_YEAR_STARTS_IN, 1)
        year = end.year - (end < first_of_september - dt.timedelta(days=1))
        return dt.date(year - notice, ACADEMIC_YEAR_STARTS_IN, 1)
    except (ValueError, OverflowError):
        return None  # the period reaches back before the calendar begins


def is_evergreen(agreement: Dated) -> bool:
    """Whether the agreement runs until further notice: it is reviewed now and then instead of expiring."""
    return agreement.is_open_ended or agreement.end_on is None


def has_notice(agreement: Dated) -> bool:
    """Whether notice has been given: nothing is renewed then, and nothing to be decided about it."""
    return agreement.termination_requested_on is not None or agreement.termination_effective_on is not None


def ends_on(agreement: Dated) -> dt.date | None:
    """The day the agreement stops: when a termination takes effect, else its end; nothing where it goes on."""
    if agreement.termination_effective_on is not None:
        return agreement.termination_effective_on
    return None if is_evergreen(agreement) else agreement.end_on


def renews_itself(agreement: Dated) -> bool:
    """Whether the agreement goes on after its end unless somebody gives notice (DOMAIN, Time: renewal mode).

    It does not once notice was given, nor when no renewals are left; a number of renewals not entered is no limit.
    """
    is_automatic = agreement.renewal_mode == RenewalMode.AUTOMATIC and agreement.renewals_left != 0
    return is_automatic and not is_evergreen(agreement) and not has_notice(agreement)


def notice_day(agreement: Dated) -> dt.date | None:
    """The agreement's last day to give notice, counted back from its end.

    Nothing where it has no end, where notice was given, or where the period is longer than the term: no notice
    after the agreement took effect reaches its end then.
    """
    if is_evergreen(agreement) or has_notice(agreement):
        return None
    last = last_day_to_give_notice(agreement.end_on, agreement.notice, agreement.notice_unit)
    started = agreement.effective_on
    return None if last is not None and started is not None and last < started else last


def preparation_time(agreement: Dated) -> int | None:
    """How many days a renewal takes to prepare: as entered, else as its decision route says.

    Bare `Dates` know no route; who reads them enters what the route says.
    """
    if agreement.preparation_days is not None or not isinstance(agreement, Agreement) or agreement.route is None:
        return agreement.preparation_days
    row = agreement.route.row_for(agreement.type, agreement.level, agreement.cycle, agreement.is_strategic)
    return row.preparation_days if row is not None else None


def start_preparing_by(agreement: Dated) -> dt.date | None:
    """The day to start preparing a renewal: the preparation time before the last day to give notice, or the end.

    Never before the agreement takes effect; nothing where it has no end or notice was given.
    """
    days = preparation_time(agreement)
    last = notice_day(agreement) or agreement.end_on
    if last is None or days is None or is_evergreen(agreement) or has_notice(agreement):
        return None
    try:
        day = last - dt.timedelta(days=days)
    except OverflowError:
        return None
    started = agreement.effective_on
    return day if started is None or started > last else max(day, started)


def review_day(agreement: Dated) -> dt.date | None:
    """The day an agreement without an end is to be reviewed, counted from its latest review, else from its start.

    Where no interval is agreed it is three years. Nothing where it has an end or notice was given.
    """
    signed = [day for day in (agreement.signed_own_on, agreement.signed_partner_on) if day is not None]
    since = agreement.reviewed_on or agreement.effective_on or max(signed, default=None)
    if since is None or not is_evergreen(agreement) or has_notice(agreement):
        return None
    try:
        return months_before(since, -(agreement.review_every or REVIEW_EVERY_MONTHS))
    except (ValueError, OverflowError):
        return None


def events(agreement: Dated, today: dt.date) -> Iterator[tuple[EventKind, dt.date]]:
    """What is dated in an agreement and still to be done or to come, as seen on a day.

    What somebody should have done stays until it is done: preparing until the renewal is under way or the end
    has come, a review until it is noted, an end until the status says so. The last day for notice passes by itself.
    """
    if agreement.status == AgreementStatus.OUT_FOR_SIGNATURE and agreement.sent_on is not None:
        yield EventKind.SIGNATURE, agreement.sent_on
    ended = ends_on(agreement)
    if agreement.termination_effective_on is not None:
        is_recorded = agreement.status == AgreementStatus.TERMINATED
        if agreement.status in RUNNING or (is_recorded and agreement.termination_effective_on >= today):
            yield EventKind.TERMINATES, agreement.termination_effective_on
        return
    if agreement.status not in RUNNING:
        return
    if agreement.status == AgreementStatus.IN_FORCE and ended is not None and ended >= today:
        start = start_preparing_by(agreement)
        if start is not None:
            yield EventKind.START_PREPARING, start
    if renews_itself(agreement) and (last := notice_day(agreement)) is not None and last >= today:
        yield EventKind.GIVE_NOTICE, last
    if ended is not None:
        yield EventKind.RENEWS if renews_itself(agreement) else EventKind.ENDS, ended
    if (review := review_day(agreement)) is not None:
        yield EventKind.REVIEW, review


def partners(agreement: Agreement) -> list[Organisation]:
    """The organisations on the other side."""
    return [party.organisation for party in agreement.parties if party.side == Side.PARTNER]


def is_concluded(agreement: Agreement) -> bool:
    """Whether both sides have signed: one side's approval is not a concluded agreement."""
    return agreement.signed_own_on is not None and agreement.signed_partner_on is not None


def is_expiring(today: dt.date) -> ColumnElement[bool]:
    """Agreements in force that end within 90 days."""
    return and_(
        Agreement.status == AgreementStatus.IN_FORCE,
        Agreement.is_open_ended.is_(False),
        Agreement.end_on.between(today, today + dt.timedelta(days=EXPIRING_WITHIN_DAYS)),
    )


def is_in_force(today: dt.date) -> ColumnElement[bool]:
    """Agreements running on a day."""
    return and_(
        Agreement.status.in_(RUNNING),
        or_(Agreement.is_open_ended.is_(True), Agreement.end_on.is_(None), Agreement.end_on >= today),
    )


def has_lapsed(today: dt.date) -> ColumnElement[bool]:
    """Agreements that have ended, however that is recorded."""
    ended = or_(Agreement.status == AgreementStatus.EXPIRED, Agreement.status == AgreementStatus.TERMINATED)
    ran_out = and_(Agreement.status.in_(RUNNING), Agreement.is_open_ended.is_(False), Agreement.end_on < today)
    return or_(ended, ran_out)


def is_current(today: dt.date) -> ColumnElement[bool]:
    """In force or lapsed within twelve months: what a register must not hide (DOMAIN, Status)."""
    since = months_before(today, LAPSED_WITHIN_MONTHS)
    ended = func.coalesce(Agreement.termination_effective_on, Agreement.end_on)
    return or_(is_in_force(today), and_(has_lapsed(today), or_(ended.is_(None), ended >= since)))


def problems(agreement: Agreement) -> Iterator[Problem]:
    """What is wrong or doubtful about an agreement's fields together."""
    yield from named(agreement, "title", N_("Give the agreement a title in at least one language."))
    yield from registration_number(agreement, "dnr")
    yield from in_order(agreement, "effective_on", "end_on")
    yield from in_order(agreement, "termination_requested_on", "termination_effective_on")
    yield from _signatures(agreement)
    yield from _steps(agreement)
    if comes_back(agreement, "parent"):
        yield Problem("parent_id", N_("An agreement cannot stand under itself."))
    if comes_back(agreement, "renews"):
        yield Problem("renews_id", N_("An agreement cannot renew itself."))
    if agreement.is_open_ended and agreement.end_on is not None:
        yield Problem(
            "end_on",
            N_("An agreement until further notice has no end date; the date was kept."),
            is_warning=True,
        )
    for number, condition in enumerate(agreement.conditions, start=1):
        if condition.first_year and condition.last_year and condition.last_year < condition.first_year:
            yield Problem("conditions", N_("Row {row}: the last academic year lies before the first."), {"row": number})


def _steps(agreement: Agreement) -> Iterator[Problem]:
    """Every change of status is explained; where it began is not (DOMAIN, Status)."""
    first = min(agreement.status_changes, key=lambda change: change.on or dt.date.max, default=None)
    for number, change in enumerate(agreement.status_changes, start=1):
        if change.is_new and change is not first and not change.explanation.strip():
            yield Problem("status_changes", N_("Row {row}: say why the status changed."), {"row": number})
    is_to_be_agreed = comes_to(agreement, AgreementStatus.FOR_DECISION, AgreementStatus.OUT_FOR_SIGNATURE)
    if is_to_be_agreed and any(assessment.is_open for assessment in agreement.risk_assessments):
        yield Problem("status_changes", RISK_IS_OPEN)


def comes_to(agreement: Agreement, *statuses: AgreementStatus) -> bool:
    """Whether it comes to a status now, be it that an earlier step was corrected or a later one taken away."""
    latest = agreement.latest_change
    if latest is None or latest.status not in statuses:
        return False
    return latest.is_new or agreement.status != latest.status


def has_mixed_signatures(agreement: Agreement) -> bool:
    """Whether some sign by hand and others digitally: never both on one document (DOMAIN, Agreement)."""
    return len({signatory.method for signatory in agreement.signatories}) > 1


def _signatures(agreement: Agreement) -> Iterator[Problem]:
    if has_mixed_signatures(agreement):
        yield Problem("signatories", MIXED_SIGNATURES, is_warning=True)
    if agreement.status in RUNNING and not is_concluded(agreement):
        yield Problem(
            "status",
            N_("The agreement is in force but not signed by both sides; it was kept."),
            is_warning=True,
        )


def state_today(agreement: Agreement) -> AgreementState:
    """The state on today's date."""
    return state(agreement, clock.today())



def is_within_the_state(agreement: Agreement) -> bool:
    """Whether every other party is a Swedish state authority, so that it is an "överenskommelse" (DOMAIN, Vocabulary).

    Swedish universities are state authorities but for a few; what is called an authority is taken to be the state's.
    """
    others = partners(agreement)
    return bool(others) and all(other.country == "SE" and other.kind in STATE_KINDS for other in others)
