"""The term of a renewal, held against another way of counting it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kidesk.records.agreement import Agreement
from kidesk.records.agreement_renewal import is_renewable, next_end, next_start, years_forward
from kidesk.records.agreement_terms import AgreementStatus

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))
ONE = dt.timedelta(days=1)


def term(first: dt.date | None, last: dt.date | None, **values: object) -> Agreement:
    """An agreement with a term."""
    return Agreement(effective_on=first, end_on=last, **values)


def _same_day(day: dt.date, years: int, months: int) -> dt.date:
    """The same day some months later, found by counting months up and days down."""
    year, month = day.year + years, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    for number in range(day.day, 0, -1):
        try:
            return dt.date(year, month, number)
        except ValueError:
            continue
    raise AssertionError


@given(DAYS, st.integers(0, 30), st.integers(0, 11), DAYS)
def test_a_term_of_whole_months_is_followed_by_as_many(first: dt.date, years: int, months: int, start: dt.date) -> None:
    assume(years or months)
    agreement = term(first, _same_day(first, years, months) - ONE)
    assert next_end(agreement, start) == _same_day(start, years, months) - ONE


@given(DAYS, st.integers(0, 20_000), DAYS)
def test_any_other_term_is_followed_by_as_many_days(first: dt.date, days: int, start: dt.date) -> None:
    last = first + dt.timedelta(days=days)
    whole = {_same_day(first, months // 12, months % 12) for months in range(days // 28 + 2)}
    assume(last + ONE not in whole)
    end = next_end(term(first, last), start)
    assert end is not None
    assert (end - start).days == days


@given(DAYS, st.none() | DAYS, st.booleans(), DAYS)
def test_a_renewal_begins_after_the_last_day_and_never_in_the_past(
    today: dt.date, last: dt.date | None, is_open_ended: bool, terminated: dt.date
) -> None:
    agreement = term(None, last, is_open_ended=is_open_ended)
    start = next_start(agreement, today)
    assert start >= today
    assert start == today or (last is not None and not is_open_ended and start == last + ONE)
    if last is not None and not is_open_ended and last >= today:
        assert start == last + ONE
    agreement.termination_effective_on = terminated
    assert next_start(agreement, today) == max(today, terminated + ONE)


@pytest.mark.parametrize(
    ("first", "last", "start", "end", "years"),
    [
        ("2021-01-01", "2025-12-31", "2026-01-01", "2030-12-31", 5),
        ("2020-02-29", "2024-02-28", "2024-02-29", "2028-02-28", 4),
        ("2023-02-28", "2024-02-28", "2024-02-29", "2025-02-28", 1),
        ("2020-09-01", "2023-08-31", "2024-01-01", "2026-12-31", 3),
        ("2020-01-15", "2024-01-10", "2024-01-11", "2028-01-06", 4),
        ("2025-09-01", "2026-01-31", "2026-02-01", "2026-06-30", 1),
    ],
)
def test_terms_of_every_day(first: str, last: str, start: str, end: str, years: int) -> None:
    day = dt.date.fromisoformat
    agreement = term(day(first), day(last))
    assert next_start(agreement, day(first)) == day(last) + ONE
    assert next_end(agreement, day(start)) == day(end)
    assert years_forward(agreement) == years


@pytest.mark.parametrize(
    ("first", "last"),
    [(None, dt.date(2026, 1, 1)), (dt.date(2026, 1, 1), None), (dt.date(2026, 1, 2), dt.date(2026, 1, 1))],
)
def test_a_term_without_length_has_no_end_and_moves_nothing(first: dt.date | None, last: dt.date | None) -> None:
    agreement = term(first, last)
    assert next_end(agreement, dt.date(2026, 5, 4)) is None
    assert years_forward(agreement) == 0
    evergreen = term(dt.date(2020, 1, 1), dt.date(2026, 1, 1), is_open_ended=True)
    assert next_end(evergreen, dt.date(2026, 5, 4)) is None


def test_the_end_of_the_calendar_is_no_reason_to_fail() -> None:
    forever = term(dt.date(2020, 1, 1), dt.date.max)
    assert next_start(forever, dt.date(2026, 5, 4)) == dt.date(2026, 5, 4)
    assert next_end(forever, dt.date(2026, 5, 4)) is None
    assert next_end(term(dt.date(1800, 1, 1), dt.date(2199, 12, 31)), dt.date(9800, 1, 1)) is None
    assert next_end(term(dt.date(1800, 1, 1), dt.date(2199, 12, 30)), dt.date(9800, 1, 1)) is None


def test_what_runs_or_has_run_out_can_be_renewed() -> None:
    found = {status.value for status in AgreementStatus if is_renewable(Agreement(status=status))}
    assert found == {"in-force", "under-renewal", "expired"}
