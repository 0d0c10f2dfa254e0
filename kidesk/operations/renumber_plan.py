"""Renumber a plan: codes such as 1.2.3 follow the places of the items, when a person asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kidesk.i18n import N_
from kidesk.operations.plan_outline import Outline
from kidesk.records.plan_item import PlanItem
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.store.store import Store

RENUMBERED = N_("Gave {type} new codes")


@dataclass(frozen=True)
class NewCode:
    """The code that an item has, and the one that follows from its place."""

    item: int
    before: str
    after: str


def new_codes(store: Store, plan: int, under: int | None = None) -> tuple[NewCode, ...]:
    """The codes that would change in a plan, or under one of its items. Raises KideskError where there is none."""
    with store.read() as session:
        found = [NewCode(item.id, item.code, code) for item, code in _coded(Outline(session, plan), under)]
    return tuple(one for one in found if one.before != one.after)


def renumber(store: Store, plan: int, under: int | None = None) -> int:
    """Gives the items of a plan, or those under one of them, the codes of their places; returns how many changed."""
    changed = 0
    with store.change(RENUMBERED, PLAN_ITEMS.key) as session:
        for item, code in _coded(Outline(session, plan), under):
            changed += item.code != code
            item.code = code
    return changed


def _coded(outline: Outline, under: int | None) -> Iterator[tuple[PlanItem, str]]:
    yield from _below(outline, under, _base(outline, under))


def _base(outline: Outline, number: int | None) -> str:
    """The code of the item that others stand under; one without a code is called by its place."""
    if number is None:
        return ""
    item = outline.item(number)
    above = outline.parent_of(item)
    return item.code or _joined(_base(outline, above), outline.below(above).index(item) + 1)


def _below(outline: Outline, parent: int | None, base: str) -> Iterator[tuple[PlanItem, str]]:
    for place, item in enumerate(outline.below(parent), start=1):
        code = _joined(base, place)
        yield item, code
        yield from _below(outline, item.id, code)


def _joined(base: str, place: int) -> str:
    return f"{base}.{place}" if base else str(place)
