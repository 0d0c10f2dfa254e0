"""History: who changed what from what to what; undo and redo of whole operations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import islice
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
    select,
    update,
)
from sqlalchemy.orm import Mapper, Session, object_session, selectinload
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.strategy_options import _AbstractLoad

from kidesk.errors import KideskError
from kidesk.i18n import N_
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


_AT_ONCE = 5_000  # rows that are written together: an import has hundreds of thousands
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
    """The changes of one operation, one entry a row."""

    restoring: bool = False
    entries: dict[tuple[str, int], Entry] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Takes a change in; later changes of the same row are folded into the first."""
        key = (entry.row.__tablename__, entry.row_id)
        earlier = self.entries.get(key)
        if earlier is None:
            self.entries[key] = entry
        elif entry.kind == "delete":
            if earlier.kind == "insert":
                del self.entries[key]
            else:
                entry.old |= earlier.old
                self.entries[key] = entry
        elif earlier.kind == "delete":
            self.entries[key] = Entry(
                entry.row, entry.row_id, entry.record, entry.record_id, "update", earlier.old, entry.new
            )
        else:
            earlier.new |= entry.new
            earlier.old = entry.old | earlier.old if earlier.kind == "update" else {}

    def records(self) -> dict[type[Record], set[int]]:
        """The records touched, by class."""
        touched: dict[type[Record], set[int]] = {}
        for entry in self.entries.values():
            if issubclass(entry.record, Record):
                touched.setdefault(entry.record, set()).add(entry.record_id)
        return touched


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


def _values(target: Row) -> dict[str, Any]:
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
    _note(target, "insert", {}, _values(target))


@event.listens_for(Row, "after_delete", propagate=True)
def _after_delete(mapper: Mapper[Any], connection: Any, target: Row) -> None:
    _note(target, "delete", _values(target), {})


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
    dirty, deleted = session.dirty, session.deleted  # each is gathered anew whenever it is asked for
    touched = {row for row in dirty if isinstance(row, Record) and session.is_modified(row)}
    for part in [*session.new, *dirty, *deleted]:
        if isinstance(part, Part) and (part not in dirty or session.is_modified(part)):
            record, key = owner_of(type(part))
            owner = getattr(part, key)
            found = session.get(record, owner) if owner is not None else None
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


def write(session: Session, verb: str, subject: str, who: str, *, state: str = "done") -> int:
    """Writes the operation and its entries; a new operation ends what could be redone. Returns its id."""
    log: Log = session.info["log"]
    if state == "done":
        session.execute(update(OPERATION).where(OPERATION.c.state == "undone").values(state="past"))
    values = {"verb": verb, "subject": subject[:500], "at": clock.now(), "who": who, "state": state}
    operation = session.scalar(OPERATION.insert().values(**values).returning(OPERATION.c.id))
    rows = (_row(operation, entry) for entry in log.entries.values())
    while some := list(islice(rows, _AT_ONCE)):
        session.execute(CHANGE.insert(), some)
    return operation or 0


def _row(operation: int | None, entry: Entry) -> dict[str, Any]:
    return {
        "operation_id": operation,
        "table_name": entry.row.__tablename__,
        "row_id": entry.row_id,
        "record_table": entry.record.__tablename__,
        "record_id": entry.record_id,
        "kind": entry.kind,
        "old": entry.old,
        "new": entry.new,
    }


def undoable(session: Session) -> Any:
    """The operation that undo would take back, or None."""
    done = select(OPERATION).where(OPERATION.c.state == "done").order_by(OPERATION.c.id.desc())
    return session.execute(done.limit(1)).first()


def redoable(session: Session) -> Any:
    """The operation that redo would do again, or None."""
    undone = select(OPERATION).where(OPERATION.c.state == "undone").order_by(OPERATION.c.id)
    return session.execute(undone.limit(1)).first()


def mark(session: Session, operation: int, state: str) -> None:
    """Sets an operation's state."""
    session.execute(update(OPERATION).where(OPERATION.c.id == operation).values(state=state))


def replay(session: Session, operation: int, *, backwards: bool) -> None:
    """Applies an operation's changes again, or takes them back.

    Raises KideskError where a row no longer is as the operation left (or found) it; nothing is changed then.
    """
    order = CHANGE.c.id.desc() if backwards else CHANGE.c.id
    changes = session.execute(select(CHANGE).where(CHANGE.c.operation_id == operation).order_by(order)).all()
    tables = classes()
    present = _present(session, changes)
    steps = [(one, one.new, one.old) if backwards else (one, one.old, one.new) for one in changes]
    # Rows that go make room for rows that come, such as another value of the same period.
    for is_going in (True, False):
        for change, before, after in steps:
            if (not after) is is_going:
                found = present.get((change.table_name, change.row_id))
                _replay_one(session, tables[change.table_name], change.row_id, found, before, after)
        session.flush()


def _present(session: Session, changes: Sequence[Any]) -> dict[tuple[str, int], Row]:
    """The rows that changes are about, as far as they exist: an operation has one change a row at most."""
    found: dict[tuple[str, int], Row] = {}
    tables = classes()
    for name in dict.fromkeys(change.table_name for change in changes):
        numbers = [change.row_id for change in changes if change.table_name == name]
        for start in range(0, len(numbers), 500):  # SQLite binds a limited number of values
            # With their parts: those of a row that goes would otherwise be asked for one row at a time.
            wanted = select(tables[name]).where(tables[name].id.in_(numbers[start : start + 500]))
            wanted = wanted.options(*_own_parts(tables[name]))
            found |= {(name, row.id): row for row in session.scalars(wanted)}
    return found


def _own_parts(row: type[Row]) -> list[_AbstractLoad]:
    return [selectinload(getattr(row, one.key)) for one in inspect(row).relationships if one.cascade.delete]


def _replay_one(
    session: Session,
    row: type[Row],
    row_id: int,
    found: Row | None,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    if before and found is None and not after:
        return  # gone with its owner
    current = _values(found) if found is not None else {}
    if {key: current.get(key) for key in before} != before or (not before and found is not None):
        raise KideskError(N_("This cannot be taken back, because it has been changed since. Nothing was changed."))
    values = {key: restored(row, key, value) for key, value in after.items()}
    if found is None:
        session.add(row(id=row_id, **values))
    elif not after:
        session.delete(found)
    else:
        for key, value in values.items():
            setattr(found, key, value)
