"""Tables whose headings do not stand in the first row, or not on the first sheet: found, told, and read as one says."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kidesk.errors import KideskError
from kidesk.exchange import tables
from kidesk.operations import contact_columns
from kidesk.operations.file_kind import FileKind, kind_of
from kidesk.operations.import_contacts import import_contacts
from kidesk.operations.import_options import ImportOptions
from kidesk.operations.import_organisations import import_organisations
from kidesk.operations.import_report import RowsReport
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.store.store import Store

Rows = Sequence[Sequence[str]]
Write = Callable[[Path, Rows], Path]
ABOVE: Rows = (["Kontakter, uttag 2026"], [], ["Frågor: registrator, plan 4"])
CONTACTS = (["Förnamn", "Efternamn", "E-post"], ["Åsa", "Öberg", "asa@example.org"], ["Bo", "Ek", "fel"])
ORGANISATIONS = (["Namn", "Landskod", "Ort"], ["Kibo", "TZ", "Moshi"], ["Nowhere", "ZQ", ""])


def as_csv(delimiter: str) -> Write:
    """Writes rows as a CSV file; an empty row is an empty line."""

    def write(folder: Path, rows: Rows) -> Path:
        file = folder / "table.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=delimiter).writerows(rows)
        return file

    return write


def as_workbook(folder: Path, rows: Rows) -> Path:
    return book(folder, {"Blad1": rows})


def book(folder: Path, sheets: dict[str, Rows], hidden: Sequence[str] = ()) -> Path:
    """A workbook with these sheets."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
    file = folder / "table.xlsx"
    made.save(file)
    return file


WRITERS = [as_csv(";"), as_csv(","), as_csv("\t"), as_workbook]
in_each_format = pytest.mark.parametrize("write", WRITERS, ids=["semicolon", "comma", "tab", "workbook"])


def refused(report: RowsReport) -> list[int]:
    return [line for line, _ in report.refused]


def place(report: RowsReport) -> tuple[int, int]:
    return report.header_row, report.above


@in_each_format
def test_contacts_below_a_title_an_empty_row_and_a_note_are_read(store: Store, tmp_path: Path, write: Write) -> None:
    report = import_contacts(store, write(tmp_path, [*ABOVE, *CONTACTS]))
    assert [one.caption("sv") for one in store.all(Person)] == ["Åsa Öberg"]
    assert [(one.line, one.what) for one in report.outcomes] == [(5, "created"), (6, "refused")]
    assert (refused(report), place(report)) == ([6], (4, 2))


@in_each_format
def test_organisations_below_a_title_are_read(store: Store, tmp_path: Path, write: Write) -> None:
    report = import_organisations(store, write(tmp_path, [*ABOVE, *ORGANISATIONS]))
    assert [(one.name_sv or one.name_en, one.city) for one in store.all(Organisation)] == [("Kibo", "Moshi")]
    assert (refused(report), place(report)) == ([6], (4, 2))


@in_each_format
def test_what_a_file_with_a_title_holds_is_told_by_its_headings(store: Store, tmp_path: Path, write: Write) -> None:
    assert kind_of(store, write(tmp_path, [*ABOVE, *CONTACTS])) is FileKind.CONTACTS
    assert kind_of(store, write(tmp_path, [*ABOVE, *ORGANISATIONS])) is FileKind.ORGANISATIONS
    assert kind_of(store, write(tmp_path, [["Period", "Värde"], ["2024-01", "5"]])) is FileKind.VALUES


def test_the_row_of_headings_can_be_said(store: Store, tmp_path: Path) -> None:
    rows = [["Vem", "Var"], ["Förnamn", "Efternamn"], ["Person", "Adress"], ["Åsa Öberg", "asa@example.org"]]
    mapping = {"Person": "name", "Adress": "emails:1.address"}
    file = as_csv(";")(tmp_path, rows)
    report = import_contacts(store, file, ImportOptions(mapping=mapping, header_row=3))
    assert [one.caption("sv") for one in store.all(Person)] == ["Åsa Öberg"]
    assert place(report) == (3, 2)


def test_the_delimiter_is_told_by_what_stands_from_the_row_that_is_said(tmp_path: Path) -> None:
    above = [["Uttag; 2026; plan 4"], ["Frågor; registrator; plan 4"], ["Allt; om; oss"]]
    file = as_csv(",")(tmp_path, [*above, ["Vem", "Var"], ["Åsa", "Lund"]])
    assert tables.read(file).delimiter == ";"
    table = tables.read(file, header_row=4)
    assert (table.delimiter, table.columns, table.lines[0].number) == (",", ("Vem", "Var"), 5)


