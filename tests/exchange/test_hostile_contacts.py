"""Files of contacts that mean harm, or are broken: told in a sentence or read right, soon and without much memory."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import textwrap
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kidesk.errors import KideskError
from kidesk.exchange import incoming_workbook, source, tables, vcards
from kidesk.exchange.incoming_contact import IncomingContact
from kidesk.i18n import CODES, Language

ROOT = Path(__file__).resolve().parents[2]
_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def contacts(file: Path) -> list[IncomingContact]:
    return list(vcards.read(file, lambda done, whole: None))


def told(read: Callable[[Path], object], file: Path) -> str:
    """The sentence that a file is refused with, which stands in both languages."""
    with pytest.raises(KideskError) as caught:
        read(file)
    for code in CODES:
        assert "{" not in caught.value.said(Language(code))
    sentence = caught.value.said(Language("en"))
    assert "Nothing was imported" in sentence
    return sentence


def written(file: Path, data: bytes | str) -> Path:
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


# What is no file


@pytest.mark.parametrize("name", ["contacts.vcf", "contacts.csv", "contacts.xlsx"])
@pytest.mark.skipif(os.name != "posix", reason="there are no such files elsewhere")
def test_folders_pipes_and_devices_are_told_at_once(tmp_path: Path, name: str) -> None:
    read: Callable[[Path], object] = contacts if name.endswith("vcf") else tables.read
    folder, pipe, zeros = tmp_path / "folder" / name, tmp_path / name, tmp_path / "device" / name
    folder.mkdir(parents=True)
    os.mkfifo(pipe)
    zeros.parent.mkdir()
    zeros.symlink_to("/dev/zero")
    assert "is a folder" in told(read, folder)
    assert "not an ordinary file" in told(read, pipe)
    assert "not an ordinary file" in told(read, zeros)
    assert "is empty" in told(read, written(tmp_path / f"empty-{name}", b""))
    assert vcards.is_vcard(pipe) is vcards.is_vcard(folder) is name.endswith("vcf")
    assert not source.is_xml(pipe)
    assert not source.is_xml(folder)


# CSV


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("Namn;Ort\nÅsa \ud800;Å\n".encode("utf-8", "surrogatepass"), "not a text file"),
        ("Namn;Ort\n\udfffÅsa;Å\n".encode("utf-16", "surrogatepass"), "not a text file"),
        (b"Namn;Ort\nAnna\x00;Solna\n", "not a text file"),
        (b"Namn;Ort\n" + b"\x01\x02" * 1000, "not a text file"),
        ('Namn;Ort\n"Anna;Solna\nBo;Umeå\n', "quotation mark"),
        ("Namn;Ort\n" + '"' + "x\n" * 100_000, "missing quotation mark"),
        ("Namn;Namn\nAnna;Ek\n", "two columns called"),
        (";".join(map(str, range(3_000))) + "\n1\n", "more than 2000 columns"),
        ("Namn;Ort\nAnna" + ";" * 3_000 + "\n", "Line 2 of"),
        ("Ek;Ek;ek@example.org\nAl;Bo;al@example.org\n", "not a row of headings"),
        (";;\n;;\n", "is empty"),
    ],
)
def test_a_bad_table_is_told(tmp_path: Path, data: bytes | str, sentence: str) -> None:
    assert sentence in told(tables.read, written(tmp_path / "table.csv", data))


def test_a_table_without_rows_or_with_empty_ones_has_none(tmp_path: Path) -> None:
    for data in ("Namn;E-post\n", "Namn;E-post", "Namn;E-post\n" + "\r\n;;\n" * 20_000):
        assert tables.read(written(tmp_path / "table.csv", data)).lines == ()


def test_line_ends_of_all_kinds_may_be_mixed(tmp_path: Path) -> None:
    table = tables.read(written(tmp_path / "table.csv", "Namn;Ort\rAnna;1\r\nBo;2\nEva;3\r"))
    assert [(line.number, line.cells["Namn"]) for line in table.lines] == [(2, "Anna"), (3, "Bo"), (4, "Eva")]


def test_more_rows_than_memory_is_for_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_LINES", 100)
    rows = "Namn;Ort\n" + "Anna;Solna\n" * 100
    assert len(tables.read(written(tmp_path / "table.csv", rows)).lines) == 100
    assert "more than 100 rows" in told(tables.read, written(tmp_path / "table.csv", rows + "Bo;Umeå\n"))


# Workbooks


def workbook(file: Path, members: Mapping[str, str | bytes]) -> Path:
    """A workbook with one sheet, of which some members are replaced by others."""
    made = io.BytesIO()
    book = Workbook()
    book.active.append(["Namn", "Ort"])
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, _sharing(name, old.read(name)))
        for name, data in members.items():
            new.writestr(name, data)
    return file


def _sharing(name: str, data: bytes) -> bytes:
    """A member, with the table of shared texts known to it."""
    shared = (
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sharedStrings+xml"/></Types>'
    )
    link = f'<Relationship Id="rId99" Type="{_KINDS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    if name == "[Content_Types].xml":
        return data.replace(b"</Types>", shared.encode())
    return data.replace(b"</Relationships>", link.encode()) if name == "xl/_rels/workbook.xml.rels" else data


def sheet(rows: str) -> dict[str, str | bytes]:
    return {"xl/worksheets/sheet1.xml": f"<worksheet {_NS}><sheetData>{rows}</sheetData></worksheet>"} | texts("<si/>")


def texts(items: str) -> dict[str, str | bytes]:
    return {"xl/sharedStrings.xml": f"<sst {_NS}>{items}</sst>"}


_BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9))
_EXTERNAL = '<!ENTITY l8 SYSTEM "file:///etc/passwd">'
_SHARED = '<c t="s"><v>0</v></c>'
_ROW = '<row><c t="inlineStr"><is><t>Namn</t></is></c></row>'

BOOKS: dict[str, tuple[dict[str, str | bytes], str]] = {
    "an entity bomb": (
        {"xl/sharedStrings.xml": f"<!DOCTYPE sst [{_BOMB}]><sst {_NS}><si><t>&l8;</t></si></sst>"},
        "declares XML entities",
    ),
    "an entity from a file": (
        {"xl/worksheets/sheet1.xml": f"<!DOCTYPE x [{_EXTERNAL}]><worksheet {_NS}>&l8;</worksheet>"},
        "declares XML entities",
    ),
    "an entity in UTF-16": (
        {"xl/workbook.xml": f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [{_EXTERNAL}]><x/>'.encode("utf-16")},
        "declares XML entities",
    ),
    "members that unpack to much": ({"xl/media/image.png": b"\x00" * 41_000_000}, "more than kidesk reads"),
    "more members than files": ({f"x/{n}": b"" for n in range(2_001)}, "more than kidesk reads"),
    "a million shared texts": (texts("<si><t/></si>" * 600_000), "more than kidesk reads"),
    "a shared text in many cells": (
        sheet(_ROW + f"<row>{_SHARED * 200}</row>" * 20) | texts(f"<si><t>{'x' * 40_000}</t></si>"),
        "more than kidesk reads",
    ),
    "a row without end": (sheet(_ROW + f"<row>{'<c><v>1</v></c>' * 20_000}</row>"), "more than kidesk reads"),
    "a row without end, with a prefix": (
        sheet(_ROW + f'<x:row xmlns:x="x">{"<x:c/>" * 20_000}</x:row>'),
        "more than kidesk reads",
    ),
    "a tag without end": (
        sheet("<row " + " ".join(f"a{n}=''" for n in range(20_000)) + "/>"),
        "more than kidesk reads",
    ),
    "rows without end": (
        sheet("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 20_003))),
        "more than kidesk reads",
    ),
    "no sheet": ({"xl/worksheets/sheet1.xml": b""}, "no workbook that kidesk can read"),
    "broken XML": (sheet("<row>") | {"xl/workbook.xml": b"<workbook"}, "no workbook that kidesk can read"),
    "only empty rows": (sheet("<row/>" * 100_000), "is empty"),
    "rows within rows": (sheet("<row>" * 5_000 + "</row>" * 5_000), "is empty"),
}


@pytest.mark.parametrize("name", BOOKS)
def test_a_bad_workbook_is_told(tmp_path: Path, name: str) -> None:
    members, sentence = BOOKS[name]
    assert sentence in told(tables.read, workbook(tmp_path / "table.xlsx", members))


def test_many_texts_too_few_to_matter_each_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = f"<row>{_SHARED * 100}</row>" * 10
    file = workbook(tmp_path / "table.xlsx", sheet(_ROW + cells) | texts("<si><t>abcdefghij</t></si>"))
    assert len(tables.read(file).lines) == 10
    monkeypatch.setattr(incoming_workbook, "MOST_SIGNS", 9_000)
    assert "more than kidesk reads" in told(tables.read, file)


def test_locked_and_old_workbooks_are_told(tmp_path: Path) -> None:
    old = written(tmp_path / "old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    assert "locked with a password or has the old format" in told(tables.read, old)
    locked = bytearray(workbook(tmp_path / "locked.xlsx", {}).read_bytes())
    for place in range(len(locked) - 10):
        if locked[place : place + 4] == b"PK\x01\x02":  # each entry of the directory says whether it is encrypted
            locked[place + 8] |= 1
    assert "locked with a password" in told(tables.read, written(tmp_path / "locked.xlsx", bytes(locked)))
    assert "not a workbook" in told(tables.read, _zip(tmp_path / "other.xlsx"))


def _zip(file: Path) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    return file


def test_formulas_errors_and_hidden_sheets_are_only_text(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Namn", "Ort"])
    book.active.append(["=1+1", "#REF!"])
    book.active.append(["Anna", "'=cmd()"])
    book.active.merge_cells("A4:B4")
    hidden = book.create_sheet("Dold")
    hidden.sheet_state = "hidden"
    hidden.append(["Ek"])
    book.save(tmp_path / "table.xlsx")
    table = tables.read(tmp_path / "table.xlsx")
    # A formula that no program has worked out has no value.
    assert [list(line.cells.values()) for line in table.lines] == [["", "#REF!"], ["Anna", "=cmd()"]]
    assert table.left == ("Dold",)


def test_no_row_or_column_is_left_out_for_standing_far_away(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Namn", "Ort"])
    book.active.cell(1_048_576, 1, "Anna")
    book.save(tmp_path / "low.xlsx")
    (line,) = tables.read(tmp_path / "low.xlsx").lines
    assert (line.number, line.cells["Namn"]) == (1_048_576, "Anna")
    book.active.cell(2, 16_384, "Bo")
    book.save(tmp_path / "wide.xlsx")
    assert "more than kidesk reads" in told(tables.read, tmp_path / "wide.xlsx")


def test_empty_rows_without_number_are_not_looked_at_for_ever(tmp_path: Path) -> None:
    file = tmp_path / "far.xlsx"
    book = Workbook()
    for number in range(30):
        book.create_sheet(f"{number}").cell(1_048_576, 1, "x")
    book.save(file)
    begun = time.monotonic()
    assert "more than kidesk reads" in told(tables.read, file)
    assert time.monotonic() - begun < 60


def test_what_people_see_is_read_before_a_hidden_sheet(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Dold"
    book.active.append(["Val"])
    book.active.sheet_state = "hidden"
    shown = book.create_sheet("Kontakter")
    shown.append(["Namn"])
    book.active = 1
    book.save(tmp_path / "table.xlsx")
    table = tables.read(tmp_path / "table.xlsx")
    assert (table.columns, table.left) == (("Namn",), ("Dold",))


# vCards

_HEAD, _TAIL = "BEGIN:VCARD\nVERSION:3.0\nN:Ek;Anna\n", "END:VCARD\n"
_FULL = "larger than kidesk reads"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("BEGIN:VCARD\n" * 3_000 + "END:VCARD\n" * 3_000, "stand within each other"),
        (_HEAD + "AGENT:\n" + (_HEAD + "AGENT:\n") * 3_000, "stand within each other"),
        (_HEAD, "line 1 of"),
        (_HEAD + _TAIL + _HEAD + _HEAD + _TAIL, "line 5 of"),
        (_HEAD + _TAIL + _TAIL, "ends a card that does not begin"),
        (_HEAD + "END:VCALENDAR\n" + _TAIL, "ends a card that does not begin"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "There is no vCard"),
        ("Namn;Ort\nAnna;Solna\n", "There is no vCard"),
        (b"\x00" * 100_000, "There is no vCard"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "There is no vCard"),
        ((_HEAD + "NOTE:\ud800\n" + _TAIL).encode("utf-16", "surrogatepass"), "not a text file"),
        ((_HEAD + _TAIL).encode("utf-16")[:-1], "not a text file"),
    ],
)
def test_a_bad_vcard_file_is_told(tmp_path: Path, data: bytes | str, sentence: str) -> None:
    assert sentence in told(contacts, written(tmp_path / "contacts.vcf", data))


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("NOTE:" + "\n a" * 1_000_000, _FULL),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:" + "=41=\n" * 200_000, _FULL),
        ("NOTE:" + "x" * 3_000_000, _FULL),
        ("TEL:1\n" * 6_000, _FULL),
        ("PHOTO:x\n" * 100_000, _FULL),
        ("TEL;A=" + "," * 200_000, "is none of a vCard"),
        ("TEL" + ";A=" * 30 + '"', "is none of a vCard"),
        ("no property", "is none of a vCard"),
        ("NOTE:a\x00b", "characters that no text has"),
        ("NOTE:\x81\ud800", "characters that no text has"),
    ],
)
def test_a_card_that_cannot_be_read_leaves_the_others(tmp_path: Path, lines: str, sentence: str) -> None:
    whole = f"{_HEAD}{lines}\n{_TAIL}{_HEAD}{_TAIL}".encode("utf-8", "surrogatepass")
    bad, good = contacts(written(tmp_path / "contacts.vcf", whole))
    assert bad.problem is not None
    for code in CODES:
        assert "{" not in bad.problem.said(Language(code))
    assert sentence in bad.problem.said(Language("en"))
    assert (bad.values, bad.emails) == ({}, ())
    assert good.values == {"family_name": "Ek", "given_name": "Anna"}


@pytest.mark.parametrize(
    "lines",
    [
        "NOTE:" + "\n a" * 140_000,
        "NOTE;ENCODING=QUOTED-PRINTABLE:" + "=C3=96=\n" * 35_000,
        "NOTE:" + "\\" * 290_000,
        "NOTE:a" + "\u0301" * 140_000,
        "CATEGORIES:" + "\\,a," * 70_000,
        "ADR:" + "a,;" * 90_000,
        "item1.TEL:1\nitem1.X-ABLabel:" + "_$!<" * 70_000,
        "TEL:tel:" + ";x" * 140_000,
        "URL:" + "a." * 140_000 + " x",
        "ORG:a\n" * 2_000 + "TITLE:b\n" * 2_000,
        "".join(f"a{n}.ORG:{n}\na{n}.TITLE:b\n" for n in range(2_000)),
        "PHOTO;ENCODING=b:" + "A" * 5_000_000,
        "N;CHARSET=punycode;ENCODING=QUOTED-PRINTABLE:" + "a-b" * 90_000,
    ],
    ids=lambda lines: lines[:20],
)
def test_much_of_anything_takes_no_long_time(tmp_path: Path, lines: str) -> None:
    file = written(tmp_path / "contacts.vcf", f"{_HEAD}{lines}\n{_TAIL}")
    started = time.process_time()
    (one,) = contacts(file)
    assert time.process_time() - started < 2
    assert one.values["given_name"] == "Anna"


def test_a_large_file_is_left_at_once_and_never_held(tmp_path: Path) -> None:
    file = tmp_path / "contacts.vcf"
    card = "".join(f"{_HEAD}EMAIL:{n}@example.org\nNOTE:{'x' * 400}\nPHOTO:{'A' * 600}\n{_TAIL}" for n in range(900))
    with file.open("w") as stream:
        for _ in range(52):
            stream.write(card)
    size = file.stat().st_size
    assert size > 50_000_000

    class Stopped(Exception):
        pass

    def heed(done: int, whole: int) -> None:
        assert whole == size
        if done > 5_000_000:  # a tenth is enough to see what is held
            raise Stopped

    tracemalloc.start()
    with pytest.raises(Stopped):
        sum(1 for _ in vcards.read(file, heed))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited so on Linux only")
def test_fifty_megabytes_are_cancelled_half_way_in_little_memory(tmp_path: Path) -> None:
    file = tmp_path / "contacts.vcf"
    photo = f"PHOTO;ENCODING=b:{'A' * 50_000}\n"
    with file.open("w") as stream:
        for number in range(1_000):
            stream.write(f"{_HEAD}EMAIL:{number}@example.org\n{photo}{_TAIL}")
    program = f"""
        import resource
        from pathlib import Path
        from kidesk.exchange import vcards
        class Stopped(Exception): pass
        def heed(done, whole):
            if done > whole // 2: raise Stopped
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        count = 0
        try:
            for one in vcards.read(Path({str(file)!r}), heed): count += 1
        except Stopped:
            print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    """
    run = [sys.executable, "-c", textwrap.dedent(program)]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    count, grown = map(int, done.stdout.split())
    assert 400 < count < 600
    assert grown < 25_000  # kB, vobject itself included


# Whatever it is

_WORDS = "BEGIN:VCARD\n|END:VCARD\n|N:Ek\n|TEL;|=\n|\n |\"|;ENCODING=QUOTED-PRINTABLE:|=C3|,|ORG:|PHOTO:|\\|a."
_BYTES = [b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b"sep=;\n", b"PK\x03\x04", b"\r"]
_PIECES = st.sampled_from([*(word.encode() for word in _WORDS.split("|")), *_BYTES])


def _is_read_or_told(read: Callable[[Path], object], file: Path) -> None:
    started = time.process_time()
    with suppress(KideskError):
        read(file)
    assert time.process_time() - started < 2


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES | st.binary(max_size=40), max_size=40).map(b"".join))
def test_any_bytes_are_read_or_told(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("any") / "contacts.vcf"
    file.write_bytes(data)
    vcards.is_vcard(file)
    for read in (contacts, tables.read):
        _is_read_or_told(read, file)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=20))
def test_a_damaged_workbook_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, place: int, noise: bytes) -> None:
    file = workbook(tmp_path_factory.mktemp("any") / "contacts.xlsx", {})
    data = file.read_bytes()
    at = place % len(data)
    file.write_bytes(data[:at] + noise + data[at + len(noise) :])
    _is_read_or_told(tables.read, file)
