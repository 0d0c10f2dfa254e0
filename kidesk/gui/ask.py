"""Questions to the person at the screen, all through `choose`, so that tests can answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kidesk.gui.icons import IconLabel, dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_, Language

ICON = "circle-question-mark"
FAILED = N_("That did not work")


@dataclass(frozen=True)
class Answer:
    """One button: its key, its text and its kind. The first one of a question is what Enter chooses."""

    key: str
    text: str
    kind: str = ""


class Question(QDialog):
    """A short question with a few buttons; Escape chooses the last one."""

    def __init__(self, parent: QWidget | None, title: str, text: str, answers: Sequence[Answer], icon: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.answer = answers[-1].key
        heading = PlainLabel(title, "record", wrap=True)
        body = PlainLabel(text, wrap=True)
        body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(heading)
        words.addWidget(body)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(IconLabel(icon, "accent", 28), 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        made = [self._button(answer) for answer in answers]
        for button in reversed(made):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(20)
        column.addLayout(top)
        column.addLayout(buttons)
        self.setMinimumWidth(440)
        self.setMaximumWidth(620)
        made[0].setDefault(True)
        made[0].setFocus()

    def _button(self, answer: Answer) -> QPushButton:
        button = QPushButton(answer.text)
        dress_button(button, "", answer.kind)
        button.clicked.connect(lambda: self._choose(answer.key))
        return button

    def _choose(self, key: str) -> None:
        self.answer = key
        self.accept()


def tell(parent: QWidget | None, language: Language, title: str, sentence: str) -> None:
    """Says something that needs no answer; `title` is a msgid, `sentence` is said already."""
    choose(parent, language.text(title), sentence, [Answer("ok", language.text(N_("OK")), "primary")], "triangle-alert")


def choose(parent: QWidget | None, title: str, text: str, answers: Sequence[Answer], icon: str = ICON) -> str:
    """Asks and returns the key of the answer; closing the question gives the last answer."""
    question = Question(parent, title, text, answers, icon)
    question.exec()
    question.deleteLater()
    return question.answer
