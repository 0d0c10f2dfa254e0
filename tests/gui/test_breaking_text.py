"""Text to read and copy whose long words break."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kidesk.gui import theme
from kidesk.gui.breaking_text import BreakingText, copyable
from kidesk.gui.plain import PlainLabel

ADDRESS = "https://www.example.org/" + "a" * 300


def test_words_that_fit_stand_in_a_label(qapp: QApplication, qtbot: QtBot) -> None:
    label = copyable("<b>Åsa</b> Östberg", room=150)
    qtbot.addWidget(label)
    assert isinstance(label, PlainLabel)
    assert label.text() == "<b>Åsa</b> Östberg"
    assert label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


def test_a_long_word_breaks_and_can_be_copied_whole(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    area, body = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    text = copyable(f"<i>{ADDRESS}", room=150)
    QVBoxLayout(body).addWidget(text)
    area.setWidgetResizable(True)
    area.setWidget(body)
    area.resize(240, 400)
    area.show()
    assert isinstance(text, BreakingText)
    assert body.width() <= area.viewport().width()
    qtbot.waitUntil(lambda: text.height() > 5 * text.fontMetrics().height())
    text.selectAll()
    assert text.textCursor().selectedText() == f"<i>{ADDRESS}"
