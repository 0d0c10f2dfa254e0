"""Plan item: one row of a plan's tree, with its unit roles, evidence and quarterly assessments."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records.agreement import Agreement
from kidesk.records.ambassador import Ambassador
from kidesk.records.indicator import Indicator
from kidesk.records.membership import Membership
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.plan import Plan, PlanLevel
from kidesk.records.quarter import Colour, Period, Quarter, RedReason
from kidesk.records.record import (
    Part,
    Record,
    Row,
    Translated,
    bilingual,
    line,
    link,
    needed_link,
    owner,
    prose,
    strings,
)
from kidesk.records.term import Term, Tone


class UnitRole(Term):
    """What a unit does for a plan item (operational plan 2024)."""

    RESPONSIBLE = "responsible", N_("Responsible")
    SHARED = "shared", N_("Shared with")
    PARTICIPATES = "participates", N_("Participates")
    WITH = "with", N_("Together with")


class Lifecycle(Term):
    """How far the work has come; never derived from a colour, nor a colour from it."""

    NOT_STARTED = "not-started", N_("Not started"), Tone.NONE
    ONGOING = "ongoing", N_("Ongoing"), Tone.INFO
    DONE = "done", N_("Done"), Tone.OK
    DROPPED = "dropped", N_("Dropped"), Tone.NONE
    HANDED_OVER = "handed-over", N_("Handed over"), Tone.NONE


class ItemUnit(Part):
    """A unit's role in a plan item. The counterpart may be empty, as in "shared"."""

    __tablename__ = "item_unit"
    item_id: Mapped[int] = owner("plan_item")
    unit_id: Mapped[int] = needed_link("organisation")
    role: Mapped[UnitRole] = mapped_column(default=UnitRole.RESPONSIBLE)
    counterpart_id: Mapped[int | None] = link("organisation")

    unit: Mapped[Organisation] = relationship(foreign_keys=[unit_id])
    counterpart: Mapped[Organisation | None] = relationship(foreign_keys=[counterpart_id])


class ItemLinkKind(Term):
    """How an item of one plan stands to an item of another."""

    SERVES = "serves", N_("Serves")
    BELONGS_TO = "belongs-to", N_("Belongs to")


class ItemLink(Part):
    """An activity serves a strategy, a commitment belongs to a focus area."""

    __tablename__ = "item_link"
    item_id: Mapped[int] = owner("plan_item")
    kind: Mapped[ItemLinkKind] = mapped_column(default=ItemLinkKind.SERVES)
    target_id: Mapped[int] = needed_link("plan_item")

    target: Mapped[PlanItem] = relationship(foreign_keys=[target_id])


class Evidence(Part):
    """What shows that something happens: a record or a link, for one quarter or for all."""

    __tablename__ = "evidence"
    item_id: Mapped[int] = owner("plan_item")
    quarter_id: Mapped[int | None] = link("quarter")
    agreement_id: Mapped[int | None] = link("agreement")
    ambassador_id: Mapped[int | None] = link("ambassador")
    interaction_id: Mapped[int | None] = link("interaction")
    membership_id: Mapped[int | None] = link("membership")
    indicator_id: Mapped[int | None] = link("indicator")
    other_item_id: Mapped[int | None] = link("plan_item")
    link: Mapped[str] = line(500)
    note: Mapped[str] = line(500)

    quarter: Mapped[Quarter | None] = relationship()
    agreement: Mapped[Agreement | None] = relationship()
    ambassador: Mapped[Ambassador | None] = relationship()
    interaction = relationship("Interaction")
    membership: Mapped[Membership | None] = relationship()
    indicator: Mapped[Indicator | None] = relationship()
    other_item: Mapped[PlanItem | None] = relationship(foreign_keys=[other_item_id])


