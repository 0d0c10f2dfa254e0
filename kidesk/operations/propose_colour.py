"""Propose colours for a plan's activities in a quarter; nothing is written, a person decides."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from kidesk.records.agreement import Agreement
from kidesk.records.ambassador import Ambassador
from kidesk.records.colour_proposal import Proposal, propose_colour
from kidesk.records.indicator import Indicator
from kidesk.records.interaction import Interaction
from kidesk.records.membership import Membership
from kidesk.records.plan import LEVELS, Plan
from kidesk.records.plan_item import Assessment, Evidence, PlanItem
from kidesk.records.quarter import Period
from kidesk.store.store import Store


def propose(store: Store, plan_id: int, period: Period, today: dt.date) -> dict[int, Proposal]:
    """The proposals for all activities of a plan in a quarter, by item; none where there is no such plan.

    The number of queries does not grow with the plan. A sealed quarter is proposed for like any other, from what the
    register knows today.
    """
    with store.read() as session:
        plan = session.get(Plan, plan_id)
        if plan is None:
            return {}
        items = list(session.scalars(_activities(plan)))
        contacts = _contacts(session, plan_id)
        return {item.id: propose_colour(item, contacts[item.id], period, today) for item in items}


def _activities(plan: Plan) -> Select[Any]:
    level = LEVELS[plan.kind][-1]
    return select(PlanItem).where(PlanItem.plan_id == plan.id, PlanItem.level == level).options(*_evidence())


def _evidence() -> Any:
    """The evidence with all that its signs are read from."""
    evidence = selectinload(PlanItem.evidence)
    return (
        evidence.selectinload(Evidence.quarter),
        evidence.selectinload(Evidence.agreement).selectinload(Agreement.status_changes),
        evidence.selectinload(Evidence.ambassador).options(
            selectinload(Ambassador.person), selectinload(Ambassador.stages), selectinload(Ambassador.engagements)
        ),
        evidence.selectinload(Evidence.interaction),
        evidence.selectinload(Evidence.membership).selectinload(Membership.organisation),
        evidence.selectinload(Evidence.indicator).selectinload(Indicator.values),
        evidence.selectinload(Evidence.other_item).selectinload(PlanItem.assessments).selectinload(Assessment.quarter),
    )


def _contacts(session: Session, plan_id: int) -> dict[int, list[Interaction]]:
    """The interactions that name an item of the plan, by item."""
    wanted = select(Interaction).join(PlanItem, PlanItem.id == Interaction.plan_item_id)
    found: dict[int, list[Interaction]] = defaultdict(list)
    for one in session.scalars(wanted.where(PlanItem.plan_id == plan_id).order_by(Interaction.id)):
        found[one.plan_item_id or 0].append(one)
    return found
