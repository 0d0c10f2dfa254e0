"""What the command line understands, explained in the chosen language."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any, NoReturn, cast

from kidesk.cli import editions, listings
from kidesk.i18n import CODES, N_, Language
from kidesk.operations import attach_file
from kidesk.operations.export_calendar import MONTHS
from kidesk.operations.export_table import KINDS
from kidesk.operations.report_list import REPORTS
from kidesk.records import BY_KEY
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.fields import Choice

# Commands after which --language is the language of what is written, and not that of kidesk's answers.
_WITH_ANOTHER_LANGUAGE = ("export", "export-table", "ask")
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
    _add_quarter_commands(command, language)
    _add_unit_commands(command, language)
    editions.add_command(command, language)
    _add_owner_commands(command, language)
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


Command = Callable[[str, str], argparse.ArgumentParser]


def _add_init(command: Command, language: Language) -> None:
    said = language.text
    init = command("init", said(N_("make a new workspace")))
    filled = init.add_mutually_exclusive_group()
    filled.add_argument("--starter", action="store_true", help=said(N_("fill it with the shipped units and plans")))
    filled.add_argument("--demo", action="store_true", help=said(N_("fill it with demonstration data")))


def _add_record_commands(command: Command, language: Language) -> None:
    said = language.text
    listing = _with_records(command("list", said(N_("list records"))), language)
    listings.with_choice(listing, language)
    _with_json(listing, language)
    _with_json(_with_id(_with_records(command("show", said(N_("show one record"))), language)), language)
    adding = _with_records(command("add", said(N_("add a record"))), language)
    _with_json(_with_values(adding, language), language)
    editing = _with_id(_with_records(command("edit", said(N_("change fields of a record"))), language))
    _with_json(_with_values(editing, language), language)
    _with_id(_with_records(command("delete", said(N_("delete a record"))), language))
    status = command("status", said(N_("change an agreement’s status: the next step of its life")))
    status.add_argument("--id", type=int, metavar="N", required=True, help=said(N_("the agreement’s number")))
    statuses = ", ".join(AgreementStatus)
    explained = said(N_("the new status, by its name or one of these: {choices}"), choices=statuses)
    status.add_argument("--to", metavar="STATUS", required=True, help=explained)
    status.add_argument("--because", metavar="TEXT", required=True, help=said(N_("why the status changes")))
    status.add_argument("--on", metavar="2026-11-05", help=said(N_("since when; today if nothing is said")))
    _with_json(status, language)
    behind = N_("list the texts whose Swedish has been changed since they were translated")
    _with_json(command("translations", said(behind)), language)
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
    export.add_argument("--year", type=int, metavar="2025", help=said(N_("the year of the annual list")))
    listings.with_choice(export, language)
    export.add_argument(
        "--language", dest="document_language", choices=CODES, help=said(N_("the language of the report"))
    )
    export.add_argument("--output", type=Path, metavar="FILE", required=True, help=said(N_("the file to write")))
    _add_table(command, language)
    calendar = command("export-calendar", said(N_("write the dates of agreements as a calendar file (iCalendar)")))
    calendar.add_argument("--output", type=Path, metavar="FILE.ics", required=True, help=said(N_("the file to write")))
    months = said(N_("how many months ahead; 24 if nothing is said"))
    calendar.add_argument("--months", type=int, metavar="N", default=MONTHS, help=months)
    registrar = command("registrar-text", said(N_("print a text for the registrar about an agreement")))
    registrar.add_argument("--id", type=int, metavar="N", required=True, help=said(N_("the agreement’s number")))
    explained = N_("take in organisations from a CSV file, or agreements from an XML file of Erasmus Without Paper")
    importing = command("import", said(explained))
    kinds = ("organisations", "agreements")
    importing.add_argument("records", choices=kinds, metavar="RECORDS", help=", ".join(kinds))
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--dry-run", action="store_true", help=said(N_("only say what would happen")))
    _with_json(importing, language)
    whole = command("check", said(N_("check that the workspace holds together")))
    whole.add_argument(
        "--clean", action="store_true", help=said(N_("first remove stored files that no record and no history knows"))
    )
    _with_json(whole, language)
    checking = command("check-pdf", said(N_("check whether a PDF is accessible and fit for archives")))
    checking.add_argument("file", type=Path, metavar="FILE.pdf")
    _with_json(checking, language)
    demo = command("demo", said(N_("make a demonstration: a workspace, reports and pictures")))
    demo.add_argument("--out", type=Path, metavar="DIR", required=True, help=said(N_("the folder to make it in")))


def _add_table(command: Command, language: Language) -> None:
    said = language.text
    table = command("export-table", said(N_("write records as a table, with all fields: a workbook or a CSV file")))
    _with_records(table, language)
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
    _with_json(attaching, language)
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
    _with_json(renewing, language)
def _add_quarter_commands(command: Command, language: Language) -> None:
    said = language.text
    quarter = said(N_("the quarter, such as 2024-Q4"))
    sealing = command("seal", said(N_("seal a quarter, so that what is said of it stays as it is")))
    sealing.add_argument("--quarter", metavar="2024-Q4", required=True, help=quarter)
    opening = command("reopen", said(N_("open a sealed quarter again, with a reason that is kept")))
    opening.add_argument("--quarter", metavar="2024-Q4", required=True, help=quarter)
    opening.add_argument("--reason", metavar="TEXT", required=True, help=said(N_("why")))
    comparing = command("compare", said(N_("compare two quarters of a plan")))
    comparing.add_argument("--from", dest="first", metavar="2024-Q3", required=True, help=quarter)
    comparing.add_argument("--to", dest="last", metavar="2024-Q4", required=True, help=quarter)
    comparing.add_argument("--id", type=int, metavar="N", help=said(N_("the plan; without it the first action plan")))
    _with_json(comparing, language)


def _add_unit_commands(command: Command, language: Language) -> None:
    said = language.text
    unit = command("unit", said(N_("rename, merge, split or close a unit from a day on")))
    acts = ("rename", "merge", "split", "close")
    unit.add_argument("act", choices=acts, metavar="ACT", help=", ".join(acts))
    unit.add_argument("--id", type=int, metavar="N", required=True, help=said(N_("the unit’s number")))
    named = said(N_("a new name in Swedish, in English and for short; once for each new unit"))
    unit.add_argument("--name", dest="names", action="append", metavar="SV|EN|ABBR", help=named)
    unit.add_argument("--into", type=int, metavar="N", help=said(N_("the unit that it goes up in")))
    unit.add_argument("--on", metavar="2026-11-05", help=said(N_("from what day; today if nothing is said")))
    _with_json(unit, language)
    roles = command("roles", said(N_("list what closed units still stand in, or hand it to another unit")))
    roles.add_argument("--id", type=int, metavar="N", help=said(N_("the closed unit’s number")))
    roles.add_argument("--to", type=int, metavar="N", help=said(N_("the unit that takes over")))
    _with_json(roles, language)
def _add_owner_commands(command: Command, language: Language) -> None:
    said = language.text
    quarter = said(N_("the quarter, such as 2024-Q4"))
    asking = command("ask", said(N_("ask units how their own activities stand: a form and an e-mail text for each")))
    asking.add_argument("--quarter", metavar="2024-Q4", required=True, help=quarter)
    unit = said(N_("the unit’s number, several times for several; without it all that have not answered"))
    asking.add_argument("--unit", type=int, action="append", metavar="N", help=unit)
    asking.add_argument("--output", type=Path, metavar="DIR", required=True, help=said(N_("the folder for the forms")))
    asking.add_argument("--due", metavar="2026-12-10", help=said(N_("the day by which an answer is wanted")))
    asking.add_argument("--replace", action="store_true", help=said(N_("replace forms that stand there already")))
    asking.add_argument("--language", dest="form_language", choices=CODES, help=said(N_("the language of the forms")))
    owing = command("owed", said(N_("tell which units owe answers in a quarter")))
    owing.add_argument("--quarter", metavar="2024-Q4", required=True, help=quarter)
    _with_json(owing, language)
    reading = command("answers", said(N_("take the answers of a form that came back")))
    reading.add_argument("file", type=Path, metavar="FILE.xlsx")
    wanted = said(N_("refuse a form about another quarter than this"))
    reading.add_argument("--quarter", metavar="2024-Q4", help=wanted)
    reading.add_argument("--dry-run", action="store_true", help=said(N_("only say what would happen")))
    taken = said(N_("new: only where nobody else has changed anything since; all: also where both have"))
    reading.add_argument("--accept", choices=("new", "all"), default="new", help=taken)
    _with_json(reading, language)


def _with_records(parser: argparse.ArgumentParser, language: Language) -> argparse.ArgumentParser:
    parser.add_argument("records", choices=tuple(BY_KEY), metavar="RECORDS", help=", ".join(BY_KEY))
    return parser


def _with_id(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("id", type=int, metavar="ID")
    return parser


def _with_values(parser: argparse.ArgumentParser, language: Language) -> argparse.ArgumentParser:
    explained = language.text(N_("a field and its value; without a value the field is emptied, rows are a JSON list"))
    parser.add_argument("values", nargs="+", metavar="FIELD=VALUE", help=explained)
    return parser


def _with_json(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.add_argument("--json", action="store_true", help=language.text(N_("answer in JSON")))