class Assessment(Translated, Part):
    """An activity's colour in one quarter. The next quarter has one of its own and never changes this one."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("item_id", "quarter_id"), Row.__table_args__)
    item_id: Mapped[int] = owner("plan_item")
    quarter_id: Mapped[int] = needed_link("quarter")
    colour: Mapped[Colour] = mapped_column(default=Colour.NOT_ASSESSED)
    comment_sv: Mapped[str] = prose()
    comment_en: Mapped[str] = prose()
    reason: Mapped[RedReason] = mapped_column(default=RedReason.NONE)
    assessed_by: Mapped[str] = line(200)
    assessed_on: Mapped[dt.date | None]

    quarter: Mapped[Quarter] = relationship()


_OWNED = "all, delete-orphan"


class PlanItem(Translated, Record):
    """A goal, insight, focus area, activity, heading or commitment. `position` orders it among its siblings.

    `coordinator` is the person at work who follows it up, by name; `budget` is in the plan's currency.
    """

    __tablename__ = "plan_item"

    plan_id: Mapped[int] = needed_link("plan")
    parent_id: Mapped[int | None] = link("plan_item")
    level: Mapped[PlanLevel] = mapped_column(default=PlanLevel.ACTIVITY)
    position: Mapped[int] = mapped_column(default=0)
    code: Mapped[str] = line(30)
    title_sv: Mapped[str] = line(1000)
    title_en: Mapped[str] = line(1000)
    origin_document: Mapped[str] = line(300)
    origin_page: Mapped[int | None]
    prioritised_year: Mapped[int | None]
    prioritised_source: Mapped[str] = line(300)
    contact_id: Mapped[int | None] = link("person")
    coordinator: Mapped[str] = line(200)
    budget: Mapped[Decimal | None]
    copied_from_id: Mapped[int | None] = link("plan_item")
    lifecycle: Mapped[Lifecycle] = mapped_column(default=Lifecycle.NOT_STARTED)
    handed_over_to: Mapped[str] = line(300)
    expected_year: Mapped[int | None]
    start_on: Mapped[dt.date | None]
    end_on: Mapped[dt.date | None]
    due_quarters: Mapped[list[str]] = strings()
    notes: Mapped[str] = prose()

    plan: Mapped[Plan] = relationship()
    parent: Mapped[PlanItem | None] = relationship(foreign_keys=[parent_id], remote_side="PlanItem.id")
    copied_from: Mapped[PlanItem | None] = relationship(foreign_keys=[copied_from_id], remote_side="PlanItem.id")
    contact: Mapped[Person | None] = relationship()
    units: Mapped[list[ItemUnit]] = relationship(cascade=_OWNED, order_by="ItemUnit.id")
    links: Mapped[list[ItemLink]] = relationship(
        cascade=_OWNED, order_by="ItemLink.id", foreign_keys=[ItemLink.item_id]
    )
    evidence: Mapped[list[Evidence]] = relationship(
        cascade=_OWNED, order_by="Evidence.id", foreign_keys=[Evidence.item_id]
    )
    assessments: Mapped[list[Assessment]] = relationship(cascade=_OWNED, order_by="Assessment.id")

    def caption(self, code: str) -> str:
        title = bilingual(self, "title", code)
        return f"{self.code} {title}" if self.code else title

    def order_text(self) -> str:
        parts = self.code.split(".")
        if all(part.isdecimal() and part.isascii() for part in parts):
            return ".".join(part.zfill(5) for part in parts)
        return self.caption("sv")


def colour_in(item: PlanItem, quarter: str) -> Colour:
    """The colour of an item in the quarter called `quarter`; not assessed where there is none."""
    found = assessment_in(item, quarter)
    return found.colour if found else Colour.NOT_ASSESSED


def assessment_in(item: PlanItem, quarter: str) -> Assessment | None:
    """The item's assessment in the quarter called `quarter`."""
    return next((one for one in item.assessments if one.quarter.name == quarter), None)


def due_periods(item: PlanItem) -> list[Period]:
    """The quarters in which an item is due; none where it is due in every one."""
    return sorted(Period.named(name) for name in item.due_quarters if Period.is_named(name))


def is_due(item: PlanItem, period: Period) -> bool:
    """Whether an item is due in a quarter: it is in every one unless it names some."""
    due = due_periods(item)
    return not due or period in due
