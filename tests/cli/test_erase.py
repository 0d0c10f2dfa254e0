"""erase on the command line: what it would reach, what it did, and who came back."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from kidesk import cli
from kidesk.records.person import Person
from kidesk.store.workspace import DATABASE, Workspace
from tests import factory

DECIDED = ("--ground", "not-needed", "--decided-by", "Prefekten", "--because", "Slutat", "--dnr", "1-55/2026")


@pytest.fixture
def number(folder: Path) -> int:
    """A person who is named in a note."""
    with closing(Workspace.open(folder, "Tove")) as workspace:
        made = factory.person(workspace.store, given_name="Örjan", family_name="Åkerblöm")
        factory.organisation(workspace.store, notes="Möte med Örjan Åkerblöm")
    return made.id


def _kidesk(folder: Path, *given: str) -> int:
    return cli.main(["--workspace", str(folder), "--language", "en", *given])


def test_a_person_is_erased_with_proof(folder: Path, number: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert _kidesk(folder, "erase", str(number), *DECIDED) == 0
    out = capsys.readouterr().out
    assert "1 record was erased." in out
    assert "No name, e-mail address or phone number of the person is left in any of them." in out
    assert _kidesk(folder, "show", "persons", str(number)) == 1
    assert "kerbl" not in capsys.readouterr().out
    assert _kidesk(folder, "list", "privacy-decisions", "--json") == 0
    (decision,) = json.loads(capsys.readouterr().out)
    assert (decision["kind"], decision["ground"], decision["dnr"]) == ("erasure", "not-needed", "1-55/2026")


def test_a_dry_run_says_what_would_go_and_takes_nothing(
    folder: Path, number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _kidesk(folder, "erase", str(number), "--dry-run", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["records"], found["texts"]["organisation"]) == ({"Person": 1}, 1)
    assert _kidesk(folder, "show", "persons", str(number)) == 0


@pytest.mark.parametrize("given", [(), DECIDED[:2], DECIDED[2:]])
def test_without_ground_and_decider_it_is_wrong_usage(
    folder: Path, number: int, given: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _kidesk(folder, "erase", str(number), *given) == 2
    assert "Nothing was erased." in capsys.readouterr().err
    assert _kidesk(folder, "show", "persons", str(number)) == 0


def test_the_check_tells_who_came_back_with_an_older_copy(
    folder: Path, number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    older = shutil.copy(folder / DATABASE, folder.parent / "older.db")
    assert _kidesk(folder, "erase", str(number), *DECIDED) == 0
    assert _kidesk(folder, "check") == 0
    shutil.copy(older, folder / DATABASE)
    capsys.readouterr()
    assert _kidesk(folder, "check") == 1
    assert f"Person {number} was erased and came back" in capsys.readouterr().out
    with closing(Workspace.open(folder, "Tove")) as workspace:
        assert workspace.store.get(Person, number) is not None
