"""Charts on screen: what they show, and that they say it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kidesk.gui import theme
from kidesk.gui.charts import Column, ColumnChart, DistributionBar, Part
from kidesk.gui.line_chart import LineChart, Series, nice_ticks
from kidesk.gui.tokens import DARK, LIGHT

PARTS = [
    Part("ok", 6, "On track"),
    Part("warn", 3, "At risk"),
    Part("bad", 1, "Off track"),
    Part("none", 2, "Not assessed"),
]


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> theme.Theme:
    return theme.apply(qapp, "light")


def _runs(image: QImage, y: int) -> list[str]:
    """The colours along a line, without repetition."""
    colours = [image.pixelColor(x, y).name() for x in range(image.width())]
    return [colour for at, colour in enumerate(colours) if at == 0 or colours[at - 1] != colour]


def test_a_distribution_says_its_words_and_numbers(qtbot: QtBot) -> None:
    bar = DistributionBar()
    qtbot.addWidget(bar)
    bar.set_parts(PARTS)
    said = "On track 6, At risk 3, Off track 1, Not assessed 2"
    assert bar.accessibleDescription() == said
    assert bar.toolTip() == said


def test_a_distribution_shows_each_part_in_proportion_with_gaps(qtbot: QtBot) -> None:
    bar = DistributionBar()
    qtbot.addWidget(bar)
    bar.set_parts(PARTS)
    bar.resize(309, 44)
    image = bar.grab().toImage()
    colours = [image.pixelColor(x, 6).name() for x in range(309)]
    assert colours.count(LIGHT.chart_ok) == pytest.approx(150, abs=2)
    assert colours.count(LIGHT.chart_warn) == pytest.approx(75, abs=2)
    assert colours.count(LIGHT.chart_bad) == pytest.approx(25, abs=2)
    assert colours[-20] == LIGHT.surface, "what is not assessed is hollow"
    assert colours[150:153] == [LIGHT.window] * 3


def test_a_distribution_of_nothing_paints_nothing_and_does_not_fail(qtbot: QtBot) -> None:
    bar = DistributionBar()
    qtbot.addWidget(bar)
    for parts in ([], [Part("ok", 0, "On track")]):
        bar.set_parts(parts)
        bar.resize(200, 44)
        assert _runs(bar.grab().toImage(), 6) == [LIGHT.window]


def test_columns_say_their_numbers_and_the_first_stand_out(qtbot: QtBot) -> None:
    chart = ColumnChart()
    qtbot.addWidget(chart)
    chart.resize(300, 150)
    chart.set_columns([Column("Jan", 2, "2"), Column("Feb", 4, "4"), Column("Mar", 0, "0")], highlighted=1)
    assert chart.accessibleDescription() == "Jan 2, Feb 4, Mar 0"
    image = chart.grab().toImage()
    assert image.pixelColor(50, 120) == QColor(LIGHT.accent)
    assert image.pixelColor(150, 120) == QColor(LIGHT.control)
    assert image.pixelColor(50, 50) == QColor(LIGHT.window), "half as high as the highest"
    assert image.pixelColor(150, 50) == QColor(LIGHT.control)
    assert image.pixelColor(250, 120) == QColor(LIGHT.window)
    assert image.pixelColor(250, 127) == QColor(LIGHT.control), "nothing is a line on the ground"


def test_columns_of_nothing_do_not_fail(qtbot: QtBot) -> None:
    chart = ColumnChart()
    qtbot.addWidget(chart)
    chart.grab()
    chart.set_columns([Column("Jan", 0, "0")])
    chart.grab()


def test_a_chart_is_recoloured_by_the_theme(qtbot: QtBot, light: theme.Theme) -> None:
    chart = ColumnChart()
    qtbot.addWidget(chart)
    chart.resize(300, 150)
    chart.set_columns([Column("Jan", 2, "2")])
    light.apply("dark")
    assert chart.grab().toImage().pixelColor(150, 100) == QColor(DARK.control)
    light.apply("light")


@pytest.fixture
def lines(qtbot: QtBot) -> LineChart:
    chart = LineChart()
    qtbot.addWidget(chart)
    chart.resize(460, 220)
    chart.set_series(
        ["Q1", "Q2", "Q3"], [Series("Media", [10, None, 30]), Series("Alumni", [1, 2, 3])], lambda v: f"{v:g}"
    )
    chart.show()
    chart.activateWindow()
    return chart


def test_lines_say_every_value_there_is(lines: LineChart) -> None:
    assert lines.accessibleDescription() == "Media: Q1 10, Q3 30; Alumni: Q1 1, Q2 2, Q3 3"


def test_pointing_at_a_period_shows_its_values(lines: LineChart) -> None:
    before = lines.grab().toImage()
    QTest.mouseMove(lines, QPoint(450, 100))
    assert lines.shown_period == 2
    assert lines.grab().toImage() != before


def test_the_arrow_keys_go_from_period_to_period(lines: LineChart) -> None:
    lines.setFocus()
    for key, period in ((Qt.Key.Key_Right, 0), (Qt.Key.Key_Right, 1), (Qt.Key.Key_Left, 0), (Qt.Key.Key_Left, 0)):
        QTest.keyClick(lines, key)
        assert lines.shown_period == period


def test_other_keys_are_left_to_others(lines: LineChart) -> None:
    QTest.keyClick(lines, Qt.Key.Key_A)
    assert lines.shown_period is None


@pytest.mark.parametrize("values", [[], [None], [0], [5], [1, 2, 3, 4, 5]])
def test_lines_of_any_length_do_not_fail(values: list[float | None], lines: LineChart) -> None:
    lines.set_series(["Q1", "Q2"], [Series("x", values)])
    lines._show_period(1)
    lines.grab()
    lines.set_series([], [])
    lines.grab()


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (0, [0, 1]),
        (3, [0, 1, 2, 3]),
        (560, [0, 200, 400, 600]),
        (1_284_500, [0, 500_000, 1_000_000, 1_500_000]),
        (0.04, [0, 0.01, 0.02, 0.03, 0.04]),
    ],
)
def test_a_scale_has_round_steps(most: float, ticks: list[float]) -> None:
    assert nice_ticks(most) == pytest.approx(ticks)
