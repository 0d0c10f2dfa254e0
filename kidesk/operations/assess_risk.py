"""Assess risks: what an assessment begins with, how an agreement stands, and a new version of the questions."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect, select

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.records.agreement import Agreement
from kidesk.records.fields import Parts
from kidesk.records.record import BOOKKEEPING, Record
from kidesk.records.record_type import RecordType
from kidesk.records.risk_assessment import RiskAssessment
from kidesk.records.risk_guideline import RiskGuideline
from kidesk.store.store import Store

NEW_VERSION = N_("Made a new version of {type}")
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


@dataclass(frozen=True)
class Standing:
    """How an agreement stands: the assessment that holds, the latest first of those still open."""

    in_effect: RiskAssessment | None
    open: tuple[RiskAssessment, ...]


def standing(store: Store, agreement: int) -> Standing:
    """The assessments of an agreement that matter now."""
    wanted = select(RiskAssessment).where(RiskAssessment.agreement_id == agreement)
    found = store.rows(wanted.order_by(RiskAssessment.id.desc()))
    concluded = [one for one in found if not one.is_open]
    return Standing(
        max(concluded, key=lambda one: (one.decided_on or dt.date.min, one.id), default=None),
        tuple(one for one in found if one.is_open),
    )


def proposed(store: Store, agreement: int, today: dt.date) -> dict[str, Any]:
    """The values that a new assessment of an agreement begins with, by field.

    The questions are those that are the newest; the assessment before is the one that holds for the agreement or,
    where it has none, for the one it renews. Raises KideskError where there is no such agreement or no questions.
    """
    row = store.get(Agreement, agreement)
    if row is None:
        raise gone(agreement)
    guideline = newest_guideline(store, today)
    if guideline is None:
        raise KideskError(
            N_("There are no risk questions yet. Nothing was added; add a version of the questions first.")
        )
    previous = standing(store, agreement).in_effect
    if previous is None and row.renews_id is not None:
        previous = standing(store, row.renews_id).in_effect
    return {
        "agreement_id": agreement,
        "guideline_id": guideline.id,
        "previous_id": previous.id if previous else None,
        "assessed_on": today,
    }


def newest_guideline(store: Store, today: dt.date) -> RiskGuideline | None:
    """The version of the questions to be used: of those valid by now the latest, else the one added last."""
    valid = [one for one in store.all(RiskGuideline) if one.valid_from is None or one.valid_from <= today]
    return max(valid, key=lambda one: (one.valid_from or dt.date.min, one.id), default=None)


def new_version(store: Store, record_type: RecordType, number: int, today: dt.date) -> int:
    """Copies a record with an `edition` and its parts to the next version, in one step; returns the copy's id.

    The copy is valid from `today`. Raises KideskError where there is no such record.
    """
    with store.change(NEW_VERSION, record_type.key) as session:
        row: Record | None = session.get(record_type.record, number)
        if row is None:
            raise gone(number)
        taken = set(session.scalars(select(record_type.record.edition)))  # type: ignore[attr-defined]
        copy = _copied(row)
        for field in record_type.fields:
            if isinstance(field, Parts):
                setattr(copy, field.key, [_copied(part) for part in field.read(row)])
        copy.valid_from = today
        copy.edition = _next_edition(row.edition, taken)  # type: ignore[attr-defined]
        session.add(copy)
        session.flush()
        return int(copy.id)


def _copied(row: Any) -> Any:
    """A new row with the same values, which belongs to nobody yet."""
    mapper = inspect(type(row))
    columns = (one for one in mapper.column_attrs if one.key not in BOOKKEEPING and not one.columns[0].foreign_keys)
    values = {one.key: getattr(row, one.key) for one in columns}
    return type(row)(**{key: list(value) if isinstance(value, list) else value for key, value in values.items()})


def _next_edition(edition: str, taken: set[str]) -> str:
    """The edition with its last number raised until nobody has it; one without a number gets a 2."""
    while edition in taken:
        raised = _LAST_NUMBER.sub(lambda found: str(int(found[0]) + 1), edition, count=1)
        edition = raised if raised != edition else f"{edition} 2"
    return edition
