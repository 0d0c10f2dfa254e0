"""Who owes what in a quarter: the units with activities of their own, what they were asked and what they answered."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.records.organisation import Organisation
from kidesk.records.owner_request import RequestState, request_state
from kidesk.records.plan import LEVELS, Plan
from kidesk.records.plan_item import ItemUnit, Lifecycle, PlanItem, UnitRole, colour_in
from kidesk.records.quarter import Colour, OwnerRequest, Period, Quarter, QuarterStatus
from kidesk.store.seals import IS_SEALED
from kidesk.store.store import Store

_OWNING = (UnitRole.RESPONSIBLE, UnitRole.SHARED)
_LEFT = (Lifecycle.DROPPED, Lifecycle.HANDED_OVER)
_READ = ("plan", "units", "assessments")


@dataclass(frozen=True)
class Owed:
    """A unit in a quarter: how many activities are its own, how many of them are not assessed, and what it was asked.

    The days are None, and `answered_by` is empty, where there is nothing to tell.
    """

    unit: int
    sv: str
    en: str
    activities: int
    unassessed: int
    state: RequestState
    asked_on: dt.date | None = None
    due_on: dt.date | None = None
    answered_on: dt.date | None = None
    answered_by: str = ""

    def caption(self, code: str) -> str:
        """What the unit is called in the language of `code`."""
        return self.sv if code == "sv" else self.en

    def days_late(self, today: dt.date) -> int:
        """For how many days the answer has been overdue."""
        is_late = self.state == RequestState.OVERDUE and self.due_on is not None
        return (today - self.due_on).days if is_late and self.due_on is not None else 0


def owed(store: Store, period: Period, today: dt.date) -> tuple[Owed, ...]:
    """The units that own activities in a quarter or were asked about it, in Swedish order."""
    own = own_activities(store, period)
    asked = {request.unit_id: request for request in requests(store, period)}
    wanted = select(Organisation).where(Organisation.id.in_({*own, *asked})).order_by(Organisation.order_key)
    with store.read() as session:
        units = list(session.scalars(wanted))
    return tuple(_owed(unit, own.get(unit.id, ()), asked.get(unit.id), period, today) for unit in units)


def _owed(
    unit: Organisation, items: Sequence[PlanItem], request: OwnerRequest | None, period: Period, today: dt.date
) -> Owed:
    unassessed = sum(colour_in(item, period.name) == Colour.NOT_ASSESSED for item in items)
    told = {} if request is None else {key: getattr(request, key) for key in ("asked_on", "due_on", "answered_on")}
    return Owed(
        unit.id,
        unit.caption("sv"),
        unit.caption("en"),
        len(items),
        unassessed,
        request_state(request, today),
        **told,
        answered_by=request.answered_by if request is not None else "",
    )


def own_activities(store: Store, period: Period) -> Mapping[int, list[PlanItem]]:
    """The activities that units are responsible for, alone or together, in their order, by the units' ids.

    They are the items of the last level of plans that have begun and of which no later copy has, those dropped or
    handed over left out. Of their parts and links, units, assessments and plan can be read.
    """
    followed = _followed(store.all(Plan), period)
    has_owner = PlanItem.id.in_(select(ItemUnit.item_id).where(ItemUnit.role.in_(_OWNING)))
    items = store.rows(select(PlanItem).where(has_owner, PlanItem.lifecycle.not_in(_LEFT)), only=_READ)
    found: dict[int, list[PlanItem]] = defaultdict(list)
    for item in sorted(items, key=lambda item: (item.plan_id, item.order_text(), item.position, item.id)):
        if item.plan_id in followed and item.level == LEVELS[item.plan.kind][-1]:
            for unit in dict.fromkeys(one.unit_id for one in item.units if one.role in _OWNING):
                found[unit].append(item)
    return found


def _followed(plans: Sequence[Plan], period: Period) -> set[int]:
    """A plan is followed up after its last year as well, until the plan that was made from it takes over."""
    begun = [plan for plan in plans if plan.first_year is None or plan.first_year <= period.year]
    return {plan.id for plan in begun} - {plan.copied_from_id for plan in begun}


def requests(store: Store, period: Period) -> list[OwnerRequest]:
    """The requests of a quarter; none where the quarter is not in the register."""
    quarters = store.rows(select(Quarter).where(Quarter.name == period.name))
    return [request for quarter in quarters for request in quarter.requests]


def open_quarter(session: Session, period: Period) -> Quarter:
    """The quarter, as long as it may be answered about. Raises KideskError where it is sealed or not there."""
    found = session.scalar(select(Quarter).where(Quarter.name == period.name))
    if found is None:
        message = N_("The quarter {name} is not in the register. Nothing was changed; add the quarter first.")
        raise KideskError(message, name=period.name)
    if found.status == QuarterStatus.SEALED:
        raise KideskError(IS_SEALED, name=period.name)
    return found


def request_to(quarter: Quarter, unit: int) -> OwnerRequest | None:
    """The request to a unit in a quarter; a unit is asked once, and asking again begins anew."""
    return next((one for one in quarter.requests if one.unit_id == unit), None)
