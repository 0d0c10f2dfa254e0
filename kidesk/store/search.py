"""The full-text index over all records, behind `find` and `matching`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    insert,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from kidesk.i18n import CODES, Language, fold, sort_key
from kidesk.records import fields, type_of
from kidesk.records.record import Record, Row
from kidesk.store import loading
from kidesk.store.history import owner_of

SEARCH_ENTRY = Table(
    "search_entry",
    Row.metadata,
    Column("id", Integer, primary_key=True),
    Column("record_type", String(40), nullable=False),
    Column("record_id", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("record_type", "record_id"),
)

_WORD = re.compile(r"\w+")
# A query may spell å as aa, ä and æ as ae, ö and ø as oe; the index holds a, a, ae, o and o.
_SPELLINGS = (("aa", "a"), ("ae", "a"), ("oe", "o"))
_MOST_TERMS = 12


def query(typed: str) -> str | None:
    """The full-text query for what was typed: every word must begin some word. None where there is no word."""
    words = _WORD.findall(fold(typed.encode("utf-8", "ignore").decode()))[:_MOST_TERMS]
    terms = [" OR ".join(f'"{spelling}"*' for spelling in _spelled(word[:60])) for word in words]
    return " AND ".join(f"({term})" for term in terms) if terms else None


def _spelled(word: str) -> list[str]:
    spellings = [word]
    for written, plain in _SPELLINGS:
        if written in word:
            spellings.append(word.replace(written, plain))
    return spellings


def matching(record: type[Record], typed: str) -> ColumnElement[bool] | None:
    """What SQL selects the records by whose words begin with the typed ones; None where nothing was typed."""
    wanted = query(typed)
    if wanted is None:
        return None
    hits = select(SEARCH_ENTRY.c.record_id).where(
        SEARCH_ENTRY.c.record_type == type_of(record).key, SEARCH_ENTRY.c.id.in_(_rowids(wanted))
    )
    return cast(ColumnElement[bool], record.id.in_(hits))


def _rowids(wanted: str) -> Select[Any]:
    return (
        select(literal_column("rowid", Integer))
        .select_from(text("search_index"))
        .where(text("search_index MATCH :wanted").bindparams(wanted=wanted))
    )


def find(session: Session, typed: str, limit: int) -> list[tuple[str, int]]:
    """The records whose name has the typed words, then those that have them anywhere: (type key, id) pairs."""
    wanted = query(typed)
    if wanted is None:
        return []
    found: dict[tuple[str, int], None] = {}
    for scope in (f"{{name}} : ({wanted})", wanted):
        rows = select(SEARCH_ENTRY.c.record_type, SEARCH_ENTRY.c.record_id).where(
            SEARCH_ENTRY.c.id.in_(_rowids(scope).limit(limit))
        )
        found |= {(key, number): None for key, number in session.execute(rows)}
        if len(found) >= limit:
            break
    return list(found)[:limit]


def words_of(record: Record) -> tuple[str, str]:
    """A record's name and all its other words, folded."""
    names = fold(" ".join(dict.fromkeys(record.caption(code) for code in CODES)))
    if getattr(record, "has_protected_identity", False):
        return names, ""
    body = dict.fromkeys(_words(record, type_of(type(record)).fields))
    return names, fold(" ".join(word for word in body if word))


def _words(row: Row, described: Iterable[fields.Field]) -> Iterator[str]:
    for field in described:
        if isinstance(field, fields.Parts):
            for part in field.read(row):
                yield from _words(part, field.fields)
        elif isinstance(field, fields.Text):
            value = field.read(row)
            yield from value if isinstance(value, list) else [value or ""]
        elif isinstance(field, fields.Link | fields.Country | fields.Choice):
            for code in CODES:
                yield field.text(row, Language(code))


def refresh(session: Session, touched: dict[type[Record], set[int]]) -> None:
    """Brings index and sort keys of the touched records up to date, and of those named after them."""
    pending = [(record, number) for record, numbers in touched.items() for number in numbers]
    seen: set[tuple[type[Record], int]] = set()
    while pending:
        record, number = pending.pop()
        if (record, number) in seen:
            continue
        seen.add((record, number))
        renamed = _refresh_one(session, record, number)
        if renamed:
            pending += references(session, record, number)


def _refresh_one(session: Session, record: type[Record], number: int) -> bool:
    key = type_of(record).key
    old = session.execute(
        select(SEARCH_ENTRY).where(SEARCH_ENTRY.c.record_type == key, SEARCH_ENTRY.c.record_id == number)
    ).first()
    row = session.get(record, number, options=loading.whole(record), populate_existing=True)
    if old is not None:
        session.execute(
            text("INSERT INTO search_index(search_index, rowid, name, body) VALUES ('delete', :id, :name, :body)"),
            {"id": old.id, "name": old.name, "body": old.body},
        )
        session.execute(delete(SEARCH_ENTRY).where(SEARCH_ENTRY.c.id == old.id))
    if row is None:
        return False
    name, body = words_of(row)
    entry = {"record_type": key, "record_id": number, "name": name, "body": body}
    rowid = session.execute(insert(SEARCH_ENTRY).values(**entry)).inserted_primary_key[0]
    session.execute(
        text("INSERT INTO search_index(rowid, name, body) VALUES (:id, :name, :body)"),
        {"id": rowid, "name": name, "body": body},
    )
    order_key = sort_key(row.order_text())[:1000]
    session.execute(
        update(record)
        .where(record.id == number, record.order_key != order_key)
        .values(order_key=order_key)
        .execution_options(synchronize_session=False)
    )
    return old is not None and old.name != name


def references(session: Session, record: type[Record], number: int) -> list[tuple[type[Record], int]]:
    """The records that point at a record, themselves or through their parts."""
    found: dict[tuple[type[Record], int], None] = {}
    for mapper in Row.registry.mappers:
        row = mapper.class_
        owner, owner_key = owner_of(row)
        for column in row.__table__.columns:
            for key in column.foreign_keys:
                if key.column.table.name == record.__tablename__ and key.ondelete != "CASCADE":
                    wanted = select(getattr(row, owner_key)).where(column == number).distinct()
                    found |= {(owner, one): None for one in session.scalars(wanted)}
    return [pair for pair in found if pair != (record, number)]


def fill(session: Session, record: type[Record], rows: Iterable[Record]) -> None:
    """Indexes new records set-based, for imports: by the row it would take several times as long."""
    key = type_of(record).key
    last = session.scalar(select(SEARCH_ENTRY.c.id).order_by(SEARCH_ENTRY.c.id.desc()).limit(1)) or 0
    entries = []
    for row in rows:
        name, body = words_of(row)
        entries.append({"record_type": key, "record_id": row.id, "name": name, "body": body})
    if entries:
        session.execute(insert(SEARCH_ENTRY), entries)
        session.execute(
            text(
                "INSERT INTO search_index(rowid, name, body) SELECT id, name, body FROM search_entry WHERE id > :last"
            ),
            {"last": last},
        )
