"""Document edition: the document-control block of a published document, and how far it has come."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from kidesk.i18n import N_
from kidesk.records.fields import Choice, Day, Number, Text
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
    Choice(DocumentEdition.document, N_("Document")),
    Number(DocumentEdition.number, N_("Edition"), limits=(1, 1000), grouped=False),
    Choice(DocumentEdition.status, N_("Status")),
    *CONTROL_FIELDS,
)
