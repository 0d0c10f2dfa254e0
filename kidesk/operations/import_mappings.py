"""Import mappings: what the columns of somebody's tables mean, kept under a name and chosen again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from kidesk.errors import KideskError
from kidesk.i18n import N_, fold
from kidesk.operations import edit
from kidesk.records.import_mapping import IMPORT_MAPPINGS, ImportMapping
from kidesk.records.record_type import RecordType
from kidesk.store.store import Store

_TAB = "tab"


def mappings_of(store: Store, record_type: RecordType) -> list[ImportMapping]:
    """The saved mappings for tables of a record type, in Swedish order."""
    mine = select(ImportMapping).where(ImportMapping.of == record_type.key)
    return store.rows(mine.order_by(ImportMapping.order_key, ImportMapping.id))


def meanings(mapping: ImportMapping) -> dict[str, str]:
    """What each heading of a mapping means, by its key; empty for a column that is left out."""
    pairs = (one.rpartition("=") for one in mapping.columns)  # a heading may have an equals sign, a key has none
    return {heading: key for heading, _, key in pairs if heading}


def delimiter(mapping: ImportMapping) -> str | None:
    """The delimiter of a mapping, or None where it is to be found out."""
    return "\t" if mapping.delimiter == _TAB else mapping.delimiter or None


def fitting(mappings: Iterable[ImportMapping], headings: Iterable[str]) -> ImportMapping | None:
    """The first mapping for exactly these headings, in whatever order; None where there is none."""
    wanted = {fold(heading) for heading in headings}
    return next((one for one in mappings if {fold(heading) for heading in meanings(one)} == wanted), None)


def save(
    store: Store,
    record_type: RecordType,
    name: str,
    columns: Mapping[str, str],
    *,
    encoding: str = "",
    delimiter: str = "",
    number: int | None = None,
) -> int:
    """Saves what the columns of tables of a record type mean, by their headings, and returns the mapping's id.

    It is a new mapping, or the one with the id `number`. Raises KideskError where another of the record type is called
    so; an empty name is Invalid.
    """
    others = (one for one in mappings_of(store, record_type) if one.id != number)
    if any(fold(one.name) == fold(name.strip()) for one in others):
        message = N_("Another mapping is called “{name}”. Nothing was saved; choose another name.")
        raise KideskError(message, name=name.strip())
    values = {
        "name": name.strip(),
        "of": record_type.key,
        "columns": [f"{heading}={key}" for heading, key in columns.items()],
        "encoding": encoding,
        "delimiter": _TAB if delimiter == "\t" else delimiter,
    }
    return edit.save(store, IMPORT_MAPPINGS, values, number=number).id
