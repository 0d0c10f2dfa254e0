"""A sealed quarter stays as it was sealed, whatever is done afterwards, until it is reopened with a reason."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from kidesk.errors import KideskError
from kidesk.i18n import CODES, Language
from kidesk.operations import edit
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.compare_quarters import compare
from kidesk.operations.export_report import compose
from kidesk.operations.seal_quarter import NotReady, reopen, seal
from kidesk.operations.start_workspace import load_demonstration
from kidesk.records import AGREEMENTS, INDICATORS, ORGANISATIONS, PLAN_ITEMS, QUARTERS, clock
from kidesk.records.agreement import Agreement
from kidesk.records.indicator import Indicator
from kidesk.records.organisation import Organisation
from kidesk.records.plan import PlanKind, PlanLevel
from kidesk.records.plan_item import PlanItem, assessment_in
from kidesk.records.quarter import Colour, Period, Quarter, QuarterStatus, RedReason
from kidesk.reports.content import Note
from kidesk.settings import Settings
from kidesk.store import seals
from kidesk.store.check import check
from kidesk.store.store import Store
from kidesk.store.workspace import DATABASE, Workspace
from tests import factory
from tests.reports import sample

DAY = dt.date(2026, 11, 22)
HEAD = Settings(organisation_name="Åbo universitet", unit_name_sv="Enheten", unit_name_en="The unit", who="Åsa")
RED = Judgement(Colour.RED, "Ingen resurs", "No resources", RedReason.COULD_NOT_BE_PRIORITISED)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: DAY)


@pytest.fixture
def plan(store: Store) -> list[int]:
    """An action plan with three activities in a quarter: green, red with all it needs, not assessed."""
    plan = factory.plan(store, kind=PlanKind.ACTION_PLAN)
    unit = factory.organisation(store, name_sv="Enheten för A", name_en="Unit for A")
    items = [
        factory.plan_item(
            store,
            plan_id=plan.id,
            code=f"1.{place}",
            level=PlanLevel.ACTIVITY,
            title_en=f"Activity {place}",
            units=[{"unit_id": unit.id}],
        ).id
        for place in (1, 2, 3)
    ]
    quarter = factory.quarter(store, name="2026-Q3")
    assess(store, items[0], quarter.id, Judgement(Colour.GREEN, "Går bra", "Goes well"))
    assess(store, items[1], quarter.id, RED)
    return items


def _printed(store: Store, code: str, quarter: str = "2026-Q3") -> str:
    document = compose(
        store, "quarterly-status", language=Language(code), settings=HEAD, is_demonstration=False, quarter=quarter
    )
    return "\n".join(sample.texts(document))


def _quarter(store: Store, name: str = "2026-Q3") -> Quarter:
    (found,) = store.rows(select(Quarter).where(Quarter.name == name))
    return found


# Sealing


def test_what_is_printed_of_a_sealed_quarter_stays_whatever_changes_afterwards(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_demonstration(store, DAY)
    name = (Period.of(DAY) - 1).name
    for item in store.all(PlanItem):
        found = assessment_in(item, name)
        if found is not None and found.colour == Colour.RED:
            assess(store, item.id, found.quarter_id, RED)
    made = seal(store, name, HEAD)
    before = {code: _printed(store, code, name) for code in CODES}
    compared = compare(store, Period.named(name) - 1, Period.named(name), HEAD)
    assert made.sha256[:12] in before["sv"]
    for organisation in store.all(Organisation):
        edit.save(store, ORGANISATIONS, {"name_sv": "Nytt namn", "name_en": "New name"}, number=organisation.id)
    for agreement in store.all(Agreement):
        edit.save(store, AGREEMENTS, {"end_on": None, "title_sv": "Annat", "signed_own_on": None}, number=agreement.id)
    for series in store.all(Indicator):
        edit.save(store, INDICATORS, {"values": [], "name_sv": "Annat"}, number=series.id)
    doomed = [item for item in store.all(PlanItem) if item.assessments and not item.evidence]
    edit.delete(store, PLAN_ITEMS, [doomed[0].id])
    for item in store.all(PlanItem):
        edit.save(store, PLAN_ITEMS, {"title_sv": "Ny text", "title_en": "New text"}, number=item.id)
    monkeypatch.setattr(clock, "today", lambda: DAY + dt.timedelta(days=400))
    assert {code: _printed(store, code, name) for code in CODES} == before
    assert compare(store, Period.named(name) - 1, Period.named(name), HEAD).moves[0].now == compared.moves[0].now


@pytest.mark.parametrize("code", CODES)
def test_a_seal_keeps_all_that_the_open_quarter_said(store: Store, code: str) -> None:
    load_demonstration(store, DAY)
    name = (Period.of(DAY) - 1).name

    def said() -> tuple[object, ...]:
        made = compose(
            store, "quarterly-status", language=Language(code), settings=HEAD, is_demonstration=False, quarter=name
        )
        return made.control, *(block for block in made.blocks if not isinstance(block, Note))

    before = said()
    assert "1-779/2022" in str(before[0])
    seal(store, name, HEAD)
    assert said() == before


def test_a_sealed_quarter_is_no_draft_and_its_footer_names_the_seal(store: Store, plan: list[int]) -> None:
    assert "UTKAST" in str(_document(store).watermark)
    made = seal(store, "2026-Q3", HEAD)
    document = _document(store)
    assert document.watermark is None
    said = f"Förseglad 22 nov. 2026, försegling {made.id}, {made.sha256[:12]}"
    assert document.footer == f"Åbo universitet · Enheten · {said}"


def _document(store: Store) -> Any:
    language = Language("sv")
    return compose(store, "quarterly-status", language=language, settings=HEAD, is_demonstration=False)


def test_a_red_activity_without_comment_or_reason_keeps_its_quarter_open(store: Store, plan: list[int]) -> None:
    quarter = _quarter(store).id
    assess(store, plan[1], quarter, Judgement(Colour.RED, reason=RedReason.COULD_NOT_BE_CARRIED_OUT))
    assess(store, plan[2], quarter, Judgement(Colour.RED, "Bara ord"))
    with pytest.raises(NotReady) as refusal:
        seal(store, "2026-Q3", HEAD)
    said = refusal.value.said(Language("en"))
    assert "1.2 Activity 2 (comment); 1.3 Activity 3 (reason)" in said
    assert _quarter(store).status == QuarterStatus.OPEN
    assess(store, plan[1], quarter, RED)
    assess(store, plan[2], quarter, RED)
    assert seal(store, "2026-Q3", HEAD).name == "2026-Q3"


def test_sealing_twice_or_what_is_not_there_is_said(store: Store, plan: list[int]) -> None:
    seal(store, "2026-K3", HEAD)
    for name in ("2026-Q3", "2031-Q1", "the third"):
        with pytest.raises(KideskError):
            seal(store, name, HEAD)


# What is refused


def test_a_sealed_quarter_is_not_changed_by_any_edit(store: Store, plan: list[int]) -> None:
    quarter = _quarter(store)
    seal(store, "2026-Q3", HEAD)
    before = store.all(PlanItem)
    other = factory.quarter(store, name="2026-Q4")
    assessed = [{"id": one.id, "quarter_id": other.id} for one in before[0].assessments]
    attempts = [
        lambda: assess(store, plan[0], quarter.id, Judgement(Colour.YELLOW)),
        lambda: assess(store, plan[2], quarter.id, Judgement(Colour.YELLOW)),
        lambda: edit.save(store, PLAN_ITEMS, {"assessments": []}, number=plan[0]),
        lambda: edit.save(store, PLAN_ITEMS, {"assessments": assessed}, number=plan[0]),
        lambda: edit.save(store, PLAN_ITEMS, {"evidence": [{"quarter_id": quarter.id, "note": "x"}]}, number=plan[0]),
        lambda: edit.save(store, QUARTERS, {"notes": "x"}, number=quarter.id),
        lambda: edit.save(store, QUARTERS, {"name": "2027-Q1"}, number=quarter.id),
        lambda: edit.delete(store, QUARTERS, [quarter.id]),
    ]
    for attempt in attempts:
        with pytest.raises(KideskError):
            attempt()
    assert [_colours(item) for item in store.all(PlanItem)] == [_colours(item) for item in before]


def _colours(item: PlanItem) -> list[tuple[int, Colour, str]]:
    return [(one.quarter_id, one.colour, one.comment_sv) for one in item.assessments]


def test_undo_does_not_reach_behind_a_seal(store: Store, plan: list[int]) -> None:
    seal(store, "2026-Q3", HEAD)
    with pytest.raises(KideskError) as refusal:
        store.undo()
    assert "2026-Q3 is sealed" in refusal.value.said(Language("en"))
    assert len(store.all(PlanItem)[1].assessments) == 1


def test_an_activity_deleted_after_the_seal_may_come_back_as_it_was(store: Store, plan: list[int]) -> None:
    seal(store, "2026-Q3", HEAD)
    edit.delete(store, PLAN_ITEMS, [plan[0]])
    store.undo()
    assert [one.colour for one in store.all(PlanItem)[0].assessments] == [Colour.GREEN]
    store.redo()
    assert [item.id for item in store.all(PlanItem)] == plan[1:]


def test_an_activity_deleted_before_the_seal_does_not_come_back_into_it(store: Store, plan: list[int]) -> None:
    edit.delete(store, PLAN_ITEMS, [plan[0]])
    seal(store, "2026-Q3", HEAD)
    with pytest.raises(KideskError):
        store.undo()


def test_other_programs_cannot_change_a_seal_either(folder: Path) -> None:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        factory.quarter(workspace.store, name="2026-Q3")
        seal(workspace.store, "2026-Q3", HEAD)
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        for statement in ("DELETE FROM seal", "UPDATE seal SET content = '{}'", "UPDATE seal SET sha256 = 'x'"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(statement)


def test_the_check_finds_a_seal_whose_content_was_changed_behind_its_back(folder: Path) -> None:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        factory.quarter(workspace.store, name="2026-Q3")
        seal(workspace.store, "2026-Q3", HEAD)
        assert not any(finding.problems for finding in check(workspace.store))
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.execute("DROP TRIGGER seal_is_kept")
        connection.execute("UPDATE seal SET content = replace(content, 'Q3', 'Q2')")
        connection.commit()
    with closing(Workspace.open(folder, "Tove")) as workspace:
        assert [one.problems for one in check(workspace.store) if one.check == "seals"] == [("2026-Q3 (1)",)]


# Reopening


def test_a_quarter_is_reopened_with_a_reason_and_its_seal_stays(store: Store, plan: list[int]) -> None:
    first = seal(store, "2026-Q3", HEAD)
    with pytest.raises(KideskError):
        reopen(store, "2026-Q3", "  ")
    reopen(store, "2026-Q3", "Fel färg")
    quarter = _quarter(store)
    assert (quarter.status, quarter.reopened_because) == (QuarterStatus.REOPENED, "Fel färg")
    assess(store, plan[0], quarter.id, Judgement(Colour.YELLOW, "Rättad"))
    second = seal(store, "2026-Q3", HEAD)
    assert second.sha256 != first.sha256
    with store.read() as session:
        rows = session.execute(select(seals.SEAL).order_by(seals.SEAL.c.id)).all()
    assert [(row.sha256, row.reopened_because, row.reopened_by) for row in rows] == [
        (first.sha256, "Fel färg", store.who),
        (second.sha256, "", ""),
    ]
    with pytest.raises(KideskError):
        reopen(store, "2026-Q2", "Varför inte")


def test_neither_a_seal_nor_its_reopening_is_taken_back(store: Store, plan: list[int]) -> None:
    before = store.next_steps()
    seal(store, "2026-Q3", HEAD)
    assert store.next_steps() == before
    reopen(store, "2026-Q3", "Fel färg")
    assert store.next_steps() == before


# Comparing


def test_two_quarters_compare_activity_by_activity(store: Store, plan: list[int]) -> None:
    later = factory.quarter(store, name="2026-Q4")
    assess(store, plan[0], later.id, Judgement(Colour.RED, "Går inte bra", "Goes badly"))
    assess(store, plan[1], later.id, Judgement(Colour.GREEN))
    edit.delete(store, PLAN_ITEMS, [plan[2]])
    found = compare(store, Period(2026, 4), Period(2026, 3), HEAD)
    assert [(move.item, move.before, move.now, move.trend.value) for move in found.moves] == [
        (plan[0], Colour.GREEN, Colour.RED, "down"),
        (plan[1], Colour.RED, Colour.GREEN, "up"),
    ]
    assert [(one.change, one.text) for one in found.moves[0].comment_sv] == [
        ("same", "Går"),
        ("added", "inte"),
        ("same", "bra"),
    ]
    assert found.distribution(last=False)[Colour.GREEN] == found.distribution(last=True)[Colour.GREEN] == 1
    with pytest.raises(KideskError):
        compare(store, Period(2026, 3), Period(2026, 3), HEAD)


def test_an_activity_that_is_new_or_gone_is_in_one_quarter_only(store: Store, plan: list[int]) -> None:
    seal(store, "2026-Q3", HEAD)
    edit.delete(store, PLAN_ITEMS, [plan[0]])
    plan_id = store.all(PlanItem)[0].plan_id
    new = factory.plan_item(store, plan_id=plan_id, code="1.9", level=PlanLevel.ACTIVITY).id
    found = compare(store, Period(2026, 3), Period(2026, 4), HEAD)
    moves = {move.item: (move.before, move.now) for move in found.moves}
    assert moves[plan[0]] == (Colour.GREEN, None)
    assert moves[new] == (None, Colour.NOT_ASSESSED)
