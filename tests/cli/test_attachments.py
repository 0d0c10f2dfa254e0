"""Attached files on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kidesk import cli

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in the test's own workspace and returns exit code, output and error output."""

    def command(*arguments: str, language: str = "en") -> tuple[int, str, str]:
        code = cli.main(["--workspace", str(folder), "--language", language, *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    command("add", "agreements", "title_en=Framework")
    return command


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A file to attach."""
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF-1.7")
    return file


def test_a_file_is_attached_shown_copied_removed_and_back(run: Run, scan: Path, tmp_path: Path) -> None:
    about = ("--kind", "signed", "--file-language", "sv", "--dated", "2025-03-04")
    code, out, _ = run("attach", "--agreement", "1", str(scan), *about)
    assert (code, out) == (0, "Attached file 1 to agreement 1: scan.pdf\n")
    assert "1: scan.pdf · Undertecknat exemplar · Svenska · 4 mars 2025" in run(
        "show", "agreements", "1", language="sv"
    )[1]
    (file,) = json.loads(run("show", "agreements", "1", "--json")[1])["attachments"]
    assert (file["name"], file["kind"], file["language"], file["size"]) == ("scan.pdf", "signed", "sv", 8)
    target = tmp_path / "copy.pdf"
    assert run("save-copy", "1", "--output", str(target))[0] == 0
    assert target.read_bytes() == scan.read_bytes()
    assert run("detach", "1")[:2] == (0, "Removed file 1: scan.pdf\n")
    assert "scan.pdf" not in run("show", "agreements", "1")[1]
    assert "Removed a file from agreement" in run("undo")[1]
    assert "scan.pdf" in run("show", "agreements", "1")[1]


def test_the_answer_can_be_json(run: Run, scan: Path) -> None:
    code, out, _ = run("attach", "--agreement", "1", str(scan), str(scan), "--json")
    assert (code, [one["id"] for one in json.loads(out)]) == (0, [1, 2])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("attach", "--agreement", "9", "{scan}"), 1, "no record with the number 9"),
        (("attach", "--agreement", "1", "{scan}.none"), 1, "cannot be read"),
        (("attach", "--agreement", "1", "{scan}", "--kind", "novel"), 2, "novel"),
        (("attach", "--agreement", "1", "{scan}", "--dated", "soon"), 2, "not a date"),
        (("attach", "{scan}"), 2, "--agreement"),
        (("save-copy", "7", "--output", "{scan}"), 1, "no file with the number 7"),
        (("detach", "7"), 1, "no file with the number 7"),
        (("add", "agreements", "title_en=x", 'attachments=[{"name": "x"}]'), 2, "attachments"),
    ],
)
def test_what_is_wrong_is_said(run: Run, scan: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    ended, out, err = run(*(one.format(scan=scan) if "{scan}" in one else one for one in arguments))
    assert (ended, out) == (code, "")
    assert said in err


def test_a_check_finds_and_cleans(run: Run, scan: Path, folder: Path) -> None:
    run("attach", "--agreement", "1", str(scan))
    orphan = folder / "attachments" / "ab" / ("ab" * 16)
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"left by a crash")
    code, out, err = run("check", language="sv")
    assert (code, err.count("\n")) == (1, 1)
    assert "Varje lagrad fil hör till en post eller till dess historik: nej" in out
    assert run("check")[0] == 1
    assert orphan.exists()
    code, out, _ = run("check", "--clean")
    assert (code, out.count(": yes")) == (0, 8)
    assert orphan.name in out
    assert not orphan.exists()
    (stored,) = (path for path in (folder / "attachments").rglob("*") if path.is_file())
    stored.unlink()
    code, out, _ = run("check", "--json")
    files = next(one for one in json.loads(out)["checks"] if one["check"] == "files")
    assert (code, len(files["problems"])) == (1, 1)
    assert "“scan.pdf” of agreement 1" in files["problems"][0]
