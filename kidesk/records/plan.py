"""Plan: a strategy, an action plan or an operational plan, with its levels, budget and document control."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records.document_edition import DocumentEdition, DocumentKind, Editions
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Link, Number, Text
from kidesk.records.plan_text import PlanText, Texts
from kidesk.records.record import (
    CHANGED_SINCE_TRANSLATED,
    Record,
    Translated,
    bilingual,
    has_outdated,
    line,
    link,
    prose,
)
from kidesk.records.record_type import Caption, RecordType, Section, View
from kidesk.records.rules import named
from kidesk.records.term import Term


class PlanKind(Term):
    """What kind of plan this is; it decides the names of the levels."""

    STRATEGY = "strategy", N_("Strategy")
    ACTION_PLAN = "action-plan", N_("Action plan")
    OPERATIONAL_PLAN = "operational-plan", N_("Operational plan")


class PlanLevel(Term):
    """The levels of all kinds of plan."""

    GOAL = "goal", N_("Goal")
    STRATEGY = "strategy", N_("Strategy")
    ACTION = "action", N_("Action")
    INSIGHT = "insight", N_("Insight")
    FOCUS_AREA = "focus-area", N_("Focus area")
    ACTIVITY = "activity", N_("Activity")
    HEADING = "heading", N_("Heading")
    COMMITMENT = "commitment", N_("Commitment")


LEVELS: dict[PlanKind, tuple[PlanLevel, ...]] = {
    PlanKind.STRATEGY: (PlanLevel.GOAL, PlanLevel.STRATEGY, PlanLevel.ACTION),
    PlanKind.ACTION_PLAN: (PlanLevel.INSIGHT, PlanLevel.FOCUS_AREA, PlanLevel.ACTIVITY),
    PlanKind.OPERATIONAL_PLAN: (PlanLevel.HEADING, PlanLevel.COMMITMENT),
}

# The documents that each kind of plan is printed as, with editions and prose of their own.
DOCUMENTS: dict[PlanKind, tuple[DocumentKind, ...]] = {
    PlanKind.STRATEGY: (DocumentKind.STRATEGY_OVERVIEW,),
    PlanKind.ACTION_PLAN: (DocumentKind.FINAL_REPORT,),
    PlanKind.OPERATIONAL_PLAN: (DocumentKind.OPERATIONAL_PLAN,),
}


class Plan(Translated, Record):
    """A plan. The budget is in `currency` (ISO 4217) for the plan's years together.

    `copied_from` is the plan that it was copied from, usually the year before's.
    """

    __tablename__ = "plan"

    kind: Mapped[PlanKind] = mapped_column(default=PlanKind.ACTION_PLAN)
    title_sv: Mapped[str] = line(300)
    title_en: Mapped[str] = line(300)
    first_year: Mapped[int | None]
    last_year: Mapped[int | None]
    budget: Mapped[Decimal | None]
    currency: Mapped[str] = line(3)
    notes: Mapped[str] = prose()
    copied_from_id: Mapped[int | None] = link("plan")

    copied_from: Mapped[Plan | None] = relationship(foreign_keys=[copied_from_id], remote_side="Plan.id")
    editions: Mapped[list[DocumentEdition]] = relationship(cascade="all, delete-orphan", order_by="DocumentEdition.id")
    texts: Mapped[list[PlanText]] = relationship(
        cascade="all, delete-orphan", order_by="PlanText.position, PlanText.id"
    )

    def caption(self, code: str) -> str:
        return bilingual(self, "title", code)


def _problems(plan: Plan) -> Iterator[Problem]:
    yield from named(plan, "title", N_("Give the plan a title in at least one language."))
    if plan.first_year and plan.last_year and plan.last_year < plan.first_year:
        yield Problem("last_year", N_("The last year lies before the first."))
    if plan.budget is not None and not plan.currency:
        yield Problem("currency", N_("Say which currency the budget is in, such as SEK."))


PLANS = RecordType(
    Plan,
    key="plans",
    one=N_("Plan"),
    many=N_("Plans"),
    new=N_("New plan"),
    empty=N_("No plans yet"),
    sections=(
        Section(
            N_("Plan"),
            (
                Caption(Plan, N_("Name")),
                Choice(Plan.kind, N_("Kind")),
                Text(Plan.title_sv, N_("Title in Swedish")),
                Text(Plan.title_en, N_("Title in English")),
                Number(Plan.first_year, N_("First year"), limits=(1900, 2200), grouped=False),
                Number(Plan.last_year, N_("Last year"), limits=(1900, 2200), grouped=False),
                Number(Plan.budget, N_("Budget")),
                Text(Plan.currency, N_("Currency")),
                Link(Plan.copied_from_id, Plan.copied_from, N_("Copied from")),
                Text(Plan.notes, N_("Notes")),
            ),
        ),
        Section(
            N_("Document control"),
            (Editions(Plan.editions, N_("Document editions")),),
        ),
        Section(
            N_("Texts"),
            (Texts(Plan.texts, N_("Texts of the documents")),),
        ),
    ),
    columns=("name", "kind", "first_year", "last_year"),
    views=(
        View("all", N_("All")),
        View("outdated", CHANGED_SINCE_TRANSLATED, lambda day: has_outdated(Plan, PlanText)),
    ),
    problems=_problems,
)
