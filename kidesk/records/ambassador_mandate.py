"""An ambassador's mandate: how its period stands on a day, which stage had been reached, and what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from sqlalchemy import ColumnElement, and_, or_

from kidesk.i18n import N_, Language
from kidesk.records import clock
from kidesk.records.ambassador import ACTIVE_STAGES, Ambassador, AmbassadorStage, StageChange, when
from kidesk.records.field import Problem
from kidesk.records.term import Term, Tone

# So long before its last day, a mandate is pointed out: time enough to ask for another one, or to plan the thanks.
ENDING_WITHIN_DAYS = 90
_OVER = (AmbassadorStage.ENDED, AmbassadorStage.THANKED)


class MandateState(Term):
    """How a mandate's period stands on a day, whatever its stage is."""

    UNDATED = "undated", N_("Mandate not dated"), Tone.NONE
    BEFORE = "before", N_("Mandate not begun"), Tone.INFO
    RUNNING = "running", N_("Mandate runs"), Tone.OK
    ENDING = "ending", N_("Mandate ends soon"), Tone.WARN
    OVER = "over", N_("Mandate over"), Tone.NONE


def mandate_on(ambassador: Ambassador, day: dt.date) -> MandateState:
    """How the period stands: both its first and its last day belong to it."""
    start, end = ambassador.start_on, ambassador.end_on
    if start is None and end is None:
        return MandateState.UNDATED
    if start is not None and day < start:
        return MandateState.BEFORE
    if end is None:
        return MandateState.RUNNING
    if end < day:
        return MandateState.OVER
    return MandateState.ENDING if (end - day).days <= ENDING_WITHIN_DAYS else MandateState.RUNNING


def in_words(ambassador: Ambassador, day: dt.date, language: Language) -> str:
    """How the period stands, as a whole sentence."""
    state, end = mandate_on(ambassador, day), ambassador.end_on
    if state == MandateState.ENDING and end is not None:
        if end == day:
            return language.text(N_("Today is the last day of the mandate."))
        return language.plural(
            "The mandate ends in {count} day, on {day}.",
            "The mandate ends in {count} days, on {day}.",
            (end - day).days,
            day=language.day(end),
        )
    if state == MandateState.RUNNING and end is not None:
        return language.text(N_("The mandate runs until {day}."), day=language.day(end))
    said = {
        MandateState.UNDATED: N_("No period has been entered for the mandate."),
        MandateState.BEFORE: N_("The mandate begins on {start}."),
        MandateState.RUNNING: N_("The mandate runs until further notice."),
        MandateState.OVER: N_("The mandate ended on {end}."),
    }[state]
    return language.text(said, start=language.day(ambassador.start_on), end=language.day(end))


# The path of stages


def in_order(changes: list[StageChange]) -> list[StageChange]:
    """The dated steps, the earliest first; those of one day in the order in which they were entered."""
    return sorted((one for one in changes if one.on is not None), key=when)


def stage_on(ambassador: Ambassador, day: dt.date) -> AmbassadorStage | None:
    """The stage reached by a day; None where none had been. What the stage is today holds from today on."""
    if day >= clock.today():
        return ambassador.stage
    return next((one.stage for one in reversed(in_order(list(ambassador.stages))) if one.on <= day), None)


def is_over(ambassador: Ambassador) -> bool:
    """Whether the mandate has ended by its stage, so that nothing of it is reviewed any more."""
    return ambassador.stage in _OVER


def goes_on() -> ColumnElement[bool]:
    """Mandates that have not ended by their stage, as `is_over` has it."""
    return Ambassador.stage.not_in(_OVER)


def is_to_be_reviewed(day: dt.date) -> ColumnElement[bool]:
    """Mandates that go on and whose day of review has come."""
    return and_(Ambassador.review_on <= day, goes_on())


