"""The verb on the agenda, for the command line: export-calendar."""

from __future__ import annotations

import argparse

from kidesk.i18n import Language
from kidesk.operations.export_calendar import export_calendar
from kidesk.settings import Settings
from kidesk.store.workspace import Workspace


def write_calendar(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Writes the dates ahead as a calendar."""
    language = Language(settings.language)
    count = export_calendar(workspace.store, given.output, language, settings, given.months)
    said = language.plural("{count} date stands in {file}.", "{count} dates stand in {file}.", count, file=given.output)
    print(said)
