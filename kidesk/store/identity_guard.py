"""Refuses personal identity numbers at the one door that whatever is typed or imported goes through."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import get_history
from sqlalchemy.orm.base import PASSIVE_NO_INITIALIZE

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.records import personal_data
from kidesk.records.identity_number import identity_number
from kidesk.records.record import Row

# Digits that nobody wrote: names and digests of stored files, and keys that repeat other columns.
_NOT_WRITTEN = frozenset({"stored", "sha256", "iia_pdf", "order_key"})

REFUSED = N_(
    "“{number}” is a personal identity number, which kidesk must not keep. Nothing was changed; take the number out "
    "and try again."
)


def guard(session: Session) -> None:
    """Refuses, before anything is written, a text with a certain personal identity number in it (DOMAIN, Person).

    Forms and imports that ask their fields have said so before, beside the field; this is for all others. Raises
    KideskError. What is only taken back or done again is left as it was.
    """
    if session.info["log"].restoring:
        return
    for row in (*session.new, *session.dirty):
        if isinstance(row, Row):
            for text in _written(row):
                found = identity_number(text)
                if found is not None and found.is_certain:
                    raise KideskError(REFUSED, number=found.written)


def _written(row: Row) -> Iterator[str]:
    """The texts of a row that are new."""
    for column in _columns(type(row)):
        for value in get_history(row, column, PASSIVE_NO_INITIALIZE).added or ():
            if value:
                yield from map(str, value) if isinstance(value, list) else [value]


@cache
def _columns(row: type[Row]) -> tuple[str, ...]:
    """Where a person may have written something."""
    columns = personal_data.written_columns(personal_data.table(row.__tablename__))
    return tuple(column for column in columns if column not in _NOT_WRITTEN)
