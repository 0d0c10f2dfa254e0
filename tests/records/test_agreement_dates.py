"""Time counted backwards: the rules of an agreement's dates against a slow oracle that walks day by day."""

from __future__ import annotations

import datetime as dt
from itertools import count

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kidesk.records.agreement import Agreement
from kidesk.records.agreement_rules import (
    RUNNING,
    ends_on,
    events,
    last_day_to_give_notice,
    notice_day,
    renews_itself,
    review_day,
    start_preparing_by,
)
from kidesk.records.agreement_terms import AgreementStatus, EventKind, NoticeUnit, RenewalMode

DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(1990, 1, 1), dt.date(2060, 12, 31)


# The oracle: no arithmetic with years or months, only one day after another


def walked(day: dt.date, days: int) -> dt.date:
    """The day reached by walking back `days` days."""
    for _ in range(days):
        day -= DAY
    return day


def same_day_months_back(end: dt.date, months: int) -> dt.date:
    """The latest day, `months` changes of month back, whose number is not higher than that of `end`."""
    day, changes = end, 0
    while changes < months or day.day > end.day:
        changes += day.day == 1
        day -= DAY
    return day


def first_of_september_years_back(end: dt.date, years: int) -> dt.date:
    """The 1 September on which notice takes effect the day after `end` at the latest, that many years back."""
    day, met = end + DAY, 0
    while True:
        if (day.month, day.day) == (9, 1):
            if met == years:
                return day
            met += 1
        day -= DAY


def expected_last_day(end: dt.date, notice: int, unit: NoticeUnit) -> dt.date:
    """What the rule should say."""
    if notice == 0:
        return end
    back = {
        NoticeUnit.DAYS: walked,
        NoticeUnit.MONTHS: same_day_months_back,
        NoticeUnit.ACADEMIC_YEARS: first_of_september_years_back,
    }
    return back[unit](end, notice)


def months_later(day: dt.date, months: int) -> dt.date:
    """The day with the same number that many changes of month on, or the last before the month after it."""
    here, changes = day, 0
    for _ in count():
        following = here + DAY
        if changes == months and (here.day == day.day or following.day == 1):
            return here
        changes += following.day == 1
        here = following
    raise AssertionError


# Agreements of all sorts

days = st.dates(FIRST, LAST)
lengths = {NoticeUnit.DAYS: 400, NoticeUnit.MONTHS: 30, NoticeUnit.ACADEMIC_YEARS: 4}
periods = st.sampled_from(NoticeUnit).flatmap(lambda unit: st.tuples(st.integers(0, lengths[unit]), st.just(unit)))


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """Terms shorter and longer than their notice, with and without an end, terminated or not."""
    notice, unit = draw(st.one_of(st.just((None, NoticeUnit.MONTHS)), periods))
    started = draw(st.none() | days)
    term = draw(st.integers(0, 2500))
    end = draw(st.none() | (days if started is None else st.just(started + dt.timedelta(days=term))))
    return Agreement(
        status=draw(st.sampled_from(AgreementStatus)),
        sent_on=draw(st.none() | days),
        effective_on=started,
        end_on=end,
        is_open_ended=draw(st.booleans()),
        renewal_mode=draw(st.sampled_from(RenewalMode)),
        renewals_left=draw(st.none() | st.integers(0, 3)),
        notice=notice,
        notice_unit=unit,
        preparation_days=draw(st.none() | st.integers(0, 900)),
        review_every=draw(st.none() | st.integers(1, 80)),
        reviewed_on=draw(st.none() | days),
        termination_requested_on=draw(st.none() | st.none() | days),
        termination_effective_on=draw(st.none() | st.none() | days),
    )


@given(days, periods)
@example(dt.date(2024, 2, 29), (12, NoticeUnit.MONTHS))
@example(dt.date(2023, 3, 31), (1, NoticeUnit.MONTHS))
@example(dt.date(2024, 3, 31), (13, NoticeUnit.MONTHS))
@example(dt.date(2026, 8, 31), (1, NoticeUnit.ACADEMIC_YEARS))
@example(dt.date(2026, 8, 30), (1, NoticeUnit.ACADEMIC_YEARS))
def test_notice_is_counted_back_as_one_walks(end: dt.date, period: tuple[int, NoticeUnit]) -> None:
    assert last_day_to_give_notice(end, *period) == expected_last_day(end, *period)


def _expected_notice(one: Agreement) -> dt.date | None:
    if one.is_open_ended or one.end_on is None or one.notice is None:
        return None
    if one.termination_requested_on or one.termination_effective_on:
        return None
    last = expected_last_day(one.end_on, one.notice, one.notice_unit)
    return None if one.effective_on and last < one.effective_on else last


def _expected_start(one: Agreement) -> dt.date | None:
    if one.is_open_ended or one.end_on is None or one.preparation_days is None:
        return None
    if one.termination_requested_on or one.termination_effective_on:
        return None
    start = walked(_expected_notice(one) or one.end_on, one.preparation_days)
    return max(start, one.effective_on) if one.effective_on else start


