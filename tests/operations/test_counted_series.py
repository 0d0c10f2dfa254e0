"""Counted series: agreements in force and active ambassadors, against a walk through the days and the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from kidesk.operations import edit
from kidesk.operations.counted_series import filled
from kidesk.records import clock
from kidesk.records.agreement import Agreement, StatusChange
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.ambassador import Ambassador, AmbassadorStage, StageChange
from kidesk.records.ambassador_type import AMBASSADORS
from kidesk.records.indicator import INDICATORS, Counted, Frequency, Indicator
from kidesk.records.record import Record
from kidesk.store.store import Store
from tests import factory
from tests.operations.test_annual_list import agreements, in_force_on

TODAY = dt.date(2026, 5, 4)
FIRST = dt.date(2023, 1, 1)
_ONE = dt.timedelta(days=1)
DAYS = [FIRST + _ONE * number for number in range((TODAY - FIRST).days + 1)]
_ACTIVE = {"active", "onboarded"}


@pytest.fixture(autouse=True)
def _today(freeze: Callable[[dt.date], None]) -> None:
    freeze(TODAY)


def counted(store: Store, kind: Counted, frequency: Frequency) -> dict[str, int]:
    """What was counted in each period."""
    (found,) = filled(store, [Indicator(id=1, name_sv="Räknat", counted=kind, frequency=frequency)])
    return {one.period: int(one.value) for one in found.values}


def period(day: dt.date, frequency: Frequency) -> str:
    quarter = f"{day.year}-Q{(day.month + 2) // 3}"
    return {Frequency.MONTHLY: f"{day:%Y-%m}", Frequency.QUARTERLY: quarter, Frequency.YEARLY: f"{day:%Y}"}[frequency]


def put(store: Store, record: type[Record], rows: Iterable[Record]) -> None:
    """These rows in place of all others of their kind, without the rules of a form."""
    with store.change("Test") as session:
        for old in session.scalars(select(record)):
            session.delete(old)
    with store.change("Test") as session:
        session.add_all(rows)


def held_to_account(found: dict[str, int], frequency: Frequency, count: Callable[[dt.date], int], begin: bool) -> None:
    """Each period has what there was on its last day, and no period after something began is missing."""
    expected = {period(day, frequency): count(day) for day in DAYS}
    if begin:
        begun = next((day for day in DAYS[1:] if count(day) > count(day - _ONE)), None)
        assert begun is None or period(begun, frequency) in found
    assert {name: number for name, number in found.items() if name in expected} == {
        name: number for name, number in expected.items() if name in found
    }
    names = [name for name in expected if name in found]
    assert names == list(expected)[len(expected) - len(names) :]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(agreements(), max_size=5), st.sampled_from(Frequency))
def test_agreements_in_force_are_those_of_a_walk_through_the_days(
    shared_store: Store, made: list[Agreement], frequency: Frequency
) -> None:
    for number, one in enumerate(made):
        one.title_sv = f"Avtal {number}"
    put(shared_store, Agreement, made)
    found = counted(shared_store, Counted.AGREEMENTS_IN_FORCE, frequency)
    held_to_account(found, frequency, lambda day: sum(in_force_on(one, day) for one in made), begin=True)


stages = st.lists(st.tuples(st.dates(dt.date(2023, 2, 1), TODAY), st.sampled_from(AmbassadorStage)), max_size=4)


def stage_on(steps: list[tuple[dt.date, AmbassadorStage]], day: dt.date) -> str:
    """The stage on a day: that of the latest step, of several on one day the one entered last."""
    reached = ""
    latest = dt.date.min
    for on, stage in steps:
        if latest <= on <= day:
            latest, reached = on, stage.value
    return reached


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(stages, max_size=4), st.sampled_from(Frequency), st.data())
def test_active_ambassadors_are_those_of_a_walk_through_the_days(
    shared_store: Store, made: list[list[tuple[dt.date, AmbassadorStage]]], frequency: Frequency, data: st.DataObject
) -> None:
    now = [data.draw(st.sampled_from(AmbassadorStage)) for _ in made]
    known = [[*steps, (TODAY, stage)] for steps, stage in zip(made, now, strict=True)]
    person = factory.person(shared_store)
    rows = [
        Ambassador(
            person_id=person.id, stage=stage, stages=[StageChange(stage=reached, on=on) for on, reached in steps]
        )
        for steps, stage in zip(made, now, strict=True)
    ]
    put(shared_store, Ambassador, rows)
    found = counted(shared_store, Counted.AMBASSADORS_ACTIVE, frequency)
    held_to_account(found, frequency, lambda day: sum(stage_on(steps, day) in _ACTIVE for steps in known), begin=False)


def test_an_ambassador_who_is_active_again_is_counted_again_from_the_day_that_was_said(
    store: Store, freeze: Callable[[dt.date], None]
) -> None:
    freeze(dt.date(2026, 1, 10))
    one = factory.ambassador(store, stage=AmbassadorStage.ACTIVE)
    for day, stage in ((dt.date(2026, 2, 10), AmbassadorStage.PAUSED), (dt.date(2026, 4, 10), AmbassadorStage.ACTIVE)):
        freeze(day)
        edit.save(store, AMBASSADORS, {"stage": stage}, number=one.id)
    freeze(TODAY)
    found = counted(store, Counted.AMBASSADORS_ACTIVE, Frequency.MONTHLY)
    assert found == {"2026-01": 1, "2026-02": 0, "2026-03": 0, "2026-04": 1, "2026-05": 1}


def test_the_period_that_runs_is_provisional_and_counted_today(store: Store) -> None:
    factory.agreement(store, status="in-force", effective_on=dt.date(2026, 4, 1))
    factory.agreement(store, status="in-force", effective_on=dt.date(2026, 5, 20))
    (found,) = filled(store, [factory.indicator(store, counted=Counted.AGREEMENTS_IN_FORCE)])
    said = [(one.period, int(one.value), one.is_provisional, one.extracted_on) for one in found.values]
    assert said == [("2026-04", 1, False, TODAY), ("2026-05", 1, True, TODAY)]


def test_a_series_counted_over_an_empty_register_has_no_values(store: Store) -> None:
    for kind in (Counted.AGREEMENTS_IN_FORCE, Counted.AMBASSADORS_ACTIVE):
        assert counted(store, kind, Frequency.MONTHLY) == {}


def test_a_year_typed_wrongly_makes_no_endless_series(store: Store) -> None:
    factory.agreement(store, status="in-force", effective_on=dt.date(26, 4, 1))
    found = counted(store, Counted.AGREEMENTS_IN_FORCE, Frequency.YEARLY)
    assert (min(found), found["1900"], max(found)) == ("1900", 1, "2026")


def test_nothing_that_is_counted_is_stored(store: Store) -> None:
    factory.agreement(store, status="in-force", effective_on=dt.date(2026, 4, 1))
    indicator = factory.indicator(store, counted=Counted.AGREEMENTS_IN_FORCE)
    assert filled(store, [indicator])[0].values
    edit.save(store, INDICATORS, {"notes": "Read"}, number=indicator.id)
    found = store.get(Indicator, indicator.id)
    assert found is not None
    assert found.values == []


@pytest.mark.parametrize("number", [True, False])
def test_values_of_a_counted_series_are_refused(store: Store, number: bool, en: Any) -> None:
    existing = factory.indicator(store).id if number else None
    wanted = {
        "name_sv": "Avtal",
        "counted": Counted.AGREEMENTS_IN_FORCE,
        "values": [{"period": "2026-01", "value": 7, "is_provisional": False, "source": ""}],
    }
    with pytest.raises(edit.Invalid) as refusal:
        edit.save(store, INDICATORS, wanted, number=existing)
    (problem,) = refusal.value.problems
    assert problem.key == "values"
    assert problem.said(en).startswith("kidesk counts this series itself")


def test_ten_thousand_agreements_are_counted(store: Store) -> None:
    """Three steps each, a new one every day, for ten years each."""
    first = dt.date(1999, 1, 1)
    stamps = {"created_at": clock.now(), "changed_at": clock.now(), "title_sv": "Avtal"}
    rows, steps = [], []
    for number in range(1, 10_001):
        since = first + _ONE * number
        dates = {"effective_on": since, "end_on": since + _ONE * 3652}
        rows.append({"id": number, "status": AgreementStatus.IN_FORCE} | dates | stamps)
        for back, status in ((300, "idea"), (30, "for-decision"), (0, "in-force")):
            steps.append({"agreement_id": number, "status": AgreementStatus(status), "on": since - _ONE * back})
    with store.change("Test") as session:
        session.execute(insert(Agreement), rows)
        session.execute(insert(StatusChange), steps)
    found = counted(store, Counted.AGREEMENTS_IN_FORCE, Frequency.MONTHLY)
    assert found["2015-01"] == 3653
    assert max(found) == "2026-05"
