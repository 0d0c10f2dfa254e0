"""Where the current action plan stands: its colours, how they moved, what is red, and what is left to assess."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from kidesk.records.plan import LEVELS, Plan, PlanKind
from kidesk.records.plan_item import Assessment, PlanItem, is_due
from kidesk.records.quarter import (
    Colour,
    OwnerRequest,
    Period,
    Quarter,
    QuarterStatus,
    RedReason,
    Trend,
    distribution,
    trend,
)


@dataclass(frozen=True)
class Called:
    """Something by its id, with what it is called in both languages."""

    number: int
    sv: str
    en: str

    def caption(self, code: str) -> str:
        """What it is called in the language of `code`."""
        return self.sv if code == "sv" else self.en


@dataclass(frozen=True)
class Red(Called):
    """A red activity: the item, why, and how its colour moved."""

    reason: RedReason
    trend: Trend


@dataclass(frozen=True)
class Owing(Called):
    """A unit that was asked and has not answered; `number` is the unit's. `due_on` is the day that was asked for."""

    asked_on: dt.date
    due_on: dt.date | None
    is_late: bool


@dataclass(frozen=True)
class Assessing:
    """How far the assessing of a quarter has come: of `total` activities `assessed` have a colour.

    `left` are those that are due in the quarter and have none; `owing` the units that have not answered, the one that
    should have answered first before the others.
    """

    quarter: str
    assessed: int
    total: int
    left: tuple[Called, ...]
    owing: tuple[Owing, ...]


@dataclass(frozen=True)
class PlanStatus(Called):
    """The latest action plan in the quarter assessed last; `quarter` is empty where nothing is assessed yet.

    `before` is the calendar quarter before it, as in the quarterly status, and empty where nothing was assessed then.
    `assessing` is the quarter that is being assessed; None where the register has no open quarter that has begun.
    """

    quarter: str
    before: str
    colours: Mapping[Colour, int]
    movement: Mapping[Trend, int]
    reds: tuple[Red, ...]
    assessing: Assessing | None


_Judged = Mapping[int, tuple[Colour, RedReason]]
_NOTHING = (Colour.NOT_ASSESSED, RedReason.NONE)


def plan_status(session: Session, today: dt.date) -> PlanStatus | None:
    """Where the latest action plan stands on a day, read from the register; None where there is no action plan."""
    latest = select(Plan).where(Plan.kind == PlanKind.ACTION_PLAN)
    plan = session.scalar(latest.order_by(Plan.first_year.desc().nulls_last(), Plan.id.desc()).limit(1))
    if plan is None:
        return None
    items = _activities(session, plan)
    quarter = _assessed_last(session, plan)
    before = (Period.named(quarter) - 1).name if quarter else ""
    was, now = _judged(session, plan, before), _judged(session, plan, quarter)
    moves = {item.id: trend(was.get(item.id, _NOTHING)[0], now.get(item.id, _NOTHING)[0]) for item in items}
    reds = (Red(*_called(item), now[item.id][1], moves[item.id]) for item in items if _is_red(item, now))
    return PlanStatus(
        *_called(plan),
        quarter,
        before if any(colour != Colour.NOT_ASSESSED for colour, _reason in was.values()) else "",
        distribution(now.get(item.id, _NOTHING)[0] for item in items),
        Counter(moves.values()),
        tuple(reds),
        _assessing(session, plan, items, today),
    )


def _called(record: Plan | PlanItem) -> tuple[int, str, str]:
    return record.id, record.caption("sv"), record.caption("en")


def _is_red(item: PlanItem, now: _Judged) -> bool:
    return now.get(item.id, _NOTHING)[0] == Colour.RED


def _activities(session: Session, plan: Plan) -> list[PlanItem]:
    wanted = select(PlanItem).where(PlanItem.plan_id == plan.id, PlanItem.level == LEVELS[plan.kind][-1])
    return list(session.scalars(wanted.order_by(PlanItem.order_key, PlanItem.position, PlanItem.id)))


def _assessed_last(session: Session, plan: Plan) -> str:
    """The latest quarter in which anything was assessed; empty where nothing was."""
    wanted = (
        select(func.max(Quarter.name))
        .join(Assessment, Assessment.quarter_id == Quarter.id)
        .join(PlanItem, PlanItem.id == Assessment.item_id)
        .where(PlanItem.plan_id == plan.id, PlanItem.level == LEVELS[plan.kind][-1])
        .where(Assessment.colour != Colour.NOT_ASSESSED)
    )
    return session.scalar(wanted) or ""


def _judged(session: Session, plan: Plan, quarter: str) -> _Judged:
    """The colours and reasons in a quarter, by item."""
    wanted = (
        select(Assessment.item_id, Assessment.colour, Assessment.reason)
        .join(Assessment.quarter)
        .join(PlanItem, PlanItem.id == Assessment.item_id)
        .where(PlanItem.plan_id == plan.id, PlanItem.level == LEVELS[plan.kind][-1], Quarter.name == quarter)
    )
    return {number: (colour, reason) for number, colour, reason in session.execute(wanted)}


def _assessing(session: Session, plan: Plan, items: Sequence[PlanItem], today: dt.date) -> Assessing | None:
    """The latest open quarter that has begun, and what is left to do in it."""
    begun = select(Quarter).where(Quarter.status != QuarterStatus.SEALED, Quarter.name <= Period.of(today).name)
    quarter = session.scalar(begun.order_by(Quarter.name.desc()).limit(1))
    if quarter is None:
        return None
    judged = _judged(session, plan, quarter.name)
    open_ = [item for item in items if judged.get(item.id, _NOTHING)[0] == Colour.NOT_ASSESSED]
    left = tuple(Called(*_called(item)) for item in open_ if is_due(item, quarter.period))
    owing = tuple(_owing(session, quarter, today))
    return Assessing(quarter.name, len(items) - len(open_), len(items), left, owing)


def _owing(session: Session, quarter: Quarter, today: dt.date) -> Iterable[Owing]:
    wanted = select(OwnerRequest).where(OwnerRequest.quarter_id == quarter.id, OwnerRequest.answered_on.is_(None))
    asked = session.scalars(wanted.options(joinedload(OwnerRequest.unit)).order_by(OwnerRequest.id))
    for one in sorted(asked, key=lambda one: (one.due_on or dt.date.max, one.asked_on, one.id)):
        unit = one.unit.id, one.unit.caption("sv"), one.unit.caption("en")
        yield Owing(*unit, one.asked_on, one.due_on, is_late=one.due_on is not None and one.due_on < today)
