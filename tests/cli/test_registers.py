"""Registers from the command line: the agreement register, the annual list, and the text for the registrar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from kidesk import cli
from kidesk.exchange import tables
from kidesk.store.workspace import Workspace
from tests import factory

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], frozen_day: dt.date) -> Run:
    """Runs a command in English in a workspace of two agreements, one of them a department's."""
    workspace = Workspace.open(folder, "Test")
    unit = factory.organisation(workspace.store, name_en="Surgery", kind="own-unit")
    own = [{"organisation_id": unit.id, "side": "own"}]
    days = {"effective_on": dt.date(2024, 1, 1), "end_on": dt.date(2025, 6, 30)}
    factory.agreement(workspace.store, title_sv="Första", title_en="First", status="expired", parties=own, **days)
    factory.agreement(workspace.store, title_sv="Andra", title_en="Second")
    workspace.close()

    def command(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.main(["--workspace", str(folder), "--language", "en", *arguments])
        return code, *capsys.readouterr()

    return command


def titles(file: Path) -> list[str]:
    return [line.cells["Agreement"] for line in tables.read(file).lines]


@pytest.mark.parametrize("ending", ["pdf", "html", "xlsx", "csv"])
@pytest.mark.parametrize("report", ["agreement-register", "annual-list"])
def test_the_ending_says_what_is_written(run: Run, tmp_path: Path, report: str, ending: str) -> None:
    file = tmp_path / f"register.{ending}"
    assert run("export", report, "--output", str(file)) == (0, f"The report stands in {file}.\n", "")
    assert file.stat().st_size


def test_the_register_is_of_all_agreements_unless_narrowed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    run("export", "agreement-register", "--output", str(file))
    assert titles(file) == ["Second", "First"], "in Swedish order"
    run("export", "agreement-register", "--view", "lapsed", "--output", str(file))
    assert titles(file) == ["First"]
    run("export", "agreement-register", "--find", "second", "--output", str(file))
    assert titles(file) == ["Second"]
    run("export", "agreement-register", "--where", "status=expired", "--output", str(file))
    assert titles(file) == ["First"]


def test_an_unknown_view_leaves_the_earlier_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text("earlier")
    code, _, said = run("export", "agreement-register", "--view", "nothing", "--output", str(file))
    assert code == 2
    assert "There is no view “nothing”" in said
    assert file.read_text() == "earlier"


def test_the_annual_list_is_of_a_department_and_a_year(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    assert run("export", "annual-list", "--id", "1", "--year", "2025", "--output", str(file))[0] == 0
    (line,) = tables.read(file).lines
    assert (line.cells["Department"], line.cells["Agreement"], line.cells["Ended in the year"]) == (
        "Surgery",
        "First",
        "Yes",
    )
    assert run("export", "annual-list", "--year", "2023", "--output", str(file))[0] == 0
    assert not tables.read(file).lines


def test_a_year_to_come_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    code, _, said = run("export", "annual-list", "--year", "2030", "--output", str(tmp_path / "list.pdf"))
    assert code == 2
    assert "from 1900 to 2026" in said
    assert not (tmp_path / "list.pdf").exists()


def test_a_report_that_is_no_table_says_so(run: Run, tmp_path: Path) -> None:
    code, _, said = run("export", "agreement-summary", "--id", "1", "--output", str(tmp_path / "summary.xlsx"))
    assert code == 1
    assert "a report is a PDF or a web page" in said


def test_the_text_for_the_registrar_is_printed(run: Run) -> None:
    code, said, _ = run("registrar-text", "--id", "1")
    assert code == 0
    assert said.startswith("For registration\n\nDocument: Agreement · Memorandum of understanding (MoU)\n")
    assert run("registrar-text", "--id", "1", "--language", "sv")[1].startswith("För diarieföring\n")
    assert run("registrar-text", "--id", "77")[0] == 1
