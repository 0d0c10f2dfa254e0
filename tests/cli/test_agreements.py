"""Agreements of EWP on the command line: the preview, the import, the file that is written, and what goes wrong."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kidesk import cli
from kidesk.store.workspace import DATABASE
from tests.exchange.ewp.schema import EXAMPLE, canonical, faults
from tests.exchange.ewp.test_iia import BAD

pytestmark = pytest.mark.skipif(not EXAMPLE.exists(), reason="the published example is not on this machine")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in the test's own workspace and gives its exit code, its output and its errors."""

    def command(*arguments: str, language: str = "en") -> tuple[int, str, str]:
        code = cli.main(["--workspace", str(folder), "--language", language, *arguments])
        return code, *capsys.readouterr()

    return command


def content(folder: Path) -> str:
    return hashlib.sha256((folder / DATABASE).read_bytes()).hexdigest()


def test_the_example_goes_in_and_comes_out_as_it_was(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "out.xml"
    code, out, err = run("import", "agreements", str(EXAMPLE))
    assert (code, err) == (0, "")
    assert "Created 1, updated 0, unchanged 0, refused 0." in out
    code, out, _ = run("export-table", "agreements", "--id", "1", "--output", str(file))
    assert (code, out) == (0, f"The agreement stands in {file}.\n")
    assert canonical(file.read_bytes()) == canonical(EXAMPLE.read_bytes())
    assert faults(file.read_bytes()) == []
    assert "unchanged 1" in run("import", "agreements", str(file))[1]


def test_a_trial_shows_the_differences_side_by_side_and_writes_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    run("import", "agreements", str(EXAMPLE))
    before = content(folder)
    file = tmp_path / "changed.xml"
    text = EXAMPLE.read_text("utf-8").replace("<mobilities-per-year>10<", "<mobilities-per-year>12<")
    file.write_text(text, encoding="utf-8")
    _, out, _ = run("import", "agreements", str(file), "--dry-run")
    assert re.search(r"^Field +Stored here +In the file$", out, re.MULTILINE)
    assert re.search(r"^Condition 2, Persons per year +10 +12$", out, re.MULTILINE)
    assert out.endswith("This was a trial; nothing was written.\n")
    _, out, _ = run("import", "agreements", str(file), "--dry-run", "--json")
    answer = json.loads(out)
    assert answer["agreements"][0]["differences"] == [
        {"field": "Condition 2, Persons per year", "stored": "10", "file": "12"}
    ]
    assert (answer["dry_run"], answer["updated"], answer["agreements"][0]["id"]) == (True, 1, 1)
    assert content(folder) == before
    _, out, _ = run("import", "agreements", str(file), "--dry-run", language="sv")
    assert re.search(r"^Villkor 2, Personer per år +10 +12$", out, re.MULTILINE)


def test_one_sides_approval_is_pointed_out(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "signed.xml"
    day = "</signing-contact><signing-date>2024-05-05</signing-date>"
    file.write_text(EXAMPLE.read_text("utf-8").replace("</signing-contact>", day, 1), encoding="utf-8")
    for more in (["--dry-run"], []):
        out = run("import", "agreements", str(file), *more)[1]
        assert "Note: Only uw.edu.pl has signed (5 May 2024), not hibo.no" in out


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_sentence_and_changes_nothing(name: str, run: Run, folder: Path, tmp_path: Path) -> None:
    run("import", "agreements", str(EXAMPLE))
    before = content(folder)
    make, said = BAD[name]
    file = tmp_path / "bad.xml"
    file.write_text(make(), encoding="utf-8")
    code, out, err = run("import", "agreements", str(file))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert said in err
    assert content(folder) == before


def test_a_file_of_100_mb_gets_one_sentence_and_changes_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    before = content(folder)
    file = tmp_path / "large.xml"
    with file.open("wb") as stream:
        stream.truncate(100_000_000)
    code, out, err = run("import", "agreements", str(file), language="sv")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "större än 10 MB" in err
    assert content(folder) == before


def test_what_cannot_be_written_is_said_and_what_stood_there_stays(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "out.xml"
    file.write_text("before")
    run("add", "agreements", "title_en=Alone")
    assert run("export-table", "agreements", "--id", "1", "--output", str(file))[0] == 1
    assert run("export-table", "agreements", "--id", "9", "--output", str(file))[0] == 1
    assert run("export-table", "agreements", "--id", "1", "--output", str(file.with_suffix(".doc")))[0] == 2
    assert run("export-table", "agreements", "--output", str(file))[0] == 2
    assert file.read_text() == "before"
    assert list(tmp_path.glob("*.part")) == []
