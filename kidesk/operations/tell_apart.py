"""Tell apart: two records that look alike and are not the same are never shown as duplicates again."""

from __future__ import annotations

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.record_type import RecordType
from kidesk.store.store import Store

TOLD_APART = N_("Told two records apart")


def tell_apart(store: Store, record_type: RecordType, one: int, other: int) -> None:
    """Keeps that two persons or organisations, by their ids, are not the same; each of them knows it.

    Raises KideskError where there is no such record, or the two are one.
    """
    if one == other:
        raise KideskError(N_("These are not two records but one. Nothing was changed; choose another."))
    with store.change(TOLD_APART, record_type.key) as session:
        for number, apart in ((one, other), (other, one)):
            row = session.get(record_type.record, number)
            if not isinstance(row, Person | Organisation):
                raise gone(number)
            if str(apart) not in row.distinct_from:
                row.distinct_from = [*row.distinct_from, str(apart)]
