"""The journal: the operations and their changes as the database keeps them; long ones are written on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, func, select, update
from sqlalchemy.orm import Session

from kidesk.records import clock
from kidesk.records.record import Row
from kidesk.store.history import CHANGE, OPERATION, Entry, Log, folded, owner_of, owners
from kidesk.store.loading import portions

AT_ONCE = 5_000  # rows that are written together: an import has hundreds of thousands


def settle(session: Session) -> None:
    """After a flush: writes down what an operation of many rows has changed, so that it takes no memory."""
    if len(session.info["log"].entries) >= AT_ONCE:
        write(session)


def write(session: Session) -> None:
    """Writes the operation and its entries; a new operation ends what could be redone."""
    log: Log = session.info["log"]
    if not log.entries:
        return
    connection = session.connection()
    if log.operation is None:
        log.operation = _begun(connection, log)
    else:
        _fold_into_written(connection, log, log.operation)
    rows = (_row(log.operation, entry) for entry in log.entries.values())
    while some := list(islice(rows, AT_ONCE)):
        connection.execute(CHANGE.insert(), some)
    log.settle()


def entry_of(session: Session, row: Row) -> Entry | None:
    """What the operation has done to a row so far."""
    log: Log = session.info["log"]
    table, (record, key) = row.__tablename__, owner_of(type(row))
    entry = log.entries.get((table, row.id))
    if entry is not None or log.operation is None:
        return entry
    record_id = getattr(row, key)
    wanted = of_operation(log.operation, record.__tablename__, [record_id])
    wanted = wanted.where(CHANGE.c.table_name == table, CHANGE.c.row_id == row.id)
    found = session.connection().execute(wanted).first()
    return None if found is None else Entry(type(row), row.id, record, record_id, found.kind, found.old, found.new)


def _begun(connection: Connection, log: Log) -> int:
    if log.state == "done":
        connection.execute(update(OPERATION).where(OPERATION.c.state == "undone").values(state="past"))
    values = {"verb": log.verb, "subject": log.subject[:500], "at": clock.now(), "who": log.who, "state": log.state}
    return connection.scalar(OPERATION.insert().values(**values).returning(OPERATION.c.id)) or 0


def _fold_into_written(connection: Connection, log: Log, operation: int) -> None:
    """Brings the entries together with those of the same rows that are written already."""
    records: dict[str, set[int]] = {}
    for entry in log.entries.values():
        records.setdefault(entry.record.__tablename__, set()).update(owners(entry))
    for table, numbers in records.items():
        for some in portions(sorted(numbers)):
            for written in connection.execute(of_operation(operation, table, some)).all():
                later = log.entries.pop((written.table_name, written.row_id), None)
                if later is not None:
                    _rewrite(connection, operation, written, later)


def _rewrite(connection: Connection, operation: int, written: Any, later: Entry) -> None:
    earlier = replace(later, kind=written.kind, old=written.old, new=written.new)
    both = folded(earlier, later)
    same = CHANGE.c.id == written.id
    connection.execute(
        CHANGE.delete().where(same) if both is None else CHANGE.update().where(same).values(_row(operation, both))
    )


def of_operation(operation: int, table: str, numbers: Sequence[int]) -> Select[Any]:
    """An operation's changes of some records of a table."""
    change = CHANGE.c
    # The sum keeps SQLite from looking through the whole operation for each portion of its records.
    same = change.operation_id + 0 == operation
    return select(CHANGE).where(change.record_table == table, change.record_id.in_(numbers), same).order_by(change.id)


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


def size(session: Session, operation: Any) -> int:
    """How many rows an operation has changed; none where there is no operation."""
    if operation is None:
        return 0
    return session.scalar(select(func.count()).where(CHANGE.c.operation_id == operation.id)) or 0


def mark(session: Session, operation: int, state: str) -> None:
    """Sets an operation's state."""
    session.execute(update(OPERATION).where(OPERATION.c.id == operation).values(state=state))
