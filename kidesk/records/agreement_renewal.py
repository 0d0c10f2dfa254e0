"""Renewal of an agreement: which may be renewed, the term that follows its own, how far its conditions move."""

from __future__ import annotations

import datetime as dt

from kidesk.records.agreement_rules import RUNNING, Dated, ends_on, is_evergreen
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.rules import months_before

RENEWABLE = (*RUNNING, AgreementStatus.EXPIRED)
_DAYS_A_YEAR = 365.2425


def is_renewable(agreement: Dated) -> bool:
    """Whether the agreement runs or has run out: nothing else has a term that another could follow."""
    return agreement.status in RENEWABLE


def next_start(agreement: Dated, today: dt.date) -> dt.date:
    """The day after the agreement's last; today where that has passed, or where it has no last day."""
    last = ends_on(agreement)
    return today if last is None or last < today or last == dt.date.max else last + dt.timedelta(days=1)


def next_end(agreement: Dated, start: dt.date) -> dt.date | None:
    """The last day of a term as long as the agreement's own that begins on `start`; None where it has no length.

    A term of whole months is followed by as many months, whatever days they have; any other by as many days.
    """
    term = _term(agreement)
    if term is None:
        return None
    first, after = term
    months = (after.year - first.year) * 12 + after.month - first.month
    try:
        if months_before(first, -months) == after:
            return months_before(start, -months) - dt.timedelta(days=1)
        return start + (after - first) - dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return None  # the term reaches beyond the end of the calendar


def years_forward(agreement: Dated) -> int:
    """How many academic years later the conditions of a renewal are than the agreement's own: its term, rounded.

    At least one; none where the term has no length.
    """
    term = _term(agreement)
    return 0 if term is None else max(1, round((term[1] - term[0]).days / _DAYS_A_YEAR))


def _term(agreement: Dated) -> tuple[dt.date, dt.date] | None:
    """The agreement's first day and the day after its last; None where it lacks one, or they are in the wrong order."""
    first, last = agreement.effective_on, agreement.end_on
    if first is None or last is None or is_evergreen(agreement) or last < first or last == dt.date.max:
        return None
    return first, last + dt.timedelta(days=1)
