"""Record and Part: what every stored row has, and the few kinds of column the records are made of."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import (
    ColumnElement,
    Enum,
    ForeignKey,
    Integer,
    MetaData,
    Numeric,
    String,
    Text,
    inspect,
    or_,
    select,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeDecorator

from kidesk.i18n import N_
from kidesk.records.term import Term

_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class StringList(TypeDecorator[list[str]]):
    """A short list of strings in one column, as JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> str:
        return json.dumps(list(value or []), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[str]:
        return list(json.loads(value)) if value else []


class Row(DeclarativeBase):
    """Anything with a table whose changes are kept in the history."""

    metadata = MetaData(naming_convention=_CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        Term: Enum(Term, native_enum=False, length=40, values_callable=lambda terms: [t.value for t in terms]),
        list[str]: MutableList.as_mutable(StringList()),
        Decimal: Numeric(14, 2),
    }

    # An id is never used again: a form or the history of a deleted record must not meet another one.
    __table_args__: Any = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(Integer, primary_key=True, sort_order=-10)

    def __init__(self, **values: Any) -> None:
        """A new row has its columns' defaults at once, so that rules can be asked before it is saved."""
        for key, default in _defaults(type(self)).items():
            values.setdefault(key, [] if isinstance(default, list) else default)
        for key, value in values.items():
            setattr(self, key, value)

    @property
    def is_new(self) -> bool:
        """Whether it has never been saved."""
        return not inspect(self).has_identity

    @property
    def is_masked(self) -> bool:
        """Whether nothing that somebody wrote in it may be told by itself."""
        return False


@cache
def _defaults(row: type[Row]) -> dict[str, Any]:
    """What the columns of a row have by themselves, by their keys."""
    found: dict[str, Any] = {}
    for attribute in inspect(row).column_attrs:
        default = attribute.columns[0].default
        if isinstance(default, ScalarElementColumnDefault):
            found[attribute.key] = default.arg
        elif isinstance(attribute.columns[0].type, StringList):
            found[attribute.key] = []
    return found


class Record(Row):
    """A record of its own: found, opened, edited, deleted and searched for.

    `version` counts the saves (optimistic concurrency); `order_key` is the caption's Swedish sort key.
    Stamps are in UTC.
    """

    __abstract__ = True

    version: Mapped[int] = mapped_column(Integer, default=1, sort_order=90)
    created_at: Mapped[dt.datetime] = mapped_column(sort_order=91)
    created_by: Mapped[str] = mapped_column(String(200), default="", sort_order=92)
    changed_at: Mapped[dt.datetime] = mapped_column(sort_order=93)
    changed_by: Mapped[str] = mapped_column(String(200), default="", sort_order=94)
    order_key: Mapped[str] = mapped_column(String(1000), default="", index=True, sort_order=95)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.__table__.c.version} if hasattr(cls, "__table__") else {}

    def caption(self, code: str) -> str:
        """What the record is called in the language of `code`."""
        raise NotImplementedError

    def listed(self, code: str) -> str:
        """What the record is called in a list, beginning with what it is sorted by."""
        return self.caption(code)

    def order_text(self) -> str:
        """The text the record is sorted by."""
        return self.caption("sv")

    def settle(self, today: dt.date) -> None:
        """Brings what follows from the record's own fields up to date before it is saved."""


class Part(Row):
    """A row that belongs to one record and is edited with it."""

    __abstract__ = True
    # A part that makes room for another is gone from its table before the session deletes it.
    __mapper_args__ = {"confirm_deleted_rows": False}

    @property
    def is_masked(self) -> bool:
        """Whether it is about a person with a protected identity: a title or a role would lead back to the name."""
        return bool(getattr(getattr(self, "person", None), "has_protected_identity", False))


BOOKKEEPING = frozenset({"id", "version", "created_at", "created_by", "changed_at", "changed_by", "order_key"})


def required(length: int) -> Mapped[str]:
    """A line of text that must not be empty."""
    return mapped_column(String(length))


def line(length: int) -> Mapped[str]:
    """A line of text that may be empty (never NULL)."""
    return mapped_column(String(length), default="")


def prose() -> Mapped[str]:
    """Text of any length that may be empty (never NULL)."""
    return mapped_column(Text, default="")


def strings(terms: type[Term] | None = None) -> Mapped[list[str]]:
    """A list of strings; with `terms`, of their keys."""
    return mapped_column(MutableList.as_mutable(StringList()), default=list, info={"terms": terms})


def owner(table: str) -> Mapped[int]:
    """The key of the record a part belongs to."""
    return mapped_column(ForeignKey(f"{table}.id", ondelete="CASCADE"), index=True)


def link(table: str) -> Mapped[int | None]:
    """The key of another record, or nothing."""
    return mapped_column(ForeignKey(f"{table}.id"), index=True)


def needed_link(table: str) -> Mapped[int]:
    """The key of another record that must be named."""
    return mapped_column(ForeignKey(f"{table}.id"), index=True)


class Translated:
    """A row with texts in both languages: `changed_since_translated` names those (`title` for `title_sv` and
    `title_en`) whose Swedish was changed and whose English was not."""

    changed_since_translated: Mapped[list[str]] = strings()

    @classmethod
    def stems(cls) -> tuple[str, ...]:
        """Its texts: "title" for `title_sv` and `title_en`, in the order of the columns."""
        names = [one.key for one in inspect(cls).column_attrs]
        return tuple(name[: -len("_sv")] for name in names if name.endswith("_sv"))


CHANGED_SINCE_TRANSLATED = N_("Changed since translated")


def has_outdated(record: type[Row], *parts: type[Row]) -> ColumnElement[bool]:
    """Records where a text of their own or of these parts was changed since it was translated."""
    found = [_marks(record) != []]
    for part in parts:
        (owned,) = (one for one in part.__table__.columns if one.references(record.__table__.c.id) and not one.nullable)
        found.append(record.__table__.c.id.in_(select(owned).where(_marks(part) != [])))
    return or_(*found)


def _marks(row: type[Row]) -> ColumnElement[Any]:
    marks: ColumnElement[Any] = row.__table__.c.changed_since_translated
    return marks


def bilingual(row: Row, stem: str, code: str) -> str:
    """`stem_sv` or `stem_en` after `code`, the other language where it is empty."""
    first, second = ("sv", "en") if code == "sv" else ("en", "sv")
    return str(getattr(row, f"{stem}_{first}") or getattr(row, f"{stem}_{second}") or "")
