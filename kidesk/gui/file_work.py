"""What can be done with attached files from any page: attach, open, save a copy, remove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from kidesk.errors import KideskError
from kidesk.gui import ask, tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.attach import AttachDialog
from kidesk.gui.record_work import RecordWork
from kidesk.i18n import N_
from kidesk.operations import attach_file

_STOPPED = N_("Stopped. No copy was made.")
_FAILED = N_("The file could not be copied, for a reason kidesk did not expect. Nothing was changed; try again.")
_ALL = N_("All files (*)")


class FileWork(QObject):
    """Works on files for a window."""

    def __init__(self, desk: Desk, window: QWidget, work: RecordWork) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._work = work

    def do(self, act: str, number: int, what: Any) -> None:
        """Does what a list of files asked for, for the agreement with the id `number`."""
        if act == "attach":
            self.attach(number, what)
        else:
            {"open": self.open, "copy": self.save_copy, "remove": self.remove}[act](what)

    @property
    def _parent(self) -> QWidget:
        return QApplication.activeModalWidget() or self._window

    def attach(self, number: int, files: Sequence[Path] = ()) -> None:
        """Opens the dialog that attaches files; asks for one where none were dropped."""
        if not files:
            chosen = places.choose_to_read(self._parent, self._desk.text(N_("Attach a file")), self._desk.text(_ALL))
            files = [chosen] if chosen is not None else []
        if files:
            dialog = AttachDialog(self._desk, number, files, self._parent)
            dialog.attached.connect(self._attached)
            dialog.open()

    def _attached(self, count: int) -> None:
        self._work.offer_undo(self._desk.language.plural("{count} file attached", "{count} files attached", count))

    def open(self, number: int) -> None:
        """Opens a copy in the program the system has for it."""
        workspace = self._desk.workspace
        self._start(lambda step: attach_file.copy_to_open(workspace, number, step), self._show)

    def _show(self, copy: Path) -> None:
        if not places.show(copy):
            self._tell(KideskError(N_("The system has no program that opens this file. Save a copy of it instead.")))

    def save_copy(self, number: int) -> None:
        """Asks where to, and writes a copy there."""
        workspace = self._desk.workspace
        try:
            name = attach_file.find(workspace.store, number).name
        except KideskError as error:
            self._tell(error)
            return
        title = self._desk.text(N_("Save a copy"))
        target = places.choose_to_save(self._parent, title, places.documents() / name, self._desk.text(_ALL))
        if target is not None:
            self._start(lambda step: attach_file.save_copy(workspace, number, target, step), self._saved)

    def _saved(self, target: Path) -> None:
        self._work.say(self._desk.text(N_("A copy of the file stands in {file}."), file=target))

    def _start(self, work: Callable[[Callable[..., None]], Path], done: Callable[[Path], None]) -> None:
        words = (self._desk.text(N_("Copying the file")), self._desk.text(N_("Cancel")))
        tasks.start(
            self._parent, words, lambda progress: work(tasks.heeding(progress, _STOPPED)), done, self._failed
        )

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, tasks.Stopped):
            self._tell(error if isinstance(error, KideskError) else KideskError(_FAILED))

    def remove(self, number: int) -> None:
        """Removes a file at once; the toast takes it back."""
        try:
            attach_file.detach(self._desk.store, number)
        except KideskError as error:
            self._tell(error)
        else:
            self._work.offer_undo(self._desk.text(N_("The file was removed")))

    def _tell(self, error: KideskError) -> None:
        ask.tell(self._parent, self._desk.language, ask.FAILED, error.said(self._desk.language))
