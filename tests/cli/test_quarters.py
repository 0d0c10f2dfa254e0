"""seal, reopen and compare on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from kidesk import cli
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.records.plan import PlanKind, PlanLevel
from kidesk.records.quarter import Colour, Quarter, QuarterStatus
from kidesk.store.workspace import Workspace
from tests import factory
from tests.reports import paper


@pytest.fixture
def followed(folder: Path) -> Path:
    """A workspace with one activity assessed in two quarters."""
    workspace = Workspace.open(folder, "Tove")
    store = workspace.store
    plan = factory.plan(store, kind=PlanKind.ACTION_PLAN)
    item = factory.plan_item(store, plan_id=plan.id, code="1.1", title_en="Meet", level=PlanLevel.ACTIVITY)
    for name, judgement in (
        ("2026-Q2", Judgement(Colour.YELLOW, "Planeras nu", "Planned now")),
        ("2026-Q3", Judgement(Colour.GREEN, "Görs nu", "Done now")),
    ):
        assess(store, item.id, factory.quarter(store, name=name).id, judgement)
    workspace.close()
    return folder


def _kidesk(folder: Path, *given: str) -> int:
    return cli.main(["--workspace", str(folder), "--language", "en", *given])


def _status(folder: Path, name: str) -> QuarterStatus:
    workspace = Workspace.open(folder, "Tove")
    (quarter,) = workspace.store.rows(select(Quarter).where(Quarter.name == name))
    workspace.close()
    return quarter.status


def test_a_quarter_is_sealed_and_reopened(followed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _kidesk(followed, "seal", "--quarter", "2026-K3") == 0
    assert "2026-Q3 is sealed. Seal 1, SHA-256 " in capsys.readouterr().out
    assert _status(followed, "2026-Q3") == QuarterStatus.SEALED
    assert _kidesk(followed, "undo") == 1
    assert "2026-Q3 is sealed" in capsys.readouterr().err
    assert _kidesk(followed, "reopen", "--quarter", "2026-Q3", "--reason", " ") == 1
    assert _kidesk(followed, "reopen", "--quarter", "2026-Q3", "--reason", "A wrong colour") == 0
    assert _status(followed, "2026-Q3") == QuarterStatus.REOPENED
    assert _kidesk(followed, "check") == 0


def test_two_quarters_are_compared(followed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _kidesk(followed, "compare", "--from", "2026-Q2", "--to", "2026-Q3") == 0
    said = capsys.readouterr().out
    assert "Meet  Yellow   Green    Improved" in said
    assert "[-Planned-] {+Done+} now" in said
    assert _kidesk(followed, "compare", "--from", "2026-Q2", "--to", "2026-Q3", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    (activity,) = found["activities"]
    assert (activity["from"], activity["to"], activity["change"]) == ("yellow", "green", "up")
    assert activity["comment_sv"] == [["removed", "Planeras"], ["added", "Görs"], ["same", "nu"]]
    assert (found["distribution"]["from"]["yellow"], found["distribution"]["to"]["green"]) == (1, 1)


def test_a_comparison_and_a_matrix_are_written(followed: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    for quarters in (("--from", "2026-Q2", "--to", "2026-Q3"), ("--quarter", "2026-Q3"), ()):
        given = ("export", "quarter-comparison", *quarters, "--language", "en", "--output", str(target))
        assert _kidesk(followed, *given) == 0
        text = paper.text(target)
        assert "Comparison of Q2 2026 and Q3 2026" in text
        assert "Words removed: Planned" in text
    matrix = ("export", "activity-matrix", "--language", "en", "--output", str(target))
    assert _kidesk(followed, *matrix) == 0
    assert "Activity matrix, Q3 2026" in paper.text(target)


def test_a_comparison_that_cannot_be_written_is_said(
    followed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "report.pdf"
    for code, quarters in (
        (2, ("--from", "autumn", "--to", "2026-Q3")),
        (1, ("--from", "2026-Q3", "--to", "2026-Q3")),
        (1, ("--from", "2026-Q2", "--to", "2026-Q3", "--id", "99")),
    ):
        assert _kidesk(followed, "export", "quarter-comparison", *quarters, "--output", str(target)) == code
        assert capsys.readouterr().err.count("\n") == 1
        assert not target.exists()


def test_what_cannot_be_sealed_or_compared_is_said(followed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for given in (
        ("seal", "--quarter", "autumn"),
        ("seal", "--quarter", "2031-Q1"),
        ("reopen", "--quarter", "2026-Q3", "--reason", "Why not"),
        ("compare", "--from", "2026-Q3", "--to", "2026-Q3"),
        ("compare", "--from", "2026-Q2", "--to", "2026-Q3", "--id", "99"),
    ):
        assert _kidesk(followed, *given) == 1
        assert capsys.readouterr().err.count("\n") == 1
