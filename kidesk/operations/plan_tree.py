"""The plan as a tree with the colours of its quarters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.records.organisation import Organisation
from kidesk.records.plan import LEVELS, Plan, PlanKind
from kidesk.records.plan_item import Assessment, ItemUnit, PlanItem, UnitRole
from kidesk.records.quarter import Colour, Quarter, distribution
from kidesk.store.store import Store

SHOWN_QUARTERS = 4
_RESPONSIBLE = (UnitRole.RESPONSIBLE, UnitRole.SHARED)


@dataclass(frozen=True)
class Unit:
    """A unit that is responsible for an item, by its name in both languages."""

    sv: str
    en: str

    def caption(self, code: str) -> str:
        """The unit's name in the language of `code`."""
        return self.sv if code == "sv" else self.en


@dataclass(frozen=True)
class Node:
    """An item of the plan with what stands under it; `colours` are its own, by the names of the quarters.

    Only items of the plan's last level `is_assessed`. The item is detached, its columns alone can be read.
    """

    item: PlanItem
    is_assessed: bool
    units: tuple[Unit, ...]
    colours: Mapping[str, Colour]
    children: tuple[Node, ...]

    @cached_property
    def activities(self) -> tuple[Node, ...]:
        """The assessed items here and below."""
        below = tuple(one for child in self.children for one in child.activities)
        return (self, *below) if self.is_assessed else below

    def colour(self, quarter: str) -> Colour:
        """The item's own colour in a quarter."""
        return self.colours.get(quarter, Colour.NOT_ASSESSED)

    def distribution(self, quarter: str) -> dict[Colour, int]:
        """How many activities here and below have each colour in a quarter; never an average."""
        return distribution(one.colour(quarter) for one in self.activities)


def plans(store: Store) -> tuple[Plan, ...]:
    """All plans, detached with their columns alone: action plans, operational plans, strategies; the latest first."""
    with store.read() as session:
        found = list(session.scalars(select(Plan)))
    order = (PlanKind.ACTION_PLAN, PlanKind.OPERATIONAL_PLAN, PlanKind.STRATEGY)
    return tuple(sorted(found, key=lambda plan: (order.index(plan.kind), -(plan.first_year or 0), -plan.id)))


def shown_quarters(store: Store, count: int = SHOWN_QUARTERS) -> tuple[Quarter, ...]:
    """The last quarters in the register, the earliest first."""
    with store.read() as session:
        latest = list(session.scalars(select(Quarter).order_by(Quarter.name.desc()).limit(count)))
    return tuple(reversed(latest))


def plan_tree(store: Store, plan_id: int, quarters: Sequence[str]) -> tuple[Node, ...]:
    """The plan's items as a tree with their colours in `quarters`, in three queries."""
    with store.read() as session:
        items = _items(session, plan_id)
        units = _units(session, plan_id)
        colours = _colours(session, plan_id, quarters)
        plan = session.get(Plan, plan_id)
    last = LEVELS[plan.kind][-1] if plan is not None else None
    known = {item.id for item in items}
    below: dict[int | None, list[PlanItem]] = defaultdict(list)
    for item in items:
        below[item.parent_id if item.parent_id in known else None].append(item)

    def nodes(parent: int | None) -> tuple[Node, ...]:
        return tuple(
            Node(item, item.level == last, tuple(units[item.id]), colours[item.id], nodes(item.id))
            for item in below[parent]
        )

    return nodes(None)


def _items(session: Session, plan_id: int) -> list[PlanItem]:
    wanted = select(PlanItem).where(PlanItem.plan_id == plan_id)
    return list(session.scalars(wanted.order_by(PlanItem.position, PlanItem.order_key, PlanItem.id)))


def _units(session: Session, plan_id: int) -> dict[int, list[Unit]]:
    """The units that are responsible, alone or together."""
    wanted = (
        select(ItemUnit.item_id, Organisation)
        .join(ItemUnit.unit)
        .join(PlanItem, PlanItem.id == ItemUnit.item_id)
        .where(PlanItem.plan_id == plan_id, ItemUnit.role.in_(_RESPONSIBLE))
        .order_by(ItemUnit.id)
    )
    found: dict[int, list[Unit]] = defaultdict(list)
    for number, unit in session.execute(wanted):
        found[number].append(Unit(unit.caption("sv"), unit.caption("en")))
    return found


def _colours(session: Session, plan_id: int, quarters: Iterable[str]) -> dict[int, dict[str, Colour]]:
    wanted = (
        select(Assessment.item_id, Quarter.name, Assessment.colour)
        .join(Assessment.quarter)
        .join(PlanItem, PlanItem.id == Assessment.item_id)
        .where(PlanItem.plan_id == plan_id, Quarter.name.in_(list(quarters)))
    )
    found: dict[int, dict[str, Colour]] = defaultdict(dict)
    for number, quarter, colour in session.execute(wanted):
        found[number][quarter] = colour
    return found
