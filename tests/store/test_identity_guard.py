"""No personal identity number is kept, whichever door it comes to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from kidesk.errors import KideskError
from kidesk.operations import edit
from kidesk.operations.agreement_status import change_status
from kidesk.operations.attach_file import About, attach
from kidesk.operations.import_organisations import import_organisations
from kidesk.operations.saved_views import save as save_view
from kidesk.records import PERSONS, personal_data
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.person import Person
from kidesk.store import history
from kidesk.store.identity_guard import _NOT_WRITTEN
from kidesk.store.store import Listing, Store
from kidesk.store.workspace import Workspace
from tests import factory
from tests.store.dumping import dump

NUMBER = "19811218-9876"  # Skatteverket's own example
COLUMNS = [
    (table.name, column)
    for table in personal_data.tables()
    if table.name in history.classes()
    for column in personal_data.written_columns(table)
    if column not in _NOT_WRITTEN
]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_no_column_of_any_table_takes_one(shared_store: Store, table: str, column: str) -> None:
    row = history.classes()[table]()
    is_list = isinstance(getattr(row, column), list)
    setattr(row, column, [NUMBER] if is_list else f"Born {NUMBER}, in Lund")
    refused = pytest.raises(KideskError, match="personal identity number")
    with refused, shared_store.change("Wrote past all doors") as session:
        session.add(row)


def test_there_are_columns_to_ask() -> None:
    assert len(COLUMNS) > 150


Door = Callable[[Workspace, Path], object]


def _status(workspace: Workspace, folder: Path) -> object:
    agreement = factory.agreement(workspace.store)
    day = dt.date(2026, 1, 2)
    return change_status(workspace.store, agreement.id, AgreementStatus.LEGAL_REVIEW, day, f"Asked {NUMBER}")


def _attachment(workspace: Workspace, folder: Path) -> object:
    file = folder / f"Avtal {NUMBER}.txt"
    file.write_text("text")
    return attach(workspace, factory.agreement(workspace.store).id, [file], About())


def _organisations(workspace: Workspace, folder: Path) -> object:
    file = folder / "organisations.csv"
    file.write_text(f"name;country;notes\nUniversitetet;SE;Ring {NUMBER}\n", "utf-8")
    return import_organisations(workspace.store, file)


DOORS: dict[str, Door] = {
    "form": lambda workspace, folder: edit.save(workspace.store, PERSONS, {"given_name": "A", "notes": NUMBER}),
    "list": lambda workspace, folder: edit.save(workspace.store, PERSONS, {"given_name": "A", "tags": [NUMBER]}),
    "part": lambda workspace, folder: edit.save(
        workspace.store, PERSONS, {"given_name": "A", "phones": [{"number": NUMBER}]}
    ),
    "saved view": lambda workspace, folder: save_view(workspace.store, "Vy", Listing(PERSONS, typed=NUMBER)),
    "status": _status,
    "attachment": _attachment,
    "import": _organisations,
}


@pytest.mark.parametrize("door", DOORS)
def test_no_door_lets_one_in(workspace: Workspace, tmp_path: Path, door: str) -> None:
    with suppress(KideskError):
        DOORS[door](workspace, tmp_path)
    assert NUMBER not in str(dump(workspace.store))


def test_what_is_there_already_may_be_taken_out_and_undone(store: Store) -> None:
    """A number from before must not hold back the change that removes it, nor its undo."""
    person = factory.person(store)
    with store.engine.begin() as database:
        database.exec_driver_sql("UPDATE person SET notes = ? WHERE id = ?", (NUMBER, person.id))
    edit.save(store, PERSONS, {"family_name": "Annan"}, number=person.id)
    edit.save(store, PERSONS, {"notes": ""}, number=person.id)
    store.undo()
    now = store.get(Person, person.id)
    assert now is not None
    assert now.notes == NUMBER


def test_other_numbers_are_kept(store: Store) -> None:
    text = "Dnr 1-779/2022, +46 8 524 800 00, 2024-05-06, ISBN 978-91-7676-000-0, 811218-9875"
    agreement = factory.agreement(store, notes=text)
    kept = store.get(Agreement, agreement.id)
    assert kept is not None
    assert kept.notes == text
