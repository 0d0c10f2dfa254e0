"""The reminder at the start: one quiet line a day about what is urgent, with the way to the agenda."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.icons import IconLabel, dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.records import clock


class Reminder(QFrame):
    """Hidden while there is nothing to say; `agenda_asked` is sent when its button is pressed."""

    agenda_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "strip")
        self._desk = desk
        self._count = 0
        self.label = PlainLabel("", "strong", wrap=True)
        self.open = self._button(N_("Open the agenda"), "calendar-clock")
        self.open.clicked.connect(self.agenda_asked)
        self.close_button = self._button(N_("Close"), "x")
        for button in (self.open, self.close_button):
            button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 20, 8)
        row.setSpacing(10)
        row.addWidget(IconLabel("bell", "info"))
        row.addWidget(self.label, 1)
        row.addWidget(self.open)
        row.addWidget(self.close_button)
        self.hide()
        desk.keep_saying(self, self._speak)

    def _button(self, words: str, sign: str) -> QPushButton:
        button = QPushButton()
        self._desk.say(button, button.setText, words)
        dress_button(button, sign, "", 16)
        return button

    def remind(self, count: int) -> None:
        """Says how many dates are urgent, once a day; the settings keep which day that was."""
        today = clock.today().isoformat()
        if count and self._desk.settings.reminded_on != today:
            self._count = count
            self._speak()
            self.show()
            with suppress(KideskError):  # a day that cannot be kept only means another reminder
                self._desk.use(reminded_on=today)

    def _speak(self) -> None:
        self.label.setText(
            self._desk.language.plural(
                "{count} date is urgent or overdue.", "{count} dates are urgent or overdue.", self._count
            )
        )
