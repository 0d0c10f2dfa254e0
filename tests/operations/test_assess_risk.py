"""Assessing risks: what an assessment begins with, what it holds up, when it is due again, and new questions."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kidesk.cli.program import main
from kidesk.errors import KideskError
from kidesk.gui.record_work import VERBS
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.agenda import Event, Urgency, agenda, snooze, urgent
from kidesk.operations.agreement_status import change_status
from kidesk.operations.assess_risk import proposed, standing
from kidesk.operations.export_calendar import export_calendar
from kidesk.operations.new_version import VERSION_MADE, new_version
from kidesk.records import AGREEMENTS, RISK_ASSESSMENTS, RISK_GUIDELINES, clock
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_risk import RISK_ADVISES_AGAINST, RISK_IS_MISSING
from kidesk.records.agreement_rules import RISK_IS_OPEN
from kidesk.records.agreement_terms import AgreementStatus, EventKind
from kidesk.records.risk_assessment import RiskAssessment, RiskConclusion
from kidesk.records.risk_guideline import RiskGuideline
from kidesk.records.rules import months_before
from kidesk.settings import Settings
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace
from tests import factory
from tests.conftest import DAY, WHO

SETTINGS = Settings(who=WHO)


def concluded(store: Store, on: dt.date = DAY, **values: Any) -> RiskAssessment:
    """An assessment that was decided on a day."""
    decided = {"conclusion": RiskConclusion.WITH_MEASURES, "decided_by": "Rektor", "decided_on": on}
    return factory.risk_assessment(store, **decided | values)


# What it begins with


def test_an_assessment_begins_with_the_newest_questions_and_the_one_before(store: Store) -> None:
    factory.risk_guideline(store, valid_from=dt.date(2024, 1, 1))
    newest = factory.risk_guideline(store, valid_from=dt.date(2026, 1, 1))
    factory.risk_guideline(store, valid_from=dt.date(2027, 1, 1))
    factory.risk_guideline(store)
    agreement = factory.agreement(store)
    later = concluded(store, agreement_id=agreement.id)
    concluded(store, dt.date(2024, 3, 2), agreement_id=agreement.id)
    factory.risk_assessment(store, agreement_id=agreement.id)
    assert proposed(store, agreement.id, DAY) == {
        "agreement_id": agreement.id,
        "guideline_id": newest.id,
        "previous_id": later.id,
        "assessed_on": DAY,
    }


def test_a_renewal_goes_on_from_what_it_renews(store: Store) -> None:
    factory.risk_guideline(store)
    old = concluded(store)
    renewal = factory.agreement(store, renews_id=old.agreement_id)
    assert proposed(store, renewal.id, DAY)["previous_id"] == old.id
    own = concluded(store, agreement_id=renewal.id)
    assert proposed(store, renewal.id, DAY)["previous_id"] == own.id


def test_without_questions_there_is_nothing_to_assess_by(store: Store) -> None:
    agreement = factory.agreement(store)
    with pytest.raises(KideskError, match="no risk questions"):
        proposed(store, agreement.id, DAY)
    with pytest.raises(KideskError, match="no record with the number 99"):
        proposed(store, 99, DAY)


def test_an_agreement_stands_as_was_decided_last(store: Store) -> None:
    agreement = factory.agreement(store)
    assert standing(store, agreement.id).in_effect is None
    later = concluded(store, agreement_id=agreement.id)
    concluded(store, dt.date(2020, 1, 1), agreement_id=agreement.id)
    undecided = factory.risk_assessment(store, agreement_id=agreement.id, conclusion=RiskConclusion.NO_OBSTACLE)
    concluded(store)
    found = standing(store, agreement.id)
    assert found.in_effect is not None
    assert (found.in_effect.id, [one.id for one in found.open]) == (later.id, [undecided.id])


# What it holds up


def _step(status: AgreementStatus, on: dt.date = DAY) -> dict[str, Any]:
    return {"status": status, "on": on, "explanation": "So it was agreed"}


def _steps(store: Store, number: int) -> list[dict[str, Any]]:
    row = store.get(Agreement, number)
    assert row is not None
    keys = ("id", "status", "on", "explanation")
    return [{key: getattr(change, key) for key in keys} for change in row.status_changes]


def _add_step(store: Store, number: int) -> list[dict[str, Any]]:
    return [*_steps(store, number), _step(AgreementStatus.FOR_DECISION)]


def _correct_a_step(store: Store, number: int) -> list[dict[str, Any]]:
    return [_steps(store, number)[0] | {"status": AgreementStatus.FOR_DECISION}]


def _take_the_later_step_away(store: Store, number: int) -> list[dict[str, Any]]:
    first, _ = _steps(store, number)
    return [first]


def _move_a_step(store: Store, number: int) -> list[dict[str, Any]]:
    first, second = _steps(store, number)
    return [first | {"on": dt.date(2026, 3, 1)}, second]


_BEFORE = [
    _step(AgreementStatus.FOR_DECISION, dt.date(2026, 1, 1)),
    _step(AgreementStatus.LEGAL_REVIEW, dt.date(2026, 2, 1)),
]
_DOORS = [
    (_add_step, [_step(AgreementStatus.LEGAL_REVIEW, dt.date(2026, 1, 1))]),
    (_correct_a_step, [_step(AgreementStatus.LEGAL_REVIEW, dt.date(2026, 1, 1))]),
    (_take_the_later_step_away, _BEFORE),
    (_move_a_step, _BEFORE),
]


@pytest.mark.parametrize(("door", "before"), _DOORS)
def test_nothing_is_put_up_for_decision_while_its_risks_are_open(
    store: Store, door: Callable[[Store, int], list[dict[str, Any]]], before: list[dict[str, Any]]
) -> None:
    agreement = factory.agreement(store, status_changes=before)
    assessment = factory.risk_assessment(store, agreement_id=agreement.id)
    wanted = {"status_changes": door(store, agreement.id)}
    with pytest.raises(edit.Invalid) as refusal:
        edit.save(store, AGREEMENTS, wanted, number=agreement.id)
    assert [problem.message for problem in refusal.value.problems] == [RISK_IS_OPEN]
    kept = store.get(Agreement, agreement.id)
    assert kept is not None
    assert kept.status == AgreementStatus.LEGAL_REVIEW
    decided = {"conclusion": RiskConclusion.NO_OBSTACLE, "decided_by": "Rektor", "decided_on": DAY, "reassess_by": DAY}
    edit.save(store, RISK_ASSESSMENTS, decided, number=assessment.id)
    assert edit.save(store, AGREEMENTS, wanted, number=agreement.id).warnings == ()


def test_the_way_past_the_decision_is_closed_too_while_risks_are_open(store: Store) -> None:
    agreement = factory.agreement(store, status=AgreementStatus.IN_PREPARATION)
    factory.risk_assessment(store, agreement_id=agreement.id)
    steps = [*_steps(store, agreement.id), _step(AgreementStatus.OUT_FOR_SIGNATURE, DAY)]
    with pytest.raises(edit.Invalid) as refusal:
        edit.save(store, AGREEMENTS, {"status_changes": steps}, number=agreement.id)
    assert [problem.message for problem in refusal.value.problems] == [RISK_IS_OPEN]
    with pytest.raises(edit.Invalid) as refusal:
        change_status(store, agreement.id, AgreementStatus.OUT_FOR_SIGNATURE, DAY, "The dean is in a hurry")
    assert [problem.message for problem in refusal.value.problems] == [RISK_IS_OPEN]
    kept = store.get(Agreement, agreement.id)
    assert kept is not None
    assert kept.status == AgreementStatus.IN_PREPARATION


def test_what_is_up_for_decision_already_can_still_be_edited(store: Store) -> None:
    agreement = factory.agreement(store, status=AgreementStatus.FOR_DECISION)
    factory.risk_assessment(store, agreement_id=agreement.id)
    assert edit.save(store, AGREEMENTS, {"dnr": "1-2/2026"}, number=agreement.id).warnings == ()


def test_the_command_line_does_not_put_it_up_either(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = Workspace.open(folder, WHO)
    agreement = factory.agreement(workspace.store, status=AgreementStatus.LEGAL_REVIEW)
    factory.risk_assessment(workspace.store, agreement_id=agreement.id)
    workspace.close()
    rows = json.dumps([{"status": "for-decision", "on": "2026-05-04", "explanation": "Ready"}])
    put_up = ["--workspace", str(folder), "edit", "agreements", str(agreement.id), f"status_changes={rows}"]
    assert main(put_up) != 0
    assert "risk" in capsys.readouterr().err.lower()


@pytest.mark.usefixtures("frozen_day")
def test_a_missing_assessment_is_pointed_out(store: Store) -> None:
    abroad = factory.agreement(store)
    wanted = {"status_changes": _add_step(store, abroad.id)}
    found = edit.save(store, AGREEMENTS, wanted, number=abroad.id).warnings
    assert [problem.message for problem in found] == [RISK_IS_MISSING]
    party = {"organisation_id": factory.organisation(store, country="SE").id, "side": "partner"}
    within = factory.agreement(store, parties=[party])
    wanted = {"status_changes": _add_step(store, within.id)}
    assert edit.save(store, AGREEMENTS, wanted, number=within.id).warnings == ()


@pytest.mark.usefixtures("frozen_day")
def test_that_an_assessment_advises_against_it_is_pointed_out(store: Store) -> None:
    agreement = factory.agreement(store)
    against = concluded(store, dt.date(2026, 1, 1), agreement_id=agreement.id, conclusion=RiskConclusion.NOT_ADVISABLE)
    wanted = {"status_changes": _add_step(store, agreement.id)}
    found = edit.save(store, AGREEMENTS, wanted, number=agreement.id).warnings
    assert [problem.message for problem in found] == [RISK_ADVISES_AGAINST]
    store.undo()
    concluded(store, DAY, agreement_id=agreement.id, previous_id=against.id)
    assert edit.save(store, AGREEMENTS, wanted, number=agreement.id).warnings == ()


# When it is due again


def _dated(store: Store, months: int = 12) -> list[Event]:
    found = agenda(store, DAY, months_before(DAY, -months), SETTINGS)
    return [event for event in found if event.kind == EventKind.REASSESS]


def _assessed(store: Store, days: int, status: AgreementStatus = AgreementStatus.IN_FORCE) -> RiskAssessment:
    agreement = factory.agreement(store, status=status)
    return concluded(store, agreement_id=agreement.id, assessed_on=None, reassess_by=DAY + dt.timedelta(days=days))


def test_what_is_to_be_assessed_anew_stands_in_the_agenda(store: Store) -> None:
    soon, overdue = _assessed(store, 20), _assessed(store, -600)
    _assessed(store, 400)
    assert [(one.number, (one.on - DAY).days, one.urgency) for one in _dated(store)] == [
        (overdue.agreement_id, -600, Urgency.OVERDUE),
        (soon.agreement_id, 20, Urgency.SOON),
    ]
    assert [one.number for one in urgent(store, DAY, SETTINGS)] == [overdue.agreement_id]


@pytest.mark.parametrize("status", list(AgreementStatus))
def test_nobody_is_reminded_of_an_agreement_that_has_ended(store: Store, status: AgreementStatus) -> None:
    _assessed(store, 20, status)
    has_ended = status.value in ("expired", "terminated", "superseded", "closed")
    assert bool(_dated(store)) is not has_ended


def test_the_day_stays_until_a_new_assessment_is_concluded(store: Store) -> None:
    first = _assessed(store, -5)
    again = factory.risk_assessment(store, agreement_id=first.agreement_id, previous_id=first.id)
    assert [(one.on - DAY).days for one in _dated(store)] == [-5]
    later = DAY + dt.timedelta(days=30)
    decided = {
        "conclusion": RiskConclusion.NO_OBSTACLE,
        "decided_by": "Rektor",
        "decided_on": DAY,
        "reassess_by": later,
    }
    edit.save(store, RISK_ASSESSMENTS, decided, number=again.id)
    assert [one.on for one in _dated(store)] == [later]


def test_a_day_that_nobody_has_decided_on_is_no_day(store: Store) -> None:
    factory.risk_assessment(store, conclusion=RiskConclusion.NO_OBSTACLE, reassess_by=DAY)
    factory.risk_assessment(store, reassess_by=DAY)
    assert _dated(store) == []


def test_it_can_be_snoozed(store: Store) -> None:
    _assessed(store, 5)
    until = DAY + dt.timedelta(days=3)
    snooze(store, _dated(store)[0], until, DAY)
    assert [one.snoozed_until for one in _dated(store)] == [until]
    assert urgent(store, DAY, SETTINGS) == ()
    store.undo()
    assert [one.snoozed_until for one in _dated(store)] == [None]


@pytest.mark.usefixtures("frozen_day")
def test_the_calendar_moves_the_day_with_the_assessment(store: Store, tmp_path: Path, sv: Language) -> None:
    row = _assessed(store, 20)

    def written() -> dict[str, str]:
        export_calendar(store, tmp_path / "a.ics", sv, SETTINGS)
        lines = (tmp_path / "a.ics").read_text("utf-8").splitlines()
        return dict(line.split(":", 1) for line in lines if line.startswith(("UID", "SEQUENCE", "DTSTART", "SUMMARY")))

    before = written()
    edit.save(store, RISK_ASSESSMENTS, {"reassess_by": DAY + dt.timedelta(days=40)}, number=row.id)
    after = written()
    assert before["SUMMARY"].startswith("Ny riskbedömning")
    assert (before["UID"], before["DTSTART;VALUE=DATE"]) == (after["UID"], "20260524")
    assert after["DTSTART;VALUE=DATE"] == "20260613"
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


# On paper


def test_the_command_line_prints_it_beside_the_one_before(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = Workspace.open(folder, WHO)
    store = workspace.store
    guideline = factory.risk_guideline(store, questions=[{"code": "A1", "question_sv": "Varför så?"}])
    answer = {"code": "A1", "verdict": "concern", "comment": "Förut var det så"}
    previous = concluded(store, guideline_id=guideline.id, answers=[answer])
    row = factory.risk_assessment(store, guideline_id=guideline.id, previous_id=previous.id)
    workspace.close()
    export = ["--workspace", str(folder), "export", "risk-assessment", "--output", str(tmp_path / "a.html")]
    assert main([*export, "--language", "sv", "--id", str(row.id)]) == 0
    said = (tmp_path / "a.html").read_text("utf-8")
    assert all(words in said for words in ("A1 Varför så?", "Förut var det så", "Ej besvarad"))
    (tmp_path / "a.html").unlink()
    for wrong in ([], ["--id", "99"]):
        capsys.readouterr()
        assert main([*export, *wrong]) != 0
        assert capsys.readouterr().err
        assert not (tmp_path / "a.html").exists()


# New questions


@pytest.mark.parametrize(
    ("editions", "expected"),
    [
        (["1"], "2"),
        (["1", "2"], "3"),
        (["2024:9"], "2024:10"),
        (["Utkast"], "Utkast 2"),
        (["Utkast 2", "Utkast"], "Utkast 3"),
    ],
)
def test_a_new_version_has_all_questions_and_the_next_number(store: Store, editions: list[str], expected: str) -> None:
    question = {"code": "A1", "question_sv": "Varför?", "question_en": "Why?", "help_sv": "Så", "block": "exit"}
    guidelines = [factory.risk_guideline(store, edition=one, questions=[question]) for one in editions]
    made = store.get(RiskGuideline, new_version(store, RISK_GUIDELINES, guidelines[0].id))
    assert made is not None
    assert (made.edition, made.valid_from, made.name_sv) == (expected, clock.today(), guidelines[0].name_sv)
    assert [(one.code, one.question_en, one.help_sv, one.block.value) for one in made.questions] == [
        ("A1", "Why?", "Så", "exit")
    ]
    old = store.get(RiskGuideline, guidelines[0].id)
    assert old is not None
    assert (old.version, len(old.questions)) == (1, 1)


def test_a_new_version_is_one_step_that_can_be_taken_back(store: Store) -> None:
    old = factory.risk_guideline(store, questions=[{"code": "A1"}, {"code": "A2"}])
    new_version(store, RISK_GUIDELINES, old.id)
    assert store.undo() == VERSION_MADE
    assert [one.id for one in store.all(RiskGuideline)] == [old.id]
    assert VERSION_MADE in VERBS
    with pytest.raises(KideskError, match="no record with the number 99"):
        new_version(store, RISK_GUIDELINES, 99)
