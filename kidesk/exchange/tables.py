"""Tables are read: CSV files, whatever encoding and delimiter they have, and workbooks (XLSX)."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from kidesk.errors import KideskError
from kidesk.exchange import source, text_encoding
from kidesk.exchange.formulas import unguarded
from kidesk.i18n import N_, seen
from kidesk.records.field import Problem

DELIMITERS = (";", ",", "\t", "|")
MOST_BYTES, MOST_LINES, MOST_COLUMNS = 100_000_000, 300_000, 2_000
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a zip file, and what Excel wrote before
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SAMPLE = 50  # rows that tell the delimiter
_MOST_CONTROL = 0.05  # of all characters; more is no text
# What no column is called: an e-mail address (its longest by RFC 5321, 4.5.3.1) or a phone number, which must begin
# as no year does, since headings may be years.
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"(\+|\(?0|\(?\d{3}\)?[-. ]\d{3}[-. ])(?:[-()./\s\u00a0]*\d){4,}")
_LONGEST_DATUM = 320
# What a spreadsheet shows where a formula has no value: #REF! and #N/A, in Swedish #REFERENS! and #SAKNAS!.
_ERROR = re.compile(r"#(?:N/A|[A-ZÅÄÖ]+(?:/0)?[!?])")


@dataclass(frozen=True)
class Line:
    """A row of a table: its line in the file, its cells by column, and how many filled cells have no column."""

    number: int
    cells: dict[str, str]
    surplus: int = 0

    def problem(self, columns: Iterable[str]) -> Problem | None:
        """Why the row cannot be taken, where only `columns` are read."""
        if self.surplus:
            return Problem("", N_("The row has more cells than the heading; it may hold a stray delimiter."))
        error = next((column for column in columns if _ERROR.fullmatch(self.cells.get(column, ""))), None)
        if error is None:
            return None
        message = N_("“{text}” in the column “{column}” is an error of a formula and no value; correct it there.")
        return Problem("", message, {"text": self.cells[error], "column": error})


@dataclass(frozen=True)
class Table:
    """A table that was read; of a workbook it is the first sheet that holds something, of hidden ones only where no
    other does, and `left` are the others.

    `encoding` (one of `text_encoding.ENCODINGS`) and `delimiter` (one of DELIMITERS) are what a CSV file was read by;
    of a workbook they are empty. One that `seems_headless` has an e-mail address or a phone number in its first row,
    which then is no row of headings; it stands in `columns` all the same.
    """

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    left: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    seems_headless: bool = False


def read(file: Path, *, encoding: str | None = None, delimiter: str | None = None) -> Table:
    """The table in a CSV file or a workbook; of a CSV file, encoding and delimiter are found unless they are given.

    Raises KideskError with one sentence where it cannot be read.
    """
    data = _bytes(file)
    if data.startswith(_WORKBOOKS):
        return _in_workbook(file, data)
    if source.is_web_page(data):
        raise KideskError(
            N_(
                "{file} is a web page, whatever its name says. Nothing was imported; open it in a spreadsheet program, "
                "save it as a workbook (XLSX), and try again."
            ),
            file=file,
        )
    text, encoding = _decoded(file, data, encoding)
    # Not str.splitlines, which also breaks lines at the odd separators that Word leaves inside a cell.
    lines = io.StringIO(text, newline="").readlines()
    stated = re.fullmatch(r"sep=([;,\t|])\s*", lines[0]) if lines else None  # Excel's own way to name the delimiter
    skipped = 1 if stated else 0
    delimiter = delimiter or (stated[1] if stated else _delimiter(lines))
    read = _table(file, _records(file, lines[skipped:], delimiter, skipped))
    return replace(read, encoding=encoding, delimiter=delimiter)


def _bytes(file: Path) -> bytes:
    is_folder = N_("{file} is a folder, not a file. Nothing was imported; name a table in it.")
    return source.read_bytes(file, MOST_BYTES, is_folder)


def _in_workbook(file: Path, data: bytes) -> Table:
    # Imported here: openpyxl takes time to load, and is needed only where a workbook is read.
    from kidesk.exchange.incoming_workbook import sheets

    # What people see comes first: a hidden sheet is often a list of choices, or what was there before.
    filled = sorted((sheet for sheet in sheets(data, file) if sheet.rows), key=lambda sheet: sheet.is_hidden)
    rows = filled[0].rows if filled else ()
    # kidesk guards no text in a workbook; one that came from a CSV file has the apostrophes of that as signs.
    read = _clean if filled and filled[0].is_own else _cell
    table = _table(file, iter([(number, [read(cell) for cell in cells]) for number, cells in rows]))
    return replace(table, left=tuple(sheet.name for sheet in filled[1:]))


def _decoded(file: Path, data: bytes, asked: str | None) -> tuple[str, str]:
    """The text, and the encoding that it was read by."""
    encoding = asked or text_encoding.found(data)
    try:
        text = text_encoding.decoded(data, encoding)
    except (UnicodeError, LookupError) as error:
        raise _not_text(file, asked) from error
    if "\x00" in text or len(_CONTROL.findall(text)) > len(text) * _MOST_CONTROL:
        raise _not_text(file, asked)
    return text, encoding


def _not_text(file: Path, asked: str | None) -> KideskError:
    if asked is not None:
        message = N_("{file} holds no text in the encoding {encoding}. Nothing was imported; choose another encoding.")
        return KideskError(message, file=file, encoding=asked)
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
            if len(row) > MOST_COLUMNS:
                raise _too_wide(file, number)
            cells = [_cell(cell) for cell in row]
            if any(cells):
                yield number, cells
            number = skipped + reader.line_num + 1
    except csv.Error as error:
        raise _broken(file, number, error) from error


def _too_wide(file: Path, number: int) -> KideskError:
    message = N_("Line {line} of {file} has more than {most} columns. Nothing was imported; choose another file.")
    return KideskError(message, file=file, line=number, most=MOST_COLUMNS)


def _cell(cell: str) -> str:
    """A cell that is `_clean` and without the apostrophe that guards a formula."""
    return _clean(unguarded(_CONTROL.sub(" ", cell).strip()))


def _clean(cell: str) -> str:
    """A cell without the space around it and what nobody sees."""
    return unicodedata.normalize("NFC", seen(_CONTROL.sub(" ", cell).strip()).strip())


def _is_data(column: str) -> bool:
    return len(column) <= _LONGEST_DATUM and bool(_EMAIL.fullmatch(column) or _PHONE.fullmatch(column))


def _table(file: Path, records: Iterator[tuple[int, list[str]]]) -> Table:
    _, columns = next(records, (0, []))
    named = [column for column in columns if column]
    if not named:
        raise KideskError(N_("{file} is empty. Nothing was imported; export it again."), file=file)
    seems_headless = any(map(_is_data, named))
    twice = next((column for column, count in Counter(named).items() if count > 1), None)
    if twice is not None and seems_headless:
        raise KideskError(
            N_("The first row of {file} is not a row of headings. Nothing was imported; give each column a heading."),
            file=file,
        )
    if twice is not None:
        raise KideskError(
            N_("{file} has two columns called “{column}”. Nothing was imported; rename or remove one."),
            file=file,
            column=twice,
        )
    lines: list[Line] = []
    for number, cells in records:
        if len(lines) == MOST_LINES:
            message = N_("{file} has more than {most} rows. Nothing was imported; divide it into smaller files.")
            raise KideskError(message, file=file, most=MOST_LINES)
        pairs = zip(columns, cells + [""] * (len(columns) - len(cells)), strict=False)
        surplus = sum(bool(cell) for cell in cells[len(columns) :])
        lines.append(Line(number, {column: cell for column, cell in pairs if column}, surplus))
    return Table(tuple(named), tuple(lines), seems_headless=seems_headless)
