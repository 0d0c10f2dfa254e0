"""The stages of a mandate: dated steps, one after the other, each taken back as one step."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.errors import StaleRecord
from kidesk.operations.change_stage import change_stage
from kidesk.operations.edit import Invalid
from kidesk.records.ambassador import Ambassador, AmbassadorStage, StageChange
from kidesk.records.ambassador_mandate import MandateState, is_at_work_on, mandate_on, next_stages, path_problems
from kidesk.records.person import Person
from kidesk.store.store import Store
from tests import factory

Stage = AmbassadorStage
YESTERDAY, TODAY = dt.date(2026, 5, 3), dt.date(2026, 5, 4)
days = st.none() | st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31))


def path(store: Store, number: int) -> list[tuple[Stage, dt.date, str]]:
    found = store.get(Ambassador, number)
    assert found is not None
    assert found.stages[-1].stage == found.stage
    return [(one.stage, one.on, one.comment) for one in found.stages]


def since(store: Store, stage: Stage, on: dt.date) -> Ambassador:
    return factory.ambassador(store, stage=stage, stages=[{"stage": stage, "on": on, "comment": ""}])


def on_path(*steps: tuple[Stage, int], **values: Any) -> Ambassador:
    """An ambassador with dated steps, days counted from today."""
    stages = [StageChange(stage=stage, on=TODAY + dt.timedelta(days=ahead), comment="") for stage, ahead in steps]
    return Ambassador(person=Person(given_name="Haruka"), stages=stages, stage=steps[-1][0], **values)


def test_the_next_stage_is_dated_and_explained_in_one_step_that_can_be_undone(
    store: Store, frozen_day: dt.date
) -> None:
    one = since(store, Stage.IDENTIFIED, YESTERDAY)
    assert change_stage(store, one.id, Stage.ASKED, frozen_day, " By phone ").warnings == ()
    taken = [(Stage.IDENTIFIED, YESTERDAY, ""), (Stage.ASKED, frozen_day, "By phone")]
    assert path(store, one.id) == taken
    store.undo()
    assert path(store, one.id) == taken[:1]
    store.redo()
    assert path(store, one.id) == taken


@pytest.mark.parametrize(
    ("stage", "on", "comment", "keys"),
    [
        (Stage.ACTIVE, TODAY, "", ["stage"]),
        (Stage.THANKED, TODAY, "", ["stage"]),
        (Stage.ENDED, TODAY + dt.timedelta(days=1), "", ["on"]),
        (Stage.ENDED, YESTERDAY - dt.timedelta(days=1), "", ["on"]),
        (Stage.ENDED, TODAY, "x" * 501, ["comment"]),
    ],
)
def test_a_step_that_cannot_be_is_refused(
    store: Store, frozen_day: dt.date, stage: Stage, on: dt.date, comment: str, keys: list[str]
) -> None:
    one = since(store, Stage.ACTIVE, YESTERDAY)
    with pytest.raises(Invalid) as refused:
        change_stage(store, one.id, stage, on, comment)
    assert [problem.key for problem in refused.value.problems] == keys
    assert path(store, one.id) == [(Stage.ACTIVE, YESTERDAY, "")]


def test_who_is_thanked_has_ended_before(store: Store, frozen_day: dt.date) -> None:
    one = since(store, Stage.ACTIVE, YESTERDAY)
    change_stage(store, one.id, Stage.ENDED, frozen_day, "")
    change_stage(store, one.id, Stage.THANKED, frozen_day, "Flowers")
    assert [step[0] for step in path(store, one.id)] == [Stage.ACTIVE, Stage.ENDED, Stage.THANKED]


def test_a_step_back_is_doubted_but_taken(store: Store, frozen_day: dt.date) -> None:
    one = since(store, Stage.AGREED, YESTERDAY)
    (doubt,) = change_stage(store, one.id, Stage.IDENTIFIED, frozen_day, "").warnings
    assert doubt.is_warning
    assert path(store, one.id)[-1][0] == Stage.IDENTIFIED


def test_what_somebody_else_changed_is_not_overwritten(store: Store, frozen_day: dt.date) -> None:
    one = since(store, Stage.IDENTIFIED, YESTERDAY)
    change_stage(store, one.id, Stage.ASKED, frozen_day, "")
    with pytest.raises(StaleRecord):
        change_stage(store, one.id, Stage.AGREED, frozen_day, "", version=one.version)


@pytest.mark.parametrize(
    ("steps", "values", "doubts"),
    [
        ([(Stage.ASKED, -9), (Stage.AGREED, -2), (Stage.ACTIVE, -1)], {}, 0),
        ([(Stage.ACTIVE, -9), (Stage.PAUSED, -2), (Stage.ACTIVE, -1)], {}, 0),
        ([(Stage.ENDED, -9), (Stage.THANKED, -2), (Stage.ASKED, -1)], {}, 0),
        ([(Stage.ASKED, 3)], {}, 1),
        ([(Stage.AGREED, -9), (Stage.ASKED, -2)], {}, 1),
        ([(Stage.ACTIVE, -9), (Stage.ACTIVE, -2)], {}, 1),
        ([(Stage.ACTIVE, -9), (Stage.THANKED, -2)], {}, 1),
        ([(Stage.ACTIVE, -9), (Stage.ENDED, -2)], {"start_on": TODAY}, 1),
    ],
)
def test_a_path_that_looks_wrong_is_doubted_and_kept(
    frozen_day: dt.date, steps: list[tuple[Stage, int]], values: dict[str, Any], doubts: int
) -> None:
    found = list(path_problems(on_path(*steps, **values)))
    assert [one.is_warning for one in found] == [True] * doubts


@pytest.mark.parametrize("stage", Stage)
def test_every_other_stage_can_come_next_and_the_natural_one_comes_first(stage: Stage) -> None:
    following = next_stages(stage)
    assert {stage, *following} == set(Stage)
    assert len(following) == len(Stage) - 1


def test_the_natural_way_leads_from_the_first_stage_to_thanks_past_the_pause() -> None:
    walked = [Stage.IDENTIFIED]
    while walked[-1] != Stage.THANKED:
        walked.append(next_stages(walked[-1])[0])
    assert walked == [one for one in Stage if one != Stage.PAUSED]
    assert next_stages(Stage.PAUSED)[0] == Stage.ACTIVE


@given(st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31)), days, days)
def test_a_mandate_runs_from_its_first_day_to_its_last(
    day: dt.date, start: dt.date | None, end: dt.date | None
) -> None:
    one = on_path((Stage.ACTIVE, -2000), start_on=start, end_on=end)
    is_within = (start or day) <= day <= (end or day)
    runs = mandate_on(one, day) in (MandateState.RUNNING, MandateState.ENDING, MandateState.UNDATED)
    assert is_within == runs
    assert not (is_at_work_on(one, day) and not is_within)


def test_an_earlier_day_is_seen_with_its_own_stage(frozen_day: dt.date) -> None:
    one = on_path((Stage.ACTIVE, -20), (Stage.PAUSED, -10))
    seen = [is_at_work_on(one, frozen_day - dt.timedelta(days=ago)) for ago in (21, 20, 11, 10, 0)]
    assert seen == [False, True, True, False, False]
