"""The theme: readable in both schemes, for all kinds of colour vision, with any accent, live."""

from __future__ import annotations

import math
import re
from itertools import combinations, product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit, QPushButton, QSpinBox, QTableView, QWidget
from pytestqt.qtbot import QtBot

from kidesk.gui import theme
from kidesk.gui.sheet import sheet
from kidesk.gui.tokens import DARK, LIGHT, Tokens, contrast, is_accent, mix, tokens_for

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
TONES = ("ok", "warn", "bad", "none", "info")

Matrix = tuple[tuple[float, float, float], ...]
# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
VISIONS: dict[str, Matrix] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
TO_XYZ: Matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.95047, 1.0, 1.08883)


def _times(matrix: Matrix, vector: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _lab(colour: str, vision: Matrix) -> list[float]:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    seen = [min(max(c, 0), 1) for c in _times(vision, linear)]
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (a / w for a, w in zip(_times(TO_XYZ, seen), WHITE, strict=True))
    )
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


def _difference(a: str, b: str, vision: Matrix) -> float:
    return math.dist(_lab(a, vision), _lab(b, vision))


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@BOTH
def test_text_is_readable_on_every_ground_it_stands_on(tokens: Tokens) -> None:
    grounds = (tokens.window, tokens.sidebar, tokens.surface, tokens.hover, tokens.soft)
    pairs = list(product((tokens.text, tokens.muted), grounds))
    pairs += list(product((tokens.accent,), (tokens.surface, tokens.soft, tokens.sidebar)))
    pairs += [(tokens.on_accent, tokens.accent), (tokens.on_accent, tokens.accent_hover)]
    pairs += [tokens.tone(tone) for tone in TONES]
    pairs += [(tokens.bad, tokens.surface), (tokens.bad, tokens.window), (tokens.text, tokens.info_bg)]
    pairs += [(tokens.text, tokens.line), (tokens.surface, tokens.text), (tokens.text, tokens.bad_bg)]
    poor = {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5}
    assert not poor


@BOTH
@pytest.mark.parametrize("tone", TONES)
def test_reasons_and_states_are_readable_on_every_ground_they_stand_on(tokens: Tokens, tone: str) -> None:
    """Reasons of likeness, problems beside fields, overdue entries of a timeline; plain words in a banner."""
    ink, fill = tokens.tone(tone)
    grounds = (tokens.window, tokens.sidebar, tokens.surface, tokens.hover, tokens.soft)
    pairs = [*product((ink,), grounds), (tokens.text, fill)]
    assert min(contrast(*pair) for pair in pairs) >= 4.5


@BOTH
def test_borders_and_fills_can_be_seen(tokens: Tokens) -> None:
    fills = (tokens.control, tokens.chart_ok, tokens.chart_warn, tokens.chart_bad, tokens.accent, *tokens.series)
    poor = {fill: contrast(fill, tokens.surface) for fill in fills if contrast(fill, tokens.surface) < 3}
    assert not poor
    assert contrast(tokens.control, tokens.window) >= 3


@BOTH
@pytest.mark.parametrize("vision", VISIONS)
def test_status_fills_and_lines_differ_for_all_colour_vision(tokens: Tokens, vision: str) -> None:
    fills = (tokens.chart_ok, tokens.chart_warn, tokens.chart_bad, tokens.surface)
    for group in (fills, tokens.series):
        assert min(_difference(a, b, VISIONS[vision]) for a, b in combinations(group, 2)) >= 25


@pytest.mark.parametrize("accent", ["#00566f", "#1f6b3a", "#767676", "#000000", "#0000ff"])
def test_any_readable_accent_stays_readable_in_both_schemes(accent: str) -> None:
    for dark in (False, True):
        made = tokens_for(dark, accent)
        assert contrast(made.accent, made.surface) >= 4.5
        assert contrast(made.accent, made.soft) >= 4.5
        assert contrast(made.on_accent, made.accent) >= 4.5
        assert contrast(made.text, made.soft) >= 4.5


@pytest.mark.parametrize("accent", ["#ff876f", "#777777", "red", "#fff", "#87005", "url(x)"])
def test_a_poor_accent_is_refused(accent: str, qapp: QApplication) -> None:
    assert not is_accent(accent)
    with pytest.raises(ValueError, match=re.escape(accent)):
        theme.of(qapp).apply("light", accent)


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    assert mix("#000000", "#ffffff", 0) == "#000000"
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#000000", "#ffffff", 1) == "#ffffff"


