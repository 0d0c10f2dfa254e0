"""RecordType: one kind of record, described once for table, form, import, history and paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeGuard

from sqlalchemy import ColumnElement

from kidesk.i18n import Language
from kidesk.records.field import Field, Problem, Stored
from kidesk.records.fields import Parts
from kidesk.records.filter import Filter
from kidesk.records.record import Record, Row


class Caption(Field):
    """What the record is called, in the reader's language."""

    def __init__(self, record: type[Record], label: str) -> None:
        super().__init__("name", label)
        self._record = record

    def read(self, row: Row) -> str:
        return row.caption("sv") if isinstance(row, Record) else ""

    def text(self, row: Row, language: Language) -> str:
        return row.listed(language.code) if isinstance(row, Record) else ""

    def order(self, language: Language) -> ColumnElement[Any]:
        return self._record.order_key.expression


@dataclass(frozen=True)
class Section:
    """Fields that belong together under one heading."""

    label: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Form:
    """Another form for a new record of a type: its heading, and the sections that are asked for in it."""

    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class View:
    """A named selection of the records. `condition` gives what SQL selects by, as seen on a day; `by` as seen by the
    person at work, who is known by name."""

    key: str
    label: str
    condition: Callable[[dt.date], ColumnElement[bool]] | None = None
    by: Callable[[str], ColumnElement[bool]] | None = None


def is_editable(field: Field) -> TypeGuard[Stored | Parts]:
    """Whether a person fills the field in."""
    return isinstance(field, Stored) or (isinstance(field, Parts) and field.is_typed)


def _no_problems(row: Any) -> Iterator[Problem]:
    yield from ()


@dataclass(frozen=True)
class RecordType:
    """One kind of record.

    `columns` are the keys of the fields a list shows, the first being what the record is called; `badge` is the key
    of the field whose term is shown as a badge; `problems` looks at several fields of a row together. `views` start
    with the one a list opens with, sorted by the field `order`; `filters` are offered in their order. `new` is the
    command's whole text, since grammar differs between the languages. Only what `stands` is in lists, searches and
    choices.
    """

    record: type[Record]
    key: str
    one: str
    many: str
    new: str
    empty: str
    sections: tuple[Section, ...]
    columns: tuple[str, ...]
    badge: str | None = None
    views: tuple[View, ...] = ()
    order: str = "name"
    is_descending: bool = False
    filters: tuple[Filter, ...] = ()
    problems: Callable[[Any], Iterator[Problem]] = _no_problems
    stands: ColumnElement[bool] | None = None

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """All fields in their order."""
        return tuple(field for section in self.sections for field in section.fields)

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """The fields by their key."""
        return {field.key: field for field in self.fields}

    @cached_property
    def editable(self) -> tuple[Stored | Parts, ...]:
        """The fields a person fills in."""
        return tuple(field for field in self.fields if is_editable(field))

    def field(self, key: str) -> Field:
        """The field called `key`. Raises KeyError."""
        return self.by_key[key]

    def plain(self, row: Record) -> dict[str, Any]:
        """The record as JSON carries it."""
        return {"id": row.id, "version": row.version} | {field.key: field.plain(row) for field in self.fields}
