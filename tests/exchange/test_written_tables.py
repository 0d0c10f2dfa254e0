"""Tables that are written: Excel opens them rightly, nothing in them runs, and the CSV is read back unchanged."""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from kidesk.exchange import csv_file, tables, workbook
from kidesk.exchange.outgoing import Column, Losses, Outgoing, Value
from kidesk.i18n import Language, trimmed

FORMULAS = [
    '=HYPERLINK("http://example.org/?"&A1;"click")',
    "+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "=cmd|'/c calc'!A1",
    "=DDE(\"cmd\";\"/c calc\";\"x\")",
    "+46 8 524 800 00",
    "'=1",
    "''+1",
    "=",
    "#N/A",
    "#REF!",
]


def table(rows: Sequence[Sequence[Value]], columns: int = 2, pattern: str = "General") -> Outgoing:
    """A table with columns A, B …"""
    return Outgoing("Organisationer", [Column(chr(65 + one), 20, pattern) for one in range(columns)], rows)


def written(made: Outgoing, language: str = "sv", write: Any = csv_file.write) -> tuple[bytes, Losses]:
    """The bytes of the file and what was lost."""
    file = io.BytesIO()
    losses = write(made, file, Language(language))
    return file.getvalue(), losses


def read_back(folder: Path, made: Outgoing, ending: str = "csv") -> list[tuple[str, ...]]:
    """What our own reader finds in the file."""
    file = folder / f"table.{ending}"
    file.write_bytes(written(made, write=workbook.write if ending == "xlsx" else csv_file.write)[0])
    return [tuple(line.cells.values()) for line in tables.read(file).lines]


def book(made: Outgoing) -> Any:
    """The workbook, read back."""
    return load_workbook(io.BytesIO(written(made, write=workbook.write)[0]))


def said(losses: Losses) -> list[str]:
    """What there was to say."""
    return [sentence.said(Language("en")) for sentence in losses.sentences()]


# CSV


def test_a_csv_file_is_as_excel_wants_it() -> None:
    data, losses = written(table([["Ångström; AB", 'Ett "ord"']]))
    assert data == "\ufeffA;B\r\n\"Ångström; AB\";\"Ett \"\"ord\"\"\"\r\n".encode()
    assert said(losses) == []


@pytest.mark.parametrize(("language", "decimal"), [("sv", "12,50"), ("en", "12.50")])
def test_dates_and_numbers_in_a_csv_file_are_read_as_such(language: str, decimal: str) -> None:
    values: list[Value] = [dt.date(1857, 2, 3), Decimal("12.50"), -5, None]
    data, _ = written(table([values], columns=4), language)
    assert data.decode("utf-8-sig").splitlines()[1] == f"1857-02-03;{decimal};-5;"


@pytest.mark.parametrize("formula", FORMULAS[:-2])
def test_a_text_that_would_run_is_guarded_in_a_csv_file_and_comes_back_whole(tmp_path: Path, formula: str) -> None:
    data, _ = written(table([["x", formula]]))
    (cell,) = [row[1] for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")][1:]
    assert cell == f"'{formula.strip()}"
    assert read_back(tmp_path, table([["x", formula]])) == [("x", formula.strip())]


def test_a_formula_cannot_hide_behind_a_sign_that_is_left_out() -> None:
    data, losses = written(table([["x", "\x01=1+1"]]))
    assert b"x;'=1+1\r\n" in data
    assert said(losses) == ["Control characters, which no table can hold, were left out: 1."]


TELLING = "=+-@\t\r\n;,\"'|\\ \x00\x0b\x1f\x85\u2028\ufeff"
HOSTILE = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(TELLING)), max_size=20)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(HOSTILE, HOSTILE), max_size=6))
@example(rows=[("'=1", "''=1"), ("=\n1", "-\t;\"\""), ("=\u0338", " '=1"), ("\x01\t", "\t=1")])
def test_any_text_is_read_back_as_it_was(tmp_path: Path, ending: str, rows: list[tuple[str, str]]) -> None:
    clean = Losses()
    texts = [[trimmed(clean.legal(cell)) for cell in row] for row in rows]
    wanted = [tuple(unicodedata.normalize("NFC", cell) for cell in row) for row in texts]
    made = table([["x", *row] for row in rows], columns=3)
    assert read_back(tmp_path, made, ending) == [("x", *row) for row in wanted]


def test_a_csv_file_that_was_saved_as_a_workbook_loses_its_guards(tmp_path: Path) -> None:
    saved = Workbook()
    saved.active.append(["A", "B"])
    saved.active.append(["'+46 8 524 800 00", "'n'"])
    saved.save(tmp_path / "saved.xlsx")
    (line,) = tables.read(tmp_path / "saved.xlsx").lines
    assert list(line.cells.values()) == ["+46 8 524 800 00", "'n'"]


