"""Noting engagements and material that was given, one step each."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kidesk.operations.edit import Invalid
from kidesk.operations.note_engagement import give_package, note_engagement, packages_given
from kidesk.records.ambassador import Ambassador, EngagementMode
from kidesk.store.store import Store
from tests import factory


def reread(store: Store, number: int) -> Ambassador:
    found = store.get(Ambassador, number)
    assert found is not None
    return found


def test_an_engagement_is_noted_in_one_step_that_can_be_undone(store: Store, frozen_day: dt.date) -> None:
    one = factory.ambassador(store)
    values = {"on": frozen_day, "mode": EngagementMode.COMMUNICATION, "title": " A talk ", "hours": 4}
    note_engagement(store, one.id, values)
    (noted,) = reread(store, one.id).engagements
    assert (noted.on, noted.mode, noted.title, noted.hours) == (frozen_day, EngagementMode.COMMUNICATION, "A talk", 4)
    store.undo()
    assert reread(store, one.id).engagements == []
    store.redo()
    assert len(reread(store, one.id).engagements) == 1


def test_hours_that_are_not_known_stay_unknown(store: Store, frozen_day: dt.date) -> None:
    one = factory.ambassador(store)
    note_engagement(store, one.id, {"on": frozen_day, "title": "A gift", "hours": None})
    assert reread(store, one.id).engagements[0].hours is None


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"title": " "}, "title"),
        ({"on": None}, "on"),
        ({"hours": -1}, "hours"),
        ({"link": "not an address"}, "link"),
        ({"outcome": "x" * 1001}, "outcome"),
    ],
)
def test_what_is_wrong_is_told_by_field_and_nothing_is_kept(
    store: Store, frozen_day: dt.date, values: dict[str, Any], key: str
) -> None:
    one = factory.ambassador(store)
    with pytest.raises(Invalid) as refused:
        note_engagement(store, one.id, {"on": frozen_day, "title": "A talk"} | values)
    assert [problem.key for problem in refused.value.problems] == [key]
    assert reread(store, one.id).engagements == []


def test_packages_given_before_are_offered_the_latest_first(store: Store, frozen_day: dt.date) -> None:
    first, second = factory.ambassador(store), factory.ambassador(store)
    give_package(store, first.id, "KI in brief", "2.0", frozen_day - dt.timedelta(days=9))
    give_package(store, first.id, "Study at KI", "1.0", None)
    give_package(store, second.id, "KI in brief", "2.1", frozen_day)
    give_package(store, second.id, "KI in brief", "2.0", frozen_day)
    assert packages_given(store) == (("KI in brief", "2.0"), ("KI in brief", "2.1"), ("Study at KI", "1.0"))
    store.undo()
    assert [one.edition for one in reread(store, second.id).packages] == ["2.1"]


def test_a_package_needs_a_name(store: Store, frozen_day: dt.date) -> None:
    one = factory.ambassador(store)
    with pytest.raises(Invalid):
        give_package(store, one.id, "", "2.0", frozen_day)
    assert packages_given(store) == ()
