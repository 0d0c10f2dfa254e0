"""Which agreements are to be registered in the register of official documents and have no dnr yet."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from kidesk.records.agreement import Agreement, Amendment, StatusChange
from kidesk.records.agreement_rules import RUNNING
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.attachment import Attachment, AttachmentKind
from kidesk.records.rules import months_before

ENDED_WITHIN_MONTHS = 24
_HAS_DOCUMENTS = (AgreementStatus.FOR_DECISION, AgreementStatus.OUT_FOR_SIGNATURE, *RUNNING)
_HAS_ENDED = (AgreementStatus.EXPIRED, AgreementStatus.TERMINATED)


def is_without_dnr(today: dt.date) -> ColumnElement[bool]:
    """Agreements whose documents exist but have no dnr, and those with an amendment that has none.

    Official documents are registered when they have been drawn up or have come in (Public Access to Information and
    Secrecy Act, 2009:400, chapter 5, section 1): what is up for decision or further, has ended within 24 months, or
    was sent or signed at any time.
    """
    is_missing = and_(func.trim(Agreement.dnr) == "", or_(*_documents(today)))
    amended = exists().where(Amendment.agreement_id == Agreement.id, func.trim(Amendment.dnr) == "")
    return or_(is_missing, amended)


def _documents(today: dt.date) -> tuple[ColumnElement[bool], ...]:
    noted = select(func.max(StatusChange.on)).where(StatusChange.agreement_id == Agreement.id).scalar_subquery()
    ended = func.coalesce(Agreement.termination_effective_on, Agreement.end_on, noted)
    signed = exists().where(Attachment.agreement_id == Agreement.id, Attachment.kind == AttachmentKind.SIGNED)
    return (
        Agreement.status.in_(_HAS_DOCUMENTS),
        and_(Agreement.status.in_(_HAS_ENDED), ended >= months_before(today, ENDED_WITHIN_MONTHS)),
        Agreement.sent_on.is_not(None),
        Agreement.signed_own_on.is_not(None),
        Agreement.signed_partner_on.is_not(None),
        signed,
    )
