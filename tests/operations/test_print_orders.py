"""Orders: the same thing in either language, under a name that every system takes, and when it is out of date."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kidesk.errors import KideskError
from kidesk.gui import tasks
from kidesk.i18n import Language
from kidesk.operations import print_orders
from kidesk.operations.print_orders import STATUS, SUMMARY, safe_name
from kidesk.records import AGREEMENTS, ORGANISATIONS, PERSONS
from kidesk.records.agreement import Agreement
from kidesk.records.ambassador import Ambassador
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.plan_item import PlanItem
from kidesk.settings import Settings
from kidesk.store.store import Listing, Store
from tests import factory

SV, EN = Language("sv"), Language("en")
SETTINGS = Settings()


def test_an_order_says_the_same_in_either_language(store: Store) -> None:
    agreement = factory.agreement(store, title_sv="Avtal om prov", title_en="Agreement on tests")
    order = print_orders.report(store, SUMMARY, SETTINGS, False, number=agreement.id)
    assert order.document(SV).title == "Avtal om prov"
    assert order.document(EN).title == "Agreement on tests"


def test_what_is_rendered_is_what_is_written(store: Store, tmp_path: Path) -> None:
    from tests.reports import paper

    row = factory.organisation(store, name_sv="Åbo Akademi")
    order = print_orders.sheet(store, ORGANISATIONS, row.id, SETTINGS, False)
    order.write(tmp_path / "sheet.pdf", SV)
    assert paper.pages(order.render(SV)[0]) == paper.pages(tmp_path / "sheet.pdf")


def test_a_file_is_called_after_what_is_in_it_and_its_language(store: Store) -> None:
    agreement = factory.agreement(store, title_sv="Avtal om prov", title_en="Agreement on tests")
    foreign = factory.agreement(store, title_sv="協定", title_en="協定")
    summary = print_orders.report(store, SUMMARY, SETTINGS, False, number=agreement.id)
    assert summary.file_name(SV) == "kidesk-avtalssammanfattning-avtal-om-prov-sv"
    assert summary.file_name(EN) == "kidesk-agreement-summary-agreement-on-tests-en"
    assert f"-{foreign.id}-en" in print_orders.report(store, SUMMARY, SETTINGS, False, number=foreign.id).file_name(EN)
    status = print_orders.report(store, STATUS, SETTINGS, False, quarter="2024-Q4")
    assert status.file_name(EN) == "kidesk-quarterly-status-2024-Q4-en"
    listing = print_orders.listing(store, Listing(AGREEMENTS, AGREEMENTS.views[0]), SETTINGS, False)
    assert re.fullmatch("kidesk-agreements-[a-z-]+-en", listing.file_name(EN))


def test_a_printed_list_says_which_filters_hold(store: Store) -> None:
    abo = factory.organisation(store, name_sv="Åbo Akademi", name_en="Åbo University")
    filters = (("country", "FI"), ("partner", str(abo.id)), ("country", "NO"))
    wanted = Listing(AGREEMENTS, AGREEMENTS.views[-1], "medicin", filters=filters)
    order = print_orders.listing(store, wanted, SETTINGS, False)
    assert order.document(EN).subtitle == "All · Country: Finland or Norway · Partner: Åbo University · “medicin”"
    assert order.document(SV).subtitle == "Alla · Land: Finland eller Norge · Partner: Åbo Akademi · “medicin”"


def test_file_names_are_safe_everywhere() -> None:
    assert safe_name("kidesk", "2026-Q3", "sv") == "kidesk-2026-Q3-sv"
    assert safe_name("a/b\\c:d*e?", "..", "", "<x>") == "a-b-c-d-e-x"
    assert len(safe_name("word " * 100)) < 60
    assert safe_name("word " * 100).endswith("-word")
    assert safe_name("x" * 200) == "x" * 48


def test_an_order_is_out_of_date_when_what_it_tells_of_changes(store: Store) -> None:
    sheet = print_orders.sheet(store, AGREEMENTS, 1, SETTINGS, False)
    assert {Agreement, Organisation, Person} <= sheet.records
    assert PlanItem not in sheet.records
    status = print_orders.report(store, STATUS, SETTINGS, False)
    assert {PlanItem, Agreement, Ambassador, Organisation} <= status.records


def test_the_file_of_a_protected_identity_does_not_name_it(store: Store) -> None:
    hidden = factory.person(store, family_name="Hemlig", has_protected_identity=True)
    order = print_orders.sheet(store, PERSONS, hidden.id, SETTINGS, False)
    assert "hemlig" not in order.file_name(SV).lower()
    with pytest.raises(KideskError):
        order.document(SV)


def test_a_list_that_nobody_waits_for_is_not_read_to_its_end(store: Store) -> None:
    factory.organisation(store)
    order = print_orders.listing(store, Listing(ORGANISATIONS), SETTINGS, False)
    step = tasks.heeding(lambda done, whole: False, "Stopped.")
    with pytest.raises(tasks.Stopped):
        order.render(SV, step)
