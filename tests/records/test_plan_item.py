"""Plan items: order, place in the tree, assessments and evidence."""

from __future__ import annotations

import pytest

from kidesk.operations import edit
from kidesk.records.plan import LEVELS, Plan, PlanKind, PlanLevel
from kidesk.records.plan_item import (
    Assessment,
    Evidence,
    PlanItem,
    assessment_in,
    colour_in,
)
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.quarter import Colour, Quarter, QuarterStatus
from kidesk.store.store import Store
from tests import factory


def _keys(item: PlanItem) -> list[str]:
    return [problem.key for problem in PLAN_ITEMS.problems(item)]


def test_items_stand_in_the_order_of_their_codes(store: Store) -> None:
    plan = factory.plan(store)
    for code in ("2", "10", "1.2", "1.10", "1", ""):
        factory.plan_item(store, plan_id=plan.id, code=code, title_sv="Ärende")
    assert [item.code for item in store.all(PlanItem)] == ["1", "1.2", "1.10", "2", "10", ""]


def test_an_item_is_called_by_code_and_title() -> None:
    assert PlanItem(code="1.2", title_sv="Möte", title_en="").caption("en") == "1.2 Möte"
    assert PlanItem(title_sv="Möte", title_en="Meeting").caption("en") == "Meeting"


@pytest.mark.parametrize("kind", list(PlanKind))
def test_a_level_belongs_to_its_kind_of_plan(kind: PlanKind) -> None:
    for level in PlanLevel:
        item = PlanItem(title_sv="A", plan=Plan(kind=kind), level=level)
        assert _keys(item) == ([] if level in LEVELS[kind] else ["level"])


def test_every_level_belongs_to_a_kind_of_plan() -> None:
    assert {level for levels in LEVELS.values() for level in levels} == set(PlanLevel)


def test_an_item_cannot_stand_under_itself_or_what_stands_under_it() -> None:
    top, middle = PlanItem(title_sv="top"), PlanItem(title_sv="middle")
    middle.parent = top
    assert _keys(middle) == []
    top.parent = middle
    assert _keys(top) == ["parent_id"]
    top.parent = top
    assert _keys(top) == ["parent_id"]


def test_due_quarters_are_quarters() -> None:
    assert _keys(PlanItem(title_sv="A", due_quarters=["2024-Q4", "2025-K1"])) == []
    assert _keys(PlanItem(title_sv="A", due_quarters=["2024-Q4", "2024-Q9"])) == ["due_quarters"]


def test_the_item_above_is_of_the_same_plan() -> None:
    parent = PlanItem(title_sv="A", plan_id=1)
    assert _keys(PlanItem(title_sv="B", plan_id=1, parent=parent)) == []
    assert _keys(PlanItem(title_sv="B", plan_id=2, parent=parent)) == ["parent_id"]


def test_a_quarter_is_assessed_once() -> None:
    assessments = [Assessment(quarter_id=1), Assessment(quarter_id=2)]
    assert _keys(PlanItem(title_sv="A", assessments=assessments)) == []
    assessments[1].quarter_id = 1
    assert _keys(PlanItem(title_sv="A", assessments=assessments)) == ["assessments"]


def test_evidence_is_a_link_one_may_open() -> None:
    assert _keys(PlanItem(title_sv="A", evidence=[Evidence(link="https://ki.se")])) == []
    assert _keys(PlanItem(title_sv="A", evidence=[Evidence(link="file:///x")])) == ["evidence"]


def test_an_item_has_the_colour_of_the_quarter_asked_for() -> None:
    first = Assessment(quarter=Quarter(name="2024-Q1"), colour=Colour.RED)
    second = Assessment(quarter=Quarter(name="2024-Q2"), colour=Colour.GREEN)
    item = PlanItem(assessments=[first, second])
    assert colour_in(item, "2024-Q1") == Colour.RED
    assert assessment_in(item, "2024-Q2") is second
    assert colour_in(item, "2024-Q3") == Colour.NOT_ASSESSED
    assert assessment_in(item, "2024-Q3") is None


# A sealed quarter


def _sealed(store: Store) -> tuple[PlanItem, int, int]:
    """An item assessed in a sealed and in an open quarter: the item and the two quarters."""
    sealed, open_ = factory.quarter(store), factory.quarter(store)
    assessments = [{"quarter_id": sealed.id, "colour": Colour.GREEN}, {"quarter_id": open_.id}]
    item = factory.plan_item(store, assessments=assessments)
    with store.change("Sealed") as session:
        row = session.get(Quarter, sealed.id)
        assert row is not None
        row.status = QuarterStatus.SEALED
    return item, sealed.id, open_.id


def test_the_form_leaves_a_sealed_quarter_alone(store: Store) -> None:
    item, sealed, _ = _sealed(store)
    first, second = item.assessments
    kept = {"id": second.id, "comment_sv": "Kommentar"}
    for assessments in (
        [{"id": first.id, "colour": Colour.RED}, kept],
        [{"id": first.id, "quarter_id": second.quarter_id}, {"id": second.id, "quarter_id": sealed}],
        [kept],
        [{"id": first.id}, {"id": second.id, "quarter_id": sealed}],
    ):
        with pytest.raises(edit.Invalid) as refusal:
            edit.save(store, PLAN_ITEMS, {"assessments": assessments}, number=item.id)
        assert {problem.key for problem in refusal.value.problems} == {"assessments"}
    found = store.get(PlanItem, item.id)
    assert found is not None
    assert [one.colour for one in found.assessments] == [Colour.GREEN, Colour.NOT_ASSESSED]


def test_beside_a_sealed_quarter_the_open_one_is_assessed(store: Store) -> None:
    item, _, _ = _sealed(store)
    first, second = item.assessments
    assessments = [{"id": first.id, "colour": Colour.GREEN}, {"id": second.id, "colour": Colour.RED}]
    edit.save(store, PLAN_ITEMS, {"title_sv": "Ny", "assessments": assessments}, number=item.id)
    found = store.get(PlanItem, item.id)
    assert found is not None
    assert [one.colour for one in found.assessments] == [Colour.GREEN, Colour.RED]
