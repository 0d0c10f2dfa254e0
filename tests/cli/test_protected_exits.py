"""Every command of the command line over a planted protected identity: not one of its words comes out."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kidesk.cli import parsing
from kidesk.cli.program import main
from kidesk.i18n import Language
from kidesk.operations.mail_list import LEADING_TO_PERSONS
from kidesk.records import RECORD_TYPES
from kidesk.store.workspace import Workspace
from tests.operations import protected
from tests.operations.protected import Planted, leaks

EVERY_LIST = tuple(record_type.key for record_type in RECORD_TYPES)
PLACES = (protected.CITY, "Kliniken", "Reykjavik", "Island", "IS", "98765", "Gömställevägen")


@dataclass(frozen=True)
class Out:
    """A folder to write to, and the numbers of what was planted."""

    folder: Path
    planted: Planted

    def file(self, name: str) -> str:
        """A file in it."""
        return str(self.folder / name)


Runs = Callable[[Out], Iterator[tuple[str, ...]]]


def _lists(out: Out) -> Iterator[tuple[str, ...]]:
    for key in EVERY_LIST:
        yield "list", key
        yield "list", key, "--json"
    for place in PLACES:
        yield "list", "persons", "--find", place
        yield "list", "ambassadors", "--find", place, "--json"
    yield "list", "persons", "--where", "tag=Hemlig tagg", "--json"
    yield "list", "persons", "--where", "country=IS", "--json"


def _records(out: Out) -> Iterator[tuple[str, ...]]:
    planted = out.planted
    for kind, number in (
        ("agreements", planted.agreement),
        ("interactions", planted.interaction),
        ("memberships", planted.membership),
        ("plan-items", planted.item),
        ("risk-assessments", planted.assessment),
        ("organisations", planted.organisation),
    ):
        yield "show", kind, str(number)
        yield "show", kind, str(number), "--json"


def _files(out: Out) -> Iterator[tuple[str, ...]]:
    for key in EVERY_LIST:
        for ending in ("csv", "xlsx"):
            yield "export-table", key, "--output", out.file(f"{key}.{ending}")
    yield "export-table", "agreements", "--id", str(out.planted.agreement), "--output", out.file("iia.xml")


def _reports(out: Out) -> Iterator[tuple[str, ...]]:
    for report, *about in (
        ("contact-list",),
        ("ambassador-directory",),
        ("ambassador-coverage",),
        ("memberships", "--year", "2026"),
        ("country-brief", "--country", "IS"),
        ("country-brief", "--id", str(out.planted.organisation)),
        ("agreement-summary", "--id", str(out.planted.agreement)),
        ("agreement-register",),
    ):
        yield "export", report, *about, "--output", out.file(f"{report}{len(about)}.html")


def _imports(out: Out) -> Iterator[tuple[str, ...]]:
    """Rows that can only match by what is secret: the answer must not say what it was matched by."""
    mails = out.folder / "mails.csv"
    mails.write_text("Förnamn;Efternamn;E-post\nBo;Ek;zq-secret@hidden.example.org\n", "utf-8")
    ids = out.folder / "ids.vcf"
    ids.write_text("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bo Ek\r\nUID:urn:zq:external\r\nEND:VCARD\r\n", "utf-8")
    for file in (mails, ids):
        for dry in (("--dry-run",), ()):
            yield "import", "contacts", str(file), *dry, "--json"
            yield "import", "contacts", str(file), *dry


def _merges(out: Out) -> Iterator[tuple[str, ...]]:
    person = str(out.planted.person)
    other = str(out.planted.person + 1)
    yield "merge", "persons", "--keep", other, "--other", person, "--dry-run"
    yield "merge", "persons", "--keep", person, "--other", other, "--json"


def _changes(out: Out) -> Iterator[tuple[str, ...]]:
    person = str(out.planted.person)
    yield "edit", "persons", person, "family_name=Qvarnhemlig-Ny"
    yield "edit", "persons", person, "family_name=Qvarnhemlig", "--json"
    yield ("undo",)
    yield ("redo",)
    yield "delete", "persons", person  # refused, since much points there


def _plain(*arguments: str) -> Runs:
    return lambda out: iter([arguments])


def _about(option: str, kind: str, *arguments: str) -> Runs:
    return lambda out: iter([(*arguments, option, str(getattr(out.planted, kind)))])


# What each command is driven with. A name alone in NOT_DRIVEN is a command that shows nobody, with the reason.
DRIVEN: Mapping[str, Runs] = {
    "list": _lists,
    "show": _records,
    "edit": _changes,
    "undo": _changes,
    "redo": _changes,
    "delete": _changes,
    "translations": _plain("translations", "--json"),
    "export": _reports,
    "export-table": _files,
    "export-vcards": lambda out: iter([("export-vcards", "--output", out.file("a.vcf"))]),
    "mail-list": lambda out: (
        ("mail-list", kind, "--output", out.file(f"{kind}-mail.csv"))
        for kind in (record_type.key for record_type in LEADING_TO_PERSONS)
    ),
    "export-calendar": lambda out: iter([("export-calendar", "--output", out.file("a.ics"))]),
    "registrar-text": _about("--id", "agreement", "registrar-text"),
    "import": _imports,
    "check": _plain("check", "--json"),
    "status": lambda out: iter(
        [
            ("status", "--id", str(out.planted.agreement), "--to", "in-preparation", "--because", "Begun", *json)
            for json in ((), ("--json",))
        ]
    ),
    "renew": _about("--id", "agreement", "renew", "--start", "2027-01-01", "--end", "2029-12-31", "--json"),
    "seal": _plain("seal", "--quarter", "2026-Q1"),
    "reopen": lambda out: iter(
        [("seal", "--quarter", "2026-Q1"), ("reopen", "--quarter", "2026-Q1", "--reason", "A mistake")]
    ),
    "compare": _plain("compare", "--from", "2025-Q4", "--to", "2026-Q1"),
    "roles": _plain("roles"),
    "ask": lambda out: iter([("ask", "--quarter", "2026-Q1", "--output", out.file("forms"))]),
    "owed": _plain("owed", "--quarter", "2026-Q1"),
    "copy-plan": lambda out: iter([("copy-plan", "--id", "1", "--year", "2027")]),
    "edition": _plain("edition", "--json"),
    "helpers": lambda out: (
        ("helpers", *asked, *shape)
        for asked in (
            ("--about", "Hemligt erbjudande"),
            ("--about", "Hemlig anteckning"),
            *(("--in", place) for place in PLACES),
        )
        for shape in ((), ("--json",))
    ),
    "duplicates": _plain("duplicates", "persons", "--json"),
    "follow-ups": lambda out: iter([("follow-ups",), ("follow-ups", "--json")]),
    "agenda": lambda out: iter([("agenda", "--months", "36"), ("agenda", "--months", "36", "--json")]),
    "merge": _merges,
    "retention": lambda out: iter([("retention",), ("retention", "--json")]),
}
NOT_DRIVEN = {
    "run": "opens the window",
    "init": "begins with an empty or a shipped workspace",
    "demo": "makes a workspace of its own",
    "add": "shows what was typed in the same breath",
    "check-pdf": "reads a file that is no part of the register",
    "attach": "shows the file's own name",
    "save-copy": "copies a file as it is",
    "detach": "shows the file's own name",
    "unit": "is about units",
    "answers": "shows what a unit wrote",
    "subject-extract": "is made for the person alone, and noted",
    "erase": "names nobody, which its own tests hold",
}


def _commands() -> set[str]:
    parser = parsing.parser(Language("sv"))
    (chosen,) = (one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    return set(chosen.choices)


def test_every_command_is_driven_or_shows_nobody() -> None:
    assert set(DRIVEN) | set(NOT_DRIVEN) == _commands()
    assert not set(DRIVEN) & set(NOT_DRIVEN)


@pytest.mark.parametrize("command", DRIVEN)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_command_tells_of_a_protected_identity(folder: Path, tmp_path: Path, command: str, language: str) -> None:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        out = Out(tmp_path / "out", protected.plant(workspace.store))
    out.folder.mkdir()
    given = [one for arguments in DRIVEN[command](out) for one in arguments]
    before = {file: file.read_bytes() for file in out.folder.rglob("*") if file.is_file()}
    answered = [_run(folder, language, *arguments) for arguments in DRIVEN[command](out)]
    written = [_words(file) for file in out.folder.rglob("*") if file.is_file() and file not in before]
    typed = set(leaks("\n".join(given)))
    assert not set(leaks("\n".join([*answered, *written]))) - typed
    assert all(answered) or written


def _run(folder: Path, language: str, *arguments: str) -> str:
    """All that a command says, be it an answer or why there is none."""
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        assert main(["--workspace", str(folder), "--language", language, *arguments]) in (0, 1)
    return said.getvalue()


def _words(file: Path) -> str:
    if file.suffix == ".xlsx":
        cells = (cell for sheet in load_workbook(file) for row in sheet.iter_rows(values_only=True) for cell in row)
        return "\n".join(map(str, cells))
    return file.read_text("utf-8-sig")
