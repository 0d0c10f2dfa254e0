"""Print records: what the sheet of one says, or a list as the window shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kidesk.errors import KideskError
from kidesk.i18n import N_, Language
from kidesk.operations import list_rows
from kidesk.operations.edit import gone
from kidesk.operations.report_asked import head_of
from kidesk.records.protection import is_protected
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.settings import Settings
from kidesk.store.store import Listing, Store

if TYPE_CHECKING:
    from kidesk.reports.content import Document

OnPage = Callable[[int], None]


def compose_sheet(
    store: Store,
    record_type: RecordType,
    number: int,
    *,
    language: Language,
    settings: Settings,
    is_demonstration: bool,
) -> Document:
    """What the sheet of one record says now. Raises KideskError: it is not there, or its identity is protected."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.record_sheet import sheet

    record = store.get(record_type.record, number)
    if record is None:
        raise gone(number)
    refuse_protected(record)
    return sheet(record_type, record, head_of(settings, language, is_demonstration), language)


def refuse_protected(record: Record) -> None:
    """Raises KideskError where a record's identity is protected."""
    if is_protected(record):
        raise KideskError(
            N_("This person’s identity is protected, so nothing was printed. Look at the record on the screen instead.")
        )


def compose_list(
    store: Store,
    listing: Listing,
    *,
    language: Language,
    settings: Settings,
    is_demonstration: bool,
    on_page: OnPage = lambda page: None,
) -> Document:
    """What a list says now, in its order; its records are read once, when it is printed.

    `on_page` is told 0 while records are read; what it raises ends the work.
    """
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports import record_sheet

    record_type = listing.record_type
    ids = store.ids(listing, language)
    head = head_of(settings, language, is_demonstration)
    rows = list_rows.read(store, record_type.record, ids, lambda done, whole: on_page(0))
    subtitle = list_rows.narrowed(store, listing, language)
    return record_sheet.listing(record_type, rows, len(ids), head, language, subtitle)
