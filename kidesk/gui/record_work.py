"""What can be done with records from any page: add, edit, delete, undo, redo, see the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kidesk.errors import KideskError
from kidesk.gui import ask, tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.history import HistoryDialog
from kidesk.gui.interaction_dialog import InteractionDialog
from kidesk.gui.record_dialog import RecordDialog
from kidesk.gui.toast import Toast
from kidesk.i18n import N_
from kidesk.operations import attach_file, change_unit, consents, edit, rectify, retention_review
from kidesk.operations.agenda import AWOKEN, SNOOZED
from kidesk.operations.agreement_activity import NOTED
from kidesk.operations.agreement_status import STATUS_CHANGED
from kidesk.operations.approve_sentence import APPROVED
from kidesk.operations.arrange_plan import MOVED
from kidesk.operations.ask_owners import ASKED
from kidesk.operations.assess_activity import ASSESSED
from kidesk.operations.change_stage import STAGE_CHANGED
from kidesk.operations.copy_plan import COPIED
from kidesk.operations.document_editions import CONTROL_CHANGED, EDITION_MADE, MADE_READY
from kidesk.operations.edit_many import EDITED, TAGGED, UNTAGGED
from kidesk.operations.follow_up import FOLLOWED_UP, POSTPONED
from kidesk.operations.give_evidence import EVIDENCE_GIVEN, EVIDENCE_REMOVED
from kidesk.operations.import_organisations import IMPORTED
from kidesk.operations.import_values import VALUES_IMPORTED
from kidesk.operations.merge_records import MERGED
from kidesk.operations.new_version import VERSION_MADE
from kidesk.operations.note_engagement import ENGAGEMENT_NOTED, PACKAGE_GIVEN
from kidesk.operations.open_protected import note_opening
from kidesk.operations.open_roles import REASSIGNED
from kidesk.operations.outdated_translations import STILL_HOLDS
from kidesk.operations.portrait_consent import CONSENT_RECORDED, CONSENT_WITHDRAWN
from kidesk.operations.renew_agreement import RENEWED
from kidesk.operations.renumber_plan import RENUMBERED
from kidesk.operations.review_membership import REVIEWED
from kidesk.operations.start_workspace import DEMONSTRATED, STARTED
from kidesk.operations.take_answers import TAKEN
from kidesk.operations.tell_apart import TOLD_APART
from kidesk.operations.write_prose import WROTE
from kidesk.records import INTERACTIONS
from kidesk.records.field import Problem
from kidesk.records.protection import is_protected
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.store.heed import Heed, unheeded

# What is said when an operation has been taken back, and when it has been done again.
VERBS = {
    edit.ADDED: (N_("The addition was taken back"), N_("Added again")),
    edit.CHANGED: (N_("The change was taken back"), N_("Changed again")),
    edit.DELETED: (N_("The deletion was taken back"), N_("Deleted again")),
    attach_file.ATTACHED: (N_("The attaching was taken back"), N_("Attached again")),
    attach_file.REMOVED: (N_("The removal was taken back"), N_("Removed again")),
    STATUS_CHANGED: (N_("The change of status was taken back"), N_("The status was changed again")),
    VERSION_MADE: (N_("The new version was taken back"), N_("The new version is there again")),
    IMPORTED: (N_("The import was taken back"), N_("Imported again")),
    VALUES_IMPORTED: (N_("The import was taken back"), N_("Imported again")),
    MOVED: (N_("The move was taken back"), N_("Moved again")),
    RENUMBERED: (N_("The new codes were taken back"), N_("The new codes were given again")),
    COPIED: (N_("The copy of the plan was taken away"), N_("The copy of the plan is there again")),
    RENEWED: (N_("The renewal was taken back"), N_("Renewed again")),
    NOTED: (N_("The judgement was taken back"), N_("Judged again")),
    SNOOZED: (N_("The date is no longer snoozed"), N_("Snoozed again")),
    ASSESSED: (N_("The assessment of the activity was taken back"), N_("The activity was assessed again")),
    EVIDENCE_GIVEN: (N_("The evidence was taken away again"), N_("The evidence is there again")),
    EVIDENCE_REMOVED: (N_("The evidence is there again"), N_("The evidence was removed again")),
    STILL_HOLDS: (N_("The translation is marked again"), N_("The translation holds again")),
    ASKED: (N_("The units are no longer asked"), N_("The units are asked again")),
    TAKEN: (N_("The unit’s answers were taken back"), N_("The unit’s answers were taken again")),
    APPROVED: (N_("The approval of the sentence was taken back"), N_("The sentence was approved again")),
    EDITION_MADE: (N_("The new edition was taken back"), N_("The new edition is there again")),
    CONTROL_CHANGED: (N_("The document control is as it was before"), N_("The document control was changed again")),
    MADE_READY: (N_("The edition is a draft again"), N_("The edition is ready again")),
    WROTE: (N_("The texts are as they were before"), N_("The texts were changed again")),
    STARTED: (N_("The starter content was taken away"), N_("The starter content is there again")),
    DEMONSTRATED: (N_("The demonstration data were taken away"), N_("The demonstration data are there again")),
    change_unit.RENAMED: (N_("The unit has its old name again"), N_("Renamed again")),
    change_unit.MERGED: (N_("The merging of the units was taken back"), N_("Merged again")),
    change_unit.SPLIT: (N_("The splitting of the unit was taken back"), N_("Split again")),
    change_unit.CLOSED: (N_("The unit is open again"), N_("Closed again")),
    REASSIGNED: (N_("The roles went back"), N_("The roles were handed over again")),
    FOLLOWED_UP: (N_("The follow-up waits again"), N_("Followed up again")),
    POSTPONED: (N_("The follow-up has its day back"), N_("Put off again")),
    REVIEWED: (N_("The review was taken back"), N_("Reviewed again")),
    MERGED: (N_("The two records are two again"), N_("Merged again")),
    TOLD_APART: (N_("The two may be the same again"), N_("The two are not the same again")),
    consents.WITHDRAWN: (N_("The withdrawal was taken back"), N_("The consent was withdrawn again")),
    rectify.RECTIFIED: (N_("The correction was taken back"), N_("Corrected again")),
    retention_review.KEPT: (N_("The decision to keep the data was taken back"), N_("The data are kept again")),
    EDITED: (N_("The change of several records was taken back"), N_("Several records were changed again")),
    TAGGED: (N_("The tags were taken away again"), N_("The tags were given again")),
    UNTAGGED: (N_("The tags are there again"), N_("The tags were taken away once more")),
    AWOKEN: (N_("The date is snoozed again"), N_("The date is no longer snoozed")),
    STAGE_CHANGED: (N_("The change of stage was taken back"), N_("The stage was changed again")),
    ENGAGEMENT_NOTED: (N_("The engagement was taken away again"), N_("The engagement is noted again")),
    PACKAGE_GIVEN: (N_("The material package was taken away again"), N_("The material package is noted again")),
    CONSENT_RECORDED: (N_("The consent was taken out again"), N_("The consent was recorded again")),
    CONSENT_WITHDRAWN: (N_("The withdrawal of the consent was taken back"), N_("The consent was withdrawn again")),
}
_OTHER = (N_("Taken back"), N_("Done again"))
# Forms that know more than their fields.
_FORMS: dict[str, type[InteractionDialog]] = {INTERACTIONS.key: InteractionDialog}

_UNEXPECTED = N_("Something went wrong that kidesk did not expect, and nothing was changed. The log says what.")
_QUICK = 500  # changed rows that are taken back, or records that are deleted, sooner than a dialog would be read
T = TypeVar("T")


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
        self._task: tasks.Task | None = None

    @property
    def dialog(self) -> RecordDialog | None:
        """The form that is open, or None."""
        return next((form for form in self._window.findChildren(RecordDialog) if form.isVisible()), None)

    def add(self, record_type: RecordType, values: dict[str, Any] | None = None) -> None:
        """Opens the dialog for a new record."""
        form = _FORMS.get(record_type.key, RecordDialog)
        self.open(form(self._desk, record_type, values=values, parent=self._window))

    def edit(self, record_type: RecordType, number: int) -> None:
        """Opens the dialog for a record."""
        record = self._desk.store.get(record_type.record, number)
        if record is None:
            self.tell(edit.gone(number))
        elif self.may_open(record):
            form = _FORMS.get(record_type.key, RecordDialog)
            self.open(form(self._desk, record_type, record, parent=self._window))

    def may_open(self, record: Record) -> bool:
        """Whether a record may be opened: protected data only by whoever means to look at them, which is noted."""
        if not is_protected(record):
            return True
        said = self._desk.text
        answers = [ask.Answer("open", said(N_("Open"))), ask.Answer("leave", said(N_("Cancel")))]
        title = N_("The identity is protected")
        text = N_("Open the record only if you must. It is noted who opened it.")
        if ask.choose(self._window, said(title), said(text), answers) != "open":
            return False
        try:
            note_opening(self._desk.store, record)
        except KideskError as error:
            self.tell(error)
            return False
        return True

    def open(self, dialog: RecordDialog) -> None:
        """Opens a form; what it saves is shown."""
        dialog.saved.connect(lambda number, doubts: self.show_saved(dialog.type, number, doubts))
        dialog.file_asked.connect(self.file_asked)
        dialog.other_asked.connect(self.shown)
        dialog.open()

    def show_saved(
        self, record_type: RecordType, number: int, doubts: tuple[Problem, ...], done: str = N_("Saved")
    ) -> None:
        """Shows a record and says what was done with it, with the doubts that did not stop it and the way back."""
        self.shown.emit(record_type, number)
        said = [self._desk.text(done), *(doubt.said(self._desk.language) for doubt in doubts)]
        self.offer_undo(". ".join(part.rstrip(".") for part in said) + ("." if doubts else ""))

    def delete(self, record_type: RecordType, numbers: list[int]) -> None:
        """Deletes; the toast takes it back."""
        self._do(
            len(numbers),
            N_("Deleting the records"),
            N_("Stopped. Nothing was deleted."),
            lambda heed: edit.delete(self._desk.store, record_type, numbers, heed),
            lambda _: self.offer_undo(
                self._desk.language.plural("{count} record deleted", "{count} records deleted", len(numbers))
            ),
        )

    def offer_undo(self, message: str) -> None:
        """Says what was done, with the way back."""
        self._toast.say(message, self._desk.text(N_("Undo")), self.undo)

    def say(self, message: str) -> None:
        """Says what was done."""
        self._toast.say(message)

    def undo(self) -> None:
        """Takes the latest operation back."""
        store, nothing = self._desk.store, N_("There is nothing to undo.")
        words, stopped = N_("Undoing"), N_("Stopped. Nothing was taken back.")
        self._do(store.next_sizes()[0], words, stopped, store.undo, lambda verb: self._say_step(verb, 0, nothing))

    def redo(self) -> None:
        """Does again what was taken back last."""
        store, nothing = self._desk.store, N_("There is nothing to redo.")
        words, stopped = N_("Doing it again"), N_("Stopped. Nothing was done again.")
        self._do(store.next_sizes()[1], words, stopped, store.redo, lambda verb: self._say_step(verb, 1, nothing))

    def _say_step(self, verb: str | None, word: int, nothing: str) -> None:
        self._toast.say(self._desk.text(nothing if verb is None else VERBS.get(verb, _OTHER)[word]))

    def _do(self, size: int, words: str, stopped: str, work: Callable[[Heed], T], done: Callable[[T], object]) -> None:
        """Does at once what is quick, and beside the window what may take long; nothing else while that goes on.

        `words` are a msgid for what is going on, `stopped` one for that it was stopped.
        """
        if self._task is not None:
            return
        if size <= _QUICK:
            try:
                result = work(unheeded)
            except KideskError as error:
                self.tell(error)
            else:
                done(result)
            return

        def finish(result: T) -> None:
            self._task = None
            done(result)

        said = self._desk.text(words), self._desk.text(N_("Cancel"))
        self._task = tasks.start(
            self._window, said, lambda progress: work(tasks.heeding(progress, stopped)), finish, self._failed
        )

    def _failed(self, error: BaseException) -> None:
        self._task = None
        if isinstance(error, tasks.Stopped):
            self._toast.say(error.said(self._desk.language))
        else:
            self.tell(error if isinstance(error, KideskError) else KideskError(_UNEXPECTED))

    def history(self, record_type: RecordType, number: int) -> None:
        """Shows who changed what."""
        HistoryDialog(self._desk, record_type, number, self._window).open()

    def may_leave(self) -> bool:
        """Whether no open form holds back the window, nor what is being done."""
        return self._task is None and (self.dialog is None or self.dialog.close())

    def tell(self, error: KideskError) -> None:
        """Says what went wrong."""
        ask.tell(self._window, self._desk.language, ask.FAILED, error.said(self._desk.language))
