"""The organisations: a list like the others, with the way to what a partner has and to what a closed unit leaves."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.partner_links import partner_links
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
from kidesk.gui.step_card import StepCard
from kidesk.i18n import N_
from kidesk.operations.open_roles import open_roles
from kidesk.records import ORGANISATIONS, clock
from kidesk.records.organisation import Organisation, OrganisationKind, is_closed
from kidesk.records.record import Record


class OrganisationDetail(RecordDetail):
    """The details of an organisation. `change_asked` carries a unit's id."""

    change_asked = Signal(int)
    reassign_asked = Signal()

    def pictures(self, record: Record) -> list[QWidget]:
        assert isinstance(record, Organisation)
        if record.kind != OrganisationKind.OWN_UNIT:
            return partner_links(self.desk, record, self.partner_asked.emit)
        return [self._unit_card(record)]

    def _unit_card(self, unit: Organisation) -> StepCard:
        """What can be done about a unit: change it or, where it is closed, hand on what it leaves."""
        said, today = self.desk.text, clock.today()
        if is_closed(unit, today):
            left = sum(role.unit.id == unit.id for role in open_roles(self.desk.store))
            sentence = self.desk.language.plural(
                "{count} role is left to hand over.", "{count} roles are left to hand over.", left
            )
            heading = said(N_("Closed, last day {day}"), day=self.desk.language.day(unit.valid_until))
            card = StepCard("archive", heading, sentence, said(N_("Roles of closed units…")), "users")
            card.asked.connect(self.reassign_asked)
            return card
        explained = N_("Rename, merge, split or close it from a day on; what was reported before stays as it was.")
        heading, act = said(N_("The unit changes")), said(N_("Change the unit…"))
        card = StepCard("git-branch", heading, said(explained), act, "pencil")
        card.asked.connect(lambda: self.change_asked.emit(unit.id))
        return card


class OrganisationPage(RecordPage):
    """The page of the organisations."""

    detail: OrganisationDetail

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, ORGANISATIONS)

    def make_detail(self) -> RecordDetail:
        return OrganisationDetail(self.desk, self.type)
