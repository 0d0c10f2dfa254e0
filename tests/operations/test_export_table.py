"""Exported tables: every field and every part goes out, protected persons stay, and all of it can be read back."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kidesk.errors import KideskError, UsageError
from kidesk.exchange import tables
from kidesk.i18n import CODES, Language
from kidesk.operations import edit
from kidesk.operations.export_table import TableReport, export_table
from kidesk.operations.import_organisations import import_organisations
from kidesk.operations.table_columns import columns_of
from kidesk.records import BY_KEY, ORGANISATIONS, PERSONS, RECORD_TYPES
from kidesk.records.field import Field, Stored
from kidesk.records.fields import Link, Parts, Text
from kidesk.records.organisation import Organisation
from kidesk.records.record_type import RecordType
from kidesk.store.store import Listing, Store
from kidesk.store.workspace import Workspace
from tests import factory

each_type = pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda one: one.key)


def exported(store: Store, record_type: RecordType, file: Path, code: str = "sv", **listed: Any) -> TableReport:
    """Exports a list."""
    return export_table(store, Listing(record_type, **listed), language=Language(code), output=file)


def read_rows(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, by heading."""
    return [line.cells for line in tables.read(file).lines]


def parted(cell: str) -> list[str]:
    """The values in a cell that holds several, as vCard parts lists."""
    found = [""]
    for sign in re.findall(r"\\.|; ?|[^\\;]+", cell, re.DOTALL):
        if sign.startswith(";"):
            found.append("")
        else:
            found[-1] += {"\\n": "\n"}.get(sign, sign[1:]) if sign.startswith("\\") else sign
    return found


def taken_back(field: Stored, cell: str, number: str, language: Language) -> Any:
    """The value that an exported cell means; a link's is beside it."""
    return field.parse(number if isinstance(field, Link) else cell, language)


def heading(language: Language, *fields: Field, number: bool = False) -> str:
    """The heading of a column, of a part's field or of a link's number."""
    said = ": ".join(language.text(field.label) for field in fields)
    return language.text("{field}: number in kidesk", field=said) if number else said


def record_of(record_type: RecordType, cells: dict[str, str], language: Language) -> dict[str, Any]:
    """What a row says, by field, as a form would hand it in."""
    found: dict[str, Any] = {}
    for field in record_type.editable:
        if isinstance(field, Parts):
            columns = {
                one.key: parted(cells[heading(language, field, one, number=isinstance(one, Link))])
                for one in field.fields
            }
            count = max(len(column) for column in columns.values())
            filled = any(any(column) for column in columns.values())
            found[field.key] = [
                {
                    one.key: one.parse(columns[one.key][row] if row < len(columns[one.key]) else "", language)
                    for one in field.fields
                }
                for row in range(count if filled else 0)
            ]
        else:
            number = cells[heading(language, field, number=True)] if isinstance(field, Link) else ""
            found[field.key] = taken_back(field, cells[heading(language, field)], number, language)
    return found


def kept(record_type: RecordType, row: Any) -> dict[str, Any]:
    """What a record holds, in the same form."""
    values = factory.read_back(record_type, row)
    for field in record_type.editable:
        if isinstance(field, Parts):
            values[field.key] = [{key: one for key, one in part.items() if key != "id"} for part in values[field.key]]
    return values


# Everything goes out and comes back


@each_type
@pytest.mark.parametrize("code", CODES)
def test_every_column_has_a_heading_of_its_own(record_type: RecordType, code: str) -> None:
    headings = [one.column.heading for one in columns_of(record_type, Language(code))]
    assert len(set(headings)) == len(headings)
    assert not [one for one in headings if not one or re.search(r"[;,\t|\n]", one)]


@each_type
@pytest.mark.parametrize("code", CODES)
def test_a_full_record_is_read_back_unchanged(store: Store, tmp_path: Path, record_type: RecordType, code: str) -> None:
    row = factory.made(store, record_type, **factory.full(store, record_type))
    exported(store, record_type, tmp_path / "table.csv", code)
    language = Language(code)
    number = str(row.id)
    (cells,) = [one for one in read_rows(tmp_path / "table.csv") if one[language.text("Number in kidesk")] == number]
    assert record_of(record_type, cells, language) == kept(record_type, row)


HOSTILE = st.text(
    st.one_of(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), st.sampled_from("=+-@;,\"'|\\\t\n")),
    min_size=1,
    max_size=12,
)


