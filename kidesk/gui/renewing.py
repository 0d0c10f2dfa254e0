"""What can be done with the life of an agreement from any page: renew it, note whether it is alive."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.note_activity import NoteActivityDialog
from kidesk.gui.dialogs.renew import RenewDialog
from kidesk.gui.record_work import RecordWork
from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.operations.renew_agreement import outlook
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement


class Renewing(QObject):
    """Renews agreements for a window."""

    def __init__(self, desk: Desk, window: QWidget, work: RecordWork) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._work = work

    def renew(self, number: int) -> None:
        """Opens the dialog that renews an agreement, or says why it cannot be renewed."""
        try:
            seen = outlook(self._desk.store, number)
        except KideskError as error:
            self._work.tell(error)
            return
        dialog = RenewDialog(self._desk, seen, self._window)
        dialog.renewed.connect(self._renewed)
        dialog.open()

    def _renewed(self, number: int) -> None:
        self._work.shown.emit(AGREEMENTS, number)
        self._work.offer_undo(self._desk.text(N_("The agreement was renewed; this is the renewal")))

    def note_activity(self, number: int) -> None:
        """Opens the dialog in which a person judges whether an agreement is alive."""
        agreement = self._desk.store.get(Agreement, number)
        if agreement is None:
            self._work.tell(gone(number))
            return
        dialog = NoteActivityDialog(self._desk, agreement, self._window)
        dialog.saved.connect(lambda: self._work.offer_undo(self._desk.text(N_("The activity was noted"))))
        dialog.open()
