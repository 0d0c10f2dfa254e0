"""The verbs on agreements in EWP's format, for the command line: import with a preview, export."""

from __future__ import annotations

import argparse
from pathlib import Path

from kidesk.cli import printing
from kidesk.errors import UsageError
from kidesk.i18n import N_, Language
from kidesk.operations import registrar_text as registrar
from kidesk.operations.ewp.preview import Entry
from kidesk.operations.export_agreement import export_agreement
from kidesk.operations.import_agreements import import_agreements
from kidesk.records import AGREEMENTS
from kidesk.settings import Settings
from kidesk.store.workspace import Workspace

_WIDEST = 320  # signs of a cell: a condition on one line
_OUTCOMES = {
    "created": N_("Agreement {name} is new."),
    "updated": N_("Agreement {name} differs from what is stored."),
    "unchanged": N_("Agreement {name} is stored as it is in the file."),
    "refused": N_("Agreement {name} was refused."),
}


def import_file(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Imports agreements and shows what differs side by side. Refused ones are part of the answer and no failure."""
    language = Language(settings.language)
    entries = import_agreements(workspace.store, given.file, settings.organisation_name, dry_run=given.dry_run)
    counts = {outcome: sum(one.outcome == outcome for one in entries) for outcome in _OUTCOMES}
    if given.json:
        agreements = [_plain(entry, language) for entry in entries]
        printing.as_json({"dry_run": given.dry_run, **counts, "agreements": agreements})
        return
    for entry in entries:
        _print(entry, language)
    numbers = {outcome: language.number(count) for outcome, count in counts.items()}
    print(language.text(printing.COUNTED, **numbers))
    if given.dry_run:
        print(language.text(printing.TRIAL))


def _plain(entry: Entry, language: Language) -> dict[str, object]:
    return {
        "name": entry.name,
        "outcome": entry.outcome,
        "id": entry.number,
        "differences": [
            {"field": one.what.said(language), "stored": one.stored.said(language), "file": one.read.said(language)}
            for one in entry.differences
        ],
        "notices": [notice.said(language) for notice in entry.notices],
    }


def _print(entry: Entry, language: Language) -> None:
    print(printing.plain(language.text(_OUTCOMES[entry.outcome], name=entry.name)))
    if entry.differences:
        header = [language.text(word) for word in (N_("Field"), N_("Stored here"), N_("In the file"))]
        texts = [(one.what, one.stored, one.read) for one in entry.differences]
        rows = [[text.said(language).replace("\n", " · ") for text in row] for row in texts]
        printing.table(header, rows, _WIDEST)
    for notice in entry.notices:
        print(printing.plain(language.text(N_("Note: {sentence}"), sentence=notice.said(language))))
    print()


def export_one(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Writes an agreement as XML. Raises UsageError for other records, or where no agreement is named."""
    language = Language(settings.language)
    output: Path = given.output
    if given.records != AGREEMENTS.key:
        raise UsageError(N_("Only agreements are written as XML. Nothing was written; choose another ending."))
    if given.id is None:
        raise UsageError(N_("Say with --id which agreement to write."))
    doubts = export_agreement(workspace.store, given.id, output)
    printing.warnings((doubt.said(language) for doubt in doubts), language)
    print(language.text(N_("The agreement stands in {file}."), file=output))


def registrar_text(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Prints the text for the registrar about one agreement."""
    print(registrar.registrar_text(workspace.store, given.id, Language(settings.language)), end="")
