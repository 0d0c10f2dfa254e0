"""What an import of records does or did, row by row: contacts and organisations alike."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.import_summary import ImportSummary
from kidesk.gui.dialogs.outcome_view import OutcomeView
from kidesk.gui.dialogs.table_preview import TablePreview, Taken
from kidesk.i18n import N_, Language
from kidesk.operations.import_report import RowsReport
from kidesk.records.record_type import RecordType

BEFORE = {
    "created": N_("To be added"),
    "updated": N_("To be changed"),
    "unchanged": N_("Left as it is"),
    "refused": N_("Not imported"),
}
_AFTER = {
    "created": N_("Was added"),
    "updated": N_("Was changed"),
    "unchanged": N_("Was left as it was"),
    "refused": N_("Was not imported"),
}


class RowsPreview(TablePreview):
    """The rows of a file, and what becomes of each."""

    words = BEFORE
    done = N_("Imported. Ctrl+Z takes the whole import back.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.numbers.hide()  # the tabs count
        self.summary, self.view = ImportSummary(desk), OutcomeView(desk)
        self.add_reading(self.summary)
        self.column.addWidget(self.view, 3)

    @abstractmethod
    def counted(self, report: RowsReport, language: Language, *, is_done: bool) -> Iterator[str]:
        """How many records were, or would be, added and changed, in sentences."""

    def counts(self, result: Taken) -> Mapping[str, int]:
        """How many rows became what."""
        report: RowsReport = result.report
        return {
            "created": report.created,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "refused": len(report.refused),
        }

    def record(self) -> tuple[RecordType, int] | None:
        """The record of the row that is looked at, where there is one."""
        row = self.view.table.current()
        return None if row is None or row.number is None else (self.record_type, row.number)

    def added(self, result: Taken) -> tuple[RecordType, list[int]]:
        """The records that were added."""
        rows = (one for one in result.report.outcomes if one.what == "created")
        return self.record_type, [row.number for row in rows if row.number is not None]

    def show_result(self, result: Taken, name: str, *, is_done: bool) -> None:
        """Shows the rows."""
        self.view.setVisible(result.trouble is None)
        self.view.show_rows(result.report.outcomes, _AFTER if is_done else BEFORE)
        counted = self.counted(result.report, self.desk.language, is_done=is_done)
        self.summary.show_report(result.report, counted, is_done=is_done)
        super().show_result(result, name, is_done=is_done)

    def show_reading(self, is_open: bool) -> None:
        """There is no room for the details of a row beside the columns, which say themselves what is left out."""
        self.summary.be_brief(is_open)
        self.view.show_details(not is_open)