@BOTH
def test_the_sheet_uses_no_colour_outside_the_tokens(tokens: Tokens) -> None:
    made = sheet(tokens, lambda name, colour: f"{name}.svg")
    known = {value for value in vars(tokens).values() if isinstance(value, str)}
    known |= {
        tokens.disabled,
        tokens.accent_hover,
        mix(tokens.line, tokens.control, 0.35),
        mix(tokens.surface, tokens.bad_bg, 0.5),
    }
    assert set(re.findall(r"#[0-9a-f]{6}", made)) <= known


def test_there_is_one_theme_per_application(qapp: QApplication) -> None:
    assert theme.apply(qapp, "light") is theme.apply(qapp, "dark") is theme.of(qapp)
    theme.apply(qapp, "light")


def test_changing_the_scheme_says_so_and_repaints(qapp: QApplication, qtbot: QtBot) -> None:
    made = theme.apply(qapp, "light")
    field = QWidget()
    qtbot.addWidget(field)
    field.resize(4, 4)
    with qtbot.waitSignal(made.changed):
        made.apply("dark")
    assert theme.tokens() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert field.grab().toImage().pixelColor(2, 2) == QColor(DARK.window)
    made.apply("light")
    assert theme.tokens() is LIGHT


def test_only_the_system_scheme_follows_the_system(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    made = theme.apply(qapp, "system")
    monkeypatch.setattr(made, "_hints", _DarkSystem())
    made._follow_system()
    assert theme.tokens() is DARK
    made.apply("light")
    made._follow_system()
    assert theme.tokens() is LIGHT


class _DarkSystem:
    def colorScheme(self) -> Qt.ColorScheme:
        return Qt.ColorScheme.Dark

    def setColorScheme(self, scheme: Qt.ColorScheme) -> None:
        pass


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_the_text_is_set_in_inter(qapp: QApplication, weight: int) -> None:
    info = QFontInfo(theme.font(13, weight))
    assert info.family() == "Inter"
    assert info.weight() == weight


def _border(widget: QWidget) -> QColor:
    return widget.grab().toImage().pixelColor(widget.width() // 2, 1)


def test_focus_and_error_show_and_move_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    page = QWidget()
    field, other = QLineEdit("x", page), QPushButton("y", page)
    qtbot.addWidget(page)
    other.move(0, 50)
    field.resize(120, 34)
    page.show()
    page.activateWindow()
    other.setFocus()
    plain, hint = _border(field), field.sizeHint()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert _border(field) == QColor(LIGHT.accent) != plain
    assert field.sizeHint() == hint
    theme.mark(field, "invalid", True)
    assert _border(field) == QColor(LIGHT.bad)
    assert field.sizeHint() == hint
    focused = field.grab().toImage().pixelColor(100, 17)
    other.setFocus()
    assert field.grab().toImage().pixelColor(100, 17) != focused, "the focus can be seen in a wrong field too"
    field.setFocus()
    theme.mark(field, "invalid", False)
    assert _border(field) == QColor(LIGHT.accent)


def test_a_calendar_follows_the_theme(qapp: QApplication, qtbot: QtBot) -> None:
    made = theme.apply(qapp, "light")
    calendar = QCalendarWidget()
    qtbot.addWidget(calendar)
    theme.dress_calendar(calendar)
    saturday = Qt.DayOfWeek.Saturday
    assert calendar.weekdayTextFormat(saturday).foreground().color() == QColor(LIGHT.muted)
    made.apply("dark")
    assert calendar.weekdayTextFormat(saturday).foreground().color() == QColor(DARK.muted)
    made.apply("light")


def test_a_calendar_shows_whole_weeks_of_a_whole_month(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    calendar = QCalendarWidget()
    qtbot.addWidget(calendar)
    theme.dress_calendar(calendar)
    calendar.show()
    table = calendar.findChild(QTableView)
    assert table is not None
    assert calendar.rect().contains(table.geometry())
    assert table.rowHeight(1) >= 24


def test_a_number_stands_where_other_text_stands(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    numbers = QSpinBox()
    qtbot.addWidget(numbers)
    theme.dress_spin_box(numbers)
    assert numbers.lineEdit().textMargins().left() == 11
    assert numbers.sizeHint().height() == QLineEdit().sizeHint().height()
