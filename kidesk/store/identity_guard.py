"""Refuses personal identity numbers at the one door that whatever is typed or imported goes through."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import get_history
from sqlalchemy.orm.base import PASSIVE_NO_INITIALIZE

from kidesk.errors import KideskError, Sentence
from kidesk.i18n import N_
from kidesk.records import personal_data, type_of
from kidesk.records.fields import Parts
from kidesk.records.identity_number import Certainty, identity_number
from kidesk.records.record import Record, Row
from kidesk.store.history import owner_of

# Digits that nobody wrote: names and digests of stored files, and keys that repeat other columns.
_NOT_WRITTEN = frozenset({"stored", "sha256", "iia_pdf", "order_key"})

REFUSED = N_(
    "“{place}” contains a personal identity number, which kidesk must not keep. Nothing was changed; take the number "
    "out and try again."
)
_TEXT = N_("Text")


def guard(session: Session) -> None:
    """Refuses, before anything is written, a text with a certain personal identity number in it (DOMAIN, Person).

    Forms and imports that ask their fields have said so before, beside the field; this is for all others. Raises
    KideskError. What is only taken back or done again is left as it was.
    """
    if session.info["log"].restoring:
        return
    for row in (*session.new, *session.dirty):
        if isinstance(row, Row):
            for column, text in _written(row):
                if identity_number(text) is Certainty.SURE:
                    raise KideskError(REFUSED, place=Sentence(_place(type(row), column)))


def _place(row: type[Row], column: str) -> str:
    """What a person calls a column: the msgid of its field, else of what it is a part of, else of the record."""
    owner = owner_of(row)[0]
    if not issubclass(owner, Record):
        return _TEXT
    record_type = type_of(owner)
    parts = (one for one in record_type.fields if isinstance(one, Parts) and one.part is row)
    fields = record_type.by_key if row is owner else {one.key: one for part in parts for one in part.fields}
    found = fields.get(column)
    return found.label if found is not None else record_type.one


def _written(row: Row) -> Iterator[tuple[str, str]]:
    """The texts of a row that are new, with their columns."""
    for column in _columns(type(row)):
        for value in get_history(row, column, PASSIVE_NO_INITIALIZE).added or ():
            if value:
                yield from ((column, str(one)) for one in (value if isinstance(value, list) else [value]))


@cache
def _columns(row: type[Row]) -> tuple[str, ...]:
    """Where a person may have written something."""
    columns = personal_data.written_columns(personal_data.table(row.__tablename__))
    return tuple(column for column in columns if column not in _NOT_WRITTEN)
