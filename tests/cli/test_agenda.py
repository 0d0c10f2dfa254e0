"""The agenda and the follow-ups on the command line: what is dated is listed, for people and for scripts."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kidesk import cli, paths, settings
from kidesk.records.ambassador import AmbassadorStage
from kidesk.store.workspace import Workspace
from tests import factory
from tests.conftest import DAY

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], frozen_day: object) -> Run:
    """Runs a command in a workspace with a review, a membership and two follow-ups, one of somebody protected."""
    workspace = Workspace.open(folder, "Tove")
    store = workspace.store
    tove = factory.person(store, given_name="Tove", family_name="Ek")
    hidden = factory.person(store, given_name="Hemlig", family_name="Person", has_protected_identity=True)
    factory.ambassador(store, person_id=tove.id, stage=AmbassadorStage.ACTIVE, review_on=DAY)
    network = factory.organisation(store, name_sv="Nätverket", name_en="The network")
    factory.membership(store, organisation_id=network.id, review_on=DAY + dt.timedelta(days=60))
    factory.interaction(store, title="Call", follow_up_on=DAY - dt.timedelta(days=2), follow_up_by_id=tove.id)
    met = {"title": "Lunch", "persons": [{"person_id": hidden.id}]}
    factory.interaction(store, **met, follow_up_on=DAY)
    factory.interaction(store, title="Later", follow_up_on=DAY + dt.timedelta(days=1))
    workspace.close()

    def command(*arguments: str, language: str = "en") -> tuple[int, str, str]:
        code = cli.main(["--workspace", str(folder), "--language", language, *arguments])
        out, err = capsys.readouterr()
        assert "Hemlig" not in out + err
        return code, out, err

    return command


def test_follow_ups_that_are_due_are_listed(run: Run) -> None:
    code, out, err = run("follow-ups")
    assert (code, err) == (0, "")
    header, *rows = out.splitlines()
    assert header.split()[:4] == ["id", "Day", "Interaction", "With"]
    assert [row.split()[2] for row in rows] == ["Call", "Lunch"]
    assert "Tove Ek" in rows[0]


def test_follow_ups_can_be_read_by_a_script(run: Run) -> None:
    first, second = json.loads(run("follow-ups", "--json")[1])
    day = str(DAY - dt.timedelta(days=2))
    assert first == {"id": 1, "follow_up_on": day, "name": "Call", "with": "", "by": "Tove Ek"}
    assert second["name"] == "Lunch"


def test_the_agenda_lists_reviews_and_all_else_that_is_dated(run: Run) -> None:
    rows = run("agenda", language="sv")[1].splitlines()[1:]
    assert [row.split("  ")[0] for row in rows] == [
        str(DAY + dt.timedelta(days=days)) for days in (-2, 0, 0, 1, 60)
    ]
    assert "Omprövning av medlemskap" in rows[-1]
    assert "memberships 1" in rows[-1]
    (review,) = json.loads(run("agenda", "--kind", "ambassador-review", "--json")[1])
    assert (review["records"], review["on"], review["urgency"]) == ("ambassadors", str(DAY), "urgent")
    assert run("agenda", "--months", "0", "--kind", "membership-review")[1] == "Nothing is dated in this time.\n"


def test_only_mine_are_listed(run: Run, folder: Path) -> None:
    assert json.loads(run("agenda", "--mine", "--json")[1]) == []
    settings.save(settings.Settings(who="Tove Ek"), paths.settings_file())
    assert [one["name"] for one in json.loads(run("agenda", "--mine", "--json")[1])] == ["Call"]


def test_a_time_that_makes_no_sense_is_refused(run: Run) -> None:
    code, out, err = run("agenda", "--months", "-1")
    assert (code, out) == (2, "")
    assert "between 0 and 1200" in err
