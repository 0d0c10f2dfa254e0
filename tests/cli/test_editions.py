"""Editions of documents on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kidesk import cli
from kidesk.operations.write_prose import Passage, write
from kidesk.records.document_edition import DocumentKind
from kidesk.records.plan import PlanKind
from kidesk.records.plan_text import Chapter
from kidesk.store.workspace import Workspace
from tests import factory
from tests.reports import paper


@pytest.fixture
def planned(folder: Path) -> Path:
    """A workspace with an action plan."""
    workspace = Workspace.open(folder, "Tove")
    factory.plan(workspace.store, kind=PlanKind.ACTION_PLAN)
    workspace.close()
    return folder


def _kidesk(folder: Path, *given: str) -> int:
    return cli.main(["--workspace", str(folder), "--language", "en", *given])


def _listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert _kidesk(folder, "edition", "--json") == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def _write(folder: Path, words: str) -> None:
    workspace = Workspace.open(folder, "Tove")
    write(workspace.store, 1, DocumentKind.FINAL_REPORT, [Passage(Chapter.BACKGROUND, text_en=words)], as_read=None)
    workspace.close()


def _printed(folder: Path, *given: str) -> str:
    target = folder.parent / "report.pdf"
    asked = ("export", "final-report", "--language", "en", "--output", str(target), *given)
    assert cli.main(["--workspace", str(folder), *asked]) == 0
    return " ".join(paper.pages(target))


def test_an_edition_is_begun_marked_and_decided(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _listed(planned, capsys) == []
    assert _kidesk(planned, "edition", "--plan", "1", "--document", "final-report", "--new") == 0
    decision = ("--decide", "--dnr", "1-779/2022", "--date", "2024-12-19", "--by", "President")
    assert _kidesk(planned, "edition", *decision) == 1
    assert "mark it as ready first" in capsys.readouterr().err
    assert _kidesk(planned, "edition", "--ready") == 0
    assert _kidesk(planned, "edition", "--decide", "--dnr", "1-779/2022") == 1
    assert "needs its date" in capsys.readouterr().err
    assert _kidesk(planned, "edition", "--decide", "--date", "yesterday") == 2
    assert _kidesk(planned, "edition", *decision) == 0
    (found,) = _listed(planned, capsys)
    assert (found["status"], found["dnr"], found["decision_date"]) == ("decided", "1-779/2022", "2024-12-19")
    assert _kidesk(planned, "undo") == 1
    assert _listed(planned, capsys) == [found]
    assert _kidesk(planned, "edition", "--new") == 0
    assert [one["previous_dnr"] for one in _listed(planned, capsys)] == ["", "1-779/2022"]


def test_an_earlier_edition_is_exported_when_it_is_asked_for(planned: Path) -> None:
    for number, words in (("1", "Once"), ("2", "Again")):
        _write(planned, f"{words} upon a time")
        assert _kidesk(planned, "edition", "--new") == 0
        assert _kidesk(planned, "edition", "--ready") == 0
        given = ("--dnr", f"1-{number}/2026", "--date", "2026-05-04", "--by", "President")
        assert _kidesk(planned, "edition", "--decide", *given) == 0
    assert "Again upon a time" in _printed(planned)
    assert "Once upon a time" in _printed(planned, "--edition", "1")
    target = planned.parent / "none.pdf"
    assert _kidesk(planned, "export", "final-report", "--edition", "7", "--output", str(target)) == 1
