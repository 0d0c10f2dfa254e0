"""What every dialog does that saves a few fields: it keeps them in one operation, or says what must be put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from kidesk.errors import KideskError
from kidesk.gui.dialogs.fields import FieldsDialog
from kidesk.gui.field_box import FieldBox
from kidesk.i18n import N_
from kidesk.operations.edit import Invalid
from kidesk.records.field import Stored


class SavingDialog(FieldsDialog):
    """`saved` carries what `keep` returned, once the dialog has closed.

    `needed` are the keys of fields that may be empty in the record, but not here.
    """

    saved = Signal(object)
    needed: Sequence[str] = ()

    def add_lines(self, lines: Iterable[Sequence[Stored]], values: Mapping[str, Any]) -> None:
        """Makes the fields and begins with `values` by their keys; the fields of a line stand beside each other."""
        boxes: dict[str, FieldBox] = {}
        for line in lines:
            row = QHBoxLayout()
            row.setSpacing(16)
            for field in line:
                boxes[field.key] = FieldBox(self.desk, field)
                row.addWidget(boxes[field.key], 1, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(row)
        for key in self.needed:
            boxes[key].need()
        for key, value in values.items():
            boxes[key].editor.set_value(value)
        self.boxes = boxes

    def add_ways_out(self, act: str) -> None:
        """The buttons: leave everything as it is, or do what the msgid `act` says."""
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(act, self.save, is_default=True)

    def keep(self, values: dict[str, Any]) -> object:
        """Keeps the values by key. Raises Invalid and KideskError; nothing is kept then."""
        raise NotImplementedError

    def save(self) -> None:
        """Keeps what was entered and closes, or says beside the fields what must be put right first."""
        values, said = self.read()
        missing = self.desk.text(N_("This field must be filled in."))
        said |= {key: missing for key in self.needed if key in values and values[key] is None}
        self.show_problems(said)
        if said:
            return
        try:
            done = self.keep(values)
        except Invalid as invalid:
            self._put_right(invalid)
        except KideskError as error:
            self.banner.say("bad", partial(error.said, self.desk.language))
        else:
            self.accept()
            self.saved.emit(done)

    def _put_right(self, invalid: Invalid) -> None:
        """Says the first problem of each field beside it, and above what belongs to no field of the dialog."""
        problems = {one.key: one.said(self.desk.language) for one in reversed(invalid.problems)}
        self.show_problems({key: one for key, one in problems.items() if key in self.boxes})
        others = [one for key, one in problems.items() if key not in self.boxes]
        if others:
            self.banner.say("bad", lambda: " ".join(others))
