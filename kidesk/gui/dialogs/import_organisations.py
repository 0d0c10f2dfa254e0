"""What an import of organisations does or did: which rows were refused and why, the first rows of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.lines import LinesTable
from kidesk.gui.dialogs.table_preview import TablePreview, Taken
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.contact_columns import Meaning
from kidesk.operations.contacts_report import ReadColumn
from kidesk.operations.import_options import ImportOptions
from kidesk.operations.import_organisations import ImportReport, import_organisations
from kidesk.operations.mapped_table import MappedTable
from kidesk.operations.organisation_columns import MEANINGS, meaning_of, read_columns
from kidesk.records.organisation import ORGANISATIONS

FIRST_ROWS = 6


class OrganisationsPreview(TablePreview):
    """The report on a table of organisations."""

    record_type = ORGANISATIONS
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
        self.add_reading(self.ignored)
        self.refused, self.first_rows = LinesTable(), LinesTable()
        self.refused_heading = self._add_table(N_("Refused rows"), self.refused)
        self.first_heading = self._add_table(N_("The first rows of the file"), self.first_rows)
        self.column.addStretch()

    def _add_table(self, label: str, table: LinesTable) -> PlainLabel:
        heading = self.add_heading(label)
        self.desk.say(table, table.setAccessibleName, label)
        self.column.addWidget(table, 1)
        return heading

    def take(self, file: Path, options: ImportOptions, step: Callable[..., None], *, is_trial: bool) -> ImportReport:
        """Imports the rows, or tries to. Raises KideskError."""
        return import_organisations(self.desk.store, file, options, dry_run=is_trial, progress=step)

    def understood(self, read: MappedTable) -> tuple[ReadColumn, ...]:
        """What the columns mean for an organisation."""
        return read_columns(read.table.columns, read.mapping)

    def meaning(self, key: str) -> Meaning | None:
        """What a key means for an organisation."""
        return meaning_of(key)

    def meanings(self) -> Sequence[Meaning]:
        """What columns may mean for an organisation."""
        return MEANINGS

    def nothing_taken(self) -> ImportReport:
        """No organisation."""
        return ImportReport()

    def counts(self, result: Taken) -> Mapping[str, int]:
        """How many rows became what."""
        report: ImportReport = result.report
        return {
            "created": report.created,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "refused": len(report.refused),
        }

    def show_result(self, result: Taken, name: str, *, is_done: bool) -> None:
        """Shows the report, and before the import the file's first rows."""
        report: ImportReport = result.report
        columns = ", ".join(report.ignored)
        left_out = N_("These columns say nothing to kidesk and are left out: {columns}")
        self.ignored.setText(self.desk.text(left_out, columns=columns))
        self.ignored.setVisible(bool(columns))
        self._show_refused(report)
        if result.read is not None:
            table = result.read.table
            rows = [[line.cells.get(column, "") for column in table.columns] for line in table.lines[:FIRST_ROWS]]
            self.first_rows.show_lines(table.columns, rows)
        self._is_done = is_done
        super().show_result(result, name, is_done=is_done)

    def show_reading(self, is_open: bool) -> None:
        """The first rows stand among the columns, too."""
        for widget in (self.first_heading, self.first_rows):
            widget.setVisible(not is_open and not self._is_done)

    def _show_refused(self, report: ImportReport) -> None:
        text, language = self.desk.text, self.desk.language
        headings = [text(N_("Line")), text(N_("Field")), text(N_("What is wrong"))]
        lines = [[str(line), self._label(problem.key), problem.said(language)] for line, problem in report.refused]
        self.refused.show_lines(headings, lines)
        for widget in (self.refused_heading, self.refused):
            widget.setVisible(bool(lines))

    def _label(self, key: str) -> str:
        return self.desk.text(ORGANISATIONS.field(key).label) if key in ORGANISATIONS.by_key else ""
