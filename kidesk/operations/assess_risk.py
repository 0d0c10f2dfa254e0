"""Assess risks: what an assessment begins with, and how an agreement stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.operations.newest_version import newest
from kidesk.records.agreement import Agreement
from kidesk.records.risk_assessment import RiskAssessment
from kidesk.records.risk_guideline import RiskGuideline
from kidesk.store.store import Store


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
    with store.read() as session:
        guideline = newest(session, RiskGuideline, today)
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
