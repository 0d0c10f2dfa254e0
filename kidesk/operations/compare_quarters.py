"""Compare two quarters of a plan: how each activity moved, and which words of its comments changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.operations.quarter_content import QuarterContent, quarter_content
from kidesk.records.plan import LEVELS, Plan, PlanKind
from kidesk.records.plan_item import PlanItem, assessment_in
from kidesk.records.quarter import Colour, Period, Trend, distribution, trend
from kidesk.settings import Settings
from kidesk.store.store import Store


@dataclass(frozen=True)
class Words:
    """Some words of a comment that stayed ("same"), went ("removed") or came ("added")."""

    change: str
    text: str


@dataclass(frozen=True)
class Move:
    """One activity in both quarters; a colour is None where the plan did not have the activity then."""

    item: int
    sv: str
    en: str
    before: Colour | None
    now: Colour | None
    comment_sv: tuple[Words, ...]
    comment_en: tuple[Words, ...]

    @property
    def trend(self) -> Trend:
        """How it moved."""
        return trend(self.before or Colour.NOT_ASSESSED, self.now or Colour.NOT_ASSESSED)

    @property
    def is_changed(self) -> bool:
        """Whether colour or comment differ."""
        return self.before != self.now or any(one.change != "same" for one in (*self.comment_sv, *self.comment_en))


@dataclass(frozen=True)
class Comparison:
    """A plan in two quarters, the earlier first; `moves` are in the order of the plan."""

    plan_sv: str
    plan_en: str
    first: Period
    last: Period
    moves: tuple[Move, ...]

    def distribution(self, *, last: bool) -> dict[Colour, int]:
        """How many activities had each colour in the first or the last quarter."""
        colours = ((move.now if last else move.before) for move in self.moves)
        return distribution(colour for colour in colours if colour is not None)


def compare(store: Store, first: Period, last: Period, settings: Settings, plan: int | None = None) -> Comparison:
    """Compares two quarters, sealed ones as they were sealed. `plan` is an id; without one the first action plan.

    Raises KideskError where the plan is in neither quarter, or both quarters are the same.
    """
    if first == last:
        raise KideskError(N_("A quarter cannot be compared with itself; choose two."))
    contents = [quarter_content(store, period, settings) for period in sorted((first, last))]
    plans = [found for content in contents for found in _plans(content, plan)]
    if not plans:
        raise KideskError(N_("There is no such plan in these quarters. Nothing was compared."))
    wanted = plans[0]
    before, now = ({item.id: item for item in _activities(content, wanted)} for content in contents)
    ids = [*now, *(number for number in before if number not in now)]
    moves = tuple(_move(before.get(number), now.get(number), contents) for number in ids)
    named = plans[-1]
    return Comparison(named.caption("sv"), named.caption("en"), contents[0].period, contents[1].period, moves)


def _plans(content: QuarterContent, number: int | None) -> list[Plan]:
    if number is not None:
        return [one for one in content.plans if one.id == number]
    return sorted((one for one in content.plans if one.kind == PlanKind.ACTION_PLAN), key=lambda one: one.id)[:1]


def _activities(content: QuarterContent, plan: Plan) -> Iterator[PlanItem]:
    lowest = LEVELS[plan.kind][-1]
    items = [item for item in content.items if item.plan_id == plan.id and item.level == lowest]
    yield from sorted(items, key=lambda item: (item.order_text(), item.position, item.id))


def _move(before: PlanItem | None, now: PlanItem | None, contents: Sequence[QuarterContent]) -> Move:
    named = now or before
    assert named is not None
    was = assessment_in(before, contents[0].period.name) if before else None
    is_now = assessment_in(now, contents[1].period.name) if now else None
    comments = [
        changed_words(getattr(was, f"comment_{code}", ""), getattr(is_now, f"comment_{code}", ""))
        for code in ("sv", "en")
    ]
    return Move(
        named.id,
        named.caption("sv"),
        named.caption("en"),
        None if before is None else was.colour if was else Colour.NOT_ASSESSED,
        None if now is None else is_now.colour if is_now else Colour.NOT_ASSESSED,
        *comments,
    )


def changed_words(before: str, now: str) -> tuple[Words, ...]:
    """What became of a text, word by word."""
    old, new = before.split(), now.split()
    found: list[Words] = []
    for tag, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Words("same", " ".join(old[start:end])))
            continue
        if end > start:
            found.append(Words("removed", " ".join(old[start:end])))
        if stop > begin:
            found.append(Words("added", " ".join(new[begin:stop])))
    return tuple(found)
