"""A dialog of a few fields, about a record or by itself, that keeps what was entered by whatever it is told to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.saving import SavingDialog
from kidesk.gui.plain import PlainLabel
from kidesk.records.field import Stored
from kidesk.records.record import Record

_ROOM = 480
Keep = Callable[[dict[str, Any]], object]


class FewFieldsDialog(SavingDialog):
    """`keep` is told the values by key and raises Invalid or KideskError.

    `explained` is a msgid of what will happen, or empty; the fields of one of the `lines` stand beside each other, and
    begin with `values` by their keys; `act` is the button's msgid. Of a `record`, its name stands above.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        explained: str,
        lines: Sequence[Sequence[Stored]],
        keep: Keep,
        act: str,
        parent: QWidget | None,
        values: Mapping[str, Any] | None = None,
        *,
        needed: Sequence[str] = (),
        record: Record | None = None,
    ) -> None:
        super().__init__(desk, title, parent, (600, 230 + 76 * len(lines)))
        self._keep, self.needed = keep, needed
        if record is not None:
            self.body.addWidget(copyable(record.caption(desk.language.code), "record", room=_ROOM))
        if explained:
            said = PlainLabel("", "muted", wrap=True)
            desk.say(said, said.setText, explained)
            self.body.addWidget(said)
        self._above = self.body.count()
        self.add_lines(lines, values or {})
        self.body.addStretch(1)
        self.add_ways_out(act)
        next(iter(self.boxes.values())).editor.setFocus()

    def add_above(self, *widgets: QWidget) -> None:
        """Puts something above the fields, beneath what is explained."""
        for widget in widgets:
            self.body.insertWidget(self._above, widget)
            self._above += 1

    def keep(self, values: dict[str, Any]) -> object:
        return self._keep(values)
