"""A report from the command line is a web page where the file's name asks for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kidesk import cli
from tests.reports import web


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with demonstration data."""
    folder = tmp_path_factory.mktemp("demonstration") / "workspace"
    assert cli.main(["--workspace", str(folder), "init", "--demo"]) == 0
    return folder


@pytest.mark.parametrize("report", [("agreement-summary", "--id", "1"), ("quarterly-status",)], ids=lambda one: one[0])
@pytest.mark.parametrize("code", ["sv", "en"])
def test_a_report_is_written_as_a_page(demonstration: Path, tmp_path: Path, report: tuple[str, ...], code: str) -> None:
    output = tmp_path / "report.html"
    given = ["--workspace", str(demonstration), "export", *report, "--language", code, "--output", str(output)]
    assert cli.main(given) == 0
    root = web.read(output.read_text("utf-8"))
    assert root.get("lang") == code
    assert list(web.flaws(root)) == []
    assert web.said(web.by_class(root, "notice")[0]) == {"sv": "Demonstrationsdata", "en": "Demonstration data"}[code]


def test_a_page_that_cannot_be_written_is_told(
    demonstration: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = str(tmp_path / "none" / "report.html")
    arguments = ["export", "agreement-summary", "--id", "1", "--output", output]
    assert cli.main(["--workspace", str(demonstration), "--language", "en", *arguments]) == 1
    assert "could not be saved" in capsys.readouterr().err


def test_the_help_says_how_to_ask_for_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--language", "en", "export", "--help"]) == 0
    assert ".html" in capsys.readouterr().out
