"""Erasure: rows, history and texts of a person are taken out of the database for good, past history and undo."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Engine,
    Enum,
    String,
    Table,
    delete,
    func,
    null,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from kidesk.records.attachment import Attachment
from kidesk.records.person import Person
from kidesk.records.person_traces import Traces
from kidesk.records.record import Part, Record, Row, StringList
from kidesk.store import database, seals, search
from kidesk.store.editions import DECIDED_EDITION
from kidesk.store.history import CHANGE, OPERATION, classes, owner_of
from kidesk.store.seals import SEAL

# Rows that say nothing once what they point at is gone.
_EMPTY_WITHOUT = frozenset({"evidence"})
# What holds on to its content by its digest.
_SEALED = (SEAL, DECIDED_EDITION)
_AT_ONCE = 500  # SQLite binds a limited number of values


@dataclass
class Removal:
    """What goes with a person: the `rows` by their class, and the links that are emptied (class, column, row)."""

    rows: dict[type[Row], set[int]] = field(default_factory=lambda: defaultdict(set))
    links: list[tuple[type[Row], str, int]] = field(default_factory=list)

    def records(self) -> dict[type[Record], set[int]]:
        """The records among the rows, by their class."""
        return {row: ids for row, ids in self.rows.items() if issubclass(row, Record)}

    def owners(self, session: Session) -> dict[type[Record], set[int]]:
        """The records that lose a part or a link, without those that go."""
        found: dict[type[Record], set[int]] = defaultdict(set)
        touched = [(row, numbers) for row, numbers in self.rows.items()]
        touched += [(row, {number}) for row, _, number in self.links]
        for row, numbers in touched:
            record, key = owner_of(row)
            if issubclass(record, Record):
                wanted = select(_table(row).c[key]).where(_table(row).c.id.in_(numbers))
                found[record] |= set(session.scalars(wanted)) - self.rows.get(record, set())
        return found


@dataclass
class Replaced:
    """Where texts named the person: cells by table, the records concerned, and the seals that were written anew."""

    cells: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    records: dict[type[Record], set[int]] = field(default_factory=lambda: defaultdict(set))
    sealed: list[tuple[str, int]] = field(default_factory=list)


def removal(session: Session, numbers: Iterable[int]) -> Removal:
    """What goes with persons: they, what is about them alone, and the places where others point at these."""
    found = Removal()
    waiting: list[tuple[type[Row], set[int]]] = [(Person, set(numbers))]
    while waiting:
        target, ids = waiting.pop()
        ids -= found.rows.get(target, set())
        if not ids:
            continue
        found.rows[target] |= ids
        for row, column, numbers_there in _pointing_at(session, target, ids):
            is_kept = column.nullable and row.__tablename__ not in _EMPTY_WITHOUT
            if is_kept and not _is_owner_key(row, column):
                found.links += [(row, column.name, one) for one in numbers_there]
            else:
                waiting.append((row, set(numbers_there)))
    found.links = [link for link in found.links if link[2] not in found.rows.get(link[0], set())]
    return found


def _table(row: type[Row]) -> Table:
    return cast(Table, row.__table__)


def _is_owner_key(row: type[Row], column: Column[Any]) -> bool:
    return issubclass(row, Part) and owner_of(row)[1] == column.name


def _pointing_at(
    session: Session, target: type[Row], ids: set[int]
) -> Iterator[tuple[type[Row], Column[Any], list[int]]]:
    for row in classes().values():
        for column in _table(row).columns:
            if any(key.column.table.name == target.__tablename__ for key in column.foreign_keys):
                wanted = select(_table(row).c.id).where(column.in_(ids))
                numbers = list(session.scalars(wanted))
                if numbers:
                    yield row, column, numbers


def remove_rows(session: Session, gone: Removal) -> None:
    """Deletes the rows and empties the links, and takes what the history says of the rows out of it."""
    database.defer_foreign_keys(session.connection())
    for row, column, number in gone.links:
        table = _table(row)
        session.execute(update(table).where(table.c.id == number).values({column: null()}))
    for row, numbers in gone.rows.items():
        for some in _portions(numbers):
            session.execute(delete(_table(row)).where(_table(row).c.id.in_(some)))
            _blank(session, CHANGE.c.table_name == row.__tablename__, CHANGE.c.row_id.in_(some))
            if issubclass(row, Record):
                _blank(session, CHANGE.c.record_table == row.__tablename__, CHANGE.c.record_id.in_(some))


def _blank(session: Session, *where: Any) -> None:
    session.execute(update(CHANGE).where(*where).values(old={}, new={}))


def _portions(numbers: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(numbers)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


def named_in(session: Session, found: Callable[[str], bool]) -> dict[str, int]:
    """How many rows of each table have a text in which somebody is `found`, those of the search index among them."""
    _teach(session, "is_found", lambda cell: isinstance(cell, str) and found(cell))
    counts: dict[str, int] = {}
    for table, columns in (*_texts(), (search.SEARCH_ENTRY, [search.SEARCH_ENTRY.c.name, search.SEARCH_ENTRY.c.body])):
        named = or_(*(func.is_found(column, type_=Boolean) for column in columns))
        count = session.scalar(select(func.count()).select_from(table).where(named))
        if count:
            counts[table.name] = int(count)
    return counts


def replace_texts(session: Session, traces: Traces) -> Replaced:
    """Puts the mark in the place of the person in every text there is; seals and decided editions get a new digest."""
    _teach(session, "mentions", lambda cell: isinstance(cell, str) and traces.found(cell))
    _teach(session, "without", lambda cell: traces.erased(cell) if isinstance(cell, str) else cell)
    replaced = Replaced()
    kept = _lift_triggers(session)
    for table, columns in _texts():
        for column in columns:
            (key,) = table.primary_key.columns
            named = func.mentions(column, type_=Boolean)
            written = {column: func.without(column, type_=column.type)}
            numbers = list(session.scalars(update(table).where(named).values(written).returning(key)))
            if not numbers:
                continue
            replaced.cells[table.name] += len(numbers)
            if table in _SEALED and column.name == "content":
                replaced.sealed += [(table.name, number) for number in numbers]
                _digest_anew(session, table, numbers)
            _note_records(session, table, numbers, replaced)
    for statement in kept:
        session.execute(text(statement))
    return replaced


def _texts() -> Iterator[tuple[Table, list[Column[Any]]]]:
    """The tables with columns of text that a person wrote. The search index is made anew from the records."""
    for table in Row.metadata.sorted_tables:
        if table is search.SEARCH_ENTRY:
            continue
        columns = [one for one in table.columns if _is_text(one)]
        if columns:
            yield table, columns


def _is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, String | JSON | StringList) and not isinstance(column.type, Enum)


def _teach(session: Session, name: str, answer: Callable[[object], object]) -> None:
    """Lets SQL ask something of a cell."""
    connection: Any = session.connection().connection.dbapi_connection
    connection.create_function(name, 1, answer, deterministic=True)


def _lift_triggers(session: Session) -> list[str]:
    """Takes away what keeps seals and decided editions from being changed, and returns how to put it back."""
    found = session.execute(text("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    lifted = [one for one in found if one.tbl_name in {table.name for table in _SEALED}]
    for one in lifted:
        session.connection().exec_driver_sql(f'DROP TRIGGER "{one.name}"')
    return [one.sql for one in lifted]


def _digest_anew(session: Session, table: Table, numbers: Iterable[int]) -> None:
    wanted = select(table.c.id, table.c.content).where(table.c.id.in_(list(numbers)))
    for number, content in session.execute(wanted).all():
        session.execute(update(table).where(table.c.id == number).values(sha256=seals.digest(content)))


def _note_records(session: Session, table: Table, numbers: list[int], replaced: Replaced) -> None:
    row = classes().get(table.name)
    if row is None:
        return
    record, key = owner_of(row)
    if issubclass(record, Record):
        for some in _portions(numbers):
            replaced.records[record] |= set(session.scalars(select(table.c[key]).where(table.c.id.in_(some))))


def end_undo(session: Session) -> None:
    """Nothing done before can be taken back or done again: it might bring the person back."""
    session.execute(update(OPERATION).where(OPERATION.c.state.in_(("done", "undone"))).values(state="past"))


def index_anew(session: Session, touched: dict[type[Record], set[int]]) -> frozenset[type[Record]]:
    """Brings the search index up to date and takes old words out of its pages; records count as changed."""
    for record, numbers in touched.items():
        for some in _portions(numbers):
            table = _table(record)
            session.execute(update(table).where(table.c.id.in_(some)).values(version=table.c.version + 1))
    session.expire_all()
    seen = search.refresh(session, touched)
    session.execute(text("INSERT INTO search_index(search_index) VALUES ('optimize')"))
    return seen


def compact(engine: Engine) -> None:
    """Writes the database file anew, so that nothing is left in pages that are free.

    Where the disk has no room for that or somebody is reading, the file stays as it is: what was deleted has been
    overwritten already (secure_delete), and the proof that follows says what is in it.
    """
    with closing(engine.raw_connection()) as connection, suppress(sqlite3.OperationalError):
        connection.cursor().execute("VACUUM")


def attachments_with(session: Session, stored: Iterable[str]) -> list[Attachment]:
    """The attached files that lie under these names in the store."""
    return list(session.scalars(select(Attachment).where(Attachment.stored.in_(list(stored))).order_by(Attachment.id)))
