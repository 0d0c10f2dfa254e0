"""The persons: a list like the others, with what the law gives each person as a menu in the details."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton

from kidesk.gui.desk import Desk
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import set_tool_tip
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
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

    def _head(self) -> QHBoxLayout:
        row = super()._head()
        self.menu = QMenu(self)
        for key, words in ACTS.items():
            action = self.menu.addAction("")
            self.desk.say(self.menu, action.setText, words)
            action.triggered.connect(partial(self._ask, key))
        button = QToolButton()
        dress_button(button, "shield-check")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for setter in (button.setAccessibleName, partial(set_tool_tip, button)):
            self.desk.say(button, setter, N_("Data protection"))
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
