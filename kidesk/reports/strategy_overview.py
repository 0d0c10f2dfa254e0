"""Strategy overview: each action of a strategy with what in the other plans serves it, and how that stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kidesk.i18n import N_, Language
from kidesk.records.document_edition import DocumentEdition
from kidesk.records.plan import LEVELS, Plan, PlanKind
from kidesk.records.plan_item import ItemLinkKind, Lifecycle, PlanItem, assessment_in, colour_in
from kidesk.records.plan_text import Chapter, PlanText
from kidesk.records.quarter import Colour, Period, distribution
from kidesk.records.unit_roles import roles_said
from kidesk.reports.activity_status import TONES, legend
from kidesk.reports.content import (
    Badge,
    Bar,
    Block,
    Cell,
    Chart,
    Column,
    Contents,
    Distribution,
    Document,
    Group,
    Heading,
    Paragraph,
    Part,
    Stack,
    Table,
    TableRow,
)
from kidesk.reports.control_block import control_block
from kidesk.reports.figures.summary import summary
from kidesk.reports.head import Head, framed, swedish_prevails
from kidesk.reports.plan_branches import Branch, branches
from kidesk.reports.prose import Prose, Sentences
from kidesk.reports.wording import NOTHING_SAID, badge, called


@dataclass(frozen=True)
class StrategyOverview:
    """What an overview is made of: the strategy, its items and those of all plans, and the quarter they stand in.

    A draft, until `is_decided`.
    """

    plan: Plan
    items: Sequence[PlanItem]
    all_items: Sequence[PlanItem]
    plans: Sequence[Plan]
    edition: DocumentEdition
    texts: Sequence[PlanText]
    period: Period
    said: Sentences
    is_decided: bool = False

    @property
    def serving(self) -> Mapping[int, tuple[PlanItem, ...]]:
        """The items of other plans that serve an item of this one, by its id."""
        found: dict[int, list[PlanItem]] = {}
        for item in sorted(self.all_items, key=lambda one: (one.plan_id, one.order_text(), one.id)):
            for link in item.links:
                if link.kind == ItemLinkKind.SERVES and item not in found.get(link.target_id, ()):
                    found.setdefault(link.target_id, []).append(item)
        return {number: tuple(items) for number, items in found.items()}


def document(report: StrategyOverview, head: Head, language: Language) -> Document:
    """The strategy overview (DOMAIN, Plan: goal, strategy, action)."""
    found, serving = branches(report.plan, report.items), report.serving
    prose = Prose(report.texts, language, is_draft=not report.is_decided, said=report.said)
    blocks = (
        *_cover(report, found, serving, language),
        *(prose.chapter(Chapter.INTRODUCTION, language.text(N_("Introduction"))) if report.texts else ()),
        *_strategies(report, found, serving, language),
        *(prose.chapter(Chapter.CONCLUSIONS, language.text(N_("Conclusions"))) if report.texts else ()),
    )
    return framed(
        head,
        language,
        called(report.plan, language),
        language.text(N_("Strategy overview {quarter}"), quarter=report.period.said(language)),
        blocks,
        control=control_block(report.edition, language),
        is_draft=not report.is_decided,
    )


def _cover(
    report: StrategyOverview, found: Sequence[Branch], serving: Mapping[int, Sequence[PlanItem]], language: Language
) -> Iterator[Block]:
    yield from swedish_prevails(language)
    actions = [item for branch in found for item in branch.activities]
    served = [item for item in actions if serving.get(item.id)]
    yield Paragraph(
        language.plural(
            "{served} of {count} action is served by something in another plan.",
            "{served} of {count} actions are served by something in another plan.",
            len(actions),
            served=language.number(len(served)),
        ),
        "lead",
    )
    bars = tuple(_bars(report, found, serving, language))
    if bars:
        spec = Distribution(bars)
        yield Chart(spec, summary(spec, language), language.text(N_("How what serves each strategy stands")))
    yield Heading(2, language.text(N_("What the colours mean")))
    yield legend(language)
    yield Contents(depth=2, title=language.text(N_("Contents")))


def _bars(
    report: StrategyOverview, found: Sequence[Branch], serving: Mapping[int, Sequence[PlanItem]], language: Language
) -> Iterator[Bar]:
    """A distribution for each strategy that something serves; what serves two of its actions counts once."""
    for branch in found:
        above = [branch.item] if branch.item is not None else []
        items = {one.id: one for item in (*above, *branch.activities) for one in serving.get(item.id, ())}
        assessed = [item for item in items.values() if _is_followed_up(report, item)]
        if assessed:
            counted = distribution(colour_in(item, report.period.name) for item in assessed)
            label = branch.item.caption(language.code) if branch.item else language.text(N_("Other actions"))
            parts = (Part(language.text(colour.label), counted[colour], TONES[colour]) for colour in Colour)
            yield Bar(label, tuple(parts))


def _is_followed_up(report: StrategyOverview, item: PlanItem) -> bool:
    """Whether the item has a colour: an activity of an action plan, or what somebody has assessed anyway."""
    kind = next((plan.kind for plan in report.plans if plan.id == item.plan_id), None)
    is_activity = kind is PlanKind.ACTION_PLAN and item.level == LEVELS[kind][-1]
    return is_activity or assessment_in(item, report.period.name) is not None


def _strategies(
    report: StrategyOverview, found: Sequence[Branch], serving: Mapping[int, Sequence[PlanItem]], language: Language
) -> Iterator[Block]:
    said = language.text
    yield Heading(1, said(N_("Strategies and actions")))
    if not found:
        yield Paragraph(said(N_("The strategy has no actions.")))
    columns = (
        Column(said(N_("Served by")), 2.6),
        Column(said(N_("Units and roles")), 2.0),
        Column(said(N_("Status and progress")), 1.3),
    )
    for branch in found:
        yield Heading(2, called(branch.item, language) if branch.item is not None else said(N_("Other actions")))
        rows: list[TableRow] = []
        if branch.item is not None and serving.get(branch.item.id):
            rows.append(Group(said(N_("The strategy as a whole"))))
            rows += (_row(report, one, language) for one in serving[branch.item.id])
        for action in branch.activities:
            rows.append(Group(called(action, language)))
            rows += (_row(report, one, language) for one in serving.get(action.id, ()))
            if not serving.get(action.id):
                rows.append((said(N_("Nothing in another plan serves this yet.")), NOTHING_SAID, NOTHING_SAID))
        yield Table(columns, tuple(rows))


def _row(report: StrategyOverview, item: PlanItem, language: Language) -> tuple[Cell, ...]:
    plan = next((one for one in report.plans if one.id == item.plan_id), None)
    named: Cell = Stack((called(item, language), called(plan, language))) if plan else called(item, language)
    return named, roles_said(item.units, language) or NOTHING_SAID, Stack(tuple(_standing(report, item, language)))


def _standing(report: StrategyOverview, item: PlanItem, language: Language) -> Iterator[Badge]:
    """The colour of what is followed up, and how far it has come where somebody has said so.

    Every item begins as not started; beside a green badge that would deny what the colour says.
    """
    colour, is_followed_up = colour_in(item, report.period.name), _is_followed_up(report, item)
    if is_followed_up:
        yield Badge(language.text(colour.label), TONES[colour])
    if not is_followed_up or item.lifecycle != Lifecycle.NOT_STARTED:
        yield badge(item.lifecycle, language)
