"""Snooze until a date: asks for the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.labelled import Labelled
from kidesk.i18n import N_
from kidesk.records.agreement import Snooze
from kidesk.records.fields import Day


class SnoozeDialog(Frame):
    """`snooze` is called with the day; what it refuses is said beneath the field."""

    def __init__(self, desk: Desk, snooze: Callable[[dt.date], None], parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Snooze until a date"), parent, (480, 240))
        self._snooze = snooze
        self._field = Day(Snooze.until_on, N_("Snoozed until"))
        self.day = QLineEdit()
        self.box = Labelled(desk, self._field.label, self.day, N_("Written as 2026-11-05."))
        self.body.addWidget(self.box)
        self.body.addStretch(1)
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(N_("Snooze"), self.save, is_default=True)
        self.day.setFocus()

    def save(self) -> None:
        """Snoozes, or says what must be put right first."""
        try:
            if not self.day.text().strip():
                raise KideskError(N_("This field must be filled in."))
            self._snooze(self._field.parse(self.day.text(), self.desk.language))
        except KideskError as error:
            self.box.show_problem(error.said(self.desk.language))
            self.day.setFocus()
        else:
            self.accept()
