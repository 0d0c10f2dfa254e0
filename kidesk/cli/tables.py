"""The verb export-table, for the command line: records as files that other programs read."""

from __future__ import annotations

import argparse

from kidesk.cli import agreements, listings, printing
from kidesk.i18n import Language
from kidesk.operations.export_table import export_table
from kidesk.records import BY_KEY
from kidesk.settings import Settings
from kidesk.store.workspace import Workspace


def export(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Writes the records of a type, or those that are asked for, as a table; one agreement as XML."""
    if given.output.suffix.lower() == ".xml":
        agreements.export_one(workspace, given, settings)
        return
    language, record_type = Language(settings.language), BY_KEY[given.records]
    report = export_table(
        workspace.store,
        listings.chosen(workspace.store, record_type, given, language),
        language=Language(given.table_language or settings.language),
        output=given.output,
    )
    printing.warnings((warning.said(language) for warning in report.warnings), language)
    rows, file = report.rows, given.output
    print(language.plural("{count} row stands in {file}.", "{count} rows stand in {file}.", rows, file=file))
