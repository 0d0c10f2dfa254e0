"""Series periods: how people and spreadsheets write them, their order, and how they are said."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.i18n import CODES, Language
from kidesk.records import series_period

WIDTHS = (1, 3, 12)


@pytest.mark.parametrize(
    ("written", "period"),
    [
        *((one, "2024-01") for one in ("2024-01", "2024-1", "2024/01", "2024M01", "01/2024", "1/2024")),
        *((one, "2024-01") for one in ("jan 2024", "Jan. 2024", "januari 2024", "January 2024", "JANUARI 2024")),
        *((one, "2024-01") for one in ("2024 jan", "jan-2024", "2024-01-31", "2024-01-01", "2024-01-01 00:00:00")),
        ("maj 2024", "2024-05"),
        ("sept 2024", "2024-09"),
        ("okt. 2024", "2024-10"),
        *((one, "2024-Q1") for one in ("2024-Q1", "2024Q1", "2024 q1", "Q1 2024", "2024-K1")),
        *((one, "2024-Q1") for one in ("kv 1 2024", "kv. 1 2024", "kvartal 1 2024")),
        ("2024", "2024"),
    ],
)
def test_a_period_is_read_however_it_is_written(written: str, period: str) -> None:
    assert series_period.read(written, len(series_period.months(period))) == period


@pytest.mark.parametrize(
    "written",
    [
        *("", "2024-13", "2024-0", "13/2024", "ju 2024", "ma 2024", "j 2024", "jan-24", "jan 24", "Q5 2024", "24"),
        *("202401", "2024.1", "2024-02-30", "2024-01-01 12:00", "sommaren 2024", "45292", "0024-01", "mar\x002024"),
    ],
)
def test_what_is_no_period_or_may_be_another_is_not_read(written: str) -> None:
    for width in WIDTHS:
        with pytest.raises(ValueError, match=r".*"):
            series_period.read(written, width)


def test_a_period_of_another_length_is_not_read_but_a_day_lies_in_each() -> None:
    with pytest.raises(ValueError, match="2024"):
        series_period.read("2024", 1)
    with pytest.raises(ValueError, match="2024-01"):
        series_period.read("2024-01", 12)
    assert [series_period.read("2024-12-31", width) for width in WIDTHS] == ["2024-12", "2024-Q4", "2024"]


@given(st.dates(dt.date(1000, 1, 1), dt.date(2998, 12, 31)), st.sampled_from(WIDTHS), st.sampled_from(CODES))
def test_a_period_as_it_is_said_is_read_again(day: dt.date, width: int, code: str) -> None:
    period = series_period.containing(day, width)
    assert series_period.read(series_period.said(period, Language(code)), width) == period
    assert series_period.read(period, width) == period


@given(st.dates(dt.date(1001, 1, 1), dt.date(2997, 12, 31)), st.sampled_from(WIDTHS))
def test_a_day_lies_in_its_period_and_the_next_begins_after_it_ends(day: dt.date, width: int) -> None:
    period = series_period.containing(day, width)
    last = series_period.last_day(period)
    assert day <= last
    following = series_period.containing(last + dt.timedelta(days=1), width)
    assert following == series_period.later(period, 1)
    assert series_period.later(following, -1) == period
    before = series_period.containing(day - dt.timedelta(days=366), width)
    assert series_period.year_before(period) in (before, series_period.later(before, 1))
