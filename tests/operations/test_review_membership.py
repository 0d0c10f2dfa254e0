"""Reviewing memberships: what is decided is kept, the membership follows its latest review, and who represents it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.edit import Invalid
from kidesk.operations.review_membership import review
from kidesk.records import MEMBERSHIPS
from kidesk.records.membership import Membership, MembershipDecision, is_review_due
from kidesk.store.store import Listing, Store
from tests import factory
from tests.conftest import DAY
from tests.store.dumping import dump

KEEP, WATCH, LEAVE, NONE = (MembershipDecision(key) for key in ("keep", "watch", "leave", "none"))


def _in(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def read(store: Store, number: int) -> Membership:
    found = store.get(Membership, number)
    assert found is not None
    return found


def said(membership: Membership) -> tuple[Any, ...]:
    """What the membership says of its review."""
    return membership.decision, membership.last_evaluated_on, membership.visibility_value


def shown(store: Store, view: str) -> list[int]:
    wanted = next(one for one in MEMBERSHIPS.views if one.key == view)
    return list(store.ids(Listing(MEMBERSHIPS, wanted), Language("sv")))


def test_a_review_is_kept_and_followed_and_one_undo_takes_it_back(store: Store, frozen_day: dt.date) -> None:
    member = factory.membership(store, decision=KEEP, visibility_value=2, last_evaluated_on=_in(-500)).id
    before = dump(store)
    review(store, member, DAY, WATCH, 4, " Dear, but seen. ", "President", _in(200))
    found = read(store, member)
    assert said(found) == (WATCH, DAY, 4)
    assert found.review_on == _in(200)
    (made,) = found.reviews
    assert (made.on, made.decision, made.reason, made.decided_by) == (DAY, WATCH, "Dear, but seen.", "President")
    store.undo()
    assert dump(store) == before


def test_a_review_without_a_value_leaves_the_value_as_it_was(store: Store, frozen_day: dt.date) -> None:
    member = factory.membership(store, visibility_value=3).id
    review(store, member, DAY, KEEP, None, "As before", "")
    assert read(store, member).visibility_value == 3


def test_an_earlier_review_that_is_added_later_changes_nothing_that_is_said(store: Store, frozen_day: dt.date) -> None:
    member = factory.membership(store).id
    review(store, member, _in(-10), LEAVE, 1, "Too dear", "")
    review(store, member, _in(-400), KEEP, 5, "Found in the archive", "")
    assert said(read(store, member)) == (LEAVE, _in(-10), 1)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"on": dt.date(2026, 5, 5)}, "on"),
        ({"decision": NONE}, "decision"),
        ({"visibility_value": 6}, "visibility_value"),
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 1001}, "reason"),
        ({"next_on": DAY}, "review_on"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    store: Store, frozen_day: dt.date, changed: dict[str, Any], field: str
) -> None:
    member = factory.membership(store).id
    values: dict[str, Any] = {"on": DAY, "decision": KEEP, "visibility_value": 3, "reason": "Seen", "decided_by": ""}
    before = dump(store)
    with pytest.raises(Invalid) as refused:
        review(store, member, **values | changed)
    assert [problem.key for problem in refused.value.problems] == [field]
    assert dump(store) == before


def test_a_membership_that_is_gone_is_said_to_be(store: Store, frozen_day: dt.date) -> None:
    with pytest.raises(KideskError, match="no record"):
        review(store, 99, DAY, KEEP, 3, "Seen", "")


_reviews = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from([KEEP, WATCH, LEAVE]), st.none() | st.integers(1, 5)), max_size=5
)


@given(rows=_reviews)
def test_whatever_the_form_makes_of_the_reviews_the_latest_is_followed(shared_store: Store, rows: list[Any]) -> None:
    made = [
        {"on": dt.date(2026, 1, 1) + dt.timedelta(days=days), "decision": decision, "visibility_value": value}
        for days, decision, value in rows
    ]
    member = factory.membership(shared_store, decision=NONE, reviews=made)
    found = read(shared_store, member.id)
    if not made:
        assert said(found) == (NONE, None, None)
        return
    latest = max(enumerate(made), key=lambda pair: (pair[1]["on"], pair[0]))[1]
    assert (found.decision, found.last_evaluated_on) == (latest["decision"], latest["on"])
    if latest["visibility_value"] is not None:
        assert found.visibility_value == latest["visibility_value"]


def test_taking_the_latest_review_away_brings_the_one_before_back(store: Store, frozen_day: dt.date) -> None:
    member = factory.membership(store).id
    review(store, member, _in(-400), KEEP, 5, "Good", "")
    review(store, member, _in(-10), LEAVE, 1, "A mistake", "")
    kept = [{"id": one.id} for one in read(store, member).reviews if one.decision == KEEP]
    edit.save(store, MEMBERSHIPS, {"reviews": kept}, number=member)
    assert said(read(store, member)) == (KEEP, _in(-400), 5)


def test_a_decision_typed_beside_reviews_is_said_not_to_be_kept(store: Store, frozen_day: dt.date) -> None:
    member = factory.membership(store).id
    review(store, member, DAY, WATCH, 3, "Wait", "")
    saved = edit.save(store, MEMBERSHIPS, {"decision": LEAVE}, number=member)
    assert [problem.key for problem in saved.warnings] == ["decision"]
    assert read(store, member).decision == WATCH
    assert edit.save(store, MEMBERSHIPS, {"notes": "Seen"}, number=member).warnings == ()


def test_a_review_dated_ahead_cannot_be_typed(store: Store, frozen_day: dt.date) -> None:
    with pytest.raises(Invalid):
        factory.membership(store, reviews=[{"on": _in(1), "decision": KEEP}])


# Who represents the university


def represented(store: Store, **period: dt.date) -> Membership:
    return factory.membership(store, representatives=[{"person_id": factory.person(store).id} | period])


def test_a_membership_whose_representatives_have_left_is_listed(store: Store, frozen_day: dt.date) -> None:
    represented(store)
    represented(store, start_on=DAY, end_on=DAY)
    left, ahead, none = (
        represented(store, end_on=_in(-1)),
        represented(store, start_on=_in(1)),
        factory.membership(store),
    )
    factory.membership(store, until_on=_in(-1))
    assert set(shown(store, "unrepresented")) == {left.id, ahead.id, none.id}


@given(start=st.none() | st.integers(-3, 3), end=st.none() | st.integers(-3, 3))
def test_the_list_and_the_details_agree_on_who_represents(
    shared_store: Store, start: int | None, end: int | None
) -> None:
    if start is not None and end is not None and end < start:
        return
    today = dt.date.today()
    days = {key: today + dt.timedelta(days=n) for key, n in (("start_on", start), ("end_on", end)) if n is not None}
    made = represented(shared_store, **days)
    (one,) = read(shared_store, made.id).representatives
    assert (made.id in shown(shared_store, "unrepresented")) != one.represents_on(today)
    assert not (one.has_left(today) and one.represents_on(today))


def test_a_time_that_ends_before_it_begins_is_refused(store: Store) -> None:
    with pytest.raises(Invalid):
        represented(store, start_on=DAY, end_on=_in(-1))


_days = st.none() | st.integers(-800, 40)


@given(last=_days, review_on=_days, until=_days, decision=st.sampled_from(MembershipDecision))
def test_the_list_and_the_details_agree_on_what_is_to_be_reviewed(
    shared_store: Store, last: int | None, review_on: int | None, until: int | None, decision: MembershipDecision
) -> None:
    today = dt.date.today()
    days = {"last_evaluated_on": last, "review_on": review_on, "until_on": until}
    values = {key: today + dt.timedelta(days=n) for key, n in days.items() if n is not None}
    made = factory.membership(shared_store, decision=decision, **values)
    assert (made.id in shown(shared_store, "review")) == is_review_due(made, today)


def test_what_is_to_be_reviewed_has_a_view(store: Store, frozen_day: dt.date) -> None:
    due = factory.membership(store, last_evaluated_on=_in(-5), review_on=DAY).id
    factory.membership(store, last_evaluated_on=_in(-5))
    assert shown(store, "review") == [due]
