"""Ambassadors on the command line: who could help, and the coverage as a report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kidesk import cli
from kidesk.records.ambassador import AmbassadorStage
from kidesk.store.workspace import Workspace
from tests import factory


@pytest.fixture
def mentor(folder: Path) -> int:
    """An active ambassador in Japan who is a mentor."""
    workspace = Workspace.open(folder, "Tove")
    emails = [{"address": "haruka@example.org", "is_primary": True}]
    person = factory.person(workspace.store, given_name="Haruka", family_name="Satō", emails=emails)
    values = {"stage": AmbassadorStage.ACTIVE, "countries": ["JP"], "offers": "Mentor", "capacity_hours": 40}
    made = factory.ambassador(workspace.store, person_id=person.id, **values)
    workspace.close()
    return made.id


def _kidesk(folder: Path, *given: str) -> int:
    return cli.main(["--workspace", str(folder), "--language", "en", *given])


def test_helpers_are_listed_with_the_reasons(folder: Path, mentor: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert _kidesk(folder, "helpers", "--about", "mentor", "--in", "Japan") == 0
    said = capsys.readouterr().out
    assert "Satō, Haruka" in said
    assert "Offers: Mentor; Countries: Japan" in said


def test_helpers_can_be_read_by_a_script(folder: Path, mentor: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert _kidesk(folder, "helpers", "--in", "jp", "--json") == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found == {
        "id": mentor,
        "name": "Haruka Satō",
        "stage": "active",
        "is_at_work": True,
        "hours_left": 40,
        "email": "haruka@example.org",
        "reasons": ["Countries: Japan"],
    }
    assert _kidesk(folder, "helpers", "--about", "astronomy", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_something_must_be_asked_for(folder: Path, mentor: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert _kidesk(folder, "helpers") == 2
    assert "--about" in capsys.readouterr().err


def test_the_coverage_is_exported(folder: Path, mentor: int, tmp_path: Path) -> None:
    target = tmp_path / "coverage.html"
    assert _kidesk(folder, "export", "ambassador-coverage", "--output", str(target)) == 0
    assert "Ambassador but no agreement" in target.read_text("utf-8")
