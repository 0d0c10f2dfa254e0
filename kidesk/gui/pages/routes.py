"""The decision routes: a list like the others, with how many agreements follow a version and a way to the next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
from kidesk.gui.step_card import StepCard
from kidesk.i18n import N_
from kidesk.operations.follow_route import followers
from kidesk.records import DECISION_ROUTES
from kidesk.records.record import Record


class RouteDetail(RecordDetail):
    """The details of a version, under what follows it."""

    version_asked = Signal()

    def pictures(self, record: Record) -> list[QWidget]:
        text, count = self.desk.text, followers(self.desk.store, record.id)
        said = self.desk.language.plural(
            "{count} agreement follows this version and keeps it.",
            "{count} agreements follow this version and keep it.",
            count,
        )
        unused = text(N_("No agreement follows this version yet."))
        card = StepCard(
            "handshake", text(N_("In use")), said if count else unused, text(N_("New version…")), "copy-plus"
        )
        card.asked.connect(self.version_asked)
        return [card]


class RoutePage(RecordPage):
    """The page of the decision routes."""

    version_asked = Signal(object, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, DECISION_ROUTES)

    def make_detail(self) -> RecordDetail:
        detail = RouteDetail(self.desk, self.type)
        detail.version_asked.connect(self.ask_version)
        return detail

    def ask_version(self) -> None:
        """Asks for a new version of the one shown."""
        self._ask(self.version_asked)
