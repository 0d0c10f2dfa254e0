"""The verb import for contacts and organisations, for the command line."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from kidesk.cli import printing
from kidesk.cli.import_report import changed, lines, rows_plain
from kidesk.errors import KideskError, UsageError
from kidesk.exchange import source
from kidesk.exchange.tables import DELIMITERS
from kidesk.exchange.text_encoding import ENCODINGS
from kidesk.i18n import N_, Language
from kidesk.operations.contacts_report import ContactsReport
from kidesk.operations.import_contacts import import_contacts
from kidesk.operations.import_options import ImportOptions, Mode
from kidesk.operations.import_organisations import import_organisations
from kidesk.settings import Settings
from kidesk.store.workspace import Workspace

_TAB = "tab"
_MOST_BYTES = 1_000_000


def with_options(parser: argparse.ArgumentParser, language: Language) -> None:
    """Adds what may be said of contacts and organisations when they are imported."""
    said = language.text
    modes = said(N_("what an import may do to contacts and organisations: {choices}"), choices=", ".join(Mode))
    parser.add_argument("--mode", choices=[one.value for one in Mode], metavar="MODE", help=modes)
    found = said(N_("the encoding of a table, where kidesk does not find it: {choices}"), choices=", ".join(ENCODINGS))
    parser.add_argument("--encoding", choices=ENCODINGS, metavar="ENCODING", help=found)
    delimiters = [_TAB if one == "\t" else one for one in DELIMITERS]
    sign = said(
        N_("the sign between the cells of a table, where kidesk does not find it: {choices}"),
        choices=" ".join(delimiters),
    )
    parser.add_argument("--delimiter", choices=delimiters, metavar="SIGN", help=sign)
    row = said(N_("the row that the headings of a table stand in, where kidesk does not find it"))
    parser.add_argument("--header-row", type=int, metavar="N", help=row)
    sheet = said(N_("the sheet of a workbook, where kidesk does not find it"))
    parser.add_argument("--sheet", metavar="NAME", help=sheet)


def refuse_options(given: argparse.Namespace) -> None:
    """Raises UsageError where something is said that only contacts and organisations have."""
    of_tables = (given.mode, given.encoding, given.delimiter, given.header_row, given.sheet)
    if any(one is not None for one in of_tables):
        raise UsageError(
            N_(
                "--mode, --encoding, --delimiter, --header-row and --sheet are for contacts and organisations only. "
                "Nothing was imported."
            )
        )


def import_file(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Imports contacts or organisations. Refused rows are part of the answer and no failure."""
    if given.extracted or given.provisional or (given.source and given.records == "organisations"):
        raise UsageError(N_("--extracted and --provisional are for indicators only. Nothing was imported."))
    language = Language(settings.language)
    options = ImportOptions(
        mode=Mode(given.mode or Mode.BOTH.value),
        mapping=_mapping(given.mapping or ()),
        encoding=given.encoding,
        delimiter="\t" if given.delimiter == _TAB else given.delimiter,
        source=given.source or "",
        sheet=given.sheet,
        header_row=given.header_row,
    )
    if given.records == "organisations":
        report: Any = import_organisations(workspace.store, given.file, options, dry_run=given.dry_run)
        answer = rows_plain(report, given.dry_run, language)
        said: Iterator[str] = chain(changed(report, language), lines(report, given.dry_run, language))
    else:
        report = import_contacts(workspace.store, given.file, options, dry_run=given.dry_run)
        answer, said = _plain(report, given.dry_run, language), _lines(report, given.dry_run, language)
    if given.json:
        printing.as_json(answer)
    else:
        for line in said:
            print(printing.plain(line))


def _mapping(files: Any) -> dict[str, str]:
    """What columns mean: JSON files with an object of headings, each with the key of a meaning or null."""
    found: dict[str, str] = {}
    for name in files:
        file = Path(name)
        is_folder = N_("{file} is a folder, not a file. Nothing was imported; name a JSON file in it.")
        try:
            read = json.loads(source.read_bytes(file, _MOST_BYTES, is_folder).decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise _no_mapping(file) from error
        if not isinstance(read, dict) or not all(isinstance(one, str | None) for one in read.values()):
            raise _no_mapping(file)
        found |= {heading: key or "" for heading, key in read.items()}
    return found


def _no_mapping(file: Path) -> KideskError:
    message = N_(
        "{file} is no mapping. Nothing was imported; write an object in JSON that gives each heading the key of what "
        "it means, or null to leave the column out."
    )
    return KideskError(message, file=file)


def _plain(report: ContactsReport, is_dry_run: bool, language: Language) -> dict[str, Any]:
    columns = [
        {"heading": one.heading, "meaning": one.meaning or None, "left_out": one.is_left_out} for one in report.columns
    ]
    return rows_plain(report, is_dry_run, language) | {
        "columns": columns,
        "encoding": report.encoding,
        "delimiter": report.delimiter,
        "left_out": list(report.left_out),
        "organisations": list(report.organisations),
        "hints": [one.said(language) for one in report.hints],
    }


def _lines(report: ContactsReport, is_dry_run: bool, language: Language) -> Iterator[str]:
    if report.seems_headless:
        message = N_("Row {row} looks like a contact, and was taken for the row of headings.")
        yield language.text(message, row=report.header_row)
    yield from changed(report, language)
    for name in report.organisations:
        yield language.text(N_("A new organisation: {name}"), name=name)
    for name in report.left_out:
        yield language.text(N_("“{name}” was left out; kidesk keeps no such thing."), name=name)
    for hint in report.hints:
        yield hint.said(language)
    yield from lines(report, is_dry_run, language)
