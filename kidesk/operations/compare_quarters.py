"""Compare two quarters of a plan: how each activity moved, and which words of its comments changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.operations.quarter_content import QuarterContent, quarter_content
from kidesk.records.plan import Plan, PlanKind
from kidesk.records.plan_item import PlanItem, assessment_in
from kidesk.records.quarter import Colour, Period, distribution
from kidesk.records.quarter_move import Move as Move
from kidesk.records.quarter_move import Words as Words
from kidesk.records.quarter_move import changed_words as changed_words
from kidesk.reports.plan_branches import branches
from kidesk.settings import Settings
from kidesk.store.store import Store


@dataclass(frozen=True)
class Comparison:
    """A plan in two quarters, the earlier first; `moves` are in the order of the plan.

    `contents` are what the two quarters were read from, `plan` is the plan as it is in the later one that has it.
    """

    plan_sv: str
    plan_en: str
    first: Period
    last: Period
    moves: tuple[Move, ...]
    plan: Plan = field(repr=False)
    contents: tuple[QuarterContent, QuarterContent] = field(repr=False)

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
    earlier, later = sorted((first, last))
    contents = quarter_content(store, earlier, settings), quarter_content(store, later, settings)
    plans = [found for content in contents for found in _plans(content, plan)]
    if not plans:
        raise KideskError(N_("There is no such plan in these quarters. Nothing was compared."))
    wanted = [one for one in plans if one.id == plans[0].id][-1]
    before, now = ({item.id: item for item in _activities(content, wanted)} for content in contents)
    ids = [*now, *(number for number in before if number not in now)]
    moves = tuple(_move(before.get(number), now.get(number), contents) for number in ids)
    return Comparison(wanted.caption("sv"), wanted.caption("en"), earlier, later, moves, wanted, contents)


def _plans(content: QuarterContent, number: int | None) -> list[Plan]:
    if number is not None:
        return [one for one in content.plans if one.id == number]
    return sorted((one for one in content.plans if one.kind == PlanKind.ACTION_PLAN), key=lambda one: one.id)[:1]


def _activities(content: QuarterContent, plan: Plan) -> Iterator[PlanItem]:
    for branch in branches(plan, content.items_of(plan)):
        yield from branch.activities


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
