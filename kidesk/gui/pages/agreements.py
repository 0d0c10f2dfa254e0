"""The agreements: a list like the others, with the next step, the partners and the balance in the details."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kidesk.gui.balance_view import balance_of
from kidesk.gui.desk import Desk
from kidesk.gui.partner_links import partner_links
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
from kidesk.gui.step_card import StepCard
from kidesk.i18n import N_
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_kind import kind_word
from kidesk.records.agreement_route import next_step
from kidesk.records.record import Record

NOTHING_TO_DO = N_("Nothing is to be done now.")


class AgreementDetail(RecordDetail):
    """The details of an agreement, under its next step."""

    status_asked = Signal()

    def kind(self, record: Record) -> str:
        return kind_word(record) if isinstance(record, Agreement) else super().kind(record)

    def pictures(self, record: Record) -> list[QWidget]:
        if not isinstance(record, Agreement):
            return []
        text, step = self.desk.text, next_step(record)
        said = step.said(self.desk.language) if step is not None else text(NOTHING_TO_DO)
        card = StepCard("signpost", text(N_("Next step")), said, text(N_("Change status…")), "step-forward")
        card.asked.connect(self.status_asked)
        links = partner_links(self.desk, record, self.partner_asked.emit)
        return [card, *links, *balance_of(record, self.desk.language)]


class AgreementPage(RecordPage):
    """The page of the agreements."""

    status_asked = Signal(object, int)
    enquiry_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, AGREEMENTS)
        self.enquiry_button = self.bar.add_button(N_("New enquiry…"), "inbox")
        self.enquiry_button.clicked.connect(lambda: self.enquiry_asked.emit())

    def make_detail(self) -> RecordDetail:
        detail = AgreementDetail(self.desk, self.type)
        detail.status_asked.connect(self.ask_status)
        return detail

    def ask_status(self) -> None:
        """Asks for the status of the agreement shown to be changed."""
        self._ask(self.status_asked)