def test_headings_that_only_the_mapping_knows_are_found(store: Store, tmp_path: Path) -> None:
    file = as_csv(",")(tmp_path, [["Uttag"], ["Vem", "Var"], ["Åsa Öberg", "asa@example.org"]])
    mapping = {"Vem": "name", "Var": "emails:1.address"}
    report = import_contacts(store, file, ImportOptions(mapping=mapping))
    assert (report.created, place(report)) == (1, (2, 1))


@pytest.mark.parametrize("row", [0, -1, 2, 3, 99])
@pytest.mark.parametrize("write", [as_csv(";"), as_workbook])
def test_a_row_that_is_empty_or_not_there_is_told(store: Store, tmp_path: Path, write: Write, row: int) -> None:
    file = write(tmp_path, [["Namn", "E-post"], [], [], ["Åsa Öberg", "asa@example.org"]])
    with pytest.raises(KideskError, match=f"Row {row} of .* Nothing was imported"):
        import_contacts(store, file, ImportOptions(header_row=row))
    assert store.all(Person) == []


@pytest.mark.parametrize(
    "rows",
    [
        [["Vem", "Var"], ["Åsa", "Region"]],
        [["Vem", "Var", "Fritt"], ["Name", "x"], ["Åsa", "Öberg"]],
        [["Namn", "E-post"], ["Namn", "E-post"], ["Åsa", "asa@example.org"]],
        [["Vem", "Var"], *[["Åsa", "x"]] * 19, ["Namn", "E-post"]],
    ],
    ids=["one known word is a datum", "in a narrower row too", "the first of equals", "not beyond twenty rows"],
)
def test_the_first_row_stays_where_no_other_is_better(tmp_path: Path, rows: Rows) -> None:
    table = tables.read(as_csv(";")(tmp_path, rows), is_heading=contact_columns.is_heading)
    assert (table.header_row, table.above) == (1, ())


def test_contacts_without_any_headings_are_still_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(KideskError, match="no column of names"):
        import_contacts(store, as_csv(";")(tmp_path, [["Åsa", "asa@example.org"], ["Bo", "bo@example.org"]]))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    above=st.lists(st.sampled_from(["", "Kontakter", "Uttag 2026-01-01", "Allt om oss; och er", "Namn"]), max_size=18),
    write=st.sampled_from(WRITERS),
)
def test_whatever_stands_above_the_rows_are_those_below_the_headings(
    tmp_path: Path, above: list[str], write: Write
) -> None:
    file = write(tmp_path, [*([one] if one else [] for one in above), *CONTACTS])
    table = tables.read(file, is_heading=contact_columns.is_heading)
    assert (table.header_row, table.columns) == (len(above) + 1, tuple(CONTACTS[0]))
    assert table.above == tuple(number for number, one in enumerate(above, start=1) if one)
    assert [(line.number, [*line.cells.values()]) for line in table.lines] == [
        (len(above) + 2, CONTACTS[1]),
        (len(above) + 3, CONTACTS[2]),
    ]


# Sheets


def test_of_several_sheets_the_one_with_the_most_headings_is_read(store: Store, tmp_path: Path) -> None:
    file = book(tmp_path, {"Om filen": [["Läs detta"]], "Folk": [*ABOVE, *CONTACTS], "Lärosäten": ORGANISATIONS})
    report = import_contacts(store, file)
    assert (report.created, report.sheet, report.sheets) == (1, "Folk", ("Om filen", "Lärosäten"))
    assert place(report) == (4, 2)


def test_the_sheet_can_be_said_whatever_its_case(store: Store, tmp_path: Path) -> None:
    file = book(tmp_path, {"Folk": CONTACTS, "Lärosäten": ORGANISATIONS})
    report = import_organisations(store, file, ImportOptions(sheet="lärosäten"))
    assert (report.created, report.sheet, report.sheets) == (1, "Lärosäten", ("Folk",))


def test_a_hidden_sheet_is_read_only_when_it_is_said(store: Store, tmp_path: Path) -> None:
    file = book(tmp_path, {"Folk": [["Vem", "E-post"], ["Bo", "bo@example.org"]], "Förr": CONTACTS}, hidden=["Förr"])
    assert tables.read(file, is_heading=contact_columns.is_heading).sheet == "Folk"
    assert import_contacts(store, file, ImportOptions(sheet="Förr")).created == 1


def test_a_sheet_that_is_not_there_or_holds_nothing_is_told(store: Store, tmp_path: Path) -> None:
    file = book(tmp_path, {"Folk": CONTACTS, "Tomt": []})
    for name in ("Tomt", "Nej"):
        with pytest.raises(KideskError, match=f"no sheet called “{name}”"):
            import_contacts(store, file, ImportOptions(sheet=name))
    with pytest.raises(KideskError, match="is no workbook"):
        import_contacts(store, as_csv(";")(tmp_path, CONTACTS), ImportOptions(sheet="Folk"))
    assert store.all(Person) == []
