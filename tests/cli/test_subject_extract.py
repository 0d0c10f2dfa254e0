"""A data-subject extract and the register of processing, from the command line."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from kidesk.cli.program import main
from kidesk.records.privacy_decision import PrivacyDecision
from kidesk.store.workspace import Workspace
from tests import factory
from tests.operations import planting
from tests.reports.paper import solid


@pytest.fixture
def number(folder: Path) -> int:
    """The number of a person who owns an agreement and is named in another."""
    with closing(Workspace.open(folder, "Tove")) as workspace:
        person = planting.person(workspace.store)
        factory.agreement(workspace.store, title_sv="Avtalet med ägare", owner_id=person.id)
        factory.agreement(workspace.store, notes=f"{planting.NAME} asked. The secret of another.")
        factory.agreement(workspace.store, notes=f"Somebody called {planting.FAMILY}: not for other eyes")
        return person.id


def decisions(folder: Path) -> list[PrivacyDecision]:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        return workspace.store.rows(select(PrivacyDecision))


def run(folder: Path, *arguments: object) -> int:
    return main(["--workspace", str(folder), *map(str, arguments)])


def test_as_json_it_has_the_record_the_finds_and_the_places_to_look_at(
    folder: Path, number: int, tmp_path: Path
) -> None:
    target = tmp_path / "x.json"
    assert run(folder, "subject-extract", "--id", number, "--output", target, "--language", "en") == 0
    told = json.loads(target.read_text("utf-8"))
    assert [one["family_name"] for one in told["persons"]] == [planting.FAMILY]
    assert {one["column"] for one in told["found"]} >= {"owner_id", "notes"}
    assert told["to_be_looked_at"]
    assert "not for other eyes" not in target.read_text("utf-8")
    assert told["activities"]["contacts"]["legal_basis"] == "public-task"
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("code", "title"), [("sv", "Registerutdrag"), ("en", "Data-subject extract")])
def test_as_pdf_it_is_in_the_language_asked_for(
    folder: Path, number: int, tmp_path: Path, code: str, title: str
) -> None:
    target = tmp_path / "x.pdf"
    dnr = "1-779/2022"
    assert run(folder, "subject-extract", "--id", number, "--output", target, "--language", code, "--dnr", dnr) == 0
    said = solid(target)
    assert all(words.replace(" ", "") in said for words in (title, planting.EMAIL, dnr))
    assert "notforothereyes" not in said


def test_making_one_is_noted_and_cannot_be_undone(folder: Path, number: int, tmp_path: Path) -> None:
    run(folder, "subject-extract", "--id", number, "--output", tmp_path / "x.html", "--dnr", "1-5/2026")
    run(folder, "undo")
    assert [(one.subject_number, one.dnr) for one in decisions(folder)] == [(number, "1-5/2026")]


@pytest.mark.parametrize("arguments", [("--id", 4711, "--output", "x.pdf"), ("--id", 1, "--output", "x.docx")])
def test_nothing_is_noted_where_there_is_nobody_or_no_such_kind_of_file(
    folder: Path, number: int, arguments: tuple[object, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "subject-extract", *arguments) != 0
    assert capsys.readouterr().err.strip()
    assert decisions(folder) == []


def test_the_register_of_processing_names_every_activity(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.pdf"
    assert run(folder, "export", "processing-register", "--output", target, "--language", "en") == 0
    said = solid(target)
    assert all(
        words.replace(" ", "") in said
        for words in ("Controller", "Agreements", "Task in the public interest", "Safeguards")
    )
