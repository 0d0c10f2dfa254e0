"""Arranging a plan: moving, indenting and renumbering its items, whatever the order of the moves."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.arrange_plan import Place, add, indent, move, outdent, step
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.compare_quarters import compare
from kidesk.operations.plan_tree import Node, plan_tree
from kidesk.operations.renumber_plan import NewCode, new_codes, renumber
from kidesk.operations.seal_quarter import seal
from kidesk.records.plan import LEVELS, PLANS, PlanKind, PlanLevel
from kidesk.records.plan_item import PlanItem
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.quarter import Colour, Period
from kidesk.settings import Settings
from kidesk.store.store import Store
from tests import factory
from tests.store import dumping

Tree = dict[str, Any]


class Small:
    """An action plan: 1 (1.1 (1.1.1, 1.1.2), 1.2 (1.2.1)), 2 (2.1); `of` gives the ids by the first codes."""

    def __init__(self, store: Store, kind: PlanKind = PlanKind.ACTION_PLAN) -> None:
        self.store = store
        self.plan = factory.plan(store, kind=kind).id
        self.of: dict[str, int] = {}
        for code in ("1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.1", "2", "2.1"):
            parts = code.split(".")
            above = ".".join(parts[:-1])
            self.of[code] = factory.plan_item(
                store,
                plan_id=self.plan,
                parent_id=self.of.get(above),
                level=LEVELS[kind][len(parts) - 1],
                code=code,
                position=int(parts[-1]) * 10,
            ).id

    def at(self, above: str, before: str = "") -> Place:
        """The place under one item and before another, by their codes."""
        return Place(self.plan, self.of.get(above), self.of.get(before))

    @property
    def shown(self) -> str:
        """The codes of the tree, what stands under an item in brackets."""
        return _shown(plan_tree(self.store, self.plan, []))

    def level(self, code: str) -> PlanLevel:
        item = self.store.get(PlanItem, self.of[code])
        assert item is not None
        return item.level


def _shown(nodes: tuple[Node, ...]) -> str:
    return " ".join(node.item.code + (f" ({_shown(node.children)})" if node.children else "") for node in nodes)


@pytest.fixture
def small(store: Store) -> Small:
    return Small(store)


def test_an_item_moves_up_and_down_among_its_siblings(store: Store, small: Small) -> None:
    assert step(store, small.of["1.1"], 1)
    assert small.shown == "1 (1.2 (1.2.1) 1.1 (1.1.1 1.1.2)) 2 (2.1)"
    assert not step(store, small.of["1.1"], 1)
    assert step(store, small.of["2"], -1)
    assert small.shown == "2 (2.1) 1 (1.2 (1.2.1) 1.1 (1.1.1 1.1.2))"
    assert not step(store, small.of["2"], -1)


def test_an_item_moves_with_all_that_stands_under_it(store: Store, small: Small) -> None:
    move(store, small.of["1.1"], small.at("2", before="2.1"))
    assert small.shown == "1 (1.2 (1.2.1)) 2 (1.1 (1.1.1 1.1.2) 2.1)"
    assert store.undo() == "Moved {type}"
    assert small.shown == "1 (1.1 (1.1.1 1.1.2) 1.2 (1.2.1)) 2 (2.1)"


def test_levels_follow_the_place(store: Store, small: Small) -> None:
    outdent(store, small.of["1.1.2"])
    assert small.shown == "1 (1.1 (1.1.1) 1.1.2 1.2 (1.2.1)) 2 (2.1)"
    assert small.level("1.1.2") == PlanLevel.FOCUS_AREA
    indent(store, small.of["1.1.2"])
    assert small.shown == "1 (1.1 (1.1.1 1.1.2) 1.2 (1.2.1)) 2 (2.1)"
    assert small.level("1.1.2") == PlanLevel.ACTIVITY
    move(store, small.of["1.1"], small.at(""))
    assert small.shown == "1 (1.2 (1.2.1)) 2 (2.1) 1.1 (1.1.1 1.1.2)"
    assert (small.level("1.1"), small.level("1.1.1")) == (PlanLevel.INSIGHT, PlanLevel.FOCUS_AREA)


def test_what_cannot_be_moved_says_why_and_stays(store: Store, small: Small) -> None:
    before = dumping.dump(store)
    strategy = factory.plan(store, kind=PlanKind.STRATEGY).id
    refused = {
        "An item cannot stand under itself.": lambda: move(store, small.of["1"], small.at("1.1")),
        "Nothing can stand under": lambda: move(store, small.of["2.1"], small.at("1.1.1")),
        "no level left": lambda: move(store, small.of["1.1"], small.at("1.2")),
        "no item before it": lambda: indent(store, small.of["1.1"]),
        "at the top already": lambda: outdent(store, small.of["1"]),
        "of different kinds": lambda: move(store, small.of["1.1"], Place(strategy)),
        "There is no record": lambda: move(store, small.of["1.1"], Place(small.plan, 999_999)),
    }
    for said, act in refused.items():
        with pytest.raises(KideskError) as error:
            act()
        assert said in error.value.said(Language("en")), said
    edit.delete(store, PLANS, [strategy])
    assert dumping.dump(store) == before


def test_what_was_assessed_keeps_its_level(store: Store, small: Small) -> None:
    quarter = factory.quarter(store).id
    assess(store, small.of["1.1.2"], quarter, Judgement(Colour.GREEN))
    for act in (lambda: outdent(store, small.of["1.1.2"]), lambda: outdent(store, small.of["1.1"])):
        with pytest.raises(KideskError, match="was not moved"):
            act()
    assert move(store, small.of["1.1.2"], small.at("2.1"))
    assert small.shown == "1 (1.1 (1.1.1) 1.2 (1.2.1)) 2 (2.1 (1.1.2))"


def test_an_item_moves_to_another_plan_of_its_kind(store: Store, small: Small) -> None:
    other = Small(store)
    move(store, small.of["1.1"], Place(other.plan, other.of["2"], other.of["2.1"]))
    assert small.shown == "1 (1.2 (1.2.1)) 2 (2.1)"
    assert other.shown == "1 (1.1 (1.1.1 1.1.2) 1.2 (1.2.1)) 2 (1.1 (1.1.1 1.1.2) 2.1)"
    store.undo()
    assert small.shown == other.shown == "1 (1.1 (1.1.1 1.1.2) 1.2 (1.2.1)) 2 (2.1)"


def test_an_item_does_not_move_into_a_plan_that_it_is_linked_with(store: Store, small: Small) -> None:
    other = Small(store)
    link = {"kind": "belongs-to", "target_id": other.of["1.1"]}
    edit.save(store, PLAN_ITEMS, {"links": [link]}, number=small.of["2.1"])
    with pytest.raises(KideskError, match="was not moved"):
        move(store, small.of["2"], Place(other.plan))
    with pytest.raises(KideskError, match="was not moved"):
        move(store, other.of["1.1"], Place(small.plan, small.of["1"]))
    assert move(store, small.of["1"], Place(other.plan))


def test_a_strategy_without_goals_gets_none_by_being_moved(store: Store) -> None:
    plan = factory.plan(store, kind=PlanKind.STRATEGY).id
    first, second = (
        factory.plan_item(store, plan_id=plan, level=PlanLevel.STRATEGY, position=place).id for place in (1, 2)
    )
    action = factory.plan_item(store, plan_id=plan, level=PlanLevel.ACTION, parent_id=second).id
    outdent(store, action)
    step(store, second, -1)
    levels = {item.id: item.level for item in store.all(PlanItem)}
    assert levels == {first: PlanLevel.STRATEGY, second: PlanLevel.STRATEGY, action: PlanLevel.STRATEGY}


def test_a_new_item_stands_where_it_was_asked_for(store: Store, small: Small) -> None:
    values = {"plan_id": small.plan, "parent_id": small.of["1"], "level": PlanLevel.FOCUS_AREA, "title_sv": "Nytt"}
    add(store, values | {"code": "new"}, before=small.of["1.2"])
    add(store, values | {"code": "last"})
    assert small.shown == "1 (1.1 (1.1.1 1.1.2) new 1.2 (1.2.1) last) 2 (2.1)"
    store.undo()
    store.undo()
    assert small.shown == "1 (1.1 (1.1.1 1.1.2) 1.2 (1.2.1)) 2 (2.1)"
    with pytest.raises(edit.Invalid):
        add(store, values | {"title_sv": ""})


# Codes


def test_codes_follow_the_places_only_when_asked(store: Store, small: Small) -> None:
    move(store, small.of["1.1"], small.at("2", before="2.1"))
    assert small.shown == "1 (1.2 (1.2.1)) 2 (1.1 (1.1.1 1.1.2) 2.1)"
    assert NewCode(small.of["1.1"], "1.1", "2.1") in new_codes(store, small.plan, small.of["2"])
    assert renumber(store, small.plan, small.of["2"]) == 4
    assert small.shown == "1 (1.2 (1.2.1)) 2 (2.1 (2.1.1 2.1.2) 2.2)"
    assert renumber(store, small.plan) == 2
    assert small.shown == "1 (1.1 (1.1.1)) 2 (2.1 (2.1.1 2.1.2) 2.2)"
    assert renumber(store, small.plan) == 0
    assert new_codes(store, small.plan) == ()
    store.undo()
    store.undo()
    assert small.shown == "1 (1.2 (1.2.1)) 2 (1.1 (1.1.1 1.1.2) 2.1)"


def test_a_branch_is_numbered_after_the_code_that_it_stands_under(store: Store, small: Small) -> None:
    edit.save(store, PLAN_ITEMS, {"code": "B"}, number=small.of["2"])
    edit.save(store, PLAN_ITEMS, {"code": ""}, number=small.of["1"])
    renumber(store, small.plan, small.of["2"])
    step(store, small.of["1.1"], 1)
    renumber(store, small.plan, small.of["1"])
    assert small.shown == " (1.1 (1.1.1) 1.2 (1.2.1 1.2.2)) B (B.1)"


# Seals


def test_a_sealed_quarter_stays_as_it_is_when_its_activities_move(store: Store, small: Small) -> None:
    for name in ("2026-Q1", "2026-Q2"):
        quarter = factory.quarter(store, name=name).id
        for code in ("1.1.1", "1.1.2", "1.2.1"):
            assess(store, small.of[code], quarter, Judgement(Colour.GREEN))
        seal(store, name, Settings())
    periods = Period(2026, 1), Period(2026, 2)
    before = [(one.item, one.before, one.now) for one in compare(store, *periods, Settings(), small.plan).moves]
    move(store, small.of["1.1.2"], small.at("1.2", before="1.2.1"))
    other = Small(store)
    move(store, small.of["1.1"], Place(other.plan, other.of["1"]))
    renumber(store, small.plan)
    after = [(one.item, one.before, one.now) for one in compare(store, *periods, Settings(), small.plan).moves]
    assert after == before
    assert sum(len(item.assessments) for item in store.all(PlanItem)) == 6


def test_a_comparison_stands_in_the_order_of_the_plan(store: Store, small: Small) -> None:
    for name in ("2026-Q1", "2026-Q2"):
        factory.quarter(store, name=name)
    step(store, small.of["1.1"], 1)
    moves = compare(store, Period(2026, 1), Period(2026, 2), Settings(), small.plan).moves
    assert [one.item for one in moves] == [small.of[code] for code in ("1.2.1", "1.1.1", "1.1.2")]


# Any sequence of moves

_CODES = st.sampled_from(["1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.1", "2", "2.1"])
_MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("up"), _CODES),
        st.tuples(st.just("down"), _CODES),
        st.tuples(st.just("indent"), _CODES),
        st.tuples(st.just("outdent"), _CODES),
        st.tuples(st.just("move"), _CODES, st.one_of(_CODES, st.just("")), st.one_of(_CODES, st.just(""))),
        st.tuples(st.just("away"), _CODES, _CODES),
    ),
    max_size=12,
)


@given(moves=_MOVES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_moved_every_item_stays_once_and_undo_brings_all_back(store: Store, moves: list[Any]) -> None:
    plans = Small(store), Small(store)
    before = dumping.dump(store)
    done = sum(_done(store, plans, *one) for one in moves)
    _check(store, plans)
    for _ in range(done):
        assert store.undo() == "Moved {type}"
    assert dumping.dump(store) == before


def _done(store: Store, plans: tuple[Small, Small], act: str, code: str, *where: str) -> bool:
    plan, other = plans
    number = plan.of[code]
    item = store.get(PlanItem, number)
    assert item is not None
    with suppress(KideskError):
        match act:
            case "up" | "down":
                return step(store, number, -1 if act == "up" else 1)
            case "indent":
                return indent(store, number)
            case "outdent":
                return outdent(store, number)
            case "move":
                return move(store, number, plan.at(*where))
            case "away":
                return move(store, number, Place(other.plan, other.of[where[0]]))
    return False


def _check(store: Store, plans: tuple[Small, Small]) -> None:
    wanted = {number for plan in plans for number in plan.of.values()}
    found: Counter[int] = Counter()
    for plan in plans:
        for node in plan_tree(store, plan.plan, []):
            _check_branch(node, None, found)
    assert found == Counter(wanted)
    items = store.rows(select(PlanItem).where(PlanItem.id.in_(wanted)))
    siblings: dict[tuple[int, int | None], list[int]] = {}
    for item in items:
        assert not list(PLAN_ITEMS.problems(item))
        siblings.setdefault((item.plan_id, item.parent_id), []).append(item.position)
    for positions in siblings.values():
        in_ones = list(range(1, len(positions) + 1))
        assert sorted(positions) in (in_ones, [one * 10 for one in in_ones])  # those never touched count in tens


def _check_branch(node: Node, above: PlanLevel | None, found: Counter[int]) -> None:
    found[node.item.id] += 1
    levels = LEVELS[PlanKind.ACTION_PLAN]
    place = levels.index(node.item.level)
    assert place == (0 if above is None else levels.index(above) + 1)
    for child in node.children:
        _check_branch(child, node.item.level, found)
