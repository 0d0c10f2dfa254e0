"""The consent to publish ambassadors: recorded, withdrawn, taken back, and asked by what is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from kidesk.errors import KideskError, StaleRecord
from kidesk.i18n import Language
from kidesk.operations.edit import Invalid
from kidesk.operations.portrait_consent import published, record_consent, withdraw_consent
from kidesk.records.ambassador import Ambassador, AmbassadorStage
from kidesk.records.portrait_consent import ConsentState, consent_on
from kidesk.store.store import Store
from tests import factory

LATER = dt.timedelta(days=1)
Freeze = Callable[[dt.date], None]


def at_work(store: Store, **values: Any) -> Ambassador:
    given = {"has_portrait_consent": True, "portrait_consent_evidence": "A signed form"}
    return factory.ambassador(store, **({"stage": AmbassadorStage.ACTIVE} | given | values))


def state(store: Store, number: int, day: dt.date) -> ConsentState:
    found = store.get(Ambassador, number)
    assert found is not None
    return consent_on(found, day)


def test_only_those_are_shown_whose_consent_holds_on_the_day(store: Store, frozen_day: dt.date) -> None:
    holds = at_work(store, portrait_consent_expires_on=frozen_day)
    expired = at_work(store, portrait_consent_expires_on=frozen_day - LATER)
    withdrawn = at_work(store, portrait_consent_withdrawn_on=frozen_day)
    none = at_work(store, has_portrait_consent=False)
    found = published(store, frozen_day)
    assert [one.id for one in found.shown] == [holds.id]
    assert {one.ambassador.id: one.state for one in found.left_out} == {
        expired.id: ConsentState.EXPIRED,
        withdrawn.id: ConsentState.WITHDRAWN,
        none.id: ConsentState.NONE,
    }


def test_a_consent_that_runs_out_over_night_disappears_and_is_listed_with_its_day(
    store: Store, frozen_day: dt.date, freeze: Freeze, en: Language
) -> None:
    one = at_work(store, portrait_consent_expires_on=frozen_day)
    assert [shown.id for shown in published(store, frozen_day).shown] == [one.id]
    freeze(frozen_day + LATER)
    found = published(store, frozen_day + LATER)
    assert found.shown == ()
    assert [left.reason(en) for left in found.left_out] == ["The consent expired on 4 May 2026."]


def test_a_protected_person_is_left_out_whatever_was_consented(
    store: Store, frozen_day: dt.date, en: Language
) -> None:
    person = factory.person(store, has_protected_identity=True)
    at_work(store, person_id=person.id)
    found = published(store, frozen_day)
    assert found.shown == ()
    (left,) = found.left_out
    assert left.reason(en) == "The person has a protected identity."
    assert left.ambassador.caption("en") == "Protected identity"


def test_who_is_not_at_work_is_not_asked_about(store: Store, frozen_day: dt.date) -> None:
    at_work(store, stage=AmbassadorStage.PAUSED)
    at_work(store, end_on=frozen_day - LATER)
    at_work(store, start_on=frozen_day + LATER)
    found = published(store, frozen_day)
    assert (found.shown, found.left_out) == ((), ())


def test_a_consent_is_recorded_in_one_step_that_can_be_undone(store: Store, frozen_day: dt.date) -> None:
    one = at_work(store, has_portrait_consent=False, portrait_consent_evidence="")
    record_consent(store, one.id, frozen_day, " E-mail of 4 May ", frozen_day + LATER)
    found = store.get(Ambassador, one.id)
    assert found is not None
    assert (found.portrait_consent_evidence, found.portrait_consent_given_on) == ("E-mail of 4 May", frozen_day)
    assert state(store, one.id, frozen_day) == ConsentState.EXPIRING
    store.undo()
    assert state(store, one.id, frozen_day) == ConsentState.NONE
    store.redo()
    assert state(store, one.id, frozen_day) == ConsentState.EXPIRING


def test_a_withdrawal_holds_from_its_day_and_keeps_the_evidence(store: Store, frozen_day: dt.date) -> None:
    one = at_work(store)
    withdraw_consent(store, one.id, frozen_day, "Phone call")
    found = store.get(Ambassador, one.id)
    assert found is not None
    assert found.portrait_consent_evidence == "A signed form; Phone call"
    assert state(store, one.id, frozen_day - LATER) == ConsentState.HOLDS
    assert published(store, frozen_day).shown == ()
    store.undo()
    assert [shown.id for shown in published(store, frozen_day).shown] == [one.id]


def test_a_new_consent_takes_the_place_of_a_withdrawn_one(store: Store, frozen_day: dt.date) -> None:
    one = at_work(store, portrait_consent_withdrawn_on=frozen_day - LATER)
    record_consent(store, one.id, frozen_day, "New form")
    assert state(store, one.id, frozen_day) == ConsentState.HOLDS


@pytest.mark.parametrize(
    ("days", "evidence", "expires", "keys"),
    [
        (1, "A form", None, ["portrait_consent_given_on"]),
        (0, " ", None, ["portrait_consent_evidence"]),
        (0, "x" * 501, None, ["portrait_consent_evidence"]),
        (0, "A form", -1, ["portrait_consent_expires_on"]),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    store: Store, frozen_day: dt.date, days: int, evidence: str, expires: int | None, keys: list[str]
) -> None:
    one = at_work(store, has_portrait_consent=False)
    until = None if expires is None else frozen_day + expires * LATER
    with pytest.raises(Invalid) as refused:
        record_consent(store, one.id, frozen_day + days * LATER, evidence, until)
    assert [problem.key for problem in refused.value.problems] == keys
    assert state(store, one.id, frozen_day) == ConsentState.NONE


def test_only_a_consent_that_was_given_can_be_withdrawn(store: Store, frozen_day: dt.date) -> None:
    given = at_work(store, portrait_consent_given_on=frozen_day)
    none = at_work(store, has_portrait_consent=False)
    for number, on in ((none.id, frozen_day), (given.id, frozen_day - LATER), (given.id, frozen_day + LATER)):
        with pytest.raises(Invalid):
            withdraw_consent(store, number, on, "")
    assert state(store, given.id, frozen_day) == ConsentState.HOLDS


def test_nothing_is_overwritten_that_somebody_else_has_changed(store: Store, frozen_day: dt.date) -> None:
    one = at_work(store)
    withdraw_consent(store, one.id, frozen_day, "")
    with pytest.raises(StaleRecord):
        record_consent(store, one.id, frozen_day, "A form", version=one.version)
    with pytest.raises(KideskError):
        record_consent(store, one.id + 1, frozen_day, "A form")
