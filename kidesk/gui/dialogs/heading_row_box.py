"""The row of a table that its headings stand in: shown, stepped through and typed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QSpinBox

from kidesk.gui.desk import Desk
from kidesk.gui.theme import dress_spin_box
from kidesk.i18n import N_

HEADINGS_IN_ROW = N_("Headings in row")
_WIDTH = 96
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HeadingRowBox(QSpinBox):
    """A row number from 1; `asked` carries the one that a person wants. Steps pass over empty rows."""

    asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._rows: Sequence[int] = (1,)
        self.setKeyboardTracking(False)
        self.setMinimumWidth(_WIDTH)
        dress_spin_box(self)
        desk.say(self, self.lineEdit().setAccessibleName, HEADINGS_IN_ROW)
        self.valueChanged.connect(self.asked)

    def show_row(self, row: int, rows: Sequence[int]) -> None:
        """Shows the row of headings, one of the `rows` that are not empty, without asking for it."""
        self._rows = rows
        self.blockSignals(True)
        self.setRange(rows[0], rows[-1])
        self.setValue(row)
        self.blockSignals(False)

    def stepBy(self, steps: int) -> None:
        """Goes so many rows on that are not empty."""
        here = bisect_left(self._rows, self.value()) if steps > 0 else bisect_right(self._rows, self.value()) - 1
        self.setValue(self._rows[min(max(here + steps, 0), len(self._rows) - 1)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the number that is typed; it does not press the dialog's button."""
        super().keyPressEvent(event)
        if event.key() in _RETURN:
            event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel that scrolls the dialog changes nothing here."""
        event.ignore()
