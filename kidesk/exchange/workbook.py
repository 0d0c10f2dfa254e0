"""A table as an Excel workbook (XLSX): typed cells, no formula ever, equal bytes for equal tables at equal moments."""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from itertools import chain, islice
from typing import Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml.etree import SerialisationError
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from kidesk.exchange.formulas import is_formula
from kidesk.exchange.outgoing import Column, Losses, Outgoing, Value
from kidesk.i18n import Language
from kidesk.records import clock

# Who made a workbook; spreadsheet programs keep it when they save one again.
CREATOR = "kidesk"
# What a sheet and a cell hold (Microsoft, Excel specifications and limits); the heading is one of the rows.
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
_LONGEST_NAME = 31
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
# Excel counts days from 1900 and believes that 1900 had a 29 February; earlier dates are text.
_FIRST_DAY = dt.date(1900, 3, 1)
# In a workbook's text, _x0041_ is another way to write A (ECMA-376, ST_Xstring).
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNDATED = (1980, 1, 1, 0, 0, 0)


def write(table: Outgoing, file: BinaryIO, language: Language) -> Losses:
    """Writes the table; what one sheet cannot hold goes on in another. Raises OSError."""
    losses = Losses()
    book = Workbook(write_only=True)
    moment = clock.now()
    book.properties.creator, book.properties.title = CREATOR, table.title
    book.properties.language = language.code
    book.properties.created = book.properties.modified = moment
    with _files_taken_away(book):
        for number, rows in enumerate(_sheets(table.rows), start=1):
            _fill(book.create_sheet(sheet_name(table.title, number)), table.columns, rows, losses)
        pack(book, file)
    return losses


def pack(book: Any, file: BinaryIO) -> None:
    """Writes a workbook whose members carry no time of their own. Raises OSError."""
    with _Archive(file, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(book, archive).save()


class _Archive(ZipFile):
    """A zip file whose members carry no time of their own."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        super().writestr(_member(zinfo_or_arcname), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        member = _member(arcname)
        member.file_size = os.path.getsize(filename)  # tells whether it needs the zip format for large files
        with open(filename, "rb") as source, self.open(member, "w") as target:
            shutil.copyfileobj(source, target)


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, _UNDATED)
    member.compress_type = ZIP_DEFLATED
    return member


@contextmanager
def _files_taken_away(book: Any) -> Iterator[None]:
    """The sheets lie in temporary files until the archive is packed; none stays behind, whatever happens."""
    try:
        yield
    except SerialisationError as error:  # how lxml says that a disk is full, such as IO_ENOSPC
        code = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise OSError(code, os.strerror(code)) from error
    finally:
        for sheet in book.worksheets:
            with suppress(Exception):
                sheet.close()
            with suppress(OSError, ValueError, AttributeError):
                sheet._writer.cleanup()


def _sheets(rows: Iterable[Sequence[Value]]) -> Iterator[Iterator[Sequence[Value]]]:
    """The rows, as many at a time as a sheet holds below its heading; one sheet where there are none."""
    left = iter(rows)
    first = next(left, None)
    if first is None:
        yield iter(())
    while first is not None:
        yield chain((first,), islice(left, MOST_ROWS - 2))
        first = next(left, None)


def sheet_name(title: str, number: int = 1) -> str:
    """A name that a sheet may have, from its title; the second and later of the same title are told apart."""
    end = f" {number}" if number > 1 else ""
    return _NOT_IN_A_NAME.sub(" ", title)[: _LONGEST_NAME - len(end)] + end


def _fill(sheet: Any, columns: Sequence[Column], rows: Iterable[Sequence[Value]], losses: Losses) -> None:
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, column) for column in columns])
    last = 1
    for last, row in enumerate(rows, start=2):  # noqa: B007 (the number of the last row is asked for below)
        sheet.append([_cell(sheet, value, column, losses) for value, column in zip(row, columns, strict=True)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"


def _heading(sheet: Any, column: Column) -> Any:
    cell = _text(sheet, column.heading)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Value, column: Column, losses: Losses) -> Any:
    if isinstance(value, dt.date) and value < _FIRST_DAY:
        return value.isoformat()
    if isinstance(value, int | Decimal | dt.date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "yyyy-mm-dd" if isinstance(value, dt.date) else column.pattern
        return cell
    text = _fitting(losses.legal(value), losses) if value else ""
    # openpyxl itself would make formulas and errors of texts that begin so.
    return _text(sheet, text) if is_formula(text) or text.startswith("#") else text or None


def put_text(cell: Any, text: str, losses: Losses) -> Any:
    """Puts a text into a cell of a workbook that is made whole; it is text whatever it looks like, or nothing."""
    if text:
        cell.value = _fitting(losses.legal(text), losses)
        cell.data_type = "s"
        cell.quotePrefix = is_formula(text)
    return cell


def _fitting(text: str, losses: Losses) -> str:
    text = _ESCAPE.sub("_x005F_", text)
    if len(text) <= MOST_CHARACTERS // 2:
        return text
    units = text.encode("utf-16-le")  # Excel counts as UTF-16 does, two for an emoji
    losses.cut += len(units) > 2 * MOST_CHARACTERS
    return units[: 2 * MOST_CHARACTERS].decode("utf-16-le", "ignore")


def _text(sheet: Any, text: str) -> Any:
    """A cell that is text and stays so when somebody edits it, as if an apostrophe had been typed before it."""
    cell = cast(Any, WriteOnlyCell(sheet, text))
    cell.data_type = "s"
    cell.quotePrefix = is_formula(text)
    return cell
