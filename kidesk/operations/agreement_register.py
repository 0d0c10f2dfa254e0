"""The agreement register: the agreements of a list on paper, or with the same columns as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kidesk.errors import UsageError
from kidesk.exchange.outgoing import Column, Value
from kidesk.i18n import N_, Language
from kidesk.operations import list_rows
from kidesk.operations.export_table import Layout, Progress, TableReport, export_table
from kidesk.operations.table_columns import TableColumn
from kidesk.records import AGREEMENTS, clock
from kidesk.records.agreement import Agreement
from kidesk.records.record import Record
from kidesk.store.store import Listing, Store

if TYPE_CHECKING:
    from kidesk.reports.agreement_columns import AgreementColumn
    from kidesk.reports.content import Document
    from kidesk.reports.head import Head

EVERYTHING = Listing(AGREEMENTS)
_CHARACTERS_A_SHARE = 15
_FILTER_ARROW = 4  # characters that a heading needs beside its words


def compose_register(
    store: Store,
    listing: Listing,
    *,
    head: Head,
    language: Language,
    on_page: Callable[[int], object] = lambda page: None,
) -> Document:
    """What the register of a list of agreements says now, in its order; they are read once, while it is printed.

    `on_page` is told 0 while records are read; what it raises ends the work. Raises UsageError for another list.
    """
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.agreement_register import READ, document

    _refuse_others(listing)
    ids = store.ids(listing, language)
    rows = list_rows.read(store, Agreement, ids, lambda done, whole: on_page(0), READ)
    return document(rows, len(ids), head, language, list_rows.narrowed(store, listing, language))


def export_register(
    store: Store,
    listing: Listing,
    *,
    language: Language,
    output: Path,
    progress: Progress = lambda done, whole: None,
) -> TableReport:
    """Writes the register of a list of agreements as a workbook or CSV file. Raises what `export_table` raises."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.agreement_register import COLUMNS, READ, REGISTER

    _refuse_others(listing)
    day = clock.today()
    layout = Layout(language.text(REGISTER), [table_column(column, day, language) for column in COLUMNS], READ)
    return export_table(store, listing, language=language, output=output, progress=progress, layout=layout)


def table_column(column: AgreementColumn, day: dt.date, language: Language) -> TableColumn:
    """A column of a printed list of agreements as one of a table."""

    def read(record: Record) -> Value:
        assert isinstance(record, Agreement)
        return column.plain(record, day, language)

    return TableColumn(described(language.text(column.label), round(column.share * _CHARACTERS_A_SHARE)), read)


def described(heading: str, width: int) -> Column:
    """A column of a table, wide enough for its heading."""
    return Column(heading, max(width, len(heading) + _FILTER_ARROW))


def _refuse_others(listing: Listing) -> None:
    if listing.record_type is not AGREEMENTS:
        raise UsageError(N_("Only agreements stand in the agreement register. Nothing was written."))
