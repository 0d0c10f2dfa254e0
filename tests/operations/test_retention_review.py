"""The retention review goes by the rule of each class, says why, and deletes nothing."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.cli.program import main
from kidesk.i18n import Language
from kidesk.operations import retention_review
from kidesk.operations.edit import Invalid
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.ambassador import AmbassadorStage
from kidesk.records.person import Person
from kidesk.records.person_terms import RetentionClass
from kidesk.records.privacy_decision import PrivacyDecision, PrivacyDecisionKind
from kidesk.records.retention import Contact, review
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace
from tests import factory
from tests.store.dumping import dump

TODAY = dt.date(2026, 5, 4)
LONG_AGO, LATELY = dt.date(2023, 2, 1), dt.date(2025, 9, 1)
EN = Language("en")


@pytest.fixture(autouse=True)
def _today(frozen_day: dt.date) -> None:
    """It is the tests' day."""


def old(store: Store, **values: Any) -> Person:
    """Somebody who came in long ago."""
    return factory.person(store, **{"source_date": LONG_AGO, **values})


def due(store: Store) -> dict[int, str]:
    """Who is due, and why."""
    return {one.number: one.reason(EN) for one in retention_review.due(store, TODAY)}


def test_who_was_not_met_for_24_months_is_due_with_the_day(store: Store) -> None:
    person = old(store)
    assert due(store) == {person.id: "No contact since 1 Feb 2023."}


@pytest.mark.parametrize("kind", ["interaction", "verified", "affiliation"])
def test_an_interaction_a_verification_and_a_change_of_affiliation_are_contact(store: Store, kind: str) -> None:
    place = {"organisation_id": factory.organisation(store).id, "start_on": dt.date(2020, 1, 1), "end_on": LATELY}
    told: dict[str, dict[str, Any]] = {"verified": {"verified_on": LATELY}, "affiliation": {"affiliations": [place]}}
    person = old(store, **told.get(kind, {}))
    if kind == "interaction":
        factory.interaction(store, on=LATELY, persons=[{"person_id": person.id}])
    assert due(store) == {}


def test_a_meeting_that_is_planned_is_no_contact_yet(store: Store) -> None:
    person = old(store)
    factory.interaction(store, on=dt.date(2027, 1, 1), persons=[{"person_id": person.id}])
    assert person.id in due(store)


def test_ambassadors_are_due_12_months_after_the_mandate_ended(store: Store) -> None:
    person = old(store, retention_class=RetentionClass.AMBASSADOR, verified_on=LATELY)
    mandate = {"person_id": person.id, "stage": AmbassadorStage.ENDED, "start_on": LONG_AGO}
    factory.ambassador(store, **mandate, end_on=dt.date(2025, 4, 30))
    assert due(store) == {person.id: "The mandate ended on 30 Apr 2025."}
    factory.ambassador(store, person_id=person.id, stage=AmbassadorStage.ACTIVE)
    assert due(store) == {}


def test_signatories_are_kept_while_an_agreement_stands(store: Store) -> None:
    person = old(store, retention_class=RetentionClass.SIGNATORY)
    signed = {"signatories": [{"person_id": person.id}], "effective_on": dt.date(2019, 1, 1)}
    factory.agreement(store, **signed, status=AgreementStatus.EXPIRED, end_on=dt.date(2023, 12, 31))
    assert due(store) == {person.id: "The last agreement that the person signed ended on 31 Dec 2023."}
    factory.agreement(store, **signed, status=AgreementStatus.IN_FORCE, is_open_ended=True)
    assert due(store) == {}


def test_what_is_preserved_and_what_was_merged_is_never_due(store: Store) -> None:
    survivor = factory.person(store)
    old(store, retention_class=RetentionClass.ARCHIVE)
    merged = old(store)
    with store.change("Merged") as session:
        session.get_one(Person, merged.id).merged_into_id = survivor.id
    assert due(store) == {}


def test_a_protected_identity_is_masked_in_the_list(store: Store) -> None:
    old(store, given_name="Hemliga", has_protected_identity=True)
    (found,) = retention_review.due(store, TODAY)
    assert found.caption(EN) == "Protected identity"


def test_nobody_is_gone_after_a_review(store: Store) -> None:
    old(store)
    before = dump(store)
    due(store)
    assert dump(store) == before


def test_a_decision_to_keep_defers_and_is_noted(store: Store) -> None:
    person = old(store)
    number = retention_review.keep(store, person.id, dt.date(2026, 12, 31), "Chairs the joint committee")
    assert due(store) == {}
    decision = store.get(PrivacyDecision, number)
    assert decision is not None
    assert (decision.kind, decision.subject_number) == (PrivacyDecisionKind.RETENTION, person.id)
    later = retention_review.due(store, dt.date(2027, 1, 1))
    assert [one.reason(EN) for one in later] == ["Was to be kept until 31 Dec 2026."]
    store.undo()
    assert person.id in due(store)


@pytest.mark.parametrize(
    ("until", "because", "key"),
    [
        (None, "Needed", "keep_until"),
        (TODAY, "Needed", "keep_until"),
        (dt.date(2027, 1, 1), " ", "keep_because"),
        (dt.date(2027, 1, 1), "Anna Prov is needed", "reason"),
    ],
)
def test_a_decision_needs_a_later_day_and_a_reason_without_a_name(
    store: Store, until: dt.date | None, because: str, key: str
) -> None:
    person = old(store, given_name="Anna", family_name="Prov")
    before = dump(store)
    with pytest.raises(Invalid) as refused:
        retention_review.keep(store, person.id, until, because)
    assert [problem.key for problem in refused.value.problems] == [key]
    assert dump(store) == before


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31))


@given(st.sampled_from(RetentionClass), DAYS, st.lists(DAYS, max_size=2), st.booleans(), st.none() | DAYS)
def test_later_contact_and_a_decision_to_keep_never_bring_a_review_forward(
    retention: RetentionClass, last: dt.date, ends: list[dt.date], stands: bool, keep_until: dt.date | None
) -> None:
    plain = review(Contact(retention, last, tuple(ends), stands, tuple(ends), stands))
    deferred = review(Contact(retention, last, tuple(ends), stands, tuple(ends), stands, keep_until))
    later = review(Contact(retention, last + dt.timedelta(days=40), tuple(ends), stands, tuple(ends), stands))
    assert (plain is None) == (deferred is None) == (later is None)
    if plain is not None and deferred is not None and later is not None:
        assert plain.due_on <= deferred.due_on
        assert plain.due_on <= later.due_on
        assert keep_until is None or deferred.due_on > keep_until


def test_the_command_line_lists_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        person = old(workspace.store)
    assert main(["--workspace", str(folder), "--language", "en", "retention", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["number"], told["due_on"], told["reason"]) == (person.id, "2025-02-01", "No contact since 1 Feb 2023.")
