"""The risk questions: a list like the others, with a way to the next version of those shown."""

from __future__ import annotations

from PySide6.QtCore import Signal

from kidesk.gui.desk import Desk
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
from kidesk.gui.versioned_detail import VersionedDetail
from kidesk.records import RISK_GUIDELINES


class GuidelinePage(RecordPage):
    """The page of the risk questions."""

    version_asked = Signal(object, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, RISK_GUIDELINES)

    def make_detail(self) -> RecordDetail:
        detail = VersionedDetail(self.desk, self.type)
        detail.version_asked.connect(self.ask_version)
        return detail

    def ask_version(self) -> None:
        """Asks for a new version of the one shown."""
        self._ask(self.version_asked)
