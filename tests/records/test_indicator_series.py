"""Indicator arithmetic: index, change, year on year and means, against a plain table and whole fractions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction
from itertools import pairwise
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.i18n import Language
from kidesk.records import indicator_series as series
from kidesk.records.indicator import Annotation, Frequency, Indicator, IndicatorValue

ENGLISH, SWEDISH = Language("en"), Language("sv")
YEARS = range(2019, 2022)
MONTHS = [f"{year}-{month:02}" for year in YEARS for month in range(1, 13)]
QUARTERS = [f"{year}-Q{number}" for year in YEARS for number in range(1, 5)]

usual = st.integers(1, 10_000_000).map(lambda cents: Decimal(cents) / 100)
values = st.one_of(usual, usual, usual, usual, st.sampled_from([Decimal(0), Decimal("-5.00")]), st.none())


def _tables(periods: list[str]) -> st.SearchStrategy[dict[str, Decimal]]:
    """Values for most of the periods; some are missing."""
    full = st.fixed_dictionaries(dict.fromkeys(periods, values))
    return full.map(lambda table: {period: value for period, value in table.items() if value is not None})


tables, quarterly = _tables(MONTHS), _tables(QUARTERS)
breaks = st.lists(st.sampled_from([*MONTHS, *QUARTERS, *map(str, YEARS), "2020/2021"]), max_size=3)
months = st.sampled_from(MONTHS)
levels = st.sampled_from([*MONTHS, *map(str, YEARS)])


def a_series(
    table: dict[str, Decimal], breaks_at: list[str] | None = None, frequency: Frequency = Frequency.MONTHLY
) -> Indicator:
    made = Indicator(name_sv="Träffar", frequency=frequency)
    made.values = [IndicatorValue(period=period, value=value) for period, value in table.items()]
    made.annotations = [Annotation(period=period, is_method_break=True) for period in breaks_at or []]
    return made


def number(month: str) -> int:
    """How many months after January 2019 a month lies; of a quarter, a year or a span its first."""
    month = month.partition("/")[0]
    year = (int(month[:4]) - 2019) * 12
    if "Q" in month:
        return year + int(month[-1]) * 3 - 3
    return year + (int(month[5:]) - 1 if len(month) == 7 else 0)


def known_months(table: dict[str, Decimal], period: str) -> list[str]:
    """The months with a value in a month or a year."""
    return [month for month in MONTHS if month.startswith(period) and month in table]


def expected_level(table: dict[str, Decimal], period: str) -> Fraction | None:
    found = known_months(table, period)
    return Fraction(sum(int(table[month] * 100) for month in found), 100 * len(found)) if found else None


def is_broken(period_months: list[str], breaks_at: list[str]) -> bool:
    """Whether a break begins after the first of these months and not after the last."""
    numbers = [number(month) for month in period_months]
    return any(min(numbers) < number(one) <= max(numbers) for one in breaks_at)


def rounded(exact: Fraction) -> Decimal:
    return Context(prec=28).divide(Decimal(exact.numerator), Decimal(exact.denominator))


@given(tables, breaks, levels, levels)
def test_change_and_times_read_the_two_ends_only_and_nothing_across_a_break(
    table: dict[str, Decimal], breaks_at: list[str], first: str, last: str
) -> None:
    points = series.points(a_series(table, breaks_at))
    start, end = expected_level(table, first), expected_level(table, last)
    used = known_months(table, first) + known_months(table, last)
    change, times = series.change(points, first, last), series.times(points, first, last)
    if start is None or end is None or is_broken(used, breaks_at) or start <= 0:
        assert change.value is None
        assert times.value is None
        assert change.because(ENGLISH)
    else:
        assert change.value == rounded((end - start) * 100 / start)
        assert times.value == rounded(end / start)
        assert change.because(ENGLISH) == ""


@given(tables, breaks, levels)
def test_an_index_is_a_hundred_at_its_base(table: dict[str, Decimal], breaks_at: list[str], base: str) -> None:
    points = series.points(a_series(table, breaks_at))
    level = expected_level(table, base)
    for point, figure in zip(points, series.index(points, base), strict=True):
        used = [*known_months(table, base), point.period]
        if level is None or level <= 0 or is_broken(used, breaks_at):
            assert figure.value is None
        else:
            assert figure.value == rounded(Fraction(table[point.period]) * 100 / level)
        if point.period == base and table[base] > 0:
            assert figure.value == 100


@given(tables, breaks)
def test_year_on_year_compares_a_month_with_the_same_month_of_the_year_before(
    table: dict[str, Decimal], breaks_at: list[str]
) -> None:
    points = series.points(a_series(table, breaks_at))
    for point, figure in zip(points, series.year_on_year(points), strict=True):
        before = MONTHS[number(point.period) - 12] if number(point.period) >= 12 else ""
        if before not in table or table[before] <= 0 or is_broken([before, point.period], breaks_at):
            assert figure.value is None
        else:
            base = Fraction(table[before])
            assert figure.value == rounded((Fraction(table[point.period]) - base) * 100 / base)


@given(tables, breaks, st.integers(1, 14))
def test_a_rolling_mean_is_of_a_full_window_without_gap_or_break(
    table: dict[str, Decimal], breaks_at: list[str], width: int
) -> None:
    points = series.points(a_series(table, breaks_at))
    for point, figure in zip(points, series.rolling_mean(points, width), strict=True):
        last = number(point.period)
        window = MONTHS[last - width + 1 : last + 1] if last >= width - 1 else []
        if not window or any(month not in table for month in window) or is_broken(window, breaks_at):
            assert figure.value is None
        else:
            assert figure.value == rounded(Fraction(sum(Fraction(table[month]) for month in window)) / width)


@given(tables, breaks, months, months)
def test_a_mean_is_of_the_months_there_are_and_says_how_many(
    table: dict[str, Decimal], breaks_at: list[str], first: str, last: str
) -> None:
    figure = series.mean_of(series.points(a_series(table, breaks_at)), first, last)
    span = MONTHS[number(first) : number(last) + 1]
    found = [month for month in span if month in table]
    if not found or is_broken(found, breaks_at):
        assert figure.value is None
    else:
        assert figure.value == rounded(Fraction(sum(Fraction(table[month]) for month in found)) / len(found))
        assert (figure.known, figure.wanted) == (len(found), len(span))


@given(quarterly, breaks, st.sampled_from(QUARTERS), st.sampled_from(QUARTERS))
def test_a_quarter_with_a_break_inside_compares_with_no_other(
    table: dict[str, Decimal], breaks_at: list[str], first: str, last: str
) -> None:
    points = series.points(a_series(table, breaks_at, Frequency.QUARTERLY))
    earlier, later = sorted([number(first), number(last)])
    lies_between = any(earlier < number(one) < later + 3 for one in breaks_at) and first != last
    if first in table and last in table and table[first] > 0 and not lies_between:
        assert series.times(points, first, last).value == rounded(Fraction(table[last]) / Fraction(table[first]))
    else:
        assert series.times(points, first, last).value is None


@given(tables, breaks, levels, levels)
def test_the_breaks_between_two_periods_are_named(
    table: dict[str, Decimal], breaks_at: list[str], first: str, last: str
) -> None:
    indicator = a_series(table, breaks_at)
    indicator.annotations.append(Annotation(period="2020-06", is_method_break=False))
    end = number(last) + (12 if len(last) == 4 else 1)
    between = sorted(number(one) for one in breaks_at if number(first) < number(one) < end)
    assert [number(one.period) for one in series.broken_between(indicator, first, last)] == between


def test_a_year_of_a_monthly_series_is_the_mean_of_its_months_and_says_how_many_there_are() -> None:
    points = series.points(a_series({"2019-01": Decimal(100), "2019-07": Decimal(300), "2020-01": Decimal(999)}))
    figure = series.value_at(points, "2019")
    assert (figure.value, figure.known, figure.wanted) == (Decimal(200), 2, 12)


def test_a_month_is_no_period_of_a_yearly_series() -> None:
    points = series.points(a_series({"2019": Decimal(7)}, frequency=Frequency.YEARLY))
    assert series.value_at(points, "2019").value == 7
    assert series.value_at(points, "2019-03").value is None


def test_values_stand_in_the_order_of_their_periods_and_others_are_left_out() -> None:
    table = {"2020-02": Decimal(2), "2020-01": Decimal(1), "2020": Decimal(9), "soon": Decimal(9)}
    assert [point.period for point in series.points(a_series(table))] == ["2020-01", "2020-02"]


def test_what_rests_on_a_provisional_value_is_provisional_itself() -> None:
    indicator = a_series({"2020-01": Decimal(1), "2020-02": Decimal(2), "2020-03": Decimal(3)})
    indicator.values[2].is_provisional = True
    points = series.points(indicator)
    assert not series.change(points, "2020-01", "2020-02").is_provisional
    assert series.change(points, "2020-01", "2020-03").is_provisional
    assert [one.is_provisional for one in series.rolling_mean(points, 2)[1:]] == [False, True]


@pytest.mark.parametrize(
    ("table", "breaks_at", "first", "last", "reason"),
    [
        ({"2020-01": 1}, [], "2020-01", "2021-03", "There is no value for March 2021."),
        ({"2020-01": 0, "2020-02": 1}, [], "2020-01", "2020-02", "The value for January 2020 is zero or less"),
        ({"2020-01": 1, "2020-03": 1}, ["2020-02"], "2020-01", "2020-03", "The method changed between January 2020"),
        ({"2020-01": 1, "2020-03": 1}, ["2020-02"], "2020", "2020", "The method changed within 2020"),
    ],
)
def test_what_cannot_be_computed_says_why(
    table: dict[str, int], breaks_at: list[str], first: str, last: str, reason: str
) -> None:
    points = series.points(a_series({period: Decimal(value) for period, value in table.items()}, breaks_at))
    assert series.change(points, first, last).because(ENGLISH).startswith(reason)


def test_a_span_has_no_mean_across_a_break_and_is_named_in_the_readers_language() -> None:
    points = series.points(a_series({month: Decimal(1) for month in MONTHS}, ["2020-05"]))
    figure = series.mean_of(points, "2019-11", "2020-06")
    assert figure.value is None
    assert "november 2019–juni 2020" in figure.because(SWEDISH)


def test_a_window_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="0"):
        series.rolling_mean((), 0)


# Against other means than the code's: figures worked out with pencil and paper, and the standard library's floats

# Hits a month: two months of 2020 are missing, and the source counts differently from July 2021 on.
WORKED = {
    "2019-01": 1000, "2019-02": 800, "2019-03": 1200,
    "2020-01": 1200, "2020-03": 1500,
    "2021-01": 1500, "2021-02": 900, "2021-03": 2250, "2021-07": 4000, "2021-08": 5000,
}  # fmt: skip


def worked() -> tuple[series.Point, ...]:
    """The points of the worked example."""
    table = {period: Decimal(value) for period, value in WORKED.items()}
    return series.points(a_series(table, ["2021-07"]))


def said(points: Sequence[series.Point], figures: Sequence[series.Figure]) -> dict[str, str]:
    """The figures by their periods; a dash where there is none."""
    named = zip((point.period for point in points), figures, strict=True)
    return {period: f"{figure.value.normalize():f}" if figure.value is not None else "–" for period, figure in named}


def test_an_index_is_what_pencil_and_paper_give() -> None:
    points = worked()
    # The mean of the three months of 2019 that have a value is 1,000, and so is January's.
    wanted = {
        "2019-01": "100", "2019-02": "80", "2019-03": "120", "2020-01": "120", "2020-03": "150",
        "2021-01": "150", "2021-02": "90", "2021-03": "225", "2021-07": "–", "2021-08": "–",
    }  # fmt: skip
    assert said(points, series.index(points, "2019")) == said(points, series.index(points, "2019-01")) == wanted
    after = said(points, series.index(points, "2021-07"))
    assert (after["2021-08"], after["2021-03"]) == ("125", "–")
    assert set(said(points, series.index(points, "2020-02")).values()) == {"–"}


def test_year_on_year_is_what_pencil_and_paper_give() -> None:
    points = worked()
    assert said(points, series.year_on_year(points)) == {
        "2019-01": "–", "2019-02": "–", "2019-03": "–", "2020-01": "20", "2020-03": "25",
        "2021-01": "25", "2021-02": "–", "2021-03": "50", "2021-07": "–", "2021-08": "–",
    }  # fmt: skip


def test_a_change_over_missing_months_and_a_break_is_what_pencil_and_paper_give() -> None:
    points = worked()
    assert series.change(points, "2019-02", "2021-02").value == Decimal("12.5")
    assert series.change(points, "2019", "2020").value == 35  # from 1,000 to the mean of 1,200 and 1,500
    assert series.times(points, "2019-01", "2021-03").value == Decimal("2.25")
    assert series.change(points, "2021-07", "2021-08").value == 25
    for first, last in (("2019-01", "2020-02"), ("2020-02", "2021-01"), ("2021-03", "2021-07"), ("2019", "2021")):
        assert series.change(points, first, last).value is None
    assert said(points, series.rolling_mean(points, 3)) == {period: "–" for period in WORKED} | {
        "2019-03": "1000", "2021-03": "1550",
    }  # fmt: skip


@given(quarterly)
def test_quarters_are_compared_with_the_quarter_of_the_year_before(table: dict[str, Decimal]) -> None:
    points = series.points(a_series(table, frequency=Frequency.QUARTERLY))
    for point, figure in zip(points, series.year_on_year(points), strict=True):
        before = table.get(f"{int(point.period[:4]) - 1}{point.period[4:]}", Decimal(0))
        if before <= 0:
            assert figure.value is None
        else:
            assert figure.value is not None
            assert float(figure.value) == pytest.approx((float(point.value) / float(before) - 1) * 100, abs=1e-6)


@given(st.lists(usual, min_size=2, max_size=8), st.integers(1, 4))
def test_years_agree_with_the_floats_of_the_standard_library(found: list[Decimal], width: int) -> None:
    table = {str(2010 + place): value for place, value in enumerate(found)}
    points = series.points(a_series(table, frequency=Frequency.YEARLY))
    floats = [float(value) for value in found]
    index, growth, means = (
        [figure.value for figure in figures]
        for figures in (series.index(points, "2010"), series.year_on_year(points), series.rolling_mean(points, width))
    )
    assert [float(value or 0) for value in index] == pytest.approx([one / floats[0] * 100 for one in floats])
    wanted = [(now / before - 1) * 100 for before, now in pairwise(floats)]
    assert growth[0] is None
    assert [float(value or 0) for value in growth[1:]] == pytest.approx(wanted, abs=1e-6)
    assert means[: width - 1] == [None] * min(width - 1, len(found))
    for place, mean in enumerate(means[width - 1 :]):
        assert mean is not None
        assert float(mean) == pytest.approx(fmean(floats[place : place + width]))
