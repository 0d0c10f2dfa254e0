"""What an import of contacts does or did: each row, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kidesk.exchange import vcards
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.import_summary import ImportSummary
from kidesk.gui.dialogs.outcome_view import OutcomeView
from kidesk.gui.dialogs.table_preview import TablePreview, Taken
from kidesk.i18n import N_
from kidesk.operations.contact_columns import Meaning, meaning_of, meanings, read_columns
from kidesk.operations.contacts_report import ContactsReport, ReadColumn
from kidesk.operations.import_contacts import import_contacts
from kidesk.operations.import_options import ImportOptions
from kidesk.operations.mapped_table import MappedTable
from kidesk.records.person_type import PERSONS
from kidesk.records.record_type import RecordType

_BEFORE = {
    "created": N_("To be added"),
    "updated": N_("To be changed"),
    "unchanged": N_("Left as it is"),
    "refused": N_("Not imported"),
}
_AFTER = {**_BEFORE, "created": N_("Was added"), "updated": N_("Was changed")}


class ContactsPreview(TablePreview):
    """The rows of a table, or the cards of a file, and what becomes of each."""

    record_type = PERSONS
    words = _BEFORE
    nothing = N_("This file would change nothing: its contacts are in the register as they are, or they are refused.")
    done = N_("Imported. Ctrl+Z takes the whole import back.")
    done_without = N_("Imported, without the contacts that were refused. Ctrl+Z takes the whole import back.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.numbers.hide()  # the tabs count
        self.summary, self.view = ImportSummary(desk), OutcomeView(desk)
        self.add_reading(self.summary)
        self.column.addWidget(self.view, 3)

    def take(self, file: Path, options: ImportOptions, step: Callable[..., None], *, is_trial: bool) -> ContactsReport:
        """Imports the contacts, or tries to. Raises KideskError."""
        return import_contacts(self.desk.store, file, options, dry_run=is_trial, progress=step)

    def understood(self, read: MappedTable) -> tuple[ReadColumn, ...]:
        """What the columns mean for a person."""
        return read_columns(read.table.columns, read.mapping)

    def meaning(self, key: str) -> Meaning | None:
        """What a key means for a person."""
        return meaning_of(key)

    def meanings(self) -> Sequence[Meaning]:
        """What columns may mean for a person."""
        return meanings()

    def nothing_taken(self) -> ContactsReport:
        """No contact."""
        return ContactsReport()

    def is_table(self, file: Path) -> bool:
        """Whether the file is no file of cards."""
        return not vcards.is_vcard(file)

    def counts(self, result: Taken) -> Mapping[str, int]:
        """How many contacts became what."""
        report: ContactsReport = result.report
        return {
            "created": report.created,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "refused": len(report.refused),
        }

    def record(self) -> tuple[RecordType, int] | None:
        """The person of the row that is looked at, where there is one."""
        row = self.view.table.current()
        return None if row is None or row.number is None else (PERSONS, row.number)

    def added(self, result: Taken) -> tuple[RecordType, list[int]]:
        """The persons that were added."""
        rows = (one for one in result.report.outcomes if one.what == "created")
        return PERSONS, [row.number for row in rows if row.number is not None]

    def show_result(self, result: Taken, name: str, *, is_done: bool) -> None:
        """Shows the rows."""
        self.view.setVisible(result.trouble is None)
        self.view.show_rows(result.report.outcomes, _AFTER if is_done else _BEFORE)
        self.summary.show_report(result.report, is_done=is_done)
        super().show_result(result, name, is_done=is_done)

    def show_reading(self, is_open: bool) -> None:
        """There is no room for the details of a row beside the columns, which say themselves what is left out."""
        self.summary.be_brief(is_open)
        self.view.show_details(not is_open)
