"""A dialog in which one thing is noted about a record: a few fields, and what keeps their values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.fields import FieldsDialog
from kidesk.gui.field_box import FieldBox
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.edit import Invalid, Saved
from kidesk.records.field import Stored
from kidesk.records.record import Record

_ROOM = 480
Keep = Callable[[dict[str, Any]], Saved]


class NoteDialog(FieldsDialog):
    """`lines` are the fields, those of a line beside each other; `values` what they begin with by key.

    `keep` takes the values by key and saves them; what it refuses is said beside the fields. `needed` are the keys of
    fields that may be empty in the record, but not here. `noted` carries what was saved. `act` is the button's msgid.
    """

    noted = Signal(object)

    def __init__(
        self,
        desk: Desk,
        title: str,
        record: Record,
        lines: Sequence[Sequence[Stored]],
        values: Mapping[str, Any],
        keep: Keep,
        act: str,
        parent: QWidget | None,
        needed: Sequence[str] = (),
    ) -> None:
        super().__init__(desk, title, parent, (580, 230 + 76 * len(lines)))
        self._keep, self._needed = keep, needed
        self.body.addWidget(copyable(record.caption(desk.language.code), "record", room=_ROOM))
        self.boxes = {field.key: FieldBox(desk, field) for line in lines for field in line}
        for line in lines:
            row = QHBoxLayout()
            row.setSpacing(16)
            for field in line:
                row.addWidget(self.boxes[field.key], 1, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(row)
        self.body.addStretch(1)
        for key in needed:
            self.boxes[key].need()
        for key, value in values.items():
            self.boxes[key].editor.set_value(value)
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(act, self.save, is_default=True)
        self.boxes[lines[0][0].key].editor.setFocus()

    def add_above(self, widget: QWidget) -> None:
        """Puts something between the record's name and the fields."""
        self.body.insertWidget(1, widget)

    def explain(self, sentence: str) -> None:
        """Says what this is for, beneath the record's name; `sentence` is a msgid."""
        label = PlainLabel("", "muted", wrap=True)
        self.desk.say(label, label.setText, sentence)
        self.add_above(label)

    def save(self) -> None:
        """Saves and closes, or says beside the fields what must be put right first."""
        values, said = self.read()
        for key in self._needed:
            if values.get(key) is None and key not in said:
                said[key] = self.desk.text(N_("This field must be filled in."))
        if not said:
            try:
                saved = self._keep(values)
            except Invalid as error:
                for problem in error.problems:
                    said.setdefault(problem.key, problem.said(self.desk.language))
            except KideskError as error:
                self.banner.say("bad", partial(error.said, self.desk.language))
                return
            else:
                self.noted.emit(saved)
                self.accept()
                return
        self.show_problems(said)
