"""The verb export-table, for the command line: records as files that other programs read."""

from __future__ import annotations

import argparse

from kidesk.cli import agreements, printing
from kidesk.errors import UsageError
from kidesk.i18n import N_, Language
from kidesk.operations.export_table import export_table
from kidesk.records import BY_KEY
from kidesk.records.record_type import RecordType, View
from kidesk.settings import Settings
from kidesk.store.store import Listing
from kidesk.store.workspace import Workspace


def export(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Writes the records of a type, or those of a view or with some words, as a table; one agreement as XML."""
    if given.output.suffix.lower() == ".xml":
        agreements.export_one(workspace, given, settings)
        return
    language, record_type = Language(settings.language), BY_KEY[given.records]
    report = export_table(
        workspace.store,
        Listing(record_type, view=chosen_view(record_type, given.view), typed=given.find),
        language=Language(given.table_language or settings.language),
        output=given.output,
    )
    printing.warnings((warning.said(language) for warning in report.warnings), language)
    rows, file = report.rows, given.output
    print(language.plural("{count} row stands in {file}.", "{count} rows stand in {file}.", rows, file=file))


def chosen_view(record_type: RecordType, key: str | None) -> View | None:
    """The view called `key`, None for none. Raises UsageError where there is no such view."""
    views = {view.key: view for view in record_type.views}
    if key is not None and key not in views:
        message = N_("There is no view “{view}” of {records}. Nothing was written. The views are: {known}.")
        raise UsageError(message, view=key, records=record_type.key, known=", ".join(views))
    return views[key] if key is not None else None
