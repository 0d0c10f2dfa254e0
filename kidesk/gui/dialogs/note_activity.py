"""The dialog in which a person judges whether an agreement is alive: from what day on, and what that rests on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.field_box import FieldBox
from kidesk.i18n import N_
from kidesk.operations.agreement_activity import note_activity
from kidesk.operations.edit import Invalid
from kidesk.records import clock
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_terms import ActivityLevel
from kidesk.records.field import Stored, Unreadable
from kidesk.records.fields import Choice, Day, Text

_ROOM = 520
_FIELDS: tuple[Stored, ...] = (
    Choice(Agreement.activity, N_("The agreement is")),
    Day(Agreement.activity_on, N_("Seen on")),
    Text(Agreement.activity_evidence, N_("What it rests on"), N_("For example: a visit, a joint paper, no answer.")),
)


class NoteActivityDialog(Frame):
    """Keeps what a person judged. `noted` says that it is kept."""

    noted = Signal()

    def __init__(self, desk: Desk, agreement: Agreement, parent: QWidget | None) -> None:
        super().__init__(desk, N_("Note activity"), parent, (620, 340))
        self._number = agreement.id
        self.boxes = {field.key: FieldBox(desk, field) for field in _FIELDS}
        self.body.addWidget(copyable(agreement.caption(desk.language.code), "strong", room=_ROOM))
        line = QHBoxLayout()
        line.setSpacing(16)
        for key in ("activity", "activity_on"):
            line.addWidget(self.boxes[key], 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
        self.body.addWidget(self.boxes["activity_evidence"])
        self.body.addStretch(1)
        usual: dict[str, Any] = {"activity": ActivityLevel.ALIVE, "activity_on": clock.today()}
        for key, value in usual.items():
            self.boxes[key].editor.set_value(value)
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(N_("Note it"), self.save, is_default=True)
        self.boxes["activity"].editor.setFocus()

    def save(self) -> None:
        """Keeps the judgement, or says beside each field what must be put right first."""
        for box in self.boxes.values():
            box.show_problem("")
        try:
            values: list[Any] = [box.editor.value() for box in self.boxes.values()]
            level, on, evidence = values
            if on is None:
                raise Unreadable(N_("This field must be filled in."))
            note_activity(self.desk.store, self._number, level, on, evidence)
        except Unreadable as error:
            self._complain("activity_on", error.said(self.desk.language))
        except Invalid as invalid:
            for problem in reversed(invalid.problems):
                self._complain(problem.key, problem.said(self.desk.language))
        except KideskError as error:
            refused = error
            self.banner.say("bad", lambda: refused.said(self.desk.language))
        else:
            self.noted.emit()
            self.accept()

    def _complain(self, key: str, sentence: str) -> None:
        self.boxes[key].show_problem(sentence)
        self.boxes[key].editor.setFocus()
