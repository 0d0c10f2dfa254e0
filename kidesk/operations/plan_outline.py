"""The outline of one plan within an operation: its items by what they stand under, in their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.operations.edit import gone
from kidesk.records.plan import Plan
from kidesk.records.plan_item import Assessment, PlanItem
from kidesk.records.plan_place import Branch


class Outline:
    """The items of a plan, attached. What stands under an item that is not there stands at the top."""

    def __init__(self, session: Session, number: int) -> None:
        """Raises KideskError where there is no plan with that number."""
        plan = session.get(Plan, number)
        if plan is None:
            raise gone(number)
        self.plan = plan
        wanted = select(PlanItem).where(PlanItem.plan_id == number)
        found = session.scalars(wanted.order_by(PlanItem.position, PlanItem.order_key, PlanItem.id))
        self._items = {item.id: item for item in found}
        mine = select(PlanItem.id).where(PlanItem.plan_id == number)
        assessed = select(Assessment.item_id).where(Assessment.item_id.in_(mine))
        self._assessed = set(session.scalars(assessed))
        self._below: dict[int | None, list[PlanItem]] = defaultdict(list)
        for item in self._items.values():
            self._below[self.parent_of(item)].append(item)

    def item(self, number: int) -> PlanItem:
        """One of the plan's items. Raises KideskError where it is not of this plan."""
        if number not in self._items:
            raise gone(number)
        return self._items[number]

    def parent_of(self, item: PlanItem) -> int | None:
        """The id of what an item stands under; None at the top."""
        return item.parent_id if item.parent_id in self._items else None

    def below(self, parent: int | None) -> list[PlanItem]:
        """What stands right under an item, or at the top, in its order."""
        return list(self._below[parent])

    def branch(self, item: PlanItem) -> Iterator[PlanItem]:
        """An item and, after it, all that stands under it."""
        yield item
        for child in self._below[item.id]:
            yield from self.branch(child)

    def walk(self) -> Iterator[PlanItem]:
        """All items from the top."""
        for item in self._below[None]:
            yield from self.branch(item)

    def levels(self, items: Iterable[PlanItem]) -> Branch:
        """The levels of items, and whether each was ever assessed."""
        return [(item.level, item.id in self._assessed) for item in items]
