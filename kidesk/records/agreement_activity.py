"""Whether an agreement is alive: its last evidence, the rule that judges by it, and the same as a condition of SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Date, and_, case, exists, func, literal, not_, or_
from sqlalchemy.orm import aliased

from kidesk.i18n import N_, Language
from kidesk.records.agreement import Agreement, ExchangeNumber
from kidesk.records.agreement_rules import ACADEMIC_YEAR_STARTS_IN, is_in_force
from kidesk.records.agreement_terms import ActivityLevel
from kidesk.records.interaction import Interaction
from kidesk.records.record import Record
from kidesk.records.rules import months_before
from kidesk.records.term import Term

ALIVE_WITHIN_MONTHS = 24
LISTED_AFTER_MONTHS = 24


class EvidenceKind(Term):
    """What shows that something happens under an agreement."""

    INTERACTION = "interaction", N_("In contact: {what}")
    EXCHANGE = "exchange", N_("Exchange in the academic year {what}")
    SPECIFIC = "specific-agreement", N_("Specific agreement signed: {what}")
    JUDGED = "judged", N_("Judged alive: {what}")


@dataclass(frozen=True)
class Evidence:
    """Something that happened under an agreement, and the last day it is known to have gone on."""

    on: dt.date
    kind: EvidenceKind
    what: str | Record

    def said(self, language: Language) -> str:
        """What it was, in `language`."""
        what = self.what.caption(language.code) if isinstance(self.what, Record) else self.what
        return language.text(self.kind.label, what=what)


@dataclass(frozen=True)
class Activity:
    """How alive an agreement is on a day, and by what: its last evidence, or when a person judged it dormant."""

    level: ActivityLevel
    evidence: Evidence | None = None
    dormant_on: dt.date | None = None
    reason: str = ""


def exchange_day(academic_year: int, today: dt.date) -> dt.date | None:
    """The last day of an academic year, which is called by the year it begins in; of the one that runs, today.

    None for one that has not begun, and for a year that no calendar has.
    """
    try:
        has_begun = dt.date(academic_year, ACADEMIC_YEAR_STARTS_IN, 1) <= today
        return min(_last_day(academic_year), today) if has_begun else None
    except ValueError:
        return None


def _last_day(academic_year: int) -> dt.date:
    return dt.date(academic_year + 1, ACADEMIC_YEAR_STARTS_IN, 1) - dt.timedelta(days=1)


def judge(agreement: Agreement, found: Iterable[Evidence], today: dt.date) -> Activity:
    """How alive an agreement is by what was found of it and what a person judged.

    Alive when the last evidence is at most 24 months old; dormant when it is older, or when a person judged so on a
    later day than any evidence; unknown without either. What is dated after `today` has not happened, and what a
    person judged without a day says nothing.
    """
    judged_on = agreement.activity_on if agreement.activity_on and agreement.activity_on <= today else None
    known = [one for one in found if one.on <= today]
    if agreement.activity == ActivityLevel.ALIVE and judged_on is not None:
        known.append(Evidence(judged_on, EvidenceKind.JUDGED, agreement.activity_evidence))
    last = max(known, key=lambda one: one.on, default=None)
    dormant_on = judged_on if agreement.activity == ActivityLevel.DORMANT else None
    if dormant_on is not None and (last is None or last.on < dormant_on):
        return Activity(ActivityLevel.DORMANT, last, dormant_on, agreement.activity_evidence)
    if last is None:
        return Activity(ActivityLevel.UNKNOWN)
    is_recent = last.on >= months_before(today, ALIVE_WITHIN_MONTHS)
    return Activity(ActivityLevel.ALIVE if is_recent else ActivityLevel.DORMANT, last)


def is_alive(today: dt.date) -> ColumnElement[bool]:
    """Agreements that are alive, as `judge` has it: something happened lately, and not before one judged otherwise."""
    lately = literal(months_before(today, ALIVE_WITHIN_MONTHS), Date)
    is_dormant = and_(Agreement.activity == ActivityLevel.DORMANT, Agreement.activity_on <= today)
    since = case((is_dormant, func.max(Agreement.activity_on, lately)), else_=lately)
    is_met = exists().where(Interaction.agreement_id == Agreement.id, Interaction.on.between(since, today))
    has_begun = ExchangeNumber.academic_year <= today.year - (today < dt.date(today.year, ACADEMIC_YEAR_STARTS_IN, 1))
    ends_on = func.printf("%04d-08-31", ExchangeNumber.academic_year + 1)  # as SQLite keeps days
    is_exchanged = exists().where(
        ExchangeNumber.agreement_id == Agreement.id, ExchangeNumber.persons > 0, has_begun, ends_on >= since
    )
    child = aliased(Agreement)
    signed_on = func.max(child.signed_own_on, child.signed_partner_on)  # NULL where one is missing
    is_specified = exists().where(child.parent_id == Agreement.id, signed_on.between(since, today))
    is_judged = and_(Agreement.activity == ActivityLevel.ALIVE, Agreement.activity_on.between(since, today))
    return or_(is_met, is_exchanged, is_specified, is_judged)


def is_to_end_or_activate(today: dt.date) -> ColumnElement[bool]:
    """Agreements in force that took effect more than 24 months ago and are dormant, or nobody knows.

    Where no day of effect is recorded, it is the day of the later signature.
    """
    signed = func.max(Agreement.signed_own_on, Agreement.signed_partner_on)  # NULL where one is missing
    since = func.coalesce(Agreement.effective_on, signed)
    return and_(is_in_force(today), since < months_before(today, LISTED_AFTER_MONTHS), not_(is_alive(today)))
