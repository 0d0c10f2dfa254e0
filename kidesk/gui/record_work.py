"""What can be done with records from any page: add, edit, delete, undo, redo, see the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kidesk.errors import KideskError
from kidesk.gui import ask
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.history import HistoryDialog
from kidesk.gui.record_dialog import RecordDialog
from kidesk.gui.toast import Toast
from kidesk.i18n import N_
from kidesk.operations import attach_file, edit
from kidesk.operations.agenda import AWOKEN, SNOOZED
from kidesk.operations.assess_risk import NEW_VERSION
from kidesk.records.field import Problem
from kidesk.records.record_type import RecordType

# What is said when an operation has been taken back, and when it has been done again.
VERBS = {
    edit.ADDED: (N_("The addition was taken back"), N_("Added again")),
    edit.CHANGED: (N_("The change was taken back"), N_("Changed again")),
    edit.DELETED: (N_("The deletion was taken back"), N_("Deleted again")),
    attach_file.ATTACHED: (N_("The attaching was taken back"), N_("Attached again")),
    attach_file.REMOVED: (N_("The removal was taken back"), N_("Removed again")),
    NEW_VERSION: (N_("The new version was taken back"), N_("Made a new version again")),
    SNOOZED: (N_("The date is no longer snoozed"), N_("Snoozed again")),
    AWOKEN: (N_("The date is snoozed again"), N_("The date is no longer snoozed")),
}
_OTHER = (N_("Taken back"), N_("Done again"))


class RecordWork(QObject):
    """Works on records for a window.

    `shown` asks the window to show a record that was just saved; `file_asked` is what a form asks of a record's files.
    """

    shown = Signal(object, int)
    file_asked = Signal(str, int, object)

    def __init__(self, desk: Desk, window: QWidget, toast: Toast) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._toast = toast

    @property
    def dialog(self) -> RecordDialog | None:
        """The form that is open, or None."""
        return next((form for form in self._window.findChildren(RecordDialog) if form.isVisible()), None)

    def add(self, record_type: RecordType, values: dict[str, Any] | None = None) -> None:
        """Opens the dialog for a new record."""
        self._open(RecordDialog(self._desk, record_type, values=values, parent=self._window))

    def edit(self, record_type: RecordType, number: int) -> None:
        """Opens the dialog for a record."""
        record = self._desk.store.get(record_type.record, number)
        if record is None:
            self.tell(edit.gone(number))
        else:
            self._open(RecordDialog(self._desk, record_type, record, parent=self._window))

    def _open(self, dialog: RecordDialog) -> None:
        dialog.saved.connect(lambda number, doubts: self._saved(dialog.type, number, doubts))
        dialog.file_asked.connect(self.file_asked)
        dialog.open()

    def _saved(self, record_type: RecordType, number: int, doubts: tuple[Problem, ...]) -> None:
        self.shown.emit(record_type, number)
        said = [self._desk.text(N_("Saved")), *(doubt.said(self._desk.language) for doubt in doubts)]
        self.offer_undo(". ".join(part.rstrip(".") for part in said) + ("." if doubts else ""))

    def delete(self, record_type: RecordType, numbers: list[int]) -> None:
        """Deletes at once; the toast takes it back."""
        try:
            edit.delete(self._desk.store, record_type, numbers)
        except KideskError as error:
            self.tell(error)
            return
        message = self._desk.language.plural("{count} record deleted", "{count} records deleted", len(numbers))
        self.offer_undo(message)

    def offer_undo(self, message: str) -> None:
        """Says what was done, with the way back."""
        self._toast.say(message, self._desk.text(N_("Undo")), self.undo)

    def say(self, message: str) -> None:
        """Says what was done."""
        self._toast.say(message)

    def undo(self) -> None:
        """Takes the latest operation back."""
        self._step(self._desk.store.undo, 0, N_("There is nothing to undo."))

    def redo(self) -> None:
        """Does again what was taken back last."""
        self._step(self._desk.store.redo, 1, N_("There is nothing to redo."))

    def _step(self, step: Callable[[], str | None], word: int, nothing: str) -> None:
        try:
            verb = step()
        except KideskError as error:
            self.tell(error)
            return
        self._toast.say(self._desk.text(nothing if verb is None else VERBS.get(verb, _OTHER)[word]))

    def history(self, record_type: RecordType, number: int) -> None:
        """Shows who changed what."""
        HistoryDialog(self._desk, record_type, number, self._window).open()

    def may_leave(self) -> bool:
        """Whether no open form holds back the window."""
        return self.dialog is None or self.dialog.close()

    def tell(self, error: KideskError) -> None:
        """Says what went wrong."""
        ask.tell(self._window, self._desk.language, ask.FAILED, error.said(self._desk.language))
