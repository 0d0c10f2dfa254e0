"""A protected identity leaves by no file, list or report: not one word of it, but for whoever opens it and is noted."""

from __future__ import annotations

from contextlib import closing, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from kidesk.cli.program import main
from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import edit, print_orders
from kidesk.operations.export_report import compose
from kidesk.operations.export_table import export_table
from kidesk.operations.merge_records import merge
from kidesk.operations.report_list import REPORTS
from kidesk.operations.seal_quarter import held, seal
from kidesk.records import PERSONS, RECORD_TYPES
from kidesk.records.person import Person
from kidesk.records.privacy_decision import PrivacyDecision, PrivacyDecisionKind
from kidesk.records.protection import is_protected
from kidesk.records.quarter import Period
from kidesk.records.record_type import RecordType
from kidesk.settings import Settings
from kidesk.store.store import Listing, Store
from kidesk.store.workspace import Workspace
from tests import factory
from tests.operations import protected
from tests.operations.protected import Planted, leaks
from tests.reports import sample

SV, EN = Language("sv"), Language("en")
each_type = pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda one: one.key)


@pytest.fixture
def planted(store: Store) -> Planted:
    """The person, in every place that a person can be chosen for."""
    return protected.plant(store)


def numbers(store: Store, record_type: RecordType) -> list[int]:
    return list(store.ids(Listing(record_type), SV))


# Lists, searches and filters


@each_type
def test_no_cell_of_a_list_in_either_language(store: Store, planted: Planted, record_type: RecordType) -> None:
    rows = store.page(record_type.record, numbers(store, record_type)).values()
    fields = [record_type.field(key) for key in record_type.columns]
    cells = [field.text(row, language) for row in rows for field in fields for language in (SV, EN)]
    assert leaks("\n".join(cells)) == []


@pytest.mark.parametrize("secret", protected.SECRETS)
def test_no_search_by_anything_of_the_person(store: Store, planted: Planted, secret: str) -> None:
    assert store.find(secret) == [] or all(not isinstance(one, Person) for one in store.find(secret))
    assert store.choices(Person, secret) == []
    for record_type in RECORD_TYPES:
        found = store.ids(Listing(record_type, typed=secret), SV)
        assert planted.person not in found or record_type is not PERSONS


def test_no_search_or_filter_by_organisation_or_place(store: Store, planted: Planted) -> None:
    for typed in ("Kliniken", "Reykjavik", "Island"):
        assert not any(isinstance(one, Person) for one in store.find(typed))
    for pair in (("organisation", str(planted.organisation)), ("country", "IS"), ("country", "SE")):
        assert planted.person not in store.ids(Listing(PERSONS, filters=(pair,)), SV)


def test_no_entry_of_the_search_index_and_no_sort_key(store: Store, planted: Planted) -> None:
    with store.engine.connect() as database:
        entries = database.exec_driver_sql("SELECT name || ' ' || body FROM search_entry").scalars().all()
        keys = [
            one
            for record_type in RECORD_TYPES
            for one in database.exec_driver_sql(f"SELECT order_key FROM {record_type.record.__tablename__}").scalars()
        ]
    assert leaks("\n".join([*entries, *keys])) == []


# Files and paper


@each_type
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_no_exported_table(
    store: Store, planted: Planted, record_type: RecordType, ending: str, tmp_path: Path
) -> None:
    target = tmp_path / f"table{ending}"
    export_table(store, Listing(record_type), language=SV, output=target)
    assert leaks(_read(target)) == []


def _read(target: Path) -> str:
    if target.suffix == ".csv":
        return target.read_text("utf-8-sig")
    cells = (cell for sheet in load_workbook(target) for row in sheet.iter_rows(values_only=True) for cell in row)
    return "\n".join(map(str, cells))


@each_type
def test_no_print_of_a_list_or_a_record(store: Store, planted: Planted, record_type: RecordType) -> None:
    said = list(sample.texts(print_orders.listing(store, Listing(record_type), Settings(), False).document(SV)))
    for number in numbers(store, record_type):
        try:
            order = print_orders.sheet(store, record_type, number, Settings(), False)
            said += [*sample.texts(order.document(SV)), *order.words(SV)]
        except KideskError as error:
            said.append(error.said(SV))
    assert leaks("\n".join(said)) == []


