"""Copying a plan to another year: what comes along, what moves with the year and what stays behind."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import inspect, select

from kidesk.errors import KideskError
from kidesk.operations import edit
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.copy_plan import AS_THEY_ARE, copy_plan, over, proposed
from kidesk.operations.plan_tree import plan_tree
from kidesk.operations.start_workspace import load_starter
from kidesk.records.plan import PLANS, Plan, PlanKind, PlanLevel
from kidesk.records.plan_item import ItemLinkKind, Lifecycle, PlanItem, UnitRole
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.quarter import Colour
from kidesk.records.record import BOOKKEEPING
from kidesk.store.store import Store
from tests import factory
from tests.store import dumping

TITLES = {"title_sv": "Verksamhetsplan 2026", "title_en": "Operational plan 2026, after 1779"}


@pytest.fixture
def plan(store: Store) -> Plan:
    """An operational plan for 2026 with document control, texts and a budget."""
    edition = {"document": "operational-plan", "dnr": "1-1/2026"}
    text = {"chapter": "introduction", "text_sv": "Inledning"}
    return factory.plan(
        store,
        kind=PlanKind.OPERATIONAL_PLAN,
        first_year=2026,
        last_year=2026,
        budget=100,
        currency="SEK",
        editions=[edition],
        texts=[text],
        **TITLES,
    )


def _items(store: Store, plan: int) -> dict[str, PlanItem]:
    found = store.rows(select(PlanItem).where(PlanItem.plan_id == plan))
    return {item.code: item for item in found}


def _heading(store: Store, plan: Plan, code: str = "1", **values: object) -> int:
    return factory.plan_item(store, plan_id=plan.id, level=PlanLevel.HEADING, code=code, **values).id


def _commitment(store: Store, plan: Plan, above: int, code: str, **values: object) -> PlanItem:
    place = {"plan_id": plan.id, "parent_id": above, "level": PlanLevel.COMMITMENT, "position": int(code[-1])}
    return factory.plan_item(store, code=code, **place, **values)


def test_the_next_year_has_the_same_items_and_nothing_that_was_said_of_them(store: Store, plan: Plan) -> None:
    unit, counterpart = factory.organisation(store), factory.organisation(store)
    area = factory.plan_item(store, level=PlanLevel.FOCUS_AREA)
    made = _commitment(
        store,
        plan,
        _heading(store, plan),
        "1.1",
        title_en="Commitment",
        contact_id=factory.person(store).id,
        coordinator="Åsa",
        budget=10,
        lifecycle=Lifecycle.ONGOING,
        expected_year=2026,
        start_on=dt.date(2024, 2, 29),
        end_on=dt.date(2026, 12, 31),
        due_quarters=["2026-Q2", "2026-K4"],
        prioritised_year=2025,
        prioritised_source="the President",
        units=[{"unit_id": unit.id, "role": UnitRole.SHARED, "counterpart_id": counterpart.id}],
        links=[{"kind": ItemLinkKind.BELONGS_TO, "target_id": area.id}],
        evidence=[{"link": "https://example.org"}],
    )
    assess(store, made.id, factory.quarter(store).id, Judgement(Colour.GREEN))
    number = copy_plan(store, plan.id, proposed(plan))
    copy, items = store.get(Plan, number), _items(store, number)
    assert copy is not None
    assert (copy.first_year, copy.last_year, copy.budget, copy.currency) == (2027, 2027, Decimal(100), "SEK")
    assert (copy.title_sv, copy.title_en) == ("Verksamhetsplan 2027", "Operational plan 2027, after 1779")
    assert (copy.copied_from_id, copy.editions, copy.texts) == (plan.id, [], [])
    one = items["1.1"]
    assert one.parent_id == items["1"].id
    assert one.copied_from_id == made.id
    assert (one.contact_id, one.coordinator, one.budget) == (made.contact_id, "Åsa", Decimal(10))
    assert (one.lifecycle, one.expected_year) == (Lifecycle.ONGOING, 2027)
    assert (one.start_on, one.end_on) == (dt.date(2025, 2, 28), dt.date(2027, 12, 31))
    assert one.due_quarters == ["2027-Q2", "2027-Q4"]
    assert (one.prioritised_year, one.prioritised_source) == (2025, "the President")
    assert [(row.unit_id, row.role, row.counterpart_id) for row in one.units] == [
        (unit.id, UnitRole.SHARED, counterpart.id)
    ]
    assert [(row.kind, row.target_id) for row in one.links] == [(ItemLinkKind.BELONGS_TO, area.id)]
    assert (one.assessments, one.evidence) == ([], [])
    assert not list(PLAN_ITEMS.problems(one))


def test_what_is_over_comes_along_only_where_it_is_asked_for(store: Store, plan: Plan) -> None:
    done = _heading(store, plan, "1", lifecycle=Lifecycle.DONE)
    for place, lifecycle in enumerate((Lifecycle.DONE, Lifecycle.NOT_STARTED, Lifecycle.DROPPED), start=1):
        _commitment(store, plan, done, f"1.{place}", lifecycle=lifecycle)
    _heading(store, plan, "2", lifecycle=Lifecycle.DROPPED)
    _heading(store, plan, "3")
    assert over(store, plan.id) == {Lifecycle.DONE: 2, Lifecycle.DROPPED: 2}
    next_year, later = proposed(plan), proposed(plan, 2028)
    items = _items(store, copy_plan(store, plan.id, next_year))
    assert set(items) == {"1", "1.2", "3"}  # a heading that is done stays over what is not
    assert [(items[code].position, items[code].lifecycle) for code in ("1", "1.2", "3")] == [
        (1, Lifecycle.NOT_STARTED),
        (1, Lifecycle.NOT_STARTED),
        (2, Lifecycle.NOT_STARTED),
    ]
    everything = type(later)(later.year, later.title_sv, later.title_en, frozenset(Lifecycle))
    items = _items(store, copy_plan(store, plan.id, everything))
    assert set(items) == {"1", "1.1", "1.2", "1.3", "2", "3"}
    assert {item.lifecycle for item in items.values()} == {Lifecycle.NOT_STARTED}


def test_a_copy_is_one_step_that_undo_takes_back(store: Store, plan: Plan) -> None:
    _commitment(store, plan, _heading(store, plan), "1.1")
    before = dumping.dump(store)
    number = copy_plan(store, plan.id, proposed(plan))
    after = dumping.dump(store)
    store.undo()
    assert dumping.dump(store) == before
    store.redo()
    assert dumping.dump(store) == after
    assert store.get(Plan, number) is not None


@pytest.mark.parametrize(
    ("year", "said"), [(2026, "begins in 2026"), (1700, "1700 is not a year"), (2027, "was copied to 2027 before")]
)
def test_a_copy_that_makes_no_sense_is_refused(store: Store, plan: Plan, year: int, said: str) -> None:
    copy_plan(store, plan.id, proposed(plan))
    before = dumping.dump(store)
    with pytest.raises(KideskError, match=said):
        copy_plan(store, plan.id, proposed(plan, year))
    with pytest.raises(KideskError, match="no record"):
        copy_plan(store, 999_999, proposed(plan))
    assert dumping.dump(store) == before


def test_a_plan_of_several_years_is_copied_to_the_years_after_them(store: Store) -> None:
    plan = factory.plan(store, first_year=2022, last_year=2024, title_sv="Handlingsplan 2022–2024")
    copy = store.get(Plan, copy_plan(store, plan.id, proposed(plan)))
    assert copy is not None
    assert (copy.first_year, copy.last_year, copy.title_sv) == (2025, 2027, "Handlingsplan 2025–2027")


def test_a_plan_without_years_is_copied_to_a_year(store: Store) -> None:
    plan = factory.plan(store, title_sv="Strategi 2011")
    number = copy_plan(store, plan.id, proposed(plan, 2030))
    copy = store.get(Plan, number)
    assert copy is not None
    assert (copy.first_year, copy.last_year, copy.title_sv) == (2030, None, "Strategi 2011")


def test_the_shipped_plans_are_copied_whole(store: Store) -> None:
    load_starter(store)
    for plan in store.all(Plan):
        number = copy_plan(store, plan.id, proposed(plan))
        trees = [_titles(plan_tree(store, one, [])) for one in (plan.id, number)]
        assert trees[0] == trees[1]
        edit.delete(store, PLAN_ITEMS, [item.id for item in _items_of(store, number)])
        edit.delete(store, PLANS, [number])


def _items_of(store: Store, plan: int) -> list[PlanItem]:
    return store.rows(select(PlanItem).where(PlanItem.plan_id == plan))


def _titles(nodes: object) -> list[object]:
    return [(node.item.title_sv, _titles(node.children)) for node in nodes]  # type: ignore[attr-defined]


def test_every_column_of_an_item_comes_along_or_is_known_to_stay_behind() -> None:
    left = {"handed_over_to"} | BOOKKEEPING
    set_anew = {"plan_id", "parent_id", "position", "copied_from_id", "contact_id", "lifecycle"}
    moved = {"expected_year", "start_on", "end_on", "due_quarters", "changed_since_translated"}
    columns = {column.key for column in inspect(PlanItem).column_attrs}
    assert columns == left | set_anew | moved | set(AS_THEY_ARE)
