"""The round of assessments: the activities of one plan in one quarter, as a person goes through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from kidesk.i18n import N_
from kidesk.operations.assess_activity import Judgement, judgement_of
from kidesk.operations.quarter_content import QuarterContent, quarter_content
from kidesk.records.assessment_rules import Lack, evidence_in, is_followed_up_by
from kidesk.records.plan import Plan
from kidesk.records.plan_item import Assessment, Evidence, PlanItem, assessment_in
from kidesk.records.quarter import Colour, Period, Quarter
from kidesk.reports.plan_branches import Branch, branches
from kidesk.settings import Settings
from kidesk.store.seals import Seal, latest
from kidesk.store.store import Store


@dataclass(frozen=True)
class Activity:
    """An activity in the quarter: its colour, what that lacks, and how much evidence there is for it.

    The item is detached; only its columns and its contact can be read.
    """

    item: PlanItem
    colour: Colour
    lack: Lack
    evidence: int
    is_mine: bool

    @property
    def is_assessed(self) -> bool:
        """Whether a person has judged it; that it is not due is a judgement too."""
        return self.colour != Colour.NOT_ASSESSED


@dataclass(frozen=True)
class Group:
    """Activities with what they stand under, which is None at the top of a plan."""

    item: PlanItem | None
    activities: tuple[Activity, ...]


@dataclass(frozen=True)
class Round:
    """A plan's activities in a quarter, in the order of the plan.

    `quarter` is None where the register has no such quarter yet. Of a sealed quarter everything is as it was
    sealed, and `sealed` holds its items, whole, by their ids.
    """

    plan: Plan
    period: Period
    quarter: Quarter | None
    groups: tuple[Group, ...]
    seal: Seal | None
    sealed: Mapping[int, PlanItem]

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """All activities."""
        return tuple(one for group in self.groups for one in group.activities)

    @cached_property
    def assessed(self) -> int:
        """How many are assessed."""
        return sum(one.is_assessed for one in self.activities)

    @property
    def is_done(self) -> bool:
        """Whether every activity is assessed."""
        return bool(self.activities) and self.assessed == len(self.activities)

    def above(self, number: int) -> PlanItem | None:
        """What an activity stands under."""
        holds = (group.item for group in self.groups for one in group.activities if one.item.id == number)
        return next(holds, None)

    def judged(self, number: int, judgement: Judgement) -> Round:
        """The same round once an activity has been judged so; nothing is read for it."""

        def now(one: Activity) -> Activity:
            if one.item.id != number:
                return one
            return replace(one, colour=judgement.colour, lack=judgement.lack)

        groups = tuple(Group(group.item, tuple(now(one) for one in group.activities)) for group in self.groups)
        return replace(self, groups=groups)

    def item(self, store: Store, number: int) -> PlanItem | None:
        """One item, whole: as sealed, or as it is now."""
        return self.sealed.get(number) if self.seal is not None else store.get(PlanItem, number)


# What of a round is shown, by key: its label, and which activities it has.
SHOWN: dict[str, tuple[str, Callable[[Activity], bool]]] = {
    "all": (N_("All"), lambda one: True),
    "not-assessed": (N_("Not yet assessed"), lambda one: not one.is_assessed),
    "mine": (N_("Mine"), lambda one: one.is_mine),
    "red": (N_("Red activities"), lambda one: one.colour == Colour.RED),
    "no-evidence": (N_("No evidence"), lambda one: not one.evidence),
}


def assessment_round(store: Store, plan: int, period: Period, settings: Settings) -> Round | None:
    """The round of a plan in a quarter; None where there is no such plan.

    An open quarter is read in as many queries, however many activities there are.
    """
    with store.read() as session:
        found = session.get(Plan, plan)
        if found is None:
            return None
        if latest(session, period.name) is None:
            return _open(session, found, period, store.who)
    return _sealed(quarter_content(store, period, settings), found, store.who)


def _open(session: Session, plan: Plan, period: Period, who: str) -> Round:
    quarter = session.scalar(select(Quarter).where(Quarter.name == period.name))
    number = quarter.id if quarter is not None else None
    wanted = select(PlanItem).where(PlanItem.plan_id == plan.id).options(selectinload(PlanItem.contact))
    items = list(session.scalars(wanted))
    judged = _judged(session, plan.id, number)
    evidence = _counted(session, plan.id, number)

    def activity(item: PlanItem) -> Activity:
        return _activity(item, judged.get(item.id), evidence[item.id], who)

    return Round(plan, period, quarter, _groups(branches(plan, items), activity), None, {})


def _judged(session: Session, plan: int, quarter: int | None) -> dict[int, Assessment]:
    mine = select(PlanItem.id).where(PlanItem.plan_id == plan)
    wanted = select(Assessment).where(Assessment.quarter_id == quarter, Assessment.item_id.in_(mine))
    return {one.item_id: one for one in session.scalars(wanted)}


def _counted(session: Session, plan: int, quarter: int | None) -> Counter[int]:
    mine = select(PlanItem.id).where(PlanItem.plan_id == plan)
    counts = or_(Evidence.quarter_id.is_(None), Evidence.quarter_id == quarter)
    return Counter(session.scalars(select(Evidence.item_id).where(counts, Evidence.item_id.in_(mine))))


def _sealed(content: QuarterContent, plan: Plan, who: str) -> Round:
    number = content.quarter.id if content.quarter is not None else None
    then = next((one for one in content.plans if one.id == plan.id), None)
    items = content.items_of(then) if then is not None else []

    def activity(item: PlanItem) -> Activity:
        found = assessment_in(item, content.period.name)
        return _activity(item, found, len(evidence_in(item, number)), who)

    groups = _groups(branches(then, items), activity) if then is not None else ()
    whole = {item.id: item for item in items}
    return Round(then or plan, content.period, content.quarter, groups, content.seal, whole)


def _groups(found: Sequence[Branch], activity: Callable[[PlanItem], Activity]) -> tuple[Group, ...]:
    return tuple(Group(branch.item, tuple(activity(item) for item in branch.activities)) for branch in found)


def _activity(item: PlanItem, found: Assessment | None, evidence: int, who: str) -> Activity:
    mine = is_followed_up_by(item, who)
    judgement = judgement_of(found)
    return Activity(item, judgement.colour, judgement.lack, evidence, mine)
