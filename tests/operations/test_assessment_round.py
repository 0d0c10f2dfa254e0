"""The round of assessments, as it is read, and the evidence that is given in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from kidesk.errors import KideskError, StaleRecord
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.assess_activity import Judgement, assess, judgement_of
from kidesk.operations.assessment_round import SHOWN, Round, assessment_round
from kidesk.operations.give_evidence import EVIDENCE_GIVEN, find_evidence, give_evidence, remove_evidence
from kidesk.operations.seal_quarter import seal
from kidesk.records.assessment_rules import Lack, assessment_before, lack, shown_by
from kidesk.records.plan import PlanLevel
from kidesk.records.plan_item import PlanItem, assessment_in
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.quarter import Colour, Period, RedReason
from kidesk.settings import Settings
from kidesk.store.store import Store
from tests import factory

SPRING, SUMMER = Period(2026, 1), Period(2026, 2)


class Plan:
    """A plan with one focus area and some activities, and two quarters."""

    def __init__(self, store: Store, activities: int = 3) -> None:
        self.id = factory.plan(store).id
        self.area = factory.plan_item(store, plan_id=self.id, level=PlanLevel.FOCUS_AREA).id
        self.items = [
            factory.plan_item(store, plan_id=self.id, parent_id=self.area, position=place).id
            for place in range(activities)
        ]
        self.spring = factory.quarter(store, name=SPRING.name).id
        self.summer = factory.quarter(store, name=SUMMER.name).id


@pytest.fixture
def plan(store: Store) -> Plan:
    return Plan(store)


def _round(store: Store, plan: Plan, period: Period = SUMMER) -> Round:
    found = assessment_round(store, plan.id, period, Settings())
    assert found is not None
    return found


def _item(store: Store, number: int) -> PlanItem:
    item = store.get(PlanItem, number)
    assert item is not None
    return item


@contextmanager
def _counted(store: Store) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(*told: Any) -> None:
        statements.append(told[2])

    event.listen(store.engine, "before_cursor_execute", note)
    yield statements
    event.remove(store.engine, "before_cursor_execute", note)


def test_a_round_is_read_in_as_many_queries_however_many_activities_there_are(store: Store, plan: Plan) -> None:
    with _counted(store) as few:
        _round(store, plan)
    for place in range(40):
        number = factory.plan_item(store, plan_id=plan.id, parent_id=plan.area, position=place).id
        assess(store, number, plan.summer, Judgement(Colour.GREEN))
        give_evidence(store, number, None, "https://example.org")
    with _counted(store) as many:
        assert len(_round(store, plan).activities) == 43
    assert len(many) == len(few) <= 7


def test_the_tabs_hold_what_they_say(store: Store, plan: Plan) -> None:
    red, green, nothing = plan.items
    assess(store, red, plan.summer, Judgement(Colour.RED))
    assess(store, green, plan.summer, Judgement(Colour.GREEN))
    assess(store, nothing, plan.spring, Judgement(Colour.RED))
    edit.save(store, PLAN_ITEMS, {"coordinator": f" {store.who.upper()} "}, number=green)
    give_evidence(store, green, plan.summer, "https://example.org")
    give_evidence(store, red, plan.spring, "https://example.org")
    found = _round(store, plan)
    shown = {key: [one.item.id for one in found.activities if holds(one)] for key, (_label, holds) in SHOWN.items()}
    assert shown == {
        "all": plan.items,
        "not-assessed": [nothing],
        "mine": [green],
        "red": [red],
        "no-evidence": [red, nothing],
    }
    assert (found.assessed, found.is_done) == (2, False)
    assert found.activities[0].lack == Lack(comment=True, reason=True)


def test_a_round_that_was_judged_is_the_one_that_would_be_read(store: Store, plan: Plan) -> None:
    judgement = Judgement(Colour.RED, "Ingen tid")
    expected = _round(store, plan).judged(plan.items[1], judgement)
    assess(store, plan.items[1], plan.summer, judgement)
    read = _round(store, plan)
    said = [[(one.item.id, one.colour, one.lack) for one in found.activities] for found in (expected, read)]
    assert said[0] == said[1]


def test_a_sealed_round_stays_as_it_was(store: Store, plan: Plan) -> None:
    for number in plan.items:
        assess(store, number, plan.summer, Judgement(Colour.GREEN))
    seal(store, SUMMER.name, Settings())
    edit.save(store, PLAN_ITEMS, {"title_sv": "Annat", "position": 9}, number=plan.items[0])
    edit.delete(store, PLAN_ITEMS, [plan.items[2]])
    found = _round(store, plan)
    assert [one.item.id for one in found.activities] == plan.items
    whole = found.item(store, plan.items[2])
    assert whole is not None
    assert judgement_of(assessment_in(whole, SUMMER.name)) == Judgement(Colour.GREEN)
    assert _round(store, plan, SPRING).activities[-1].item.title_sv == "Annat"


def test_a_plan_of_later_than_the_seal_has_no_activities_in_it(store: Store, plan: Plan) -> None:
    seal(store, SUMMER.name, Settings())
    later = factory.plan(store).id
    factory.plan_item(store, plan_id=later)
    found = assessment_round(store, later, SUMMER, Settings())
    assert found is not None
    assert (found.activities, found.is_done) == ((), False)
    assert assessment_round(store, 999_999, SUMMER, Settings()) is None


@pytest.mark.parametrize(
    ("colour", "comment", "reason", "said"),
    [
        (Colour.RED, "", RedReason.NONE, "comment and reason"),
        (Colour.RED, " \n", RedReason.COULD_NOT_BE_CARRIED_OUT, "comment"),
        (Colour.RED, "Ingen tid", RedReason.NONE, "reason"),
        (Colour.RED, "Ingen tid", RedReason.COULD_NOT_BE_CARRIED_OUT, ""),
        (Colour.GREEN, "", RedReason.NONE, ""),
    ],
)
def test_only_red_lacks_something(
    colour: Colour, comment: str, reason: RedReason, said: str
) -> None:
    found = lack(colour, ("", comment), reason)
    assert (found.said(Language("en")), bool(found)) == (said, bool(said))


def test_the_assessment_before_is_the_latest_that_gave_a_colour(store: Store, plan: Plan) -> None:
    number = plan.items[0]
    winter = factory.quarter(store, name="2025-Q4").id
    assess(store, number, winter, Judgement(Colour.YELLOW))
    assess(store, number, plan.spring, Judgement(Colour.NOT_ASSESSED, "Väntar"))
    assess(store, number, plan.summer, Judgement(Colour.RED))
    before = assessment_before(_item(store, number), SUMMER)
    assert before is not None
    assert before.quarter.name == "2025-Q4"
    assert assessment_before(_item(store, number), Period(2025, 4)) is None


def test_who_has_seen_another_assessment_changes_nothing(store: Store, plan: Plan) -> None:
    number, seen = plan.items[0], judgement_of(None)
    assess(store, number, plan.summer, Judgement(Colour.RED), seen=seen)
    with pytest.raises(StaleRecord):
        assess(store, number, plan.summer, Judgement(Colour.GREEN), seen=seen)
    assert judgement_of(assessment_in(_item(store, number), SUMMER.name)).colour == Colour.RED
    assess(store, number, plan.summer, Judgement(Colour.GREEN), seen=Judgement(Colour.RED))


# Evidence


def test_every_kind_of_record_is_found_and_can_be_evidence(store: Store, plan: Plan) -> None:
    kobe = factory.organisation(store, name_en="Kobe").id
    person = factory.person(store, family_name="Kobe").id
    made = [
        factory.agreement(store, title_en="Kobe"),
        factory.ambassador(store, person_id=person),
        factory.interaction(store, title="Kobe"),
        factory.membership(store, organisation_id=kobe),
        factory.indicator(store, name_en="Kobe"),
        factory.plan_item(store, title_en="Kobe"),
    ]
    found = find_evidence(store, "kobe", plan.items[0])
    assert [(type(one), one.id) for one in found] == [(type(one), one.id) for one in made]
    for one in found:
        give_evidence(store, plan.items[0], plan.summer, one)
    evidence = _item(store, plan.items[0]).evidence
    assert [(type(row), row.id) for one in evidence if (row := shown_by(one))] == [
        (type(one), one.id) for one in made
    ]
    assert find_evidence(store, "kobe", made[-1].id)[-1].id != made[-1].id
    assert store.undo() == EVIDENCE_GIVEN
    assert len(_item(store, plan.items[0]).evidence) == 5


def test_evidence_for_all_quarters_covers_each_but_not_the_other_way(store: Store, plan: Plan) -> None:
    agreement, number = factory.agreement(store), plan.items[0]
    give_evidence(store, number, plan.spring, agreement)
    give_evidence(store, number, None, agreement)
    with pytest.raises(KideskError, match="there already"):
        give_evidence(store, number, plan.summer, agreement)


@pytest.mark.parametrize("address", ["ftp://example.org", "https://a b.org", "https://"])
def test_an_address_that_cannot_be_opened_is_no_evidence(store: Store, plan: Plan, address: str) -> None:
    with pytest.raises(edit.Invalid):
        give_evidence(store, plan.items[0], None, address)
    assert _item(store, plan.items[0]).evidence == []


def test_a_sealed_quarter_takes_no_evidence_and_gives_none_away(store: Store, plan: Plan) -> None:
    number = plan.items[0]
    give_evidence(store, number, plan.summer, "https://example.org")
    seal(store, SUMMER.name, Settings())
    (kept,) = _item(store, number).evidence
    with pytest.raises(KideskError, match="sealed"):
        remove_evidence(store, number, kept.id)
    with pytest.raises(KideskError, match="sealed"):
        edit.save(store, PLAN_ITEMS, {"evidence": []}, number=number)
    with pytest.raises(KideskError, match="sealed"):
        give_evidence(store, number, plan.summer, factory.agreement(store))
    give_evidence(store, number, plan.spring, factory.agreement(store))
    assert len(_item(store, number).evidence) == 2


def test_what_is_gone_is_told(store: Store, plan: Plan) -> None:
    with pytest.raises(KideskError, match="removed already"):
        remove_evidence(store, plan.items[0], 999)
    for item, quarter in ((999_999, None), (plan.items[0], 999_999)):
        with pytest.raises(KideskError, match="no record"):
            give_evidence(store, item, quarter, "https://example.org")
