"""The command line: what it prints, what it writes, and how it ends, through main() with real workspaces."""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from kidesk import cli, paths
from kidesk.cli import parsing, program
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.report_list import REPORTS
from kidesk.records import BY_KEY, RECORD_TYPES
from kidesk.store.workspace import DATABASE, Workspace

AWKWARD = "<b>&\"ÅÄÖ Łódź Αθήνα Киев 東京 'x'</b>"


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in English in the test's own workspace."""

    def command(*arguments: str, language: str = "en") -> Answer:
        capsys.readouterr()
        code = cli.main(["--workspace", str(folder), "--language", language, *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Answer(code, out, err)

    return command


def failed(answer: Answer, code: int, said: str) -> None:
    """The answer is one line on the error output and nothing else."""
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    if code == 1:
        assert answer.err.count("\n") == 1


@pytest.fixture
def demonstration(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Run:
    folder = tmp_path_factory.mktemp("demonstration")
    assert run("--workspace", str(folder), "init", "--demo").code == 0
    return lambda *arguments, **details: run("--workspace", str(folder), *arguments, **details)


# Records


@pytest.mark.parametrize("key", BY_KEY)
def test_an_empty_list_says_so(run: Run, key: str) -> None:
    answer = run("list", key)
    assert (answer.code, answer.out.strip(), answer.err) == (0, BY_KEY[key].empty, "")
    assert run("list", key, "--json").json == []


def test_awkward_names_and_long_notes_come_back_as_they_were(run: Run) -> None:
    notes = "ö" * 10_000
    added = run("add", "organisations", f"name_sv={AWKWARD}", f"notes={notes}", "country=Sverige", "--json")
    assert (added.code, added.json["name_sv"], added.json["notes"], added.json["country"]) == (0, AWKWARD, notes, "SE")
    number = str(added.json["id"])
    assert run("list", "organisations", "--json").json == [added.json]
    assert run("show", "organisations", number, "--json").json == added.json
    assert AWKWARD in run("list", "organisations").out
    assert AWKWARD in run("show", "organisations", number).out
    assert run("list", "organisations", "--find", "lodz", "--json").json == [added.json]
    assert run("list", "organisations", "--find", "nothing").out == "Nothing was found for “nothing”.\n"


def test_edit_changes_only_the_named_fields_and_an_empty_value_clears(run: Run) -> None:
    run(
        "add",
        "organisations",
        "name_en=Old",
        "city=Lund",
        "kind=hospital",
        "domains=a.se; b.se",
        "valid_from=2020-01-01",
    )
    answer = run("edit", "organisations", "1", "name_en=New = better", "valid_from=", "kind=", "--json")
    plain = answer.json
    assert (plain["name_en"], plain["city"], plain["domains"]) == ("New = better", "Lund", ["a.se", "b.se"])
    assert (plain["valid_from"], plain["kind"]) == (None, "university")


def test_values_are_read_in_the_chosen_language(run: Run) -> None:
    run("add", "organisations", "name_sv=Nätverk")
    swedish = run("add", "memberships", "organisation_id=1", "fee=1 234,50", "currency=SEK", "--json", language="sv")
    english = run("add", "memberships", "organisation_id=1", "fee=1,234.50", "currency=SEK", "--json")
    assert swedish.json["fee"] == english.json["fee"] == 1234.5


def test_rows_are_given_as_a_json_list_and_come_back_with_their_ids(run: Run) -> None:
    emails = [{"address": "a@example.org", "is_primary": True}, {"address": "b@example.org", "kind": "private"}]
    person = run(
        "add", "persons", "family_name=Ek", f"emails={json.dumps(emails)}", "roles=press; teacher", "--json"
    ).json
    assert [mail["kind"] for mail in person["emails"]] == ["work", "private"]
    assert person["roles"] == ["press", "teacher"]
    person["emails"][1]["address"] = "c@example.org"
    again = run("edit", "persons", "1", f"emails={json.dumps(person['emails'][1:])}", "--json").json
    assert again["emails"] == person["emails"][1:]
    assert run("edit", "persons", "1", "emails=", "--json").json["emails"] == []


def test_every_part_of_the_demonstration_survives_its_own_json(demonstration: Run) -> None:
    for record_type in RECORD_TYPES:
        before = demonstration("list", record_type.key, "--json").json[0]
        values = {field.key: before[field.key] for field in record_type.editable if isinstance(before[field.key], list)}
        typed = [f"{key}={json.dumps(value)}" for key, value in values.items() if value and isinstance(value[0], dict)]
        if typed:
            after = demonstration("edit", record_type.key, str(before["id"]), *typed, "--json").json
            assert {key: after[key] for key in values} == values


def test_the_list_has_every_field_by_key(demonstration: Run) -> None:
    for record_type in RECORD_TYPES:
        rows = demonstration("list", record_type.key, "--json").json
        assert rows
        assert set(rows[0]) == {"id", "version"} | {field.key for field in record_type.fields}


def test_a_table_is_aligned_whatever_stands_in_it(run: Run) -> None:
    for name in ("A", "東京大学", "Å\u0308ngström", "two\nlines \x1b[31mred", "x" * 200):
        run("add", "organisations", f"name_en={name}", "city=Here")
    lines = run("list", "organisations").out.splitlines()
    assert len(lines) == 6
    assert "\x1b" not in "".join(lines)
    assert lines[0].split() == ["id", "Name", "Kind", "Country", "City", "Partner", "standing"]
    column = lines[0].index("Kind")
    assert next(line for line in lines if " A " in line).index("Higher") == column
    assert next(line for line in lines if "東" in line).index("Higher") == column - 4


def test_a_protected_identity_stays_out_of_lists(run: Run) -> None:
    mail = '[{"address": "secret@example.org"}]'
    run("add", "persons", "given_name=Hemlig", "family_name=Person", f"emails={mail}", "has_protected_identity=yes")
    for answer in (
        run("list", "persons"),
        run("list", "persons", "--json"),
        run("list", "persons", "--find", "hemlig"),
    ):
        assert "secret" not in answer.out
        assert "Hemlig" not in answer.out
    assert run("list", "persons", "--json").json[0]["name"] == "Skyddade personuppgifter"


def test_changes_are_taken_back_and_done_again(run: Run) -> None:
    assert run("undo") == Answer(0, "There is nothing to undo.\n", "")
    assert run("redo") == Answer(0, "There is nothing to redo.\n", "")
    run("add", "organisations", "name_en=One")
    assert run("delete", "organisations", "1").out == "Deleted organisation 1: One\n"
    assert run("list", "organisations", "--json").json == []
    assert run("undo").out == "Taken back: Deleted organisation\n"
    assert run("list", "organisations", "--json").json[0]["name_en"] == "One"
    assert run("redo").out == "Done again: Deleted organisation\n"


def test_a_doubt_is_told_and_the_value_kept(run: Run) -> None:
    answer = run("add", "agreements", "title_sv=Avtal", "dnr=KI 12", "end_on=9999-12-31", "--json")
    assert (answer.code, answer.json["dnr"], answer.json["end_on"]) == (0, "KI 12", "9999-12-31")
    assert answer.err.count("Warning: ") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["add", "agreements", "title_sv=x", "effective_on=2026-02-01", "end_on=2026-01-01"],
            "end_on: The end, 2026-01-01",
        ),
        (["add", "agreements", "title_sv=x", "end_on=2026-02-30"], "end_on: “2026-02-30” is not a date"),
        (["add", "agreements", "dnr=1-1/2026"], "Give the agreement a title"),
        (["add", "interactions", "title=x"], "on: This field must be filled in"),
        (["add", "organisations", "name_en=x", "kind=castle"], "kind: “castle” is not one of the choices"),
        (["add", "organisations", "name_en=x", "parent_id=99"], "no record with the number 99"),
        (["add", "organisations", "name_en=x", f"parent_id={10**30}"], "parent_id"),
        (["add", "organisations", f"name_en={'x' * 301}"], "At most 300 characters"),
        (["add", "persons", "family_name=x", "emails=[{"], "not written as a JSON list"),
        (["add", "persons", "family_name=x", 'emails={"address": "a@example.org"}'], "not written as a JSON list"),
        (["add", "persons", "family_name=x", 'emails=[{"address": ["a"]}]'], "does not suit"),
        (["add", "indicators", "name_en=x", 'values=[{"period": "2024", "value": NaN}]'], "does not suit"),
        (["add", "indicators", "name_en=x", 'values=[{"period": "2024", "value": 1e300}]'], "must lie between"),
        (["add", "quarters", "name=2026"], "A quarter is written as 2024-Q4"),
        (["show", "organisations", "1"], "no record with the number 1"),
        (["show", "organisations", str(10**30)], "larger than kidesk can keep"),
        (["edit", "organisations", "-1", "name_en=x"], "no record with the number -1"),
        (["delete", "organisations", "0"], "no record with the number 0"),
        (["import", "organisations", "none.csv"], "There is no file none.csv"),
        (["import", "organisations", "."], "is a folder"),
        (["export", "agreement-summary", "--id", "1", "--output", "x.pdf"], "no record with the number 1"),
    ],
)
def test_a_known_problem_ends_with_one_and_a_sentence_and_nothing_is_written(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = (folder / DATABASE).read_bytes()
    failed(run(*arguments), 1, said)
    assert (folder / DATABASE).read_bytes() == before
    assert not (tmp_path / "x.pdf").exists()


def test_a_second_quarter_of_the_same_name_is_refused(run: Run) -> None:
    assert run("add", "quarters", "name=2024-Q4").code == 0
    failed(run("add", "quarters", "name=2024-K4"), 1, "has this name or number already")


def test_a_record_that_others_point_at_is_kept(run: Run) -> None:
    run("add", "organisations", "name_en=Parent")
    run("add", "organisations", "name_en=Child", "parent_id=1")
    failed(run("delete", "organisations", "1"), 1, "Child")
    assert len(run("list", "organisations", "--json").json) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list", "castles"], "organisations"),
        (["list"], "RECORDS"),
        (["fly"], "fly"),
        (["show", "organisations", "one"], "is not a whole number"),
        (["add", "organisations", "colour=red"], "There is no field “colour”"),
        (["add", "organisations", "name=x"], "name_sv, name_en"),
        (["add", "organisations", "name_sv"], "FIELD=VALUE"),
        (["add", "organisations"], "FIELD=VALUE"),
        (["add", "organisations", "name_sv=\udcff"], "UTF-8"),
        (["add", "persons", "family_name=x", 'emails=[{"adress": "x"}]'], "There is no field “adress”"),
        (["export", "poem", "--output", "x.pdf"], "quarterly-status"),
        (["export", "quarterly-status"], "--output"),
        (["export", "quarterly-status", "--quarter", "soon", "--output", "x.pdf"], "is not a quarter"),
        (["export", "agreement-summary", "--output", "x.pdf"], "agreement’s number"),
        (["import", "persons", "x.csv"], "organisations"),
        (["init", "--starter", "--demo"], "exclude each other"),
        (["--language", "no", "list", "persons"], "sv"),
        (["--workspace", " ", "list", "persons"], "The folder’s name is empty."),
        (["list", "persons", "--fast"], "kidesk does not understand: --fast."),
    ],
)
def test_wrong_usage_ends_with_two(run: Run, arguments: list[str], said: str) -> None:
    failed(run(*arguments), 2, said)


