"""Icons: the drawing asked for, in the theme's colour, whatever happens to the QIcon."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kidesk.gui import theme
from kidesk.gui.icons import dress_button, icon, pixmap
from kidesk.gui.tokens import DARK, LIGHT


def _ink(image: QImage) -> str:
    """The colour of the most opaque pixel."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixels, key=QColor.alpha).name()


def test_an_icon_takes_the_new_colour_when_the_theme_changes(qapp: QApplication) -> None:
    made = theme.apply(qapp, "light")
    check = icon("check", "accent", 32)
    assert _ink(check.pixmap(32).toImage()) == LIGHT.accent
    made.apply("dark")
    assert _ink(check.pixmap(32).toImage()) == DARK.accent
    made.apply("light")


def test_a_disabled_icon_is_paler_and_a_chosen_one_has_the_accent(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    square = icon("square", "text", 32)
    assert _ink(square.pixmap(32, QIcon.Mode.Disabled).toImage()) == LIGHT.disabled
    assert _ink(square.pixmap(32, QIcon.Mode.Normal, QIcon.State.On).toImage()) == LIGHT.accent


def test_an_icon_is_sharp_on_a_dense_screen(qapp: QApplication) -> None:
    drawn = icon("users").pixmap(QSize(18, 18), 2.0)
    assert drawn.size() == QSize(36, 36)
    assert drawn.devicePixelRatio() == 2.0


def test_an_unknown_icon_or_token_is_found_at_once(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")
    with pytest.raises(AttributeError):
        icon("check", "no_such_token")


def test_the_same_picture_is_drawn_once(qapp: QApplication) -> None:
    first = pixmap("bell", "#123456", 18, 1.0)
    assert pixmap("bell", "#123456", 18, 1.0).cacheKey() == first.cacheKey()
    assert pixmap("bell", "#654321", 18, 1.0).cacheKey() != first.cacheKey()


def test_a_modified_copy_of_an_icon_outlives_python_collecting_its_engine(qapp: QApplication) -> None:
    for _ in range(200):
        original = icon("check")
        changed = QIcon(original)
        original.addPixmap(QPixmap(3, 3))
        gc.collect(0)
        assert not original.pixmap(16).isNull()
        assert not changed.pixmap(16).isNull()


def test_a_button_keeps_a_distance_between_icon_and_word(qapp: QApplication, qtbot: QtBot) -> None:
    with_word, without = QPushButton("x"), QPushButton()
    qtbot.addWidget(with_word)
    qtbot.addWidget(without)
    dress_button(with_word, "plus", "primary")
    dress_button(without, "plus")
    assert with_word.property("kind") == "primary"
    assert with_word.icon().pixmap(with_word.iconSize()).width() > with_word.iconSize().height()
    assert without.iconSize() == QSize(18, 18)
    assert _ink(with_word.icon().pixmap(with_word.iconSize()).toImage()) == LIGHT.on_accent
