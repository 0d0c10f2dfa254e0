"""The rules of agreements: state today, last day to give notice, when to start preparing, what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, func, or_, select

from kidesk.i18n import N_
from kidesk.records import clock
from kidesk.records.agreement import Agreement, Party
from kidesk.records.agreement_terms import AgreementState, AgreementStatus, NoticeUnit, Side
from kidesk.records.field import Problem
from kidesk.records.organisation import Organisation, OrganisationKind
from kidesk.records.rules import comes_back, in_order, months_before, named, registration_number

EXPIRING_WITHIN_DAYS = 90
LAPSED_WITHIN_MONTHS = 12
ACADEMIC_YEAR_STARTS_IN = 9  # 1 September, as in the Erasmus+ inter-institutional agreement template

STATE_KINDS = (OrganisationKind.AUTHORITY, OrganisationKind.UNIVERSITY)

RUNNING = (AgreementStatus.IN_FORCE, AgreementStatus.UNDER_RENEWAL)
PREPARING = (
    AgreementStatus.IDEA,
    AgreementStatus.IN_PREPARATION,
    AgreementStatus.LEGAL_REVIEW,
    AgreementStatus.FOR_DECISION,
    AgreementStatus.OUT_FOR_SIGNATURE,
)


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

    Academic years: notice by 1 September takes effect on 1 September `notice` years later (Erasmus+ IIA template).
    """
    if end is None or notice is None:
        return None
    try:
        if unit == NoticeUnit.DAYS:
            return end - dt.timedelta(days=notice)
        if unit == NoticeUnit.MONTHS:
            return months_before(end, notice)
        year = end.year + (end > dt.date(end.year, ACADEMIC_YEAR_STARTS_IN, 1))
        return min(end, dt.date(year - notice, ACADEMIC_YEAR_STARTS_IN, 1))
    except (ValueError, OverflowError):
        return None  # the period reaches back before the calendar begins


def notice_day(agreement: Agreement) -> dt.date | None:
    """The agreement's last day to give notice."""
    return last_day_to_give_notice(agreement.end_on, agreement.notice, agreement.notice_unit)


def start_preparing_by(agreement: Agreement) -> dt.date | None:
    """The day to start preparing a renewal: the preparation time before the last day to give notice, or the end."""
    last = notice_day(agreement) or agreement.end_on
    if last is None or agreement.preparation_days is None or agreement.is_open_ended:
        return None
    try:
        return last - dt.timedelta(days=agreement.preparation_days)
    except OverflowError:
        return None


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


def order_by_partner() -> ColumnElement[str]:
    """The first partner's sort key."""
    return (
        select(func.min(Organisation.order_key))
        .join(Party, Party.organisation_id == Organisation.id)
        .where(Party.agreement_id == Agreement.id, Party.side == Side.PARTNER)
        .scalar_subquery()
    )


def problems(agreement: Agreement) -> Iterator[Problem]:
    """What is wrong or doubtful about an agreement's fields together."""
    yield from named(agreement, "title", N_("Give the agreement a title in at least one language."))
    yield from registration_number(agreement, "dnr")
    yield from in_order(agreement, "effective_on", "end_on")
    yield from in_order(agreement, "termination_requested_on", "termination_effective_on")
    yield from _signatures(agreement)
    if comes_back(agreement, "parent"):
        yield Problem("parent_id", N_("An agreement cannot stand under itself."))
    if agreement.is_open_ended and agreement.end_on is not None:
        yield Problem(
            "end_on",
            N_("An agreement until further notice has no end date; the date was kept."),
            is_warning=True,
        )
    for number, condition in enumerate(agreement.conditions, start=1):
        if condition.first_year and condition.last_year and condition.last_year < condition.first_year:
            yield Problem("conditions", N_("Row {row}: the last academic year lies before the first."), {"row": number})


def _signatures(agreement: Agreement) -> Iterator[Problem]:
    if len({signatory.method for signatory in agreement.signatories}) > 1:
        yield Problem(
            "signatories",
            N_("Signatures by hand and digital signatures are mixed; a document should have one kind only."),
            is_warning=True,
        )
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
