"""History: who changed what from what to what, noted as it is written; `journal` keeps it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    DateTime,
    ForeignKey,
    Integer,
    Numeric,
    String,
    Table,
    event,
    inspect,
)
from sqlalchemy.orm import Mapper, Session, object_session
from sqlalchemy.orm.attributes import flag_modified, get_history
from sqlalchemy.orm.base import PASSIVE_NO_INITIALIZE

from kidesk.records import clock
from kidesk.records.record import BOOKKEEPING, Part, Record, Row

# `state` of an operation: done, undone (can be redone) or past (an undo, a redo, or undone and overtaken).
OPERATION = Table(
    "operation",
    Row.metadata,
    Column("id", Integer, primary_key=True),
    Column("verb", String(200), nullable=False),
    Column("subject", String(500), nullable=False, default=""),
    Column("at", DateTime, nullable=False),
    Column("who", String(200), nullable=False),
    Column("state", String(10), nullable=False, index=True),
)

# `old` and `new` hold the columns that changed; for a new or deleted row, all of them.
CHANGE = Table(
    "change",
    Row.metadata,
    Column("id", Integer, primary_key=True),
    Column("operation_id", ForeignKey("operation.id"), nullable=False, index=True),
    Column("table_name", String(60), nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("record_table", String(60), nullable=False),
    Column("record_id", Integer, nullable=False, index=True),
    Column("kind", String(6), nullable=False),
    Column("old", JSON, nullable=False),
    Column("new", JSON, nullable=False),
)


_UNTRACKED = BOOKKEEPING - {"created_at", "created_by"}


@dataclass(slots=True)
class Entry:
    """What happened to one row in one operation."""

    row: type[Row]
    row_id: int
    record: type[Row]
    record_id: int
    kind: str
    old: dict[str, Any]
    new: dict[str, Any]


@dataclass
class Log:
    """The changes of one operation, one entry a row, and what the operation is called.

    An operation of many rows is written down on the way: `entries` are those that are not written yet, `operation` is
    its id once something is. `touched` are the records whose entries are written, by class.
    """

    who: str
    verb: str = ""
    subject: str = ""
    state: str = "done"
    restoring: bool = False
    entries: dict[tuple[str, int], Entry] = field(default_factory=dict)
    touched: dict[type[Record], set[int]] = field(default_factory=dict)
    operation: int | None = None

    def add(self, entry: Entry) -> None:
        """Takes a change in; later changes of the same row are folded into the first."""
        key = (entry.row.__tablename__, entry.row_id)
        earlier = self.entries.get(key)
        both = entry if earlier is None else folded(earlier, entry)
        if both is not None:
            self.entries[key] = both
        else:
            del self.entries[key]

    def settle(self) -> None:
        """Lets the entries go, which are written; a part that has moved touches the record it left as well."""
        for entry in self.entries.values():
            if issubclass(entry.record, Record):
                self.touched.setdefault(entry.record, set()).update(owners(entry))
        self.entries.clear()


def folded(earlier: Entry, later: Entry) -> Entry | None:
    """Two changes of one row as one; None where the row came and is gone."""
    if later.kind == "delete":
        if earlier.kind == "insert":
            return None
        return replace(later, old=later.old | earlier.old)
    if earlier.kind == "delete":
        return replace(later, kind="update", old=earlier.old)
    old = later.old | earlier.old if earlier.kind == "update" else {}
    return replace(later, kind=earlier.kind, old=old, new=earlier.new | later.new)


def owners(entry: Entry) -> set[int]:
    """The ids of the record an entry is about, and of those that the row belonged to before."""
    key = owner_of(entry.row)[1]
    return {entry.record_id} | {values[key] for values in (entry.old, entry.new) if key in values}


@cache
def owner_of(row: type[Row]) -> tuple[type[Row], str]:
    """The class a part belongs to and the name of its key; a record belongs to itself."""
    if issubclass(row, Part):
        for column in row.__table__.columns:
            for key in column.foreign_keys:
                if key.ondelete == "CASCADE":
                    return classes()[key.column.table.name], column.name
    return row, "id"


def classes() -> dict[str, type[Row]]:
    """All mapped classes by their table's name."""
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Row.registry.mappers}


