"""What engagements add up to: every sum is that of its cells, and hours not stated are never zero hours."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.i18n import Language
from kidesk.records.ambassador import Ambassador, Engagement, EngagementMode
from kidesk.records.engagement_sums import Tally, capacity_in_words, hours_left, sums

DAY = dt.date(2026, 5, 4)
engagements = st.lists(
    st.builds(
        Engagement,
        on=st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31)),
        mode=st.sampled_from(EngagementMode),
        hours=st.none() | st.integers(0, 200),
    ),
    max_size=20,
)


def engagement(on: dt.date, hours: int | None) -> Engagement:
    return Engagement(on=on, hours=hours, title="A talk")


@given(engagements, st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31)))
def test_years_and_modes_add_up_to_the_same_whole(found: list[Engagement], until: dt.date) -> None:
    added = sums(found, until)
    by_year = sum((added.of_year(year) for year in added.years), Tally())
    by_mode = sum((added.of_mode(mode) for mode in EngagementMode), Tally())
    assert by_year == by_mode == added.whole
    assert added.whole.count + added.ahead == len(found)
    counting = [one for one in found if one.on <= until]
    assert added.whole.hours == sum(one.hours for one in counting if one.hours is not None)
    assert added.whole.unstated == sum(one.hours is None for one in counting)


@given(engagements)
def test_the_latest_year_comes_first(found: list[Engagement]) -> None:
    years = sums(found, dt.date(2027, 12, 31)).years
    assert list(years) == sorted(set(years), reverse=True)


def test_hours_that_were_not_stated_are_told_apart_from_none() -> None:
    assert sums([engagement(DAY, None), engagement(DAY, 0)], DAY).whole == Tally(count=2, hours=0, unstated=1)


@pytest.mark.parametrize(
    ("capacity", "hours", "left", "sentence"),
    [
        (40, [14], 26, "14 of 40 hours in 2026."),
        (10, [8, 7], 0, "15 of 10 hours in 2026."),
        (None, [1], None, "1 hour in 2026. No capacity has been stated."),
        (40, [2, None], 38, "2 of 40 hours in 2026. 1 engagement without stated hours is not in the sum."),
    ],
)
def test_capacity_is_told_against_the_hours_of_the_calendar_year(
    capacity: int | None, hours: list[int | None], left: int | None, sentence: str, en: Language
) -> None:
    before, after = engagement(dt.date(2025, 12, 31), 99), engagement(DAY + dt.timedelta(days=1), 99)
    done = [engagement(DAY, one) for one in hours]
    one = Ambassador(capacity_hours=capacity, engagements=[before, *done, after])
    assert hours_left(one, DAY) == left
    assert capacity_in_words(one, DAY, en) == sentence
