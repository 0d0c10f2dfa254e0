"""Starting a workspace: the starter set is whole and unassessed, the demonstration shows every state there is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest

from kidesk.errors import KideskError
from kidesk.operations import follow_up, retention_review, start_workspace
from kidesk.operations.find_duplicates import WITH_DUPLICATES, find_duplicates
from kidesk.operations.start_workspace import load_demonstration, load_starter
from kidesk.operations.tags import tags_of
from kidesk.records import AMBASSADORS, PERSONS, RECORD_TYPES
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_route import next_step, route_row
from kidesk.records.agreement_rules import PREPARING, is_concluded, state
from kidesk.records.agreement_terms import AgreementState, AgreementStatus
from kidesk.records.ambassador import Ambassador, AmbassadorStage
from kidesk.records.fields import Parts
from kidesk.records.indicator import Indicator
from kidesk.records.interaction import Interaction
from kidesk.records.membership import Membership
from kidesk.records.organisation import ORGANISATIONS, Organisation
from kidesk.records.person import Person
from kidesk.records.plan import Plan
from kidesk.records.plan_item import PlanItem, UnitRole
from kidesk.records.quarter import Colour, Quarter
from kidesk.store.check import check
from kidesk.store.store import Listing, Store

DAY = dt.date(2026, 5, 4)


@pytest.fixture(scope="module")
def demonstration(shared_store: Store) -> Store:
    load_demonstration(shared_store, DAY)
    return shared_store


def items(store: Store, title: str) -> list[PlanItem]:
    return [item for item in store.all(PlanItem) if title in item.plan.title_sv]


def everything_wrong(store: Store) -> list[str]:
    """All problems of all records, looked at as a form looks at them."""
    found = []
    for record_type in RECORD_TYPES:
        for row in store.all(record_type.record):
            problems = list(record_type.problems(row))
            for field in record_type.editable:
                problems += field.problems(field.read(row))
                if isinstance(field, Parts):
                    rows = field.read(row)
                    problems += [one for part in rows for own in field.fields for one in own.problems(own.read(part))]
            found += [f"{record_type.key} {row.caption('en')}: {one.key} {one.message}" for one in problems]
    return found


def test_the_starter_has_the_action_plan_unassessed(store: Store) -> None:
    load_starter(store)
    plan = items(store, "internationell synlighet")
    assert Counter(item.level.value for item in plan) == {"insight": 3, "focus-area": 11, "activity": 47}
    assert sum(item.prioritised_year is not None or bool(item.prioritised_source) for item in plan) == 8
    assert [item for item in plan if item.assessments] == []
    assert store.all(Quarter) == []
    assert store.all(Person) == []


def test_the_starter_has_the_strategy_and_the_operational_plan(store: Store) -> None:
    load_starter(store)
    assert Counter(item.level.value for item in items(store, "strategi")) == {"strategy": 3, "action": 12}
    operational = items(store, "Verksamhetsplan")
    assert Counter(item.level.value for item in operational) == {"heading": 3, "commitment": 23}
    plan = next(plan for plan in store.all(Plan) if plan.budget)
    assert (plan.budget, plan.currency) == (Decimal(53_255_000), "SEK")
    roles = {unit.role for item in operational for unit in item.units}
    assert roles == set(UnitRole)
    edition = next(plan for plan in store.all(Plan) if plan.editions).editions[0]
    assert (edition.dnr, edition.decision_date, edition.previous_dnr) == ("1-779/2022", None, "")


def test_every_item_stands_where_its_code_says(store: Store) -> None:
    load_starter(store)
    for item in store.all(PlanItem):
        above = item.code.rpartition(".")[0]
        assert (item.parent.code if item.parent else "") == above
        assert item.parent is None or item.parent.plan_id == item.plan_id
    for plan in store.all(Plan):
        own = sorted((item for item in store.all(PlanItem) if item.plan_id == plan.id), key=lambda item: item.position)
        assert [item.order_text() for item in own] == sorted(item.order_text() for item in own)


def test_a_new_workspace_offers_no_undo_of_what_it_came_with(store: Store) -> None:
    load_starter(store)
    assert store.next_steps() == (None, None)
    assert store.undo() is None
    assert store.count(Listing(ORGANISATIONS)) > 0
    organisation = store.all(Organisation)[0]
    assert [entry.kind for entry in store.past(Organisation, organisation.id)] == ["insert"]


def test_a_workspace_in_use_may_take_the_starter_back(store: Store) -> None:
    with store.change("Added {type}", "organisations") as session:
        session.add(Organisation(name_en="First"))
    load_starter(store)
    assert store.undo() == start_workspace.STARTED
    assert [one.name_en for one in store.all(Organisation)] == ["First"]
    assert store.all(Plan) == []


def test_the_starter_is_not_loaded_twice(store: Store) -> None:
    load_starter(store)
    before = store.count(Listing(ORGANISATIONS))
    with pytest.raises(KideskError, match="already"):
        load_starter(store)
    with pytest.raises(KideskError, match="already"):
        load_demonstration(store, DAY)
    assert store.count(Listing(ORGANISATIONS)) == before


def test_nothing_shipped_has_a_problem(demonstration: Store) -> None:
    assert everything_wrong(demonstration) == []
    assert not any(finding.problems for finding in check(demonstration))
    assert demonstration.next_steps() == (None, None)


def test_the_demonstration_has_every_status_and_stage(demonstration: Store) -> None:
    agreements = demonstration.all(Agreement)
    assert {agreement.status for agreement in agreements} == set(AgreementStatus)
    assert {state(agreement, DAY) for agreement in agreements} == set(AgreementState)
    ambassadors = demonstration.all(Ambassador)
    assert {one.stage for one in ambassadors} == set(AmbassadorStage)
    assert all(one.stage in [change.stage for change in one.stages] for one in ambassadors)
    assert all(change.on <= DAY for one in ambassadors for change in one.stages)


def test_the_demonstration_explains_every_step_of_every_agreement(
    demonstration: Store, freeze: Callable[[dt.date], None]
) -> None:
    freeze(DAY)
    agreements = demonstration.all(Agreement)
    for agreement in agreements:
        days = [step.on for step in agreement.status_changes]
        assert days == sorted(days)
        assert days[-1] <= DAY
        assert all(step.explanation for step in agreement.status_changes)
        assert agreement.status == agreement.status_changes[-1].status
        assert route_row(agreement) is not None
    leading = {step.status for agreement in agreements if (step := next_step(agreement)) is not None}
    assert leading >= {*PREPARING[1:], AgreementStatus.IN_FORCE, AgreementStatus.UNDER_RENEWAL}
    waiting = [one for one in agreements if one.status == AgreementStatus.OUT_FOR_SIGNATURE and one.signed_own_on]
    assert [is_concluded(one) for one in waiting] == [False]


def test_the_demonstration_has_four_assessed_quarters_and_the_current_one(demonstration: Store) -> None:
    quarters = [quarter.name for quarter in demonstration.all(Quarter)]
    assert sorted(quarters) == ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"]
    activities = [one for one in items(demonstration, "internationell synlighet") if one.level.value == "activity"]
    assessed = Counter(one.quarter.name for item in activities for one in item.assessments)
    assert assessed == {"2025-Q2": 47, "2025-Q3": 47, "2025-Q4": 47, "2026-Q1": 47}
    colours = {one.colour for item in activities for one in item.assessments}
    assert colours == {Colour.GREEN, Colour.YELLOW, Colour.RED}
    reds = [one for item in activities for one in item.assessments if one.colour == Colour.RED]
    assert all(one.comment_sv and one.comment_en and one.reason.value != "none" for one in reds)
    assert {one.assessed_on for item in activities for one in item.assessments if one.quarter.name == "2026-Q1"} == {
        dt.date(2026, 3, 31)
    }


def test_keys_become_links_and_offsets_become_dates(demonstration: Store) -> None:
    agreement = next(one for one in demonstration.all(Agreement) if one.own_number == "IK-E-0117")
    assert agreement.owner is not None
    assert agreement.owner.family_name == "Östberg"
    assert {party.organisation.abbreviation for party in agreement.parties} >= {"KI"}
    assert agreement.signatories[0].signed_on == DAY - dt.timedelta(days=1430)
    assert (agreement.conditions[0].eqf_levels, agreement.conditions[0].language_level.value) == (["7"], "B2")
    assert {number.academic_year for number in agreement.numbers} <= {2023, 2024, 2025}
    assert any(one.parent_id for one in demonstration.all(Agreement))
    assert all(one.persons or one.organisations for one in demonstration.all(Interaction))
    assert all(one.representatives for one in demonstration.all(Membership))
    assert any(person.has_protected_identity or person.emails for person in demonstration.all(Person))


def test_the_demonstration_has_something_on_every_page_about_people(
    demonstration: Store, freeze: Callable[[dt.date], None]
) -> None:
    freeze(DAY)
    for record_type in WITH_DUPLICATES:
        assert find_duplicates(demonstration, record_type)
    kinds = {one.review.reason.message for one in retention_review.due(demonstration, DAY)}
    assert len(kinds) == 2, "one without contact, one that was to be kept until a day that has passed"
    assert sum(person.has_protected_identity for person in demonstration.all(Person)) == 1
    assert len(follow_up.due(demonstration, DAY)) > 1
    assert tags_of(demonstration, PERSONS)
    views = [view for view in AMBASSADORS.views if view.key in ("review", "consent")]
    assert all(demonstration.count(Listing(AMBASSADORS, view)) for view in views)


def test_the_monthly_values_end_with_the_month_before(demonstration: Store) -> None:
    media = [one for one in demonstration.all(Indicator) if one.values]
    assert len(media) == 2
    for indicator in media:
        assert [indicator.values[0].period, indicator.values[-1].period] == ["2023-05", "2026-04"]
        assert len(indicator.values) == 36


@pytest.mark.parametrize("day", [dt.date(2024, 2, 29), dt.date(2027, 1, 1)])
def test_the_demonstration_can_start_on_any_day(store: Store, day: dt.date, freeze: Callable[[dt.date], None]) -> None:
    freeze(day)
    load_demonstration(store, day)
    assert everything_wrong(store) == []
    assert {state(agreement, day) for agreement in store.all(Agreement)} == set(AgreementState)
