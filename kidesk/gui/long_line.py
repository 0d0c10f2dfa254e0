"""A line of text that may be longer than its box: the box grows with it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

from kidesk.gui.desk import Desk
from kidesk.gui.editor import Editor
from kidesk.records.field import Stored

_MOST_LINES = 6  # more are scrolled
_AROUND = 20  # pixels above and below the lines, so that one line is as high as in other boxes


class _GrowingBox(QPlainTextEdit):
    """As high as its text; Enter and Tab are for the form, as in a box of one line."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Takes the height of the lines that the text is broken into."""
        lines = min(max(round(self.document().size().height()), 1), _MOST_LINES)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if lines == _MOST_LINES else policy.ScrollBarAlwaysOff)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + _AROUND)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Breaks the text anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves Enter to the form."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class LongLineEditor(Editor):
    """One line of text, broken where it is shown and kept as one."""

    def __init__(self, desk: Desk, field: Stored) -> None:
        self.edit = _GrowingBox()
        super().__init__(desk, field, self.edit)
        self.edit.textChanged.connect(lambda: self.changed.emit())

    def set_value(self, value: Any) -> None:
        self.edit.setPlainText(value or "")

    def value(self) -> Any:
        return " ".join(self.edit.toPlainText().splitlines())

    def state(self) -> object:
        return self.edit.toPlainText()
