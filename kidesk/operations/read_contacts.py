"""The contacts of a file, one after the other, whatever kind of file it is."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from kidesk.errors import KideskError, UsageError
from kidesk.exchange import tables, vcards
from kidesk.exchange.incoming_contact import IncomingContact
from kidesk.i18n import N_
from kidesk.operations.contact_columns import is_heading, read_columns
from kidesk.operations.contact_rows import ContactRows
from kidesk.operations.contacts_report import ContactsReport
from kidesk.operations.import_options import ImportOptions
from kidesk.operations.import_organisations import Progress

_STEP = 100  # rows between two words about the progress
_OF_TABLES = N_(
    "A vCard file says itself what it holds; mapping, encoding, delimiter, sheet and row of headings are "
    "for tables only."
)


def read(file: Path, options: ImportOptions, report: ContactsReport, heed: Progress) -> Iterator[IncomingContact]:
    """The contacts of a vCard file or a table; `heed` is told how far the reading is, in bytes or rows.

    Notes in the report what the columns mean. Raises KideskError where the file cannot be read, which of a vCard file
    may be after some contacts, and UsageError where the options do not fit it.
    """
    if vcards.is_vcard(file):
        of_tables = (options.encoding, options.delimiter, options.sheet, options.header_row)
        if options.mapping or any(one is not None for one in of_tables):
            raise UsageError(_OF_TABLES)
        return vcards.read(file, heed)
    table = options.table(file, is_heading)
    columns = read_columns(table.columns, options.mapping)
    report.columns, report.encoding, report.delimiter = columns, table.encoding, table.delimiter
    report.seems_headless = table.seems_headless
    report.tell_place(table)
    report.left_out = tuple(one.heading for one in columns if one.is_left_out)
    report.ignored = tuple(
        one.heading for one in columns if not (one.meaning or one.is_left_out or one.heading in options.mapping)
    )
    if not any(one.meaning in ("name", "given_name", "family_name") for one in columns):
        message = N_("{file} has no column of names. Nothing was imported; say which column is the name.")
        raise KideskError(message, file=file)
    return _lines(ContactRows(columns), table.lines, heed)


def _lines(rows: ContactRows, lines: tuple[tables.Line, ...], heed: Progress) -> Iterator[IncomingContact]:
    waiting, whole = deque(lines), len(lines)
    del lines  # of a long table each row is let go once it is taken in
    while waiting:
        done = whole - len(waiting)
        if done % _STEP == 0:
            heed(done, whole)
        yield rows.contact(waiting.popleft())
    heed(whole, whole)
