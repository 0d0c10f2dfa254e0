"""What can be done with agreements from any page: change the status, take an enquiry, make a new route version."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.change_status import ChangeStatusDialog
from kidesk.gui.record_dialog import RecordDialog
from kidesk.gui.record_work import RecordWork
from kidesk.i18n import N_
from kidesk.operations import edit
from kidesk.operations.agreement_status import foreseen
from kidesk.operations.new_version import new_version
from kidesk.operations.take_enquiry import take_enquiry
from kidesk.records import AGREEMENTS, clock
from kidesk.records.agreement import Party
from kidesk.records.agreement_intake import ENQUIRY
from kidesk.records.agreement_terms import Side
from kidesk.records.record_type import RecordType


class AgreementWork(QObject):
    """Works on agreements and their decision routes for a window."""

    def __init__(self, desk: Desk, window: QWidget, work: RecordWork) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._work = work

    def change_status(self, record_type: RecordType, number: int) -> None:
        """Opens the dialog for an agreement's next step."""
        try:
            agreement = foreseen(self._desk.store, number)
        except KideskError as error:
            self._work.tell(error)
            return
        dialog = ChangeStatusDialog(self._desk, agreement, self._window)
        dialog.saved.connect(self._status_changed)
        dialog.open()

    def _status_changed(self, done: edit.Saved) -> None:
        self._work.show_saved(AGREEMENTS, done.id, done.warnings, N_("The status was changed"))

    def enquire(self) -> None:
        """Opens the form for an enquiry that came today, with a row for the department and one for the partner."""
        desk = self._desk
        values = {"enquired_on": clock.today(), "parties": [Party(side=Side.OWN), Party(side=Side.PARTNER)]}

        def keep(entered: dict[str, Any]) -> edit.Saved:
            return take_enquiry(desk.store, entered, desk.language)

        self._work.open(RecordDialog(desk, AGREEMENTS, values=values, form=ENQUIRY, keep=keep, parent=self._window))

    def new_version(self, record_type: RecordType, number: int) -> None:
        """Makes the next version of a decision route or of the risk questions and opens its form."""
        try:
            made = new_version(self._desk.store, record_type, number)
        except KideskError as error:
            self._work.tell(error)
            return
        self._work.show_saved(record_type, made, (), N_("A new version was made"))
        self._work.edit(record_type, made)
