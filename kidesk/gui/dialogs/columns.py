"""Choosing the columns of a list: which fields it shows, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kidesk.gui.column_choice import offered_columns
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.plain import PlainLabel
from kidesk.gui.tool_button import tool_button
from kidesk.i18n import N_
from kidesk.records.field import Field
from kidesk.records.record_type import RecordType

_SIZE = (520, 620)
_ROW = 32
_KEY = Qt.ItemDataRole.UserRole


class _Fields(QListWidget):
    """Fields with a box to mark each; Alt with an arrow moves the one that the keyboard is at."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes the keys that move."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class ColumnsDialog(Frame):
    """`chosen` carries the keys of the fields to show, in their order; `reset_asked` wants the usual ones."""

    chosen = Signal(list)
    reset_asked = Signal()

    def __init__(self, desk: Desk, record_type: RecordType, shown: Sequence[str], parent: QWidget | None) -> None:
        super().__init__(desk, N_("Columns of the list"), parent, _SIZE)
        lead = PlainLabel("", "muted", wrap=True)
        said = N_("Mark what the list is to show, and move it with the arrows. The first column stays.")
        desk.say(lead, lead.setText, said)
        self.list = _Fields()
        desk.say(self.list, self.list.setAccessibleName, N_("Columns"))
        self.list.moved.connect(self.move_current)
        self._fill(record_type, shown)
        self.body.addWidget(lead)
        self.body.addLayout(self._laid_out(), 1)
        self.add_button(N_("Reset columns"), self._reset, "undo-2", at_start=True)
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(N_("Show these columns"), self._choose, is_default=True)
        self.list.setFocus()

    def _laid_out(self) -> QHBoxLayout:
        row, buttons = QHBoxLayout(), QVBoxLayout()
        self.up = tool_button(self.desk, N_("Up"), "chevron-up")
        self.down = tool_button(self.desk, N_("Down"), "chevron-down")
        for button, step in ((self.up, -1), (self.down, 1)):
            button.clicked.connect(lambda checked=False, step=step: self.move_current(step))
            buttons.addWidget(button)
        buttons.addStretch(1)
        row.setSpacing(8)
        row.addWidget(self.list, 1)
        row.addLayout(buttons)
        self.list.currentRowChanged.connect(self._suit)
        self._suit(self.list.currentRow())
        return row

    def _fill(self, record_type: RecordType, shown: Sequence[str]) -> None:
        known = {field.key: field for field in offered_columns(record_type)}
        first = [known[key] for key in shown]
        for field in [*first, *(one for one in known.values() if one.key not in shown)]:
            self.list.addItem(self._item(field, is_shown=field.key in shown))
        fixed = self.list.item(0)
        fixed.setFlags(fixed.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        self.list.setCurrentRow(1 if self.list.count() > 1 else 0)

    def _item(self, field: Field, *, is_shown: bool) -> QListWidgetItem:
        item = QListWidgetItem(self.desk.text(field.label))
        item.setData(_KEY, field.key)
        item.setSizeHint(QSize(0, _ROW))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if is_shown else Qt.CheckState.Unchecked)
        return item

    def _suit(self, row: int) -> None:
        self.up.setEnabled(row > 1)
        self.down.setEnabled(0 < row < self.list.count() - 1)

    def move_current(self, step: int) -> None:
        """Moves the field that the keyboard is at up or down; nothing goes before the first."""
        row = self.list.currentRow()
        if row < 1 or not 1 <= row + step < self.list.count():
            return
        item = self.list.takeItem(row)
        self.list.insertItem(row + step, item)
        self.list.setCurrentRow(row + step)

    def keys(self) -> list[str]:
        """The keys of the marked fields, in their order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [str(item.data(_KEY)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _choose(self) -> None:
        self.chosen.emit(self.keys())
        self.accept()

    def _reset(self) -> None:
        self.reset_asked.emit()
        self.accept()
