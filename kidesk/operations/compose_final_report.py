"""Composes the final report of a plan: an edition as it was decided, or as it is being prepared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kidesk.operations.compose_document import content_asked, head_about_edition, sentences_of
from kidesk.operations.report_asked import Asked
from kidesk.records.document_edition import DocumentKind

if TYPE_CHECKING:
    from kidesk.reports.content import Document


def final_report(asked: Asked) -> Document:
    """The final report of a plan: the edition asked for, else that in effect."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.final_report import FinalReport, document

    content = content_asked(asked, DocumentKind.FINAL_REPORT)
    report = FinalReport(
        plan=content.plan,
        items=content.quarter.items_of(content.plan),
        edition=content.edition,
        texts=content.texts,
        period=content.quarter.period,
        indicators=content.quarter.indicators,
        said=sentences_of(content.quarter.indicators),
        is_decided=content.is_decided,
    )
    return document(report, head_about_edition(asked, content), asked.language)
