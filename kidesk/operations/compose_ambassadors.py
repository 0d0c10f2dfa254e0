"""Composes the reports about ambassadors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kidesk.operations.ambassador_coverage import ambassador_coverage
from kidesk.operations.portrait_consent import published
from kidesk.operations.report_asked import Asked

if TYPE_CHECKING:
    from kidesk.reports.content import Document


def coverage(asked: Asked) -> Document:
    """Where agreements and ambassadors miss each other, today."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.ambassador_coverage import document

    found = ambassador_coverage(asked.store, asked.head.printed_on)
    return document(found, asked.head, asked.language)


def directory(asked: Asked) -> Document:
    """Who may be published today, with portrait and public profile."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.ambassador_directory import document

    return document(published(asked.store, asked.head.printed_on).shown, asked.head, asked.language)
