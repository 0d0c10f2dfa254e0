"""Values of indicators on the command line: imported, tried, told in both languages and as JSON, and taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kidesk import cli

Run = Callable[..., tuple[int, str, str]]
TABLE = "Månad;Träffar;Annat\njan 2024;1 024;x\n2024-02;många;\n"


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], frozen_day: object) -> Run:
    """Runs a command in a workspace with a monthly series."""

    def command(*arguments: str, language: str = "en") -> tuple[int, str, str]:
        code = cli.main(["--workspace", str(folder), "--language", language, *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    command("add", "indicators", "name_sv=Träffar", "name_en=Hits")
    return command


@pytest.fixture
def table(tmp_path: Path) -> str:
    """A file with a value, a cell that is none and a column that says nothing."""
    file = tmp_path / "hits.csv"
    file.write_text(TABLE, encoding="cp1252")
    return str(file)


def test_values_are_imported_and_told_and_taken_back(run: Run, table: str) -> None:
    code, out, err = run("import", "indicators", table, "--source", "Retriever", "--extracted", "2024-01-04")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Hits, January 2024: 1,024, new",
        "Line 3 was refused: “många” is not a number.",
        "The column “Annat” says nothing to kidesk and was left out.",
        "Created 1, updated 0, unchanged 0, refused 1.",
    ]
    (value,) = json.loads(run("show", "indicators", "1", "--json")[1])["values"]
    assert value | {"id": 0} == {
        "id": 0,
        "period": "2024-01",
        "value": 1024.0,
        "extracted_on": "2024-01-04",
        "is_provisional": False,
        "source": "Retriever",
    }
    assert "unchanged 1" in run("import", "indicators", table)[1]
    assert "Importerade värden" in run("undo", language="sv")[1]
    assert json.loads(run("show", "indicators", "1", "--json")[1])["values"] == []


def test_a_trial_is_told_as_json_and_writes_nothing(run: Run, table: str) -> None:
    code, out, _ = run("import", "indicators", table, "--dry-run", "--json")
    assert code == 0
    assert json.loads(out) == {
        "dry_run": True,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "refused": [{"line": 3, "message": "“många” is not a number."}],
        "ignored_columns": ["Annat"],
        "changes": [{"line": 2, "series": 1, "period": "2024-01", "before": None, "now": 1024.0}],
        "ignored_sheets": [],
    }
    assert json.loads(run("show", "indicators", "1", "--json")[1])["values"] == []


def test_what_columns_hold_is_said_in_swedish_too(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_text("När;Antal\n2024-01;5\n", encoding="utf-8")
    said = ("--mapping", "När=period", "--mapping", "Antal=1", "--provisional")
    _, out, _ = run("import", "indicators", str(file), *said, language="sv")
    assert out.startswith("Träffar, januari 2024: 5, nytt\n")
    assert json.loads(run("show", "indicators", "1", "--json")[1])["values"][0]["is_provisional"] is True


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["indicators", "--mapping", "Antal"], 2, "is not written as COLUMN=MEANING"),
        (["indicators", "--extracted", "soon"], 2, "“soon” is not a date"),
        (["indicators", "--mapping", "Träffar=Okänd"], 1, "There is no series called “Okänd”"),
        (["organisations", "--source", "Retriever"], 2, "are for indicators only"),
        (["agreements", "--mapping", "a=b"], 2, "say nothing about agreements"),
    ],
)
def test_wrong_usage_is_told_and_nothing_imported(
    run: Run, table: str, options: list[str], code: int, told: str
) -> None:
    kind, *further = options
    found, out, err = run("import", kind, table, *further)
    assert (found, out) == (code, "")
    assert told in err
    assert json.loads(run("show", "indicators", "1", "--json")[1])["values"] == []


def test_values_of_a_counted_series_are_not_typed_here_either(run: Run, table: str) -> None:
    run("edit", "indicators", "1", "counted=agreements-in-force")
    rows = '[{"period": "2024-01", "value": 5}]'
    code, _, err = run("edit", "indicators", "1", f"values={rows}")
    assert code == 1
    assert "kidesk counts this series itself" in err
    assert "Line 2 was refused: kidesk counts this series itself" in run("import", "indicators", table)[1]
