"""What can be done about risks from any page: assess an agreement's, and make a new version of the questions."""

from __future__ import annotations

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.record_work import RecordWork
from kidesk.i18n import N_
from kidesk.operations.assess_risk import new_version, proposed
from kidesk.records import RISK_ASSESSMENTS, clock
from kidesk.records.record_type import RecordType


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

    def new_version(self, record_type: RecordType, number: int) -> None:
        """Makes the next version of a record and shows it."""
        try:
            made = new_version(self._desk.store, record_type, number, clock.today())
        except KideskError as error:
            self._work.tell(error)
            return
        self._work.shown.emit(record_type, made)
        self._work.offer_undo(self._desk.text(N_("The new version was made; it is valid from today.")))
