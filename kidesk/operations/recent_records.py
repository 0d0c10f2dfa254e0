"""The records opened last: remembered by type and number, and read anew whenever they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from kidesk.operations.table_columns import is_protected
from kidesk.records import BY_KEY
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.store.store import Store

MOST = 20


def place_of(record_type: RecordType, number: int) -> str:
    """How a record is remembered: "persons/12"."""
    return f"{record_type.key}/{number}"


def place_read(place: str) -> tuple[RecordType, int] | None:
    """The record type and number that are remembered so; None for what is not written so."""
    key, _, number = place.partition("/")
    if key not in BY_KEY or not (number.isascii() and number.isdecimal()) or len(number) > 18:
        return None
    return BY_KEY[key], int(number)


def with_latest(places: Sequence[str], place: str) -> list[str]:
    """The places with one more at their start, each once."""
    return list(dict.fromkeys([place, *places]))[:MOST]


def still_there(store: Store, places: Iterable[str]) -> list[Record]:
    """The records that places lead to, in their order.

    Those that are deleted, merged into others, or are or concern a person with a protected identity are left out.
    """
    wanted = [found for place in places if (found := place_read(place)) is not None]
    numbers: dict[RecordType, list[int]] = {}
    for record_type, number in wanted:
        numbers.setdefault(record_type, []).append(number)
    rows = {record_type.key: _standing(store, record_type, some) for record_type, some in numbers.items()}
    records = (rows[record_type.key].get(number) for record_type, number in wanted)
    return [record for record in records if record is not None and not is_protected(record)]


def _standing(store: Store, record_type: RecordType, numbers: Sequence[int]) -> dict[int, Record]:
    record = record_type.record
    wanted = select(record).where(record.id.in_(numbers))
    if record_type.stands is not None:
        wanted = wanted.where(record_type.stands)
    return {row.id: row for row in store.rows(wanted)}
