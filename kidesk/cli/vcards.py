"""The verb export-vcards, for the command line: persons as contacts that other programs read."""

from __future__ import annotations

import argparse
from pathlib import Path

from kidesk.cli import listings, printing
from kidesk.cli.options import Command
from kidesk.i18n import CODES, N_, Language
from kidesk.operations.export_contacts import export_vcards
from kidesk.records import PERSONS
from kidesk.settings import Settings
from kidesk.store.workspace import Workspace


def add(command: Command, language: Language) -> None:
    """Adds the command."""
    said = language.text
    writing = command("export-vcards", said(N_("write persons as contacts (vCard 4.0) for address books")))
    listings.with_choice(writing, language)
    explained = said(N_("the language in which organisations and countries are named"))
    writing.add_argument("--language", dest="card_language", choices=CODES, help=explained)
    writing.add_argument("--output", type=Path, metavar="FILE.vcf", required=True, help=said(N_("the file to write")))


def export(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Writes the persons, or those that are asked for, as vCards."""
    language = Language(settings.language)
    report = export_vcards(
        workspace.store,
        listings.chosen(workspace.store, PERSONS, given, language),
        given.output,
        language=Language(given.card_language or settings.language),
    )
    printing.warnings((warning.said(language) for warning in report.warnings), language)
    count, file = report.rows, given.output
    print(language.plural("{count} contact stands in {file}.", "{count} contacts stand in {file}.", count, file=file))
