"""The overview and the plan's tree: what is counted, what needs attention, and how the colours add up."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

from kidesk.operations import edit
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.overview import Attention, Need, Overview, overview
from kidesk.operations.plan_tree import Node, plan_tree, plans, shown_quarters
from kidesk.operations.seal_quarter import seal
from kidesk.operations.start_workspace import load_demonstration, load_starter
from kidesk.records.agreement_terms import AgreementStatus, NoticeUnit, RenewalMode
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.ambassador import AmbassadorStage
from kidesk.records.membership import MembershipDecision
from kidesk.records.person_type import PERSONS
from kidesk.records.plan import PlanKind, PlanLevel
from kidesk.records.plan_item import UnitRole
from kidesk.records.quarter import Colour, RedReason, Trend
from kidesk.settings import Settings
from kidesk.store.store import Store
from tests import factory

DAY = dt.date(2026, 5, 4)


def _in(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def _agreement(store: Store, days: int | None, status: AgreementStatus = AgreementStatus.IN_FORCE, **more: Any) -> int:
    end = None if days is None else _in(days)
    return factory.agreement(store, status=status, end_on=end, is_open_ended=end is None, **more).id


def _numbers(found: tuple[Attention, ...]) -> list[int]:
    return [one.number for one in found]


def test_an_empty_workspace_has_an_empty_overview(store: Store) -> None:
    found = overview(store, DAY)
    assert found.is_empty
    assert found.attention == ()
    assert (found.plan, found.exposure, found.recent) == (None, None, ())
    assert [one.count for one in found.endings] == [0] * 12


def test_agreements_are_in_force_expiring_or_lapsed(store: Store) -> None:
    _agreement(store, None)
    _agreement(store, 400)
    last, soon = _agreement(store, 90), _agreement(store, 0)
    _agreement(store, 91)
    ran_out, marked = _agreement(store, -1), _agreement(store, -300, AgreementStatus.EXPIRED)
    _agreement(store, -400)
    _agreement(store, -20, AgreementStatus.TERMINATED)
    _agreement(store, 30, AgreementStatus.IDEA)
    renewed = _agreement(store, 30, AgreementStatus.UNDER_RENEWAL)
    found = overview(store, DAY)
    assert found.in_force == 6
    assert _numbers(found.expiring) == [soon, last]
    assert _numbers(found.lapsed) == [marked, ran_out]
    assert renewed not in _numbers(found.attention)


def test_the_last_day_to_give_notice_is_told_90_days_before(store: Store) -> None:
    notice: dict[str, Any] = {"notice": 6, "notice_unit": NoticeUnit.MONTHS, "renewal_mode": RenewalMode.AUTOMATIC}
    near = factory.agreement(store, status=AgreementStatus.IN_FORCE, end_on=dt.date(2026, 12, 31), **notice)
    factory.agreement(store, status=AgreementStatus.IN_FORCE, end_on=dt.date(2027, 12, 31), **notice)
    factory.agreement(store, status=AgreementStatus.IN_FORCE, end_on=dt.date(2026, 9, 30), **notice)
    (found,) = overview(store, DAY).notice
    assert (found.number, found.on, found.need) == (near.id, dt.date(2026, 6, 30), Need.NOTICE)


def test_end_dates_are_counted_by_month_from_this_one(store: Store) -> None:
    for days in (0, 20, 40, 41, 360, 400):
        _agreement(store, days)
    endings = overview(store, DAY).endings
    assert [one.month for one in endings[:2]] == [dt.date(2026, 5, 1), dt.date(2026, 6, 1)]
    assert [one.count for one in endings] == [2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]


def test_active_ambassadors_and_their_countries(store: Store) -> None:
    due = factory.ambassador(store, stage=AmbassadorStage.ACTIVE, countries=["KE", "SE"], review_on=DAY)
    factory.ambassador(store, stage=AmbassadorStage.ONBOARDED, countries=["SE"], review_on=_in(1))
    factory.ambassador(store, stage=AmbassadorStage.PAUSED, countries=["JP"])
    factory.ambassador(store, stage=AmbassadorStage.THANKED, countries=["FR"], review_on=_in(-9))
    found = overview(store, DAY)
    assert (found.ambassadors, found.countries) == (2, ("KE", "SE"))
    assert _numbers(found.to_review) == [due.id]


def test_mandates_that_end_within_90_days_need_attention(store: Store) -> None:
    soon = factory.ambassador(store, stage=AmbassadorStage.ACTIVE, end_on=_in(90))
    factory.ambassador(store, stage=AmbassadorStage.ACTIVE, end_on=_in(91))
    factory.ambassador(store, stage=AmbassadorStage.ACTIVE, end_on=_in(-1))
    factory.ambassador(store, stage=AmbassadorStage.ENDED, end_on=_in(1))
    found = overview(store, DAY)
    assert _numbers(found.mandates) == [soon.id]
    assert soon.id in _numbers(found.attention)


def test_memberships_are_reviewed_once_a_year(store: Store) -> None:
    never = factory.membership(store)
    old = factory.membership(store, last_evaluated_on=dt.date(2025, 5, 4))
    factory.membership(store, last_evaluated_on=dt.date(2025, 5, 5))
    factory.membership(store, until_on=_in(-1))
    factory.membership(store, decision=MembershipDecision.LEAVE)
    found = overview(store, DAY).memberships
    assert [(one.number, one.on) for one in found] == [(old.id, DAY), (never.id, None)]


def test_a_membership_is_reviewed_on_the_day_that_was_set(store: Store) -> None:
    set_for_today = factory.membership(store, last_evaluated_on=_in(-30), review_on=DAY)
    factory.membership(store, last_evaluated_on=_in(-500), review_on=_in(1))
    left = factory.membership(store, decision=MembershipDecision.LEAVE, review_on=_in(-1))
    found = overview(store, DAY).memberships
    assert [(one.number, one.on) for one in found] == [(left.id, _in(-1)), (set_for_today.id, DAY)]


def test_attention_goes_by_date_and_ends_with_what_has_none(store: Store) -> None:
    membership, late, lapsed = factory.membership(store), _agreement(store, 60), _agreement(store, -9)
    assert _numbers(overview(store, DAY).attention) == [lapsed, late, membership.id]


def _activities(store: Store, count: int) -> list[int]:
    plan = factory.plan(store).id
    return [factory.plan_item(store, plan_id=plan, code=f"1.{n}").id for n in range(1, count + 1)]


def test_the_plan_stands_as_in_the_quarter_assessed_last(store: Store) -> None:
    first, second, third, _fourth = _activities(store, 4)
    spring, summer, _empty = (factory.quarter(store).id for _ in range(3))
    assess(store, first, spring, Judgement(Colour.RED))
    assess(store, second, spring, Judgement(Colour.GREEN))
    assess(store, first, summer, Judgement(Colour.YELLOW))
    assess(store, second, summer, Judgement(Colour.RED, reason=RedReason.COULD_NOT_BE_PRIORITISED))
    assess(store, third, summer, Judgement(Colour.GREEN))
    status = overview(store, DAY).plan
    assert status is not None
    assert status.before < status.quarter
    assert [status.colours[colour] for colour in Colour] == [1, 1, 1, 1, 0]
    assert (status.movement[Trend.UP], status.movement[Trend.DOWN], status.movement[Trend.NEW]) == (1, 1, 1)
    assert [(red.number, red.trend) for red in status.reds] == [(second, Trend.DOWN)]
    assert status.reds[0].reason == RedReason.COULD_NOT_BE_PRIORITISED


def test_the_plan_is_compared_with_the_calendar_quarter_before_as_in_the_quarterly_status(store: Store) -> None:
    (item,) = _activities(store, 1)
    spring, autumn = (factory.quarter(store, name=name).id for name in ("2025-Q1", "2025-Q3"))
    assess(store, item, spring, Judgement(Colour.RED))
    assess(store, item, autumn, Judgement(Colour.GREEN))
    status = overview(store, DAY).plan
    assert status is not None
    assert (status.quarter, status.before) == ("2025-Q3", "")
    assert (status.movement[Trend.UP], status.movement[Trend.NEW]) == (0, 1)


def test_left_to_assess_is_what_is_due_and_has_no_colour(store: Store) -> None:
    plan = factory.plan(store).id
    done, left = (factory.plan_item(store, plan_id=plan, code=code).id for code in ("1", "2"))
    factory.plan_item(store, plan_id=plan, due_quarters=["2026-Q4"])
    now, ahead = (factory.quarter(store, name=name).id for name in ("2026-Q2", "2026-Q3"))
    assess(store, done, now, Judgement(Colour.NOT_DUE))
    assess(store, left, ahead, Judgement(Colour.GREEN))
    status = overview(store, DAY).plan
    assert status is not None
    assert status.assessing is not None
    found = status.assessing
    assert (found.quarter, found.assessed, found.total) == ("2026-Q2", 1, 3)
    assert [one.number for one in found.left] == [left]


def test_a_sealed_quarter_is_not_left_to_assess(store: Store) -> None:
    (item,) = _activities(store, 1)
    spring, summer = (factory.quarter(store, name=name) for name in ("2026-Q1", "2026-Q2"))
    assess(store, item, spring.id, Judgement(Colour.GREEN))
    seal(store, summer.name, Settings())
    status = overview(store, DAY).plan
    assert status is not None
    assert status.assessing is not None
    assert (status.assessing.quarter, status.assessing.left) == ("2026-Q1", ())


def test_units_that_have_not_answered_come_by_the_day_an_answer_was_wanted(store: Store) -> None:
    _activities(store, 1)
    days = {"Sen": DAY - dt.timedelta(days=1), "Utan dag": None, "I dag": DAY, "Svarat": DAY}
    asked = [
        {"unit_id": factory.organisation(store, name_sv=name).id, "asked_on": DAY - dt.timedelta(days=9), "due_on": due}
        | ({"answered_on": DAY} if name == "Svarat" else {})
        for name, due in days.items()
    ]
    factory.quarter(store, name="2026-Q2", requests=asked)
    status = overview(store, DAY).plan
    assert status is not None
    assert status.assessing is not None
    owing = [(one.sv, one.is_late) for one in status.assessing.owing]
    assert owing == [("Sen", True), ("I dag", False), ("Utan dag", False)]


def test_the_latest_action_plan_counts_and_no_other_plan(store: Store) -> None:
    factory.plan(store, first_year=2019)
    latest = factory.plan(store, first_year=2022)
    factory.plan(store)
    factory.plan(store, first_year=2025, kind=PlanKind.STRATEGY)
    status = overview(store, DAY).plan
    assert status is not None
    assert (status.number, status.quarter, status.reds) == (latest.id, "", ())


def _series(store: Store, values: dict[str, int], **more: Any) -> None:
    rows = [{"period": period, "value": Decimal(value)} for period, value in values.items()]
    factory.indicator(store, values=rows, **more)


def test_media_exposure_is_compared_with_the_same_month_a_year_before(store: Store) -> None:
    _series(store, {"2026-04": 7}, name_sv="Rang")
    _series(store, {"2025-04": 1000, "2026-03": 3000, "2026-04": 1250}, name_sv="Medieexponering, internationell")
    found = overview(store, DAY).exposure
    assert found is not None
    assert (found.sv, found.period, found.before) == ("Medieexponering, internationell", "2026-04", "2025-04")
    assert found.value == 1250
    assert found.change == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("broken", "change"), [("2025-05", None), ("2026", None), ("2025-04", 0.25), ("2026-05", 0.25)]
)
def test_values_before_and_after_a_method_break_are_not_compared(
    store: Store, broken: str, change: float | None
) -> None:
    note = [{"period": broken, "is_method_break": True}]
    _series(store, {"2025-04": 1000, "2026-04": 1250}, name_en="Media exposure", annotations=note)
    found = overview(store, DAY).exposure
    assert found is not None
    assert found.change == (None if change is None else pytest.approx(change))


def test_recent_records_come_latest_first_without_deleted_or_protected_ones(store: Store) -> None:
    organisation = factory.organisation(store)
    factory.person(store, has_protected_identity=True)
    deleted = factory.person(store)
    agreement = factory.agreement(store)
    edit.delete(store, PERSONS, [deleted.id])
    edit.save(store, AGREEMENTS, {"title_sv": "Nytt namn"}, number=agreement.id)
    recent = overview(store, DAY).recent
    assert [(one.type.key, one.number) for one in recent] == [
        ("agreements", agreement.id),
        ("organisations", organisation.id),
    ]
    assert recent[0].sv == "Nytt namn"


def _statements(store: Store) -> list[str]:
    seen: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    return seen


def test_the_overview_asks_no_more_of_a_full_workspace(store: Store) -> None:
    load_demonstration(store, DAY)
    seen = _statements(store)
    found: Overview = overview(store, DAY)
    assert not found.is_empty
    assert found.attention
    assert len([one for one in seen if one.startswith("SELECT")]) <= 25


def test_the_tree_of_47_activities_takes_a_handful_of_queries(store: Store) -> None:
    load_starter(store)
    plan = plans(store)[0]
    seen = _statements(store)
    tree = plan_tree(store, plan.id, ["2026-Q1"])
    assert len([one for one in seen if one.startswith("SELECT")]) <= 4
    assert [len(node.children) for node in tree] == [4, 4, 3]
    activities = [one for node in tree for one in node.activities]
    assert len(activities) == 47
    assert {one.colour("2026-Q1") for one in activities} == {Colour.NOT_ASSESSED}


@pytest.fixture
def tree(store: Store) -> tuple[Node, ...]:
    """An insight with two activities, one assessed, and an empty focus area."""
    plan = factory.plan(store).id
    insight = factory.plan_item(store, plan_id=plan, level=PlanLevel.INSIGHT, position=1).id
    unit = factory.organisation(store, name_sv="Kansliet", name_en="The Office").id
    roles = [{"unit_id": unit, "role": UnitRole.RESPONSIBLE}, {"unit_id": unit, "role": UnitRole.PARTICIPATES}]
    second = factory.plan_item(store, plan_id=plan, parent_id=insight, position=2, title_sv="Andra", units=roles).id
    factory.plan_item(store, plan_id=plan, parent_id=insight, position=1, title_sv="Första")
    factory.plan_item(store, plan_id=plan, level=PlanLevel.FOCUS_AREA, position=2)
    assess(store, second, factory.quarter(store, name="2026-Q1").id, Judgement(Colour.GREEN))
    return plan_tree(store, plan, ["2025-Q4", "2026-Q1"])


def test_parents_show_a_distribution_of_activities_only(tree: tuple[Node, ...]) -> None:
    insight, empty = tree
    assert [child.item.title_sv for child in insight.children] == ["Första", "Andra"]
    assert [insight.distribution("2026-Q1")[colour] for colour in Colour] == [1, 0, 0, 1, 0]
    assert [insight.distribution("2025-Q4")[colour] for colour in Colour] == [0, 0, 0, 2, 0]
    assert empty.activities == ()


def test_only_responsible_units_are_named(tree: tuple[Node, ...]) -> None:
    assert [unit.caption("en") for unit in tree[0].children[1].units] == ["The Office"]


def test_quarters_are_the_last_ones_in_order(store: Store) -> None:
    for name in ("2026-Q1", "2025-Q2", "2025-Q4"):
        factory.quarter(store, name=name)
    assert [one.name for one in shown_quarters(store, 2)] == ["2025-Q4", "2026-Q1"]
