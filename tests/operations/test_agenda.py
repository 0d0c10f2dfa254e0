"""The agenda: what is dated, how urgent, whose it is, and what was put off."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from sqlalchemy import event

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.agenda import Event, Thresholds, Urgency, agenda, coming, snooze, urgent, wake
from kidesk.operations.agenda_people import PeopleKind
from kidesk.operations.start_workspace import load_demonstration
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_rules import events
from kidesk.records.agreement_terms import (
    AgreementLevel,
    AgreementStatus,
    AgreementType,
    EducationCycle,
    EventKind,
    NoticeUnit,
    RenewalMode,
)
from kidesk.records.ambassador import AmbassadorStage
from kidesk.records.decision_route import DecisionRoute, RouteRow
from kidesk.records.membership import MembershipDecision
from kidesk.records.rules import months_before
from kidesk.settings import Settings
from kidesk.store.store import Store
from tests import factory

DAY = dt.date(2026, 5, 4)
SETTINGS = Settings(who="Åsa Östberg")


def _until(months: int) -> dt.date:
    return months_before(DAY, -months)


def _agenda(store: Store, months: int = 12, settings: Settings = SETTINGS, today: dt.date = DAY) -> tuple[Event, ...]:
    return agenda(store, today, _until(months), settings)


def _ending(store: Store, days: int, **values: Any) -> Agreement:
    end = DAY + dt.timedelta(days=days)
    return factory.agreement(store, **{"status": AgreementStatus.IN_FORCE, "end_on": end} | values)


# What is in it


def test_what_is_dated_comes_by_date_with_what_makes_it_urgent(store: Store) -> None:
    automatic = {"notice": 1, "renewal_mode": RenewalMode.AUTOMATIC, "preparation_days": 10}
    first = _ending(store, 41, title_sv="A", title_en="", **automatic)
    second = _ending(store, -3, title_sv="B")
    found = [(one.number, one.kind, (one.on - DAY).days, one.urgency) for one in _agenda(store)]
    assert found == [
        (second.id, EventKind.ENDS, -3, Urgency.OVERDUE),
        (first.id, EventKind.START_PREPARING, 0, Urgency.URGENT),
        (first.id, EventKind.GIVE_NOTICE, 10, Urgency.SOON),
        (first.id, EventKind.RENEWS, 41, Urgency.COMING),
    ]
    assert {one.caption("en") for one in _agenda(store)} == {"A", second.title_en}


def test_the_window_ends_on_its_last_day(store: Store) -> None:
    inside = _ending(store, 0, end_on=_until(3)).id
    outside = _ending(store, 0, end_on=_until(3) + dt.timedelta(days=1)).id
    assert [one.number for one in _agenda(store, 3)] == [inside]
    assert [one.number for one in _agenda(store, 6)] == [inside, outside]


def test_what_ended_long_ago_is_left_out_but_what_was_not_reviewed_is_not(store: Store) -> None:
    _ending(store, -400)
    old = _ending(store, 0, end_on=None, is_open_ended=True, reviewed_on=dt.date(2001, 5, 1))
    assert [(one.number, one.kind, one.on) for one in _agenda(store)] == [
        (old.id, EventKind.REVIEW, dt.date(2004, 5, 1))
    ]


@pytest.mark.parametrize(("waited", "urgency"), [(0, "coming"), (29, "coming"), (30, "soon"), (90, "urgent")])
def test_a_signature_that_is_waited_for_grows_urgent(store: Store, waited: int, urgency: str) -> None:
    sent = DAY - dt.timedelta(days=waited)
    factory.agreement(store, status=AgreementStatus.OUT_FOR_SIGNATURE, sent_on=sent)
    (found,) = _agenda(store)
    assert (found.kind, found.urgency.value) == (EventKind.SIGNATURE, urgency)


def test_the_thresholds_are_those_of_the_settings_in_whatever_order() -> None:
    thresholds = Thresholds.of(Settings(remind_first_days=3, remind_again_days=200, remind_last_days=-1))
    assert thresholds == Thresholds(200, 3, 0)
    days = {0: Urgency.URGENT, 1: Urgency.SOON, 3: Urgency.SOON, 4: Urgency.COMING, 200: Urgency.COMING}
    for ahead, urgency in (days | {201: Urgency.LATER, -1: Urgency.OVERDUE}).items():
        assert thresholds.urgency(EventKind.ENDS, DAY + dt.timedelta(days=ahead), DAY) == urgency


def test_mine_is_what_i_own_or_stand_in_for(store: Store) -> None:
    me = factory.person(store, given_name="Åsa", family_name="Östberg").id
    other = factory.person(store).id
    owned = _ending(store, 1, owner_id=me).id
    deputised = _ending(store, 2, owner_id=other, deputy_id=me).id
    _ending(store, 3, owner_id=other)
    assert [one.number for one in _agenda(store) if one.is_mine] == [owned, deputised]
    assert not any(one.is_mine for one in _agenda(store, settings=Settings(who="Å")))


def _day(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def _others(store: Store) -> list[tuple[PeopleKind | EventKind, int]]:
    return [(one.kind, (one.on - DAY).days) for one in _agenda(store)]


def test_an_ambassador_is_reviewed_the_mandate_ends_and_so_does_the_consent(store: Store) -> None:
    consent: dict[str, Any] = {"has_portrait_consent": True, "portrait_consent_expires_on": _day(30)}
    factory.ambassador(store, stage=AmbassadorStage.ACTIVE, review_on=_day(-800), end_on=_day(-1), **consent)
    factory.ambassador(store, stage=AmbassadorStage.ENDED, review_on=_day(1), end_on=_day(1), **consent)
    withdrawn = consent | {"portrait_consent_withdrawn_on": _day(-5)}
    factory.ambassador(store, stage=AmbassadorStage.ACTIVE, end_on=_day(-500), **withdrawn)
    assert _others(store) == [
        (PeopleKind.AMBASSADOR_REVIEW, -800),
        (PeopleKind.MANDATE_END, -1),
        (PeopleKind.CONSENT_END, 30),
    ]


def test_a_membership_is_reviewed_on_its_day_or_a_year_after_the_last_time(store: Store) -> None:
    factory.membership(store)
    factory.membership(store, last_evaluated_on=dt.date(2025, 7, 4))
    factory.membership(store, review_on=_day(10), until_on=_day(5))
    factory.membership(store, review_on=_day(10), until_on=_day(20))
    factory.membership(store, decision=MembershipDecision.LEAVE)
    factory.membership(store, review_on=_day(4000))
    assert _others(store) == [
        (PeopleKind.MEMBERSHIP_REVIEW, 0),
        (PeopleKind.MEMBERSHIP_REVIEW, 10),
        (PeopleKind.MEMBERSHIP_REVIEW, 61),
    ]


def test_follow_ups_stand_in_the_agenda_and_are_counted_by_themselves(store: Store) -> None:
    me = factory.person(store, given_name="Åsa", family_name="Östberg").id
    factory.interaction(store, follow_up_on=_day(-1), follow_up_by_id=me)
    factory.interaction(store, follow_up_on=_day(-1), followed_up_on=DAY)
    factory.ambassador(store, stage=AmbassadorStage.ACTIVE, review_on=_day(-1))
    assert _others(store) == [(PeopleKind.AMBASSADOR_REVIEW, -1), (PeopleKind.FOLLOW_UP, -1)]
    assert [one.is_mine for one in _agenda(store)] == [False, True]
    assert [one.kind for one in urgent(store, DAY, SETTINGS)] == [PeopleKind.AMBASSADOR_REVIEW]
    assert [one.kind for one in coming(store, DAY, SETTINGS)] == [PeopleKind.AMBASSADOR_REVIEW]


def test_what_is_no_agreement_cannot_rest(store: Store) -> None:
    agreement = _ending(store, 400)
    meeting = factory.interaction(store, follow_up_on=DAY)
    assert agreement.id == meeting.id
    (found,) = _agenda(store)
    with pytest.raises(KideskError, match="Only dates of agreements"):
        snooze(store, found, _day(7), DAY)
    assert _agenda(store) == (found,)


def test_a_protected_identity_is_not_named_in_the_agenda(store: Store) -> None:
    hidden = factory.person(store, given_name="Hemlig", family_name="Person", has_protected_identity=True)
    factory.ambassador(store, person_id=hidden.id, stage=AmbassadorStage.ACTIVE, review_on=DAY)
    (found,) = _agenda(store)
    assert "Hemlig" not in found.sv + found.en


_WAITING = (EventKind.START_PREPARING, EventKind.REVIEW, EventKind.SIGNATURE)


def _any(number: int, dice: random.Random) -> Agreement:
    def day() -> dt.date | None:
        return dice.choice([None, DAY + dt.timedelta(days=dice.randint(-2500, 2500))])

    return Agreement(
        title_sv=f"Avtal {number}",
        status=dice.choice([*AgreementStatus, *[AgreementStatus.IN_FORCE] * 9]),
        sent_on=day(),
        signed_own_on=day(),
        effective_on=day(),
        end_on=day(),
        is_open_ended=dice.random() < 0.2,
        renewal_mode=dice.choice([*RenewalMode, RenewalMode.AUTOMATIC]),
        renewals_left=dice.choice([None, 0, 1]),
        notice=dice.choice([None, 0, 3, 12]),
        notice_unit=dice.choice(list(NoticeUnit)),
        preparation_days=dice.choice([None, 0, 90, 800]),
        review_every=dice.choice([None, 1, 12, 60]),
        reviewed_on=day(),
        termination_effective_on=day() if dice.random() < 0.2 else None,
        type=dice.choice(list(AgreementType)),
        level=dice.choice(list(AgreementLevel)),
        cycle=dice.choice(list(EducationCycle)),
        is_strategic=dice.random() < 0.3,
    )


def _any_route(dice: random.Random) -> DecisionRoute:
    """A version with some rows, the longest of which takes longer than any preparation time that is entered."""
    rows = [
        RouteRow(
            types=[one.value for one in dice.sample(list(AgreementType), dice.randint(0, 3))],
            levels=[one.value for one in dice.sample(list(AgreementLevel), dice.randint(0, 2))],
            cycle=dice.choice(list(EducationCycle)),
            is_strategic=dice.random() < 0.3,
            preparation_days=dice.choice([None, 30, 365, 1200]),
        )
        for _ in range(dice.randint(0, 5))
    ]
    return DecisionRoute(name_sv="Vägar", edition=str(dice.random()), rows=rows)


@pytest.mark.parametrize("seed", range(4))
def test_the_database_leaves_out_nothing_that_the_rules_would_show(store: Store, seed: int) -> None:
    dice = random.Random(seed)
    with store.change("test") as session:
        routes = [None, _any_route(dice), _any_route(dice)]
        agreements = [_any(number, dice) for number in range(400)]
        for agreement in agreements:
            agreement.route = dice.choice(routes)
        session.add_all(agreements)
    found = {(one.number, one.kind, one.on) for one in _agenda(store, 6)}
    expected = {
        (one.id, kind, on)
        for one in store.all(Agreement)
        for kind, on in events(one, DAY)
        if on <= _until(6) and (on >= months_before(DAY, 12) or kind in _WAITING)
    }
    assert found == expected
    of_its_own = set(EventKind) - {EventKind.REASSESS}  # which risk assessments say
    assert len({kind for _, kind, _ in found}) >= len(of_its_own) - 1


def test_preparing_starts_by_the_decision_route_unless_a_time_of_its_own_is_entered(store: Store) -> None:
    rows = [
        {"position": 2, "preparation_days": 20},
        {"position": 1, "types": ["exchange"], "preparation_days": 50},
    ]
    route = factory.decision_route(store, rows=rows).id
    _ending(store, 60, title_sv="Annat", route_id=route)
    _ending(store, 60, title_sv="Utbyte", route_id=route, type=AgreementType.EXCHANGE)
    _ending(store, 60, title_sv="Eget", route_id=route, type=AgreementType.EXCHANGE, preparation_days=5)
    starts = {one.sv: (one.on - DAY).days for one in _agenda(store) if one.kind == EventKind.START_PREPARING}
    assert starts == {"Annat": 40, "Utbyte": 10, "Eget": 55}


def test_a_route_that_takes_long_reaches_back_from_an_end_far_ahead(store: Store) -> None:
    route = factory.decision_route(store, rows=[{"position": 1, "preparation_days": 700}]).id
    _ending(store, 720, route_id=route)
    assert [(one.kind, (one.on - DAY).days) for one in _agenda(store, 3)] == [(EventKind.START_PREPARING, 20)]


def test_periods_of_any_length_are_taken(store: Store) -> None:
    _ending(store, 900, notice=3650, notice_unit=NoticeUnit.ACADEMIC_YEARS, preparation_days=3650, review_every=600)
    assert [one.kind for one in _agenda(store)] == [EventKind.START_PREPARING]
    assert [one.kind for one in _agenda(store, 36)] == [EventKind.START_PREPARING, EventKind.ENDS]


def test_the_demonstration_has_something_of_most_kinds(store: Store) -> None:
    load_demonstration(store, DAY)
    assert len({one.kind for one in _agenda(store, 24)}) >= 4


def test_many_agreements_are_looked_through_without_reading_one_whole(store: Store) -> None:
    dice = random.Random(7)
    with store.change("test", is_undoable=False) as session:
        session.add_all([_any(number, dice) for number in range(1_000)])
    read: list[object] = []

    def note(record: object, context: object) -> None:
        read.append(record)

    event.listen(Agreement, "load", note)
    try:
        found = _agenda(store)
    finally:
        event.remove(Agreement, "load", note)
    assert len(found) > 100
    assert read == []


# Snoozing


def test_a_snoozed_event_rests_until_its_day_and_undo_brings_it_back(store: Store) -> None:
    _ending(store, 3)
    (event,) = _agenda(store)
    assert event.is_urgent
    until = DAY + dt.timedelta(days=2)
    snooze(store, event, until, DAY)
    (snoozed,) = _agenda(store)
    assert (snoozed.snoozed_until, snoozed.is_urgent) == (until, False)
    assert _agenda(store, today=until)[0].is_urgent
    store.undo()
    assert _agenda(store) == (event,)
    store.redo()
    assert _agenda(store) == (snoozed,)
    wake(store, snoozed)
    assert _agenda(store) == (event,)


def test_a_snooze_is_of_one_kind_and_replaces_the_one_before(store: Store) -> None:
    number = _ending(store, 30, preparation_days=10).id
    start, end = _agenda(store)
    for days in (5, 9):
        snooze(store, start, DAY + dt.timedelta(days=days), DAY)
    again = _agenda(store)
    assert [one.snoozed_until for one in again] == [DAY + dt.timedelta(days=9), None]
    assert again[1] == end
    agreement = store.get(Agreement, number)
    assert agreement is not None
    assert len(agreement.snoozes) == 1


def test_a_date_that_moves_is_awake_again(store: Store) -> None:
    number = _ending(store, 3).id
    snooze(store, _agenda(store)[0], DAY + dt.timedelta(days=60), DAY)
    edit.save(store, AGREEMENTS, {"end_on": DAY + dt.timedelta(days=5)}, number=number)
    assert _agenda(store)[0].is_urgent


def test_what_cannot_be_snoozed_is_said(store: Store, en: Language) -> None:
    number = _ending(store, 3).id
    (event,) = _agenda(store)
    with pytest.raises(KideskError) as early:
        snooze(store, event, DAY, DAY)
    assert "later day" in early.value.said(en)
    edit.delete(store, AGREEMENTS, [number])
    for attempt in (lambda: wake(store, event), lambda: snooze(store, event, DAY + dt.timedelta(days=1), DAY)):
        with pytest.raises(KideskError) as gone:
            attempt()
        assert "no record" in gone.value.said(en)
    store.undo()
    assert _agenda(store) == (event,)
