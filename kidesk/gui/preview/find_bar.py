"""The field for words to look for in the document, how many there are, and the way from one to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.plain import PlainLabel
from kidesk.gui.preview.page_tools import tool
from kidesk.i18n import N_

_PAUSE = 150
_COUNT_WIDTH = 72


class _Field(QLineEdit):
    """A line in which Enter goes to the next hit, Shift+Enter to the one before, and Escape takes the words away."""

    step_asked = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step_asked.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QWidget):
    """`sought` carries words shortly after they were typed, `step_asked` 1 or -1; `left` says that it was left."""

    sought = Signal(str)
    step_asked = Signal(int)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place: tuple[int, int] | None = None
        self.field = _Field()
        self.field.setMinimumWidth(120)
        self.setMaximumWidth(460)
        desk.say(self.field, self.field.setPlaceholderText, N_("Find in the document (Ctrl+F)"))
        desk.say(self.field, self.field.setAccessibleName, N_("Find in the document"))
        self.count = PlainLabel("", "muted")
        self.back = tool(desk, "chevron-up", N_("The hit before"), "Shift+F3")
        self.on = tool(desk, "chevron-down", N_("The next hit"), "F3")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addSpacing(4)
        for widget in (self.count, self.back, self.on):
            row.addWidget(widget)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self.sought.emit(self.field.text()))
        self.field.textChanged.connect(lambda: self._pause.start())
        self.field.step_asked.connect(self.step)
        self.field.left.connect(self.left)
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        desk.keep_saying(self, self._speak)

    def step(self, by: int) -> None:
        """Asks for the next hit (1) or the one before (-1); what was only just typed is looked for first."""
        if self._pause.isActive():
            self._pause.stop()
            self.sought.emit(self.field.text())
        else:
            self.step_asked.emit(by)

    def ask(self) -> None:
        """Gives the field the keyboard."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_place(self, place: int, hits: int, *, is_asked: bool) -> None:
        """Says which hit (from 0) of how many is current, where anything is looked for."""
        said = self.count.text()
        self._place = (place, hits) if is_asked else None
        self.back.setEnabled(hits > 0)
        self.on.setEnabled(hits > 0)
        self._speak()
        if self.count.text() and self.count.text() != said:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.count, self.count.text()))

    def _speak(self) -> None:
        text, number = self._desk.text, self._desk.language.number
        if self._place is None:
            said = ""
        elif self._place[1]:
            said = text(N_("{place} of {hits}"), place=number(self._place[0] + 1), hits=number(self._place[1]))
        else:
            said = text(N_("No hits"))
        self.count.setText(said)
        self.count.setMinimumWidth(max(self.count.sizeHint().width(), _COUNT_WIDTH))
