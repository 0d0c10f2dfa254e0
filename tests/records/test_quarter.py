"""Quarters: their arithmetic, names, colours and trends."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.i18n import Language
from kidesk.records.quarter import LEGEND, QUARTERS, Colour, Period, Quarter, Trend, distribution, trend

PERIODS = st.builds(Period, st.integers(1000, 2999), st.integers(1, 4))


@given(PERIODS, st.integers(-800, 800))
def test_adding_and_taking_away_cancel_out(period: Period, quarters: int) -> None:
    assert period + quarters - quarters == period
    assert (period + quarters > period) == (quarters > 0)


@given(PERIODS)
def test_quarters_follow_each_other_without_a_gap(period: Period) -> None:
    assert (period + 1).first_day - period.last_day == dt.timedelta(days=1)
    assert 90 <= (period.last_day - period.first_day).days + 1 <= 92


@given(st.dates(dt.date(1, 1, 1)))
def test_a_day_lies_in_its_quarter(day: dt.date) -> None:
    period = Period.of(day)
    assert period.first_day <= day <= period.last_day


@given(PERIODS)
def test_a_quarter_is_found_by_its_name(period: Period) -> None:
    assert Period.named(period.name) == period
    assert Period.named(f" {period.name.replace('Q', 'k')} ") == period


@pytest.mark.parametrize("name", ["", "2024", "2024-Q0", "2024-Q5", "24-Q1", "2024Q1", "2024-Q1x", "Q1 24", "9024-Q1"])
def test_other_names_are_no_quarters(name: str) -> None:
    with pytest.raises(ValueError, match="^"):
        Period.named(name)
    assert [problem.key for problem in QUARTERS.problems(Quarter(name=name))] == ["name"]


def test_the_year_of_a_quarter_ends_in_december() -> None:
    assert (Period(2024, 4).first_day, Period(2024, 4).last_day) == (dt.date(2024, 10, 1), dt.date(2024, 12, 31))
    assert Period(2024, 1).last_day == dt.date(2024, 3, 31)
    assert Period(9999, 4).last_day == dt.date.max


def test_a_quarter_is_stored_as_kidesk_writes_it() -> None:
    quarter = Quarter(name="2024-k4")
    quarter.settle(dt.date(2026, 1, 1))
    assert quarter.name == "2024-Q4"


def test_a_quarter_is_said_with_number_and_year(en: Language) -> None:
    assert Period(2024, 4).said(en) == "Q4 2024"


# Colours


def test_a_parent_shows_how_many_of_each_colour() -> None:
    colours = [Colour.GREEN, Colour.RED, Colour.GREEN]
    assert distribution(colours) == {
        Colour.GREEN: 2,
        Colour.YELLOW: 0,
        Colour.RED: 1,
        Colour.NOT_ASSESSED: 0,
        Colour.NOT_DUE: 0,
    }
    assert list(distribution([])) == list(Colour)


def test_every_colour_is_explained_once() -> None:
    assert [colour for colour, _ in LEGEND] == list(Colour)


ASSESSED = (Colour.RED, Colour.YELLOW, Colour.GREEN)


@pytest.mark.parametrize(("before", "now"), list(product(Colour, Colour)))
def test_trends_compare_only_what_was_assessed(before: Colour, now: Colour) -> None:
    found = trend(before, now)
    if now not in ASSESSED:
        assert found == Trend.NONE
    elif before not in ASSESSED:
        assert found == Trend.NEW
    else:
        step = ASSESSED.index(now) - ASSESSED.index(before)
        assert found == {0: Trend.SAME, 1: Trend.UP, -1: Trend.DOWN}[(step > 0) - (step < 0)]


def test_a_colour_that_gets_greener_has_improved() -> None:
    assert trend(Colour.RED, Colour.YELLOW) == Trend.UP
    assert trend(Colour.GREEN, Colour.RED) == Trend.DOWN
