"""Follow a decision route: an agreement takes the newest version that is valid, and keeps it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from kidesk.operations.newest_version import newest
from kidesk.records.agreement import Agreement
from kidesk.records.decision_route import DecisionRoute


def follow_newest_route(session: Session, agreement: Agreement, on: dt.date) -> None:
    """Gives an agreement without a decision route the newest version that is valid on the day.

    It keeps that version: who was to decide does not change because the table did (DOMAIN, Decision route).
    """
    if agreement.route is not None:
        return
    agreement.route = newest(session, DecisionRoute, on)
