"""Charts say their numbers, and keep within their frame whatever they are given."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.shapes import String

from kidesk.i18n import Language
from kidesk.reports import content
from kidesk.reports.content import Annotation, Bar, Chart, Columns, Distribution, Lines, Part, Series
from kidesk.reports.paper import charts, fonts, marks
from kidesk.reports.paper.gate import Gate
from tests.reports import paper


def parts(*counts: int) -> tuple[Part, ...]:
    labels: tuple[tuple[str, content.Tone], ...] = (("Green", "ok"), ("Yellow", "warn"), ("Red", "bad"))
    return tuple(Part(label, count, tone) for (label, tone), count in zip(labels, counts, strict=True))


def test_a_distribution_prints_labels_counts_and_total() -> None:
    said = paper.text(paper.printed(Chart(Distribution((Bar("Area one", parts(7, 3, 2)),)), "In words")))
    for expected in ("Green", "Yellow", "Red", "Area one", "732 12", "In words"):
        assert expected in said


def test_a_distribution_of_a_hundred_bars_runs_over_pages_without_loss() -> None:
    bars = tuple(Bar(f"Area-{place}.", parts(place, 1, 0)) for place in range(100))
    said = paper.text(paper.printed(Chart(Distribution(bars), "sum")))
    assert all(f"Area-{place}." in said for place in range(100))


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=6), st.floats(150, 500))
def test_parts_fill_the_bar_and_hold_their_numbers(counts: list[int], width: float) -> None:
    least = [20.0] * len(counts)
    widths = charts.part_widths(counts, least, width)
    assert sum(widths) == pytest.approx(width)
    assert all(wide >= 20 - 1e-6 for wide in widths)
    ordered = sorted(zip(counts, widths, strict=True))
    assert all(two[1] >= one[1] - 1e-6 for one, two in itertools.pairwise(ordered))


def test_a_bar_of_nothing_is_an_empty_frame() -> None:
    assert charts.bar(parts(0, 0, 0), 100, paper.EN).width == 100


@pytest.mark.parametrize("values", [(0.0,), (1.0, 1290.0), (-5.0, 5.0), (0.0001,), (9e14,), (None,), (3.0, None)])
def test_the_axis_holds_all_values_and_zero(values: tuple[float | None, ...]) -> None:
    axis = charts.scale((Series("s", values),), 20, 150)
    ticks = list(axis.ticks())
    assert 2 <= len(ticks) <= 8
    assert 0 in ticks
    for value in (0.0, *(one for one in values if one is not None)):
        assert 19.99 <= axis.y(value) <= 150.01


def test_numbers_in_charts_are_written_in_the_language_of_the_document() -> None:
    gate, spec = Gate(), Columns((Series("s", (1234.5,)),), ("2026",))
    drawings = {code: charts.columns(spec, 400, gate, Language(code), "#870052") for code in ("sv", "en")}
    strings = {
        code: {one.text for one in drawn.contents if isinstance(one, String)} for code, drawn in drawings.items()
    }
    assert "1,234.5" in strings["en"]
    assert "1\xa0234,5" in strings["sv"]


def test_a_gap_in_the_values_is_a_gap_in_the_line_and_remarks_are_numbered() -> None:
    series = Series("Hits", (1.0, 2.0, None, 4.0))
    spec = Lines((series,), ("2023", "2024", "2025", "2026"), (Annotation(2, "New method"),), "Hits a month")
    drawn = charts.lines(spec, 400, Gate(), paper.EN, "#870052")
    assert sum(type(one).__name__ == "PolyLine" for one in drawn.contents) == 1
    said = paper.text(paper.printed(Chart(spec, "summary")))
    for expected in ("Hits a month", "1. New method", "2026", "4"):
        assert expected in said


def test_many_periods_do_not_overprint() -> None:
    periods = tuple(f"2026-{place:02}" for place in range(120))
    drawn = charts.lines(Lines((Series("s", (1.0,) * 120),), periods), 400, Gate(), paper.EN, "#870052")
    strings = [one for one in drawn.contents if isinstance(one, String)]
    shown = [one for one in strings if one.text.startswith("2026")]
    wide = fonts.measure("2026-00", fonts.MEDIUM) * 7.5
    assert 4 < len(shown) < 20
    assert all(two.x - one.x >= wide for one, two in itertools.pairwise(shown))


def test_tones_are_told_apart_in_grey() -> None:
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    tones: tuple[content.Tone, ...] = ("ok", "warn", "bad", "none", "info")
    shades = sorted(grey(fonts.FILL[tone]) for tone in ("ok", "warn", "bad", "none"))
    assert all(two - one > 25 for one, two in itertools.pairwise(shades))
    signs = {str([shape.getProperties() for shape in marks.symbol(tone, "#000000", 8).contents]) for tone in tones}
    assert len(signs) == len(tones)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.one_of(st.none(), st.floats(-1e14, 1e14)), min_size=1, max_size=8))
def test_any_values_can_be_drawn(values: list[float | None]) -> None:
    series = (Series("s", tuple(values)),)
    periods = tuple(str(place) for place in range(len(values)))
    blocks = [Chart(Lines(series, periods), "x"), Chart(Columns(series, periods), "x")]
    assert "Page 1 of" in paper.text(paper.printed(*blocks))


def test_impossible_specifications_are_refused() -> None:
    with pytest.raises(ValueError, match="number"):
        Lines((Series("s", (1.0,)),), ("a", "b"))
    with pytest.raises(ValueError, match="s"):
        Series("s", (float("nan"),))
    with pytest.raises(ValueError, match="period"):
        Lines((Series("s", (1.0,)),), ("a",), (Annotation(1, "x"),))
