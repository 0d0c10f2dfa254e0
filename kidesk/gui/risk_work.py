"""What can be done about risks from any page: assess an agreement's."""

from __future__ import annotations

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.record_work import RecordWork
from kidesk.operations.assess_risk import proposed
from kidesk.records import RISK_ASSESSMENTS, clock


class RiskWork:
    """Works on risks for a window."""

    def __init__(self, desk: Desk, work: RecordWork) -> None:
        self._desk = desk
        self._work = work

    def assess(self, agreement: int) -> None:
        """Opens the form for a new assessment of an agreement, with what is known about it."""
        try:
            values = proposed(self._desk.store, agreement, clock.today())
        except KideskError as error:
            self._work.tell(error)
        else:
            self._work.add(RISK_ASSESSMENTS, values)
