"""Charts say their numbers, and keep within their frame whatever they are given."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kidesk.i18n import Language
from kidesk.reports import content
from kidesk.reports.content import Bar, Chart, ChartSpec, Distribution, Part
from kidesk.reports.figures import charts, distribution, shapes
from kidesk.reports.figures.legend import Item, column_item, line_item
from kidesk.reports.figures.lettering import Lettering
from kidesk.reports.figures.periods import reading
from kidesk.reports.figures.scale import scale
from kidesk.reports.figures.shapes import Circle, Figure, Line, Polygon, Rect, Shape, Text, moved, stacked
from kidesk.reports.figures.symbols import symbol
from kidesk.reports.leaning import Balance, Leaning
from kidesk.reports.over_time import Annotation, Columns, Lines, Series
from kidesk.reports.paper import fonts
from kidesk.reports.paper.drawing import LETTERING
from tests.reports import paper

WIDTH = 400
MONTHS = tuple(f"2026-{month:02}" for month in range(1, 13))
TONES: tuple[content.Tone, ...] = ("ok", "warn", "bad", "none", "info")


def parts(*counts: int) -> tuple[Part, ...]:
    labels: tuple[tuple[str, content.Tone], ...] = (("Green", "ok"), ("Yellow", "warn"), ("Red", "bad"))
    return tuple(Part(label, count, tone) for (label, tone), count in zip(labels, counts, strict=True))


def drawn(spec: ChartSpec, width: float = WIDTH, language: Language = paper.EN) -> Figure:
    return charts.figure(spec, width, LETTERING, language)


def texts(figure: Figure) -> list[Text]:
    return [one for one in figure.shapes if isinstance(one, Text)]


def said(figure: Figure) -> list[str]:
    return [one.text for one in texts(figure)]


def reach(text: Text) -> tuple[float, float]:
    """Where a text begins and ends."""
    wide = LETTERING.width(text.text, text.size, text.weight)
    start = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    return start, start + wide


def corners(shape: Shape) -> Iterator[tuple[float, float]]:
    if isinstance(shape, Line | Polygon):
        yield from shape.points
    elif isinstance(shape, Rect):
        yield from ((shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height))
    elif isinstance(shape, Circle):
        yield from ((shape.x - shape.radius, shape.y), (shape.x + shape.radius, shape.y))
    else:
        start, end = reach(shape)
        yield from ((start, shape.y - shape.size * 0.73), (end, shape.y))


# Distributions


def test_a_distribution_prints_labels_counts_and_total() -> None:
    read = paper.text(paper.printed(Chart(Distribution((Bar("Area one", parts(7, 3, 2)),)), "In words")))
    for expected in ("Green", "Yellow", "Red", "Area one", "In words"):
        assert expected in read
    assert "732 12" in read or "7 3 2 12" in read


def test_a_distribution_of_a_hundred_bars_runs_over_pages_without_loss() -> None:
    bars = tuple(Bar(f"Area-{place}.", parts(place, 1, 0)) for place in range(100))
    pages = paper.pages(paper.printed(Chart(Distribution(bars), "sum")))
    assert len(pages) > 2
    assert all(any(f"Area-{place}." in page for page in pages) for place in range(100))


def test_a_name_longer_than_a_page_is_printed_in_whole() -> None:
    name = " ".join(f"n{place:05}" for place in range(1500))
    spec = Distribution((Bar(name, (Part(name, 1, "ok"),)),))
    read = paper.text(paper.printed(Chart(spec, "sum")))
    assert all(read.count(f"n{place:05}") >= 2 for place in (0, 1, 2, 750, 1499))


def test_the_lines_of_a_name_stand_at_even_distances() -> None:
    name = " ".join(["word"] * 60)
    figure = drawn(Distribution((Bar(name, parts(1, 2, 3)), Bar("Next", parts(1, 2, 3)))))
    lines = [one.y for one in texts(figure) if one.text.startswith("word")]
    assert len(lines) > 8
    assert [two - one for one, two in itertools.pairwise(lines)] == pytest.approx([10.5] * (len(lines) - 1))
    (following,) = (one.y for one in texts(figure) if one.text == "Next")
    assert following - lines[-1] > 14


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=6), st.floats(150, 500))
def test_parts_fill_the_bar_and_hold_their_numbers(counts: list[int], width: float) -> None:
    least = [20.0] * len(counts)
    widths = distribution.part_widths(counts, least, width)
    assert sum(widths) == pytest.approx(width)
    assert all(wide >= 20 - 1e-6 for wide in widths)
    ordered = sorted(zip(counts, widths, strict=True))
    assert all(two[1] >= one[1] - 1e-6 for one, two in itertools.pairwise(ordered))


def test_bars_are_measured_alike_whatever_their_totals_are() -> None:
    figure = drawn(Distribution((Bar("A", parts(7, 0, 0)), Bar("B", parts(7000, 0, 0)))))
    _, one, two = (shape for shape in figure.shapes if isinstance(shape, Rect) and shape.ink.fill == "fill ok")
    assert (one.x, one.width) == (two.x, two.width)


def test_numbers_that_have_no_room_are_left_out_and_never_overlap() -> None:
    many = tuple(Part("Green", 10**6 + place, "ok") for place in range(6))
    numbers = [one for one in texts(drawn(Distribution((Bar("A", many),)), 180)) if one.colour == "on ok"]
    assert numbers == []
    few = texts(drawn(Distribution((Bar("A", many[:3]),)), 300))
    assert len([one for one in few if one.colour == "on ok"]) == 3


def test_a_bar_of_nothing_is_an_empty_frame() -> None:
    *_, frame, total = drawn(Distribution((Bar("", parts(0, 0, 0)),))).shapes
    assert isinstance(frame, Rect)
    assert frame.ink.fill is None
    assert isinstance(total, Text)
    assert total.text == "0"


def test_a_small_bar_has_every_sign_and_number_also_of_nothing() -> None:
    spec = Distribution((Bar("", (*parts(6, 0, 2), Part("Not assessed", 4, "none"))),))
    figure = charts.glance(spec, 136, 30, LETTERING, paper.EN, charts.Glance())
    assert said(figure) == ["6", "0", "2", "4"]
    *full, hollow = (one for one in figure.shapes if isinstance(one, Rect))
    assert [one.ink.fill for one in full] == ["fill ok", "fill bad"]
    assert hollow.ink.fill == "ground", "what is not assessed is hollow"
    assert full[0].width == pytest.approx(3 * full[1].width)
    assert charts.glance(Distribution(()), 136, 30, LETTERING, paper.EN, charts.Glance()).shapes == ()


# Values over periods


@pytest.mark.parametrize("values", [(0.0,), (1.0, 1290.0), (-5.0, 5.0), (0.0001,), (9e14,), (None,), (3.0, None)])
def test_the_axis_holds_all_values_and_zero(values: tuple[float | None, ...]) -> None:
    axis = scale((Series("s", values),), 150, 20)
    ticks = list(axis.ticks())
    assert 2 <= len(ticks) <= 8
    assert 0 in ticks
    for value in (0.0, *(one for one in values if one is not None)):
        assert 19.99 <= axis.y(value) <= 150.01


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (2.0, [0, 1, 2]),
        (1.5, [0, 0.5, 1, 1.5]),
        (3, [0, 1, 2, 3]),
        (560, [0, 200, 400, 600]),
        (1_284_500, [0, 500_000, 1_000_000, 1_500_000]),
        (0.04, [0, 0.01, 0.02, 0.03, 0.04]),
    ],
)
def test_a_scale_has_round_steps(most: float, ticks: list[float]) -> None:
    assert list(scale((Series("s", (most,)),), 150, 20).ticks()) == pytest.approx(ticks)


def test_numbers_in_charts_are_written_in_the_language_of_the_document() -> None:
    spec = Columns((Series("s", (1234.5,)),), ("2026",))
    assert "1,234.5" in said(drawn(spec))
    assert "1\xa0234,5" in said(drawn(spec, language=Language("sv")))


def test_a_gap_in_the_values_is_a_gap_in_the_line_and_remarks_are_numbered() -> None:
    series = Series("Hits", (1.0, 2.0, None, 4.0))
    spec = Lines((series,), ("2023", "2024", "2025", "2026"), (Annotation(2, "New method"),), "Hits a month")
    lines = [one for one in drawn(Lines((series,), spec.periods)).shapes if isinstance(one, Line) and not one.crisp]
    sample, curve = lines
    assert len(curve.points) == 2
    assert sum(isinstance(one, Circle) for one in drawn(Lines((series,), spec.periods)).shapes) == 1 + 3
    read = paper.text(paper.printed(Chart(spec, "summary")))
    for expected in ("Hits a month", "1. New method", "2026", "4"):
        assert expected in read


def test_the_last_value_of_each_line_is_written_and_none_over_another() -> None:
    series = tuple(Series(name, (5.0,) * 11 + (last,)) for name, last in (("a", 5.02), ("b", 5.01), ("c", 5.0)))
    figure = drawn(Lines(series, MONTHS))
    lasts = sorted((one for one in texts(figure) if one.text in ("5", "5.01", "5.02")), key=lambda one: one.y)
    lasts = [one for one in lasts if one.anchor == "middle"]
    assert [one.text for one in lasts] == ["5.02", "5.01", "5"]
    assert all(two.y - one.y >= one.size for one, two in itertools.pairwise(lasts))


def test_many_periods_do_not_overprint() -> None:
    periods = tuple(f"2026-{place:03}" for place in range(120))
    figure = drawn(Lines((Series("s", (1.0,) * 120),), periods))
    shown = [one for one in texts(figure) if one.text.startswith("2026")]
    assert 4 < len(shown) < 20
    assert all(reach(one)[1] < reach(two)[0] for one, two in itertools.pairwise(shown))
    assert reach(shown[0])[0] >= 0
    assert all(one.x in figure.stops for one in shown[1:])


def test_a_column_below_zero_has_its_value_below() -> None:
    figure = drawn(Columns((Series("s", (5.0, -5.0)),), ("a", "b")))
    *_, one, one_text, two, two_text = figure.shapes
    assert isinstance(one, Rect)
    assert isinstance(two, Rect)
    assert isinstance(one_text, Text)
    assert isinstance(two_text, Text)
    assert one_text.y < one.y
    assert two_text.y - two_text.size * 0.73 > two.y + two.height
    assert one.y + one.height == pytest.approx(two.y), "both stand on zero"


def test_what_was_planned_is_a_mark_across_each_column() -> None:
    out, back = Series("Out", (3.0, 0.0)), Series("In", (1.0, 2.0))
    planned = (Series("Out, planned", (3.2, 5.0)), Series("In, planned", (None, 2.0)))
    spec = Columns((out, back), ("2024", "2025"), targets=planned, target="Planned")
    figure = drawn(spec)
    assert "Planned" in said(figure), "the mark is in the legend"
    marks = [one for one in figure.shapes if isinstance(one, Line) and one.ink.stroke == "text"][1:]
    columns = [one for one in figure.shapes if isinstance(one, Rect)][2:]
    assert len(marks) == 3, "nothing planned is no mark"
    for mark, column in zip(marks, (columns[0], columns[1], columns[3]), strict=True):
        assert mark.points[0][0] < column.x < column.x + column.width < mark.points[1][0]
    assert all(y >= 20 for mark in marks for _, y in mark.points), "the scale holds what was planned, too"
    number = next(one for one in texts(figure) if one.text == "3" and one.anchor == "middle")
    assert number.y < marks[0].points[0][1] < columns[0].y, "the mark does not strike the number through"


def test_targets_belong_to_their_series() -> None:
    with pytest.raises(ValueError, match="targets"):
        Columns((Series("a", (1.0,)), Series("b", (1.0,))), ("2024",), targets=(Series("c", (1.0,)),))


def test_a_balance_leans_to_the_left_and_to_the_right_of_one_line() -> None:
    spec = Balance((Leaning("Athens", -4), Leaning("Nairobi", 2), Leaning("Oslo", 0)), "More outgoing", "More incoming")
    figure = drawn(spec)
    left, right, none = [one for one in figure.shapes if isinstance(one, Rect)][2:]
    (zero,) = {one.points[0][0] for one in figure.shapes if isinstance(one, Line) and one.ink.stroke == "axis"}
    assert left.x + left.width == pytest.approx(zero)
    assert right.x == pytest.approx(zero, abs=1)
    assert left.width == pytest.approx(2 * right.width, abs=3)
    assert none.width == pytest.approx(0, abs=1)
    assert left.ink.fill != "ground"
    assert right.ink.fill == "ground", "told apart without colour"
    assert said(figure) == ["More outgoing", "More incoming", "Athens", "4", "Nairobi", "2", "Oslo", "0"]


def test_small_columns_have_their_values_and_the_first_stand_out() -> None:
    spec = Columns((Series("Ending", (2.0, 4.0, 0.0)),), ("Jan", "Feb", "Mar"))
    figure = charts.glance(spec, 200, 90, LETTERING, paper.EN, charts.Glance(highlighted=1))
    assert said(figure) == ["2", "4", "Jan", "Feb", "Mar"]
    first, second, nothing = (one for one in figure.shapes if isinstance(one, Rect))
    assert [one.ink.fill for one in (first, second, nothing)] == ["series 0", "axis", "axis"]
    assert second.height == pytest.approx(2 * first.height)
    assert 0 < nothing.height < 2, "nothing is a line on the ground"


@pytest.mark.parametrize("high", [120.0, 200.0, 400.0])
def test_a_chart_can_be_fitted_to_a_height(high: float) -> None:
    spec = Lines((Series("Hits", (1.0, 2.0)),), ("a", "b"), (Annotation(0, "A remark of its own"),))
    assert charts.fitted(spec, WIDTH, high, LETTERING, paper.EN).height == pytest.approx(high)


def test_a_period_is_read_in_a_box_within_the_figure() -> None:
    figure = drawn(Lines((Series("Hits", tuple(map(float, range(12)))),), MONTHS))
    for period in range(12):
        _, ring, box, *lines = reading(["2026-01", "Hits: 1,000,000"], figure, period, None, LETTERING)
        assert isinstance(ring, Circle)
        assert (ring.x, ring.y) == (figure.stops[period], figure.heights[0][period])
        assert isinstance(box, Rect)
        assert box.x >= 0
        assert box.x + box.width <= WIDTH
        assert not box.x < figure.stops[period] < box.x + box.width, "the point itself is not covered"
        assert all(box.x < x < box.x + box.width for one in lines for x, _ in corners(one))


# Told apart


def test_tones_are_told_apart_in_grey() -> None:
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    shades = sorted(grey(fonts.FILL[tone]) for tone in ("ok", "warn", "bad", "none"))
    assert all(two - one > 25 for one, two in itertools.pairwise(shades))


def test_tones_and_changes_are_told_apart_by_their_sign() -> None:
    names: tuple[content.Tone | content.Direction, ...] = (*TONES, "up", "same", "down")
    assert len({symbol(name, "#000000", 8) for name in names}) == len(names)


@pytest.mark.parametrize("make", [line_item, column_item])
def test_neighbouring_series_are_told_apart_without_colour(make: Callable[[str, int], Item]) -> None:
    for place in range(4):
        one, two = (repr(make("x", number)).replace(f"series {number}", "") for number in (place, place + 1))
        assert one != two


def test_lines_are_told_apart_by_dashes_and_by_markers() -> None:
    samples = [line_item("x", place).sample for place in range(4)]
    assert len({line.ink.dashes for line, _ in samples if isinstance(line, Line)}) == 4
    assert len({repr(marker).replace(f"series {place}", "") for place, (_, marker) in enumerate(samples)}) == 4


def test_a_part_of_a_bar_has_the_sign_of_the_legend() -> None:
    figure = drawn(Distribution((Bar("", parts(50, 40, 0)),)))
    for tone in TONES[:2]:
        strokes = [one for one in figure.shapes if not isinstance(one, Text) and one.ink.stroke == f"on {tone}"]
        assert len(strokes) == 2 * len(symbol(tone, "", 8)), "once in the legend and once in the bar"


# Breaks and what may still change


def _lines_of(figure: Figure, colour: str = "series 0") -> list[Line]:
    return [one for one in figure.shapes if isinstance(one, Line) and one.ink.stroke == colour][1:]  # the legend's is 1


def test_no_line_leads_over_a_method_break_which_is_a_dashed_rule_with_its_word() -> None:
    remark = Annotation(2, "A new query", is_break=True, series=0)
    spec = Lines((Series("A", (1.0, 2.0, 3.0, 4.0)), Series("B", (1.0, 1.0, 1.0, 1.0))), MONTHS[:4], (remark,))
    figure = drawn(spec)
    assert [len(one.points) for one in _lines_of(figure)] == [2, 2]
    assert [len(one.points) for one in _lines_of(figure, "series 1")] == [4], "it is no break of the other series"
    (rule,) = (one for one in figure.shapes if isinstance(one, Line) and one.ink.stroke == "text")
    assert rule.ink.dashes
    assert {x for x, _ in rule.points} == {figure.stops[2]}
    assert "1 Method break" in said(figure)
    assert "1. A new query" in said(figure)


def test_what_may_still_change_is_hollow_on_a_thin_line_and_named() -> None:
    figure = drawn(Lines((Series("A", (1.0, 2.0, 3.0), provisional=(2,)),), MONTHS[:3]))
    firm, unsure = _lines_of(figure)
    assert unsure.ink.wide < firm.ink.wide
    discs = [one for one in figure.shapes if isinstance(one, Circle) and one.ink.stroke == "series 0"][1:]
    assert [one.ink.fill for one in discs] == ["series 0", "series 0", "ground"]
    assert "Provisional value" in said(figure)
    assert "Provisional value" not in said(drawn(Lines((Series("A", (1.0,)),), MONTHS[:1])))


def test_crowded_values_that_may_still_change_keep_their_marker() -> None:
    many = Series("A", tuple(map(float, range(400))), provisional=(398, 399))
    figure = drawn(Lines((many,), tuple(map(str, range(400)))))
    hollow = [one for one in figure.shapes if isinstance(one, Circle) and one.ink.fill == "ground"]
    assert len(hollow) == 2 + 1, "and the one of the legend"


@given(st.lists(st.tuples(st.integers(0, 11), st.booleans()), max_size=12))
def test_the_numbers_of_remarks_stand_beside_each_other_within_the_frame(placed: list[tuple[int, bool]]) -> None:
    remarks = tuple(Annotation(period, "x", is_break) for period, is_break in sorted(placed))
    figure = drawn(Lines((Series("A", tuple(map(float, range(12)))),), MONTHS, remarks))
    signs = [one for one in figure.shapes if isinstance(one, Rect) and one.ink.fill == "tint"]
    assert len(signs) == len({period for period, _ in placed}), "remarks on one period share a sign"
    assert all(one.x >= 0 and one.x + one.width <= WIDTH for one in signs)
    if sum(one.width + 1 for one in signs) <= WIDTH:
        assert all(one.x + one.width <= two.x for one, two in itertools.pairwise(signs))


# Whatever they are given

_names = st.text("abiW0-Å ", max_size=60)
_numbers = st.one_of(st.none(), st.floats(-1e14, 1e14))


@st.composite
def _charts_over_periods(draw: st.DrawFn) -> ChartSpec:
    length = draw(st.integers(1, 40))
    values = st.lists(_numbers, min_size=length, max_size=length).map(tuple)
    series = draw(st.lists(st.builds(Series, _names, values), max_size=5).map(tuple))
    periods = draw(st.lists(_names, min_size=length, max_size=length).map(tuple))
    kind: type[Lines | Columns] = draw(st.sampled_from((Lines, Columns)))
    if kind is Columns and draw(st.booleans()):
        targets = tuple(draw(st.builds(Series, _names, values)) for _ in series)
        return Columns(series, periods, draw(_names), targets, draw(_names))
    return kind(series, periods, unit=draw(_names))


_bars = st.lists(st.builds(Part, _names, st.integers(0, 10**7), st.sampled_from(TONES)), max_size=6).map(tuple)
_distributions = st.lists(st.builds(Bar, _names, _bars), max_size=4).map(tuple).map(Distribution)


_leanings = st.lists(st.builds(Leaning, _names, st.integers(-(10**7), 10**7)), max_size=6).map(tuple)
_balances = st.builds(Balance, _leanings, _names, _names)


@settings(max_examples=150)
@given(st.one_of(_charts_over_periods(), _distributions, _balances), st.floats(180, 700))
def test_a_chart_keeps_within_its_frame(spec: ChartSpec, width: float) -> None:
    figure = drawn(spec, width)
    for shape in figure.shapes:
        for x, y in corners(shape):
            assert -1.01 <= x <= width + 1.01, shape
            assert -1.01 <= y <= figure.height + 1.01, shape


@settings(max_examples=20)
@given(st.lists(_numbers, min_size=1, max_size=8))
def test_any_values_can_be_printed(values: list[float | None]) -> None:
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


# Shapes and letters


def test_figures_are_stacked_below_each_other() -> None:
    one = Figure(10, 5, (Circle(1, 1, 1, shapes.Ink()),))
    two = Figure(20, 7, (Text(2, 3, "x"), Line(((0, 0), (1, 1)), shapes.Ink())), (4.0,), (1.0, 2.0))
    both = stacked([one, two])
    assert (both.width, both.height, both.stops, both.reach) == (20, 12, (4.0,), (6.0, 7.0))
    assert both.shapes[1:] == (Text(2, 8, "x"), Line(((0, 5), (1, 6)), shapes.Ink()))
    assert moved(one.shapes[0], 0, 0) == one.shapes[0]


_MONOSPACED = Lettering(lambda text, weight: 0.6 * len(text))


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=80), st.floats(20, 200))
def test_names_are_broken_without_loss(name: str, width: float) -> None:
    lines = _MONOSPACED.lines(name, width)
    assert "".join(lines) == name
    assert all(len(line) == 1 or _MONOSPACED.width(line, 8) <= width for line in lines)


def test_a_name_on_one_line_ends_where_its_room_ends() -> None:
    assert _MONOSPACED.elided(" a  name ", 100) == "a name"
    short = _MONOSPACED.elided("a very long name", 40)
    assert short == "a very…"
    assert _MONOSPACED.width(short) <= 40
    assert _MONOSPACED.elided("x" * 50, 0) == "…"


def test_figures_are_made_without_reportlab_and_qt() -> None:
    asked = (
        "import sys, kidesk.reports.figures.charts, kidesk.reports.figures.svg, kidesk.reports.figures.summary;"
        "sys.exit(any(name.split('.')[0] in ('reportlab', 'PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
