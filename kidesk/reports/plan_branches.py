"""Plan branches: the activities of a plan in their order, below what they stand under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kidesk.i18n import sort_key
from kidesk.records.plan import LEVELS, Plan
from kidesk.records.plan_item import PlanItem


@dataclass(frozen=True)
class Branch:
    """Activities with the same place: below `top` (an insight) and `group` (a focus area); None where there is none."""

    top: PlanItem | None
    group: PlanItem | None
    activities: tuple[PlanItem, ...]

    @property
    def item(self) -> PlanItem | None:
        """What the activities stand under."""
        return self.group or self.top


def branches(plan: Plan, items: Sequence[PlanItem]) -> tuple[Branch, ...]:
    """The branches of a plan. Activities are the items of its lowest level, whatever that is called."""
    by_id = {item.id: item for item in items}
    lowest = LEVELS[plan.kind][-1]
    leaves = [(list(_above(item, by_id))[::-1], item) for item in items if item.level == lowest]
    leaves.sort(key=lambda leaf: [_order(item) for item in (*leaf[0], leaf[1])])
    found: dict[tuple[int, ...], list[PlanItem]] = {}
    for above, item in leaves:
        found.setdefault(tuple(one.id for one in above), []).append(item)
    return tuple(_branch([by_id[one] for one in path], activities) for path, activities in found.items())


def _branch(above: list[PlanItem], activities: list[PlanItem]) -> Branch:
    return Branch(above[0] if above else None, above[-1] if len(above) > 1 else None, tuple(activities))


def _above(item: PlanItem, by_id: dict[int, PlanItem]) -> Iterator[PlanItem]:
    seen = {item.id}
    found = by_id.get(item.parent_id or 0)
    while found is not None and found.id not in seen:
        yield found
        seen.add(found.id)
        found = by_id.get(found.parent_id or 0)


def _order(item: PlanItem) -> tuple[int, str]:
    return item.position, sort_key(item.order_text())
