"""The dialog that attaches files: what they are, said once for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui import tasks
from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.field_box import FieldBox
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations import attach_file
from kidesk.records.attachment import clean_name
from kidesk.records.field import Unreadable

_STOPPED = N_("Stopped. Nothing was attached.")
_FAILED = N_("The files could not be attached, for a reason kidesk did not expect. Nothing was changed; try again.")
_MOST_NAMED = 8
_ROOM = 500


class AttachDialog(Frame):
    """Attaches files to an agreement. `attached` carries how many."""

    attached = Signal(int)

    def __init__(self, desk: Desk, number: int, files: Sequence[Path], parent: QWidget | None) -> None:
        super().__init__(desk, N_("Attach files"), parent, (620, 320))
        self._number = number
        self._files = list(files)
        self._task: tasks.Task | None = None
        for file in self._files[:_MOST_NAMED]:
            self.body.addWidget(copyable(clean_name(file.name), room=_ROOM))
        if len(self._files) > _MOST_NAMED:
            more = PlainLabel("", "muted")
            desk.say(more, more.setText, N_("… and {count} more"), count=len(self._files) - _MOST_NAMED)
            self.body.addWidget(more)
        self.boxes = {key: FieldBox(desk, attach_file.FIELDS[key]) for key in ("kind", "language", "dated_on")}
        row = QHBoxLayout()
        row.setSpacing(16)
        for box in self.boxes.values():
            box.editor.set_value(attach_file.FIELDS[box.field.key].default)
            row.addWidget(box, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.add_button(N_("Cancel"), self.reject)
        self.attach_button = self.add_button(N_("Attach"), self.attach, "paperclip", is_default=True)
        self.boxes["kind"].editor.setFocus()

    def attach(self) -> None:
        """Attaches the files and closes, or says what is wrong."""
        try:
            values: dict[str, Any] = {key: box.editor.value() for key, box in self.boxes.items()}
        except Unreadable as error:
            self.boxes["dated_on"].show_problem(error.said(self.desk.language))
            self.boxes["dated_on"].editor.setFocus()
            return
        about = attach_file.About(**values)
        workspace, number, files = self.desk.workspace, self._number, self._files

        def work(progress: tasks.Progress) -> Any:
            return attach_file.attach(workspace, number, files, about, tasks.heeding(progress, _STOPPED))

        self.banner.hide()
        self.attach_button.setEnabled(False)
        words = (self.desk.text(N_("Attaching files")), self.desk.text(N_("Cancel")))
        self._task = tasks.start(self, words, work, self._done, self._failed)

    def _done(self, numbers: list[int]) -> None:
        self._task = None
        self.attached.emit(len(numbers))
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._task = None
        self.attach_button.setEnabled(True)
        known = error if isinstance(error, KideskError) else KideskError(_FAILED)
        self.banner.say("info" if isinstance(error, tasks.Stopped) else "bad", lambda: known.said(self.desk.language))

    def reject(self) -> None:
        """Closes; while files are being attached, asks that to stop instead."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()
