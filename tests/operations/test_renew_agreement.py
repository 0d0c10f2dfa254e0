"""Renewing an agreement: what is copied, what stays, who takes over, and that one step takes it all back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.agreement_status import change_status
from kidesk.operations.renew_agreement import LEFT, Renewal, outlook, proposed, renew
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_rules import PREPARING
from kidesk.records.agreement_terms import AgreementStatus, SignatureMethod
from kidesk.records.risk_assessment import RiskAssessment, RiskConclusion
from kidesk.store.store import Store
from tests import factory
from tests.conftest import DAY
from tests.store.dumping import dump, index

SV = Language("sv")
ENDED = (AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED, AgreementStatus.CLOSED)
SIGNED: dict[str, Any] = {"signed_own_on": dt.date(2026, 4, 1), "signed_partner_on": dt.date(2026, 4, 2)}
NEXT = Renewal(dt.date(2027, 1, 1), dt.date(2031, 12, 31))


@pytest.fixture(autouse=True)
def _today(frozen_day: dt.date) -> None:
    """It is 4 May 2026."""


def running(store: Store, **values: Any) -> Agreement:
    """An agreement of the five years 2022 to 2026."""
    term = {"effective_on": dt.date(2022, 1, 1), "end_on": dt.date(2026, 12, 31)}
    return factory.agreement(store, **{"status": AgreementStatus.IN_FORCE} | term | values)


def got(store: Store, number: int) -> Agreement:
    """An agreement as it is stored."""
    row = store.get(Agreement, number)
    assert row is not None
    return row


def renewed(store: Store, old: Agreement, renewal: Renewal = NEXT) -> Agreement:
    """The renewal of an agreement."""
    return got(store, renew(store, old.id, renewal, SV))


# What is copied


def test_all_that_is_typed_is_copied_but_what_belongs_to_the_one_term(store: Store) -> None:
    parent = factory.agreement(store)
    values = factory.full(store, AGREEMENTS) | {"parent_id": parent.id, "status_changes": []}
    old = running(store, **values | {"effective_on": dt.date(2022, 1, 1), "end_on": dt.date(2026, 12, 31)})
    new = renewed(store, old, replace(NEXT, moves_years=False))
    for field in AGREEMENTS.editable:
        if field.key in ("parties", "signatories", "contacts", "conditions"):
            before, after = field.plain(old), field.plain(new)
            left = {"id", "iia_id", "signed_on", "method"}
            assert [{k: v for k, v in row.items() if k not in left} for row in before] == [
                {k: v for k, v in row.items() if k not in left} for row in after
            ]
        elif field.key not in LEFT:
            assert field.read(new) == field.read(old), field.key
    (party,), (signatory,) = new.parties, new.signatories
    assert (party.iia_id, signatory.signed_on, signatory.method) == ("", None, SignatureMethod.MANUAL)
    assert (new.dnr, new.own_number, new.numbers, new.attachments, new.registrations) == ("", "", [], [], [])
    assert (new.amendments, new.snoozes, new.reviewed_on, new.termination_reason) == ([], [], None, "")
    assert (new.renews_id, new.parent_id, old.renewals_left, new.renewals_left) == (old.id, parent.id, 3, 2)
    assert {field.key for field in AGREEMENTS.editable} >= LEFT


def test_the_conditions_move_forward_by_the_length_of_the_term_if_asked(store: Store) -> None:
    one = factory.organisation(store).id
    conditions = [
        {"sending_id": one, "receiving_id": one, "first_year": 2022, "last_year": 2026, "eqf_levels": ["7"]},
        {"sending_id": one, "receiving_id": one, "first_year": None, "last_year": None},
    ]
    old = running(store, conditions=conditions)
    new = renewed(store, old)
    assert [(one.first_year, one.last_year, one.eqf_levels) for one in new.conditions] == [
        (2027, 2031, ["7"]),
        (None, None, []),
    ]
    assert [one.first_year for one in got(store, old.id).conditions] == [2022, None]
    store.undo()
    still = renewed(store, old, replace(NEXT, moves_years=False))
    assert [one.first_year for one in still.conditions] == [2022, None]


def test_the_route_is_the_newest_that_is_valid(store: Store) -> None:
    old_route = factory.decision_route(store, valid_from=dt.date(2020, 1, 1))
    newest = factory.decision_route(store, valid_from=dt.date(2026, 5, 4))
    factory.decision_route(store, valid_from=dt.date(2026, 5, 5))
    factory.decision_route(store)
    old = running(store, route_id=old_route.id)
    assert renewed(store, old).route_id == newest.id
    assert outlook(store, running(store).id).route is not None


# Prepared, or signed already


def test_a_prepared_renewal_leaves_the_old_one_running(store: Store) -> None:
    old = running(store, title_sv="Ramavtal")
    new, old = renewed(store, old), got(store, old.id)
    assert (new.status, new.effective_on, new.end_on) == (AgreementStatus.IN_PREPARATION, NEXT.start, NEXT.end)
    assert (new.signed_own_on, new.is_open_ended) == (None, False)
    assert [(one.on, one.explanation) for one in new.status_changes] == [
        (dt.date(2026, 5, 4), f"Förlänger avtal {old.id}, Ramavtal.")
    ]
    assert old.status == AgreementStatus.UNDER_RENEWAL
    assert old.status_changes[-1].explanation == f"Ska förlängas genom avtal {new.id}, Ramavtal."


def test_a_signed_renewal_takes_over_from_its_first_day(store: Store) -> None:
    old = running(store)
    new, old = renewed(store, old, Renewal(dt.date(2026, 4, 10), None, **SIGNED)), got(store, old.id)
    assert (new.status, new.signed_own_on, new.signed_partner_on) == (AgreementStatus.IN_FORCE, *SIGNED.values())
    assert (new.end_on, new.is_open_ended) == (None, True)
    assert [one.on for one in (*new.status_changes, old.status_changes[-1])] == [dt.date(2026, 4, 10)] * 2
    assert old.status == AgreementStatus.SUPERSEDED


def _by_the_next_step(store: Store, number: int) -> None:
    change_status(store, number, AgreementStatus.IN_FORCE, DAY, "Signed", language=SV)


def _by_the_history(store: Store, number: int) -> None:
    kept = [{"id": one.id} for one in got(store, number).status_changes]
    step = {"status": AgreementStatus.IN_FORCE, "on": DAY, "explanation": "Signed"}
    edit.save(store, AGREEMENTS, {"status_changes": [*kept, step]}, number=number, language=SV)


def _by_a_corrected_step(store: Store, number: int) -> None:
    (step,) = got(store, number).status_changes
    wanted = [{"id": step.id, "status": AgreementStatus.IN_FORCE, "on": DAY}]
    edit.save(store, AGREEMENTS, {"status_changes": wanted}, number=number, language=SV)


@pytest.mark.parametrize("door", [_by_the_next_step, _by_the_history, _by_a_corrected_step])
def test_a_renewal_that_comes_in_force_supersedes_by_whichever_door_it_comes(
    store: Store, door: Callable[[Store, int], None]
) -> None:
    old = running(store)
    child = factory.agreement(store, parent_id=old.id, status=AgreementStatus.IN_FORCE)
    new = renewed(store, old)
    before = dump(store)
    door(store, new.id)
    step = got(store, old.id).status_changes[-1]
    assert (step.status, step.on) == (AgreementStatus.SUPERSEDED, DAY)
    assert step.explanation == f"Ersatt av ”{new.caption('sv')}”, i kraft sedan {DAY}."
    assert got(store, child.id).parent_id == new.id
    store.undo()
    assert dump(store) == before


def test_a_renewal_in_force_already_takes_nothing_over_when_it_is_edited(store: Store) -> None:
    old = running(store)
    new = factory.agreement(store, status=AgreementStatus.IN_FORCE)
    edit.save(store, AGREEMENTS, {"renews_id": old.id}, number=new.id)
    edit.save(store, AGREEMENTS, {"notes": "Read"}, number=new.id)
    assert got(store, old.id).status == AgreementStatus.IN_FORCE


def test_what_is_signed_for_a_later_day_does_not_end_the_old_one_yet(store: Store) -> None:
    old = running(store)
    child = factory.agreement(store, parent_id=old.id, status=AgreementStatus.IN_FORCE)
    new = renewed(store, old, replace(NEXT, start=dt.date(2026, 5, 5), **SIGNED))
    assert (new.status, new.signed_own_on) == (AgreementStatus.OUT_FOR_SIGNATURE, SIGNED["signed_own_on"])
    assert got(store, old.id).status == AgreementStatus.UNDER_RENEWAL
    assert got(store, child.id).parent_id == old.id


def test_a_step_of_the_old_one_after_that_day_does_not_hide_that_it_is_superseded(store: Store) -> None:
    steps = [
        {"status": AgreementStatus.IN_FORCE, "on": dt.date(2022, 1, 1)},
        {"status": AgreementStatus.EXPIRED, "on": dt.date(2026, 5, 1), "explanation": "Ended"},
    ]
    old = factory.agreement(store, status_changes=steps)
    assert old.status == AgreementStatus.EXPIRED
    renewed(store, old, Renewal(dt.date(2026, 4, 10), None, **SIGNED))
    assert got(store, old.id).status == AgreementStatus.SUPERSEDED


def test_what_stands_under_the_old_one_and_has_not_ended_moves_when_the_new_one_takes_over(store: Store) -> None:
    old = running(store)
    alive = [
        factory.agreement(store, parent_id=old.id, status=one).id for one in (*PREPARING, AgreementStatus.IN_FORCE)
    ]
    ended = factory.agreement(store, parent_id=old.id, status=AgreementStatus.TERMINATED).id
    assert outlook(store, old.id).children == len(alive)
    signed = replace(NEXT, start=dt.date(2026, 5, 4), **SIGNED)
    new = renewed(store, old, signed)
    assert {got(store, one).parent_id for one in alive} == {new.id}
    assert got(store, ended).parent_id == old.id
    store.undo()
    renewed(store, old, replace(signed, moves_children=False))
    assert {got(store, one).parent_id for one in alive} == {old.id}
    store.undo()
    renewed(store, old, NEXT)
    assert {got(store, one).parent_id for one in alive} == {old.id}


def test_what_was_assessed_is_assessed_anew_by_the_questions_of_today(store: Store) -> None:
    old = running(store)
    first = factory.risk_assessment(store, agreement_id=old.id, assessed_on=dt.date(2024, 1, 1))
    factory.risk_assessment(store, agreement_id=old.id, assessed_on=dt.date(2022, 1, 1))
    newest = factory.risk_guideline(store, valid_from=dt.date(2026, 1, 1))
    assert outlook(store, old.id).is_assessed
    new = renewed(store, old)
    (made,) = store.rows(select(RiskAssessment).where(RiskAssessment.agreement_id == new.id))
    assert (made.previous_id, made.guideline_id, made.conclusion) == (first.id, newest.id, RiskConclusion.OPEN)
    assert (made.answers, made.assessed_on, made.is_open) == ([], None, True)


def test_an_assessment_that_is_still_being_made_is_the_newest(store: Store) -> None:
    old = running(store)
    being_made = factory.risk_assessment(store, agreement_id=old.id)
    factory.risk_assessment(store, agreement_id=old.id, assessed_on=dt.date(2026, 1, 1))
    new = renewed(store, old)
    (made,) = store.rows(select(RiskAssessment).where(RiskAssessment.agreement_id == new.id))
    assert made.previous_id == being_made.id


def test_an_agreement_that_was_not_assessed_gets_no_assessment(store: Store) -> None:
    factory.risk_guideline(store)
    new = renewed(store, running(store))
    assert store.rows(select(RiskAssessment).where(RiskAssessment.agreement_id == new.id)) == []


# One step


@pytest.mark.parametrize(
    "renewal", [NEXT, replace(NEXT, **SIGNED), replace(NEXT, start=DAY, **SIGNED)], ids=["prepared", "signed", "now"]
)
def test_a_renewal_is_one_step_that_can_be_taken_back_and_done_again(store: Store, renewal: Renewal) -> None:
    organisation = factory.organisation(store).id
    old = running(
        store,
        parties=[{"organisation_id": organisation}],
        conditions=[{"sending_id": organisation, "receiving_id": organisation, "first_year": 2022}],
    )
    factory.agreement(store, parent_id=old.id, status=AgreementStatus.IN_FORCE)
    factory.risk_assessment(store, agreement_id=old.id)
    before, words = dump(store), index(store)
    renew(store, old.id, renewal, SV)
    after, later_words = dump(store), index(store)
    assert after != before
    assert store.undo() == "Renewed {type}"
    assert (dump(store), index(store)) == (before, words)
    assert store.redo() == "Renewed {type}"
    assert (dump(store), index(store)) == (after, later_words)


# What is refused


@pytest.mark.parametrize(
    ("changed", "key", "said"),
    [
        ({"end": dt.date(2026, 12, 31)}, "end", "before the start"),
        ({"start": dt.date(2022, 1, 1)}, "start", "begins after the agreement it renews"),
        ({"start": dt.date(1, 1, 1)}, "start", "between the years"),
        ({"end": dt.date(9999, 12, 31)}, "end", "between the years"),
        (SIGNED | {"signed_own_on": dt.date(2026, 5, 5)}, "signed_own_on", "lies ahead"),
        (SIGNED | {"signed_partner_on": None}, "signed_partner_on", "not a concluded agreement"),
        (SIGNED | {"signed_own_on": None}, "signed_own_on", "not a concluded agreement"),
    ],
)
def test_bad_days_are_refused_with_their_field_and_nothing_is_changed(
    store: Store, changed: dict[str, Any], key: str, said: str
) -> None:
    old, en = running(store), Language("en")
    before = dump(store)
    with pytest.raises(edit.Invalid) as refused:
        renew(store, old.id, replace(NEXT, **changed), en)
    assert key in [problem.key for problem in refused.value.problems]
    assert said in refused.value.said(en)
    assert dump(store) == before
    assert store.next_steps()[0] == edit.ADDED


@pytest.mark.parametrize("status", [*PREPARING, *ENDED])
def test_only_what_runs_or_has_expired_is_renewed(store: Store, status: AgreementStatus) -> None:
    old = running(store, title_sv="Avtalet", status=status)
    for act in (lambda: renew(store, old.id, NEXT, SV), lambda: outlook(store, old.id)):
        with pytest.raises(KideskError) as refused:
            act()
        assert "”Avtalet”" in refused.value.said(SV)
    assert len(store.all(Agreement)) == 1


def test_an_agreement_is_renewed_once_but_again_when_that_came_to_nothing(store: Store) -> None:
    old = running(store, title_sv="Ramavtal")
    new = renewed(store, old)
    for act in (lambda: renew(store, old.id, NEXT, SV), lambda: outlook(store, old.id)):
        with pytest.raises(KideskError) as refused:
            act()
        assert f"avtal {new.id}, ”Ramavtal”" in refused.value.said(SV)
    ended: list[dict[str, Any]] = [{"id": one.id} for one in new.status_changes]
    ended.append({"status": AgreementStatus.CLOSED, "on": dt.date(2026, 5, 4), "explanation": "The partner left"})
    edit.save(store, AGREEMENTS, {"status_changes": ended}, number=new.id)
    assert renewed(store, old).id not in (old.id, new.id)


def test_an_agreement_that_is_gone_is_not_renewed(store: Store) -> None:
    with pytest.raises(KideskError, match="no record with the number 7"):
        renew(store, 7, NEXT, SV)


def test_what_is_proposed_is_accepted(store: Store) -> None:
    for term in ({}, {"end_on": None, "is_open_ended": True}, {"end_on": dt.date(2024, 2, 29)}):
        old = running(store, **term)
        renewal = proposed(old, dt.date(2026, 5, 4))
        new = renewed(store, old, renewal)
        assert (new.effective_on, new.end_on) == (renewal.start, renewal.end)
