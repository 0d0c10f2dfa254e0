"""Tables are read: CSV files, whatever encoding and delimiter they have, and workbooks (XLSX)."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from kidesk.errors import KideskError
from kidesk.exchange import source
from kidesk.exchange.formulas import unguarded
from kidesk.i18n import N_

DELIMITERS = (";", ",", "\t", "|")
MOST_BYTES = 100_000_000
# What Windows, older Macs and DOS wrote in Western Europe. General detectors are at a loss with short tables; these
# three put other signs in each other's letters, so that the letters of names tell them apart.
_WESTERN = ("cp1252", "mac_roman", "cp850")
_LETTERS = dict.fromkeys("åäöÅÄÖ", 3) | dict.fromkeys("éèêëáàâãíîïóôõúûüßçñøæÉÈÁÍÓÚÜØÆÇÑ’–", 1)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a zip file, and what Excel wrote before
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SAMPLE = 50  # rows that tell the delimiter
_TELLING = 200_000  # bytes that tell the encoding
_MOST_CONTROL = 0.05  # of all characters; more is no text


@dataclass(frozen=True)
class Line:
    """A row of a table: its line in the file, its cells by column, and how many filled cells have no column."""

    number: int
    cells: dict[str, str]
    surplus: int = 0


@dataclass(frozen=True)
class Table:
    """A table that was read; of a workbook it is the first sheet that holds something, and `left` are the others."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    left: tuple[str, ...] = ()


def read(file: Path) -> Table:
    """The table in a CSV file or a workbook. Raises KideskError with one sentence where it cannot be read."""
    data = _bytes(file)
    if data.startswith(_WORKBOOKS):
        return _in_workbook(file, data)
    # Not str.splitlines, which also breaks lines at the odd separators that Word leaves inside a cell.
    lines = io.StringIO(_decoded(file, data), newline="").readlines()
    stated = re.fullmatch(r"sep=([;,\t|])\s*", lines[0]) if lines else None  # Excel's own way to name the delimiter
    skipped = 1 if stated else 0
    delimiter = stated[1] if stated else _delimiter(lines)
    return _table(file, _records(file, lines[skipped:], delimiter, skipped))


def _bytes(file: Path) -> bytes:
    is_folder = N_("{file} is a folder, not a file. Nothing was imported; name a table in it.")
    return source.read_bytes(file, MOST_BYTES, is_folder)


def _in_workbook(file: Path, data: bytes) -> Table:
    # Imported here: openpyxl takes time to load, and is needed only where a workbook is read.
    from kidesk.exchange.incoming_workbook import sheets

    filled = [sheet for sheet in sheets(data, file) if sheet.rows]
    rows = filled[0].rows if filled else ()
    table = _table(file, iter([(number, [_cell(cell) for cell in cells]) for number, cells in rows]))
    return replace(table, left=tuple(sheet.name for sheet in filled[1:]))


def _decoded(file: Path, data: bytes) -> str:
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        raise _not_text(file) from error
    if "\x00" in text or len(_CONTROL.findall(text)) > len(text) * _MOST_CONTROL:
        raise _not_text(file)
    return text


def _encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\x00" in data:
        return _wide(data)
    with suppress(UnicodeError):
        data.decode("utf-8")
        return "utf-8"
    return max(_WESTERN, key=lambda encoding: _likeness(data, encoding))


def _likeness(data: bytes, encoding: str) -> int:
    """How much the text looks like Western European names when it is read so."""
    text = data[:_TELLING].decode(encoding, "replace")
    signs = Counter(sign for sign in text if not sign.isascii())
    torn = sum(after.isupper() and not after.isascii() for before, after in pairwise(text) if before.islower())
    return sum(count * _LETTERS.get(sign, -1) for sign, count in signs.items()) - 3 * torn


def _wide(data: bytes) -> str:
    """UTF-16 without a byte order mark: in Western text, most of every other byte is zero."""
    half = len(data) / 2
    odd, even = data[1::2].count(0), data[::2].count(0)
    if max(odd, even) < half / 2:
        return "utf-8"  # no text at all, which its zeros will show
    return "utf-16-le" if odd > even else "utf-16-be"


def _not_text(file: Path) -> KideskError:
    return KideskError(
        N_("{file} is not a text file that kidesk can read. Nothing was imported; save the table as CSV UTF-8."),
        file=file,
    )


def _broken(file: Path, number: int, error: csv.Error) -> KideskError:
    limit = csv.field_size_limit()
    if "limit" in str(error):
        message = N_(
            "Line {line} of {file} has a cell of more than {limit} characters. Nothing was imported; "
            "look for a missing quotation mark."
        )
        return KideskError(message, file=file, line=number, limit=limit)
    message = N_(
        "Line {line} of {file} has a quotation mark that opens or closes wrongly. Nothing was imported; "
        "correct that line."
    )
    return KideskError(message, file=file, line=number)


def _delimiter(lines: Sequence[str]) -> str:
    """The delimiter that divides most of the first rows into as many cells as the header has."""

    def score(delimiter: str) -> tuple[float, int]:
        with suppress(csv.Error):
            widths = [len(row) for row in csv.reader(lines[:_SAMPLE], delimiter=delimiter) if row]
            if widths and widths[0] > 1:
                return sum(width == widths[0] for width in widths) / len(widths), widths[0]
        return 0.0, 0

    return max(DELIMITERS, key=score)


def _records(file: Path, lines: Sequence[str], delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the number of the line it begins on."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = skipped + 1
    try:
        for row in reader:
            cells = [_cell(cell) for cell in row]
            if any(cells):
                yield number, cells
            number = skipped + reader.line_num + 1
    except csv.Error as error:
        raise _broken(file, number, error) from error


def _cell(cell: str) -> str:
    """A cell without the space around it, control characters and the apostrophe that guards a formula."""
    return unicodedata.normalize("NFC", unguarded(_CONTROL.sub(" ", cell).strip()))


def _table(file: Path, records: Iterator[tuple[int, list[str]]]) -> Table:
    _, columns = next(records, (0, []))
    named = [column for column in columns if column]
    if not named:
        raise KideskError(N_("{file} is empty. Nothing was imported; export it again."), file=file)
    twice = next((column for column in named if named.count(column) > 1), None)
    if twice is not None:
        raise KideskError(
            N_("{file} has two columns called “{column}”. Nothing was imported; rename or remove one."),
            file=file,
            column=twice,
        )
    lines = []
    for number, cells in records:
        pairs = zip(columns, cells + [""] * (len(columns) - len(cells)), strict=False)
        surplus = sum(bool(cell) for cell in cells[len(columns) :])
        lines.append(Line(number, {column: cell for column, cell in pairs if column}, surplus))
    return Table(tuple(named), tuple(lines))
