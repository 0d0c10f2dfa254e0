"""Protected identities: which records show nothing (offentlighets- och sekretesslagen 21 kap. 3, 3 a §§)."""

from __future__ import annotations

from kidesk.records.field import Field
from kidesk.records.fields import Choice, Derived
from kidesk.records.person import Person
from kidesk.records.record import Record, Row
from kidesk.records.record_type import Caption, RecordType


def person_of(row: Row) -> Person | None:
    """The person that a record is, or is named after, as an ambassador's mandate is; None for other records."""
    named_after = getattr(row, "named_after", None)
    found = getattr(row, named_after) if named_after else row
    return found if isinstance(found, Person) else None


def is_protected(row: Row) -> bool:
    """Whether a record is, or is about, a person whose identity is protected."""
    person = person_of(row)
    return person is not None and person.has_protected_identity


def may_list(record_type: RecordType, field: Field, record: Record) -> bool:
    """Whether a list may show a field of a record.

    Of a protected identity that is what every list of the type has and leads nowhere: that it is protected, and terms
    of closed lists; no country and no day.
    """
    if not is_protected(record):
        return True
    return field.key in record_type.columns and isinstance(field, Caption | Choice | Derived)
