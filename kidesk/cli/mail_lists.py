"""The verb mail-list, for the command line: a list for a mail merge, of those who may be written to."""

from __future__ import annotations

import argparse
from pathlib import Path

from kidesk.cli import listings, printing
from kidesk.cli.options import Command
from kidesk.i18n import CODES, N_, Language
from kidesk.operations.export_table import KINDS
from kidesk.operations.mail_list import LEADING_TO_PERSONS, write_mail_list
from kidesk.records import BY_KEY
from kidesk.settings import Settings
from kidesk.store.workspace import Workspace


def add(command: Command, language: Language) -> None:
    """Adds the command."""
    said = language.text
    explained = N_("write a list for a mail merge; who opted out, or has a protected identity, is left out")
    made = command("mail-list", said(explained))
    kinds = tuple(record_type.key for record_type in LEADING_TO_PERSONS)
    made.add_argument("records", choices=kinds, metavar="RECORDS", help=", ".join(kinds))
    listings.with_choice(made, language)
    spoken = said(N_("the language of the headings, and of those whose language is not known"))
    made.add_argument("--language", dest="list_language", choices=CODES, help=spoken)
    file = said(N_("the file to write; its name ends in {endings}"), endings=", ".join(KINDS))
    made.add_argument("--output", type=Path, metavar="FILE", required=True, help=file)


def write(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Writes the list, and says who was left out and why."""
    store, language, record_type = workspace.store, Language(settings.language), BY_KEY[given.records]
    numbers = store.ids(listings.chosen(store, record_type, given, language), language)
    spoken, file = Language(given.list_language or settings.language), given.output
    made = write_mail_list(store, record_type, numbers, language=spoken, output=file)
    printing.warnings((warning.said(language) for warning in made.warnings), language)
    print(language.plural("{count} person stands in {file}.", "{count} persons stand in {file}.", made.rows, file=file))
    if made.left.counts:
        print(made.left.said(language))
