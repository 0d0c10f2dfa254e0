"""Links between plans: which levels an item of another plan may have to be served or belonged to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from sqlalchemy import ColumnElement

from kidesk.i18n import N_
from kidesk.records.field import Problem
from kidesk.records.fields import Link
from kidesk.records.plan import PlanLevel
from kidesk.records.plan_item import ItemLinkKind, PlanItem

# DOMAIN, Plan: an activity serves a strategy, a commitment belongs to a focus area.
TARGETS: dict[ItemLinkKind, tuple[PlanLevel, ...]] = {
    ItemLinkKind.SERVES: (PlanLevel.GOAL, PlanLevel.STRATEGY, PlanLevel.ACTION),
    ItemLinkKind.BELONGS_TO: (PlanLevel.FOCUS_AREA,),
}
# What is said of the items that point at one.
BACKWARDS = {
    ItemLinkKind.SERVES: N_("Served by"),
    ItemLinkKind.BELONGS_TO: N_("Belonging to it"),
}


class OtherPlanLink(Link):
    """A link to an item of another plan, of a level that fits the kind of link."""


def fitting(kind: ItemLinkKind | None, plan: int | None) -> ColumnElement[bool]:
    """SQL's condition for the items that one of `plan` may point at; without a kind, for those of any kind."""
    kinds = tuple(TARGETS) if kind is None else (kind,)
    levels = [level for one in kinds for level in TARGETS[one]]
    of_others = PlanItem.level.in_(levels)
    return of_others if plan is None else of_others & (PlanItem.plan_id != plan)


def link_problems(item: PlanItem) -> Iterator[Problem]:
    """What is wrong with an item's links: both ends in one plan, or a level that does not fit."""
    for link in item.links:
        target = cast(PlanItem | None, link.target)  # of a row that is not filled in yet there is none
        if target is None:
            continue
        if target.plan_id == item.plan_id:
            yield Problem("links", N_("A link leads to an item of another plan; this one is of the same plan."))
        elif target.level not in TARGETS[link.kind]:
            yield Problem("links", N_("A link leads to an item of a level that it seldom leads to."), is_warning=True)
