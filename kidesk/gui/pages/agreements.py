"""The agreements: a list like the others, with the ways to the partners and the balance in the details."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kidesk.gui.balance_view import balance_of
from kidesk.gui.desk import Desk
from kidesk.gui.partner_links import partner_links
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement
from kidesk.records.record import Record


class AgreementDetail(RecordDetail):
    """The details of an agreement."""

    def pictures(self, record: Record) -> list[QWidget]:
        if not isinstance(record, Agreement):
            return []
        links = partner_links(self.desk, record, self.partner_asked.emit)
        return [*links, *balance_of(record, self.desk.language)]


class AgreementPage(RecordPage):
    """The page of the agreements."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, AGREEMENTS)

    def make_detail(self) -> RecordDetail:
        return AgreementDetail(self.desk, self.type)
