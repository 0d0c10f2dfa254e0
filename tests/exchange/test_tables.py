"""CSV tables that are read: every usual encoding and delimiter, and bad files told in one sentence."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from kidesk.errors import KideskError
from kidesk.exchange import tables

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
