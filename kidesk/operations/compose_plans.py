"""Composes the reports about a plan and its quarters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kidesk.errors import KideskError, UsageError
from kidesk.i18n import N_
from kidesk.operations.compare_quarters import compare
from kidesk.operations.compose_comparison import compose_comparison
from kidesk.operations.edit import gone
from kidesk.operations.quarter_content import QuarterContent, latest_assessed, quarter_content
from kidesk.operations.report_asked import Asked, head_of
from kidesk.records.plan import Plan, PlanKind
from kidesk.records.quarter import Period

if TYPE_CHECKING:
    from kidesk.reports.content import Document
    from kidesk.reports.head import Head


def quarterly_status(asked: Asked) -> Document:
    """A plan's status in a quarter, with the agreements, ambassadors and indicators of that quarter."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.quarterly_status import MATRIX_QUARTERS, QuarterlyStatus, document

    period = period_asked(asked)
    content = quarter_content(asked.store, period, asked.settings)
    plan = plan_asked(asked, content)
    status = QuarterlyStatus(
        plan=plan,
        items=content.items_of(plan),
        period=period,
        quarter=content.quarter,
        signed=content.signed,
        expiring=content.expiring,
        ended=content.ended,
        ambassadors=content.ambassadors,
        indicators=content.indicators,
        earlier=tuple(period - back for back in range(MATRIX_QUARTERS - 1, 0, -1)),
    )
    return document(status, head_about(asked, content), asked.language)


def activity_matrix(asked: Asked) -> Document:
    """All activities of a plan in the last quarters."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.activity_matrix import MATRIX_QUARTERS, ActivityMatrix, document
    from kidesk.reports.plan_branches import branches

    period = period_asked(asked)
    content = quarter_content(asked.store, period, asked.settings)
    plan = plan_asked(asked, content)
    periods = tuple(period - back for back in range(MATRIX_QUARTERS - 1, -1, -1))
    matrix = ActivityMatrix(plan, branches(plan, content.items_of(plan)), periods, is_sealed=content.seal is not None)
    return document(matrix, head_about(asked, content), asked.language)


def quarter_comparison(asked: Asked) -> Document:
    """What moved in a plan between two quarters."""
    last = period_asked(asked)
    first = _named(asked.earlier) if asked.earlier is not None else last - 1
    found = compare(asked.store, first, last, asked.settings, asked.number)
    return compose_comparison(found, asked.head, asked.language)


def head_about(asked: Asked, content: QuarterContent) -> Head:
    """The head of a document about a quarter; a sealed one is as of the day it was sealed, whoever prints it."""
    if content.seal is None:
        return asked.head
    head = head_of(content.settings, asked.language, asked.head.is_demonstration)
    said = N_("Sealed {day}, seal {number}, {digest}")
    details = {"number": str(content.seal.id), "digest": content.seal.sha256[:12]}
    sealed = asked.language.text(said, day=asked.language.day(content.day), **details)
    return replace(head, printed_on=content.day, issued=sealed)


def period_asked(asked: Asked) -> Period:
    """The quarter asked for; without one, the latest with assessments. Raises UsageError for what is no quarter."""
    if asked.quarter is not None:
        return _named(asked.quarter)
    return latest_assessed(asked.store)


def _named(quarter: str) -> Period:
    try:
        return Period.named(quarter)
    except ValueError:
        message = N_("“{quarter}” is not a quarter. Nothing was written; write it as 2024-Q4.")
        raise UsageError(message, quarter=quarter) from None


def plan_asked(asked: Asked, content: QuarterContent) -> Plan:
    """The plan with the number asked for, else the first action plan."""
    if asked.number is not None:
        plan = next((one for one in content.plans if one.id == asked.number), None)
        if plan is None:
            raise gone(asked.number)
        return plan
    plans = [one for one in content.plans if one.kind == PlanKind.ACTION_PLAN]
    if not plans:
        raise KideskError(N_("There is no action plan to report on. Nothing was written; add a plan first."))
    return min(plans, key=lambda plan: plan.id)
