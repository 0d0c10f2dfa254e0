"""The dialog in which a unit is renamed, merged, split or closed from a day on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.fields import FieldsDialog
from kidesk.gui.dialogs.labelled import Labelled, Options
from kidesk.gui.field_box import FieldBox
from kidesk.gui.parts_editor import UnreadableCell
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations import change_unit
from kidesk.operations.edit import Invalid
from kidesk.records import clock
from kidesk.records.field import Stored, Unreadable
from kidesk.records.fields import Day, Link, Parts, Text
from kidesk.records.organisation import FormerName, Names, Organisation

_ROOM = 560
_MUST = N_("This field must be filled in.")
_NAMES = (
    Text(Organisation.name_sv, N_("Name in Swedish")),
    Text(Organisation.name_en, N_("Name in English")),
    Text(Organisation.abbreviation, N_("Abbreviation")),
)
_ON = Day(Organisation.valid_from, N_("From the day"))
_INTO = Link(
    Organisation.successor_id,
    Organisation.successor,
    N_("It goes up in the unit"),
    N_("Left empty, a new unit is made with the names beneath."),
)
_PIECES = Parts(
    Organisation.earlier_names,
    N_("New units"),
    (
        Text(FormerName.name_sv, N_("Name in Swedish")),
        Text(FormerName.name_en, N_("Name in English")),
        Text(FormerName.abbreviation, N_("Abbreviation")),
    ),
)


class Change(Enum):
    """What can happen to a unit."""

    RENAME = N_("It is given another name")
    MERGE = N_("It goes up in another unit")
    SPLIT = N_("It is split into several units")
    CLOSE = N_("It is closed, and nothing takes its place")


class ChangeUnitDialog(FieldsDialog):
    """Changes one unit. `changed` says that it was done."""

    changed = Signal()

    def __init__(self, desk: Desk, unit: Organisation, parent: QWidget | None) -> None:
        super().__init__(desk, N_("Change the unit"), parent, (660, 500))
        self._unit = unit
        self.how = Options(desk, [(one, one.value) for one in Change])
        described: tuple[Stored | Parts, ...] = (_ON, _INTO, *_NAMES)
        self.boxes = {field.key: FieldBox(desk, field) for field in described}
        self.pieces = FieldBox(desk, _PIECES)
        self._happens = PlainLabel("", "muted", wrap=True)
        self._lay_out_body()
        self._fill()
        desk.keep_saying(self, self._show)
        self.how.currentIndexChanged.connect(self._choose)
        self.boxes["valid_from"].editor.changed.connect(self._show)
        self.boxes["successor_id"].editor.changed.connect(self._show)
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(N_("Change the unit"), self.save, is_default=True)
        self.how.setFocus()

    def _lay_out_body(self) -> None:
        self.body.addWidget(copyable(self._unit.caption(self.desk.language.code), "strong", room=_ROOM))
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(Labelled(self.desk, N_("What happens to it"), self.how), 2, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.boxes["valid_from"], 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
        self.body.addWidget(self.boxes["successor_id"])
        self._names = QWidget()
        names = QHBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(16)
        for field, share in zip(_NAMES, (3, 3, 1), strict=True):
            names.addWidget(self.boxes[field.key], share, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._names)
        self.body.addWidget(self.pieces)
        heading = PlainLabel("", "section")
        self.desk.say(heading, heading.setText, N_("What will happen"))
        self.body.addWidget(heading)
        self.body.addWidget(self._happens)
        self.body.addStretch(1)

    def _fill(self) -> None:
        today: Any = clock.today()
        self.boxes["valid_from"].editor.set_value(today)
        self._choose()
        for _ in range(2):
            self.pieces.editor.add_row()  # type: ignore[union-attr]

    def _choose(self) -> None:
        """A new name begins with the present one; that of a new unit is another."""
        for field in _NAMES:
            value: Any = getattr(self._unit, field.key) if self.how.value() is Change.RENAME else ""
            self.boxes[field.key].editor.set_value(value)
        self._show()

    def _show(self) -> None:
        change = self.how.value()
        self.boxes["successor_id"].setVisible(change is Change.MERGE)
        self._names.setVisible(change is Change.RENAME or (change is Change.MERGE and self._into() is None))
        self.pieces.setVisible(change is Change.SPLIT)
        self._happens.setText("\n".join(f"• {line}" for line in self._consequences(change)))

    def _into(self) -> int | None:
        try:
            into: Any = self.boxes["successor_id"].editor.value()
        except Unreadable:
            return None
        return into if isinstance(into, int) else None

    def _consequences(self, change: Change) -> Iterator[str]:
        said = self.desk.text
        try:
            day: Any = self.boxes["valid_from"].editor.value()
        except Unreadable:
            day = None
        first = day if isinstance(day, dt.date) else clock.today()
        before = self.desk.language.day(first - dt.timedelta(days=1))
        if change is Change.RENAME:
            yield said(N_("Reports about days until {day} go on saying the old name."), day=before)
            return
        yield said(N_("The unit stays in the register as closed, with {day} as its last day."), day=before)
        if change is Change.CLOSE:
            yield said(N_("What it was to do is left for you to hand to other units."))
        else:
            yield said(N_("What it was to do is proposed to what takes its place; you decide each role."))
        yield said(N_("What was reported before stays as it was."))

    def save(self) -> None:
        """Changes the unit and closes, or says beside the fields what must be put right first."""
        self.pieces.show_problem("")
        values, said = self.read(self._asked())
        if values.get("valid_from", "") is None:
            said["valid_from"] = self.desk.text(_MUST)
        self.show_problems(said)
        if said:
            return
        try:
            self._change(**values)
        except UnreadableCell as error:
            self.pieces.show_problem(error.said(self.desk.language))
        except Invalid as invalid:
            for problem in reversed(invalid.problems):
                self._complain(problem.key, problem.said(self.desk.language))
        except KideskError as error:
            refused = error
            self.banner.say("bad", lambda: refused.said(self.desk.language))
        else:
            self.changed.emit()
            self.accept()

    def _asked(self) -> list[str]:
        """The keys of the fields that the chosen change asks for."""
        change, names = self.how.value(), [field.key for field in _NAMES]
        if change is Change.MERGE:
            return ["valid_from", "successor_id", *names]
        return ["valid_from", *names] if change is Change.RENAME else ["valid_from"]

    def _change(self, valid_from: dt.date, successor_id: int | None = None, **named: str) -> None:
        change, store, number = self.how.value(), self.desk.store, self._unit.id
        if change is Change.RENAME:
            change_unit.rename(store, number, _names(named), valid_from)
        elif change is Change.MERGE:
            change_unit.merge(store, number, successor_id or _names(named), valid_from)
        elif change is Change.SPLIT:
            rows: Any = self.pieces.editor.value()
            change_unit.split(store, number, [one for one in map(_names, rows) if any(one)], valid_from)
        else:
            change_unit.close(store, number, valid_from)

    def _complain(self, key: str, sentence: str) -> None:
        box = self.boxes.get("name_sv" if key == "name" else key, self.pieces)
        if box.isVisible():
            box.show_problem(sentence)
            box.editor.setFocus()
        else:
            self.banner.say("bad", lambda: sentence)


def _names(typed: Mapping[str, str]) -> Names:
    return Names(typed["name_sv"], typed["name_en"], typed["abbreviation"])