# Workspaces


def test_a_workspace_is_made_once_and_then_left_alone(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "one"
    assert run("--workspace", str(folder), "init").code == 0
    run("--workspace", str(folder), "add", "organisations", "name_en=Kept")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    for option in ([], ["--starter"], ["--demo"]):
        failed(run("--workspace", str(folder), "init", *option), 1, "stands in")
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_a_starter_workspace_has_the_plan_and_nothing_to_undo(run: Run, tmp_path: Path) -> None:
    folder = str(tmp_path / "starter")
    run("--workspace", folder, "init", "--starter")
    items = run("list", "plan-items", "--workspace", folder, "--json").json
    assert sum(item["level"] == "activity" for item in items) == 47
    assert run("--workspace", folder, "undo").out == "There is nothing to undo.\n"


def test_a_missing_workspace_is_told_and_not_made(run: Run, tmp_path: Path) -> None:
    failed(run("--workspace", str(tmp_path / "none"), "list", "persons"), 1, "There is no workspace in")
    assert not (tmp_path / "none").exists()


def test_a_workspace_that_is_open_elsewhere_is_left_alone(run: Run, folder: Path) -> None:
    with closing(Workspace.open(folder, "somebody")):
        failed(run("add", "organisations", "name_en=x"), 1, "is open in another kidesk")
    assert run("list", "organisations", "--json").json == []


def test_a_file_where_the_folder_should_be_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    failed(run("--workspace", str(tmp_path / "file"), "init"), 1, "No workspace could be made")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_check_finds_what_is_wrong(run: Run, folder: Path) -> None:
    found = run("check", "--json").json
    assert (found["ok"], [one["problems"] for one in found["checks"]]) == (True, [[]] * 8)
    assert run("check").out.count(": yes") == 8
    run("add", "organisations", "name_en=One")
    with closing(Workspace.open(folder, "test")) as workspace, workspace.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM search_entry")
    answer = run("check")
    assert (answer.code, answer.err.count("\n")) == (1, 1)
    assert "organisations: 0/1" in answer.out
    answer = run("check", "--json")
    assert (answer.code, answer.json["ok"]) == (1, False)


# Files


def test_an_import_is_tried_done_and_done_again(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Namn;Landskod;Rektor\nUppsala universitet;SE;x\n;SE;\nÅbo Akademi;FI;\n", encoding="cp1252")
    counts = {"created": 2, "updated": 0, "unchanged": 0, "ignored_columns": ["Rektor"]}
    counts |= {"ignored_sheets": [], "sheet": None, "header_row": 1}
    refused = {"refused": [{"line": 3, "message": "The row has no name."}]}
    tried = run("import", "organisations", str(file), "--dry-run", "--json").json
    assert [row["outcome"] for row in tried.pop("rows")] == ["created", "refused", "created"]
    assert tried == {"dry_run": True} | counts | refused
    assert run("list", "organisations", "--json").json == []
    done = run("import", "organisations", str(file))
    assert done.code == 0
    assert "Line 3 was refused: The row has no name.\n" in done.out
    assert done.out.endswith("Created 2, updated 0, unchanged 0, refused 1.\n")
    assert "unchanged 2" in run("import", "organisations", str(file)).out
    assert run("undo").out == "Taken back: Imported organisation\n"
    assert run("undo").out == "There is nothing to undo.\n"


def test_a_report_is_written_in_the_language_asked_for(demonstration: Run, tmp_path: Path) -> None:
    for code in ("sv", "en"):
        output = tmp_path / f"{code}.pdf"
        answer = demonstration("export", "agreement-summary", "--id", "1", "--language", code, "--output", str(output))
        assert (answer.code, answer.out) == (0, f"The report stands in {output}.\n")
        with pikepdf.open(output) as file:
            assert str(file.Root.Lang).startswith(code)


def test_a_report_that_cannot_be_written_is_told(demonstration: Run, tmp_path: Path) -> None:
    arguments = ("export", "agreement-summary", "--id", "1", "--output")
    failed(demonstration(*arguments, str(tmp_path)), 1, "could not be saved")
    failed(demonstration(*arguments, str(tmp_path / "none" / "x.pdf")), 1, "could not be saved")


@pytest.fixture
def pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures of the window are tested with the window."""
    monkeypatch.setattr(program, "_pictures", lambda workspace, out, settings: [out / "overview.png"])


@pytest.mark.usefixtures("pictures")
def test_a_demonstration_is_made_and_made_again(run: Run, tmp_path: Path) -> None:
    wanted = [
        "demonstration",
        *(f"{name}-{one}" for name in REPORTS for one in ("sv.pdf", "sv.html", "en.pdf", "en.html")),
    ]
    for _ in range(2):
        answer = run("demo", "--out", str(tmp_path))
        assert answer.out.splitlines() == [str(tmp_path / name) for name in (*wanted, "overview.png")]
        assert all((tmp_path / name).exists() for name in wanted)
    with closing(Workspace.open(tmp_path / "demonstration", "test")) as workspace:
        assert workspace.is_demonstration


@pytest.mark.usefixtures("pictures")
def test_a_demonstration_replaces_nobody_elses_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "demonstration"
    run("--workspace", str(folder), "init", "--demo")
    before = (folder / DATABASE).read_bytes()
    failed(run("demo", "--out", str(tmp_path)), 1, "did not make what stands in")
    assert (folder / DATABASE).read_bytes() == before
    (tmp_path / "file").write_text("")
    failed(run("demo", "--out", str(tmp_path / "file")), 1, "No demonstration could be made")


@pytest.mark.usefixtures("pictures")
def test_a_demonstration_that_is_open_is_not_replaced(run: Run, tmp_path: Path) -> None:
    run("demo", "--out", str(tmp_path))
    with closing(Workspace.open(tmp_path / "demonstration", "test")) as workspace:
        failed(run("demo", "--out", str(tmp_path)), 1, "is open in another kidesk")
        assert workspace.store.all(BY_KEY["plans"].record)


# Speaking


def test_the_help_speaks_the_chosen_language(run: Run) -> None:
    assert "usage: kidesk" in run("--help").out
    swedish = run("--help", language="sv").out
    for message in ("usage: ", "options:", "list records", "show this help and stop"):
        assert Language("sv").text(message) in swedish
    assert run("export", "--help").code == 0


def test_a_bug_is_told_in_a_sentence_and_logged(run: Run, monkeypatch: pytest.MonkeyPatch, quiet_log: Path) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(edit, "delete", broken)
    run("add", "organisations", "name_en=x")
    failed(run("delete", "organisations", "1"), 1, "Something went wrong")
    assert "ZeroDivisionError" in quiet_log.read_text(encoding="utf-8")


@pytest.fixture
def quiet_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A log of the test's own, closed afterwards."""
    monkeypatch.setattr(paths, "log_folder", lambda: tmp_path / "logs")
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield tmp_path / "logs" / "kidesk.log"
    for handler in root.handlers[:]:
        if handler not in before:
            root.removeHandler(handler)
            handler.close()
    root.setLevel(level)


def test_no_command_opens_the_window(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Path, str, bool]] = []

    def window(folder: Path, settings: Any, *, is_smoke: bool) -> int:
        asked.append((folder, settings.language, is_smoke))
        return 0

    monkeypatch.setattr(program, "_window", window)
    for arguments in ([], ["run"], ["--smoke"]):
        assert run(*arguments).code == 0
    assert asked == [(folder, "en", False), (folder, "en", False), (folder, "en", True)]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_without_a_screen_the_window_is_refused_in_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    failed(run("run"), 1, "There is no screen here")


def command_line(folder: Path, *arguments: str, **details: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kidesk", "--workspace", str(folder), "--language", "en", *arguments]
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60, **details)


def test_it_runs_as_a_program_and_speaks_utf8_whatever_the_terminal(folder: Path) -> None:
    done = command_line(folder, "add", "organisations", f"name_sv={AWKWARD}")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8").rstrip() == f"Added organisation 1: {AWKWARD}"
    wrong = command_line(folder, "show", "organisations", "7")
    assert (wrong.returncode, wrong.stdout) == (1, b"")
    assert command_line(folder, "nothing").returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise on Windows")
def test_whoever_has_read_enough_may_hang_up(run: Run, folder: Path) -> None:
    run("add", "organisations", "name_en=x", f"notes={'x' * 200_000}")
    command = [sys.executable, "-m", "kidesk", "--workspace", str(folder), "list", "organisations", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


def test_the_readme_names_every_command() -> None:
    (chosen,) = (one for one in parsing.parser(Language("sv"))._actions if isinstance(one, argparse._SubParsersAction))
    readme = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")
    assert [command for command in chosen.choices if re.search(f"`{command}[ `]", readme) is None] == []
