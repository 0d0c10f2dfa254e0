"""An agreement's status on the command line, in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kidesk import cli

FOR_DECISION = '{"status": "for-decision", "on": "2026-05-04", "explanation": "x"}'
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], frozen_day: object) -> Run:
    """Runs a command in the test's own workspace and returns exit code, output and error output."""

    def command(*arguments: str, language: str = "en") -> tuple[int, str, str]:
        code = cli.main(["--workspace", str(folder), "--language", language, *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    command("add", "agreements", "title_sv=Ramavtal", "title_en=Framework")
    return command


def test_a_status_is_changed_told_and_taken_back(run: Run) -> None:
    code, out, err = run("status", "--id", "1", "--to", "in-preparation", "--because", "Asked for")
    assert (code, err) == (0, "")
    assert out == "Agreement 1, Framework: In preparation\nNext step: Is to be reviewed by a lawyer.\n"
    assert "Taken back: Changed the status of agreement" in run("undo")[1]
    assert json.loads(run("show", "agreements", "1", "--json")[1])["status"] == "idea"


def test_it_speaks_and_understands_swedish(run: Run) -> None:
    step = ("--id", "1", "--to", "I kraft", "--because", "Klart", "--on", "2026-05-04")
    _, out, err = run("status", *step, language="sv")
    assert out.startswith("Avtal 1, Ramavtal: I kraft\n")
    assert "inte undertecknat av båda parter" in err
    assert "--because" in run("status", "--help", language="sv")[1]
    assert "varför statusen ändras" in run("status", "--help", language="sv")[1]


def test_the_answer_can_be_json(run: Run) -> None:
    code, out, _ = run("status", "--id", "1", "--to", "closed", "--because", "No time", "--json")
    answer = json.loads(out)
    assert (code, answer["status"]) == (0, "closed")
    assert answer["status_changes"][-1] | {"id": 0} == {
        "id": 0,
        "status": "closed",
        "on": "2026-05-04",
        "explanation": "No time",
    }


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--id", "1", "--to", "closed", "--because", " "], 1, "explanation: Say why the status changes."),
        (["--id", "1", "--to", "closed", "--because", "x", "--on", "2027-01-01"], 1, "on: The day lies in the future."),
        (["--id", "1", "--to", "closed", "--because", "x", "--on", "soon"], 1, "on: "),
        (["--id", "1", "--to", "asleep", "--because", "x"], 1, "“asleep” is not one of the choices: idea,"),
        (["--id", "9", "--to", "closed", "--because", "x"], 1, "There is no record with the number 9."),
        (["--id", "1", "--to", "closed"], 2, "Something is missing: --because."),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    run: Run, arguments: list[str], code: int, sentence: str
) -> None:
    found, _, err = run("status", *arguments)
    assert found == code
    assert sentence in err
    assert json.loads(run("show", "agreements", "1", "--json")[1])["status"] == "idea"


@pytest.mark.parametrize(
    "door",
    [
        ["status", "--id", "1", "--to", "for-decision", "--because", "x"],
        ["edit", "agreements", "1", f"status_changes=[{FOR_DECISION}]"],
    ],
)
def test_no_command_puts_it_up_for_decision_while_an_assessment_is_open(run: Run, door: list[str]) -> None:
    run("add", "risk-guidelines", "name_sv=Frågor", "edition=1")
    assert run("add", "risk-assessments", "agreement_id=1", "guideline_id=1")[0] == 0
    code, _, err = run(*door)
    assert code == 1
    assert "can neither be put up for decision" in err
    decided = ("conclusion=no-obstacle", "decided_on=2026-05-04", "decided_by=Rektor")
    assert run("edit", "risk-assessments", "1", *decided)[0] == 0
    assert run(*door)[0] == 0
