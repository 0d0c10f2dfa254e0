"""What an import of contacts does or did: each row, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kidesk.exchange import vcards
from kidesk.gui.dialogs.rows_preview import RowsPreview
from kidesk.i18n import N_, Language
from kidesk.operations.contact_columns import Meaning, is_heading, meaning_of, meanings, read_columns
from kidesk.operations.contacts_report import ContactsReport, ReadColumn
from kidesk.operations.import_contacts import import_contacts
from kidesk.operations.import_options import ImportOptions
from kidesk.operations.import_report import RowsReport
from kidesk.operations.mapped_table import MappedTable
from kidesk.records.person_type import PERSONS


class ContactsPreview(RowsPreview):
    """The rows of a table, or the cards of a file, and what becomes of each."""

    record_type = PERSONS
    nothing = N_("This file would change nothing: its contacts are in the register as they are, or they are refused.")
    done_without = N_("Imported, without the contacts that were refused. Ctrl+Z takes the whole import back.")

    def take(self, file: Path, options: ImportOptions, step: Callable[..., None], *, is_trial: bool) -> ContactsReport:
        """Imports the contacts, or tries to. Raises KideskError."""
        return import_contacts(self.desk.store, file, options, dry_run=is_trial, progress=step)

    def understood(self, read: MappedTable) -> tuple[ReadColumn, ...]:
        """What the columns mean for a person."""
        return read_columns(read.table.columns, read.mapping)

    def is_heading(self, cell: str) -> bool:
        """Whether a cell is a heading that tables of contacts have."""
        return is_heading(cell)

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

    def counted(self, report: RowsReport, language: Language, *, is_done: bool) -> Iterator[str]:
        """How many contacts were, or would be, added and changed."""
        plural = language.plural
        if report.created and is_done:
            yield plural("{count} contact was added.", "{count} contacts were added.", report.created)
        elif report.created:
            yield plural("{count} contact would be added.", "{count} contacts would be added.", report.created)
        if report.updated and is_done:
            yield plural("{count} contact was changed.", "{count} contacts were changed.", report.updated)
        elif report.updated:
            yield plural("{count} contact would be changed.", "{count} contacts would be changed.", report.updated)
