"""Field: what every kind of field can do, and how it complains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from sqlalchemy import Column, ColumnElement
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from kidesk.errors import KideskError, Spoken
from kidesk.i18n import N_, Language, fold, trimmed
from kidesk.records.record import Row, StringList
from kidesk.records.term import Term

EMPTY: tuple[object, ...] = (None, "", [])


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field, as a sentence. A warning is shown and the value kept."""

    key: str
    message: str
    details: dict[str, object] = field(default_factory=dict)
    is_warning: bool = False

    def said(self, language: Language) -> str:
        """The sentence in `language`, with the sentences it is about."""
        details = {key: one.said(language) if isinstance(one, Spoken) else one for key, one in self.details.items()}
        return language.text(self.message, **details)


@runtime_checkable
class Keyed(Spoken, Protocol):
    """A value that says itself and is exchanged by its key."""

    @property
    def key(self) -> str:
        """What JSON carries."""


class Unreadable(KideskError):
    """A typed text that a field cannot understand."""


def term_of(terms: type[Term], text: str, language: Language) -> Term:
    """The term that a typed text names by its key or its label. Raises Unreadable."""
    wanted = fold(text)
    for term in terms:
        if wanted in (fold(term.value), fold(language.text(term.label))):
            return term
    choices = ", ".join(term.value for term in terms)
    raise Unreadable(N_("“{text}” is not one of the choices: {choices}."), text=text, choices=choices)


class Field:
    """A field of a record. `key` is its name everywhere outside the database."""

    is_required = False
    is_many = False
    is_written = False  # in somebody's own words
    default: Any = None
    joint = ", "

    def __init__(self, key: str, label: str, help: str = "") -> None:
        self.key = key
        self.label = label
        self.help = help

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.key})"

    def read(self, row: Row) -> Any:
        """The value."""
        return getattr(row, self.key)

    def told(self, row: Row) -> Any:
        """The value as others may see it, which is all that is shown, printed, exported and searched."""
        return self.default if self.is_written and row.is_masked else self.read(row)

    def text(self, row: Row, language: Language) -> str:
        """The value as a person reads it."""
        return self.format(self.told(row), language)

    def format(self, value: Any, language: Language) -> str:
        """A value as a person reads it."""
        if isinstance(value, list):
            return self.joint.join(self.format_one(one, language) for one in value)
        return "" if value is None else self.format_one(value, language)

    def format_one(self, value: Any, language: Language) -> str:
        """One value as a person reads it."""
        return str(value)

    def plain(self, row: Row) -> Any:
        """The value as JSON carries it: dates in ISO 8601, terms by their key."""
        return self.told(row)

    def order(self, language: Language) -> ColumnElement[Any] | None:
        """What SQL sorts by; None where the field cannot be sorted by."""
        return None

    def problems(self, value: Any) -> Iterator[Problem]:
        """What is wrong with a value, looked at alone."""
        yield from ()


class Stored(Field):
    """A field with a column of its own. Required and length are read from the column, never repeated."""

    def __init__(self, attribute: InstrumentedAttribute[Any], label: str, help: str = "") -> None:
        super().__init__(attribute.key, label, help)
        self.attribute = attribute
        column = attribute.property.columns[0]
        self.column: Column[Any] = column
        self.is_required = not column.nullable and column.default is None
        self.is_many = isinstance(column.type, StringList)
        self.default = self._default()

    def _default(self) -> Any:
        if self.is_many:
            return []
        default = self.column.default
        return default.arg if isinstance(default, ScalarElementColumnDefault) else None

    def write(self, row: Row, value: Any) -> None:
        """Stores a value, and only if it differs, so that an unchanged record stays unchanged."""
        if getattr(row, self.key) != value:
            setattr(row, self.key, value)

    def parse(self, text: str, language: Language) -> Any:
        """The value of a typed text. Raises Unreadable."""
        if self.is_many:
            parts = [trimmed(part) for part in re.split(f"[{self.joint.strip()};\n]", text)]
            return [self.parse_one(part, language) for part in parts if part]
        text = trimmed(text)
        return self.parse_one(text, language) if text else self.blank

    @property
    def blank(self) -> Any:
        """What is stored when nothing is there: what the column has by itself where it may not be NULL."""
        return [] if self.is_many else None if self.column.nullable else self.default

    def parse_one(self, text: str, language: Language) -> Any:
        """One value of a typed text, which is not empty. Raises Unreadable."""
        return text

    def order(self, language: Language) -> ColumnElement[Any] | None:
        return self.attribute.expression

    def problems(self, value: Any) -> Iterator[Problem]:
        if self.is_required and value in EMPTY:
            yield Problem(self.key, N_("This field must be filled in."))
