"""Snapshot: the rows that a quarter's reports are made of, as plain values to be sealed, and rows made of those."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm import RelationshipDirection
from sqlalchemy.orm.attributes import set_committed_value

from kidesk.records.agreement import Agreement, Party
from kidesk.records.ambassador import Ambassador
from kidesk.records.document_edition import DocumentEdition
from kidesk.records.indicator import Annotation, Indicator, IndicatorSentence, IndicatorValue
from kidesk.records.organisation import Organisation
from kidesk.records.plan import Plan
from kidesk.records.plan_item import Assessment, Evidence, ItemLink, ItemUnit, PlanItem
from kidesk.records.plan_text import PlanText
from kidesk.records.quarter import Quarter
from kidesk.records.record import BOOKKEEPING, Row
from kidesk.store.history import restored
from kidesk.store.seals import frozen

R = TypeVar("R", bound=Row)

_DATES = ("signed_own_on", "signed_partner_on", "effective_on", "end_on", "is_open_ended", "notice", "notice_unit")
_ENDINGS = ("renewal_mode", "renewals_left", "termination_requested_on", "termination_effective_on")
# What is kept of each row: all that a report says, and of persons nothing.
_KEPT: dict[type[Row], tuple[str, ...]] = {
    Plan: (),
    DocumentEdition: (),
    PlanItem: (),
    PlanText: (),
    ItemUnit: (),
    ItemLink: (),
    Assessment: (),
    Evidence: (),
    Quarter: (),
    Indicator: (),
    IndicatorValue: (),
    Annotation: (),
    IndicatorSentence: (),
    Organisation: ("id", "name_sv", "name_en", "name_local", "abbreviation", "kind", "country"),
    Agreement: ("id", "title_sv", "title_en", "type", "level", "status", "dnr", *_DATES, *_ENDINGS),
    Party: ("id", "agreement_id", "organisation_id", "side", "role"),
    Ambassador: ("id", "stage", "countries"),
}
# A contact is a person, and notes are not for print.
_LEFT: dict[type[Row], set[str]] = {
    PlanItem: {"contact_id", "coordinator", "notes"},
    Plan: {"notes"},
    Quarter: {"notes"},
}


def freeze(records: Iterable[Row]) -> dict[str, list[dict[str, Any]]]:
    """The rows, their parts and the organisations they name, by table, as plain values in the order of their ids."""
    found: dict[type[Row], dict[int, Row]] = defaultdict(dict)
    # Those asked for come first: they are whole, and what points at them may hold a copy without parts.
    waiting = deque(records)
    while waiting:
        row = waiting.popleft()
        if type(row) in _KEPT and row.id not in found[type(row)]:
            found[type(row)][row.id] = row
            waiting += _named(row)
    return {
        kind.__tablename__: [_values(rows[number]) for number in sorted(rows)]
        for kind, rows in sorted(found.items(), key=lambda item: item[0].__tablename__)
        if rows
    }


def _named(row: Row) -> list[Row]:
    """The parts of a row and what it points at, as far as that was read with it."""
    state = inspect(row)
    named: list[Row] = []
    for relationship in state.mapper.relationships:
        value = state.dict.get(relationship.key)
        named += value if isinstance(value, list) else [value] if value is not None else []
    return named


def _values(row: Row) -> dict[str, Any]:
    kind = type(row)
    left = _LEFT.get(kind, set()) | (BOOKKEEPING - {"id"})
    return {key: value for key, value in frozen(row, _KEPT[kind]).items() if key not in left}


@dataclass(frozen=True)
class Thawed:
    """Rows made of a snapshot. They belong to no session; what they point at and own is there where it was kept."""

    rows: Mapping[type[Row], Mapping[int, Row]]

    def all(self, kind: type[R]) -> list[R]:
        """All rows of a class, in the order of their ids."""
        return [row for row in self.rows.get(kind, {}).values() if isinstance(row, kind)]

    def some(self, kind: type[R], numbers: Sequence[int]) -> list[R]:
        """The rows with these ids, in their order."""
        by_id = {row.id: row for row in self.all(kind)}
        return [by_id[number] for number in numbers]


def thaw(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Thawed:
    """The rows of a snapshot; columns that no longer exist are left, new ones have their defaults."""
    rows = {
        kind: {values["id"]: _row(kind, values) for values in tables.get(kind.__tablename__, ())} for kind in _KEPT
    }
    for kind, ones in rows.items():
        for row in ones.values():
            _connect(kind, row, rows)
    return Thawed(rows)


def _row(kind: type[R], values: Mapping[str, Any]) -> R:
    known = {key: restored(kind, key, value) for key, value in values.items() if key in kind.__table__.columns}
    return kind(**known)


def _connect(kind: type[Row], row: Row, rows: Mapping[type[Row], Mapping[int, Row]]) -> None:
    for relationship in inspect(kind).relationships:
        target = relationship.mapper.class_
        if relationship.direction is RelationshipDirection.MANYTOONE:
            (column,) = relationship.local_columns
            number = getattr(row, inspect(kind).get_property_by_column(column).key)
            set_committed_value(row, relationship.key, rows.get(target, {}).get(number))
        elif target in rows:
            (column,) = relationship.remote_side
            key = inspect(target).get_property_by_column(column).key
            owned = [one for one in rows[target].values() if getattr(one, key) == row.id]
            set_committed_value(row, relationship.key, owned)
