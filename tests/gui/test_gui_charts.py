"""Charts on screen: what they show, and that they say it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kidesk.gui import drawing, theme
from kidesk.gui.charts import ChartView
from kidesk.gui.tokens import DARK, LIGHT, contrast
from kidesk.i18n import Language
from kidesk.reports.content import Bar, ChartSpec, Distribution, Part
from kidesk.reports.figures.charts import Glance
from kidesk.reports.figures.palette import Palette
from kidesk.reports.figures.shapes import Circle, Line, Rect, Shape, Text
from kidesk.reports.over_time import Annotation, Columns, Lines, Series

EN = Language("en")
PARTS = (
    Part("On track", 6, "ok"),
    Part("At risk", 3, "warn"),
    Part("Off track", 1, "bad"),
    Part("Not assessed", 2, "none"),
)
QUARTERS = Lines((Series("Media", (10.0, None, 30.0)), Series("Alumni", (1.0, 2.0, 3.0))), ("Q1", "Q2", "Q3"))

Shows = Callable[..., ChartView]


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> theme.Theme:
    return theme.apply(qapp, "light")


@pytest.fixture
def shows(qtbot: QtBot) -> Shows:
    """Makes a view of a chart in a size."""

    def show(spec: ChartSpec, width: int, height: int, glance: Glance | None = None) -> ChartView:
        view = ChartView(glance)
        qtbot.addWidget(view)
        view.resize(width, height)
        view.set_chart(spec, EN)
        return view

    return show


def _picture(view: QWidget) -> QImage:
    return view.grab().toImage()


def _runs(image: QImage, y: int) -> list[str]:
    """The colours along a line, without repetition."""
    colours = [image.pixelColor(x, y).name() for x in range(image.width())]
    return [colour for at, colour in enumerate(colours) if at == 0 or colours[at - 1] != colour]


def _said(view: ChartView) -> list[str]:
    return [one.text for one in view.figure().shapes if isinstance(one, Text)]


# A distribution at a glance


def test_a_distribution_says_its_words_and_numbers(shows: Shows) -> None:
    bar = shows(Distribution((Bar("", PARTS),)), 309, 44, Glance())
    said = bar.accessibleDescription()
    assert said == "12 in all, of which On track 6 (50%), At risk 3 (25%), Off track 1 (8%), Not assessed 2 (17%)."


def test_a_distribution_shows_each_part_in_proportion_with_gaps(shows: Shows) -> None:
    image = _picture(shows(Distribution((Bar("", PARTS),)), 309, 44, Glance()))
    colours = [image.pixelColor(x, 6).name() for x in range(309)]
    assert colours.count(LIGHT.chart_ok) == pytest.approx(150, abs=2)
    assert colours.count(LIGHT.chart_warn) == pytest.approx(75, abs=2)
    assert colours.count(LIGHT.chart_bad) == pytest.approx(25, abs=2)
    assert colours[-20] == LIGHT.surface, "what is not assessed is hollow"
    assert LIGHT.window in colours[148:154]


def test_a_distribution_of_nothing_paints_nothing_and_does_not_fail(shows: Shows) -> None:
    for parts in ((), (Part("On track", 0, "ok"),)):
        bar = shows(Distribution((Bar("", parts),)), 200, 44, Glance())
        assert _runs(_picture(bar), 6) == [LIGHT.window]
        assert _said(bar) == ["0"] * len(parts)


# Columns at a glance


def test_columns_say_their_numbers_and_the_first_stand_out(shows: Shows) -> None:
    chart = shows(Columns((Series("Ends", (2.0, 4.0, 0.0)),), ("Jan", "Feb", "Mar")), 300, 150, Glance(1))
    assert chart.accessibleDescription() == "Ends: Jan 2, Feb 4, Mar 0."
    image = _picture(chart)
    assert image.pixelColor(50, 120) == QColor(LIGHT.accent)
    assert image.pixelColor(150, 120) == QColor(LIGHT.control)
    assert image.pixelColor(50, 50) == QColor(LIGHT.window), "half as high as the highest"
    assert image.pixelColor(150, 50) == QColor(LIGHT.control)
    assert image.pixelColor(250, 120) == QColor(LIGHT.window)
    assert image.pixelColor(250, 126) == QColor(LIGHT.control), "nothing is a line on the ground"


def test_a_chart_at_a_glance_does_not_take_the_keyboard(shows: Shows) -> None:
    chart = shows(Columns((Series("Ends", (2.0,)),), ("Jan",)), 300, 150, Glance())
    assert chart.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert shows(QUARTERS, 300, 200).focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert shows(Distribution((Bar("", PARTS),)), 300, 200).focusPolicy() == Qt.FocusPolicy.NoFocus


# Themes


@pytest.mark.parametrize("spec", [QUARTERS, Columns(QUARTERS.series, QUARTERS.periods)])
def test_a_chart_is_recoloured_by_the_theme(spec: ChartSpec, shows: Shows, light: theme.Theme) -> None:
    chart = shows(spec, 400, 240)
    chart.show()

    def colours() -> set[str]:
        image = _picture(chart)
        return {image.pixelColor(x, y).name() for x in range(400) for y in range(240)}

    assert {LIGHT.accent, LIGHT.series[1]} <= colours()
    light.apply("dark")
    assert {DARK.accent, DARK.series[1]} <= colours()
    assert LIGHT.accent not in colours()
    light.apply("light")


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_numbers_in_bars_can_be_read_and_lines_seen(colours: theme.Tokens) -> None:
    palette = drawing.palette(colours)
    for tone, ground in palette.fill.items():
        assert contrast(palette.on_fill[tone], ground) >= 3  # as large as a sign (WCAG 2.2, 1.4.11)
        assert contrast(palette.on_fill[tone], ground) >= 3.2
    for series in palette.series:
        assert contrast(series, palette.ground) >= 3


@pytest.mark.parametrize("ratio", [1, 1.5, 2])
def test_rules_are_sharp_on_every_screen(ratio: float, shows: Shows) -> None:
    chart = shows(QUARTERS, 400, 240)
    image = QImage(round(400 * ratio), round(240 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(LIGHT.window)
    chart.render(image)
    x = round((chart.figure().stops[1] * drawing.SCALE + 40) * ratio)  # between two periods, where no line runs
    axis = round((chart.figure().reach[1] * drawing.SCALE + 8) * ratio)
    colours = [image.pixelColor(x, y).name() for y in range(axis - 5, axis + 5)]
    assert colours.count(LIGHT.control) == round(ratio)
    assert set(colours) == {LIGHT.control, LIGHT.window}


# Pointing


@pytest.fixture
def lines(shows: Shows) -> ChartView:
    chart = shows(QUARTERS, 460, 220)
    chart.show()
    chart.activateWindow()
    return chart


def test_lines_say_what_they_show(lines: ChartView) -> None:
    assert lines.accessibleDescription() == (
        "Media: from 10 (Q1) to 30 (Q3); lowest 10 (Q1), highest 30 (Q3). Media: 1 value is missing. "
        "Alumni: from 1 (Q1) to 3 (Q3); lowest 1 (Q1), highest 3 (Q3)."
    )
    assert {"Media", "Alumni", "Q1", "Q2", "Q3", "30", "3"} <= set(_said(lines))


def test_pointing_at_a_period_shows_its_values(lines: ChartView) -> None:
    before = _picture(lines)
    for period, stop in enumerate(lines.figure().stops):
        QTest.mouseMove(lines, QPoint(round(stop * drawing.SCALE) + 12, 100))
        assert lines.shown_period == period
    assert _picture(lines) != before
    assert lines.accessibleDescription() == "Q3; Media: 30; Alumni: 3"


def test_the_arrow_keys_go_from_period_to_period(lines: ChartView) -> None:
    lines.setFocus()
    for key, period in ((Qt.Key.Key_Right, 0), (Qt.Key.Key_Right, 1), (Qt.Key.Key_Left, 0), (Qt.Key.Key_Left, 0)):
        QTest.keyClick(lines, key)
        assert lines.shown_period == period
    QTest.keyClick(lines, Qt.Key.Key_Right)
    assert lines.accessibleDescription() == "Q2; Alumni: 2"


def test_home_and_end_go_to_the_first_and_the_last_period(lines: ChartView) -> None:
    for key, period in ((Qt.Key.Key_End, 2), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(lines, key)
        assert lines.shown_period == period


def test_up_and_down_go_between_all_series_and_each_of_them(lines: ChartView) -> None:
    QTest.keyClick(lines, Qt.Key.Key_End)
    said = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(lines, key)
        said.append(lines.accessibleDescription())
    media, alumni, both = "Q3; Media: 30", "Q3; Alumni: 3", "Q3; Media: 30; Alumni: 3"
    assert said == [media, alumni, alumni, media, both, both]


def test_the_series_stays_while_the_periods_change(lines: ChartView) -> None:
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(lines, key)
    assert lines.accessibleDescription() == "Q2; Media: no value"
    QTest.mouseMove(lines, QPoint(round(lines.figure().stops[0] * drawing.SCALE), 90))
    assert lines.accessibleDescription() == "Q1; Media: 10; Alumni: 1", "the pointer asks for all"


def test_escape_shows_no_values_and_is_then_left_to_the_window(lines: ChartView, qtbot: QtBot) -> None:
    QTest.keyClick(lines, Qt.Key.Key_End)
    QTest.keyClick(lines, Qt.Key.Key_Escape)
    assert lines.shown_period is None
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    lines.keyPressEvent(event)
    assert not event.isAccepted()


def test_a_remark_and_what_may_still_change_are_said_of_a_point(lines: ChartView) -> None:
    series = Series("Media", (10.0, 20.0), provisional=(1,))
    lines.set_chart(Lines((series,), ("Q1", "Q2"), (Annotation(1, "Method break. New query.", True),), "hits"), EN)
    QTest.keyClick(lines, Qt.Key.Key_End)
    assert lines.accessibleDescription() == "Q2, hits; Media: 20 (provisional); 1. Method break. New query."
    assert lines.said() == lines.accessibleDescription().split("; ")


def test_what_is_said_can_be_read_beside_its_point(lines: ChartView) -> None:
    QTest.keyClick(lines, Qt.Key.Key_Home)
    image = _picture(lines)
    x = round(lines.figure().stops[0] * drawing.SCALE) + 8 + round(8 * drawing.SCALE)
    y = round(lines.figure().reach[0] * drawing.SCALE) + 8
    assert image.pixelColor(x + 1, y + 6) == QColor(LIGHT.text), "the box of what is said, to the right of the point"


def test_moving_the_pointer_paints_little_however_long_the_series(
    lines: ChartView, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tuple(Series(f"S{one}", tuple(float(place % 97) for place in range(600))) for one in range(6))
    lines.set_chart(Lines(many, tuple(map(str, range(600)))), EN)
    lines.grab()
    painted: list[int] = []
    paint = drawing.paint

    def counting(painter: QPainter, shapes: tuple[Shape, ...], colours: Palette) -> None:
        painted.append(sum(len(one.points) if isinstance(one, Line) else 1 for one in shapes))
        paint(painter, shapes, colours)

    monkeypatch.setattr(drawing, "paint", counting)
    for x in range(60, 440, 20):
        QTest.mouseMove(lines, QPoint(x, 100))
        lines.grab()
    assert painted
    assert max(painted) < 40, "a ring for each series, the rule and the box"
    lines.resize(500, 220)
    lines.grab()
    assert max(painted) > 3_600, "another size is drawn anew"


@pytest.mark.parametrize("ratio", [1.25, 1.5])
def test_pointing_leaves_the_chart_as_sharp_as_it_was(ratio: float, shows: Shows) -> None:
    chart = shows(QUARTERS, 400, 240)

    def rendered() -> QImage:
        image = QImage(round(400 * ratio), round(240 * ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(LIGHT.window)
        chart.render(image)
        return image

    first = rendered()
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert rendered() != first
    chart.leaveEvent(None)
    assert rendered() == first
    axis = round((chart.figure().reach[1] * drawing.SCALE + 8) * ratio)
    colours = {first.pixelColor(round(200 * ratio), y).name() for y in range(axis - 5, axis + 5)}
    assert colours == {LIGHT.control, LIGHT.window}, "the rule lies on whole pixels"


def test_columns_are_pointed_at_as_lines_are(shows: Shows) -> None:
    chart = shows(Columns(QUARTERS.series, QUARTERS.periods), 460, 220)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.shown_period == 2
    assert chart.accessibleDescription() == "Q3; Media: 30; Alumni: 3"


def test_what_was_pointed_at_is_forgotten_with_the_pointer_and_the_chart(lines: ChartView) -> None:
    summary = lines.accessibleDescription()
    QTest.keyClick(lines, Qt.Key.Key_Right)
    lines.leaveEvent(None)
    assert (lines.shown_period, lines.accessibleDescription()) == (None, summary)
    QTest.keyClick(lines, Qt.Key.Key_Right)
    lines.set_chart(QUARTERS, EN)
    assert (lines.shown_period, lines.accessibleDescription()) == (None, summary)


def test_other_keys_are_left_to_others(lines: ChartView) -> None:
    QTest.keyClick(lines, Qt.Key.Key_A)
    assert lines.shown_period is None


def test_the_keyboard_is_shown_by_a_ring(lines: ChartView, qtbot: QtBot) -> None:
    lines.setFocus()
    qtbot.waitUntil(lines.hasFocus)
    assert _picture(lines).pixelColor(230, 1) == QColor(LIGHT.accent)
    lines.clearFocus()
    assert _picture(lines).pixelColor(230, 1) == QColor(LIGHT.window)


# Sizes


def test_a_chart_is_made_anew_for_its_size(lines: ChartView, qtbot: QtBot) -> None:
    narrow = lines.figure()
    lines.resize(700, 300)
    qtbot.waitUntil(lambda: lines.figure() is not narrow)
    wide = lines.figure()
    assert wide.width == pytest.approx((700 - 16) / drawing.SCALE)
    assert wide.height == pytest.approx((300 - 16) / drawing.SCALE)
    assert wide.stops[-1] > narrow.stops[-1]


def test_a_distribution_asks_for_the_height_its_names_need(shows: Shows) -> None:
    chart = shows(Distribution((Bar("A rather long name of an area of work", PARTS), Bar("B", PARTS))), 400, 100)
    assert chart.hasHeightForWidth()
    assert chart.heightForWidth(300) > chart.heightForWidth(900) > 60
    assert chart.sizeHint().height() == chart.heightForWidth(chart.sizeHint().width())
    assert sum(isinstance(one, Rect) for one in chart.figure().shapes) == 4 + 8


@pytest.mark.parametrize("values", [(None,), (0.0,), (5.0,), (1.0, 2.0, 3.0, 4.0, 5.0), (-3.0, None)])
def test_lines_of_any_length_do_not_fail(values: tuple[float | None, ...], lines: ChartView) -> None:
    periods = tuple(map(str, range(len(values))))
    for spec in (Lines((Series("x", values),), periods), Lines((), periods), Columns((), periods)):
        lines.set_chart(spec, EN)
        QTest.keyClick(lines, Qt.Key.Key_Right)
        lines.grab()


def test_a_view_without_a_chart_and_without_room_is_empty(qtbot: QtBot, lines: ChartView) -> None:
    empty = ChartView()
    qtbot.addWidget(empty)
    QTest.keyClick(empty, Qt.Key.Key_Right)
    empty.grab()
    assert empty.figure().shapes == ()
    lines.resize(4, 4)
    lines.grab()


def test_crowded_points_have_no_markers_but_the_last(shows: Shows) -> None:
    spec = Lines((Series("x", tuple(map(float, range(36)))),), tuple(map(str, range(36))))
    assert sum(isinstance(one, Circle) for one in shows(spec, 240, 220).figure().shapes) == 2
    assert sum(isinstance(one, Circle) for one in shows(spec, 900, 220).figure().shapes) == 37


def test_charts_on_screen_do_without_the_tools_of_paper() -> None:
    asked = "import sys, kidesk.gui.main_window; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
