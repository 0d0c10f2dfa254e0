"""A record's history as a person reads it: each step with the fields it changed, from what to what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from kidesk.i18n import N_, Language
from kidesk.records.field import EMPTY, Field, Stored
from kidesk.records.fields import Day, Link, Number, Parts
from kidesk.records.record import BOOKKEEPING, CHANGED_SINCE_TRANSLATED, Record, Row
from kidesk.records.record_type import RecordType
from kidesk.store.store import Past

NOTHING = "—"
_MARKS = "changed_since_translated"
Caption = Callable[[type[Record], int], str]


@dataclass(frozen=True)
class Change:
    """One field: its label and what it was before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """One operation on the record; `at` is in UTC, as it is stored."""

    at: dt.datetime
    who: str
    verb: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class PastReader:
    """Puts the history of records of a type into words; `caption` names a record that is linked to.

    `hides_words`: what somebody wrote of persons, such as a title as signed, is left out.
    """

    record_type: RecordType
    language: Language
    caption: Caption
    hides_words: bool = False

    def steps(self, past: Sequence[Past]) -> Iterator[Step]:
        """The steps of a history, in its order."""
        for (at, who, verb), entries in groupby(past, lambda one: (one.at, one.who, one.verb)):
            type_ = self.language.text(self.record_type.one).lower()
            said = self.language.text(verb).replace("{type}", type_)
            changes = [change for entry in reversed(list(entries)) for change in self._changes(entry)]
            yield Step(at, who, said, tuple(changes))

    def _changes(self, entry: Past) -> Iterator[Change]:
        record = self.record_type.record
        if entry.table == record.__tablename__:
            yield from self._field_changes(entry, record, self.record_type.by_key)
            return
        for field in self.record_type.fields:
            if isinstance(field, Parts) and field.part.__tablename__ == entry.table:
                yield from self._part_changes(entry, field)

    def _field_changes(
        self, entry: Past, row: type[Row], fields: Mapping[str, Field], within: str = ""
    ) -> Iterator[Change]:
        known = [key for key in fields if key in entry.old or key in entry.new]
        others = [key for key in entry.old | entry.new if key not in fields and key not in BOOKKEEPING]
        for key in known + others:
            before, after = entry.old.get(key), entry.new.get(key)
            if _is_blank(before) and _is_blank(after) and entry.kind != "update":
                continue
            field = fields.get(key)
            label = self.language.text(field.label) if field else self._column(key)
            if within:
                label = self.language.text(N_("{list}: {field}"), list=within, field=label)
            yield Change(label, self._text(row, key, field, before), self._text(row, key, field, after))

    def _column(self, key: str) -> str:
        """What a column without a field is called."""
        if key == _MARKS:
            return self.language.text(CHANGED_SINCE_TRANSLATED)
        return key.replace("_", " ").capitalize()

    def _part_changes(self, entry: Past, parts: Parts) -> Iterator[Change]:
        label = self.language.text(parts.label)
        fields = {field.key: field for field in self._told(parts)}
        if entry.kind == "update":
            relevant = {key for key in entry.new if key in fields}
            old, new = ({key: values[key] for key in relevant} for values in (entry.old, entry.new))
            changed = Past(entry.at, entry.who, entry.verb, entry.table, entry.kind, old, new)
            yield from self._field_changes(changed, parts.part, fields, label)
        else:
            yield Change(label, self._line(entry.old, parts), self._line(entry.new, parts))

    def _told(self, parts: Parts) -> Iterator[Stored]:
        is_of_person = self.hides_words and "person_id" in parts.part.__table__.columns
        return (field for field in parts.fields if not (is_of_person and field.is_written))

    def _line(self, values: Mapping[str, Any], parts: Parts) -> str:
        said = (
            self._text(parts.part, field.key, field, values[field.key])
            for field in self._told(parts)
            if not _is_blank(values.get(field.key))
        )
        return " · ".join(said) or NOTHING

    def _text(self, row: type[Row], key: str, field: Field | None, value: Any) -> str:
        if value in EMPTY:
            return NOTHING
        if isinstance(value, list):
            return "; ".join(self._one(row, key, field, one) for one in value)
        return self._one(row, key, field, value)

    def _one(self, row: type[Row], key: str, field: Field | None, value: Any) -> str:
        terms = _terms(row, key)
        if terms is not None:
            return next((self.language.text(term.label) for term in terms if term.value == value), str(value))
        match field:
            case Link():
                return self.caption(field.target, value)
            case Day():
                return self.language.day(dt.date.fromisoformat(value))
            case Number():
                return field.format(value if isinstance(value, int) else Decimal(value), self.language)
            case None:
                english = self.record_type.by_key.get(f"{value}_en") if key == _MARKS else None
                return self.language.text(english.label) if english else str(value)
            case _:
                return field.format_one(value, self.language)


def _is_blank(value: Any) -> bool:
    return value in EMPTY or value is False


def _terms(row: type[Row], key: str) -> Any:
    """The closed list of a column, None where it has none or no longer is there."""
    column: Any = row.__table__.columns.get(key)
    return None if column is None else column.info.get("terms") or getattr(column.type, "enum_class", None)
