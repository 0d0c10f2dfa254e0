"""What an import of organisations does or did: each row, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kidesk.gui.dialogs.rows_preview import RowsPreview
from kidesk.i18n import N_, Language
from kidesk.operations.contact_columns import Meaning
from kidesk.operations.contacts_report import ReadColumn
from kidesk.operations.import_options import ImportOptions
from kidesk.operations.import_organisations import import_organisations, is_heading
from kidesk.operations.import_report import RowsReport
from kidesk.operations.mapped_table import MappedTable
from kidesk.operations.organisation_columns import MEANINGS, meaning_of, read_columns
from kidesk.records.organisation import ORGANISATIONS


class OrganisationsPreview(RowsPreview):
    """The rows of a table of organisations, and what becomes of each."""

    record_type = ORGANISATIONS
    nothing = N_("This file would change nothing: its rows are in the register as they are, or they are refused.")
    done_without = N_("Imported, without the rows that were refused. Ctrl+Z takes the whole import back.")

    def take(self, file: Path, options: ImportOptions, step: Callable[..., None], *, is_trial: bool) -> RowsReport:
        """Imports the rows, or tries to. Raises KideskError."""
        return import_organisations(self.desk.store, file, options, dry_run=is_trial, progress=step)

    def understood(self, read: MappedTable) -> tuple[ReadColumn, ...]:
        """What the columns mean for an organisation."""
        return read_columns(read.table.columns, read.mapping)

    def is_heading(self, cell: str) -> bool:
        """Whether a cell is a heading that tables of organisations have."""
        return is_heading(cell)

    def meaning(self, key: str) -> Meaning | None:
        """What a key means for an organisation."""
        return meaning_of(key)

    def meanings(self) -> Sequence[Meaning]:
        """What columns may mean for an organisation."""
        return MEANINGS

    def nothing_taken(self) -> RowsReport:
        """No organisation."""
        return RowsReport()

    def counted(self, report: RowsReport, language: Language, *, is_done: bool) -> Iterator[str]:
        """How many organisations were, or would be, added and changed."""
        plural = language.plural
        if report.created and is_done:
            yield plural("{count} organisation was added.", "{count} organisations were added.", report.created)
        elif report.created:
            yield plural(
                "{count} organisation would be added.", "{count} organisations would be added.", report.created
            )
        if report.updated and is_done:
            yield plural("{count} organisation was changed.", "{count} organisations were changed.", report.updated)
        elif report.updated:
            yield plural(
                "{count} organisation would be changed.", "{count} organisations would be changed.", report.updated
            )