@each_type
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_typed_text_is_read_back_unchanged(
    store: Store, tmp_path: Path, record_type: RecordType, data: st.DataObject
) -> None:
    language = Language("sv")

    def typed(field: Stored) -> Any:
        text = data.draw(HOSTILE)
        value = field.parse(unicodedata.normalize("NFC", text), language)
        assert isinstance(field, Text)
        return value if value or not field.is_required else "x"

    def is_free(field: Field) -> bool:
        formed = {"name", "website", "linkedin", "link", "currency", "period", "due_quarters", "frequency"}
        return isinstance(field, Text) and field.key not in formed and (field.length or 99) >= 20

    values = factory.full(store, record_type)
    for field in record_type.editable:
        if isinstance(field, Parts):
            for one in field.fields:
                if is_free(one) and field.key != "sentences" and (field.key, one.key) != ("emails", "address"):
                    values[field.key][0][one.key] = typed(one)
        elif is_free(field):
            values[field.key] = typed(field)
    row = factory.made(store, record_type, **values)
    exported(store, record_type, tmp_path / "table.csv")
    cells = {one["Nummer i kidesk"]: one for one in read_rows(tmp_path / "table.csv")}[str(row.id)]
    assert record_of(record_type, cells, language) == kept(record_type, row)


def test_all_addresses_and_numbers_of_a_person_go_out(store: Store, tmp_path: Path) -> None:
    factory.person(
        store,
        emails=[{"address": "a@example.org", "is_primary": True}, {"address": "b@example.org", "has_opted_out": True}],
        phones=[{"number": "+46 8 524 800 00"}, {"number": "070; växel\\1"}],
    )
    exported(store, PERSONS, tmp_path / "table.csv", "en")
    (cells,) = read_rows(tmp_path / "table.csv")
    assert cells["E-mail addresses: Address"] == "a@example.org; b@example.org"
    assert cells["E-mail addresses: Primary"] == "Yes; No"
    assert cells["E-mail addresses: Opted out"] == "No; Yes"
    assert cells["Phone numbers: Number"] == r"+46 8 524 800 00; 070\; växel\\1"


def test_codes_and_academic_years_of_conditions_go_out_as_people_read_them(store: Store, tmp_path: Path) -> None:
    ours, theirs = (factory.organisation(store).id for _ in range(2))
    condition = {"sending_id": ours, "receiving_id": theirs, "isced_codes": ["0911", "0412"], "first_year": 2026}
    factory.agreement(store, conditions=[condition, condition | {"isced_codes": ["0420"], "first_year": None}])
    exported(store, BY_KEY["agreements"], tmp_path / "table.csv", "en")
    (cells,) = read_rows(tmp_path / "table.csv")
    assert parted(cells["Conditions: ISCED-F codes"]) == [
        "0911 Dental studies; 0412 Finance, banking and insurance",
        "0420",
    ]
    assert parted(cells["Conditions: First academic year"]) == ["2026/27", ""]


def test_a_workbook_has_dates_numbers_and_texts(store: Store, tmp_path: Path) -> None:
    factory.agreement(store, title_sv="=1+1", end_on=dt.date(2027, 6, 30), notice=90)
    exported(store, BY_KEY["agreements"], tmp_path / "table.xlsx")
    sheet = load_workbook(tmp_path / "table.xlsx").active
    headings, cells = ([*row] for row in sheet.rows)
    row = {head.value: cell for head, cell in zip(headings, cells, strict=True)}
    assert (row["Titel på svenska"].value, row["Titel på svenska"].data_type) == ("=1+1", "s")
    assert row["Slutdatum"].value == dt.datetime(2027, 6, 30)
    assert row["Uppsägningstid"].value == 90
    assert sheet.title == "Avtal"


@each_type
def test_every_type_becomes_a_workbook(store: Store, tmp_path: Path, record_type: RecordType) -> None:
    factory.made(store, record_type, **factory.full(store, record_type))
    report = exported(store, record_type, tmp_path / "table.xlsx", "en")
    sheet = load_workbook(tmp_path / "table.xlsx").active
    assert sheet.max_row == report.rows + 1
    assert not [cell for row in sheet.rows for cell in row if cell.data_type in ("f", "e")]


@pytest.fixture
def universities(store: Store) -> Store:
    """Organisations of every kind of name, two of them namesakes."""
    for name, city in (("Åbo Akademi", "Åbo"), ("=HYPERLINK(1)", "-"), ("'+46", "’s-Hertogenbosch"), ("A; B", "C, D")):
        edit.save(store, ORGANISATIONS, {"name_sv": name, "city": city, "country": "FI", "notes": "a\nb;c"})
    edit.save(store, ORGANISATIONS, {"name_local": "Łódź", "domains": ["lodz.pl", "uni.lodz.pl"], "website": "http://x.pl"})
    return store


@pytest.mark.parametrize("code", CODES)
def test_exported_organisations_import_unchanged(universities: Store, tmp_path: Path, code: str) -> None:
    file = tmp_path / "table.csv"
    exported(universities, ORGANISATIONS, file, code)
    again = import_organisations(universities, file)
    assert (again.created, again.updated, again.unchanged, again.refused) == (0, 0, 5, [])
    other = Workspace.create(tmp_path / "other", "Other")
    assert import_organisations(other.store, file).created == 5
    after = sorted(str(kept(ORGANISATIONS, row)) for row in other.store.all(Organisation))
    other.close()
    assert after == sorted(str(kept(ORGANISATIONS, row)) for row in universities.all(Organisation))


