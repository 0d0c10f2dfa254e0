"""Document edition: the document-control block of a published document."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from kidesk.i18n import N_
from kidesk.records.fields import Day, Text
from kidesk.records.record import Part, line, owner


class DocumentEdition(Part):
    """One edition of a plan's document. Fields may be blank and then print as blank."""

    __tablename__ = "document_edition"
    plan_id: Mapped[int] = owner("plan")
    document_type: Mapped[str] = line(200)
    dnr: Mapped[str] = line(60)
    previous_dnr: Mapped[str] = line(60)
    decision_date: Mapped[dt.date | None]
    validity: Mapped[str] = line(200)
    decided_by: Mapped[str] = line(300)
    handled_by: Mapped[str] = line(300)
    prepared_with: Mapped[str] = line(300)
    revision_concerning: Mapped[str] = line(500)


DOCUMENT_EDITION_FIELDS = (
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
