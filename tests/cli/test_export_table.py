"""Tables from the command line: a view, some words or all of it, in the language that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kidesk import cli
from kidesk.exchange import tables
from kidesk.records import ORGANISATIONS
from kidesk.store.workspace import Workspace
from tests import factory

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in English in a workspace of two organisations and a person of protected identity."""
    workspace = Workspace.open(folder, "Test")
    factory.organisation(workspace.store, name_sv="Åbo Akademi", name_en="", standing="strategic", country="FI")
    factory.organisation(workspace.store, name_sv="Örebro universitet", name_en="")
    factory.person(workspace.store, has_protected_identity=True)
    workspace.close()

    def command(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.main(["--workspace", str(folder), "--language", "en", *arguments])
        return code, *capsys.readouterr()

    return command


def names(file: Path, heading: str = "Name in Swedish") -> list[str]:
    """The names in a file."""
    return [line.cells[heading] for line in tables.read(file).lines]


def test_all_records_become_a_table(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    assert run("export-table", "organisations", "--output", str(file)) == (0, f"2 rows stand in {file}.\n", "")
    assert names(file) == ["Åbo Akademi", "Örebro universitet"]


@pytest.mark.parametrize("narrowed", [("--view", "partners"), ("--find", "abo"), ("--filter", "abo")])
def test_a_view_or_some_words_narrow_it(run: Run, tmp_path: Path, narrowed: tuple[str, str]) -> None:
    file = tmp_path / "table.csv"
    assert run("export-table", "organisations", *narrowed, "--output", str(file))[0] == 0
    assert names(file) == ["Åbo Akademi"]


def test_the_tables_language_is_not_that_of_the_answer(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    code, said, _ = run("export-table", "organisations", "--language", "sv", "--output", str(file))
    assert (code, said) == (0, f"2 rows stand in {file}.\n")
    assert names(file, "Namn på svenska") == ["Åbo Akademi", "Örebro universitet"]


def test_who_was_left_out_is_said(run: Run, tmp_path: Path) -> None:
    code, said, warned = run("export-table", "persons", "--output", str(tmp_path / "table.csv"))
    assert (code, said.startswith("0 rows")) == (0, True)
    assert "Records of persons whose identity is protected were left out: 1." in warned


def test_an_unknown_view_names_the_known_ones(run: Run, tmp_path: Path) -> None:
    code, _, warned = run("export-table", "organisations", "--view", "none", "--output", str(tmp_path / "table.csv"))
    assert code == 2
    assert ", ".join(view.key for view in ORGANISATIONS.views) in warned
    assert not (tmp_path / "table.csv").exists()


def test_another_ending_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    code, _, warned = run("export-table", "organisations", "--output", str(tmp_path / "table.ods"))
    assert code == 2
    assert ".xlsx, .csv" in warned
