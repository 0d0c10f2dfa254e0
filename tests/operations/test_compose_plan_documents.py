"""The operational plan and the strategy overview: what they say of the plans in the register."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from kidesk.i18n import CODES, Language
from kidesk.operations import edit
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.export_report import compose, export
from kidesk.operations.start_workspace import load_starter
from kidesk.records.organisation import OrganisationKind
from kidesk.records.plan import PlanKind, PlanLevel
from kidesk.records.plan_item import ItemLinkKind, Lifecycle, PlanItem, UnitRole
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.quarter import Colour
from kidesk.reports.content import Badge, Block, Cell, Chart, Distribution, Facts, Group, Stack, Table, plain
from kidesk.settings import Settings
from kidesk.store.store import Store
from tests import factory
from tests.reports import paper

QUARTER = "2026-Q3"


def _blocks(store: Store, report: str, code: str = "en") -> tuple[Block, ...]:
    made = compose(
        store, report, language=Language(code), settings=Settings(), is_demonstration=False, quarter=QUARTER
    )
    return made.blocks


def _rows(blocks: tuple[Block, ...]) -> Iterator[list[str]]:
    for table in blocks:
        if isinstance(table, Table):
            for row in table.read():
                yield [plain(row.text)] if isinstance(row, Group) else [_said(cell) for cell in row]


def _said(cell: Cell) -> str:
    if isinstance(cell, Stack):
        return " | ".join(_said(one) for one in cell.values)
    assert isinstance(cell, Badge) or not hasattr(cell, "parts")
    return cell if isinstance(cell, str) else str(getattr(cell, "text", ""))


@pytest.fixture
def operational(store: Store) -> Store:
    """A plan with a heading and two commitments, one of which has a budget and a counterpart."""
    own, other = (
        factory.organisation(store, name_en=name, abbreviation=short, kind=OrganisationKind.OWN_UNIT)
        for name, short in (("Office", "OFF"), ("Library", ""))
    )
    plan = factory.plan(
        store, kind=PlanKind.OPERATIONAL_PLAN, budget=Decimal(53255000), currency="SEK", first_year=2024, last_year=2024
    )
    heading = factory.plan_item(store, plan_id=plan.id, level=PlanLevel.HEADING, code="1", title_en="Focus")
    shared = {"unit_id": own.id, "role": UnitRole.SHARED, "counterpart_id": other.id}
    values = {"plan_id": plan.id, "parent_id": heading.id, "level": PlanLevel.COMMITMENT}
    factory.plan_item(
        store, code="1.1", title_en="Boards", units=[shared], budget=Decimal("250000.50"), **values
    )
    factory.plan_item(
        store, code="1.2", title_en="Networks", units=[{"unit_id": own.id, "role": UnitRole.RESPONSIBLE}], **values
    )
    return store


def test_an_operational_plan_says_commitments_roles_and_budget(operational: Store) -> None:
    blocks = _blocks(operational, "operational-plan")
    (facts,) = [one for one in blocks if isinstance(one, Facts)]
    assert dict(facts.pairs) == {
        "Years": "2024",
        "Budget": "SEK\N{NO-BREAK SPACE}53,255,000",
        "Of which on commitments": "SEK\N{NO-BREAK SPACE}250,000.50",
        "Commitments": "2",
    }
    assert list(_rows(blocks)) == [
        ["1.1 Boards", "OFF, shared with Library", "Not started", "SEK\N{NO-BREAK SPACE}250,000.50"],
        ["1.2 Networks", "Responsible: OFF", "Not started", "–"],
        ["Office (OFF)", "1", "1", "0", "0"],
        ["Library", "0", "0", "0", "1"],
    ]


def test_a_budget_is_written_the_swedish_way(operational: Store) -> None:
    (facts,) = [one for one in _blocks(operational, "operational-plan", "sv") if isinstance(one, Facts)]
    assert dict(facts.pairs)["Budget"] == "53 255 000 SEK".replace(" ", "\N{NO-BREAK SPACE}")


def test_the_shipped_plan_prints_all_its_commitments(store: Store, tmp_path: Path) -> None:
    load_starter(store)
    for code, words in (("sv", "Internationella relationer"), ("en", "SEK 53,255,000")):
        output = tmp_path / f"{code}.pdf"
        language = Language(code)
        export(store, "operational-plan", language=language, output=output, settings=Settings(), is_demonstration=False)
        text = " ".join(paper.text(output).replace("\N{NO-BREAK SPACE}", " ").split())
        assert words in text
        for number in ("1.1", "1.7", "2.1", "2.7", "3.1", "3.9"):
            assert f" {number} " in text


@pytest.fixture
def strategy(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A strategy with two actions, one of which an activity and a commitment serve."""
    plan = factory.plan(store, kind=PlanKind.STRATEGY, title_en="The strategy")
    above = factory.plan_item(store, plan_id=plan.id, level=PlanLevel.STRATEGY, code="1", title_en="Alliances")
    values = {"plan_id": plan.id, "parent_id": above.id, "level": PlanLevel.ACTION}
    action = factory.plan_item(store, code="1.1", title_en="Ask a coordinator", **values)
    factory.plan_item(store, code="1.2", title_en="Report agreements", **values)
    links = [{"kind": ItemLinkKind.SERVES, "target_id": action.id}]
    acting = factory.plan(store, kind=PlanKind.ACTION_PLAN, title_en="The action plan")
    activity = factory.plan_item(store, plan_id=acting.id, code="2.1", title_en="Guidelines", links=links)
    operating = factory.plan(store, kind=PlanKind.OPERATIONAL_PLAN, title_en="The year")
    factory.plan_item(
        store, plan_id=operating.id, level=PlanLevel.COMMITMENT, code="3", title_en="Support", links=links
    )
    assess(store, activity.id, factory.quarter(store, name=QUARTER).id, Judgement(Colour.YELLOW, "Pågår", "Going on"))
    return store


