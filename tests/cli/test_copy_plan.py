"""copy-plan on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kidesk import cli
from kidesk.records.plan import PlanKind, PlanLevel
from kidesk.records.plan_item import Lifecycle, PlanItem
from kidesk.store.workspace import Workspace
from tests import factory


@pytest.fixture
def planned(folder: Path) -> Path:
    """A workspace with an operational plan for 2026 of which one commitment is done."""
    workspace = Workspace.open(folder, "Tove")
    store, titles = workspace.store, {"title_sv": "Plan 2026", "title_en": "The plan 2026"}
    plan = factory.plan(store, kind=PlanKind.OPERATIONAL_PLAN, first_year=2026, **titles)
    for code, lifecycle in (("1", Lifecycle.ONGOING), ("2", Lifecycle.DONE)):
        factory.plan_item(store, plan_id=plan.id, level=PlanLevel.HEADING, code=code, lifecycle=lifecycle)
    workspace.close()
    return folder


def _kidesk(folder: Path, *given: str) -> int:
    return cli.main(["--workspace", str(folder), "--language", "en", "copy-plan", "--id", "1", *given])


def _codes(folder: Path, plan: int) -> list[str]:
    workspace = Workspace.open(folder, "Tove")
    found = [item.code for item in workspace.store.all(PlanItem) if item.plan_id == plan]
    workspace.close()
    return found


def test_a_plan_is_copied_to_the_next_year(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _kidesk(planned) == 0
    assert capsys.readouterr().out == "Copied plan 1: plan 2 is The plan 2027.\n"
    assert _codes(planned, 2) == ["1"]
    assert _kidesk(planned, "--year", "2027") == 1
    assert "was copied to 2027 before" in capsys.readouterr().err
    assert cli.main(["--workspace", str(planned), "undo"]) == 0
    assert _codes(planned, 2) == []


def test_a_copy_is_told_in_json_and_takes_along_what_is_asked_for(
    planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _kidesk(planned, "--year", "2030", "--take-along", "done", "Dropped", "--json") == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["id"], made["first_year"], made["title_en"]) == (2, 2030, "The plan 2030")
    assert _codes(planned, 2) == ["1", "2"]


def test_what_is_wrong_is_said_and_nothing_is_copied(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _kidesk(planned, "--take-along", "ongoing") == 2
    assert "ongoing is not one of these: done, dropped, handed-over." in capsys.readouterr().err
    assert _kidesk(planned, "--take-along", "nonsense") == 2
    assert cli.main(["--workspace", str(planned), "--language", "en", "copy-plan", "--id", "9"]) == 1
    assert "There is no record with the number 9" in capsys.readouterr().err
    assert _codes(planned, 2) == []
