"""The texts that the Swedish has left behind, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kidesk import cli
from kidesk.operations import edit
from kidesk.records import PLANS
from kidesk.store.workspace import Workspace
from tests import factory


def test_the_texts_are_listed_for_people_and_for_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def said(*arguments: str) -> str:
        assert cli.main(["--workspace", str(folder), "--language", "en", *arguments]) == 0
        return capsys.readouterr().out

    assert said("translations") == "No text has been changed since it was translated.\n"
    workspace = Workspace.open(folder, "Test")
    plan = factory.plan(workspace.store, title_sv="Plan", title_en="Visibility plan")
    edit.save(workspace.store, PLANS, {"title_sv": "Synlighet"}, number=plan.id)
    workspace.close()
    heading, row = said("translations").splitlines()
    assert heading.split() == ["id", "Record", "Text", "Swedish", "English"]
    assert row.split("  ")[0] == f"plans {plan.id}"
    (found,) = json.loads(said("translations", "--json"))
    assert found == {
        "records": "plans",
        "id": plan.id,
        "record": "Visibility plan",
        "text": "Title in English",
        "sv": "Synlighet",
        "en": "Visibility plan",
    }
    assert "Visibility plan" in said("list", "plans", "--view", "outdated")
