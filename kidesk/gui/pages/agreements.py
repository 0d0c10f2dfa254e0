"""The agreements: a list like the others, with the next step, family, partners and balance in the details."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kidesk.gui.balance_view import balance_of
from kidesk.gui.desk import Desk
from kidesk.gui.family_pane import FamilyPane
from kidesk.gui.part_entries import Entry
from kidesk.gui.partner_links import partner_links
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
from kidesk.gui.risk_card import RiskCard
from kidesk.gui.step_card import StepCard
from kidesk.i18n import N_
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_kind import kind_word
from kidesk.records.agreement_route import next_step
from kidesk.records.agreement_rules import RUNNING, state_today
from kidesk.records.agreement_terms import ActivityLevel
from kidesk.records.field import Field
from kidesk.records.fields import Parts
from kidesk.records.record import Record
from kidesk.reports.agreement_exchange import in_words

NOTHING_TO_DO = N_("Nothing is to be done now.")
# What the cards, the family and the parties say in every agreement.
_TOLD = frozenset({"next_step", "parent_id", "renews_id", "partners", "ends_on"})
_TITLES = frozenset({"title_sv", "title_en"})
_ACTIVITY = frozenset({"activity", "activity_on", "activity_evidence"})


class AgreementDetail(RecordDetail):
    """The details of an agreement, under its next step. Signals carry its id."""

    status_asked = Signal()
    renew_asked = Signal(int)
    risk_asked = Signal(int)
    activity_asked = Signal(int)

    def kind(self, record: Record) -> str:
        return kind_word(record) if isinstance(record, Agreement) else super().kind(record)

    def is_told(self, field: Field, record: Record) -> bool:
        if not isinstance(record, Agreement):
            return False
        text, code = self.desk.text, self.desk.language.code
        if field.key in _TITLES:
            return bool(field.read(record) == record.caption(code))
        if field.key in _ACTIVITY:
            return record.status in RUNNING or record.activity == ActivityLevel.UNKNOWN
        if field.key == "status":
            return text(record.status.label) == text(state_today(record).label)
        return field.key in _TOLD

    def entries(self, field: Parts, record: Record) -> list[Entry]:
        found = super().entries(field, record)
        if field.key != "conditions":
            return found
        conditions = zip(found, field.read(record), strict=True)
        return [replace(shown, lines=in_words(one, self.desk.language)) for shown, one in conditions]

    def pictures(self, record: Record) -> list[QWidget]:
        if not isinstance(record, Agreement):
            return []
        links = partner_links(self.desk, record, self.partner_asked.emit)
        cards = [self._step(record), self._risks(record)]
        return [*cards, *links, self._family(record), *balance_of(record, self.desk.language)]

    def _step(self, agreement: Agreement) -> StepCard:
        text, step = self.desk.text, next_step(agreement)
        said = step.said(self.desk.language) if step is not None else text(NOTHING_TO_DO)
        card = StepCard("signpost", text(N_("Next step")), said, text(N_("Change status…")), "step-forward")
        card.asked.connect(self.status_asked)
        return card

    def _risks(self, agreement: Agreement) -> RiskCard:
        card = RiskCard(self.desk, agreement.id)
        card.asked.connect(partial(self.risk_asked.emit, agreement.id))
        card.record_asked.connect(self.record_asked)
        return card

    def _family(self, agreement: Agreement) -> FamilyPane:
        pane = FamilyPane(self.desk, agreement)
        pane.record_asked.connect(partial(self.record_asked.emit, AGREEMENTS))
        pane.renew_asked.connect(partial(self.renew_asked.emit, agreement.id))
        pane.activity_asked.connect(partial(self.activity_asked.emit, agreement.id))
        return pane


class AgreementPage(RecordPage):
    """The page of the agreements. `status_asked` carries a type and an id, the others an id."""

    status_asked = Signal(object, int)
    enquiry_asked = Signal()
    renew_asked = Signal(int)
    risk_asked = Signal(int)
    activity_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, AGREEMENTS)
        self.enquiry_button = self.bar.add_button(N_("New enquiry…"), "inbox")
        self.enquiry_button.clicked.connect(lambda: self.enquiry_asked.emit())

    def make_detail(self) -> RecordDetail:
        detail = AgreementDetail(self.desk, self.type)
        detail.status_asked.connect(self.ask_status)
        detail.renew_asked.connect(self.renew_asked)
        detail.risk_asked.connect(self.risk_asked)
        detail.activity_asked.connect(self.activity_asked)
        return detail

    def ask_status(self) -> None:
        """Asks for the status of the agreement shown to be changed."""
        self._ask(self.status_asked)
