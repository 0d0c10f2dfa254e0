"""Follow-ups: what is due, who sees to it, how it is done or put off, and that none is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.edit import Invalid
from kidesk.operations.follow_up import FollowUp, done, due, postpone
from kidesk.records import INTERACTIONS
from kidesk.records.interaction import Interaction
from kidesk.store.store import Listing, Store
from tests import factory
from tests.conftest import DAY, WHO
from tests.store.dumping import dump

SV = Language("sv")


def _in(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def numbers(found: tuple[FollowUp, ...]) -> list[int]:
    return [one.number for one in found]


def read(store: Store, number: int) -> Interaction:
    found = store.get(Interaction, number)
    assert found is not None
    return found


def shown(store: Store, view: str) -> list[int]:
    """What a view of the interactions lists."""
    wanted = next(one for one in INTERACTIONS.views if one.key == view)
    return list(store.ids(Listing(INTERACTIONS, wanted), SV))


def test_what_is_due_today_or_overdue_is_told_the_longest_overdue_first(store: Store) -> None:
    today = factory.interaction(store, follow_up_on=DAY)
    late = factory.interaction(store, follow_up_on=_in(-9))
    factory.interaction(store, follow_up_on=_in(1))
    factory.interaction(store, follow_up_on=_in(-9), followed_up_on=_in(-8))
    factory.interaction(store)
    assert numbers(due(store, DAY)) == [late.id, today.id]


def test_a_follow_up_says_who_does_it_and_with_whom(store: Store) -> None:
    me, other = factory.person(store, family_name="Alm"), factory.person(store, family_name="Berg")
    oslo = factory.organisation(store, name_sv="Oslos universitet", name_en="University of Oslo")
    persons = [{"person_id": me.id}, {"person_id": other.id}]
    asked = {"persons": persons, "follow_up_on": DAY, "follow_up_by_id": me.id}
    factory.interaction(store, organisations=[{"organisation_id": oslo.id}], **asked)
    factory.interaction(store, **asked)
    first, second = due(store, DAY)
    assert (first.by("sv"), first.whom("sv")) == ("Anna Alm", "Oslos universitet")
    assert first.whom("en") == "University of Oslo"
    assert second.whom("sv") == "Anna Berg"


def test_a_protected_person_is_not_named(store: Store) -> None:
    hidden = factory.person(store, family_name="Hemlig", has_protected_identity=True)
    factory.interaction(store, persons=[{"person_id": hidden.id}], follow_up_on=DAY, follow_up_by_id=hidden.id)
    (found,) = due(store, DAY)
    assert "Hemlig" not in repr(found)


def test_done_keeps_the_day_and_adds_the_note_and_undo_takes_both_back(store: Store, frozen_day: dt.date) -> None:
    meeting = factory.interaction(store, notes="They want more.", follow_up_on=_in(-3)).id
    before = dump(store)
    done(store, meeting, _in(-1), "  Sent the letter. ")
    found = read(store, meeting)
    assert (found.followed_up_on, found.notes) == (_in(-1), "They want more.\n\nSent the letter.")
    assert due(store, frozen_day) == ()
    store.undo()
    assert dump(store) == before
    store.redo()
    assert read(store, meeting).followed_up_on == _in(-1)


def test_the_first_note_stands_alone(store: Store, frozen_day: dt.date) -> None:
    meeting = factory.interaction(store, follow_up_on=DAY).id
    done(store, meeting, DAY, "Rang.")
    assert read(store, meeting).notes == "Rang."


@pytest.mark.parametrize("on", [dt.date(2026, 3, 1), dt.date(2026, 5, 5)])
def test_nothing_is_followed_up_before_it_took_place_or_ahead_of_time(
    store: Store, frozen_day: dt.date, on: dt.date
) -> None:
    meeting = factory.interaction(store, on=dt.date(2026, 3, 2), follow_up_on=DAY).id
    with pytest.raises(Invalid) as refused:
        done(store, meeting, on, "A note")
    assert {problem.key for problem in refused.value.problems} == {"followed_up_on"}
    assert (read(store, meeting).followed_up_on, read(store, meeting).notes) == (None, "")


def test_the_form_refuses_the_same(store: Store) -> None:
    with pytest.raises(Invalid, match="put right"):
        factory.interaction(store, on=DAY, followed_up_on=_in(-1))
    factory.interaction(store, on=DAY, followed_up_on=DAY)


def test_a_personal_identity_number_in_the_note_is_refused(store: Store, frozen_day: dt.date) -> None:
    meeting = factory.interaction(store, follow_up_on=DAY).id
    with pytest.raises(Invalid) as refused:
        done(store, meeting, DAY, "Her number is 19811218-9876.")
    assert [problem.key for problem in refused.value.problems] == ["notes"]


def test_a_follow_up_that_is_put_off_comes_back_on_its_day(
    store: Store, frozen_day: dt.date, freeze: Callable[[dt.date], None]
) -> None:
    meeting = factory.interaction(store, follow_up_on=_in(-3)).id
    postpone(store, meeting, _in(7))
    assert due(store, DAY) == ()
    assert numbers(due(store, _in(7))) == [meeting]
    store.undo()
    assert numbers(due(store, DAY)) == [meeting]


@given(days=st.integers(-400, 0))
def test_it_cannot_be_put_off_until_a_day_that_is_over(shared_store: Store, days: int) -> None:
    today = dt.date.today()
    meeting = factory.interaction(shared_store, on=dt.date(2020, 1, 1), follow_up_on=today).id
    with pytest.raises(Invalid):
        postpone(shared_store, meeting, today + dt.timedelta(days=days))
    assert read(shared_store, meeting).follow_up_on == today


def test_what_is_done_or_was_never_asked_for_cannot_be_done_again(store: Store, frozen_day: dt.date) -> None:
    ready = factory.interaction(store, follow_up_on=DAY, followed_up_on=DAY).id
    for number in (ready, factory.interaction(store).id, 999):
        for act in (lambda one: done(store, one, DAY), lambda one: postpone(store, one, _in(2))):
            with pytest.raises(KideskError):
                act(number)


def test_a_follow_up_without_a_day_is_not_lost(store: Store, frozen_day: dt.date) -> None:
    me = factory.person(store).id
    lost = factory.interaction(store, follow_up_by_id=me).id
    factory.interaction(store, follow_up_by_id=me, follow_up_on=_in(3))
    factory.interaction(store, follow_up_by_id=me, followed_up_on=DAY)
    assert shown(store, "undated") == [lost]
    postpone(store, lost, _in(1))
    assert shown(store, "undated") == []


def test_mine_are_those_of_the_person_at_work(store: Store) -> None:
    given, family = WHO.split()
    me = factory.person(store, given_name=given, family_name=family).id
    mine = factory.interaction(store, follow_up_by_id=me, follow_up_on=_in(90)).id
    factory.interaction(store, follow_up_by_id=factory.person(store).id, follow_up_on=DAY)
    factory.interaction(store, follow_up_by_id=me, followed_up_on=DAY)
    assert shown(store, "mine") == [mine]
    assert store.count(Listing(INTERACTIONS, next(one for one in INTERACTIONS.views if one.key == "mine"))) == 1
    store.who = ""
    assert shown(store, "mine") == []


def test_a_new_day_after_it_was_done_waits_for_nothing(store: Store) -> None:
    """What was followed up stays so until somebody takes the day away in the form."""
    meeting = factory.interaction(store, follow_up_on=_in(-3), followed_up_on=_in(-2))
    edit.save(store, INTERACTIONS, {"follow_up_on": _in(-1)}, number=meeting.id)
    assert due(store, DAY) == ()
    edit.save(store, INTERACTIONS, {"followed_up_on": None}, number=meeting.id)
    assert numbers(due(store, DAY)) == [meeting.id]
