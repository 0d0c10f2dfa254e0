"""Replay: a whole operation is taken back or done again, some hundred records at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.records.record import Row
from kidesk.store.heed import Heed, unheeded
from kidesk.store.history import CHANGE, classes, restored, values_of
from kidesk.store.journal import of_operation
from kidesk.store.loading import AT_ONCE, own_parts, portions

# A record by its table and id.
_Key = tuple[str, int]


def replay(session: Session, operation: int, *, backwards: bool, heed: Heed = unheeded) -> None:
    """Applies an operation's changes again, or takes them back; `heed` is told how many of how many records are done.

    Raises KideskError where a row no longer is as the operation left (or found) it; nothing may be kept then.
    """
    # Rows that go make room for rows that come, such as another value of the same period.
    passes = [(is_going, _records(session, operation, is_going, backwards)) for is_going in (True, False)]
    done, whole = 0, sum(len(keys) for _, keys in passes)
    for is_going, keys in passes:
        for start in range(0, len(keys), AT_ONCE):
            heed(done, whole)
            some = keys[start : start + AT_ONCE]
            _replay_some(session, operation, some, is_going, backwards)
            done += len(some)


def _is(is_going: bool, backwards: bool) -> ColumnElement[bool]:
    """The changes of rows that go, or of those that come or stay."""
    goes = CHANGE.c.kind == ("insert" if backwards else "delete")
    return goes if is_going else ~goes


def _records(session: Session, operation: int, is_going: bool, backwards: bool) -> list[_Key]:
    """The records that an operation has changed, those changed last first if `backwards`: they may name the others."""
    change = CHANGE.c
    order = func.max(change.id).desc() if backwards else func.min(change.id)
    wanted = select(change.record_table, change.record_id).where(change.operation_id == operation)
    wanted = wanted.where(_is(is_going, backwards)).group_by(change.record_table, change.record_id).order_by(order)
    return [(table, number) for table, number in session.execute(wanted)]


def _replay_some(session: Session, operation: int, keys: Sequence[_Key], is_going: bool, backwards: bool) -> None:
    changes = _changes(session, operation, keys, _is(is_going, backwards))
    tables = classes()
    present = _present(session, changes)
    owners = _load(session, keys)  # kept until all is written: each part asks for its own
    for change in reversed(changes) if backwards else changes:
        before, after = (change.new, change.old) if backwards else (change.old, change.new)
        found = present.get((change.table_name, change.row_id))
        _replay_one(session, tables[change.table_name], change.row_id, found, before, after)
    session.flush()
    del owners


def _changes(session: Session, operation: int, keys: Sequence[_Key], condition: ColumnElement[bool]) -> list[Any]:
    """An operation's changes of some records, in their order."""
    found: list[Any] = []
    for table, numbers in _by_table(keys).items():
        wanted = of_operation(operation, table, numbers).where(condition)
        found += session.execute(wanted)
    return sorted(found, key=lambda change: change.id)


def _by_table(keys: Iterable[_Key]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for table, number in keys:
        found.setdefault(table, []).append(number)
    return found


def _present(session: Session, changes: Sequence[Any]) -> dict[_Key, Row]:
    """The rows that changes are about, as far as they exist: an operation has one change a row at most."""
    return _load(session, [(change.table_name, change.row_id) for change in changes])


def _load(session: Session, keys: Sequence[_Key]) -> dict[_Key, Row]:
    found: dict[_Key, Row] = {}
    tables = classes()
    for name, numbers in _by_table(keys).items():
        for some in portions(numbers):
            wanted = select(tables[name]).where(tables[name].id.in_(some))
            wanted = wanted.options(*own_parts(tables[name]))
            found |= {(name, row.id): row for row in session.scalars(wanted)}
    return found


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
    current = values_of(found) if found is not None else {}
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
