"""unit and roles on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kidesk import cli
from kidesk.records.organisation import OrganisationKind
from kidesk.store.workspace import Workspace
from tests import factory


@pytest.fixture
def unit(folder: Path) -> int:
    """A unit that is responsible for an activity."""
    workspace = Workspace.open(folder, "Tove")
    made = factory.organisation(workspace.store, name_sv="Kansliet", name_en="Office", kind=OrganisationKind.OWN_UNIT)
    factory.plan_item(workspace.store, units=[{"unit_id": made.id}], title_sv="Möten")
    workspace.close()
    return made.id


def _kidesk(folder: Path, *given: str) -> int:
    return cli.main(["--workspace", str(folder), "--language", "en", *given])


def _renamed(folder: Path, unit: int, *given: str) -> int:
    return _kidesk(folder, "unit", "rename", "--id", str(unit), *given)


def test_a_unit_is_renamed(folder: Path, unit: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert _renamed(folder, unit, "--name", "Nya kansliet|New Office|NK", "--on", "2025-01-01") == 0
    assert capsys.readouterr().out == f"{unit}  New Office\n"
    assert _kidesk(folder, "show", "organisations", str(unit), "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["abbreviation"] == "NK"
    (before,) = shown["earlier_names"]
    assert (before["name_sv"], before["until_on"]) == ("Kansliet", "2024-12-31")


def test_a_unit_goes_up_in_another_and_its_roles_are_handed_over(
    folder: Path, unit: int, capsys: pytest.CaptureFixture[str]
) -> None:
    merge = ("unit", "merge", "--id", str(unit), "--on", "2025-01-01")
    assert _kidesk(folder, *merge, "--name", "Nya kansliet", "--json") == 0
    old, new = json.loads(capsys.readouterr().out)
    assert (old["id"], old["valid_until"], old["successor_id"]) == (unit, "2024-12-31", new["id"])
    assert _kidesk(folder, "roles", "--json") == 0
    (role,) = json.loads(capsys.readouterr().out)
    assert (role["unit"], role["name"]["sv"], role["heirs"]) == (unit, "Möten", [new["id"]])
    assert _kidesk(folder, "roles", "--id", str(unit), "--to", str(new["id"])) == 0
    assert capsys.readouterr().out == "1 role handed over\n"
    assert _kidesk(folder, "roles", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_unit_is_split_and_closed(folder: Path, unit: int, capsys: pytest.CaptureFixture[str]) -> None:
    split = ("unit", "split", "--id", str(unit), "--on", "2025-01-01")
    assert _kidesk(folder, *split, "--name", "En") == 1
    assert "at least two" in capsys.readouterr().err
    assert _kidesk(folder, *split, "--name", "En|One", "--name", "Två|Two") == 0
    assert [line.split("  ")[1] for line in capsys.readouterr().out.splitlines()] == ["Office", "One", "Two"]
    assert _kidesk(folder, "unit", "close", "--id", str(unit)) == 1
    assert "is closed on that day" in capsys.readouterr().err


def test_what_is_missing_is_said(folder: Path, unit: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert _renamed(folder, unit) == 2
    assert "--name" in capsys.readouterr().err
    assert _kidesk(folder, "unit", "merge", "--id", str(unit), "--name", "A", "--into", "1") == 2
    assert _renamed(folder, unit, "--name", "A", "--on", "i går") == 2
    assert _kidesk(folder, "roles", "--to", "1") == 2
