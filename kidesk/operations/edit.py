"""Add, edit and delete records: problems are told by field, and nothing is written unless all of it is right."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Table, inspect, select
from sqlalchemy import delete as delete_from
from sqlalchemy.orm import Session

from kidesk.errors import KideskError, StaleRecord
from kidesk.i18n import N_, Language
from kidesk.operations.captions import Captions
from kidesk.operations.follow_route import follow_newest_route
from kidesk.operations.merged import is_merged, let_go, shield, with_merged
from kidesk.operations.sentence_codes import taken_codes
from kidesk.operations.supersede import give_way
from kidesk.records import clock, type_of
from kidesk.records.agreement import Agreement
from kidesk.records.field import Problem, Stored
from kidesk.records.fields import Link, Parts
from kidesk.records.person import Person
from kidesk.records.record import Record, Row
from kidesk.records.record_type import RecordType
from kidesk.store import loading
from kidesk.store.heed import Heed, stage, unheeded
from kidesk.store.store import STALE, Store

ADDED = N_("Added {type}")
CHANGED = N_("Changed {type}")
DELETED = N_("Deleted {type}")
_SWEDISH = Language("sv")


class Invalid(KideskError):
    """The values have problems; nothing was saved."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(N_("Nothing was saved, because something must be put right first."))
        self.problems = problems

    def said(self, language: Language) -> str:
        return " ".join([super().said(language), *(problem.said(language) for problem in self.problems)])


@dataclass(frozen=True)
class Saved:
    """A saved record's id, and the doubts that did not stop it."""

    id: int
    warnings: tuple[Problem, ...]


def save(
    store: Store,
    record_type: RecordType,
    values: Mapping[str, Any],
    *,
    number: int | None = None,
    version: int = 0,
    language: Language = _SWEDISH,
) -> Saved:
    """Saves the values of a record's fields, by key: a new record, or the one with the id `number`.

    `version` is the row version the values were read at; 0 takes the record as it is now. Parts are lists of
    mappings; one with an "id" is changed, one without is new, and those left out are deleted. What a renewal that comes
    in force renews is superseded in the same step, and that is explained in `language`.
    Raises Invalid, StaleRecord and KideskError; nothing is changed then.
    """
    verb = CHANGED if number is not None else ADDED
    with store.change(verb, record_type.key) as session:
        return written(session, record_type, values, number=number, version=version, language=language)


def written(
    session: Session,
    record_type: RecordType,
    values: Mapping[str, Any],
    *,
    number: int | None = None,
    version: int = 0,
    language: Language = _SWEDISH,
) -> Saved:
    """Writes the values of a record's fields, as `save` does, within an operation that does more than that."""
    with session.no_autoflush:
        row = record_type.record() if number is None else _current(session, record_type.record, number, version)
        before = row.status if isinstance(row, Agreement) and number is not None else None
        problems = list(_apply(session, row, record_type.editable, values))
        if isinstance(row, Agreement) and number is None:
            follow_newest_route(session, row, clock.today())
        problems += [problem for problem in record_type.problems(row) if not _said(problem, problems)]
        problems += taken_codes(session, row)
    errors = [problem for problem in problems if not problem.is_warning]
    if errors:
        raise Invalid(errors)
    _make_room(session, row, record_type)
    session.add(row)
    session.flush()
    if isinstance(row, Agreement):
        give_way(session, row, before, language)
    elif isinstance(row, Person):
        shield(session, row)
    return Saved(row.id, tuple(problem for problem in problems if problem.is_warning))


def _said(problem: Problem, problems: Iterable[Problem]) -> bool:
    return any(problem.key == other.key and not other.is_warning for other in problems)


def _current(session: Any, record: type[Record], number: int, version: int) -> Record:
    row: Record | None = session.get(record, number)
    if row is None:
        raise gone(number)
    if version and row.version != version:
        raise StaleRecord(STALE)
    return row


def gone(number: int) -> KideskError:
    """There is no such record."""
    return KideskError(N_("There is no record with the number {number}. It may have been deleted."), number=number)


def _apply(session: Any, row: Row, described: Iterable[Stored | Parts], values: Mapping[str, Any]) -> Iterator[Problem]:
    for field in described:
        if field.key in values:
            if isinstance(field, Parts):
                yield from _apply_parts(session, row, field, values[field.key])
            else:
                yield from _apply_one(session, row, field, values[field.key])
        elif not inspect(row).has_identity:
            yield from field.problems(field.read(row))


