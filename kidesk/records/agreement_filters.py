"""The filters of agreements: by partner and place, type and status, unit, year, subject and who looks after them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, column, func, not_, or_, select, true

from kidesk.i18n import N_
from kidesk.records import clock
from kidesk.records.agreement import Agreement, Condition, Party, StatusChange
from kidesk.records.agreement_rules import EXPIRING_WITHIN_DAYS, RUNNING
from kidesk.records.agreement_terms import AgreementState, AgreementStatus, Side
from kidesk.records.filter import ByCode, ByCountry, ByRecord, ByTerm, ByYear, Filter, by_choice
from kidesk.records.organisation import Organisation, OrganisationKind, beneath
from kidesk.records.person import Person

_ENDED = (AgreementStatus.EXPIRED, AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED)


def _has_partner_in(country: str) -> ColumnElement[bool]:
    there = select(Organisation.id).where(Organisation.country == country)
    return _has_party(Side.PARTNER, Party.organisation_id.in_(there))


def _has_partner(number: int) -> ColumnElement[bool]:
    return _has_party(Side.PARTNER, Party.organisation_id == number)


def _is_of_department(number: int) -> ColumnElement[bool]:
    """The unit, or one beneath it, is a party on the own side."""
    return _has_party(Side.OWN, Party.organisation_id.in_(beneath(number)))


def _has_party(side: Side, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return Agreement.id.in_(select(Party.agreement_id).where(Party.side == side, condition))


def _is_in_state(state: AgreementState) -> ColumnElement[bool]:
    """As `agreement_rules.state` has it for today."""
    today = clock.today()
    is_in_force = Agreement.status == AgreementStatus.IN_FORCE
    has_end = and_(Agreement.is_open_ended.is_(False), Agreement.end_on.is_not(None))
    soon = today + dt.timedelta(days=EXPIRING_WITHIN_DAYS)
    as_it_is = case(
        (and_(Agreement.status.in_(RUNNING), has_end, Agreement.end_on < today), AgreementState.EXPIRED.value),
        (and_(is_in_force, has_end, Agreement.end_on <= soon), AgreementState.EXPIRING.value),
        else_=cast(Agreement.status, String),
    )
    is_so: ColumnElement[bool] = as_it_is == state.value
    return is_so


def is_in_force_in(year: int) -> ColumnElement[bool]:
    """Agreements that were in force on some day of a calendar year, or will be as far as is known.

    One that runs or has ended began when it took effect, else with the later signature, else with its first step into
    force; where none of these is known it is taken to have been there always. It ends when a termination takes effect,
    else on its end date or, where the latest step says that it is over, on that step's day if it is the earlier one.
    One closed without activity counts if a step says that it was in force; one that is being prepared does not.
    """
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    step_into_force = _day_of(func.min, StatusChange.status.in_(RUNNING))
    has_run = or_(
        Agreement.status.in_((*RUNNING, *_ENDED)),
        and_(Agreement.status == AgreementStatus.CLOSED, step_into_force.is_not(None)),
    )
    began = func.coalesce(Agreement.effective_on, _signed_by_both(), step_into_force, first)
    since = case((began > first, began), else_=first)
    return and_(has_run, began <= last, _lasts_until(since))


def _lasts_until(day: ColumnElement[dt.date]) -> ColumnElement[bool]:
    runs_on = or_(Agreement.is_open_ended.is_(True), Agreement.end_on.is_(None), Agreement.end_on >= day)
    is_over = Agreement.status.in_((*_ENDED, AgreementStatus.CLOSED))
    was_not_over = or_(not_(is_over), func.coalesce(_day_of(func.max), day) >= day)
    termination = Agreement.termination_effective_on
    return or_(termination >= day, and_(termination.is_(None), runs_on, was_not_over))


def _signed_by_both() -> ColumnElement[dt.date | None]:
    """The later signature of those that are known."""
    own, partner = Agreement.signed_own_on, Agreement.signed_partner_on
    return case((partner.is_(None), own), (own > partner, own), else_=partner)


def _day_of(which: Callable[..., ColumnElement[Any]], *steps: ColumnElement[bool]) -> ColumnElement[dt.date | None]:
    """The day of the first or last of its steps."""
    own = StatusChange.agreement_id == Agreement.id
    return select(which(StatusChange.on)).where(own, *steps).correlate(Agreement).scalar_subquery()


def _has_subject(code: str) -> ColumnElement[bool]:
    """A condition names the ISCED-F code or one within it: "091" finds "0912"."""
    codes = func.json_each(Condition.isced_codes).table_valued(column("value", String))
    named = select(Condition.agreement_id).join(codes, true()).where(codes.c.value.startswith(code, autoescape=True))
    return Agreement.id.in_(named)


def _is_looked_after_by(number: int) -> ColumnElement[bool]:
    return or_(Agreement.owner_id == number, Agreement.deputy_id == number)


AGREEMENT_FILTERS: tuple[Filter, ...] = (
    ByCountry("country", N_("Country"), _has_partner_in),
    ByRecord("partner", N_("Partner"), Organisation, _has_partner),
    by_choice(Agreement.type, N_("Type")),
    by_choice(Agreement.level, N_("Level")),
    ByTerm("status", N_("Status"), AgreementState, _is_in_state),
    ByRecord(
        "department",
        N_("Department or unit"),
        Organisation,
        _is_of_department,
        among=Organisation.kind == OrganisationKind.OWN_UNIT,
    ),
    ByYear("year", N_("In force in the year"), is_in_force_in),
    ByCode("isced", N_("ISCED-F code"), _has_subject),
    ByRecord("owner", N_("Owner or deputy"), Person, _is_looked_after_by),
)
