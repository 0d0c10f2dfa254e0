"""Composes the operational plan and the strategy overview: editions as they were decided or are being prepared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kidesk.operations.compose_document import content_asked, head_about_edition, sentences_of
from kidesk.operations.report_asked import Asked
from kidesk.records.document_edition import DocumentKind

if TYPE_CHECKING:
    from kidesk.reports.content import Document


def operational_plan(asked: Asked) -> Document:
    """The operational plan: the edition asked for, else that in effect."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.operational_plan import OperationalPlan, document

    content = content_asked(asked, DocumentKind.OPERATIONAL_PLAN)
    report = OperationalPlan(
        plan=content.plan,
        items=content.quarter.items_of(content.plan),
        edition=content.edition,
        texts=content.texts,
        said=sentences_of(content.quarter.indicators),
        is_decided=content.is_decided,
    )
    return document(report, head_about_edition(asked, content), asked.language)


def strategy_overview(asked: Asked) -> Document:
    """The overview of a strategy: the edition asked for, else that in effect."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.strategy_overview import StrategyOverview, document

    content = content_asked(asked, DocumentKind.STRATEGY_OVERVIEW)
    report = StrategyOverview(
        plan=content.plan,
        items=content.quarter.items_of(content.plan),
        all_items=content.quarter.items,
        plans=content.quarter.plans,
        edition=content.edition,
        texts=content.texts,
        period=content.quarter.period,
        said=sentences_of(content.quarter.indicators),
        is_decided=content.is_decided,
    )
    return document(report, head_about_edition(asked, content), asked.language)
