"""What a data-subject extract is made of: everything held on one person, find by find."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from kidesk.i18n import N_, Language
from kidesk.records import BY_KEY, RECORD_TYPES, personal_data
from kidesk.records.fields import Parts
from kidesk.records.personal_data import Classified
from kidesk.records.record import Row
from kidesk.records.term import Term


class Reason(Term):
    """Why something is taken to be about the person."""

    OWN = "own", N_("The person’s own record")
    LINK = "link", N_("Points at the person")
    NAMED = "named", N_("Names the person")
    PRESENT = "present", N_("The person took part")
    MAYBE = "maybe", N_("May mean the person")


@dataclass(frozen=True)
class Event:
    """An operation of the history: when (UTC), by whom and what was done, and to what kind of records."""

    at: dt.datetime
    who: str
    verb: str
    subject: str

    def said(self, language: Language) -> str:
        """What was done."""
        kind = BY_KEY.get(self.subject)
        return language.text(self.verb, type=language.text(kind.one).lower() if kind else self.subject)


@dataclass(frozen=True)
class Find:
    """A value that is held on the person.

    `row` is the id of the row it stands in, or None where `count` rows say the same; `record` and `number` are the
    type's key and the id of the record that the row belongs to, where it belongs to one. `value` is as JSON carries
    it, whole where the row is the person's own and cut around the name elsewhere. What the history keeps has its
    `event` and the value `before`.
    """

    what: Classified
    reason: Reason
    value: Any
    row: int | None = None
    record: str = ""
    number: int | None = None
    caption_sv: str = ""
    caption_en: str = ""
    count: int = 1
    event: Event | None = None
    before: Any = None

    @property
    def is_sure(self) -> bool:
        """Whether it is certainly about the person; what is not is looked at by a person first."""
        return self.reason not in (Reason.MAYBE, Reason.PRESENT)

    def caption(self, language: Language) -> str:
        """What its record is called."""
        called = self.caption_sv if language.code == "sv" else self.caption_en
        kind = language.text(BY_KEY[self.record].one) if self.record else ""
        return called or (f"{kind} {self.number}" if kind else "")

    def label(self, language: Language) -> str:
        """What its field is called: by its name in the database where no form has it."""
        return label_of(self.what, language)

    def text(self, language: Language, value: Any = ...) -> str:
        """Its value as a person reads it, or another value of the same column."""
        return said(self.what, self.value if value is ... else value, language)


@dataclass(frozen=True)
class Extract:
    """Everything held on one person. `finds` are in the order of tables; `unread` are files that could not be read.

    `origin` is the operation that brought the person in, `merged` the numbers of the records merged into this one.
    """

    number: int
    made_at: dt.datetime
    finds: tuple[Find, ...]
    merged: tuple[int, ...] = ()
    origin: Event | None = None
    unread: tuple[str, ...] = ()


def _labels() -> dict[tuple[str, str], str]:
    found = {
        ("seal", "content"): N_("Sealed quarter"),
        ("decided_edition", "content"): N_("Decided edition"),
        ("attachment", "stored"): N_("Text of an attached file"),
        ("change", "old"): N_("History"),
        ("change", "new"): N_("History"),
        ("operation", "subject"): N_("History"),
        ("search_entry", "name"): N_("Search index"),
        ("search_entry", "body"): N_("Search index"),
        ("search_index", "name"): N_("Search index"),
        ("search_index", "body"): N_("Search index"),
        ("property", "value"): N_("Facts about the workspace"),
        ("person", "id"): N_("Number of the person"),
        ("person", "merged_into_id"): N_("Merged into"),
        ("person", "distinct_from"): N_("Not the same as"),
    }
    for table in personal_data.tables():
        found |= {
            (table.name, "created_by"): N_("Created by"),
            (table.name, "created_at"): N_("Created"),
            (table.name, "changed_by"): N_("Changed by"),
            (table.name, "changed_at"): N_("Changed"),
            (table.name, "who"): N_("Done by"),
            (table.name, "at"): N_("Done"),
            (table.name, "person_id"): N_("Person"),
            (table.name, "ambassador_id"): N_("Ambassador"),
            (table.name, "order_key"): N_("Sort key"),
            (table.name, "as_read"): N_("As the partner wrote it"),
            (table.name, "reopened_by"): N_("Reopened by"),
            (table.name, "reopened_at"): N_("Reopened"),
            (table.name, "reopened_because"): N_("Reopened because"),
            (table.name, "approved_by"): N_("Approved by"),
            (table.name, "approved_on"): N_("Approved on"),
        }
    for record_type in RECORD_TYPES:
        for field in record_type.fields:
            if isinstance(field, Parts):
                found |= {(field.part.__tablename__, one.key): one.label for one in field.fields}
            else:
                found[record_type.record.__tablename__, field.key] = field.label
    return found


_LABELS = _labels()


def label_of(what: Classified, language: Language) -> str:
    """What a column's field is called; by its name in the database where no form has it."""
    found = _LABELS.get((what.table, what.column))
    return language.text(found) if found else f"{what.table}.{what.column}"


def said(what: Classified, value: Any, language: Language) -> str:
    """A value of a column, as JSON carries it, as a person reads it."""
    if isinstance(value, bool):
        return language.text(N_("Yes")) if value else language.text(N_("No"))
    if isinstance(value, list):
        return "; ".join(said(what, one, language) for one in value)
    table = Row.metadata.tables.get(what.table)
    column = table.columns[what.column] if table is not None and what.column in table.columns else None
    kind = column.type if column is not None else None
    terms = getattr(kind, "enum_class", None) or (column.info.get("terms") if column is not None else None)
    if terms is not None and value in {one.value for one in terms}:
        return language.text(terms(value).label)
    if value and getattr(kind, "python_type", None) in (dt.date, dt.datetime):
        return language.day(dt.datetime.fromisoformat(value).date())
    return "" if value is None else str(value)
