"""Follow a decision route: an agreement takes the newest version that is valid, and keeps it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kidesk.records.agreement import Agreement
from kidesk.records.decision_route import DecisionRoute
from kidesk.store.store import Store


def follow_newest_route(session: Session, agreement: Agreement, on: dt.date) -> None:
    """Gives an agreement without a decision route the newest version that is valid on the day.

    It keeps that version: who was to decide does not change because the table did (DOMAIN, Decision route). A version
    without a first day has always been valid; of several from one day the one entered last is the newest.
    """
    if agreement.route is not None:
        return
    valid_from = DecisionRoute.valid_from
    newest = (
        select(DecisionRoute)
        .where(or_(valid_from.is_(None), valid_from <= on))
        .order_by(valid_from.is_(None), valid_from.desc(), DecisionRoute.id.desc())
        .limit(1)
    )
    agreement.route = session.scalar(newest)


def followers(store: Store, number: int) -> int:
    """How many agreements follow a version of the decision routes."""
    with store.read() as session:
        return session.scalar(select(func.count(Agreement.id)).where(Agreement.route_id == number)) or 0
