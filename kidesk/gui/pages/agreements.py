"""The agreements: a list like the others, with each agreement's family above its details."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.family_pane import FamilyPane
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement
from kidesk.records.record import Record


class AgreementDetail(RecordDetail):
    """The details of an agreement, under its family."""

    record_asked = Signal(object, int)
    renew_asked = Signal(int)
    activity_asked = Signal(int)

    def pictures(self, record: Record) -> list[QWidget]:
        if not isinstance(record, Agreement):
            return []
        pane = FamilyPane(self.desk, record)
        pane.record_asked.connect(partial(self.record_asked.emit, AGREEMENTS))
        pane.renew_asked.connect(partial(self.renew_asked.emit, record.id))
        pane.activity_asked.connect(partial(self.activity_asked.emit, record.id))
        return [pane]


class AgreementPage(RecordPage):
    """The page of the agreements. `record_asked` carries a type and an id, the others the id of the agreement."""

    record_asked = Signal(object, int)
    renew_asked = Signal(int)
    activity_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, AGREEMENTS)

    def make_detail(self) -> RecordDetail:
        detail = AgreementDetail(self.desk, self.type)
        detail.record_asked.connect(self.record_asked)
        detail.renew_asked.connect(self.renew_asked)
        detail.activity_asked.connect(self.activity_asked)
        return detail
