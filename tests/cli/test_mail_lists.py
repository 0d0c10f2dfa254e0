"""Mail merge lists from the command line: whom a view or filter finds, as long as they may be written to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kidesk import cli
from kidesk.exchange import tables
from kidesk.store.workspace import Workspace
from tests import factory

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in English in a workspace of two persons, an ambassador and one of protected identity."""
    workspace = Workspace.open(folder, "Test")
    tagged = factory.person(workspace.store, family_name="Ek", tags=["Norden"])
    factory.person(workspace.store, family_name="Öst")
    factory.ambassador(workspace.store, person_id=tagged.id)
    factory.person(workspace.store, tags=["Norden"], has_protected_identity=True)
    workspace.close()

    def command(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.main(["--workspace", str(folder), "--language", "en", *arguments])
        return code, *capsys.readouterr()

    return command


def names(file: Path, heading: str = "Family name") -> list[str]:
    """The persons in a file."""
    return [line.cells[heading] for line in tables.read(file).lines]


def test_persons_become_a_list_and_who_is_left_out_is_said(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    code, said, complaint = run("mail-list", "persons", "--output", str(file))
    assert (code, complaint) == (0, "")
    assert said == f"2 persons stand in {file}.\nLeft out: Protected identity: 1.\n"
    assert names(file) == ["Ek", "Öst"]


def test_filters_and_the_lists_language_are_heeded(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    told = run("mail-list", "persons", "--where", "tag=NORDEN", "--language", "sv", "--output", str(file))
    assert told == (0, f"1 person stands in {file}.\n", ""), "no filter tells of who is protected"
    assert names(file, "Efternamn") == ["Ek"]
    assert run("mail-list", "ambassadors", "--output", str(file))[0] == 0
    assert names(file) == ["Ek"]


def test_other_records_and_endings_are_wrong_usage(run: Run, tmp_path: Path) -> None:
    assert run("mail-list", "agreements", "--output", str(tmp_path / "list.csv"))[0] == 2
    assert run("mail-list", "persons", "--output", str(tmp_path / "list.txt"))[0] == 2
