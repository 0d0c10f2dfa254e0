"""Composes the reports on personal data: the extract for one person, and the register of processing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from kidesk.errors import UsageError
from kidesk.i18n import N_
from kidesk.operations.report_asked import Asked
from kidesk.operations.subject_extract import extract, subject_records
from kidesk.records.privacy_decision import PrivacyDecision, PrivacyDecisionKind
from kidesk.store.store import Store

if TYPE_CHECKING:
    from kidesk.reports.content import Document


def data_subject_extract(asked: Asked) -> Document:
    """Everything held on one person. Raises UsageError without a number, and KideskError where nobody has it."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.subject_extract import Subject, document

    if asked.number is None:
        raise UsageError(N_("An extract is about one person. Nothing was written; give the person’s number."))
    found = extract(asked.store, asked.number)
    persons, mandates = subject_records(asked.store, found)
    subject = Subject(persons, mandates, _dnr(asked.store, found.number))
    return document(found, subject, asked.head, asked.language)


def _dnr(store: Store, number: int) -> str:
    """The number of the request: that of the latest extract that was noted for the person."""
    kind = PrivacyDecision.kind == PrivacyDecisionKind.EXTRACT
    noted = select(PrivacyDecision).where(kind, PrivacyDecision.subject_number == number)
    latest = store.rows(noted.order_by(PrivacyDecision.decided_on.desc(), PrivacyDecision.id.desc()).limit(1))
    return latest[0].dnr if latest else ""


def processing_register(asked: Asked) -> Document:
    """What personal data are processed for."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.processing_register import document

    return document(asked.head, asked.language)
