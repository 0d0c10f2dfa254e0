"""The verbs on personal data, for the command line: subject-extract and retention."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from kidesk import files
from kidesk.cli import printing
from kidesk.cli.options import Command, with_json
from kidesk.errors import KideskError, UsageError
from kidesk.i18n import CODES, N_, Language
from kidesk.operations import retention_review, subject_extract
from kidesk.operations.export_report import export
from kidesk.operations.extract_json import plain
from kidesk.records import clock
from kidesk.settings import Settings
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace

_ENDINGS = (".pdf", ".html", ".json")


def add(command: Command, language: Language) -> None:
    """Adds the commands to the parser."""
    said = language.text
    extracting = command("subject-extract", said(N_("write everything held on one person, and note that it was made")))
    number = said(N_("the person’s number"))
    extracting.add_argument("--id", type=int, metavar="N", required=True, help=number)
    explained = said(N_("the file to write; its name ends in {endings}"), endings=", ".join(_ENDINGS))
    extracting.add_argument("--output", type=Path, metavar="FILE", required=True, help=explained)
    extracting.add_argument("--dnr", default="", help=said(N_("the registration number of the request")))
    extracting.add_argument(
        "--language", dest="document_language", choices=CODES, help=said(N_("the language of the report"))
    )
    with_json(command("retention", said(N_("list the persons whose data are to be reviewed"))), language)


def extract(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Writes a data-subject extract. It is noted first, so that none is ever given out without a trace."""
    language, output = Language(settings.language), given.output
    if output.suffix.lower() not in _ENDINGS:
        message = N_("The name of an extract’s file ends in one of {endings}. Nothing was written; choose one of them.")
        raise UsageError(message, endings=", ".join(_ENDINGS))
    document_language = Language(given.document_language or settings.language)
    found = subject_extract.extract(workspace.store, given.id)
    subject_extract.note(workspace.store, found.number, dnr=given.dnr)
    if output.suffix.lower() == ".json":
        _write_json(plain(workspace.store, found, document_language), output)
    else:
        written = export(
            workspace.store,
            "data-subject-extract",
            language=document_language,
            output=output,
            settings=settings,
            is_demonstration=workspace.is_demonstration,
            number=found.number,
        )
        printing.warnings((warning.said(language) for warning in written.warnings), language)
    print(language.text(N_("The extract stands in {file}."), file=output))


def _write_json(told: object, output: Path) -> None:
    try:
        with files.replacing(output) as file:
            file.write(json.dumps(told, ensure_ascii=False, indent=2).encode("utf-8"))
    except OSError as error:
        message = N_("The extract could not be saved in {file}: {reason}. Choose another folder, and try again.")
        raise KideskError(message, file=output, reason=error.strerror or type(error).__name__) from error


def retention(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Lists whose data are to be reviewed today. Nothing is changed."""
    found = retention_review.due(store, clock.today())
    if given.json:
        printing.as_json(
            [
                {
                    "number": one.number,
                    "name": one.caption(language),
                    "retention_class": one.retention.value,
                    "last_contact": one.last_contact.isoformat(),
                    "due_on": one.review.due_on.isoformat(),
                    "reason": one.reason(language),
                }
                for one in found
            ]
        )
    elif not found:
        print(language.text(N_("Nobody’s data are to be reviewed now.")))
    for one in () if given.json else found:
        print(f"{one.number}\t{printing.plain(one.caption(language))}\t{one.reason(language)}")