# Workbooks


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_text_runs_in_a_workbook(formula: str) -> None:
    sheet = book(table([[formula, "x"]])).active
    cell = sheet["A2"]
    assert (cell.data_type, cell.value) == ("s", formula)


def test_a_formula_stays_text_when_somebody_edits_it() -> None:
    sheet = book(table([["=1+1", "x"]])).active
    assert sheet["A2"].quotePrefix
    assert not sheet["B2"].quotePrefix


def test_the_xml_of_a_workbook_has_no_formula_at_all() -> None:
    data, _ = written(table([[one, one] for one in FORMULAS]), write=workbook.write)
    with ZipFile(io.BytesIO(data)) as archive:
        assert b"<f" not in archive.read("xl/worksheets/sheet1.xml").replace(b"<filter", b"").replace(b"<fonts", b"")
        assert not [name for name in archive.namelist() if "externalLink" in name]


def test_dates_and_numbers_in_a_workbook_are_such() -> None:
    values: list[Value] = [dt.date(2026, 11, 5), 53_255_000, Decimal("12.50"), dt.date(1857, 2, 3), None]
    sheet = book(table([values], columns=5, pattern="#,##0")).active
    day, number, decimal, old, nothing = sheet[2]
    assert (day.value, day.number_format) == (dt.datetime(2026, 11, 5), "yyyy-mm-dd")
    assert (number.value, number.number_format) == (53_255_000, "#,##0")
    assert decimal.value == pytest.approx(12.5)
    assert (old.value, old.data_type) == ("1857-02-03", "s"), "Excel counts days from 1900"
    assert nothing.value is None


def test_the_heading_stays_in_sight_and_filters() -> None:
    sheet = book(table([["a", "b"], ["c", "d"]])).active
    assert sheet.title == "Organisationer"
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet.column_dimensions["A"].width == 20


def test_an_empty_table_has_its_heading() -> None:
    sheet = book(table([])).active
    assert [[cell.value for cell in row] for row in sheet.rows] == [["A", "B"]]


def test_a_workbook_says_nothing_of_who_made_it() -> None:
    properties = book(table([])).properties
    assert (properties.creator, properties.title, properties.lastModifiedBy) == ("kidesk", "Organisationer", None)


def test_signs_that_xml_cannot_hold_are_left_out_with_a_word() -> None:
    made = table([["a\x00b\x0b", "c\ufffe\x1fd\te\n"]])
    data, losses = written(made, write=workbook.write)
    assert [cell.value for cell in load_workbook(io.BytesIO(data)).active[2]] == ["ab", "cd\te\n"]
    assert said(losses) == ["Control characters, which no table can hold, were left out: 4."]


def test_what_looks_like_excels_own_escape_is_escaped() -> None:
    data, _ = written(table([["_x0041_", "x"]]), write=workbook.write)
    with ZipFile(io.BytesIO(data)) as archive:
        assert b">_x005F_x0041_<" in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(("text", "kept"), [("å" * 32_767, 32_767), ("å" * 32_768, 32_767), ("😀" * 20_000, 16_383)])
def test_a_text_too_long_for_a_cell_is_cut_with_a_word(tmp_path: Path, text: str, kept: int) -> None:
    data, losses = written(table([[text, "x"]]), write=workbook.write)
    cell = load_workbook(io.BytesIO(data)).active["A2"].value
    assert cell == text[:kept]
    assert len(said(losses)) == (kept < len(text))
    assert read_back(tmp_path, table([[text, "x"]])) == [(text, "x")]


def test_what_one_sheet_cannot_hold_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    made = book(table([[str(number), "x"] for number in range(7)]))
    assert made.sheetnames == ["Organisationer", "Organisationer 2", "Organisationer 3"]
    assert [[cell.value for cell in sheet["A"]] for sheet in made] == [
        ["A", "0", "1", "2"],
        ["A", "3", "4", "5"],
        ["A", "6"],
    ]


def test_a_full_last_sheet_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    assert len(book(table([["a", "b"]] * 6)).sheetnames) == 2


def test_equal_tables_at_equal_moments_are_equal_bytes(
    freeze: Callable[[dt.date], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze(dt.date(2026, 5, 4))
    first = written(table([["a", 1]]), write=workbook.write)[0]
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert written(table([["a", 1]]), write=workbook.write)[0] == first


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=4))
def test_any_text_is_text_in_a_workbook(rows: list[tuple[str, str]]) -> None:
    clean = Losses()
    found = [
        [(cell.data_type, cell.value) for cell in row]
        for row in book(table([["x", *row] for row in rows], columns=3)).active.iter_rows(min_row=2)
    ]
    legal = [[clean.legal(cell) for cell in row] for row in rows]
    assert found == [[("s", "x"), *(("s", cell) if cell else ("n", None) for cell in row)] for row in legal]
