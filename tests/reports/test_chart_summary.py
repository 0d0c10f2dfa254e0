"""What a chart says in sentences and in a table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kidesk.i18n import Language
from kidesk.reports.content import Bar, Chart, ChartSpec, Distribution, Part
from kidesk.reports.figures.summary import alternative, period_values, summary, values
from kidesk.reports.leaning import Balance, Leaning
from kidesk.reports.over_time import Annotation, Columns, Lines, Series
from tests.reports import paper

SV, EN = Language("sv"), Language("en")
PARTS = (Part("Grön", 27, "ok"), Part("Gul", 15, "warn"), Part("Röd", 0, "bad"))
HITS = Lines(
    (Series("Hits", (1880.0, None, 3562.5, 1831.0, None, 3124.0)),),
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    (Annotation(2, "Campaign."),),
    "hits",
)


def table(spec: ChartSpec, language: Language = EN) -> list[tuple[object, ...]]:
    made = values(spec, language)
    return [tuple(column.title for column in made.columns), *(tuple(row) for row in made.read())]  # type: ignore[arg-type]


def test_a_line_is_told_by_its_ends_and_extremes() -> None:
    assert summary(HITS, EN) == (
        "Hits: from 1,880 (Jan) to 3,124 (Jun); lowest 1,831 (Apr), highest 3,562.5 (Mar). "
        "Hits: 2 values are missing. Unit: hits. Remark on Mar: Campaign."
    )
    assert summary(HITS, SV) == (
        "Hits: från 1\xa0880 (Jan) till 3\xa0124 (Jun); lägst 1\xa0831 (Apr), högst 3\xa0562,5 (Mar). "
        "Hits: 2 värden saknas. Enhet: hits. Notering för Mar: Campaign."
    )


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ((None, None), "Hits: no value is known."),
        ((None, 5.0), "Hits: b 5. Hits: 1 value is missing."),
        ((5.0, 5.0), "Hits: 5 from a to b, without change."),
    ],
)
def test_a_line_of_little_is_told_shortly(known: tuple[float | None, ...], said: str) -> None:
    assert summary(Lines((Series("Hits", known),), ("a", "b")), EN) == said


def test_few_columns_are_told_one_by_one() -> None:
    spec = Columns((Series("Out", (2.0, 4.0, 0.0)), Series("", (1.0, 1.0, 1.0))), ("Jan", "Feb", "Mar"))
    assert summary(spec, EN) == "Out: Jan 2, Feb 4, Mar 0. Values: Jan 1, Feb 1, Mar 1."
    many = Columns((Series("Out", tuple(map(float, range(13)))),), tuple(map(str, range(13))))
    assert summary(many, EN) == "Out: from 0 (0) to 12 (12); lowest 0 (0), highest 12 (12)."


def test_bars_are_told_by_total_numbers_and_shares() -> None:
    spec = Distribution((Bar("Hela planen", PARTS), Bar("Inget", ())))
    assert summary(spec, SV) == "Hela planen: totalt 42, varav Grön 27 (64 %), Gul 15 (36 %). Inget: inga."
    assert summary(Distribution((Bar("", PARTS),)), EN) == "42 in all, of which Grön 27 (64%), Gul 15 (36%)."
    assert summary(Distribution((Bar("", ()),)), EN) == "In all: none."
    assert summary(Distribution(()), EN) == "There is nothing to show."


def test_a_small_share_is_not_called_nothing() -> None:
    spec = Distribution((Bar("", (Part("Green", 999, "ok"), Part("Red", 1, "bad"))),))
    assert "Red 1 (less than 1%)" in summary(spec, EN)


def test_all_values_of_a_line_are_in_the_table() -> None:
    bare = replace(HITS, annotations=())
    assert table(bare)[:4] == [("Period", "Hits"), ("Jan", "1,880"), ("Feb", "–"), ("Mar", "3,562.5")]
    assert table(bare, SV)[3] == ("Mar", "3\xa0562,5")
    assert table(HITS)[:4] == [
        ("Period", "Hits", "Remark"),
        ("Jan", "1,880", ""),
        ("Feb", "–", ""),
        ("Mar", "3,562.5", "1"),
    ]


def test_all_values_of_bars_are_in_the_table() -> None:
    spec = Distribution((Bar("One", PARTS), Bar("Two", PARTS[1:] + (Part("Ny", 3, "info"),))))
    assert table(spec) == [
        ("Name", "Grön", "Gul", "Röd", "Ny", "In all"),
        ("One", "27", "15", "0", "0", "42"),
        ("Two", "0", "15", "0", "3", "18"),
    ]
    assert table(Distribution((Bar("Plan", PARTS),))) == [
        ("Plan", "Count", "Share"),
        ("Grön", "27", "64%"),
        ("Gul", "15", "36%"),
        ("Röd", "0", "0%"),
    ]


def test_a_chart_is_printed_with_its_values_where_that_is_asked() -> None:
    assert "3,562.5" not in paper.text(paper.printed(Chart(HITS, "In words")))
    assert "3,562.5" in paper.text(paper.printed(Chart(HITS, "In words", with_values=True)))


def test_a_period_is_told_without_what_is_not_known() -> None:
    spec = Lines((Series("A", (1.0, None)), Series("B", (2.0, 3000.0))), ("Q1", "Q2"))
    assert period_values(spec, 0, EN) == ["Q1", "A: 1", "B: 2"]
    assert period_values(spec, 1, EN) == ["Q2", "B: 3,000"]


def test_a_point_is_told_with_unit_remarks_and_that_it_may_still_change() -> None:
    hits, other = Series("Hits", (1.0, 2000.5, None), provisional=(1,)), Series("Other", (4.0, None, None))
    remarks = (Annotation(1, "New query.", is_break=True, series=0), Annotation(1, "About the other.", series=1))
    spec = Lines((hits, other), ("a", "b", "c"), remarks, "hits")
    assert period_values(spec, 1, EN) == [
        "b, hits",
        "Hits: 2,000.5 (provisional)",
        "1. New query.",
        "2. About the other.",
    ]
    assert period_values(spec, 1, SV, series=0) == ["b, hits", "Hits: 2\xa0000,5 (preliminärt)", "1. New query."]
    assert period_values(spec, 1, EN, series=1) == ["b, hits", "Other: no value", "2. About the other."]
    assert table(spec)[2] == ("b", "2,000.5 (provisional)", "–", "1, 2")
    assert "Hits: 1 value is provisional." in summary(spec, EN)


def test_what_the_picture_says_is_said_to_those_who_do_not_see_it() -> None:
    assert alternative(Chart(HITS, "In words."), EN) == "In words. 1. Campaign."
    assert alternative(Chart(HITS, ""), EN) == summary(HITS, EN)


def test_what_was_planned_is_said_beside_what_came() -> None:
    out, planned = Series("Out", (3.0, 0.0)), Series("Out as planned", (None, 5.0))
    spec = Columns((out,), ("2024", "2025"), targets=(planned,), target="Planned")
    assert summary(spec, EN) == (
        "Out: 2024 3, 2025 0. Out as planned: 2025 5. Out as planned: 1 value is missing."
    )
    assert period_values(spec, 1, EN) == ["2025", "Out: 0", "Out as planned: 5"]
    both = replace(spec, series=(out, Series("In", (1.0, 2.0))), targets=(planned, Series("In as planned", (1.0, 3.0))))
    assert period_values(both, 1, EN, series=1) == ["2025", "In: 2", "In as planned: 3"]
    assert table(spec) == [("Period", "Out", "Out as planned"), ("2024", "3", "–"), ("2025", "0", "5")]


def test_a_balance_says_which_way_each_row_leans() -> None:
    rows = (Leaning("Athens", -4), Leaning("Nairobi", 2000), Leaning("Oslo", 0))
    spec = Balance(rows, "More outgoing", "More incoming")
    assert summary(spec, EN) == "Athens: 4 more outgoing. Nairobi: 2,000 more incoming. Oslo: even."
    assert table(spec) == [
        ("Name", "More outgoing", "More incoming"),
        ("Athens", "4", "0"),
        ("Nairobi", "0", "2,000"),
        ("Oslo", "0", "0"),
    ]
    assert summary(Balance((), "a", "b"), EN) == "There is nothing to show."
    printed = paper.text(paper.printed(Chart(spec, summary(spec, EN))))
    assert "Nairobi: 2,000 more incoming." in printed