@given(agreements())
@settings(max_examples=300, deadline=None)
def test_the_days_of_any_agreement_are_those_of_the_oracle(one: Agreement) -> None:
    assert notice_day(one) == _expected_notice(one)
    assert start_preparing_by(one) == _expected_start(one)


@given(agreements())
@settings(max_examples=200, deadline=None)
def test_what_has_no_end_is_reviewed_and_what_has_one_is_not(one: Agreement) -> None:
    since = one.reviewed_on or one.effective_on
    is_ending = not one.is_open_ended and one.end_on is not None
    has_notice = one.termination_requested_on is not None or one.termination_effective_on is not None
    if since is None or is_ending or has_notice:
        assert review_day(one) is None
    else:
        assert review_day(one) == months_later(since, one.review_every or 36)


@given(agreements(), days)
@settings(max_examples=400, deadline=None)
def test_the_events_of_any_agreement_agree_with_one_another(one: Agreement, today: dt.date) -> None:
    found = dict(events(one, today))
    assert len(found) == len(list(events(one, today)))
    assert len(found.keys() & {EventKind.ENDS, EventKind.RENEWS, EventKind.TERMINATES, EventKind.REVIEW}) <= 1
    if one.status not in (*RUNNING, AgreementStatus.TERMINATED, AgreementStatus.OUT_FOR_SIGNATURE):
        assert found == {}
    if one.termination_effective_on is not None:
        assert not found.keys() - {EventKind.TERMINATES, EventKind.SIGNATURE}
        assert ends_on(one) == one.termination_effective_on
    if EventKind.GIVE_NOTICE in found:
        assert today <= found[EventKind.GIVE_NOTICE] <= found[EventKind.RENEWS]
        assert one.renewals_left is None or one.renewals_left > 0
    if EventKind.RENEWS in found:
        assert renews_itself(one)
        assert one.renewal_mode == RenewalMode.AUTOMATIC
    if EventKind.ENDS in found and one.renewal_mode == RenewalMode.AUTOMATIC:
        assert one.renewals_left == 0 or one.termination_requested_on is not None
    if EventKind.START_PREPARING in found:
        assert found[EventKind.START_PREPARING] <= (found.get(EventKind.ENDS) or found[EventKind.RENEWS])


def _running(**values: object) -> Agreement:
    return Agreement(**{"status": AgreementStatus.IN_FORCE, "effective_on": dt.date(2022, 1, 1)} | values)


TODAY = dt.date(2026, 5, 4)
END = dt.date(2026, 12, 31)


def _kinds(one: Agreement) -> list[EventKind]:
    return [kind for kind, _ in events(one, TODAY)]


def test_notice_is_asked_for_only_where_the_agreement_would_go_on() -> None:
    automatic = {"end_on": END, "notice": 6, "renewal_mode": RenewalMode.AUTOMATIC}
    assert dict(events(_running(**automatic), TODAY)) == {
        EventKind.GIVE_NOTICE: dt.date(2026, 6, 30),
        EventKind.RENEWS: END,
    }
    assert _kinds(_running(**automatic, renewals_left=1)) == [EventKind.GIVE_NOTICE, EventKind.RENEWS]
    assert _kinds(_running(**automatic, renewals_left=0)) == [EventKind.ENDS]
    assert _kinds(_running(**automatic | {"renewal_mode": RenewalMode.BY_DECISION})) == [EventKind.ENDS]
    assert _kinds(_running(**automatic, termination_requested_on=TODAY)) == [EventKind.ENDS]
    assert _kinds(_running(**automatic | {"notice": 9})) == [EventKind.RENEWS]


def test_preparing_is_asked_for_until_the_renewal_is_under_way() -> None:
    one = _running(end_on=END, preparation_days=400)
    assert dict(events(one, TODAY))[EventKind.START_PREPARING] == dt.date(2025, 11, 26)
    one.status = AgreementStatus.UNDER_RENEWAL
    assert _kinds(one) == [EventKind.ENDS]


def test_a_recorded_termination_is_seen_until_it_takes_effect() -> None:
    one = _running(end_on=END, termination_effective_on=TODAY, status=AgreementStatus.TERMINATED)
    assert dict(events(one, TODAY)) == {EventKind.TERMINATES: TODAY}
    assert dict(events(one, TODAY + DAY)) == {}


def test_an_agreement_without_an_end_is_reviewed_every_three_years_unless_told_otherwise() -> None:
    assert review_day(_running(is_open_ended=True)) == dt.date(2025, 1, 1)
    assert review_day(_running(reviewed_on=dt.date(2024, 2, 29), review_every=12)) == dt.date(2025, 2, 28)
    unsigned = Agreement(is_open_ended=True, signed_partner_on=dt.date(2020, 3, 1))
    assert review_day(unsigned) == dt.date(2023, 3, 1)
    assert review_day(Agreement(is_open_ended=True)) is None


def test_a_signature_is_waited_for_since_the_document_was_sent() -> None:
    one = Agreement(status=AgreementStatus.OUT_FOR_SIGNATURE, sent_on=dt.date(2026, 3, 1))
    assert dict(events(one, TODAY)) == {EventKind.SIGNATURE: dt.date(2026, 3, 1)}
