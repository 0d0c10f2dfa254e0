"""Plan item: its rules, and how lists, forms and details show it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import inspect

from kidesk.i18n import N_
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Day, Link, Number, Parts, Text
from kidesk.records.plan import LEVELS, PlanLevel
from kidesk.records.plan_item import Assessment, Evidence, ItemLink, ItemUnit, PlanItem
from kidesk.records.quarter import Period, Quarter, QuarterStatus
from kidesk.records.record import CHANGED_SINCE_TRANSLATED, has_outdated
from kidesk.records.record_type import Caption, RecordType, Section, View
from kidesk.records.rules import comes_back, in_order, named, web_address


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
                Text(PlanItem.coordinator, N_("Followed up by")),
                Number(PlanItem.budget, N_("Budget")),
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
                Parts(
                    PlanItem.links,
                    N_("Links between plans"),
                    (
                        Choice(ItemLink.kind, N_("Kind")),
                        Link(ItemLink.target_id, ItemLink.target, N_("Plan item")),
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
                        Link(Evidence.indicator_id, Evidence.indicator, N_("Indicator")),
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
        View("outdated", CHANGED_SINCE_TRANSLATED, lambda day: has_outdated(PlanItem, Assessment)),
    ),
    problems=_problems,
)
