"""The details of an agreement, under how its risk assessment stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.risk_card import RiskCard
from kidesk.records.record import Record


class AgreementDetail(RecordDetail):
    """`risk_asked` asks for a new risk assessment, `record_asked` for another record to be shown."""

    risk_asked = Signal()
    record_asked = Signal(object, int)

    def pictures(self, record: Record) -> list[QWidget]:
        card = RiskCard(self.desk, record.id)
        card.asked.connect(self.risk_asked)
        card.record_asked.connect(self.record_asked)
        return [card]
