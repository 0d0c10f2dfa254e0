"""The empty state: what belongs here, and the way to get it there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kidesk.gui.icons import IconLabel, dress_button
from kidesk.gui.plain import PlainLabel

_WIDTH = 480


class EmptyState(QWidget):
    """A large icon, a sentence, an explanation and buttons, in the middle of the room there is."""

    def __init__(self, icon_name: str, title: str = "", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = IconLabel(icon_name, "control", 56)
        self._title = PlainLabel(title, "record", wrap=True)
        self._text = PlainLabel(text, "muted", wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        for space, label in ((12, self._title), (10, self._text)):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addSpacing(space)
            column.addWidget(label)
        column.addSpacing(18)
        column.addLayout(self._buttons)
        column.addStretch(1)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 24, 24, 24)
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)

    def set_text(self, title: str, text: str) -> None:
        """Says something else."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def set_icon(self, name: str) -> None:
        """Shows another icon."""
        self._sign.set_icon(name, "control")

    def add_button(self, text: str, icon_name: str = "", *, primary: bool = False) -> QPushButton:
        """Adds a button at the end of the line and returns it, to be connected."""
        button = QPushButton(text)
        dress_button(button, icon_name, "primary" if primary else "")
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button
