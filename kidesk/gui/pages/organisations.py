"""The organisations: a list like the others, with the way to everything about a partner in the details."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.partner_links import partner_links
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
from kidesk.records import ORGANISATIONS
from kidesk.records.record import Record


class OrganisationDetail(RecordDetail):
    """The details of an organisation."""

    def pictures(self, record: Record) -> list[QWidget]:
        return partner_links(self.desk, record, self.partner_asked.emit)


class OrganisationPage(RecordPage):
    """The page of the organisations."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, ORGANISATIONS)

    def make_detail(self) -> RecordDetail:
        return OrganisationDetail(self.desk, self.type)
