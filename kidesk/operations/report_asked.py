"""What is asked for when a report is composed, and the head that all documents have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kidesk.i18n import Language
from kidesk.operations import agreement_register
from kidesk.records import clock
from kidesk.settings import Settings
from kidesk.store.store import Listing, Store

if TYPE_CHECKING:
    from kidesk.reports.head import Head


@dataclass(frozen=True)
class Asked:
    """What is asked for: the report's language and head, and the quarter, record, year or list it is about.

    `earlier` is the quarter that `quarter` is compared with, `edition` the number of one of the document's editions,
    `country` (a code or a name) with or without a `city` is the place a brief is about.
    """

    store: Store
    language: Language
    head: Head
    settings: Settings
    quarter: str | None = None
    number: int | None = None
    year: int | None = None
    listing: Listing = agreement_register.EVERYTHING
    on_page: Callable[[int], None] = lambda page: None
    earlier: str | None = None
    edition: int | None = None
    country: str = ""
    city: str = ""


def head_of(settings: Settings, language: Language, is_demonstration: bool) -> Head:
    """What every document has in common, from the settings, as of today."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.head import Head

    return Head(
        organisation=settings.organisation_name,
        unit=settings.unit_name_sv if language.code == "sv" else settings.unit_name_en,
        accent=settings.accent,
        printed_on=clock.today(),
        is_demonstration=is_demonstration,
        printed_by=settings.person,
    )
