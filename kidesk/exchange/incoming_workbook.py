"""Workbooks (XLSX) from strangers: their cells as text, with limits to size and no document type; never a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from kidesk.errors import KideskError
from kidesk.exchange import source
from kidesk.exchange.workbook import CREATOR
from kidesk.i18n import N_

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_BYTES = 10_000_000
# What the members may be unpacked; a zip member gives no more than it declares.
MOST_UNPACKED = 40_000_000
_MOST_MEMBERS = 2_000
MOST_ROWS, MOST_COLUMNS = 20_000, 200
# Excel's last row; a file may number its rows as it likes. Rows and cells without a value cost time as well.
_LAST_ROW, _MOST_LOOKED_AT = 1_048_576, 20_000_000
# What little XML may be much of: the library takes its time for each cell and each shared text, and a text may stand
# in as many cells as there are. No row of Excel has more than 16,384 cells.
MOST_CELLS, MOST_TEXTS, MOST_SIGNS = 1_000_000, 500_000, 50_000_000
_MOST_IN_ROW = 16_384
_ROW, _CELL, _TEXT = (re.compile(rb"<(?:[\w.-]+:)?%b[\s/>]" % name) for name in (b"row", b"c", b"si"))
_LONG_TAG = re.compile(rb"<[^<>]{65536}")
_DOCUMENT_TYPE = re.compile(rb"<!(DOCTYPE|ENTITY)")
# In a workbook's text, _x000D_ is another way to write a sign (ECMA-376, ST_Xstring); _x005F_ keeps such a text itself.
_WRITTEN = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)|_x000D_")


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows that are not empty, each with the number people see and its cells from the first column.

    One that `is_own` is of a workbook that kidesk wrote.
    """

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    is_hidden: bool = False
    is_own: bool = False


def read_bytes(file: Path) -> bytes:
    """What is in a file that may be a workbook. Raises KideskError where it cannot be read, is empty or too large."""
    is_folder = N_("{file} is a folder, not a file. Nothing was imported; name a workbook (XLSX) in it.")
    return source.read_bytes(file, MOST_BYTES, is_folder)


def sheets(data: bytes, file: Path) -> tuple[Sheet, ...]:
    """The sheets of a workbook; `file` is what it is called in messages. Raises KideskError."""
    if data.startswith(OLE):
        raise KideskError(
            N_(
                "{file} is locked with a password or has the old format of Excel (XLS). Nothing was imported; open it, "
                "save it as an ordinary workbook (XLSX) without a password, and try again."
            ),
            file=file,
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive, file)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the library does not know of a workbook's looks concerns nobody
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            measure, is_own = _Measure(file), book.properties.creator == CREATOR
            return tuple(
                Sheet(str(sheet.title), tuple(_rows(sheet, file, measure)), sheet.sheet_state != "visible", is_own)
                for sheet in book.worksheets
            )
    except KideskError:
        raise
    except Exception as error:  # whatever the library says of a damaged workbook, and that is many things
        raise KideskError(
            N_("{file} is no workbook that kidesk can read. Nothing was imported; save it as XLSX and try again."),
            file=file,
        ) from error


def _check(archive: zipfile.ZipFile, file: Path) -> None:
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        message = N_("{file} is locked with a password. Nothing was imported; save it without one and try again.")
        raise KideskError(message, file=file)
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise _too_large(file)
    if "[Content_Types].xml" not in archive.namelist() or "xl/workbook.xml" not in archive.namelist():
        raise KideskError(
            N_("{file} is not a workbook (XLSX). Nothing was imported; choose another file."), file=file
        )
    for member in members:
        data = archive.read(member).replace(b"\x00", b"")  # so that the same is found in UTF-16
        if _DOCUMENT_TYPE.search(data):
            message = N_("{file} declares XML entities, which no spreadsheet program does. Nothing was imported.")
            raise KideskError(message, file=file)
        if _is_too_much(data):
            raise _too_large(file)


def _is_too_much(data: bytes) -> bool:
    if _LONG_TAG.search(data) or _count(_TEXT, data) > MOST_TEXTS or _count(_CELL, data) > MOST_CELLS:
        return True
    starts = [found.start() for found in _ROW.finditer(data)]
    ends = [*starts[1:], len(data)]
    return any(_count(_CELL, data[start:end]) > _MOST_IN_ROW for start, end in zip(starts, ends, strict=False))


def _count(pattern: re.Pattern[bytes], data: bytes) -> int:
    return sum(1 for _ in pattern.finditer(data))


def _too_large(file: Path) -> KideskError:
    message = N_(
        "{file} holds more than kidesk reads of a workbook. Nothing was imported; save the sheet as CSV UTF-8, or "
        "divide it into smaller files."
    )
    return KideskError(message, file=file)


class _Measure:
    """Counts what little XML may be much of: characters, of few shared texts, and places that hold nothing."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._signs = 0
        self._places = 0

    def look_at(self, cells: Sequence[object]) -> None:
        """Counts a row. Raises KideskError where it is one too many."""
        self._places += 1 + len(cells)
        if self._places > _MOST_LOOKED_AT:
            raise _too_large(self._file)

    def counted(self, value: object) -> object:
        """The value. Raises KideskError where it is one too many."""
        if isinstance(value, str):
            self._signs += len(value)
            if self._signs > MOST_SIGNS:
                raise _too_large(self._file)
        return value


def _rows(sheet: Any, file: Path, measure: _Measure) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows that are not empty, wherever they stand, all of the same width. What does not fit is never left out."""
    sheet.reset_dimensions()  # what a file says of its size may be wrong
    count = 0
    for number, cells in enumerate(sheet.iter_rows(max_row=_LAST_ROW, values_only=True), start=1):
        measure.look_at(cells)
        texts = tuple(_text(measure.counted(cell)) for cell in cells)
        if any(texts):
            count += 1
            if count > MOST_ROWS or any(texts[MOST_COLUMNS:]):
                raise _too_large(file)
            yield number, texts[:MOST_COLUMNS] + ("",) * (MOST_COLUMNS - len(texts))


def _text(value: object) -> str:
    """A cell's value as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return _WRITTEN.sub("", str(value)) if isinstance(value, str) else str(value)
