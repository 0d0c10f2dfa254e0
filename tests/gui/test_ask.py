"""Questions to the person at the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kidesk.gui import ask
from kidesk.gui.icons import IconLabel

ANSWERS = [ask.Answer("save", "Save", "primary"), ask.Answer("drop", "Don't save"), ask.Answer("back", "Cancel")]


@pytest.fixture
def question(qapp: QApplication, qtbot: QtBot) -> ask.Question:
    made = ask.Question(None, "<b>Save?</b>", "You have changed something.", ANSWERS, ask.ICON)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def test_enter_chooses_the_first_answer_which_has_the_keyboard(question: ask.Question, qtbot: QtBot) -> None:
    focus = question.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Save"
    qtbot.keyClick(focus, Qt.Key.Key_Return)
    assert question.answer == "save"


def test_escape_chooses_the_last_answer(question: ask.Question, qtbot: QtBot) -> None:
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert question.answer == "back"


def test_an_icon_there_is_no_drawing_of_is_found_when_the_label_is_made(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        IconLabel("no-such-icon")
