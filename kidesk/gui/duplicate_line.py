"""The quiet line above a list that says how many pairs in it may be the same."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from kidesk.gui.desk import Desk
from kidesk.gui.duplicate_search import DuplicateSearch
from kidesk.gui.icons import IconLabel, dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.records.record_type import RecordType


class DuplicateLine(QFrame):
    """Hidden while there are none. `asked` is sent to see them."""

    asked = Signal()

    def __init__(self, desk: Desk, search: DuplicateSearch, record_type: RecordType) -> None:
        super().__init__()
        self._desk, self._search, self._type = desk, search, record_type
        self.setProperty("kind", "topbar")
        self.words = PlainLabel("", "muted")
        self.button = QPushButton()
        desk.say(self.button, self.button.setText, N_("Look at them"))
        dress_button(self.button, "", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 2, 20, 2)
        row.setSpacing(8)
        row.addWidget(IconLabel("copy-check", "muted", 16))
        row.addWidget(self.words)
        row.addWidget(self.button)
        row.addStretch(1)
        self.button.clicked.connect(self.asked)
        search.found.connect(self._take)
        desk.keep_saying(self, self._show)

    def _take(self, record_type: RecordType) -> None:
        if record_type is self._type:
            self._show()

    def _show(self) -> None:
        count = len(self._search.pairs(self._type) or ())
        said = self._desk.language.plural("{count} pair may be the same.", "{count} pairs may be the same.", count)
        self.words.setText(said)
        self.setVisible(count > 0)
