"""Where in the tree something that is dragged would come to stand, and why it would not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from kidesk.operations.arrange_plan import Place
from kidesk.operations.plan_tree import Node
from kidesk.records.plan import LEVELS, PlanKind, PlanLevel
from kidesk.records.plan_place import ITSELF, against, level_at


class Zone(IntEnum):
    """The part of a row that the pointer is over."""

    UPPER = 0
    MIDDLE = 1
    LOWER = 2


@dataclass(frozen=True)
class Landing:
    """A place in the tree with the level that an item has there, or, as a msgid, why it cannot stand there."""

    place: Place
    level: PlanLevel | None
    why: str | None
    keeps_level: bool = False


class Grounds:
    """The whole tree of a plan, whatever of it is shown, asked where its items may stand."""

    def __init__(self, tree: Sequence[Node] = ()) -> None:
        self._tree = tuple(tree)
        self._nodes = {one.item.id: one for top in tree for one in top.branch}
        self._above = {child.item.id: node.item.id for node in self._nodes.values() for child in node.children}

    def node(self, number: int | None) -> Node | None:
        """A node by the id of its item."""
        return self._nodes.get(number) if number is not None else None

    def above(self, number: int) -> int | None:
        """The id of what an item stands under."""
        return self._above.get(number)

    def beneath(self, number: int | None) -> tuple[int, ...]:
        """The ids of what stands right under an item, or at the top."""
        node = self.node(number)
        return tuple(one.item.id for one in (node.children if node is not None else self._tree))

    def landing(self, number: int, parent: int | None, before: int | None) -> Landing | None:
        """What would become of an item there; None where the item or what it is put under is not in this plan."""
        node, over = self.node(number), self.node(parent)
        if node is None or (parent is not None and over is None):
            return None
        place = Place(node.item.plan_id, parent, before)
        if over is not None and over in node.branch:
            return Landing(place, None, ITSELF)
        if parent == self.above(number):
            return Landing(place, node.item.level, None, keeps_level=True)
        kind = _kind(node.item.level)
        beside = [self._nodes[one].item.level for one in self.beneath(parent) if one != number]
        level = level_at(kind, over.item.level if over is not None else None, beside)
        why = against(kind, level, [(one.item.level, one.was_assessed) for one in node.branch])
        return Landing(place, level, why, keeps_level=level == node.item.level)

    def over(self, number: int, target: int, zone: Zone, *, is_open: bool) -> Landing | None:
        """Where an item dropped on a part of a row comes to stand: where it keeps its level, if it can.

        `is_open` says whether what stands under the row is shown. Where nothing is possible, it is said of what the
        part of the row means first.
        """
        found = [self.landing(number, *place) for place in self._places(target, zone, is_open)]
        landings = [one for one in found if one is not None]
        fitting = [one for one in landings if one.why is None]
        kept = [one for one in fitting if one.keeps_level]
        return next(iter((*kept, *fitting, *landings)), None)

    def _places(self, target: int, zone: Zone, is_open: bool) -> Iterator[tuple[int | None, int | None]]:
        above = self.above(target)
        siblings = self.beneath(above)
        place = siblings.index(target)
        following = siblings[place + 1] if place + 1 < len(siblings) else None
        children = self.beneath(target)
        before, after, under = (above, target), (above, following), (target, None)
        if zone == Zone.LOWER and is_open and children:
            after = (target, children[0])
        yield from ((before, under, after), (under, after, before), (after, under, before))[zone]


def _kind(level: PlanLevel) -> PlanKind:
    return next(kind for kind, levels in LEVELS.items() if level in levels)
