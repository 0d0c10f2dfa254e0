"""Assess an activity: set its colour and comments for one quarter."""

from __future__ import annotations

from dataclasses import dataclass

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.records import clock
from kidesk.records.plan_item import Assessment, PlanItem
from kidesk.records.quarter import Colour, Quarter, QuarterStatus, RedReason
from kidesk.store.store import Store

ASSESSED = N_("Assessed an activity")


@dataclass(frozen=True)
class Judgement:
    """What a person decided about an activity in a quarter."""

    colour: Colour
    comment_sv: str = ""
    comment_en: str = ""
    reason: RedReason = RedReason.NONE


def assess(store: Store, item: int, quarter: int, judgement: Judgement) -> None:
    """Sets the assessment of one quarter and leaves all others as they are.

    Raises KideskError where the quarter is sealed or something is missing.
    """
    with store.change(ASSESSED, "plan-items") as session:
        row, period = session.get(PlanItem, item), session.get(Quarter, quarter)
        if row is None or period is None:
            raise gone(item if row is None else quarter)
        if period.status == QuarterStatus.SEALED:
            raise KideskError(
                N_("The quarter {name} is sealed. Nothing was changed; reopen it with a reason first."),
                name=period.name,
            )
        write(row, period, judgement, store.who)


def write(item: PlanItem, quarter: Quarter, judgement: Judgement, who: str) -> None:
    """Puts a judgement on an activity that is being changed."""
    assessment = next((one for one in item.assessments if one.quarter_id == quarter.id), None)
    if assessment is None:
        assessment = Assessment(quarter=quarter, quarter_id=quarter.id)
        item.assessments.append(assessment)
    assessment.colour, assessment.reason = judgement.colour, judgement.reason
    assessment.comment_sv, assessment.comment_en = judgement.comment_sv, judgement.comment_en
    assessment.assessed_by, assessment.assessed_on = who, clock.today()
