"""ask, owed and answers on the command line."""

from __future__ import annotations

import json
import re
from contextlib import closing
from pathlib import Path

import pytest

from kidesk import cli
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.records.plan_item import PlanItem, colour_in
from kidesk.records.quarter import Colour
from kidesk.store.workspace import Workspace
from tests.operations.asking import PERIOD, Scene, fill, scene

pytestmark = pytest.mark.usefixtures("frozen_day")


@pytest.fixture
def made(folder: Path) -> Scene:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        return scene(workspace.store)


def _kidesk(folder: Path, *given: str) -> int:
    return cli.main(["--workspace", str(folder), "--language", "en", *given])


def _ask(folder: Path, out: Path, *given: str) -> int:
    return _kidesk(folder, "ask", "--quarter", PERIOD.name, "--output", str(out), *given)


def _colours(folder: Path, made: Scene) -> list[Colour]:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        items = workspace.store.page(PlanItem, made.items)
        return [colour_in(items[number], PERIOD.name) for number in made.items]


def test_units_are_asked_and_what_they_owe_is_told(
    folder: Path, made: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "forms"
    assert _ask(folder, out, "--due", "2026-06-20", "--lang", "sv") == 0
    said = capsys.readouterr().out
    assert f"The form stands in {out / '2026-Q2 Biblioteket.xlsx'}." in said
    assert "Vi behöver ert svar senast 20 juni 2026." in said
    assert "2 units were asked." in said
    assert _kidesk(folder, "owed", "--quarter", "2026-K2") == 0
    rows = capsys.readouterr().out.splitlines()
    cells = [str(made.other), "The Library", "1", "1", "4 May 2026", "20 Jun 2026", "Waiting for an answer"]
    assert re.split(r"\s{2,}", rows[1]) == cells
    assert _kidesk(folder, "owed", "--quarter", PERIOD.name, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["unit"], one["state"], one["due_on"]) for one in found][0] == (made.other, "waiting", "2026-06-20")


def test_a_form_is_not_written_over_another_without_saying(
    folder: Path, made: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _ask(folder, tmp_path, "--unit", str(made.unit)) == 0
    assert _ask(folder, tmp_path, "--unit", str(made.unit)) == 1
    assert "stand in" in capsys.readouterr().err
    assert _ask(folder, tmp_path, "--unit", str(made.unit), "--replace") == 0
    assert _ask(folder, tmp_path, "--due", "soon") == 2
    assert _ask(folder, tmp_path, "--unit", "99") == 1
    assert capsys.readouterr().err.count("\n") == 2


def test_answers_are_tried_and_then_taken_but_conflicts_only_when_told(
    folder: Path, made: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _ask(folder, tmp_path, "--unit", str(made.unit)) == 0
    (sent,) = tmp_path.glob("*.xlsx")
    answers = {0: {"colour": "Green"}, 1: {"colour": "Red"}, 2: {"colour": "Purple"}}
    file = str(fill(sent, answers, "Bo\x07Ek".replace("\x07", " ")))
    with closing(Workspace.open(folder, "Tove")) as workspace:
        assess(workspace.store, made.items[1], made.quarter, Judgement(Colour.YELLOW))
    capsys.readouterr()
    assert _kidesk(folder, "answers", file, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "Unit for A/B, Q2 2026, answered by Bo Ek" in said
    assert "1.1 Activity 1: Colour: now “Not assessed”, answered “Green”. Taken." in said
    assert "1.2 Activity 2: Colour: now “Yellow”, answered “Red”. Left, since both changed." in said
    assert "Line 5: “Purple” is none of the words" in said
    assert "Activities with answers taken 1, with conflicts left 1, refused lines 1." in said
    assert _colours(folder, made) == [Colour.NOT_ASSESSED, Colour.YELLOW, Colour.NOT_ASSESSED]
    assert _kidesk(folder, "answers", file) == 0
    assert _colours(folder, made) == [Colour.GREEN, Colour.YELLOW, Colour.NOT_ASSESSED]
    capsys.readouterr()
    assert _kidesk(folder, "answers", file, "--accept", "all", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["outcome"], one["taken"]) for one in found["activities"]] == [
        ("unchanged", []),
        ("conflict", ["colour"]),
        ("unchanged", []),
    ]
    assert _colours(folder, made) == [Colour.GREEN, Colour.RED, Colour.NOT_ASSESSED]
    assert _kidesk(folder, "answers", file, "--accept", "all") == 0
    assert "Activities with answers taken 0, with conflicts left 0, refused lines 1." in capsys.readouterr().out
    assert _kidesk(folder, "undo") == 0
    assert _colours(folder, made) == [Colour.GREEN, Colour.YELLOW, Colour.NOT_ASSESSED]


def test_a_form_without_answers_and_what_is_no_form_are_told(
    folder: Path, made: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _ask(folder, tmp_path, "--unit", str(made.unit)) == 0
    (sent,) = tmp_path.glob("*.xlsx")
    assert _kidesk(folder, "answers", str(sent)) == 0
    assert "The form answers nothing beyond what was sent." in capsys.readouterr().out
    assert _kidesk(folder, "answers", str(sent), "--quarter", "2026-Q1") == 1
    assert _kidesk(folder, "answers", str(tmp_path)) == 1
    assert capsys.readouterr().err.count("\n") == 2
