"""The document-control block of a document, as it is printed."""

from __future__ import annotations

from kidesk.i18n import Language
from kidesk.records.document_edition import CONTROL_FIELDS, DocumentEdition


def control_block(edition: DocumentEdition, language: Language) -> tuple[tuple[str, str], ...]:
    """Labels and values; what is not filled in prints blank. The document's type is named in its own language."""
    said = {field.key: field.text(edition, language) for field in CONTROL_FIELDS}
    if language.code != "sv" or not said["document_type"]:
        said["document_type"] = language.text(edition.document.label)
    return tuple((language.text(field.label), said[field.key]) for field in CONTROL_FIELDS)
