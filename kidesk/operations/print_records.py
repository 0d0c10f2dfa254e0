"""Print records: one as a sheet, or a list as the window shows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kidesk.errors import KideskError
from kidesk.i18n import N_, Language
from kidesk.operations.edit import gone
from kidesk.operations.export_report import head_of
from kidesk.records.person import Person
from kidesk.records.record_type import RecordType
from kidesk.settings import Settings
from kidesk.store.store import Listing, Store

if TYPE_CHECKING:
    from kidesk.reports.document import WriteReport

_PAGE = 500
OnPage = Callable[[int], None]


def print_sheet(
    store: Store,
    record_type: RecordType,
    number: int,
    *,
    language: Language,
    output: Path,
    settings: Settings,
    is_demonstration: bool,
    on_page: OnPage = lambda page: None,
) -> WriteReport:
    """Writes one record to `output` as a PDF. Raises KideskError; an earlier file is then as it was.

    `on_page` is told each page that is full; what it raises ends the work.
    """
    # Imported here: ReportLab takes longer to import than the window to answer.
    from kidesk.reports.document import write
    from kidesk.reports.record_sheet import sheet

    record = store.get(record_type.record, number)
    if record is None:
        raise gone(number)
    if isinstance(record, Person) and record.has_protected_identity:
        raise KideskError(
            N_("This person’s identity is protected, so nothing was printed. Look at the record on the screen instead.")
        )
    head = head_of(settings, language, is_demonstration)
    return write(sheet(record_type, record, head, language), output, language, on_page)


def print_list(
    store: Store,
    listing: Listing,
    *,
    language: Language,
    output: Path,
    settings: Settings,
    is_demonstration: bool,
    on_page: OnPage = lambda page: None,
) -> WriteReport:
    """Writes a list to `output` as a PDF, in its order. Raises KideskError; an earlier file is then as it was.

    `on_page` is told each page that is full; what it raises ends the work.
    """
    # Imported here: ReportLab takes longer to import than the window to answer.
    from kidesk.reports import record_sheet
    from kidesk.reports.document import write

    record_type = listing.record_type
    ids = store.ids(listing, language)
    rows = []
    for start in range(0, len(ids), _PAGE):
        on_page(0)  # still reading
        page = store.page(record_type.record, ids[start : start + _PAGE])
        rows += [page[number] for number in ids[start : start + _PAGE] if number in page]
    chosen = language.text(listing.view.label) if listing.view else ""
    subtitle = " · ".join(part for part in (chosen, f"“{listing.typed}”" if listing.typed else "") if part)
    head = head_of(settings, language, is_demonstration)
    return write(record_sheet.listing(record_type, rows, head, language, subtitle), output, language, on_page)
