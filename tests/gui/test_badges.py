"""Badges: shape, word and colour say the same, and the word is never lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kidesk.gui import theme
from kidesk.gui.badges import HEIGHT, TONE_ICONS, BadgeLabel, badge_size, draw_badge
from kidesk.gui.glyphs import svg
from kidesk.gui.tokens import DARK, LIGHT, Tokens

TONES = ("ok", "warn", "bad", "none", "info")


def _drawn(text: str, tone: str, tokens: Tokens, width: int = 200) -> QImage:
    image = QImage(240, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.surface))
    with QPainter(image) as painter:
        draw_badge(painter, QRect(10, 5, width, 30), text, tone, tokens)
    return image


def test_every_tone_has_a_shape_of_its_own() -> None:
    shapes = {svg(TONE_ICONS[tone], "#000000") for tone in TONES}
    assert len(shapes) == len(TONES) == len(TONE_ICONS)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("tone", TONES)
def test_a_badge_is_filled_with_its_tone(tone: str, tokens: Tokens, qapp: QApplication) -> None:
    image = _drawn("Word", tone, tokens)
    assert image.pixelColor(10 + 4, 20) == QColor(tokens.tone(tone)[1])


def test_a_badge_is_a_pill_of_24_pixels_in_the_middle(qapp: QApplication) -> None:
    image = _drawn("Word", "ok", LIGHT)
    column = [image.pixelColor(40, y) != QColor(LIGHT.surface) for y in range(40)]
    assert sum(column) == HEIGHT == 24
    assert column.index(True) == 8
    assert image.pixelColor(10, 8) == QColor(LIGHT.surface), "the corner is round"


def test_a_long_word_stays_inside_the_pill(qapp: QApplication) -> None:
    image = _drawn("A very long word indeed", "bad", LIGHT, width=80)
    beyond = {image.pixelColor(x, y).name() for x in range(90, 240) for y in range(40)}
    assert beyond == {LIGHT.surface}


def test_a_longer_word_wants_more_room(qapp: QApplication) -> None:
    assert badge_size("Löper snart ut").width() > badge_size("Ok").width()


def test_a_badge_label_says_its_word_to_a_screen_reader(qapp: QApplication, qtbot: QtBot) -> None:
    badge = BadgeLabel("Utgånget", "bad")
    qtbot.addWidget(badge)
    interface = QAccessible.queryAccessibleInterface(badge)
    assert interface.text(QAccessible.Text.Name) == "Utgånget"
    badge.set_badge("Enligt plan", "ok")
    assert interface.text(QAccessible.Text.Name) == "Enligt plan"
    assert badge.tone == "ok"
    assert badge.sizeHint() == badge_size("Enligt plan")


def test_a_badge_label_is_recoloured_by_the_theme(qapp: QApplication, qtbot: QtBot) -> None:
    made = theme.apply(qapp, "light")
    badge = BadgeLabel("Word", "info")
    qtbot.addWidget(badge)
    badge.resize(badge.sizeHint())
    assert badge.grab().toImage().pixelColor(5, 12) == QColor(LIGHT.info_bg)
    made.apply("dark")
    assert badge.grab().toImage().pixelColor(5, 12) == QColor(DARK.info_bg)
    made.apply("light")
