"""Document edition: the document-control block of a published document, and how far it has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from kidesk.i18n import N_
from kidesk.records.fields import Choice, Day, Number, Parts, Text
from kidesk.records.record import Part, line, owner
from kidesk.records.term import Term, Tone


class DocumentKind(Term):
    """The documents that are made of a plan (DOMAIN, What gets printed)."""

    FINAL_REPORT = "final-report", N_("Final report")
    OPERATIONAL_PLAN = "operational-plan", N_("Operational plan")
    STRATEGY_OVERVIEW = "strategy-overview", N_("Strategy overview")
    QUARTERLY_STATUS = "quarterly-status", N_("Quarterly status")


class EditionStatus(Term):
    """How far an edition has come; what is decided stays as it is until another edition supersedes it."""

    DRAFT = "draft", N_("Draft"), Tone.NONE
    READY = "ready", N_("Ready for decision"), Tone.INFO
    DECIDED = "decided", N_("Decided"), Tone.OK
    SUPERSEDED = "superseded", N_("Superseded"), Tone.NONE


# What is decided is never changed again, whatever becomes of it.
CONCLUDED = (EditionStatus.DECIDED, EditionStatus.SUPERSEDED)


class DocumentEdition(Part):
    """One edition of a plan's document. Fields may be blank and then print as blank.

    `number` counts the editions of one document of one plan; each follows the one with the number before.
    """

    __tablename__ = "document_edition"
    plan_id: Mapped[int] = owner("plan")
    document: Mapped[DocumentKind] = mapped_column(default=DocumentKind.FINAL_REPORT)
    number: Mapped[int] = mapped_column(default=1)
    status: Mapped[EditionStatus] = mapped_column(default=EditionStatus.DRAFT)
    document_type: Mapped[str] = line(200)
    dnr: Mapped[str] = line(60)
    previous_dnr: Mapped[str] = line(60)
    decision_date: Mapped[dt.date | None]
    validity: Mapped[str] = line(200)
    decided_by: Mapped[str] = line(300)
    handled_by: Mapped[str] = line(300)
    prepared_with: Mapped[str] = line(300)
    revision_concerning: Mapped[str] = line(500)


# The document-control block, as it is printed.
CONTROL_FIELDS = (
    Text(DocumentEdition.document_type, N_("Document type")),
    Text(DocumentEdition.dnr, N_("Registration number (dnr)")),
    Text(DocumentEdition.previous_dnr, N_("Previous version's dnr")),
    Day(DocumentEdition.decision_date, N_("Decision date")),
    Text(DocumentEdition.validity, N_("Validity")),
    Text(DocumentEdition.decided_by, N_("Decided by")),
    Text(DocumentEdition.handled_by, N_("Handled by")),
    Text(DocumentEdition.prepared_with, N_("Prepared with")),
    Text(DocumentEdition.revision_concerning, N_("Revision concerning")),
)

DOCUMENT_EDITION_FIELDS = (
    Choice(DocumentEdition.document, N_("Printed document")),
    Number(DocumentEdition.number, N_("Edition"), limits=(1, 1000), grouped=False),
    Choice(DocumentEdition.status, N_("Status")),
    *CONTROL_FIELDS,
)


class Editions(Parts):
    """The editions of a plan's documents: read and searched as other parts are, but taken step by step, never typed."""

    is_typed = False

    def __init__(self, attribute: InstrumentedAttribute[Any], label: str) -> None:
        super().__init__(attribute, label, DOCUMENT_EDITION_FIELDS)


def editions_of(editions: Iterable[DocumentEdition], document: DocumentKind) -> list[DocumentEdition]:
    """The editions of one document, the earliest first."""
    return sorted((one for one in editions if one.document == document), key=lambda one: (one.number, one.id))


def in_effect(editions: Iterable[DocumentEdition], document: DocumentKind) -> DocumentEdition | None:
    """The edition that holds: the decided one, else the latest that is being prepared; None where there is none."""
    found = editions_of(editions, document)
    return next((one for one in found[::-1] if one.status == EditionStatus.DECIDED), found[-1] if found else None)
