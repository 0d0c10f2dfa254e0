"""The orders that lists of agreements can stand in, besides those of their columns."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, case, func, select

from kidesk.records.agreement import Agreement, Party
from kidesk.records.agreement_terms import AgreementStatus, Side
from kidesk.records.organisation import Organisation


def order_by_status() -> ColumnElement[int]:
    """From idea to closed, as the statuses are told."""
    return case({status: rank for rank, status in enumerate(AgreementStatus)}, value=Agreement.status)


def order_by_end() -> ColumnElement[dt.date | None]:
    """The day the agreement stops, as `agreement_rules.ends_on` says."""
    agreed = case((Agreement.is_open_ended.is_(False), Agreement.end_on))
    return func.coalesce(Agreement.termination_effective_on, agreed)


def order_by_partner() -> ColumnElement[str]:
    """The first partner's sort key."""
    return (
        select(func.min(Organisation.order_key))
        .join(Party, Party.organisation_id == Organisation.id)
        .where(Party.agreement_id == Agreement.id, Party.side == Side.PARTNER)
        .scalar_subquery()
    )
