"""CSV tables that are read: every usual encoding and delimiter, and bad files told in one sentence."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from kidesk.errors import KideskError
from kidesk.exchange import tables, text_encoding
from kidesk.i18n import Language

SWEDISH = "Namn;Landskod;Ort\nÅbo Akademi;FI;Åbo\nGöteborgs universitet;SE;Göteborg\nÖrebro universitet;SE;Örebro\n"


def read(folder: Path, data: bytes | str) -> tables.Table:
    file = folder / "table.csv"
    file.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return tables.read(file)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "cp850", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    table = read(tmp_path, SWEDISH.encode(encoding))
    assert table.columns == ("Namn", "Landskod", "Ort")
    assert [line.cells["Ort"] for line in table.lines] == ["Åbo", "Göteborg", "Örebro"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_although_cells_hold_others(tmp_path: Path, delimiter: str) -> None:
    rows = [["Name", "City"], ["Berkeley; California, a|b\tc", "Berkeley"], ["Łódź", "a;b;c,d,e"]]
    file = tmp_path / "table.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    cells = [list(line.cells.values()) for line in tables.read(file).lines]
    assert cells == rows[1:]


def test_a_single_column_needs_no_delimiter(tmp_path: Path) -> None:
    table = read(tmp_path, "Name\nUniversity of California, Berkeley\nUppsala universitet\n")
    assert [line.cells["Name"] for line in table.lines] == ["University of California, Berkeley", "Uppsala universitet"]


def test_excels_own_first_line_names_the_delimiter_and_is_counted(tmp_path: Path) -> None:
    table = read(tmp_path, "sep=|\r\nName|City\r\na;b;c|d;e;f\r\n")
    assert table.lines == (tables.Line(3, {"Name": "a;b;c", "City": "d;e;f"}),)


def test_line_numbers_are_those_of_the_file(tmp_path: Path) -> None:
    table = read(tmp_path, 'Name;Notes\na;"two\nlines"\n\nb;\u2028odd\x0bseparators\nc;\n')
    assert [line.number for line in table.lines] == [2, 5, 6]
    assert table.lines[0].cells["Notes"] == "two\nlines"


def test_short_rows_are_filled_and_long_ones_counted(tmp_path: Path) -> None:
    short, long = read(tmp_path, "Name;City;\na\nb;c;;d\n").lines
    assert short == tables.Line(2, {"Name": "a", "City": ""})
    assert long == tables.Line(3, {"Name": "b", "City": "c"}, surplus=1)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\n ;;\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text file"),
        (bytes(range(1, 256)) * 9, "not a text file"),
        (b"Name;City\na\x00b;c\n", "not a text file"),
        (b"PK\x03\x04\x14\x00\x06\x00", "is no workbook that kidesk can read"),
        (b'Name;City\na;b\n"never closed;c\nd;e\n', "Line 3"),
        (b'Name;City\n"a"b;c\n', "Line 2"),
        (b"Name;City\na;" + b"x" * 140_000 + b"\n", "Line 2"),
        (b"Name;City;Name\na;b;c\n", "two columns called"),
    ],
)
def test_a_bad_file_is_told_in_a_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(KideskError, match=said) as caught:
        read(tmp_path, data)
    assert "Nothing was imported" in str(caught.value)
    assert str(tmp_path / "table.csv") in str(caught.value)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(KideskError, match="There is no file"):
        tables.read(tmp_path / "none.csv")
    with pytest.raises(KideskError, match="is a folder"):
        tables.read(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_the_right_to_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text(SWEDISH)
    file.chmod(0)
    with pytest.raises(KideskError, match="cannot be read"):
        tables.read(file)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "cp850", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_what_a_table_was_read_by_is_said(tmp_path: Path, encoding: str, delimiter: str) -> None:
    table = read(tmp_path, SWEDISH.replace(";", delimiter).encode(encoding))
    assert (table.encoding, table.delimiter) == (encoding, delimiter)
    assert table.encoding in text_encoding.ENCODINGS
    assert [line.cells["Ort"] for line in table.lines] == ["Åbo", "Göteborg", "Örebro"]


def test_a_wrong_guess_is_overruled(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes("Namn;Ort,Land\nŠtěpán;Brno,CZ\n".encode("cp1250"))
    table = tables.read(file, encoding="cp1250", delimiter=",")
    assert (table.encoding, table.delimiter) == ("cp1250", ",")
    assert table.lines[0].cells == {"Namn;Ort": "Štěpán;Brno", "Land": "CZ"}


@pytest.mark.parametrize("encoding", ["utf-16-le", "ascii", "no such encoding", "base64"])
def test_an_encoding_that_does_not_fit_is_told(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "table.csv"
    file.write_text("Namn;Ort\nÅsa;Å\n", "utf-8")
    with pytest.raises(KideskError, match="choose another encoding"):
        tables.read(file, encoding=encoding)


@pytest.mark.parametrize("cell", ["anna@example.org", "+46 8 123 45 67", "08-123 45 67", "(905) 555-1234"])
def test_a_first_row_of_data_is_no_row_of_headings(tmp_path: Path, cell: str) -> None:
    assert read(tmp_path, f"Anna Ek;{cell}\nBo Al;bo@example.org\n").seems_headless
    with pytest.raises(KideskError, match="not a row of headings"):
        read(tmp_path, f"Ek;Ek;{cell}\nAl;Al;bo@example.org\n")


@pytest.mark.parametrize(
    "heading", ["E-post", "2023-2024", "2024-01", "E-mail @ work", "Telefon 1", "20240131", "a@" + "." * 99_999]
)
def test_headings_are_not_taken_for_data(tmp_path: Path, heading: str) -> None:
    assert not read(tmp_path, f"Namn;{heading}\nBo Al;bo@example.org\n").seems_headless


@pytest.mark.parametrize(
    "start", ["<html>", "\ufeff\r\n<!DOCTYPE html><html>", '<table border="1">', "<META charset=utf-8>"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_web_page_that_is_called_a_workbook_is_told(tmp_path: Path, start: str, encoding: str) -> None:
    file = tmp_path / "people.xls"
    file.write_bytes(f"{start}<tr><td>Namn</td></tr></table>".encode(encoding))
    with pytest.raises(KideskError) as caught:
        tables.read(file)
    assert "is a web page" in caught.value.said(Language("en"))