def stored(column: ColumnElement[Any], value: Any) -> Any:
    """A value of a column as JSON carries it."""
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(column.type, Numeric) and column.type.asdecimal and value is not None:
        return str(round(Decimal(value), column.type.scale or 0))  # the database gives 100 back as 100.00
    return list(value) if isinstance(value, list) else value


def restored(row: type[Row], key: str, value: Any) -> Any:
    """The value of a column that JSON carried."""
    column = row.__table__.columns[key]
    enum = getattr(column.type, "enum_class", None)
    if value is None or isinstance(value, list):
        return value
    if enum is not None:
        return enum(value)
    kind = column.type.python_type
    if issubclass(kind, dt.datetime | dt.date):
        return kind.fromisoformat(value)
    return Decimal(value) if kind is Decimal else value


def values_of(target: Row) -> dict[str, Any]:
    """What the history keeps of a row, by column."""
    return {key: stored(column, getattr(target, key)) for key, column in _tracked(type(target))}


@cache
def _tracked(row: type[Row]) -> tuple[tuple[str, ColumnElement[Any]], ...]:
    return tuple((one.key, one.columns[0]) for one in inspect(row).column_attrs if one.key not in _UNTRACKED)


def _note(target: Row, kind: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    session = object_session(target)
    log = session.info.get("log") if session is not None else None
    if log is None:
        raise RuntimeError("a row was written outside Store.change, so without a history")
    record, key = owner_of(type(target))
    log.add(Entry(type(target), target.id, record, getattr(target, key), kind, old, new))


@event.listens_for(Row, "after_insert", propagate=True)
def _after_insert(mapper: Mapper[Any], connection: Any, target: Row) -> None:
    _note(target, "insert", {}, values_of(target))


@event.listens_for(Row, "after_delete", propagate=True)
def _after_delete(mapper: Mapper[Any], connection: Any, target: Row) -> None:
    _note(target, "delete", values_of(target), {})


@event.listens_for(Row, "after_update", propagate=True)
def _after_update(mapper: Mapper[Any], connection: Any, target: Row) -> None:
    old, new = {}, {}
    state = inspect(target)
    for attribute in mapper.column_attrs:
        key, column = attribute.key, attribute.columns[0]
        changes = state.attrs[key].history
        if key in _UNTRACKED or not changes.added:
            continue
        if not changes.deleted:
            raise RuntimeError(f"{key} was changed in place or unread, so its old value is not known; assign a new one")
        before, after = stored(column, changes.deleted[0]), stored(column, getattr(target, key))
        if before != after:
            old[key], new[key] = before, after
    if new:
        _note(target, "update", old, new)


def stamp(session: Session, who: str) -> None:
    """Before a flush: settles and stamps each changed record, also when only its parts changed."""
    records = [row for row in session.new if isinstance(row, Record)]
    fresh = {(type(row), row.id) for row in records}
    dirty, deleted = session.dirty, session.deleted  # each is gathered anew whenever it is asked for
    touched = {row for row in dirty if isinstance(row, Record) and session.is_modified(row)}
    for part in [*session.new, *dirty, *deleted]:
        if isinstance(part, Part) and (part not in dirty or session.is_modified(part)):
            record, key = owner_of(type(part))
            owners = {getattr(part, key), *(get_history(part, key, PASSIVE_NO_INITIALIZE).deleted or ())}
            for owner in owners - {None}:
                if (record, owner) in fresh:
                    continue
                found = session.get(record, owner)
                if isinstance(found, Record) and found not in deleted:
                    touched.add(found)
    now = clock.now()
    for row in [*records, *touched]:
        if not session.info["log"].restoring:
            row.settle(clock.today())
        row.changed_at, row.changed_by = now, who
        if row in touched:
            flag_modified(row, "changed_at")
    for row in records:
        row.created_at, row.created_by = row.created_at or now, row.created_by or who
