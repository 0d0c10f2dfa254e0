"""The rows of a file by outcome, with what is to be known about the one that is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.differences import DifferencesTable
from kidesk.gui.dialogs.outcome_table import OutcomeTable, OutcomeTabs
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.import_report import Outcome

_LEAST_ROWS = 37 + 48
_CHANGES_HEIGHT = 37 + 3 * 32
_HEADINGS = (N_("Field"), N_("Stored here"), N_("In the file"))


class OutcomeView(QWidget):
    """Tabs, table and details. `looked_at` says that another row is looked at, `copied` how many were copied."""

    looked_at = Signal()
    copied = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._has_details = True
        self.tabs, self.table = OutcomeTabs(desk), OutcomeTable(desk)
        self.copy_button = QPushButton()
        desk.say(self.copy_button, self.copy_button.setText, N_("Copy the refused rows"))
        dress_button(self.copy_button, "copy", "quiet")
        self.copy_button.setAutoDefault(False)
        self.remark, self.changes = PlainLabel("", "muted", wrap=True), DifferencesTable()
        desk.say(self.table, self.table.setAccessibleName, N_("Rows of the file"))
        desk.say(self.changes, self.changes.setAccessibleName, N_("What changes"))
        self.table.setMinimumHeight(_LEAST_ROWS)
        self.changes.setFixedHeight(_CHANGES_HEIGHT)
        self._lay_out()
        self.tabs.chosen.connect(self._choose)
        self.copy_button.clicked.connect(self.copy_refused)
        self.table.selectionModel().currentRowChanged.connect(lambda: self._look())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addStretch(1)
        foot = QHBoxLayout()  # not beside the tabs, which need the whole width for their words
        foot.addWidget(self.remark, 1)
        foot.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        column.addWidget(self.changes)

    def show_rows(self, rows: Sequence[Outcome], words: Mapping[str, str]) -> None:
        """Shows other rows, or the same in other words; the place that was looked at stays so."""
        place = max(self.table.currentIndex().row(), 0)
        self.table.rows.show_rows(rows, words)
        counts = self.table.rows.counts()
        self.tabs.show_counts(counts, words)
        self.copy_button.setVisible(counts["refused"] > 0)
        self._go_to(place)

    def show_details(self, is_shown: bool) -> None:
        """Shows or hides what is to be known about the row that is looked at."""
        self._has_details = is_shown
        self._look()

    def _choose(self, outcome: str) -> None:
        self.table.rows.choose(outcome)
        self._go_to(0)

    def _go_to(self, place: int) -> None:
        if self.table.rows.rowCount():
            self.table.selectRow(min(place, self.table.rows.rowCount() - 1))
        self._look()

    def _look(self) -> None:
        """Shows what is to be known about the row that is looked at."""
        row, language = self.table.current(), self._desk.language
        changes = row.changes if row is not None and self._has_details else ()
        self.changes.show_lines(
            [self._desk.text(heading) for heading in _HEADINGS],
            [[text or "—" for text in change.said(language)] for change in changes],
        )
        self.changes.setVisible(bool(changes))
        self.remark.setText(self._remark(row) if row is not None and self._has_details else "")
        self.remark.setVisible(bool(self.remark.text()))
        self.looked_at.emit()

    def _remark(self, row: Outcome) -> str:
        """Why the row was refused or left, by what it was recognised, and the doubts about it."""
        language = self._desk.language
        said = [row.reason.said(language)] if row.reason is not None else []
        if row.matched_by is not None:
            what = self._desk.text(row.matched_by.label)
            said.append(self._desk.text(N_("Recognised by: {what}."), what=what))
        return " ".join([*said, *(notice.said(language) for notice in row.notices)])

    def copy_refused(self) -> None:
        """Puts all refused rows on the clipboard, with line and reason, as a table that a spreadsheet takes."""
        refused = self.table.rows.of("refused")
        QGuiApplication.clipboard().setText(self.table.rows.copied(refused))
        self.copied.emit(len(refused))
