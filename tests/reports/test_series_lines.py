"""Indicator series as lines: what is drawn of them, and what is never invented."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kidesk.i18n import Language
from kidesk.records.indicator import Annotation, Frequency, Indicator, IndicatorValue
from kidesk.reports.series_facts import series_facts
from kidesk.reports.series_lines import Look, SeriesChart, SeriesView, base_of, series_chart, settled
from tests.reports import sample

SV, EN = Language("sv"), Language("en")
YEARS = {f"{year}-{month:02}": year % 100 * 10 + month for year in (2022, 2023) for month in range(1, 13)}


def drawn(*indicators: Indicator, look: Look | None = None, language: Language = EN) -> SeriesChart:
    found = series_chart(indicators, look or Look(), language)
    assert found is not None
    return found


def values(*indicators: Indicator, look: Look | None = None) -> list[float | None]:
    return list(drawn(*indicators, look=look).lines.series[0].values)


def broken(indicator: Indicator, period: str, note: str = "") -> Indicator:
    indicator.annotations.append(Annotation(period=period, is_method_break=True, note_sv=note, note_en=note))
    return indicator


# What is drawn


def test_the_values_stand_at_their_periods_with_gaps_where_none_is_known() -> None:
    found = drawn(sample.series({"2024-11": 4, "2025-02": 7}))
    assert found.periods == ("2024-11", "2024-12", "2025-01", "2025-02")
    assert found.lines.periods == ("Nov 2024", "Dec 2024", "Jan 2025", "Feb 2025")
    assert found.lines.series[0].values == (4.0, None, None, 7.0)
    assert found.lines.unit == "hits"


def test_an_index_is_a_hundred_at_its_base_and_says_which_that_is() -> None:
    series = sample.series({"2024-01": 40, "2024-02": 50, "2024-03": 0})
    assert values(series, look=Look(SeriesView.INDEX, base="2024-01")) == [100.0, 125.0, 0.0]
    assert drawn(series, look=Look(SeriesView.INDEX, base="2024-01")).lines.unit == "Index, January 2024 = 100"


def test_a_change_is_drawn_from_the_second_year_on() -> None:
    found = values(sample.series(YEARS), look=Look(SeriesView.YEAR_ON_YEAR))
    assert found[:12] == [None] * 12
    assert found[12] == 4.5, "(231 - 221) / 221, with one decimal"


def test_a_rolling_mean_is_of_as_many_months_as_one_chose() -> None:
    series = sample.series({"2024-01": 1, "2024-02": 2, "2024-03": 6, "2024-04": 10})
    assert values(series, look=Look(SeriesView.ROLLING_MEAN, width=3)) == [None, None, 3.0, 6.0]
    assert drawn(series, look=Look(SeriesView.ROLLING_MEAN, width=3)).lines.unit == "hits, mean of 3 months"


def test_the_periods_can_be_narrowed_to_years() -> None:
    found = drawn(sample.series(YEARS), look=Look(first="2023", last="2023"))
    assert (found.periods[0], found.periods[-1], len(found.periods)) == ("2023-01", "2023-12", 12)
    assert series_chart([sample.series(YEARS)], Look(first="1990", last="1991"), EN) is None
    assert series_chart([], Look(), EN) is None
    assert series_chart([sample.series({})], Look(), EN) is None


def test_the_base_is_the_first_year_that_all_have_whole() -> None:
    late = sample.series({f"2023-{month:02}": 1 for month in range(1, 13)})
    early = sample.series({"2021-12": 5} | YEARS)
    assert base_of([early]) == "2022", "2021 has one month alone"
    assert base_of([early, late]) == "2023"
    assert base_of([sample.series({"2021-12": 5})]) == "2021"
    assert settled(Look(), [early]).base == "2022"


# Series together


def test_series_of_other_periods_or_units_are_left_out_and_named() -> None:
    hits = sample.series({"2024-01": 1})
    yearly = sample.series({"2024": 1}, frequency=Frequency.YEARLY)
    places = sample.series({"2024-01": 1}, unit_sv="platser", unit_en="places")
    found = drawn(hits, yearly, places)
    assert (found.drawn, found.apart) == ((hits,), (yearly, places))
    index = drawn(hits, yearly, places, look=Look(SeriesView.INDEX))
    assert (index.drawn, index.apart) == ((hits, places), (yearly,)), "an index has no unit"


def test_two_series_share_the_periods_of_both() -> None:
    found = drawn(sample.series({"2024-01": 1}), sample.series({"2024-03": 3}))
    assert [one.values for one in found.lines.series] == [(1.0, None, None), (None, None, 3.0)]


# Breaks, remarks and what may still change


def test_no_line_leads_over_a_method_break_of_its_own_series() -> None:
    first = broken(sample.series({"2024-01": 1, "2024-02": 2}), "2024-02", "New query.")
    lines = drawn(first, sample.series({"2024-01": 5, "2024-02": 6})).lines
    assert lines.breaks(0) == {1}
    assert lines.breaks(1) == frozenset()
    assert lines.annotations[0].text == "Hits, February 2024: Method break. New query."


def test_a_break_without_a_note_and_one_noted_at_a_span_are_drawn_too() -> None:
    series = broken(sample.series(YEARS), "2023/2024")
    (remark,) = drawn(series).lines.annotations
    assert (remark.period, remark.is_break, remark.text) == (12, True, "2023–2024: Method break.")


def test_remarks_stand_at_their_month_quarter_or_year_in_the_order_of_time() -> None:
    notes = [sample.remark(*one) for one in (("2023-Q2", "kv", "qu"), ("2022", "år", "year"), ("2022/2023", "s", "s"))]
    series = sample.series(YEARS, annotations=[*notes, sample.remark("1999-01", "d", "long ago")])
    found = drawn(series)
    assert [(one.period, one.text) for one in found.lines.annotations] == [(0, "2022: year"), (15, "Q2 2023: qu")]
    assert found.others == ("2022–2023: s", "January 1999: long ago")


def test_provisional_values_are_marked_in_every_view() -> None:
    series = sample.series(YEARS)
    series.values[-1].is_provisional = True
    for view in SeriesView:
        assert drawn(series, look=Look(view, width=3)).lines.series[0].provisional == (23,)


# Facts


def test_the_facts_are_the_latest_value_and_its_changes() -> None:
    series = sample.series({"2022-12": 20, "2023-12": 25, "2022-01": 10})
    series.values[1].is_provisional = True
    found = series_facts(series, "2022-01", EN)
    assert found.latest.text == "25 hits, December 2023 (provisional)"
    assert found.since_year_before.text == "+25% (provisional)"
    assert found.since_base.text == "+150% (provisional), 2.5 times"
    assert series_facts(series, "2022-01", SV).since_base.text == "+150 % (preliminärt), 2,5 gånger"


def test_a_fact_that_cannot_be_reckoned_says_why() -> None:
    found = series_facts(sample.series({"2023-12": 25}), "2019", EN)
    assert not found.since_year_before.is_known
    assert found.since_year_before.text == "There is no value for December 2022."
    assert found.since_base.text == "There is no value for 2019."
    across = series_facts(broken(sample.series({"2022-12": 20, "2023-12": 25}), "2023"), "2022", EN)
    assert across.since_base.text == "The method changed between 2022 and December 2023, so the values do not compare."
    assert series_facts(sample.series({}), "", EN).latest.text == "No value yet"


# Whatever they are given

_MONTHS = st.integers(2020 * 12, 2026 * 12 - 1).map(lambda month: f"{month // 12}-{month % 12 + 1:02}")


@given(st.dictionaries(_MONTHS, st.integers(0, 10_000), min_size=1), st.lists(_MONTHS, max_size=3))
def test_no_month_is_invented_and_none_is_lost(known: dict[str, int], breaks: list[str]) -> None:
    series = Indicator(
        id=1,
        name_sv="Träffar",
        frequency=Frequency.MONTHLY,
        values=[IndicatorValue(period=period, value=Decimal(value)) for period, value in known.items()],
        annotations=[Annotation(period=period, is_method_break=True) for period in breaks],
    )
    found = drawn(series)
    shown = dict(zip(found.periods, found.lines.series[0].values, strict=True))
    assert {period: value for period, value in shown.items() if value is not None} == known
    for view in (SeriesView.INDEX, SeriesView.YEAR_ON_YEAR, SeriesView.ROLLING_MEAN):
        other = series_chart([series], Look(view), EN)
        for period, value in zip(other.periods, other.lines.series[0].values, strict=True) if other else ():
            assert value is None or period in known
