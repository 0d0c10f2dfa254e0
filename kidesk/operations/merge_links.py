"""Links: everything that points at a record that is merged points at the survivor afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.operations.captions import Captions
from kidesk.operations.merge_parts import are_equal
from kidesk.records import BY_KEY, type_of
from kidesk.records.filter import ByRecord
from kidesk.records.record import Part, Record, Row
from kidesk.records.record_type import RecordType
from kidesk.records.saved_view import SavedView
from kidesk.store import loading
from kidesk.store.heed import Heed
from kidesk.store.history import classes, owner_of

_AT_ONCE = 500
_CHAIN = "merged_into_id"  # who was merged into the other stays so: the chain leads on to the survivor


def move_links(session: Session, survivor: Record, other: Record, heed: Heed) -> dict[RecordType, int]:
    """Lets all that points at the other record point at the survivor; rows that become doubles go.

    `heed` is told how many of how many records are done. Returns how many records of each type were changed. Raises
    KideskError where one of them would break its rules.
    """
    moved: dict[RecordType, int] = {}
    pointing = _pointing(session, other, heed)
    for done, (owner, rows) in enumerate(pointing.items()):
        heed(len(pointing) + done, 2 * len(pointing))
        if owner in (survivor, other):
            continue
        record_type = type_of(type(owner))
        before = set(_errors(record_type, owner))
        for row, key in rows:
            point(row, key, survivor)
        for row in {row: None for row, _ in rows}:
            if isinstance(row, Part):
                _drop_double(session, owner, row)
        if set(_errors(record_type, owner)) - before:
            message = N_("These cannot be merged, because “{record}” would not be right then. Nothing was changed.")
            raise KideskError(message, record=Captions([owner]))
        moved[record_type] = moved.get(record_type, 0) + 1
    _move_filters(session, survivor, other)
    return moved


def _pointing(session: Session, other: Record, heed: Heed) -> dict[Record, list[tuple[Row, str]]]:
    """The rows that point at a record and by which column, under the records they belong to, which are whole."""
    wanted = [
        (owner_of(pointing), key, session.scalars(select(pointing).where(getattr(pointing, key) == other.id)).all())
        for pointing in classes().values()
        for key in links_to(pointing, type(other))
    ]
    done, whole = 0, sum(len(rows) for _, _, rows in wanted)
    found: dict[Record, list[tuple[Row, str]]] = {}
    for (owner_class, owner_key), key, rows in wanted:
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            heed(done, 2 * whole)
            owners = _whole(session, owner_class, {getattr(row, owner_key) for row in some})
            for row in some:
                owner = owners.get(getattr(row, owner_key))
                if isinstance(owner, Record):
                    found.setdefault(owner, []).append((row, key))
            done += len(some)
    return found


def _whole(session: Session, owner: type[Row], numbers: set[int]) -> dict[int, Row]:
    """Whole rows by their ids, read together: one by one takes several times as long."""
    wanted = select(owner).where(owner.id.in_(numbers)).options(*loading.whole(owner))
    return {row.id: row for row in session.scalars(wanted)}


def _drop_double(session: Session, owner: Record, part: Part) -> None:
    """Takes a part away where another part of the same record says the same in every column."""
    for relationship in inspect(type(owner)).relationships:
        if relationship.uselist and not relationship.viewonly and relationship.mapper.class_ is type(part):
            parts: list[Part] = getattr(owner, relationship.key)
            if any(one is not part and are_equal(one, part) for one in parts):
                parts.remove(part)
                session.refresh(part)  # the history shall know it as it was


def links_to(row: type[Row], record: type[Record]) -> Iterator[str]:
    """The names of a class's columns that point at records of a class, but not a part's at what it belongs to."""
    for attribute in inspect(row).column_attrs:
        for key in attribute.columns[0].foreign_keys:
            is_link = key.column.table.name == record.__tablename__ and key.ondelete != "CASCADE"
            if is_link and attribute.key != _CHAIN:
                yield attribute.key


def point(row: Row, key: str, at: Record | None) -> None:
    """Sets a link by the name of its column, and the record behind it."""
    setattr(row, key, at.id if at is not None else None)
    for relationship in inspect(type(row)).relationships:
        if not relationship.uselist and key in {column.key for column in relationship.local_columns}:
            setattr(row, relationship.key, at)


def forget_loaded(session: Session) -> None:
    """Lets go of what is loaded behind links between records of one class; their columns say where they lead.

    The order of writing would follow it, and two that point at each other have none.
    """
    for row in list(session.dirty):
        links = inspect(type(row)).relationships
        keys = [one.key for one in links if not one.uselist and one.mapper.class_ is type(row)]
        if keys:
            session.expire(row, keys)


def _errors(record_type: RecordType, row: Record) -> Iterator[tuple[str, str]]:
    return ((one.key, one.message) for one in record_type.problems(row) if not one.is_warning)


def _move_filters(session: Session, survivor: Record, other: Record) -> None:
    """Saved views that show what belongs to the other show what belongs to the survivor."""
    for view in session.scalars(select(SavedView)):
        filters = BY_KEY[view.of].filters if view.of in BY_KEY else ()
        keys = [one.key for one in filters if isinstance(one, ByRecord) and one.target is type(other)]
        anew = {f"{key}={other.id}": f"{key}={survivor.id}" for key in keys}
        if any(one in anew for one in view.filters):
            view.filters = list(dict.fromkeys(anew.get(one, one) for one in view.filters))
