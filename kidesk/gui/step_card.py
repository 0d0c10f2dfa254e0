"""A card in a detail pane: what is to be known first about a record, and the button for what is done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from kidesk.gui.icons import IconLabel, dress_button
from kidesk.gui.plain import PlainLabel


class StepCard(QFrame):
    """A heading, a sentence beneath it and a button. `asked` is sent when the button is pressed."""

    asked = Signal()

    def __init__(self, icon: str, heading: str, sentence: str, act: str, act_icon: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(heading)
        self.sentence = PlainLabel(sentence, "strong", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton(act)
        dress_button(self.button, act_icon)
        self.button.clicked.connect(lambda: self.asked.emit())
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(icon, "accent", 16))
        head.addWidget(PlainLabel(heading, "section"), 1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.button)
        self._foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addLayout(self._foot)

    def add_button(self, act: str, icon: str) -> QPushButton:
        """Adds another button beside the first."""
        button = QPushButton(act)
        dress_button(button, icon)
        self._foot.insertWidget(self._foot.count() - 1, button)
        return button
