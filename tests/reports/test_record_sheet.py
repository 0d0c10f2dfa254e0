"""Every record type on paper, as a sheet and as a list, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import print_orders
from kidesk.records import AGREEMENTS, ORGANISATIONS, PERSONS, RECORD_TYPES
from kidesk.records.record_type import RecordType
from kidesk.reports import content, record_sheet
from kidesk.reports.head import swedish_prevails
from kidesk.settings import Settings
from kidesk.store.store import Listing, Store
from tests import factory
from tests.reports import paper, sample

AWKWARD = "<b>&\"ÅÄÖ Łódź Αθήνα Киев"


def printed(store: Store, record_type: RecordType, number: int, code: str, tmp_path: Path) -> str:
    """The text of a record's sheet."""
    file = tmp_path / "sheet.pdf"
    print_orders.sheet(store, record_type, number, Settings(), False).write(file, Language(code))
    return paper.text(file)


@pytest.mark.parametrize("code", ["sv", "en"])
@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda record_type: record_type.key)
def test_every_record_prints_with_its_fields_and_rows(
    store: Store, tmp_path: Path, record_type: RecordType, code: str
) -> None:
    language = Language(code)
    record = factory.made(store, record_type, **factory.full(store, record_type))
    text = printed(store, record_type, record.id, code, tmp_path)
    filled = [field for field in record_type.editable if field.key not in factory.LEFT]
    assert [field.label for field in filled if language.text(field.label).split()[0] not in text] == []
    assert all(field.text(record, language) for field in filled)


@pytest.mark.parametrize("code", ["sv", "en"])
@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda record_type: record_type.key)
def test_every_list_prints_its_columns_and_records(
    store: Store, tmp_path: Path, record_type: RecordType, code: str
) -> None:
    language, file = Language(code), tmp_path / "list.pdf"
    record = factory.made(store, record_type)
    print_orders.listing(store, Listing(record_type), Settings(), True).write(file, language)
    text = paper.text(file)
    assert language.text(record_type.many) in text
    assert record.caption(code).split()[0] in text
    assert language.text("Demonstration data") in text


def test_english_sheets_and_lists_say_that_the_swedish_version_prevails(store: Store) -> None:
    number = factory.agreement(store).id
    sheet = print_orders.sheet(store, AGREEMENTS, number, Settings(), False)
    for order in (sheet, print_orders.listing(store, Listing(AGREEMENTS), Settings(), False)):
        for code, is_said in (("en", True), ("sv", False)):
            blocks = order.document(Language(code)).blocks
            assert (blocks[:1] == swedish_prevails(Language("en"))) == is_said


def test_parts_with_too_much_for_columns_stand_one_after_the_other() -> None:
    agreement = sample.exchange_agreement()
    blocks = record_sheet.sheet(AGREEMENTS, agreement, sample.head(), Language("en")).blocks
    grids = [dict(block.pairs) for block in blocks if isinstance(block, content.Grid)]
    assert [(grid["Sending"], grid["Receiving"]) for grid in grids] == [("Hemmet", "Αθήνα"), ("Αθήνα", "Hemmet")]
    assert all(len(block.columns) <= 8 for block in blocks if isinstance(block, content.Table))


def test_what_was_typed_is_printed_as_typed(store: Store, tmp_path: Path) -> None:
    row = factory.organisation(store, name_sv=AWKWARD, name_en="", notes="n" * 10_000)
    text = printed(store, ORGANISATIONS, row.id, "sv", tmp_path)
    assert AWKWARD in text
    assert text.count("n") >= 10_000


def test_the_sheet_of_a_protected_identity_is_refused(store: Store, tmp_path: Path) -> None:
    hidden = factory.person(store, family_name="Hemlig", has_protected_identity=True)
    with pytest.raises(KideskError):
        printed(store, PERSONS, hidden.id, "sv", tmp_path)
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_protected_identity_is_not_in_a_printed_list(store: Store, tmp_path: Path) -> None:
    factory.person(store, family_name="Hemlig", has_protected_identity=True, emails=[{"address": "h@example.org"}])
    file = tmp_path / "list.pdf"
    print_orders.listing(store, Listing(PERSONS), Settings(), False).write(file, Language("sv"))
    assert "Hemlig" not in paper.text(file)
    assert "h@example" not in paper.text(file)
