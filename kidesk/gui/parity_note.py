"""What a window says of English texts that the Swedish has left behind: a mark at a field, a note above a record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kidesk.gui.badges import BadgeLabel
from kidesk.gui.desk import Desk
from kidesk.gui.icons import IconLabel, dress_button
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.i18n import N_
from kidesk.records.outdated_text import OutdatedText
from kidesk.records.record import CHANGED_SINCE_TRANSLATED


class ParityMark(QWidget):
    """A sign and a word beside a field's label, which for a list name its texts; unseen where all have kept up.

    `is_of_one` says that it stands with the one text it is about, which then needs no name.
    """

    def __init__(self, desk: Desk, *, is_of_one: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self._is_of_one = is_of_one
        self._texts: tuple[OutdatedText, ...] = ()
        self.word = PlainLabel("", "small", elide=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(IconLabel("triangle-alert", "warn", 14))
        row.addWidget(self.word, 1)
        desk.keep_saying(self, self._speak)

    def show_texts(self, texts: Sequence[OutdatedText]) -> None:
        """Marks the field for these texts; for none the mark goes."""
        self._texts = tuple(texts)
        self._speak()

    def _speak(self) -> None:
        texts = [text.what(self._desk.language) for text in self._texts]
        is_list = not self._is_of_one and any(text.parts for text in self._texts)
        said = N_("Changed since translated: {texts}") if is_list else CHANGED_SINCE_TRANSLATED
        self.word.setText(self._desk.text(said, texts="; ".join(texts)))
        self.setAccessibleName(self.word.text())
        set_tool_tip(self, "\n".join(texts))
        self.setVisible(bool(self._texts))


class ParityNote(QFrame):
    """The outdated texts of a record, each with what a person may say of it: that its translation still holds.

    `holds` carries the text of which that is said. Unseen where there is none.
    """

    holds = Signal(object)

    def __init__(self, desk: Desk, texts: Sequence[OutdatedText]) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setProperty("tone", "warn")
        self.buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(6)
        badge = BadgeLabel(desk.text(CHANGED_SINCE_TRANSLATED), "warn")
        column.addWidget(badge)
        for text in texts:
            column.addLayout(self._line(desk, text))
        self.setVisible(bool(texts))

    def _line(self, desk: Desk, text: OutdatedText) -> QHBoxLayout:
        said = text.what(desk.language)
        button = QPushButton(desk.text(N_("Still holds")))
        dress_button(button, "check")
        button.setAccessibleName(desk.text(N_("The translation still holds: {text}"), text=said))
        set_tool_tip(button, desk.text(N_("The English says the same as the Swedish does now.")))
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(partial(self.holds.emit, text))
        self.buttons.append(button)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(PlainLabel(said, wrap=True), 1)
        row.addWidget(button)
        return row
