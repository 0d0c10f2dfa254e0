"""New version of what is kept in editions, decision routes and risk questions: a copy with the next number."""

from __future__ import annotations

import re
from typing import TypeVar

from sqlalchemy import inspect, select

from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.records import clock
from kidesk.records.edition import Edition
from kidesk.records.fields import Parts
from kidesk.records.record import BOOKKEEPING, Row
from kidesk.records.record_type import RecordType
from kidesk.store.store import Store

VERSION_MADE = N_("Made a new version of {type}")
R = TypeVar("R", bound=Row)
_LAST_NUMBER = re.compile(r"(.*?)(\d+)(\D*)", re.DOTALL)


def new_version(store: Store, record_type: RecordType, number: int) -> int:
    """Copies a version with its parts into one that is valid from today, and returns the copy's number.

    What follows a version goes on following that one. Raises KideskError where there is no such version.
    """
    with store.change(VERSION_MADE, record_type.key) as session:
        version = session.get(record_type.record, number)
        if not isinstance(version, Edition):
            raise gone(number)
        kind = type(version)
        same = kind.name_sv == version.name_sv, kind.name_en == version.name_en
        taken = set(session.scalars(select(kind.edition).where(*same)))
        copy = _copied(version)
        while copy.edition in taken:
            copy.edition = _next(copy.edition)
        copy.valid_from = clock.today()
        for field in record_type.fields:
            if isinstance(field, Parts):
                setattr(copy, field.key, [_copied(part) for part in field.read(version)])
        session.add(copy)
        session.flush()
        return int(copy.id)


def _copied(row: R) -> R:
    """A new row with the same values; whose it is, is said by whoever adds it."""
    columns = inspect(type(row)).column_attrs
    own = (one.key for one in columns if one.key not in BOOKKEEPING and not one.columns[0].foreign_keys)
    values = {key: getattr(row, key) for key in own}
    return type(row)(**{key: list(value) if isinstance(value, list) else value for key, value in values.items()})


def _next(edition: str) -> str:
    """The version after: its last number is one more; one without a number is followed by its second."""
    found = _LAST_NUMBER.fullmatch(edition)
    if found is None:
        return f"{edition} 2"
    before, number, after = found.groups()
    return f"{before}{int(number) + 1}{after}"
