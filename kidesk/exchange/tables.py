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
from itertools import chain, islice
from pathlib import Path

from kidesk.errors import KideskError
from kidesk.exchange import heading_row, source, text_encoding
from kidesk.exchange.formulas import unguarded
from kidesk.exchange.heading_row import IsHeading
from kidesk.i18n import N_, fold, trimmed
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
    """A table that was read, with its headings in row `header_row` of the file; `above` are the rows before that.

    Of a workbook it is the `sheet` of this name, and `sheets` are all that hold something, in the file's order.
    `encoding` (one of `text_encoding.ENCODINGS`) and `delimiter` (one of DELIMITERS) are what a CSV file was read by;
    of a workbook they are empty. One that `seems_headless` has an e-mail address or a phone number in its row of
    headings, which then is none; it stands in `columns` all the same.
    """

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    encoding: str = ""
    delimiter: str = ""
    seems_headless: bool = False
    header_row: int = 1
    above: tuple[int, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    @property
    def left(self) -> tuple[str, ...]:
        """The sheets that were not read."""
        return tuple(name for name in self.sheets if name != self.sheet)


def _unknown(cell: str) -> bool:
    return False


def read(
    file: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    is_heading: IsHeading = _unknown,
) -> Table:
    """The table in a CSV file or a workbook; what is not given is found out.

    `header_row` is the number of the row of headings as people see it, from 1. Without it, it is the row of the first
    that are not empty in which most cells are headings (`heading_row.place`), so the first where `is_heading` knows
    none; without `sheet`, it is the sheet with the most of them, of hidden ones only where no other holds something.
    Raises KideskError with one sentence where it cannot be read.
    """
    data = _bytes(file)
    if data.startswith(_WORKBOOKS):
        return _in_workbook(file, data, sheet, header_row, is_heading)
    if sheet is not None:
        message = N_("{file} is no workbook and has no sheets. Nothing was imported; leave out the name of the sheet.")
        raise KideskError(message, file=file)
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
    first = (header_row or 1) - 1  # what stands above the headings tells nothing of the delimiter
    delimiter = delimiter or (stated[1] if stated else _delimiter(lines[first : first + _SAMPLE], is_heading))
    read = _table(file, _records(file, lines[skipped:], delimiter, skipped), header_row, is_heading)
    return replace(read, encoding=encoding, delimiter=delimiter)


def _bytes(file: Path) -> bytes:
    is_folder = N_("{file} is a folder, not a file. Nothing was imported; name a table in it.")
    return source.read_bytes(file, MOST_BYTES, is_folder)


def _in_workbook(file: Path, data: bytes, name: str | None, header_row: int | None, is_heading: IsHeading) -> Table:
    # Imported here: openpyxl takes time to load, and is needed only where a workbook is read.
    from kidesk.exchange.incoming_workbook import Sheet, sheets

    def headings(sheet: Sheet) -> int:
        first = [[_cell(cell) for cell in cells] for _, cells in sheet.rows[: heading_row.WITHIN]]
        return heading_row.known(first[heading_row.place(first, is_heading)], is_heading)

    filled = [sheet for sheet in sheets(data, file) if sheet.rows]
    # What people see comes first: a hidden sheet is often a list of choices, or what was there before.
    shown = [sheet for sheet in filled if not sheet.is_hidden] or filled
    named = [sheet for sheet in filled if name is not None and fold(sheet.name) == fold(name)]
    named.sort(key=lambda sheet: sheet.name != name)
    if name is not None and not named:
        message = N_("{file} has no sheet called “{sheet}” that holds something. Nothing was imported; choose another.")
        raise KideskError(message, file=file, sheet=name)
    chosen = named[0] if named else max(shown, key=headings) if shown else None
    rows = chosen.rows if chosen is not None else ()
    # kidesk guards no text in a workbook; one that came from a CSV file has the apostrophes of that as signs.
    read = _clean if chosen is not None and chosen.is_own else _cell
    records = ((number, cells) for number, texts in rows if any(cells := [read(text) for text in texts]))
    table = _table(file, records, header_row, is_heading)
    return replace(table, sheet=chosen.name if chosen is not None else "", sheets=tuple(one.name for one in filled))


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


def _delimiter(sample: Sequence[str], is_heading: IsHeading) -> str:
    """The delimiter that divides most of the rows below the headings into as many cells as there are headings."""

    def score(delimiter: str) -> tuple[float, int]:
        with suppress(csv.Error):
            rows = [row for row in csv.reader(sample, delimiter=delimiter) if any(map(_cell, row))]
            first = heading_row.place([[_cell(cell) for cell in row] for row in rows[: heading_row.WITHIN]], is_heading)
            widths = [len(row) for row in rows[first:]]
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
    return _clean(unguarded(trimmed(_CONTROL.sub(" ", cell))))


def _clean(cell: str) -> str:
    """A cell without what nobody sees around it."""
    return unicodedata.normalize("NFC", trimmed(_CONTROL.sub(" ", cell)))


def _is_data(column: str) -> bool:
    return len(column) <= _LONGEST_DATUM and bool(_EMAIL.fullmatch(column) or _PHONE.fullmatch(column))


def _header(
    file: Path, records: Iterator[tuple[int, list[str]]], asked: int | None
) -> tuple[tuple[int, ...], int, list[str]]:
    """The numbers of the rows above the headings, that of the row of headings, and the headings themselves.

    What stands below is left in `records`.
    """
    above: list[int] = []
    for number, cells in records:
        if number == asked:
            return tuple(above), number, cells
        above.append(number)
    if not above:
        raise KideskError(N_("{file} is empty. Nothing was imported; export it again."), file=file)
    message = N_("Row {row} of {file} is empty or is not there. Nothing was imported; choose another row of headings.")
    raise KideskError(message, file=file, row=asked)


def _table(file: Path, records: Iterator[tuple[int, list[str]]], asked: int | None, is_heading: IsHeading) -> Table:
    first = list(islice(records, heading_row.WITHIN))
    if asked is None and first:
        asked = first[heading_row.place([cells for _, cells in first], is_heading)][0]
    records = chain(first, records)
    above, header_row, columns = _header(file, records, asked)
    named = [column for column in columns if column]
    seems_headless = any(map(_is_data, named))
    twice = next((column for column, count in Counter(named).items() if count > 1), None)
    if twice is not None and seems_headless:
        raise KideskError(
            N_("Row {row} of {file} is not a row of headings. Nothing was imported; give each column a heading."),
            file=file,
            row=header_row,
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
    found = Table(tuple(named), tuple(lines), seems_headless=seems_headless)
    return replace(found, header_row=header_row, above=above)
