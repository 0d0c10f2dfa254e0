"""Renewing an agreement on the command line, and the list of those to end or activate."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kidesk import cli

Run = Callable[..., tuple[int, str, str]]
TERM = ("effective_on=2022-01-01", "end_on=2026-12-31")
IN_FORCE = 'status_changes=[{"status": "in-force", "on": "2022-01-01"}]'
SIGNED = ("--signed-own", "2026-05-01", "--signed-partner", "2026-05-02")


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], frozen_day: object) -> Run:
    """Runs a command on 4 May 2026 in the test's own workspace and returns exit code, output and error output."""

    def command(*arguments: str, language: str = "en") -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.main(["--workspace", str(folder), "--language", language, *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    command("add", "agreements", "title_en=MoU", *TERM, IN_FORCE)
    command("add", "agreements", "title_en=Placement", "parent_id=1", IN_FORCE)
    return command


def shown(run: Run, number: int) -> Any:
    """An agreement as JSON."""
    return json.loads(run("show", "agreements", str(number), "--json")[1])


def test_a_renewal_is_prepared_for_the_term_that_follows_and_taken_back(run: Run) -> None:
    code, out, _ = run("renew", "--id", "1")
    assert (code, out) == (
        0,
        "Renewed agreement 1: agreement 3 is to be prepared, from 1 Jan 2027 to 31 Dec 2031.\n",
    )
    new = shown(run, 3)
    assert (new["status"], new["renews_id"], new["end_on"]) == ("in-preparation", 1, "2031-12-31")
    assert shown(run, 1)["status"] == "under-renewal"
    assert "Renewed agreement" in run("undo")[1]
    assert shown(run, 1)["status"] == "in-force"


def test_with_both_signatures_it_takes_over_with_what_stands_under_the_old_one(run: Run) -> None:
    code, out, _ = run("renew", "--id", "1", "--start", "2026-05-03", "--open-ended", *SIGNED)
    assert (code, out) == (
        0,
        "Renewed agreement 1: agreement 3 takes over, from 3 May 2026 until further notice.\n",
    )
    assert (shown(run, 1)["status"], shown(run, 3)["status"]) == ("superseded", "in-force")
    assert shown(run, 2)["parent_id"] == 3
    run("undo")
    assert run("renew", "--id", "1", "--start", "2026-05-03", "--keep-children", *SIGNED)[0] == 0
    assert shown(run, 2)["parent_id"] == 1


def test_what_is_signed_for_a_later_day_waits_for_it(run: Run) -> None:
    said = "agreement 3 is signed, from 1 Jan 2027 to 31 Dec 2031; put it in force when that day has come."
    assert said in run("renew", "--id", "1", *SIGNED)[1]
    assert shown(run, 1)["status"] == "under-renewal"


def test_another_first_day_moves_the_last_and_json_tells_all(run: Run) -> None:
    code, out, _ = run("renew", "--id", "1", "--start", "2027-03-01", "--json")
    assert (code, json.loads(out)["end_on"]) == (0, "2032-02-29")
    run("undo")
    assert json.loads(run("renew", "--id", "1", "--end", "2028-06-30", "--json")[1])["end_on"] == "2028-06-30"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--id", "9"), 1, "no record with the number 9"),
        (("--id", "1", "--end", "2026-01-01"), 1, "before the start"),
        (("--id", "1", *SIGNED[:2]), 1, "not a concluded agreement"),
        (("--id", "1", "--start", "tomorrow"), 2, "is not a date"),
        (("--id", "1", "--end", "2030-01-01", "--open-ended"), 2, "exclude each other"),
        ((), 2, "--id"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(
    run: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    answered, out, err = run("renew", *arguments)
    assert (answered, out) == (code, "")
    assert said in err
    assert shown(run, 1)["status"] == "in-force"
    assert "no record" in run("show", "agreements", "3")[2]


def test_a_list_shows_a_view(run: Run) -> None:
    code, out, _ = run("list", "agreements", "--view", "end-or-activate")
    assert code == 0
    assert "MoU" in out
    assert "Placement" not in out
    assert run("list", "agreements", "--view", "preparing")[1] == "Nothing was found.\n"
    code, _, err = run("list", "agreements", "--view", "none")
    assert code == 2
    assert "end-or-activate" in err