def test_a_strategy_shows_what_serves_each_action_and_how_it_stands(strategy: Store) -> None:
    blocks = _blocks(strategy, "strategy-overview")
    assert list(_rows(blocks)) == [
        ["1.1 Ask a coordinator"],
        ["2.1 Guidelines | The action plan", "–", "Yellow"],
        ["3 Support | The year", "–", "Not started"],
        ["1.2 Report agreements"],
        ["Nothing in another plan serves this yet.", "–", "–"],
    ]
    (chart,) = [one for one in blocks if isinstance(one, Chart)]
    assert isinstance(chart.spec, Distribution)
    (bar,) = chart.spec.bars
    assert (bar.label, [(part.label, part.count) for part in bar.parts if part.count]) == (
        "1 Alliances",
        [("Yellow", 1)],
    )


def test_the_progress_of_what_is_assessed_is_said_once_somebody_has_said_it(strategy: Store) -> None:
    (activity,) = [one for one in strategy.all(PlanItem) if one.code == "2.1"]
    edit.save(strategy, PLAN_ITEMS, {"lifecycle": Lifecycle.ONGOING}, number=activity.id)
    assert [row[2] for row in _rows(_blocks(strategy, "strategy-overview")) if len(row) > 1][:2] == [
        "Yellow | Ongoing",
        "Not started",
    ]


@pytest.mark.parametrize("code", CODES)
def test_the_shipped_strategy_prints_its_actions_though_nothing_serves_them(
    store: Store, tmp_path: Path, code: str
) -> None:
    load_starter(store)
    output = tmp_path / "overview.pdf"
    language = Language(code)
    export(store, "strategy-overview", language=language, output=output, settings=Settings(), is_demonstration=False)
    text = " ".join(paper.text(output).split())
    for number in ("1.1", "1.5", "2.2", "3.5"):
        assert f" {number} " in text
    assert {"sv": "0 av 12 ", "en": "0 of 12 actions are served"}[code] in text


