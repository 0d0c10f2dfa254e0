"""The list of what closed units still stand in, from which it is handed to other units."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame, Pane
from kidesk.gui.field_box import FieldBox
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.open_roles import OpenRole, open_roles, reassign
from kidesk.records.field import Unreadable
from kidesk.records.fields import Link
from kidesk.records.organisation import Organisation

_TO = Link(Organisation.successor_id, Organisation.successor, N_("Goes to the unit"))


class _Closed(QFrame):
    """What one closed unit still stands in, each with a box to mark, and the unit that it goes to."""

    def __init__(self, desk: Desk, roles: Sequence[OpenRole]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._desk = desk
        self.to = FieldBox(desk, _TO)
        if roles[0].heirs:
            heir: Any = roles[0].heirs[0]
            self.to.editor.set_value(heir)
        self.marks: dict[OpenRole, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        name, day = PlainLabel("", "section", wrap=True), PlainLabel("", "muted")
        column.addWidget(name)
        column.addWidget(day)
        for role in roles:
            mark = self.marks[role] = QCheckBox()
            mark.setChecked(bool(role.heirs))
            column.addWidget(mark)
        column.addWidget(self.to)
        unit = roles[0].unit
        desk.keep_saying(name, lambda: name.setText(unit.caption(desk.language.code)))
        closed = N_("Closed, last day {day}")
        desk.keep_saying(day, lambda: day.setText(desk.text(closed, day=desk.language.day(unit.valid_until))))
        desk.keep_saying(self, self._speak)

    def _speak(self) -> None:
        for role, mark in self.marks.items():
            where = self._desk.text(role.kind.label)
            said = f"{where}: {role.said(self._desk.language)}"
            mark.setText(_shortened(said).replace("&", "&&"))
            mark.setAccessibleName(said)

    def wanted(self) -> dict[OpenRole, int]:
        """The marked roles and the id of the unit they go to. Raises Unreadable."""
        marked = [role for role, mark in self.marks.items() if mark.isChecked()]
        self.to.show_problem("")
        if not marked:
            return {}
        to = self.to.editor.value()
        if not isinstance(to, int):
            raise Unreadable(N_("Choose the unit that takes over, or take the marks away."))
        return dict.fromkeys(marked, to)


class ReassignDialog(Frame):
    """Hands roles to other units. `reassigned` carries how many."""

    reassigned = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(desk, N_("Roles of closed units"), parent, (720, 640))
        found = open_roles(desk.store)
        self.units = [_Closed(desk, list(roles)) for _, roles in groupby(found, key=lambda role: role.unit.id)]
        lead = PlainLabel("", "muted", wrap=True)
        said = (
            N_("These stand with units that are closed. Mark what another unit takes over; the rest stays here.")
            if found
            else N_("No closed unit stands in a plan that is under way, in an agreement that runs, or above another.")
        )
        desk.say(lead, lead.setText, said)
        self.body.addWidget(lead)
        if not found:
            self.body.addStretch(1)
            self.add_close()
            return
        self.add_pane(self._pane())
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(N_("Hand over the marked"), self.save, is_default=True)

    def _pane(self) -> Pane:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(6, 2, 6, 2)
        column.setSpacing(12)
        for unit in self.units:
            column.addWidget(unit)
        column.addStretch(1)
        return Pane(holder, is_read=False)

    def save(self) -> None:
        """Hands over what is marked and closes, or says what must be put right first."""
        wanted: dict[OpenRole, int] = {}
        for unit in self.units:
            try:
                wanted |= unit.wanted()
            except Unreadable as error:
                unit.to.show_problem(error.said(self.desk.language))
                unit.to.editor.setFocus()
                return
        if not wanted:
            self.reject()
            return
        try:
            done = reassign(self.desk.store, wanted)
        except KideskError as error:
            refused = error
            self.banner.say("bad", lambda: refused.said(self.desk.language))
        else:
            self.reassigned.emit(done)
            self.accept()


def _shortened(text: str) -> str:
    """A check box does not break its line."""
    return text if len(text) <= 92 else f"{text[:91].rstrip()}…"
