"""What an import does or did: how many rows became what, which were refused and why, the first rows of the file."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kidesk.exchange.tables import Table
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.lines import LinesTable
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.import_organisations import ImportReport
from kidesk.records.organisation import ORGANISATIONS

FIRST_ROWS = 6
_COUNTS = (
    ("created", N_("New rows")),
    ("updated", N_("Changed rows")),
    ("unchanged", N_("Unchanged rows")),
    ("refused", N_("Refused rows")),
)


class Counts(QWidget):
    """How many rows became what, each number over its word."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.numbers: dict[str, PlainLabel] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for key, word in _COUNTS:
            row.addWidget(self._card(key, word), 1)

    def _card(self, key: str, word: str) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(2)
        number = self.numbers[key] = PlainLabel("", "title")
        label = PlainLabel("", "small")
        self._desk.say(label, label.setText, word)
        self._desk.say(number, number.setAccessibleName, word)
        column.addWidget(number)
        column.addWidget(label)
        return card

    def show_report(self, report: ImportReport) -> None:
        """Shows the numbers of a report."""
        for key, label in self.numbers.items():
            count = len(report.refused) if key == "refused" else int(getattr(report, key))
            label.setText(self._desk.language.number(count))
            label.setAccessibleDescription(label.text())
        self.numbers["refused"].set_tint("bad" if report.refused else "text")


class ImportPreview(QWidget):
    """The report on a file, before or after its import; `other` asks for another file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.name = PlainLabel("", "strong", elide=True)
        self.other = QPushButton()
        desk.say(self.other, self.other.setText, N_("Choose another file…"))
        dress_button(self.other, "", "quiet")
        self.other.setAutoDefault(False)
        self.counts = Counts(desk)
        self.ignored = PlainLabel("", "muted", wrap=True)
        self.refused, self.first_rows = LinesTable(), LinesTable()
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.other)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.counts)
        column.addWidget(self.ignored)
        self.refused_heading = self._add_table(column, N_("Refused rows"), self.refused)
        self.first_heading = self._add_table(column, N_("The first rows of the file"), self.first_rows)
        column.addStretch()

    def _add_table(self, column: QVBoxLayout, label: str, table: LinesTable) -> PlainLabel:
        heading = PlainLabel("", "section")
        self._desk.say(heading, heading.setText, label)
        self._desk.say(table, table.setAccessibleName, label)
        column.addSpacing(2)
        column.addWidget(heading)
        column.addWidget(table, 1)
        return heading

    def show_report(self, report: ImportReport, name: str, table: Table | None) -> None:
        """Shows a report in the window's language; with `table`, which is not imported yet, its first rows."""
        self.name.setText(name)
        self.other.setVisible(table is not None)
        self.counts.show_report(report)
        columns = ", ".join(report.ignored)
        left_out = N_("These columns say nothing to kidesk and are left out: {columns}")
        self.ignored.setText(self._desk.text(left_out, columns=columns))
        self.ignored.setVisible(bool(columns))
        self._show_refused(report)
        for widget in (self.first_heading, self.first_rows):
            widget.setVisible(table is not None)
        if table is not None:
            rows = [[line.cells.get(column, "") for column in table.columns] for line in table.lines[:FIRST_ROWS]]
            self.first_rows.show_lines(table.columns, rows)

    def _show_refused(self, report: ImportReport) -> None:
        text, language = self._desk.text, self._desk.language
        headings = [text(N_("Line")), text(N_("Field")), text(N_("What is wrong"))]
        lines = [[str(line), self._label(problem.key), problem.said(language)] for line, problem in report.refused]
        self.refused.show_lines(headings, lines)
        for widget in (self.refused_heading, self.refused):
            widget.setVisible(bool(lines))

    def _label(self, key: str) -> str:
        return self._desk.text(ORGANISATIONS.field(key).label) if key in ORGANISATIONS.by_key else ""