def is_ending(day: dt.date) -> ColumnElement[bool]:
    """Mandates that go on and end within 90 days, as `mandate_on` has it."""
    soon = Ambassador.end_on.between(day, day + dt.timedelta(days=ENDING_WITHIN_DAYS))
    has_begun = or_(Ambassador.start_on.is_(None), Ambassador.start_on <= day)
    return and_(soon, has_begun, goes_on())


def is_at_work_on(ambassador: Ambassador, day: dt.date) -> bool:
    """Whether the ambassador was prepared and at work on a day: by the stage reached, within the mandate's period."""
    is_within = mandate_on(ambassador, day) not in (MandateState.BEFORE, MandateState.OVER)
    return is_within and stage_on(ambassador, day) in ACTIVE_STAGES


def next_stages(stage: AmbassadorStage) -> tuple[AmbassadorStage, ...]:
    """All other stages, first the one that comes next by itself: who pauses comes back, who was thanked begins anew."""
    path = list(AmbassadorStage)
    place = path.index(stage)
    following = {
        AmbassadorStage.PAUSED: AmbassadorStage.ACTIVE,
        # A pause is no step that every mandate takes.
        AmbassadorStage.ACTIVE: AmbassadorStage.ENDED,
        AmbassadorStage.THANKED: AmbassadorStage.ASKED,
    }.get(stage, path[min(place + 1, len(path) - 1)])
    return following, *(one for one in path if one not in (following, stage))


# What speaks against a path


def path_problems(ambassador: Ambassador) -> Iterator[Problem]:
    """Doubts about the dated stages; what was entered is kept."""
    steps = in_order(list(ambassador.stages))
    for step in steps:
        if step.on > clock.today():
            yield _doubt(N_("The stage “{stage}” is dated {day}, which lies in the future."), step)
    for before, after in pairwise(steps):
        yield from _between(before, after)
    yield from _ended_too_soon(ambassador, steps)


def _between(before: StageChange, after: StageChange) -> Iterator[Problem]:
    """The way to the mandate goes forward; who is at work may pause and come back, who is done may begin anew."""
    path = list(AmbassadorStage)
    if after.stage == before.stage:
        yield _doubt(N_("The stage “{stage}” is entered twice in a row, the second time on {day}."), after)
    elif not may_follow(before.stage, after.stage):
        message = N_("“{stage}” on {day} comes after “{before}”; an ambassador is thanked when the mandate has ended.")
        words = {"day": str(after.on), "stage": _word(after.stage), "before": _word(before.stage)}
        yield Problem("stages", message, words, is_warning=True)
    elif before.stage not in _OVER and path.index(after.stage) < path.index(before.stage) and not _returns(after):
        message = N_("On {day} the stage goes back from “{before}” to “{after}”. Check the order of the days.")
        words = {"day": str(after.on), "before": _word(before.stage), "after": _word(after.stage)}
        yield Problem("stages", message, words, is_warning=True)


def may_follow(before: AmbassadorStage, after: AmbassadorStage) -> bool:
    """Whether a stage can come after another: an ambassador is thanked when the mandate has ended."""
    return after != AmbassadorStage.THANKED or before == AmbassadorStage.ENDED


def _returns(step: StageChange) -> bool:
    return step.stage == AmbassadorStage.ACTIVE


def _ended_too_soon(ambassador: Ambassador, steps: list[StageChange]) -> Iterator[Problem]:
    start = ambassador.start_on
    for step in steps:
        if step.stage == AmbassadorStage.ENDED and start is not None and step.on < start:
            message = N_("The stage “{stage}” is dated {day}, before the mandate begins on {start}.")
            words = {"stage": _word(step.stage), "day": str(step.on), "start": str(start)}
            yield Problem("stages", message, words, is_warning=True)


def _doubt(message: str, step: StageChange) -> Problem:
    return Problem("stages", message, {"stage": _word(step.stage), "day": str(step.on)}, is_warning=True)


def _word(stage: AmbassadorStage) -> Problem:
    """A stage's name within a sentence, in whatever language that is said."""
    return Problem("stage", stage.label)