# What is shown, and who is left out


def test_a_list_goes_out_as_it_is_filtered_and_sorted(store: Store, tmp_path: Path) -> None:
    for name in ("Åbo", "Örebro", "Uppsala"):
        factory.organisation(store, name_sv=f"{name} universitet", city=name)
    exported(store, ORGANISATIONS, tmp_path / "table.csv", typed="orebro")
    assert [row["Ort"] for row in read_rows(tmp_path / "table.csv")] == ["Örebro"]
    exported(store, ORGANISATIONS, tmp_path / "table.csv", order="city", is_descending=True)
    assert [row["Ort"] for row in read_rows(tmp_path / "table.csv")] == ["Örebro", "Åbo", "Uppsala"]


def test_protected_persons_and_what_is_about_them_stay(store: Store, tmp_path: Path) -> None:
    hidden = factory.person(store, family_name="Hemlig", has_protected_identity=True)
    factory.person(store, family_name="Öppen", owner_id=hidden.id)
    factory.ambassador(store, person_id=hidden.id, programme="Hemligt program")
    report = exported(store, PERSONS, tmp_path / "table.csv")
    assert report.rows == 1
    said = [one.said(Language("en")) for one in report.warnings]
    assert said == ["Records of persons whose identity is protected were left out: 1."]
    (cells,) = read_rows(tmp_path / "table.csv")
    assert "Hemlig" not in (tmp_path / "table.csv").read_text("utf-8")
    assert cells["Koordinator: nummer i kidesk"] == ""
    assert exported(store, BY_KEY["ambassadors"], tmp_path / "table.csv").rows == 0


def test_what_a_protected_person_signed_as_stays(store: Store, tmp_path: Path) -> None:
    hidden, open_ = factory.person(store, has_protected_identity=True), factory.person(store)
    rows = [{"person_id": hidden.id, "title": "Hemlig rektor"}, {"person_id": open_.id, "title": "Dekan"}]
    factory.agreement(store, signatories=rows)
    exported(store, BY_KEY["agreements"], tmp_path / "table.csv")
    text = (tmp_path / "table.csv").read_text("utf-8")
    assert "Dekan" in text
    assert "Hemlig rektor" not in text


# Files


def test_the_ending_says_the_kind_and_another_is_refused(store: Store, tmp_path: Path) -> None:
    exported(store, ORGANISATIONS, tmp_path / "TABLE.XLSX")
    assert (tmp_path / "TABLE.XLSX").read_bytes().startswith(b"PK")
    with pytest.raises(UsageError, match=r"\.xlsx, \.csv"):
        exported(store, ORGANISATIONS, tmp_path / "table.ods")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_whoever_cancels_keeps_the_earlier_file(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    for _ in range(3):
        factory.organisation(store)
    monkeypatch.setattr("kidesk.operations.list_rows._AT_ONCE", 1)
    file = tmp_path / f"table.{ending}"
    file.write_text("earlier")
    seen: list[tuple[int, int]] = []

    def stop(done: int, whole: int) -> None:
        seen.append((done, whole))
        if done == 2:
            raise KideskError("Stopped.")

    with pytest.raises(KideskError, match="Stopped"):
        export_table(store, Listing(ORGANISATIONS), language=Language("sv"), output=file, progress=stop)
    assert seen == [(0, 3), (1, 3), (2, 3)]
    assert file.read_text() == "earlier"
    assert left_behind(tmp_path, file) == []


def left_behind(folder: Path, file: Path) -> list[Path]:
    """What lies about beside the file and the workspace."""
    return [*(folder / "temporary").iterdir(), *(one for one in folder.glob("*.part")), *folder.glob(".kidesk-*")]


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """No file can grow beyond `size` bytes."""
    resource = pytest.importorskip("resource")  # not on Windows
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_disk_that_fails_is_told_in_a_sentence(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    factory.organisation(store, notes="x" * 300_000)
    file = tmp_path / f"table.{ending}"
    file.write_text("earlier")
    with small_disk(20_000), pytest.raises(KideskError, match=f"“table.{ending}” could not be saved.*File too large"):
        exported(store, ORGANISATIONS, file)
    assert file.read_text() == "earlier"
    assert left_behind(tmp_path, file) == []


def test_only_its_owner_can_read_a_table(store: Store, tmp_path: Path) -> None:
    exported(store, ORGANISATIONS, tmp_path / "table.csv")
    assert (tmp_path / "table.csv").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_there_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(KideskError, match="choose another folder"):
        exported(store, ORGANISATIONS, tmp_path / "none" / "table.csv")
