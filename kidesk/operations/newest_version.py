"""Versions in use: the newest one valid on a day, and how many records keep to one."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kidesk.records.agreement import Agreement
from kidesk.records.decision_route import DecisionRoute
from kidesk.records.edition import Edition
from kidesk.records.risk_assessment import RiskAssessment
from kidesk.records.risk_guideline import RiskGuideline
from kidesk.store.store import Store

V = TypeVar("V", bound=Edition)
_KEPT_IN = {DecisionRoute: Agreement.route_id, RiskGuideline: RiskAssessment.guideline_id}


def newest(session: Session, record: type[V], on: dt.date) -> V | None:
    """The version that is valid on a day: the one valid since latest, of several the one entered last.

    A version without a first day has always been valid, and so comes after those with one.
    """
    is_valid = or_(record.valid_from.is_(None), record.valid_from <= on)
    order = (record.valid_from.desc().nulls_last(), record.id.desc())
    return session.scalars(select(record).where(is_valid).order_by(*order).limit(1)).first()


def followers(store: Store, version: Edition) -> int:
    """How many agreements follow a version of the decision routes, or assessments one of the risk questions."""
    kept_in = _KEPT_IN[type(version)]
    with store.read() as session:
        return session.scalar(select(func.count()).where(kept_in == version.id)) or 0
