"""Plan item: one row of a plan's tree, with its unit roles, evidence and quarterly assessments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import UniqueConstraint, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records.agreement import Agreement
from kidesk.records.ambassador import Ambassador
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Day, Link, Number, Parts, Text
from kidesk.records.membership import Membership
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.plan import LEVELS, Plan, PlanLevel
from kidesk.records.quarter import Colour, Period, Quarter, QuarterStatus, RedReason
from kidesk.records.record import Part, Record, Row, bilingual, line, link, needed_link, owner, prose, strings
from kidesk.records.record_type import Caption, RecordType, Section, View
from kidesk.records.rules import comes_back, in_order, named, web_address
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


class Evidence(Part):
    """What shows that something happens: a record or a link, for one quarter or for all."""

    __tablename__ = "evidence"
    item_id: Mapped[int] = owner("plan_item")
    quarter_id: Mapped[int | None] = link("quarter")
    agreement_id: Mapped[int | None] = link("agreement")
    ambassador_id: Mapped[int | None] = link("ambassador")
    interaction_id: Mapped[int | None] = link("interaction")
    membership_id: Mapped[int | None] = link("membership")
    other_item_id: Mapped[int | None] = link("plan_item")
    link: Mapped[str] = line(500)
    note: Mapped[str] = line(500)

    quarter: Mapped[Quarter | None] = relationship()
    agreement: Mapped[Agreement | None] = relationship()
    ambassador: Mapped[Ambassador | None] = relationship()
    interaction = relationship("Interaction")
    membership: Mapped[Membership | None] = relationship()
    other_item: Mapped[PlanItem | None] = relationship(foreign_keys=[other_item_id])


class Assessment(Part):
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


class PlanItem(Record):
    """A goal, insight, focus area, activity, heading or commitment. `position` orders it among its siblings."""

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
    lifecycle: Mapped[Lifecycle] = mapped_column(default=Lifecycle.NOT_STARTED)
    handed_over_to: Mapped[str] = line(300)
    expected_year: Mapped[int | None]
    start_on: Mapped[dt.date | None]
    end_on: Mapped[dt.date | None]
    due_quarters: Mapped[list[str]] = strings()
    notes: Mapped[str] = prose()

    plan: Mapped[Plan] = relationship()
    parent: Mapped[PlanItem | None] = relationship(foreign_keys=[parent_id], remote_side="PlanItem.id")
    contact: Mapped[Person | None] = relationship()
    units: Mapped[list[ItemUnit]] = relationship(cascade=_OWNED, order_by="ItemUnit.id")
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


def _problems(item: PlanItem) -> Iterator[Problem]:
    yield from named(item, "title", N_("Give the item a title in at least one language."))
    yield from in_order(item, "start_on", "end_on")
    if item.plan is not None and item.level not in LEVELS[item.plan.kind]:
        yield Problem("level", N_("This level does not belong to this kind of plan."))
    if item.parent is not None:
        yield from _parent_problems(item, item.parent)
    if not all(Period.is_named(name) for name in item.due_quarters or ()):
        yield Problem("due_quarters", N_("A quarter is written as 2024-Q4."))
    quarters = [one.quarter_id for one in item.assessments if one.quarter_id is not None]
    if len(set(quarters)) < len(quarters):
        yield Problem("assessments", N_("An activity has one assessment a quarter; one quarter stands here twice."))
    if any(quarter.status == QuarterStatus.SEALED for quarter in _reassessed(item)):
        yield Problem("assessments", N_("The assessments of a sealed quarter stay as they are; reopen it first."))
    for evidence in item.evidence:
        for problem in web_address(evidence, "link"):
            yield Problem("evidence", problem.message)


def _reassessed(item: PlanItem) -> Iterator[Quarter]:
    """The quarters in which an assessment is added, changed or taken away by what is about to be saved."""
    changes = inspect(item).attrs.assessments.history
    changed = [one for one in changes.unchanged or () if inspect(one).modified]
    for assessment in [*(changes.added or ()), *(changes.deleted or ()), *changed]:
        before = inspect(assessment).attrs.quarter.history.deleted or ()
        yield from (one for one in (assessment.quarter, *before) if one is not None)


def _parent_problems(item: PlanItem, parent: PlanItem) -> Iterator[Problem]:
    if comes_back(item, "parent"):
        yield Problem("parent_id", N_("An item cannot stand under itself."))
    elif parent.plan_id != item.plan_id:
        yield Problem("parent_id", N_("The item above belongs to another plan."))


PLAN_ITEMS = RecordType(
    PlanItem,
    key="plan-items",
    one=N_("Plan item"),
    many=N_("Plan items"),
    new=N_("New plan item"),
    empty=N_("No plan items yet"),
    sections=(
        Section(
            N_("Plan item"),
            (
                Caption(PlanItem, N_("Name")),
                Link(PlanItem.plan_id, PlanItem.plan, N_("Plan")),
                Link(PlanItem.parent_id, PlanItem.parent, N_("Stands under")),
                Choice(PlanItem.level, N_("Level")),
                Text(PlanItem.code, N_("Code")),
                Number(PlanItem.position, N_("Position"), limits=(0, 100_000)),
                Text(PlanItem.title_sv, N_("Title in Swedish")),
                Text(PlanItem.title_en, N_("Title in English")),
                Choice(PlanItem.lifecycle, N_("Progress")),
                Text(PlanItem.handed_over_to, N_("Handed over to")),
                Link(PlanItem.contact_id, PlanItem.contact, N_("Contact")),
                Number(PlanItem.expected_year, N_("Expected year"), limits=(1900, 2200), grouped=False),
                Day(PlanItem.start_on, N_("Start")),
                Day(PlanItem.end_on, N_("End")),
                Text(
                    PlanItem.due_quarters,
                    N_("Due in quarters"),
                    N_("Such as 2024-Q4; separate several with a semicolon."),
                ),
            ),
        ),
        Section(
            N_("Units and origin"),
            (
                Parts(
                    PlanItem.units,
                    N_("Units"),
                    (
                        Link(ItemUnit.unit_id, ItemUnit.unit, N_("Unit")),
                        Choice(ItemUnit.role, N_("Role")),
                        Link(ItemUnit.counterpart_id, ItemUnit.counterpart, N_("Counterpart")),
                    ),
                ),
                Text(PlanItem.origin_document, N_("Origin: document")),
                Number(PlanItem.origin_page, N_("Origin: page"), limits=(1, 10_000), grouped=False),
                Number(PlanItem.prioritised_year, N_("Prioritised in"), limits=(1900, 2200), grouped=False),
                Text(PlanItem.prioritised_source, N_("Prioritised by")),
                Text(PlanItem.notes, N_("Notes")),
            ),
        ),
        Section(
            N_("Assessments and evidence"),
            (
                Parts(
                    PlanItem.assessments,
                    N_("Assessments"),
                    (
                        Link(Assessment.quarter_id, Assessment.quarter, N_("Quarter")),
                        Choice(Assessment.colour, N_("Colour")),
                        Text(Assessment.comment_sv, N_("Comment in Swedish")),
                        Text(Assessment.comment_en, N_("Comment in English")),
                        Choice(Assessment.reason, N_("Reason if red")),
                        Text(Assessment.assessed_by, N_("Assessed by")),
                        Day(Assessment.assessed_on, N_("Assessed on")),
                    ),
                ),
                Parts(
                    PlanItem.evidence,
                    N_("Evidence"),
                    (
                        Link(Evidence.quarter_id, Evidence.quarter, N_("Quarter")),
                        Link(Evidence.agreement_id, Evidence.agreement, N_("Agreement")),
                        Link(Evidence.ambassador_id, Evidence.ambassador, N_("Ambassador")),
                        Link(Evidence.interaction_id, Evidence.interaction, N_("Interaction")),
                        Link(Evidence.membership_id, Evidence.membership, N_("Membership")),
                        Link(Evidence.other_item_id, Evidence.other_item, N_("Plan item")),
                        Text(Evidence.link, N_("Link")),
                        Text(Evidence.note, N_("Note")),
                    ),
                ),
            ),
        ),
    ),
    columns=("name", "level", "lifecycle"),
    badge="lifecycle",
    views=(
        View("all", N_("All")),
        View("activities", N_("Activities"), lambda day: PlanItem.level == PlanLevel.ACTIVITY),
    ),
    problems=_problems,
)
