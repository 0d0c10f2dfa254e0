"""The full-text index over all records, behind `find` and `matching`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
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
    bindparam,
    delete,
    false,
    func,
    insert,
    literal_column,
    select,
    text,
)
from sqlalchemy.orm import Session

from kidesk.i18n import CODES, Language, fold, sort_key
from kidesk.records import fields, type_of
from kidesk.records.field import Field
from kidesk.records.protection import is_protected
from kidesk.records.record import Record, Row
from kidesk.store import loading
from kidesk.store.heed import Heed, unheeded
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

_WORD = re.compile(r"[^\W_]+")  # the index takes an underscore for a gap between words
# A query may spell å as aa, ä and æ as ae, ö and ø as oe; the index holds a, a, ae, o and o.
_SPELLINGS = (("aa", "a"), ("ae", "a"), ("oe", "o"))
_MOST_TERMS = 12


def query(typed: str, *, from_start: bool = False) -> str | None:
    """The full-text query for what was typed: every word must begin some word. None where there is no word.

    `from_start` also wants the first word at the beginning of a column.
    """
    words = _WORD.findall(fold(typed.encode("utf-8", "ignore").decode()))[:_MOST_TERMS]
    terms = []
    for place, word in enumerate(words):
        start = "^" if from_start and place == 0 else ""
        terms.append(" OR ".join(f'{start}"{spelling}"*' for spelling in _spelled(word[:60])))
    return " AND ".join(f"({term})" for term in terms) if terms else None


def _spelled(word: str) -> list[str]:
    spellings = [word]
    for written, plain in _SPELLINGS:
        spellings += [one.replace(written, plain) for one in spellings if written in one]
    return spellings


def matching(record: type[Record], typed: str) -> ColumnElement[bool] | None:
    """What SQL selects the records by whose words begin with the typed ones; None where nothing was typed.

    Signs alone are in no word, so they find nothing.
    """
    wanted = query(typed)
    if wanted is None:
        return false() if typed.strip() else None
    hits = select(SEARCH_ENTRY.c.record_id).where(
        SEARCH_ENTRY.c.record_type == type_of(record).key, SEARCH_ENTRY.c.id.in_(_rowids(wanted))
    )
    return cast(ColumnElement[bool], record.id.in_(hits))


def beginning(record: type[Record], groups: Iterable[Iterable[str]], *, in_name: bool = False) -> Select[tuple[int]]:
    """The ids of the records that, for each group of beginnings, have a word that begins with one of the group.

    The beginnings are folded letters and digits; with `in_name`, only the words of what a record is called count.
    """
    wanted = " AND ".join("(" + " OR ".join(f'"{start}"*' for start in sorted(group)) + ")" for group in groups)
    scope = f"{{name}} : ({wanted})" if in_name else wanted
    entry = SEARCH_ENTRY.c
    return select(entry.record_id).where(entry.record_type == type_of(record).key, entry.id.in_(_rowids(scope)))


def _rowids(wanted: str) -> Select[Any]:
    return (
        select(literal_column("rowid", Integer))
        .select_from(text("search_index"))
        .where(text("search_index MATCH :wanted").bindparams(wanted=wanted))
    )


def find(session: Session, typed: str, limit: int) -> list[tuple[str, int]]:
    """Records whose name begins with the typed words, then by name, then by anything: (type key, id) pairs."""
    wanted = query(typed)
    if wanted is None:
        return []
    found: dict[tuple[str, int], None] = {}
    beginning = query(typed, from_start=True)
    for scope in (f"{{name}} : ({beginning})", f"{{name}} : ({wanted})", wanted):
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
    if is_protected(record):
        return names, ""
    body = dict.fromkeys(_words(record, type_of(type(record)).fields))
    return names, fold(" ".join(word for word in body if word))


def _words(row: Row, described: Iterable[Field]) -> Iterator[str]:
    for field in described:
        if isinstance(field, fields.Parts):
            for part in field.read(row):
                yield from _words(part, field.fields)
        elif isinstance(field, fields.Text):
            value = field.told(row)
            yield from value if isinstance(value, list) else [value or ""]
        elif isinstance(field, fields.Coded):
            value = field.read(row)
            yield from map(field.table.words, value if isinstance(value, list) else filter(None, [value]))
        elif isinstance(field, fields.Link | fields.Choice):
            for language in _languages():
                yield field.text(row, language)


@cache
def _languages() -> tuple[Language, ...]:
    return tuple(Language(code) for code in CODES)


def refresh(
    session: Session, touched: Mapping[type[Record], set[int]], heed: Heed = unheeded
) -> frozenset[type[Record]]:
    """Brings index and sort keys of the touched records up to date, and of those that name them.

    `heed` is told how many of how many are done, as far as is known by then; what it raises ends the work. Returns the
    classes of all of them.
    """
    pending: list[tuple[type[Record], set[int]]] = list(touched.items())
    seen: dict[type[Record], set[int]] = {}
    done = 0
    while pending:
        record, numbers = pending.pop()
        fresh = sorted(numbers - seen.setdefault(record, set()))
        seen[record] |= numbers
        whole = done + len(fresh) + sum(len(numbers) for _, numbers in pending)
        for some in loading.portions(fresh):
            heed(done, whole)
            done += len(some)
            renamed = _refresh_some(session, record, some)
            affected: dict[type[Record], set[int]] = {}
            for owner, number in references(session, record, renamed) if renamed else ():
                affected.setdefault(owner, set()).add(number)
            pending += affected.items()
    return frozenset(seen)


def _refresh_some(session: Session, record: type[Record], numbers: Sequence[int]) -> list[int]:
    """Indexes some records of a class anew. Returns those that are called something else than before."""
    key = type_of(record).key
    old = _forgotten(session, key, numbers)
    wanted = select(record).where(record.id.in_(numbers)).options(*loading.whole(record))
    rows = session.scalars(wanted.execution_options(populate_existing=True)).all()
    standing = _standing(session, record, numbers)
    words = {row.id: words_of(row) for row in rows if row.id in standing}
    _remember(session, key, words)
    moved = _reorder(session, record, rows)
    return [number for number, (name, _) in words.items() if number in old and (old[number] != name or number in moved)]


def _standing(session: Session, record: type[Record], numbers: Sequence[int]) -> set[int]:
    """Those of the records that stand in lists; the others have a sort key all the same."""
    stands = type_of(record).stands
    if stands is None:
        return set(numbers)
    return set(session.scalars(select(record.id).where(record.id.in_(numbers), stands)))


def _forgotten(session: Session, key: str, numbers: Sequence[int]) -> dict[int, str]:
    """Takes records out of the index and returns what they were called."""
    entry = SEARCH_ENTRY.c
    old = session.execute(select(SEARCH_ENTRY).where(entry.record_type == key, entry.record_id.in_(numbers))).all()
    if old:
        session.execute(
            text("INSERT INTO search_index(search_index, rowid, name, body) VALUES ('delete', :id, :name, :body)"),
            [{"id": one.id, "name": one.name, "body": one.body} for one in old],
        )
        session.execute(delete(SEARCH_ENTRY).where(entry.id.in_([one.id for one in old])))
    return {one.record_id: one.name for one in old}


def _remember(session: Session, key: str, words: Mapping[int, tuple[str, str]]) -> None:
    last = session.scalar(select(func.max(SEARCH_ENTRY.c.id))) or 0
    entries = [
        {"id": last + place, "record_type": key, "record_id": number, "name": name, "body": body}
        for place, (number, (name, body)) in enumerate(words.items(), start=1)
    ]
    if entries:
        session.execute(insert(SEARCH_ENTRY), entries)
        session.execute(text("INSERT INTO search_index(rowid, name, body) VALUES (:id, :name, :body)"), entries)


def _reorder(session: Session, record: type[Record], rows: Iterable[Record]) -> set[int]:
    """Stores sort keys that have changed and returns whose they are: an accent may move what is spelled the same."""
    keys = [(row, sort_key(row.order_text())[:1000]) for row in rows]
    moved = [{"number": row.id, "key": key} for row, key in keys if row.order_key != key]
    if moved:
        table = Row.metadata.tables[record.__tablename__]
        # On the connection, since the sort key is no change that the history or the row version should see.
        session.connection().execute(
            table.update().where(table.c.id == bindparam("number")).values(order_key=bindparam("key")), moved
        )
    return {row.id for row, key in keys if row.order_key != key}


def references(session: Session, record: type[Record], numbers: Sequence[int]) -> list[tuple[type[Record], int]]:
    """The records that point at some records of a class, themselves or through their parts."""
    found: dict[tuple[type[Record], int], None] = {}
    for mapper in Row.registry.mappers:
        row: type[Row] = mapper.class_
        owner, owner_key = owner_of(row)
        if not issubclass(owner, Record):
            continue
        for column in row.__table__.columns:
            for key in column.foreign_keys:
                if key.column.table.name == record.__tablename__ and key.ondelete != "CASCADE":
                    wanted = select(getattr(row, owner_key)).where(column.in_(numbers)).distinct()
                    found |= {(owner, one): None for one in session.scalars(wanted)}
    return [pair for pair in found if pair[0] is not record or pair[1] not in numbers]
