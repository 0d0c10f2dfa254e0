"""What the tests of asking the owners share: units with activities, asked, and forms filled in as others would."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from kidesk.i18n import Language
from kidesk.operations.ask_owners import ask
from kidesk.operations.owner_form import Asking
from kidesk.records.plan import PlanKind, PlanLevel
from kidesk.records.plan_item import UnitRole
from kidesk.records.quarter import Period
from kidesk.settings import Settings
from kidesk.store.store import Store
from tests import factory

PERIOD = Period(2026, 2)
DUE = dt.date(2026, 6, 20)
HEAD = Settings(organisation_name="Åbo universitet", unit_name_sv="Enheten", unit_name_en="The unit", who="Åsa")
FIRST_ROW = 3


@dataclass(frozen=True)
class Scene:
    """A plan with three activities of one unit, the last of them shared with another, in an open quarter."""

    unit: int
    other: int
    items: tuple[int, int, int]
    quarter: int


def scene(store: Store) -> Scene:
    """Makes the scene."""
    plan = factory.plan(store, kind=PlanKind.ACTION_PLAN)
    unit = factory.organisation(store, name_sv="Enheten för A/B", name_en="Unit for A/B").id
    other = factory.organisation(store, name_sv="Biblioteket", name_en="The Library").id
    mine, shared = {"unit_id": unit}, {"unit_id": other, "role": UnitRole.SHARED}
    items = [
        factory.plan_item(
            store,
            plan_id=plan.id,
            code=f"1.{place}",
            level=PlanLevel.ACTIVITY,
            title_sv=f"Aktivitet {place}",
            title_en=f"Activity {place}",
            units=[mine, shared] if place == 3 else [mine],
        ).id
        for place in (1, 2, 3)
    ]
    for name in ((PERIOD - 1).name, PERIOD.name):
        quarter = factory.quarter(store, name=name).id
    return Scene(unit, other, (items[0], items[1], items[2]), quarter)


def asking(code: str = "sv", due: dt.date | None = DUE) -> Asking:
    """A form in a language."""
    return Asking(PERIOD, due, Language(code), HEAD)


def form(store: Store, made: Scene, folder: Path, code: str = "sv") -> Path:
    """The form of the scene's unit, once it is asked."""
    (asked,) = ask(store, asking(code), folder, [made.unit])
    return asked.file


def column(sheet: Any, key: str) -> int:
    """The place of a column by its hidden key."""
    return [cell.value for cell in next(sheet.iter_rows(max_row=1))].index(key) + 1


def fill(
    file: Path, answers: Mapping[int, Mapping[str, str]], answered_by: str = "", target: Path | None = None
) -> Path:
    """Fills in answers by row of the form, the first being 0, as another program would, and saves the workbook."""
    book = load_workbook(file)
    for place, values in answers.items():
        for key, text in values.items():
            cell = book.worksheets[1].cell(FIRST_ROW + place, column(book.worksheets[1], key))
            cell.value, cell.data_type = text or None, "s" if text else "n"
    if answered_by:
        first = book.worksheets[0]
        row = next(row[0].row for row in first.iter_rows(max_col=1) if row[0].value == "answered_by")
        first.cell(row, 3).value = answered_by
    saved = target or file.with_name(f"answered {file.name}")
    book.save(saved)
    return saved
