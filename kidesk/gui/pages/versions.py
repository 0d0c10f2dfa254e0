"""What is kept in versions: a list like the others, with what follows a version and the way to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_icons import ICONS
from kidesk.gui.record_page import RecordPage
from kidesk.gui.step_card import StepCard
from kidesk.i18n import N_, Language
from kidesk.operations.newest_version import followers
from kidesk.records import AGREEMENTS, DECISION_ROUTES, RISK_ASSESSMENTS, RISK_GUIDELINES
from kidesk.records.edition import Edition
from kidesk.records.record import Record


def _agreements(language: Language, count: int) -> str:
    return language.plural(
        "{count} agreement follows this version and keeps it.",
        "{count} agreements follow this version and keep it.",
        count,
    )


def _assessments(language: Language, count: int) -> str:
    return language.plural(
        "{count} risk assessment answers this version and keeps it.",
        "{count} risk assessments answer this version and keep it.",
        count,
    )


@dataclass(frozen=True)
class _Use:
    """What follows the versions of a record type: its icon, how many of them in words, and none of them (a msgid)."""

    icon: str
    said: Callable[[Language, int], str]
    unused: str


_USES = {
    DECISION_ROUTES.key: _Use(ICONS[AGREEMENTS.key], _agreements, N_("No agreement follows this version yet.")),
    RISK_GUIDELINES.key: _Use(
        ICONS[RISK_ASSESSMENTS.key], _assessments, N_("No risk assessment answers this version yet.")
    ),
}


class VersionDetail(RecordDetail):
    """The details of a version, under what follows it."""

    version_asked = Signal()

    def pictures(self, record: Record) -> list[QWidget]:
        if not isinstance(record, Edition):
            return []
        text, use = self.desk.text, _USES[self._type.key]
        count = followers(self.desk.store, record)
        said = use.said(self.desk.language, count) if count else text(use.unused)
        card = StepCard(use.icon, text(N_("In use")), said, text(N_("New version…")), "copy-plus")
        card.asked.connect(self.version_asked)
        return [card]


class VersionPage(RecordPage):
    """The page of a record type that is kept in versions."""

    version_asked = Signal(object, int)

    def make_detail(self) -> RecordDetail:
        detail = VersionDetail(self.desk, self.type)
        detail.version_asked.connect(self.ask_version)
        return detail

    def ask_version(self) -> None:
        """Asks for a new version of the one shown."""
        self._ask(self.version_asked)
