"""The family of an agreement: what it stands under, what stands under it, its versions and their amendments."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from kidesk.operations.edit import gone
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_versions import Family, Version, differences
from kidesk.store.store import Store


def family(store: Store, number: int) -> Family:
    """The family of the agreement with the id `number`. Raises KideskError where there is none."""
    with store.read() as session:
        agreement = session.get(Agreement, number)
        if agreement is None:
            raise gone(number)
        line = dict.fromkeys((*_earlier(session, agreement), number, *_later(session, number)))
        children = session.scalars(_under(number)).all()
        wanted = {*line, *children} | ({agreement.parent_id} if agreement.parent_id is not None else set())
    rows = store.page(Agreement, sorted(wanted))
    return Family(
        rows[number],
        rows.get(agreement.parent_id) if agreement.parent_id is not None else None,
        tuple(rows[one] for one in children),
        tuple(_version(rows[one], rows) for one in line),
    )


def _under(number: int) -> Select[int]:
    return select(Agreement.id).where(Agreement.parent_id == number).order_by(Agreement.order_key, Agreement.id)


def _earlier(session: Session, agreement: Agreement) -> list[int]:
    """What it renews, the oldest first; a ring that an import may have made is gone round once."""
    found: list[int] = []
    above = agreement.renews_id
    while above is not None and above not in (*found, agreement.id):
        found.insert(0, above)
        above = session.scalar(select(Agreement.renews_id).where(Agreement.id == above))
    return found


def _later(session: Session, number: int) -> list[int]:
    """What renews it, and what renews that; of several renewals of one agreement the first entered comes first."""
    found: list[int] = []
    fresh = [number]
    while fresh:
        wanted = select(Agreement.id).where(Agreement.renews_id.in_(fresh)).order_by(Agreement.id)
        fresh = [one for one in session.scalars(wanted) if one not in (*found, number)]
        found += fresh
    return found


def _version(agreement: Agreement, rows: dict[int, Agreement]) -> Version:
    old = rows.get(agreement.renews_id) if agreement.renews_id is not None else None
    return Version(agreement, differences(old, agreement) if old is not None else ())
