"""What the store's own tables hold on a person: history, search index, seals, decided editions and properties."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from kidesk.operations.subject_names import Subject
from kidesk.operations.subject_rows import Judge, named, written
from kidesk.records import BY_KEY, RECORD_TYPES, personal_data
from kidesk.records.processing import DataKind
from kidesk.records.subject_find import Event, Find, Reason
from kidesk.store.editions import DECIDED_EDITION
from kidesk.store.history import CHANGE, OPERATION, classes
from kidesk.store.properties import PROPERTY
from kidesk.store.seals import SEAL
from kidesk.store.search import SEARCH_ENTRY

_KEYS = {record_type.record.__tablename__: record_type.key for record_type in RECORD_TYPES}


def in_copies(session: Session, whom: Subject) -> Iterator[Find]:
    """What stands there."""
    yield from _in_history(session, whom)
    yield from _in_index(session, whom)
    yield from _in_contents(session, whom, SEAL, "quarters", "quarter_id")
    yield from _in_contents(session, whom, DECIDED_EDITION, "", "edition_id")
    for table, columns in (
        (SEAL, ("who", "at", "reopened_by", "reopened_at")),
        (OPERATION, ("who", "at")),
        (DECIDED_EDITION, ("who", "at")),
    ):
        yield from _stamps(session, whom, table, columns)
    yield from _texts(session, whom, OPERATION, "subject")
    yield from _texts(session, whom, SEAL, "reopened_because")
    yield from _texts(session, whom, PROPERTY, "value")


def origin(session: Session, number: int) -> Event | None:
    """The operation that brought the person with this id in; None where the history does not know it."""
    change, operation = CHANGE.c, OPERATION.c
    wanted = (
        select(operation.at, operation.who, operation.verb, operation.subject)
        .join_from(CHANGE, OPERATION)
        .where(change.table_name == "person", change.row_id == number, change.kind == "insert")
    )
    found = session.execute(wanted.order_by(change.id).limit(1)).first()
    return Event(*found) if found is not None else None


def _in_history(session: Session, whom: Subject) -> Iterator[Find]:
    judges = {name: Judge(personal_data.table(name), whom) for name in classes()}
    wanted = select(CHANGE, OPERATION.c.at, OPERATION.c.who, OPERATION.c.verb, OPERATION.c.subject)
    # Within an operation by what they are about: in which order rows of several tables are written, nobody decides.
    change = CHANGE.c
    order = change.operation_id, change.record_table, change.record_id, change.table_name, change.row_id
    for row in session.execute(wanted.join_from(CHANGE, OPERATION).order_by(*order)).mappings():
        judge = judges.get(row["table_name"])
        is_own = whom.owns(row["record_table"], row["record_id"])
        found = _changed(judge, dict(row), is_own) if judge is not None else {}
        event = Event(row["at"], row["who"], row["verb"], row["subject"])
        kind = _KEYS.get(row["record_table"], "")
        for column, (reason, before, after) in found.items():
            what = judge.columns[column] if judge is not None else personal_data.of("change", "new")
            yield Find(what, reason, after, row["id"], kind, row["record_id"], event=event, before=before)


def _changed(judge: Judge, row: Mapping[str, Any], is_own: bool) -> dict[str, tuple[Reason, Any, Any]]:
    """What of a change is about the person: by column why, what was there before and what came."""
    found: dict[str, tuple[Reason, Any, Any]] = {}
    for values, place in ((row["old"], 1), (row["new"], 2)):
        told = judge.told({"id": row["row_id"], **values}, is_own=is_own)
        known = {column: value for column, value in values.items() if column in judge.columns}
        for column, value in known.items():
            reason, shown = told.get(column), value
            if reason is None and judge.columns[column].kind is not DataKind.TRACE:
                reason, shown = judge.named(column, _text(value)) or (None, None)
            if reason is not None and column != "id":
                kept = list(found.get(column, (reason, None, None)))
                kept[place] = shown
                found[column] = (kept[0], kept[1], kept[2])
    return found


def _text(value: Any) -> str:
    return written(value) if isinstance(value, str | list) else ""


def _in_index(session: Session, whom: Subject) -> Iterator[Find]:
    for row in session.execute(select(SEARCH_ENTRY)).mappings():
        table = BY_KEY[row["record_type"]].record.__tablename__ if row["record_type"] in BY_KEY else ""
        for column in ("name", "body"):
            found = (Reason.OWN, row[column]) if whom.owns(table, row["record_id"]) else None
            found = found or named(whom, row[column], is_sure=True)
            if found is not None and row[column]:
                reason, shown = found
                what = personal_data.of("search_entry", column)
                yield Find(what, reason, shown, row["id"], row["record_type"], row["record_id"])


def _in_contents(session: Session, whom: Subject, table: Table, kind: str, key: str) -> Iterator[Find]:
    """What seals and decided editions keep: rows by table, and words beside them."""
    what = personal_data.of(table.name, "content")
    judges = {name: Judge(personal_data.table(name), whom) for name in classes()}
    for row in session.execute(select(table)).mappings():
        number = row[key] if kind else None
        for reason, shown in _in_json(json.loads(row["content"]), whom, judges):
            yield Find(what, reason, shown, row["id"], kind, number)


def _in_json(
    value: Any, whom: Subject, judges: Mapping[str, Judge], judge: Judge | None = None
) -> Iterator[tuple[Reason, Any]]:
    if isinstance(value, dict):
        told = judge.told(value, is_own=judge.is_own(value)) if judge is not None else {}
        for key, inner in value.items():
            if key in told:
                yield told[key], inner
            else:
                yield from _in_json(inner, whom, judges, judges.get(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _in_json(inner, whom, judges, judge)
    elif isinstance(value, str):
        found = named(whom, value)
        if found is not None:
            yield found


def _stamps(session: Session, whom: Subject, table: Table, columns: tuple[str, ...]) -> Iterator[Find]:
    """How often the person stands in a table as whoever did something, and with that when."""
    counts: Counter[tuple[str, Reason]] = Counter()
    for by, at in zip(columns[::2], columns[1::2], strict=True):
        for who in session.scalars(select(table.c[by])):
            is_sure, is_possible = whom.by_whom(who or "")
            if is_sure or is_possible:
                reason = Reason.NAMED if is_sure else Reason.MAYBE
                counts[by, reason] += 1
                counts[at, reason] += 1
    for (column, reason), count in counts.items():
        yield Find(personal_data.of(table.name, column), reason, count, count=count)


def _texts(session: Session, whom: Subject, table: Table, column: str) -> Iterator[Find]:
    for text in session.scalars(select(table.c[column])):
        found = named(whom, text or "")
        if found is not None:
            yield Find(personal_data.of(table.name, column), *found)