def _apply_one(session: Any, row: Row, field: Stored, value: Any) -> Iterator[Problem]:
    value = field.blank if value is None else value
    problems = list(field.problems(value))
    yield from problems
    if any(not problem.is_warning for problem in problems):
        return
    if isinstance(field, Link):
        linked = session.get(field.target, value) if value is not None else None
        if value is not None and linked is None:
            yield Problem(field.key, N_("There is no record with the number {number}."), {"number": value})
            return
        if linked is row:
            yield Problem(field.key, N_("A record cannot point at itself."))
            return
        if getattr(row, field.relationship) is not linked:
            setattr(row, field.relationship, linked)
    field.write(row, value)


def _apply_parts(session: Any, row: Row, field: Parts, wanted: Iterable[Mapping[str, Any]]) -> Iterator[Problem]:
    parts = getattr(row, field.key)
    existing = {part.id: part for part in parts if part.id is not None}
    kept = []
    for number, values in enumerate(wanted, start=1):
        known = values.get("id")
        if known is not None and known not in existing:
            yield Problem(
                field.key,
                N_("Row {row}: there is no such row with the number {number}."),
                {"row": number, "number": known},
            )
            continue
        part = existing[known] if known is not None else field.part()
        kept.append(part)
        if part not in parts:
            parts.append(part)
        labels = {one.key: one.label for one in field.fields}
        for problem in _apply(session, part, field.fields, values):
            yield in_row(field.key, number, Problem(problem.key, labels[problem.key]), problem)
    for part in [part for part in parts if part not in kept]:
        parts.remove(part)


def _make_room(session: Any, row: Record, record_type: RecordType) -> None:
    """Takes away the parts left out before others are written: a new one may be of the same period or quarter."""
    for field in record_type.editable:
        if isinstance(field, Parts):
            table = cast(Table, inspect(field.part).local_table)
            with session.no_autoflush:
                for part in inspect(row).attrs[field.key].history.deleted or ():
                    session.execute(delete_from(table).where(table.c.id == part.id))


def in_row(key: str, row: int, field: Problem, problem: Problem) -> Problem:
    """A problem of the parts called `key`: in which row, counted from 1, and in which field of it."""
    details = {"row": row, "field": field, "problem": problem}
    return Problem(key, N_("Row {row}, {field}: {problem}"), details, problem.is_warning)


def delete(store: Store, record_type: RecordType, numbers: Iterable[int], heed: Heed = unheeded) -> None:
    """Deletes records in one step that can be undone, and with them those that were merged into them.

    `heed` is told how many thousandths are done. Raises KideskError where others still point at one.
    """
    wanted = with_merged(store, record_type.record, numbers)
    _refuse_if_used(store, record_type, wanted, stage(heed, 0, 200))
    with store.change(DELETED, record_type.key, heed=stage(heed, 600, 1000)) as session:
        # All are found before any goes, so that they leave in an order that breaks no link between them.
        rows = _all_current(session, record_type.record, wanted, stage(heed, 200, 600))
        with session.no_autoflush:
            let_go(session, record_type.record, frozenset(wanted))
            for row in rows:
                session.delete(row)


def _all_current(session: Session, record: type[Record], numbers: Sequence[int], heed: Heed) -> list[Record]:
    found: list[Record] = []
    for some in loading.portions(numbers):
        heed(len(found), len(numbers))
        wanted = select(record).where(record.id.in_(some)).options(*loading.own_parts(record))
        present = session.scalars(wanted).all()  # held until each is asked for
        found += [_current(session, record, number, version=0) for number in some]
        del present
    return found


def _refuse_if_used(store: Store, record_type: RecordType, wanted: Sequence[int], heed: Heed) -> None:
    going = frozenset(wanted)
    for done, some in enumerate(loading.portions(wanted)):
        heed(done * loading.AT_ONCE, len(wanted))
        if _users(store, record_type, some, going):
            for number in some:
                users = _users(store, record_type, [number], going)
                _refuse_used(users, store.get(record_type.record, number) if len(wanted) > 1 else None)


def _users(store: Store, record_type: RecordType, numbers: Sequence[int], wanted: Collection[int]) -> list[Record]:
    """The records that stand and point at some of those that are to go, and do not go themselves."""
    return [
        row
        for row in store.references(record_type.record, *numbers)
        if not (type_of(type(row)) is record_type and row.id in wanted) and not is_merged(row)
    ]


def _refuse_used(users: Sequence[Record], named: Record | None) -> None:
    """Of several that are to go, `named` is the one that is used."""
    if users and named is not None:
        raise KideskError(
            N_(
                "{name} cannot be deleted, because other records point at it ({count}): {names}. "
                "Nothing was deleted; remove it there first, or leave it out of the selection."
            ),
            name=Captions([named]),
            count=len(users),
            names=Captions(users[:5]),
        )
    if users:
        raise KideskError(
            N_(
                "This record cannot be deleted, because {count} others point at it: {names}. "
                "Nothing was deleted; remove it there first."
            ),
            count=len(users),
            names=Captions(users[:5]),
        )
