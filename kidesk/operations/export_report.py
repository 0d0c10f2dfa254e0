"""Export a report: gather the records it prints, say what is in it, and write it to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kidesk.i18n import Language
from kidesk.operations import agreement_register
from kidesk.operations.export_table import KINDS, TableReport
from kidesk.operations.report_asked import Asked, head_of
from kidesk.operations.report_list import REPORTS
from kidesk.settings import Settings
from kidesk.store.store import Listing, Store

if TYPE_CHECKING:
    from kidesk.reports.content import Document
    from kidesk.reports.document import WriteReport


def compose(
    store: Store,
    name: str,
    *,
    language: Language,
    settings: Settings,
    is_demonstration: bool,
    quarter: str | None = None,
    number: int | None = None,
    year: int | None = None,
    listing: Listing = agreement_register.EVERYTHING,
    on_page: Callable[[int], None] = lambda page: None,
    earlier: str | None = None,
    edition: int | None = None,
    country: str = "",
    city: str = "",
) -> Document:
    """What the report called `name` (a key of REPORTS) says now, in `language`.

    `quarter` is a name such as "2024-Q4"; without one it is the latest quarter with assessments. `number` is the id
    of the record that the report is about; without one a status is about the first action plan and an annual list about
    all departments. `year` is a calendar year; without one it is the last that is over. `listing` says which agreements
    are in a register; they are read while it is printed, and `on_page` is told 0 then. `earlier` is the quarter that a
    comparison begins with; without one it is the quarter before. `edition` is the number of an edition of a document;
    without one it is that in effect. A brief is about a `country`, a `city` in it, or the organisation with the id
    `number`.
    Raises UsageError where one is missing or wrong, and KideskError where there is no such record.
    """
    head = head_of(settings, language, is_demonstration)
    asked = Asked(
        store, language, head, settings, quarter, number, year, listing, on_page, earlier, edition, country, city
    )
    return REPORTS[name].compose(asked)


def export(
    store: Store,
    name: str,
    *,
    language: Language,
    output: Path,
    settings: Settings,
    is_demonstration: bool,
    quarter: str | None = None,
    number: int | None = None,
    year: int | None = None,
    listing: Listing = agreement_register.EVERYTHING,
    on_page: Callable[[int], None] = lambda page: None,
    earlier: str | None = None,
    edition: int | None = None,
    country: str = "",
    city: str = "",
) -> WriteReport | TableReport:
    """Composes the report called `name`, writes it to `output` and returns what was printed or written.

    `output` ends in .pdf or .html, or for a report that can be a table in .xlsx or .csv. `on_page` is told each page
    that is full; what it raises takes the report back.
    Raises what `compose` raises, and KideskError where the file cannot be written; an earlier file is then as it was.
    """
    tabulate = REPORTS[name].tabulate
    if tabulate is not None and output.suffix.lower() in KINDS:
        head = head_of(settings, language, is_demonstration)
        asked = Asked(store, language, head, settings, quarter, number, year, listing)
        return tabulate(asked, output, lambda done, whole: None)
    # Imported here: ReportLab takes longer to import than the command line to answer.
    from kidesk.reports.document import write

    document = compose(
        store,
        name,
        language=language,
        settings=settings,
        is_demonstration=is_demonstration,
        quarter=quarter,
        number=number,
        year=year,
        listing=listing,
        on_page=on_page,
        earlier=earlier,
        edition=edition,
        country=country,
        city=city,
    )
    return write(document, output, language, on_page)
