"""The dialog that asks for the department and the year of an annual list."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.labelled import Labelled, Options
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.annual_list import departments, years
from kidesk.records import clock


class AnnualListDialog(Frame):
    """`chosen` carries the department's id, None for all of them, and the year."""

    chosen = Signal(object, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Annual list of agreements"), parent, (560, 260))
        said = N_(
            "The list tells which agreements were concluded, in force and ended in the year, for the department’s "
            "annual report. Units beneath the department are included."
        )
        words = PlainLabel("", "muted", wrap=True)
        desk.say(words, words.setText, said)
        self.department = Options(desk, self._departments(), is_named=True)
        self.year = Options(desk, [(year, str(year)) for year in reversed(years(desk.store))], is_named=True)
        last = clock.today().year - 1
        if last in years(desk.store):
            self.year.set_value(last)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Labelled(desk, N_("Department"), self.department), 3)
        row.addWidget(Labelled(desk, N_("Year"), self.year), 1)
        self.body.addWidget(words)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(N_("Preview…"), self.choose, "file-text", is_default=True)
        self.department.setFocus()

    def _departments(self) -> list[tuple[Any, str]]:
        code = self.desk.language.code
        units = [(unit.id, unit.caption(code)) for unit in departments(self.desk.store)]
        return [(None, self.desk.text(N_("All departments"))), *units]

    def choose(self) -> None:
        """Closes, and says what was chosen."""
        self.accept()
        self.chosen.emit(self.department.value(), self.year.value())
