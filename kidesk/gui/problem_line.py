"""The sentence beneath a control that says what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kidesk.gui.icons import IconLabel
from kidesk.gui.plain import PlainLabel


class ProblemLine(QWidget):
    """A symbol and a sentence; hidden while nothing is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._words = PlainLabel("", "small", wrap=True)
        self._words.set_tint("bad")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel("circle-alert", "bad", 14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def text(self) -> str:
        """What is said to be wrong; empty for nothing."""
        return self._words.text()

    def say(self, sentence: str) -> None:
        """Says what is wrong, or nothing."""
        self._words.setText(sentence)
        self.setVisible(bool(sentence))
