"""The details of a record that is kept in versions, with the way to the next one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from kidesk.gui.icons import dress_button
from kidesk.gui.record_detail import RecordDetail
from kidesk.i18n import N_


class VersionedDetail(RecordDetail):
    """`version_asked` asks for a copy of the record as its next version."""

    version_asked = Signal()

    def _foot(self) -> QHBoxLayout:
        row = super()._foot()
        copy = QPushButton()
        self.desk.say(copy, copy.setText, N_("New version"))
        dress_button(copy, "copy-plus")
        copy.clicked.connect(self.version_asked)
        row.insertWidget(row.count() - 1, copy)
        return row
