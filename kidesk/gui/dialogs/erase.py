"""The dialog in which a person is erased: what it would reach, on what ground, and the proof afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.fields import FieldsDialog
from kidesk.gui.dialogs.frame import Pane
from kidesk.gui.field_box import FieldBox
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.erase_person import Decision, erase, look
from kidesk.operations.erasure_report import Erased, Found, outcome, reached
from kidesk.records import PRIVACY_DECISIONS
from kidesk.records.fields import Choice, Text
from kidesk.records.person import Person
from kidesk.records.privacy_decision import ErasureGround

_KEYS = ("ground", "decided_by", "dnr", "reason")
_NEEDED = ("ground", "decided_by")
_EDGE = 8
_STOPPED = N_("Stopped. Nothing was erased.")
_FAILED = N_("Something went wrong that kidesk did not expect. The log says what; look at the person again.")
_MUST = N_("This field must be filled in.")


class EraseDialog(FieldsDialog):
    """Erases one person for good. `erased` says that it was done."""

    erased = Signal()

    def __init__(self, desk: Desk, person: Person, parent: QWidget | None) -> None:
        super().__init__(desk, N_("Erase a person"), parent, (720, 760))
        self._number, self._name = person.id, person.caption(desk.language.code)
        self.found: Found | None = None
        self.proof: Erased | None = None
        self._task: tasks.Task | None = None
        described = {key: PRIVACY_DECISIONS.field(key) for key in _KEYS}
        self.boxes = {key: FieldBox(desk, one) for key, one in described.items() if isinstance(one, Choice | Text)}
        for key in _NEEDED:
            self.boxes[key].need()
        self._reached, self._who = PlainLabel("", wrap=True), PlainLabel("", "strong", wrap=True)
        self.files, self.backups, self.is_certain = QCheckBox(), QCheckBox(), QCheckBox()
        self._lay_out_body()
        self.cancel_button = self.add_button(N_("Cancel"), self.reject, is_default=True)
        self.erase_button = self.add_button(N_("Erase for good"), self.run, "trash-2")
        self.is_certain.toggled.connect(self._suit)
        desk.keep_saying(self, self._speak)
        self._look()

    def _lay_out_body(self) -> None:
        self._reached.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)  # the ring of the pane is painted around it
        self._reached.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._who)
        self._fields = QWidget()
        column = QVBoxLayout(self._fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.boxes["ground"], 1, Qt.AlignmentFlag.AlignTop)
        second.addWidget(self.boxes["decided_by"], 2, Qt.AlignmentFlag.AlignTop)
        second.addWidget(self.boxes["dnr"], 1, Qt.AlignmentFlag.AlignTop)
        for line in (first, second):
            line.setSpacing(16)
            column.addLayout(line)
        column.addWidget(self.boxes["reason"])
        self.body.addWidget(self._fields)
        self._heading = PlainLabel("", "section")
        self.body.addWidget(self._heading)
        self.body.addWidget(Pane(self._reached), 1)
        for box in (self.files, self.backups, self.is_certain):
            self.body.addWidget(box)

    # What happens

    def _look(self) -> None:
        def work(progress: tasks.Progress) -> Found:
            return look(self.desk.workspace, self._number, tasks.heeding(progress, _STOPPED))

        self._start(N_("Looking through the workspace"), work, self._show_found)

    def _show_found(self, found: Found) -> None:
        self.found = found

    def run(self) -> None:
        """Erases the person, or says beside the fields what is missing."""
        values, said = self.read()
        if values.get("ground") in (None, ErasureGround.NONE):
            said["ground"] = self.desk.text(_MUST)
        if not values.get("decided_by", "").strip():
            said["decided_by"] = self.desk.text(_MUST)
        for key in _KEYS:
            problems = [one for one in self.boxes[key].field.problems(values.get(key)) if not one.is_warning]
            if problems:
                said.setdefault(key, problems[0].said(self.desk.language))
        self.show_problems(said)
        if said or self.found is None or not self.is_certain.isChecked():
            return
        decision = Decision(values["ground"], values["decided_by"], values["reason"], values["dnr"])
        files = [file.id for file in self.found.files] if self.files.isChecked() else []
        destroys, language = self.backups.isChecked(), self.desk.language

        def work(progress: tasks.Progress) -> Erased:
            # What has begun is finished: a half erasure would be none.
            return erase(
                self.desk.workspace,
                self._number,
                decision,
                language=language,
                destroy_files=files,
                destroy_backups=destroys,
                step=lambda done, whole: progress(done, whole),
            )

        self._start(N_("Erasing"), work, self._show_done)

    def _show_done(self, result: Erased) -> None:
        self.proof = result
        tone = "ok" if result.is_proved and not result.backups else "warn"
        message = N_("The person was erased.") if result.is_proved else N_("The person was erased, but not everywhere.")
        self.banner.say(tone, lambda: self.desk.text(message))
        self.erased.emit()

    def _start(self, title: str, work: Callable[[tasks.Progress], Any], done: Callable[[Any], None]) -> None:
        def finish(result: Any) -> None:
            self._task = None
            done(result)
            self._speak()

        words = (self.desk.text(title), self.desk.text(N_("Cancel")))
        self._task = tasks.start(self, words, work, finish, self._failed)

    def _failed(self, error: BaseException) -> None:
        self._task = None
        known = error if isinstance(error, KideskError) else KideskError(_FAILED)
        self.banner.say("info" if isinstance(error, tasks.Stopped) else "bad", lambda: known.said(self.desk.language))
        self._speak()

    def reject(self) -> None:
        """Closes; while something is going on, asks it to stop instead."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()

    # What is shown

    def _speak(self) -> None:
        said, plural = self.desk.text, self.desk.language.plural
        is_done = self.proof is not None
        self._who.setText(self._name if not is_done else "")
        self._who.setVisible(not is_done)
        self._fields.setVisible(not is_done)
        self._heading.setText(said(N_("What was done")) if is_done else said(N_("What will happen")))
        self._reached.setText("\n".join(f"• {line}" for line in self._lines()))
        found = self.found
        self.files.setVisible(not is_done and found is not None and bool(found.files))
        self.backups.setVisible(not is_done and found is not None and bool(found.backups))
        self.is_certain.setVisible(not is_done)
        if found is not None:
            count = len(found.files)
            self.files.setText(
                plural(
                    "Destroy the {count} attached file that names the person",
                    "Destroy the {count} attached files that name the person",
                    count,
                )
            )
            count = len(found.backups)
            self.backups.setText(
                plural(
                    "Destroy the {count} backup that names the person",
                    "Destroy the {count} backups that name the person",
                    count,
                )
            )
        self.is_certain.setText(said(N_("It is decided, and I know that it cannot be taken back")))
        self.erase_button.setVisible(not is_done)
        self.cancel_button.setText(said(N_("Close")) if is_done else said(N_("Cancel")))
        self._suit()

    def _suit(self) -> None:
        self.erase_button.setEnabled(self.found is not None and self._task is None and self.is_certain.isChecked())

    def _lines(self) -> Iterator[str]:
        if self.proof is not None:
            yield from outcome(self.proof, self.desk.workspace.folder, self.desk.language)
        elif self.found is not None:
            yield from reached(self.found, self.desk.language)

