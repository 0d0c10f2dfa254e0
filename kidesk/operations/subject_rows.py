"""What the rows of the tables hold on a person: own records, links, and names in whatever text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from kidesk.operations.subject_names import Subject
from kidesk.records import BY_KEY, personal_data, type_of
from kidesk.records.field import EMPTY
from kidesk.records.filter import ByRecord
from kidesk.records.mentions import around
from kidesk.records.person import Person
from kidesk.records.processing import DataKind
from kidesk.records.record import Part, Record
from kidesk.records.subject_find import Find, Reason
from kidesk.store.history import classes, owner_of, stored

# Whoever did something did it at some moment: the column beside a name tells when.
_MOMENTS = (("_by", "_at"), ("_by", "_on"), ("who", "at"))
# Numbers of persons that are no foreign keys
_NUMBERS = {"person": ("distinct_from",), "privacy_decision": ("subject_number",)}

Row = Mapping[str, Any]


def in_tables(session: Session, whom: Subject) -> Iterator[Find]:
    """What all mapped tables hold, by their names; stamps are counted and not told one by one."""
    for table in personal_data.tables():
        if table.name in classes():
            yield from _Rows(table, whom).read(session)


class Judge:
    """Says what of a table's rows is about a person; a row may be one of a copy, with some of the columns."""

    def __init__(self, table: Table, whom: Subject) -> None:
        self.whom = whom
        self.owner, self.key = owner_of(classes()[table.name])
        self.columns = {one.name: personal_data.of(table.name, one.name) for one in table.columns}
        self._theirs = [
            name for name, what in self.columns.items() if what.is_personal and what.kind is not DataKind.TRACE
        ]
        self._free = [name for name, what in self.columns.items() if what.kind is DataKind.FREE_TEXT]
        self._table = table
        self._links = _links(table)
        self._is_part = issubclass(classes()[table.name], Part)

    def is_own(self, row: Row) -> bool:
        """Whether a row belongs to the person's own record."""
        return self.whom.owns(self.owner.__tablename__, row.get(self.key))

    def told(self, row: Row, *, is_own: bool) -> dict[str, Reason]:
        """The columns that are about the person whatever stands in them, and why."""
        reasons = dict(self._told(row, is_own))
        return {column: reason for column, reason in reasons.items() if row.get(column) not in EMPTY}

    def _told(self, row: Row, is_own: bool) -> Iterator[tuple[str, Reason]]:
        if self._table.name == "interaction" and row.get("id") in self.whom.meetings:
            yield from ((name, Reason.PRESENT) for name in self._free)
        linked = [column for column, numbers in self._links.items() if row.get(column) in getattr(self.whom, numbers)]
        if linked and self._is_part:
            linked = self._theirs
        yield from ((column, Reason.LINK) for column in linked)
        for column in _NUMBERS.get(self._table.name, ()):
            if self._has_number(row.get(column)):
                yield column, Reason.LINK
        if self._table.name == "saved_view" and self._is_filtered(row):
            yield "filters", Reason.LINK
        if is_own:
            yield from ((name, Reason.OWN) for name in self._theirs)

    def _has_number(self, value: Any) -> bool:
        numbers = value if isinstance(value, list) else [value]
        return any(str(number) in {str(one) for one in self.whom.persons} for number in numbers)

    def _is_filtered(self, row: Row) -> bool:
        filters = BY_KEY[row["of"]].filters if row.get("of") in BY_KEY else ()
        by_person = {one.key for one in filters if isinstance(one, ByRecord) and one.target is Person}
        pairs = (one.partition("=") for one in row.get("filters") or ())
        return any(key in by_person and self._has_number(number) for key, _, number in pairs)

    def named(self, column: str, text: str) -> tuple[Reason, str] | None:
        """Whether a text names the person, and the words around the name.

        What may mean the person is not told of copies, which repeat what stands elsewhere, nor of what other persons
        are called.
        """
        what = self.columns[column]
        return named(self.whom, text, is_sure=what.kind is DataKind.COPY or self.owner is Person)


def named(whom: Subject, text: str, *, is_sure: bool = False) -> tuple[Reason, str] | None:
    """Whether a text names a person, and the words around the name; `is_sure` leaves out what only may do so."""
    place = whom.surely.place(text)
    if place is not None:
        return Reason.NAMED, around(text, place)
    place = None if is_sure else whom.maybe.place(text)
    return (Reason.MAYBE, around(text, place)) if place is not None else None


class _Rows:
    """The rows of one table."""

    def __init__(self, table: Table, whom: Subject) -> None:
        self._judge, self._table = Judge(table, whom), table
        owner = self._judge.owner
        self._record = type_of(owner).key if issubclass(owner, Record) else ""
        self._written = personal_data.written_columns(table)
        self._stamps: Counter[tuple[str, Reason]] = Counter()

    def read(self, session: Session) -> Iterator[Find]:
        """What they hold."""
        for row in session.execute(select(self._table)).mappings():
            yield from self._of_row(dict(row))
        for (column, reason), count in self._stamps.items():
            yield Find(self._judge.columns[column], reason, count, count=count)

    def _of_row(self, row: Row) -> Iterator[Find]:
        told = self._judge.told(row, is_own=self._judge.is_own(row))
        for column, reason in told.items():
            outright = self._judge.named(column, written(row[column])) if reason is Reason.PRESENT else None
            if outright is not None and outright[0] is Reason.NAMED:
                yield self._find(row, column, *outright)
            else:
                yield self._find(row, column, reason, stored(self._table.columns[column], row[column]))
        for column in self._written:
            if column not in told:
                yield from self._named(row, column)

    def _named(self, row: Row, column: str) -> Iterator[Find]:
        text = written(row[column])
        if self._judge.columns[column].kind is DataKind.TRACE:
            self._count(column, text)
            return
        found = self._judge.named(column, text)
        if found is not None:
            yield self._find(row, column, *found)
            self._count_moment(column, found[0])

    def _count(self, column: str, who: str) -> None:
        is_sure, is_possible = self._judge.whom.by_whom(who)
        if is_sure or is_possible:
            reason = Reason.NAMED if is_sure else Reason.MAYBE
            self._stamps[column, reason] += 1
            self._count_moment(column, reason)

    def _count_moment(self, column: str, reason: Reason) -> None:
        columns = self._judge.columns
        for by, at in _MOMENTS:
            moment = column.removesuffix(by) + at
            if column.endswith(by) and moment in columns and columns[moment].kind is DataKind.TRACE:
                self._stamps[moment, reason] += 1

    def _find(self, row: Row, column: str, reason: Reason, value: Any) -> Find:
        number = row[self._judge.key] if self._record else None
        return Find(self._judge.columns[column], reason, value, row["id"], self._record, number)


def _links(table: Table) -> dict[str, str]:
    """The columns that point at persons or at mandates, with where the subject keeps the numbers of its own."""
    targets = {"person": "persons", "ambassador": "mandates"}
    return {
        column.name: targets[key.column.table.name]
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in targets
    }


def written(value: Any) -> str:
    """What is written in a value, lists with their words beneath each other."""
    return "\n".join(map(str, value)) if isinstance(value, list) else value or ""
