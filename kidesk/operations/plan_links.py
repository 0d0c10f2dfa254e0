"""The links between plans: what an item serves and belongs to, what points at it, and what it may point at."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from kidesk.records.plan_item import ItemLink, ItemLinkKind, PlanItem
from kidesk.records.plan_link import fitting
from kidesk.store.store import Store


@dataclass(frozen=True)
class Linked:
    """The items at the other end of one kind of link, with their plans: those pointed at, or those that point here."""

    kind: ItemLinkKind
    is_back: bool
    items: tuple[PlanItem, ...]


def linked(store: Store, number: int) -> tuple[Linked, ...]:
    """What an item is linked with, by kind and direction; only what there is."""
    there = select(ItemLink.kind, PlanItem).options(selectinload(PlanItem.plan)).order_by(ItemLink.id)
    out = there.join(PlanItem, PlanItem.id == ItemLink.target_id).where(ItemLink.item_id == number)
    back = there.join(PlanItem, PlanItem.id == ItemLink.item_id).where(ItemLink.target_id == number)
    with store.read() as session:
        found = [[(kind, item) for kind, item in session.execute(wanted)] for wanted in (out, back)]
    return tuple(
        Linked(kind, bool(is_back), items)
        for is_back, pairs in enumerate(found)
        for kind in ItemLinkKind
        if (items := tuple(item for one, item in pairs if one == kind))
    )


def link_choices(store: Store, typed: str, kind: ItemLinkKind | None, plan: int | None, limit: int) -> list[PlanItem]:
    """Items of other plans than `plan` that a link of a kind may lead to, for the words typed, in Swedish order."""
    return store.choices(PlanItem, typed, limit, fitting(kind, plan))
