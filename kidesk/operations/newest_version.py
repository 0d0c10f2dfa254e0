"""The newest version of what is kept in editions that is valid on a day."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kidesk.records.decision_route import DecisionRoute
from kidesk.records.risk_guideline import RiskGuideline

V = TypeVar("V", DecisionRoute, RiskGuideline)


def newest(session: Session, record: type[V], on: dt.date) -> V | None:
    """The version that is valid on a day: the one valid since latest, of several the one entered last.

    A version without a first day has always been valid, and so comes after those with one.
    """
    is_valid = or_(record.valid_from.is_(None), record.valid_from <= on)
    order = (record.valid_from.desc().nulls_last(), record.id.desc())
    return session.scalars(select(record).where(is_valid).order_by(*order).limit(1)).first()
