"""Changing an agreement's status: dated, explained, by the newest route, refused while a risk assessment is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.errors import KideskError, StaleRecord
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.agreement_status import change_status, foreseen
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_rules import RISK_IS_OPEN
from kidesk.records.agreement_terms import AgreementStatus, SignatureMethod
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.risk_assessment import RISK_ASSESSMENTS, RiskConclusion
from kidesk.store.store import Store
from tests import factory
from tests.conftest import DAY
from tests.store.dumping import dump

Status = AgreementStatus
pytestmark = pytest.mark.usefixtures("frozen_day")


def read(store: Store, number: int) -> Agreement:
    """The agreement as it is stored."""
    found = store.get(Agreement, number)
    assert found is not None
    return found


def steps(agreement: Agreement) -> list[tuple[Status, dt.date, str]]:
    """Its life so far."""
    return [(step.status, step.on, step.explanation) for step in agreement.status_changes]


def refused(store: Store, number: int, *step: Any) -> list[tuple[str, str]]:
    """The problems that hold a step back, in English; nothing is changed by it."""
    before = dump(store)
    with pytest.raises(edit.Invalid) as refusal:
        change_status(store, number, *step)
    assert dump(store) == before
    return [(one.key, one.said(Language("en"))) for one in refusal.value.problems]


# A step


def test_a_step_is_dated_and_explained_and_taken_back_at_once(store: Store) -> None:
    number = factory.agreement(store, status=Status.IDEA).id
    day = DAY - dt.timedelta(days=3)
    change_status(store, number, Status.IN_PREPARATION, day, "  The department has asked. ")
    agreement = read(store, number)
    assert agreement.status == Status.IN_PREPARATION
    assert steps(agreement)[-1] == (Status.IN_PREPARATION, day, "The department has asked.")
    store.undo()
    assert steps(read(store, number)) == [(Status.IDEA, dt.date(2020, 1, 1), "Registered")]
    assert read(store, number).status == Status.IDEA
    store.redo()
    assert read(store, number).status == Status.IN_PREPARATION


@pytest.mark.parametrize(
    ("status", "on", "explanation", "problem"),
    [
        (Status.LEGAL_REVIEW, DAY, " \n", ("explanation", "Say why the status changes.")),
        (Status.LEGAL_REVIEW, DAY, "x" * 1001, ("explanation", "At most 1000 characters")),
        (Status.LEGAL_REVIEW, DAY + dt.timedelta(days=1), "x", ("on", "The day lies in the future.")),
        (Status.LEGAL_REVIEW, dt.date(2019, 12, 31), "x", ("on", "The step before was taken on 2020-01-01")),
        (Status.LEGAL_REVIEW, None, "x", ("on", "This field must be filled in.")),
        (Status.IN_PREPARATION, DAY, "x", ("status", "The agreement has this status already.")),
    ],
)
def test_a_step_is_refused_beside_its_field(
    store: Store, status: Status, on: Any, explanation: str, problem: tuple[str, str]
) -> None:
    number = factory.agreement(store, status=Status.IN_PREPARATION).id
    ((key, sentence),) = refused(store, number, status, on, explanation)
    assert (key, sentence[: len(problem[1])]) == problem


def test_an_agreement_that_is_gone_cannot_change(store: Store) -> None:
    for act in (lambda: change_status(store, 7, Status.CLOSED, DAY, "x"), lambda: foreseen(store, 7)):
        with pytest.raises(KideskError, match="no record with the number"):
            act()


def test_what_somebody_else_changed_meanwhile_is_not_passed_over(store: Store) -> None:
    seen = factory.agreement(store)
    edit.save(store, AGREEMENTS, {"notes": "Withdrawn"}, number=seen.id)
    with pytest.raises(StaleRecord):
        change_status(store, seen.id, Status.IN_PREPARATION, DAY, "x", version=seen.version)
    change_status(store, seen.id, Status.IN_PREPARATION, DAY, "x", version=read(store, seen.id).version)


@given(st.data())
def test_the_status_is_that_of_the_latest_step_whatever_is_done(shared_store: Store, data: st.DataObject) -> None:
    """Steps on any days, edited, taken away, undone and redone: the oracle reads the rows and nothing else."""
    store, number = shared_store, factory.agreement(shared_store).id
    days, statuses = st.dates(dt.date(2026, 4, 28), dt.date(2026, 5, 8)), st.sampled_from(list(Status))

    def seen() -> Any:
        agreement = read(store, number)
        rows = [(one.on, one.id, one.status, one.explanation) for one in agreement.status_changes]
        assert agreement.status == max(rows)[2]
        return rows

    def change() -> None:
        change_status(store, number, data.draw(statuses), data.draw(days), "x")

    def form() -> None:
        rows = [{"id": one[1], "on": one[0], "status": one[2], "explanation": one[3]} for one in seen()]
        kept = [row | {"on": data.draw(days)} for row in rows if data.draw(st.booleans())]
        new = [{"on": data.draw(days), "status": data.draw(statuses), "explanation": "y"} for _ in range(2)]
        edit.save(store, AGREEMENTS, {"status_changes": kept + new[: data.draw(st.integers(0, 2))]}, number=number)

    past: list[Any] = []
    future: list[Any] = []
    now = seen()
    for act in data.draw(st.lists(st.sampled_from(["change", "change", "form", "undo", "redo"]), max_size=8)):
        if act == "undo" and past:
            store.undo()
            future.append(now)
            now = past.pop()
        elif act == "redo" and future:
            store.redo()
            past.append(now)
            now = future.pop()
        elif act in ("change", "form"):
            with suppress(KideskError):
                {"change": change, "form": form}[act]()
            if seen() != now:
                past.append(now)
                future.clear()
                now = seen()
        assert seen() == now


# The decision route


def test_the_newest_route_that_is_valid_is_taken_and_kept(store: Store) -> None:
    old = factory.decision_route(store, valid_from=dt.date(2024, 1, 1))
    number = factory.agreement(store).id
    assert read(store, number).route_id == old.id
    assert factory.agreement(store, route_id=None).route_id == old.id
    new = factory.decision_route(store, valid_from=DAY)
    factory.decision_route(store, valid_from=DAY + dt.timedelta(days=1))
    factory.decision_route(store)
    change_status(store, number, Status.IN_PREPARATION, DAY, "x")
    edit.save(store, AGREEMENTS, {"notes": "x"}, number=number)
    assert read(store, number).route_id == old.id
    assert factory.agreement(store).route_id == new.id


def test_an_agreement_without_a_route_takes_it_with_its_next_step(store: Store) -> None:
    number = factory.agreement(store).id
    route = factory.decision_route(store, rows=[{"decided_en": "the President"}])
    assert read(store, number).route is None
    beforehand = foreseen(store, number)
    assert beforehand.route is not None
    assert beforehand.route.rows[0].decided_en == "the President"
    assert read(store, number).route is None
    change_status(store, number, Status.IN_PREPARATION, DAY, "x")
    assert read(store, number).route_id == route.id
    store.undo()
    assert read(store, number).route is None


def test_an_open_agreement_without_any_route_can_change_too(store: Store) -> None:
    number = factory.agreement(store).id
    change_status(store, number, Status.CLOSED, DAY, "x")
    assert read(store, number).route is None


# The risk assessment


def _operation(store: Store, number: int) -> None:
    change_status(store, number, Status.FOR_DECISION, DAY, "x")


def _new_row(store: Store, number: int) -> None:
    _form(store, number, [*_rows(store, number), {"status": Status.FOR_DECISION, "on": DAY, "explanation": "x"}])


def _changed_row(store: Store, number: int) -> None:
    first, last = _rows(store, number)
    _form(store, number, [first, last | {"status": Status.FOR_DECISION}])


def _later_row_taken_away(store: Store, number: int) -> None:
    _form(store, number, _rows(store, number)[:1])


def _earlier_row_made_the_latest(store: Store, number: int) -> None:
    first, last = _rows(store, number)
    _form(store, number, [first | {"on": last["on"] + dt.timedelta(days=1)}, last])


def _rows(store: Store, number: int) -> list[dict[str, Any]]:
    return factory.read_back(AGREEMENTS, read(store, number))["status_changes"]  # type: ignore[no-any-return]


def _form(store: Store, number: int, rows: list[dict[str, Any]]) -> None:
    edit.save(store, AGREEMENTS, {"status_changes": rows}, number=number)


DOORS = [_operation, _new_row, _changed_row, _later_row_taken_away, _earlier_row_made_the_latest]


@pytest.mark.parametrize("door", DOORS)
def test_no_door_leads_to_a_decision_while_an_assessment_is_open(
    store: Store, door: Callable[[Store, int], None], en: Language
) -> None:
    history = [
        {"status": Status.FOR_DECISION, "on": dt.date(2026, 2, 1)},
        {"status": Status.LEGAL_REVIEW, "on": dt.date(2026, 3, 1), "explanation": "Sent back"},
    ]
    number = factory.agreement(store, status_changes=history).id
    assessment = factory.risk_assessment(store, agreement_id=number)
    before = dump(store)
    with pytest.raises(edit.Invalid) as refusal:
        door(store, number)
    assert dump(store) == before
    assert [one.message for one in refusal.value.problems] == [RISK_IS_OPEN]
    decided = {"conclusion": RiskConclusion.NO_OBSTACLE, "decided_on": DAY, "decided_by": "Rektor"}
    edit.save(store, RISK_ASSESSMENTS, decided, number=assessment.id)
    door(store, number)
    assert read(store, number).status == Status.FOR_DECISION


def test_an_agreement_for_decision_can_be_edited_after_an_assessment_was_opened(store: Store) -> None:
    number = factory.agreement(store, status=Status.FOR_DECISION).id
    factory.risk_assessment(store, agreement_id=number)
    edit.save(store, AGREEMENTS, {"notes": "Asked again", "status_changes": _rows(store, number)}, number=number)
    change_status(store, number, Status.LEGAL_REVIEW, DAY, "Sent back")
    assert read(store, number).notes == "Asked again"


# Signatures


def test_in_force_without_both_signatures_is_pointed_out_and_kept(store: Store, en: Language) -> None:
    number = factory.agreement(store, signed_own_on=DAY).id
    done = change_status(store, number, Status.IN_FORCE, DAY, "x")
    assert [one.said(en) for one in done.warnings] == [
        "The agreement is in force but not signed by both sides; it was kept."
    ]
    both = factory.agreement(store, signed_own_on=DAY, signed_partner_on=DAY).id
    assert change_status(store, both, Status.IN_FORCE, DAY, "x").warnings == ()
    assert change_status(store, number, Status.CLOSED, DAY, "x").warnings == ()


def test_signatures_of_two_kinds_are_pointed_out(store: Store) -> None:
    people = [factory.person(store).id for _ in range(2)]
    methods = zip(people, SignatureMethod, strict=True)
    number = factory.agreement(store, signatories=[{"person_id": one, "method": method} for one, method in methods]).id
    (warning,) = change_status(store, number, Status.OUT_FOR_SIGNATURE, DAY, "x").warnings
    assert warning.key == "signatories"


# Renewals


def test_a_renewal_in_force_supersedes_what_it_renews_in_the_same_step(store: Store) -> None:
    old = factory.agreement(store, status=Status.UNDER_RENEWAL).id
    new = factory.agreement(store, title_sv="Nytt avtal", title_en="New agreement", renews_id=old).id
    change_status(store, new, Status.OUT_FOR_SIGNATURE, DAY, "x")
    assert read(store, old).status == Status.UNDER_RENEWAL
    change_status(store, new, Status.IN_FORCE, DAY, "x", language=Language("en"))
    assert steps(read(store, old))[-1] == (
        Status.SUPERSEDED,
        DAY,
        "Superseded by “New agreement”, in force since 2026-05-04.",
    )
    store.undo()
    assert (read(store, old).status, read(store, new).status) == (Status.UNDER_RENEWAL, Status.OUT_FOR_SIGNATURE)


def test_superseding_never_stands_before_a_later_step_of_the_renewed(store: Store) -> None:
    later = [{"status": Status.IN_FORCE, "on": DAY, "explanation": "x"}]
    old = factory.agreement(store, status_changes=later).id
    new = factory.agreement(store, renews_id=old, status=Status.OUT_FOR_SIGNATURE).id
    change_status(store, new, Status.IN_FORCE, dt.date(2026, 1, 1), "x")
    agreement = read(store, old)
    assert (agreement.status, agreement.status_changes[-1].on) == (Status.SUPERSEDED, DAY)


@pytest.mark.parametrize("status", [Status.TERMINATED, Status.SUPERSEDED, Status.CLOSED, Status.IDEA])
def test_what_has_ended_otherwise_is_not_superseded(store: Store, status: Status) -> None:
    old = factory.agreement(store, status=status).id
    new = factory.agreement(store, renews_id=old).id
    change_status(store, new, Status.IN_FORCE, DAY, "x")
    assert len(read(store, old).status_changes) == 1
