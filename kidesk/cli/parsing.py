"""What the command line understands, explained in the chosen language."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any, NoReturn, cast

from kidesk.cli import (
    agenda,
    contacts_import,
    duplicates,
    editions,
    erasing,
    listings,
    mail_lists,
    plan_commands,
    privacy,
    values_import,
    vcards,
    who_helps,
)
from kidesk.cli.options import Command, with_id, with_json, with_records, with_values
from kidesk.i18n import CODES, N_, Language
from kidesk.operations import attach_file
from kidesk.operations.export_calendar import MONTHS
from kidesk.operations.export_table import KINDS
from kidesk.operations.report_list import REPORTS
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.fields import Choice

# Commands after which --language is the language of what is written, and not that of kidesk's answers.
_WITH_ANOTHER_LANGUAGE = ("export", "export-table", "export-vcards", "mail-list", "ask", "subject-extract")
# What argparse says by itself, and what kidesk says for it.
_HEADINGS = {
    "usage: ": N_("usage: "),
    "positional arguments:": N_("arguments:"),
    "options:": N_("options:"),
    "show this help message and exit": N_("show this help and stop"),
}
_COMPLAINTS = (
    (r"the following arguments are required: (?P<names>.*)", N_("Something is missing: {names}.")),
    (r"unrecognized arguments: (?P<names>.*)", N_("kidesk does not understand: {names}.")),
    (r"argument (?P<name>.*): expected (at least )?one argument", N_("{name} needs a value.")),
    (
        r"argument (?P<name>\S*): invalid choice: (?P<value>.*) \(choose from (?P<choices>.*)\)",
        N_("{value} is not one of these: {choices}."),
    ),
    (r"argument (?P<name>.*): invalid int value: (?P<value>.*)", N_("{value} is not a whole number.")),
    (r"argument (?P<name>.*): not allowed with argument (?P<other>.*)", N_("{name} and {other} exclude each other.")),
)


class _Parser(argparse.ArgumentParser):
    """A parser that speaks one language; wrong usage ends with exit code 2."""

    def __init__(self, language: Language, **details: Any) -> None:
        super().__init__(**details)
        self._language = language

    def format_usage(self) -> str:
        return self._translated(super().format_usage())

    def format_help(self) -> str:
        return self._translated(super().format_help())

    def _translated(self, text: str) -> str:
        for heading, message in _HEADINGS.items():
            text = text.replace(heading, self._language.text(message))
        return text

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self._complaint(message)}\n")

    def _complaint(self, message: str) -> str:
        for pattern, sentence in _COMPLAINTS:
            found = re.fullmatch(pattern, message, re.DOTALL)
            if found is not None:
                return self._language.text(sentence, **found.groupdict())
        return re.sub(r"^argument \S+: ", "", message)


def language_of(arguments: Sequence[str], otherwise: str) -> Language:
    """The language that the arguments ask for; the language of an exported document is another matter."""
    finder = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    finder.add_argument("--language")
    own = list(takewhile(lambda one: one not in _WITH_ANOTHER_LANGUAGE, arguments))
    try:
        found = finder.parse_known_args(own)[0].language
    except argparse.ArgumentError:
        found = None
    return Language(found if found in CODES else otherwise)


def parser(language: Language) -> argparse.ArgumentParser:
    """The parser of kidesk's whole command line."""
    said = language.text
    top = _Parser(
        language,
        prog="kidesk",
        description=said(N_("The register of an international relations unit.")),
        epilog=said(N_("Exit code 0: done; 1: not done, one sentence says why; 2: wrong usage.")),
    )
    _add_choices(top, language, default=None)
    top.add_argument("--smoke", action="store_true", help=argparse.SUPPRESS)
    made = cast(Any, partial(_Parser, language))
    commands = top.add_subparsers(dest="command", metavar=said(N_("COMMAND")), parser_class=made)

    def command(name: str, help: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(name, help=help, description=help)
        _add_workspace(made, language, default=argparse.SUPPRESS)
        if name not in _WITH_ANOTHER_LANGUAGE:
            _add_language(made, language, default=argparse.SUPPRESS)
        return made

    command("run", said(N_("open the window (what happens without a command)")))
    _add_init(command, language)
    _add_record_commands(command, language)
    _add_file_commands(command, language)
    _add_attachment_commands(command, language)
    _add_renew(command, language)
    plan_commands.add(command, language)
    editions.add_command(command, language)
    who_helps.add_command(command, language)
    duplicates.add_commands(command, language)
    agenda.add_commands(command, language)
    privacy.add(command, language)
    erasing.add(command, language)
    return top


def _add_choices(parser: argparse.ArgumentParser, language: Language, default: str | None) -> None:
    _add_workspace(parser, language, default)
    _add_language(parser, language, default)


def _add_workspace(parser: argparse.ArgumentParser, language: Language, default: str | None) -> None:
    def folder(text: str) -> Path:
        if not text.strip():
            raise argparse.ArgumentTypeError(language.text(N_("The folder’s name is empty.")))
        return Path(text)

    explained = language.text(N_("the workspace’s folder"))
    parser.add_argument("--workspace", type=folder, metavar="DIR", default=default, help=explained)


def _add_language(parser: argparse.ArgumentParser, language: Language, default: str | None) -> None:
    explained = language.text(N_("the language that kidesk speaks"))
    parser.add_argument("--language", choices=CODES, default=default, help=explained)


def _add_init(command: Command, language: Language) -> None:
    said = language.text
    init = command("init", said(N_("make a new workspace")))
    filled = init.add_mutually_exclusive_group()
    filled.add_argument("--starter", action="store_true", help=said(N_("fill it with the shipped units and plans")))
    filled.add_argument("--demo", action="store_true", help=said(N_("fill it with demonstration data")))


def _add_record_commands(command: Command, language: Language) -> None:
    said = language.text
    listing = with_records(command("list", said(N_("list records"))), language)
    listings.with_choice(listing, language)
    with_json(listing, language)
    with_json(with_id(with_records(command("show", said(N_("show one record"))), language)), language)
    adding = with_records(command("add", said(N_("add a record"))), language)
    with_json(with_values(adding, language), language)
    editing = with_id(with_records(command("edit", said(N_("change fields of a record"))), language))
    with_json(with_values(editing, language), language)
    with_id(with_records(command("delete", said(N_("delete a record"))), language))
    status = command("status", said(N_("change an agreement’s status: the next step of its life")))
    status.add_argument("--id", type=int, metavar="N", required=True, help=said(N_("the agreement’s number")))
    statuses = ", ".join(AgreementStatus)
    explained = said(N_("the new status, by its name or one of these: {choices}"), choices=statuses)
    status.add_argument("--to", metavar="STATUS", required=True, help=explained)
    status.add_argument("--because", metavar="TEXT", required=True, help=said(N_("why the status changes")))
    status.add_argument("--on", metavar="2026-11-05", help=said(N_("since when; today if nothing is said")))
    with_json(status, language)
    behind = N_("list the texts whose Swedish has been changed since they were translated")
    with_json(command("translations", said(behind)), language)
    command("undo", said(N_("take the latest change back; without one, nothing happens and the exit code is 0")))
    command("redo", said(N_("do again what was taken back")))


def _add_file_commands(command: Command, language: Language) -> None:
    said = language.text
    explained = N_("write a report as PDF; as a web page or a table where the file’s name ends in .html, .xlsx or .csv")
    export = command("export", said(explained))
    export.add_argument("report", choices=tuple(REPORTS), metavar="REPORT", help=", ".join(REPORTS))
    export.add_argument("--quarter", "--to", metavar="2024-Q4", help=said(N_("the quarter that the report is about")))
    earlier = said(N_("the quarter that it is compared with; without it the one before"))
    export.add_argument("--from", dest="earlier", metavar="2024-Q3", help=earlier)
    export.add_argument("--id", type=int, metavar="N", help=said(N_("the record that the report is about")))
    edition = said(N_("the edition of a final report; without it the one in effect"))
    export.add_argument("--edition", type=int, metavar="N", help=edition)
    year = said(N_("the year of the annual list or of the memberships"))
    export.add_argument("--year", type=int, metavar="2025", help=year)
    place = said(N_("the country of a country brief, by its code or its name"))
    export.add_argument("--country", metavar="FI", help=place)
    export.add_argument("--city", metavar="CITY", help=said(N_("the city that the brief is about")))
    listings.with_choice(export, language)
    export.add_argument(
        "--language", dest="document_language", choices=CODES, help=said(N_("the language of the report"))
    )
    export.add_argument("--output", type=Path, metavar="FILE", required=True, help=said(N_("the file to write")))
    _add_table(command, language)
    vcards.add(command, language)
    mail_lists.add(command, language)
    calendar = command("export-calendar", said(N_("write the dates of agreements as a calendar file (iCalendar)")))
    calendar.add_argument("--output", type=Path, metavar="FILE.ics", required=True, help=said(N_("the file to write")))
    months = said(N_("how many months ahead; 24 if nothing is said"))
    calendar.add_argument("--months", type=int, metavar="N", default=MONTHS, help=months)
    registrar = command("registrar-text", said(N_("print a text for the registrar about an agreement")))
    registrar.add_argument("--id", type=int, metavar="N", required=True, help=said(N_("the agreement’s number")))
    explained = N_(
        "take in contacts from a table (CSV, XLSX) or vCards, organisations or values of indicators from a table, or "
        "agreements from an XML file of Erasmus Without Paper"
    )
    importing = command("import", said(explained))
    kinds = ("contacts", "organisations", "agreements", "indicators")
    importing.add_argument("records", choices=kinds, metavar="RECORDS", help=", ".join(kinds))
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--dry-run", action="store_true", help=said(N_("only say what would happen")))
    with_json(importing, language)
    values_import.with_options(importing, language)
    contacts_import.with_options(importing, language)
    whole = command("check", said(N_("check that the workspace holds together")))
    whole.add_argument(
        "--clean", action="store_true", help=said(N_("first remove stored files that no record and no history knows"))
    )
    with_json(whole, language)
    checking = command("check-pdf", said(N_("check whether a PDF is accessible and fit for archives")))
    checking.add_argument("file", type=Path, metavar="FILE.pdf")
    with_json(checking, language)
    demo = command("demo", said(N_("make a demonstration: a workspace, reports and pictures")))
    demo.add_argument("--out", type=Path, metavar="DIR", required=True, help=said(N_("the folder to make it in")))


def _add_table(command: Command, language: Language) -> None:
    said = language.text
    table = command("export-table", said(N_("write records as a table, with all fields: a workbook or a CSV file")))
    with_records(table, language)
    listings.with_choice(table, language)
    table.add_argument("--language", dest="table_language", choices=CODES, help=said(N_("the language of the table")))
    table.add_argument("--id", type=int, metavar="N", help=said(N_("the agreement to write as XML for EWP")))
    explained = said(N_("the file to write; its name ends in {endings}"), endings=", ".join((*KINDS, ".xml")))
    table.add_argument("--output", type=Path, metavar="FILE", required=True, help=explained)


def _add_attachment_commands(command: Command, language: Language) -> None:
    said = language.text
    number = said(N_("the file’s number, as “show agreements” gives it"))
    attaching = command("attach", said(N_("attach files to an agreement")))
    attaching.add_argument("--agreement", type=int, metavar="N", required=True, help=said(N_("the agreement’s number")))
    attaching.add_argument("files", nargs="+", type=Path, metavar="FILE")
    for name, field, explained in (
        ("--kind", "kind", N_("what the files are: {choices}")),
        ("--file-language", "language", N_("the language of the files: {choices}")),
    ):
        described = attach_file.FIELDS[field]
        assert isinstance(described, Choice)
        choices = [term.value for term in described.terms]
        shown = said(explained, choices=", ".join(choices))
        usual = described.default.value
        attaching.add_argument(name, choices=choices, metavar=field.upper(), default=usual, help=shown)
    attaching.add_argument("--dated", metavar="2026-11-05", default="", help=said(N_("the date of the files")))
    with_json(attaching, language)
    copying = command("save-copy", said(N_("save a copy of an attached file")))
    copying.add_argument("number", type=int, metavar="N", help=number)
    copying.add_argument("--output", type=Path, metavar="FILE", required=True, help=said(N_("the file to write")))
    detaching = command("detach", said(N_("remove an attached file from its agreement; undo brings it back")))
    detaching.add_argument("number", type=int, metavar="N", help=number)


def _add_renew(command: Command, language: Language) -> None:
    said = language.text
    day = "2026-11-05"
    renewing = command("renew", said(N_("renew an agreement for another term, to be prepared or already signed")))
    renewing.add_argument("--id", type=int, metavar="N", required=True, help=said(N_("the agreement’s number")))
    start = said(N_("its first day; the day after the agreement ends if nothing is said"))
    renewing.add_argument("--start", metavar=day, help=start)
    term = renewing.add_mutually_exclusive_group()
    term.add_argument("--end", metavar=day, help=said(N_("its last day; after as long a term if nothing is said")))
    term.add_argument("--open-ended", action="store_true", help=said(N_("it runs until further notice")))
    renewing.add_argument("--signed-own", metavar=day, help=said(N_("the day the own side signed")))
    signed = said(N_("the day the partner signed; with both days the renewal takes over"))
    renewing.add_argument("--signed-partner", metavar=day, help=signed)
    years = said(N_("leave the academic years of the conditions as they are"))
    renewing.add_argument("--keep-years", action="store_true", help=years)
    children = said(N_("leave the agreements that stand under the old one there"))
    renewing.add_argument("--keep-children", action="store_true", help=children)
    with_json(renewing, language)