@pytest.mark.parametrize("name", REPORTS)
def test_no_report(store: Store, planted: Planted, name: str) -> None:
    about = REPORTS[name].about
    said: list[str] = []
    for number in numbers(store, about) if about is not None and not REPORTS[name].is_of_plan else [None]:
        if name == "data-subject-extract" and number == planted.person:
            continue  # it is made for the person alone, and noted
        try:
            made = compose(
                store, name, language=SV, settings=Settings(), is_demonstration=False, number=number, quarter="2026-Q1"
            )
            said += sample.texts(made)
        except KideskError as error:
            said.append(error.said(SV))
    assert leaks("\n".join(said)) == []


def test_no_seal_made_from_now_on(store: Store, planted: Planted) -> None:
    seal(store, planted.quarter, Settings())
    kept = held(store, Period.named(planted.quarter))
    assert leaks(str(kept.content if kept else "")) == []


# The command line


@pytest.fixture
def elsewhere(folder: Path) -> tuple[Path, Planted]:
    """The same in a workspace that nobody has open."""
    with closing(Workspace.open(folder, "Tove")) as workspace:
        planted = protected.plant(workspace.store)
    return folder, planted


def run(folder: Path, *arguments: str) -> str:
    out = StringIO()
    with redirect_stdout(out):
        assert main(["--workspace", str(folder), *arguments]) == 0
    return out.getvalue()


def test_no_list_and_no_record_that_points_at_it_on_the_command_line(elsewhere: tuple[Path, Planted]) -> None:
    folder, planted = elsewhere
    said = [run(folder, "list", one.key, *json) for one in RECORD_TYPES for json in ([], ["--json"])]
    for kind, number in (
        ("agreements", planted.agreement),
        ("interactions", planted.interaction),
        ("memberships", planted.membership),
        ("plan-items", planted.item),
        ("risk-assessments", planted.assessment),
        ("organisations", planted.organisation),
    ):
        said += [run(folder, "show", kind, str(number), *json) for json in ([], ["--json"])]
    said += [run(folder, "retention"), run(folder, "roles"), run(folder, "translations")]
    assert leaks("\n".join(said)) == []


def test_no_calendar_and_no_xml_for_partners(elsewhere: tuple[Path, Planted], tmp_path: Path) -> None:
    folder, planted = elsewhere
    run(folder, "export-calendar", "--output", str(tmp_path / "a.ics"))
    run(folder, "export-table", "agreements", "--id", str(planted.agreement), "--output", str(tmp_path / "a.xml"))
    assert leaks("\n".join(file.read_text("utf-8") for file in tmp_path.glob("a.*"))) == []


def test_showing_the_record_itself_is_noted(elsewhere: tuple[Path, Planted]) -> None:
    folder, planted = elsewhere
    assert protected.FAMILY in run(folder, "show", "persons", str(planted.person))
    with closing(Workspace.open(folder, "Tove")) as workspace:
        (decision,) = workspace.store.rows(select(PrivacyDecision))
    assert (decision.kind, decision.subject_number) == (PrivacyDecisionKind.ACCESS, planted.person)
    assert decision.decided_by


# Those who became one before the identity was protected


def test_what_was_merged_before_is_protected_as_well(store: Store) -> None:
    kept = factory.person(store, given_name="Ada", family_name="Kvarn")
    left = factory.person(store, given_name=protected.GIVEN, family_name=protected.FAMILY)
    merge(store, PERSONS, kept.id, left.id)
    edit.save(store, PERSONS, {"has_protected_identity": True}, number=kept.id)
    gone = store.get(Person, left.id)
    assert gone is not None
    assert is_protected(gone)
    assert leaks(gone.caption("sv")) == []
    store.undo()
    assert not store.get(Person, left.id).has_protected_identity  # type: ignore[union-attr]
