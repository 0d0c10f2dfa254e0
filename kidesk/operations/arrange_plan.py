"""Arrange a plan: move its items with all that stands under them, and add new ones in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kidesk.errors import KideskError, Sentence
from kidesk.i18n import N_
from kidesk.operations import edit
from kidesk.operations.plan_outline import Outline
from kidesk.records.plan import LEVELS, PlanLevel
from kidesk.records.plan_item import ItemLink, PlanItem
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.plan_place import ITSELF, OTHER_KIND, TOO_DEEP, against, level_at
from kidesk.store.store import Store

MOVED = N_("Moved {type}")


@dataclass(frozen=True)
class Place:
    """A place in a plan: under the item `parent`, or at the top for None, before the item `before`, or last."""

    plan: int
    parent: int | None = None
    before: int | None = None


def move(store: Store, number: int, place: Place) -> bool:
    """Moves an item with all that stands under it, and returns whether anything changed.

    Levels follow the place, codes stay as they are. Raises KideskError where the item cannot stand there; nothing is
    changed then.
    """
    with store.change(MOVED, PLAN_ITEMS.key) as session:
        return _put(session, _item(session, number), place)


def step(store: Store, number: int, by: int) -> bool:
    """Moves an item so many places down among its siblings, up where `by` is negative, as far as there are any."""
    with store.change(MOVED, PLAN_ITEMS.key) as session:
        item = _item(session, number)
        outline = Outline(session, item.plan_id)
        parent = outline.parent_of(item)
        siblings = outline.below(parent)
        here = siblings.index(item)
        siblings.remove(item)
        after = siblings[max(here + by, 0) :]
        return _put(session, item, Place(item.plan_id, parent, after[0].id if after else None))


def indent(store: Store, number: int) -> bool:
    """Puts an item last under the sibling before it. Raises KideskError as `move` does, or where there is none."""
    with store.change(MOVED, PLAN_ITEMS.key) as session:
        item = _item(session, number)
        outline = Outline(session, item.plan_id)
        siblings = outline.below(outline.parent_of(item))
        here = siblings.index(item)
        if not here:
            raise _refused(N_("There is no item before it that it could stand under."))
        return _put(session, item, Place(item.plan_id, siblings[here - 1].id))


def outdent(store: Store, number: int) -> bool:
    """Puts an item right after the one it stands under. Raises KideskError as `move` does, or at the top."""
    with store.change(MOVED, PLAN_ITEMS.key) as session:
        item = _item(session, number)
        outline = Outline(session, item.plan_id)
        above = outline.parent_of(item)
        if above is None:
            raise _refused(N_("It stands at the top already."))
        parent = outline.item(above)
        around = outline.parent_of(parent)
        after = outline.below(around)
        after = after[after.index(parent) + 1 :]
        return _put(session, item, Place(item.plan_id, around, after[0].id if after else None))


@dataclass(frozen=True)
class Blank:
    """A new item that is not filled in yet: the values that follow from its place, and the sibling it comes before."""

    values: dict[str, Any]
    before: int | None = None


def blank_beside(store: Store, number: int) -> Blank:
    """A new item right after one, on its level. Raises KideskError where there is no such item."""
    with store.read() as session:
        item = _item(session, number)
        outline = Outline(session, item.plan_id)
        above = outline.parent_of(item)
        following = outline.below(above)
        following = following[following.index(item) + 1 :]
        values = {"plan_id": item.plan_id, "parent_id": above, "level": item.level}
        return Blank(values, following[0].id if following else None)


def blank_under(store: Store, number: int) -> Blank:
    """A new item under one, as the last. Raises KideskError where there is no such item, or nothing can stand there."""
    with store.read() as session:
        item = _item(session, number)
        level = level_at(Outline(session, item.plan_id).plan.kind, item.level, ())
        if level is None:
            raise KideskError(TOO_DEEP)
        return Blank({"plan_id": item.plan_id, "parent_id": item.id, "level": level})


def add(store: Store, values: Mapping[str, Any], before: int | None = None) -> edit.Saved:
    """Saves a new item by the values of its fields: before a sibling where one is given, otherwise last.

    Raises as `edit.save` does.
    """
    with store.change(edit.ADDED, PLAN_ITEMS.key) as session:
        saved = edit.written(session, PLAN_ITEMS, values)
        item = _item(session, saved.id)
        outline = Outline(session, item.plan_id)
        siblings = [one for one in outline.below(outline.parent_of(item)) if one is not item]
        _number(_inserted(siblings, item, before))
        return saved


def _item(session: Session, number: int) -> PlanItem:
    item = session.get(PlanItem, number)
    if item is None:
        raise edit.gone(number)
    return item


def _refused(why: str) -> KideskError:
    return KideskError(N_("The item was not moved. {why}"), why=Sentence(why))


def _put(session: Session, item: PlanItem, place: Place) -> bool:
    source = Outline(session, item.plan_id)
    target = source if place.plan == item.plan_id else Outline(session, place.plan)
    branch = list(source.branch(item))
    _refuse(session, source, target, branch, place)
    before = source.parent_of(item)
    siblings = [one for one in target.below(place.parent) if one is not item]
    if place.before == item.id and before == place.parent:  # before itself: it stays
        return False
    if target is not source or before != place.parent:
        _settle(source, target, branch, place, [one.level for one in siblings])
        _number([one for one in source.below(before) if one is not item])
    _number(_inserted(siblings, item, place.before))
    return any(session.is_modified(one) for one in session.dirty)


def _refuse(session: Session, source: Outline, target: Outline, branch: list[PlanItem], place: Place) -> None:
    if target.plan.kind != source.plan.kind:
        raise _refused(OTHER_KIND)
    if place.parent is not None and target.item(place.parent) in branch:
        raise _refused(ITSELF)
    if target is not source and _is_linked(session, branch, target):
        raise _refused(N_("It is linked with an item of that plan, and links are between different plans."))


def _is_linked(session: Session, branch: list[PlanItem], target: Outline) -> bool:
    moved, there = [one.id for one in branch], [one.id for one in target.walk()]
    out = ItemLink.item_id.in_(moved) & ItemLink.target_id.in_(there)
    back = ItemLink.item_id.in_(there) & ItemLink.target_id.in_(moved)
    return session.scalar(select(ItemLink.id).where(or_(out, back)).limit(1)) is not None


def _settle(source: Outline, target: Outline, branch: list[PlanItem], place: Place, beside: list[PlanLevel]) -> None:
    """Gives a branch its plan, its place and the levels of that place."""
    kind = target.plan.kind
    above = target.item(place.parent).level if place.parent is not None else None
    level = level_at(kind, above, beside)
    why = against(kind, level, source.levels(branch))
    if why is not None:
        raise _refused(why)
    assert level is not None
    levels = LEVELS[kind]
    shift = levels.index(level) - levels.index(branch[0].level)
    for one in branch:
        one.plan_id = target.plan.id
        one.level = levels[levels.index(one.level) + shift]
    branch[0].parent_id = place.parent


def _inserted(siblings: list[PlanItem], item: PlanItem, before: int | None) -> list[PlanItem]:
    numbers = [one.id for one in siblings]
    place = numbers.index(before) if before in numbers else len(siblings)
    return [*siblings[:place], item, *siblings[place:]]


def _number(siblings: list[PlanItem]) -> None:
    """Positions count from 1 without gaps."""
    for position, one in enumerate(siblings, start=1):
        one.position = position
