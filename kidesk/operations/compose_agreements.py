"""Composes the reports about agreements: one of them, its risk assessment, and lists of many."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from kidesk.errors import UsageError
from kidesk.i18n import N_, Language
from kidesk.operations import agreement_register as registers
from kidesk.operations import annual_list as annual
from kidesk.operations.agreement_activity import activity
from kidesk.operations.agreement_family import family
from kidesk.operations.assess_risk import standing
from kidesk.operations.edit import gone
from kidesk.operations.export_table import Progress, TableReport
from kidesk.operations.report_asked import Asked
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement
from kidesk.records.fields import Parts
from kidesk.records.risk_assessment import RiskAssessment
from kidesk.store.store import Past, Store

if TYPE_CHECKING:
    from kidesk.reports.agreement_summary import HistoryLine
    from kidesk.reports.content import Document


def agreement_summary(asked: Asked) -> Document:
    """One agreement with its family, activity, risk assessment and history. Raises UsageError without a number."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.agreement_summary import Around, document

    if asked.number is None:
        raise UsageError(N_("This report is about one agreement. Nothing was written; give the agreement’s number."))
    agreement = asked.store.get(Agreement, asked.number)
    if agreement is None:
        raise gone(asked.number)
    assessment = _assessment(asked.store, asked.number)
    around = Around(
        family(asked.store, asked.number),
        activity(asked.store, asked.number, asked.head.printed_on),
        assessment,
        _previous(asked.store, assessment) if assessment is not None else None,
    )
    past = asked.store.past(Agreement, asked.number)
    return document(agreement, asked.head, asked.language, tuple(_history(past, asked.language)), around)


def _assessment(store: Store, agreement: int) -> RiskAssessment | None:
    """The risk assessment that holds for an agreement; where none does, the latest still open."""
    found = standing(store, agreement)
    return found.in_effect or next(iter(found.open), None)


def _previous(store: Store, assessment: RiskAssessment) -> RiskAssessment | None:
    return store.get(RiskAssessment, assessment.previous_id) if assessment.previous_id is not None else None


def risk_assessment(asked: Asked) -> Document:
    """One risk assessment beside the one before it. Raises UsageError without a number."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.risk_assessment import document

    if asked.number is None:
        message = N_("This report is about one risk assessment. Nothing was written; give the assessment’s number.")
        raise UsageError(message)
    assessment = asked.store.get(RiskAssessment, asked.number)
    if assessment is None:
        raise gone(asked.number)
    return document(assessment, _previous(asked.store, assessment), asked.head, asked.language)


def _history(past: list[Past], language: Language) -> Iterator[HistoryLine]:
    """One line an operation: what was done, and to which fields."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.agreement_summary import HistoryLine

    labels = {field.key: field.label for field in AGREEMENTS.fields}
    parts = {field.part.__tablename__: field.label for field in AGREEMENTS.fields if isinstance(field, Parts)}
    kind = language.text(AGREEMENTS.one).lower()
    for (at, who, verb), group in groupby(past, key=lambda one: (one.at, one.who, one.verb)):
        what, changes = language.text(verb, type=kind), list(group)
        touched: dict[str, None] = {}
        for change in changes:
            touched |= {parts.get(change.table) or labels.get(key, ""): None for key in change.new or change.old}
        is_whole = any(change.table == Agreement.__tablename__ and change.kind != "update" for change in changes)
        fields = "" if is_whole else ", ".join(language.text(label) for label in touched if label)
        yield HistoryLine(at, who, language.text(N_("{verb}: {fields}"), verb=what, fields=fields) if fields else what)


def agreement_register(asked: Asked) -> Document:
    """The agreements of a list, read while they are printed."""
    return registers.compose_register(
        asked.store, asked.listing, head=asked.head, language=asked.language, on_page=asked.on_page
    )


def register_as_table(asked: Asked, output: Path, progress: Progress) -> TableReport:
    """The same list as a workbook or CSV file."""
    return registers.export_register(
        asked.store, asked.listing, language=asked.language, output=output, progress=progress
    )


def annual_list(asked: Asked) -> Document:
    """A department's agreements of a calendar year; without a department, all departments'."""
    return annual.compose_annual_list(asked.store, asked.number, asked.year, head=asked.head, language=asked.language)


def annual_list_as_table(asked: Asked, output: Path, progress: Progress) -> TableReport:
    """The same as a workbook or CSV file."""
    return annual.export_annual_list(asked.store, asked.number, asked.year, language=asked.language, output=output)
