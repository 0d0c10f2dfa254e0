"""Change an ambassador's stage: the next step of the mandate, dated and explained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kidesk.i18n import N_
from kidesk.operations.edit import Invalid, Saved
from kidesk.operations.portrait_consent import found
from kidesk.records import AMBASSADORS, clock
from kidesk.records.ambassador import Ambassador, AmbassadorStage, StageChange
from kidesk.records.ambassador_mandate import in_order, may_follow, path_problems
from kidesk.records.field import Problem
from kidesk.records.fields import Parts
from kidesk.store.store import Store

STAGE_CHANGED = N_("Changed the stage of {type}")
IN_THE_FUTURE = N_("The day lies in the future. Enter it when it has come.")
STAGES = next(one for one in AMBASSADORS.fields if isinstance(one, Parts) and one.key == "stages")
# The fields of a step, by key: stage, on, comment.
FIELDS = {field.key: field for field in STAGES.fields}


def change_stage(
    store: Store, number: int, stage: AmbassadorStage, on: dt.date, comment: str, *, version: int = 0
) -> Saved:
    """Takes an ambassador's next step: since the day `on` the mandate has the stage; `comment` may be empty.

    Returns the doubts about the path that did not stop it. `version` is the row version the person saw; 0 takes the
    ambassador as it is now. Raises Invalid, with problems by the key of the step's field, StaleRecord and KideskError;
    nothing is changed then.
    """
    step: dict[str, object] = {"stage": stage, "on": on, "comment": comment.strip()}
    with store.change(STAGE_CHANGED, AMBASSADORS.key) as session, session.no_autoflush:
        ambassador = found(session, number, version)
        refusals = [*_unreadable(step), *_refusals(ambassador, step)]
        if refusals:
            raise Invalid(refusals)
        before = {problem.message for problem in path_problems(ambassador)}
        ambassador.stages.append(StageChange(**step))
        ambassador.stage = stage
        doubts = tuple(problem for problem in path_problems(ambassador) if problem.message not in before)
        return Saved(number, doubts)


def _unreadable(step: dict[str, object]) -> Iterator[Problem]:
    for key, field in FIELDS.items():
        yield from field.problems(step[key])


def _refusals(ambassador: Ambassador, step: dict[str, object]) -> Iterator[Problem]:
    stage, on = step["stage"], step["on"]
    if stage == ambassador.stage:
        yield Problem("stage", N_("The ambassador has this stage already."))
    elif isinstance(stage, AmbassadorStage) and not may_follow(ambassador.stage, stage):
        yield Problem("stage", N_("An ambassador is thanked when the mandate has ended. Enter the day it ended first."))
    if not isinstance(on, dt.date):
        return
    today = clock.today()
    latest = next((step for step in reversed(in_order(list(ambassador.stages))) if step.on <= today), None)
    if on > today:
        yield Problem("on", IN_THE_FUTURE)
    elif latest is not None and on < latest.on:
        yield Problem(
            "on",
            N_("The stage “{stage}” was reached on {day}, and this one cannot be earlier. The stages can be edited."),
            {"stage": Problem("stage", latest.stage.label), "day": str(latest.on)},
        )
