"""A dialog of a few fields that keeps what was entered, and says beside the fields what must be put right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from kidesk.operations.edit import Invalid
from kidesk.records.field import Stored

_ROOM = 480
Keep = Callable[[dict[str, Any]], object]


class FewFieldsDialog(FieldsDialog):
    """`keep` is told the values by key and raises Invalid or KideskError; `kept` carries what it returns.

    `explained` is a msgid of what will happen; the fields stand in `rows`, those of one row beside each other. `about`
    names the record it is about; `needed` are the keys of fields that may be empty in the record, but not here.
    """

    kept = Signal(object)

    def __init__(
        self,
        desk: Desk,
        title: str,
        explained: str,
        rows: tuple[tuple[Stored, ...], ...],
        keep: Keep,
        act: str,
        parent: QWidget | None,
        values: Mapping[str, Any] | None = None,
        *,
        about: str = "",
        needed: Sequence[str] = (),
    ) -> None:
        super().__init__(desk, title, parent, (600, 200 + 90 * len(rows)))
        self._keep = keep
        if about:
            self.body.addWidget(copyable(about, "record", room=_ROOM))
        self.explained = PlainLabel("", "muted", wrap=True)
        desk.say(self.explained, self.explained.setText, explained)
        self.body.addWidget(self.explained)
        self.boxes = {field.key: FieldBox(desk, field) for row in rows for field in row}
        for row in rows:
            line = QHBoxLayout()
            line.setSpacing(16)
            for field in row:
                line.addWidget(self.boxes[field.key], 1, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(line)
        for key in needed:
            self.boxes[key].need()
        for key, value in (values or {}).items():
            self.boxes[key].editor.set_value(value)
        self.body.addStretch(1)
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(act, self.save, is_default=True)
        next(iter(self.boxes.values())).editor.setFocus()

    def save(self) -> None:
        """Keeps what was entered, or says what must be put right first."""
        values, said = self.read()
        self.show_problems(said)
        if said:
            return
        try:
            done = self._keep(values)
        except Invalid as invalid:
            problems = {one.key: one.said(self.desk.language) for one in reversed(invalid.problems)}
            self.show_problems({key: one for key, one in problems.items() if key in self.boxes})
            others = [one for key, one in problems.items() if key not in self.boxes]
            if others:
                self.banner.say("bad", lambda: " ".join(others))
        except KideskError as error:
            refused = error
            self.banner.say("bad", lambda: refused.said(self.desk.language))
        else:
            self.accept()
            self.kept.emit(done)
