"""`kidesk check-pdf`: what it prints, and how it ends, with real files and without a workspace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kidesk import cli
from tests.reports.check.good import Good, made


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A document without a fault."""
    file = tmp_path / "good.pdf"
    file.write_bytes(made().getvalue())
    return file


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A document whose figure has no text."""

    def break_it(good: Good) -> None:
        del good.elements["figure"].Alt

    file = tmp_path / "bad.pdf"
    file.write_bytes(made(late=break_it).getvalue())
    return file


def run(*arguments: object) -> int:
    """The exit code of the command, in English unless the arguments say otherwise."""
    return cli.main(["check-pdf", *map(str, arguments)])


def test_a_good_file_ends_with_0_and_says_what_a_machine_cannot_see(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(good, "--language", "en") == 0
    counted, note = capsys.readouterr().out.splitlines()
    assert counted == "Pages: 2, structure elements: 19, fonts: 1, findings: 0."
    assert "no certificate" in note
    assert "people must judge" in note


def test_a_fault_ends_with_1_and_is_told_in_one_line_with_its_place(
    bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(bad, "--language", "en") == 1
    said = capsys.readouterr()
    assert said.out.splitlines()[0] == "PDF/UA-1 7.3-1, page 2: A figure has no alternative text."
    assert said.out.splitlines()[1].endswith("findings: 1.")
    assert said.err == ""


def test_it_speaks_swedish(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(bad, "--language", "sv") == 1
    assert capsys.readouterr().out.startswith("PDF/UA-1 7.3-1, sida 2: En figur saknar alternativtext.\n")


def test_json_is_one_object_with_all_that_was_found(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(bad, "--json", "--language", "en") == 1
    told = json.loads(capsys.readouterr().out)
    assert "no certificate" in told.pop("note")
    assert told == {
        "file": str(bad),
        "ok": False,
        "standards": ["PDF/UA-1", "PDF/A-2a", "PDF 1.7", "kidesk"],
        "pages": 2,
        "elements": 19,
        "fonts": 1,
        "is_cut": False,
        "findings": [
            {"standard": "PDF/UA-1", "clause": "7.3-1", "page": 2, "message": "A figure has no alternative text."}
        ],
    }


def test_a_good_file_is_ok_in_json(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(good, "--json") == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_what_is_no_pdf_is_one_sentence_on_the_error_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "table.csv"
    file.write_text("a;b\n")
    assert run(file, "--language", "en") == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "The file is no PDF; nothing was checked.\n")
    assert run(tmp_path / "none.pdf", "--language", "en") == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_missing_file_name_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--language", "en") == 2
    assert "FILE.pdf" in capsys.readouterr().err


def test_no_workspace_is_made_or_opened(good: Path, tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    assert cli.main(["--workspace", str(folder), "check-pdf", str(good)]) == 0
    assert not folder.exists()


def test_what_a_file_says_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def break_it(good: Good) -> None:
        good.root.Lang = "\x1b[31m\nsv"

    file = tmp_path / "bad.pdf"
    file.write_bytes(made(late=break_it).getvalue())
    assert run(file) == 1
    assert "\x1b" not in capsys.readouterr().out
