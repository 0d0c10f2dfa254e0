"""Assessment rules: what an assessment lacks, which came before it, what shows it, and whose an activity is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kidesk.i18n import N_, Language, fold
from kidesk.records.plan_item import Assessment, Evidence, PlanItem
from kidesk.records.quarter import Colour, Period, RedReason
from kidesk.records.record import Record


@dataclass(frozen=True)
class Lack:
    """What a red activity lacks before its quarter can be sealed (DOMAIN, Assessment); false where it is nothing."""

    comment: bool = False
    reason: bool = False

    def __bool__(self) -> bool:
        return self.comment or self.reason

    def said(self, language: Language) -> str:
        """What is missing; nothing for nothing."""
        if self.comment and self.reason:
            return language.text(N_("comment and reason"))
        if self.comment or self.reason:
            return language.text(N_("comment")) if self.comment else language.text(N_("reason"))
        return ""


def lack(colour: Colour, comments: Iterable[str], reason: RedReason) -> Lack:
    """What an assessment with this colour, these comments and this reason lacks."""
    if colour != Colour.RED:
        return Lack()
    return Lack(not any(comment.strip() for comment in comments), reason == RedReason.NONE)


def assessment_before(item: PlanItem, period: Period) -> Assessment | None:
    """The item's latest assessment of an earlier quarter in which it was given a colour."""
    earlier = [
        one for one in item.assessments if one.quarter.name < period.name and one.colour != Colour.NOT_ASSESSED
    ]
    return max(earlier, key=lambda one: one.quarter.name, default=None)


def evidence_in(item: PlanItem, quarter: int | None) -> list[Evidence]:
    """What shows how an item stands in the quarter with this id: what is of that quarter, and what is of all."""
    return [one for one in item.evidence if one.quarter_id is None or one.quarter_id == quarter]


def shown_by(evidence: Evidence) -> Record | None:
    """The record that is the evidence; None where it is a link or a note."""
    found: tuple[Record | None, ...] = (
        evidence.agreement,
        evidence.ambassador,
        evidence.interaction,
        evidence.membership,
        evidence.indicator,
        evidence.other_item,
    )
    return next((one for one in found if one is not None), None)


def is_followed_up_by(item: PlanItem, who: str) -> bool:
    """Whether the person at work called `who` follows an item up, or is its contact."""
    contact = item.contact.caption("sv") if item.contact is not None else ""
    return bool(who.strip()) and fold(who.strip()) in (fold(item.coordinator.strip()), fold(contact))
