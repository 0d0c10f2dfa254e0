"""A comparison of sealed quarters prints what was sealed, and its footer says which seals."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from kidesk.i18n import CODES, Language
from kidesk.operations import edit
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.export_report import compose
from kidesk.operations.seal_quarter import reopen, seal
from kidesk.records import ORGANISATIONS, PLAN_ITEMS, PLANS, clock
from kidesk.records.plan import PlanKind, PlanLevel
from kidesk.records.plan_item import PlanItem
from kidesk.records.quarter import Colour, Quarter
from kidesk.reports.content import Document
from kidesk.settings import Settings
from kidesk.store.store import Store
from tests import factory
from tests.reports import sample

DAY = dt.date(2026, 11, 22)
HEAD = Settings(organisation_name="Åbo universitet", unit_name_sv="Enheten", unit_name_en="The unit", who="Åsa")
BEFORE, NOW = "2026-Q2", "2026-Q3"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: DAY)


@pytest.fixture
def items(store: Store) -> list[int]:
    """Two activities under a focus area, assessed in two quarters."""
    plan = factory.plan(store, kind=PlanKind.ACTION_PLAN, title_en="The plan")
    area = factory.plan_item(store, plan_id=plan.id, level=PlanLevel.FOCUS_AREA, code="1", title_en="Area")
    made = [
        factory.plan_item(
            store, plan_id=plan.id, parent_id=area.id, level=PlanLevel.ACTIVITY, code=code, title_en=f"Meet {code}"
        ).id
        for code in ("1.1", "1.2")
    ]
    for name, colour in ((BEFORE, Colour.YELLOW), (NOW, Colour.GREEN)):
        quarter = factory.quarter(store, name=name)
        for number in made:
            assess(store, number, quarter.id, Judgement(colour, f"Läget i {name}", f"The state in {name}"))
    return made


def _composed(store: Store, report: str, code: str, settings: Settings = HEAD) -> Document:
    return compose(
        store, report, language=Language(code), settings=settings, is_demonstration=False, quarter=NOW, earlier=BEFORE
    )


def _texts(store: Store, settings: Settings = HEAD) -> list[list[str]]:
    reports = ("quarter-comparison", "activity-matrix")
    return [list(sample.texts(_composed(store, report, code, settings))) for report in reports for code in CODES]


def test_what_is_printed_of_sealed_quarters_stays_whatever_changes(
    store: Store, items: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (BEFORE, NOW):
        seal(store, name, HEAD)
    printed = _texts(store)
    for item in store.all(PlanItem):
        edit.save(store, PLAN_ITEMS, {"title_sv": "Ny text", "title_en": "New text"}, number=item.id)
    edit.save(store, PLANS, {"title_en": "Another"}, number=store.all(PlanItem)[0].plan_id)
    edit.delete(store, PLAN_ITEMS, [items[0]])
    for organisation in store.all(ORGANISATIONS.record):
        edit.save(store, ORGANISATIONS, {"name_en": "New name"}, number=organisation.id)
    monkeypatch.setattr(clock, "today", lambda: DAY + dt.timedelta(days=400))
    assert _texts(store, Settings(organisation_name="Annat", who="Bo")) == printed


def test_the_footer_names_the_seals_and_the_words_say_them_whole(store: Store, items: list[int]) -> None:
    document = _composed(store, "quarter-comparison", "en")
    assert document.footer.endswith("Printed 22 Nov 2026 by Åsa")
    assert document.watermark == "DRAFT"
    first = seal(store, BEFORE, HEAD)
    document = _composed(store, "quarter-comparison", "en")
    assert document.footer.endswith(f"Q2 ’26 seal {first.id}, {first.sha256[:8]} · Printed 22 Nov 2026 by Åsa")
    assert document.watermark == "DRAFT"
    second = seal(store, NOW, HEAD)
    document = _composed(store, "quarter-comparison", "en")
    named = f"Q2 ’26 seal {first.id}, {first.sha256[:8]} · Q3 ’26 seal {second.id}, {second.sha256[:8]}"
    assert document.footer == f"Åbo universitet · {named}"
    assert document.watermark is None
    said = f"Q3 2026 is printed as it was sealed on 22 Nov 2026: seal {second.id}, SHA-256 {second.sha256[:12]}."
    assert said in sample.texts(document)


def test_a_reopened_quarter_is_read_from_the_register_again(store: Store, items: list[int]) -> None:
    for name in (BEFORE, NOW):
        seal(store, name, HEAD)
    reopen(store, NOW, "A wrong colour")
    (quarter,) = store.rows(select(Quarter).where(Quarter.name == NOW))
    assess(store, items[0], quarter.id, Judgement(Colour.RED, "Läget i dag", "The state today"))
    said = list(sample.texts(_composed(store, "quarter-comparison", "en")))
    assert "The state today" in said
    assert "Worsened" in said
    assert not any("Q3 2026 is printed as it was sealed" in one for one in said)
