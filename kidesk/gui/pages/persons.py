"""The persons: a list like the others, with what the law gives each person as a menu in the details."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton

from kidesk.gui.desk import Desk
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
from kidesk.gui.tool_button import tool_button
from kidesk.i18n import N_
from kidesk.records import PERSONS

# What can be asked for, by the key that `privacy_asked` carries.
ACTS = {
    "extract": N_("Data-subject extract…"),
    "correct": N_("Correct the data…"),
    "withdraw": N_("Withdraw a consent…"),
    "erase": N_("Erase the person…"),
}


class PersonDetail(RecordDetail):
    """The details of a person. `privacy_asked` carries a key of ACTS and the person's id."""

    privacy_asked = Signal(str, int)

    def _foot(self) -> QHBoxLayout:
        row = super()._foot()
        self.menu = QMenu(self)
        for key, words in ACTS.items():
            action = self.menu.addAction("")
            self.desk.say(self.menu, action.setText, words)
            action.triggered.connect(partial(self._ask, key))
        button = tool_button(self.desk, N_("Data protection"), "shield-check")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self.menu)
        row.addWidget(button)
        return row

    def _ask(self, key: str) -> None:
        if self.record is not None:
            self.privacy_asked.emit(key, self.record.id)


class PersonPage(RecordPage):
    """The page of the persons."""

    detail: PersonDetail

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, PERSONS)

    def make_detail(self) -> RecordDetail:
        return PersonDetail(self.desk, self.type)
