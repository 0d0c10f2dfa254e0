"""What an import of organisations does or did: which rows were refused and why, the first rows of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from kidesk.exchange import tables
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.import_preview import ImportPreview
from kidesk.gui.dialogs.lines import LinesTable
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.import_organisations import ImportReport, import_organisations
from kidesk.records.organisation import ORGANISATIONS

FIRST_ROWS = 6
Result = tuple[ImportReport, tables.Table]


class OrganisationsPreview(ImportPreview):
    """The report on a table of organisations."""

    words = {
        "created": N_("New rows"),
        "updated": N_("Changed rows"),
        "unchanged": N_("Unchanged rows"),
        "refused": N_("Refused rows"),
    }
    nothing = N_("This file would change nothing: its rows are in the register as they are, or they are refused.")
    done = N_("Imported. Ctrl+Z takes the whole import back.")
    done_without = N_("Imported, without the rows that were refused. Ctrl+Z takes the whole import back.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ignored = PlainLabel("", "muted", wrap=True)
        self.column.addWidget(self.ignored)
        self.refused, self.first_rows = LinesTable(), LinesTable()
        self.refused_heading = self._add_table(N_("Refused rows"), self.refused)
        self.first_heading = self._add_table(N_("The first rows of the file"), self.first_rows)
        self.column.addStretch()

    def _add_table(self, label: str, table: LinesTable) -> PlainLabel:
        heading = self.add_heading(label)
        self.desk.say(table, table.setAccessibleName, label)
        self.column.addWidget(table, 1)
        return heading

    def work(self, file: Path, step: Callable[..., None], *, is_trial: bool) -> Result:
        """Imports the rows, or tries to. Raises KideskError."""
        table = tables.read(file)
        return import_organisations(self.desk.store, file, dry_run=is_trial, progress=step), table

    def counts(self, result: Result) -> Mapping[str, int]:
        """How many rows became what."""
        report, _ = result
        return {
            "created": report.created,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "refused": len(report.refused),
        }

    def show_result(self, result: Result, name: str, *, is_done: bool) -> None:
        """Shows the report, and before the import the file's first rows."""
        super().show_result(result, name, is_done=is_done)
        report, table = result
        columns = ", ".join(report.ignored)
        left_out = N_("These columns say nothing to kidesk and are left out: {columns}")
        self.ignored.setText(self.desk.text(left_out, columns=columns))
        self.ignored.setVisible(bool(columns))
        self._show_refused(report)
        for widget in (self.first_heading, self.first_rows):
            widget.setVisible(not is_done)
        rows = [[line.cells.get(column, "") for column in table.columns] for line in table.lines[:FIRST_ROWS]]
        self.first_rows.show_lines(table.columns, rows)

    def _show_refused(self, report: ImportReport) -> None:
        text, language = self.desk.text, self.desk.language
        headings = [text(N_("Line")), text(N_("Field")), text(N_("What is wrong"))]
        lines = [[str(line), self._label(problem.key), problem.said(language)] for line, problem in report.refused]
        self.refused.show_lines(headings, lines)
        for widget in (self.refused_heading, self.refused):
            widget.setVisible(bool(lines))

    def _label(self, key: str) -> str:
        return self.desk.text(ORGANISATIONS.field(key).label) if key in ORGANISATIONS.by_key else ""
