"""Operational plan: what a unit has taken on for the years of a plan, with roles, counterparts and budget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kidesk.i18n import N_, Language
from kidesk.records.document_edition import DocumentEdition
from kidesk.records.organisation import Organisation
from kidesk.records.plan import Plan
from kidesk.records.plan_item import PlanItem, UnitRole
from kidesk.records.plan_text import Chapter, PlanText
from kidesk.records.unit_roles import roles_said
from kidesk.reports.content import (
    Block,
    Cell,
    Column,
    Contents,
    Document,
    Facts,
    Foreign,
    Heading,
    Paragraph,
    Phrase,
    Stack,
    Table,
    plain,
)
from kidesk.reports.control_block import control_block
from kidesk.reports.head import Head, framed, swedish_prevails
from kidesk.reports.plan_branches import Branch, branches
from kidesk.reports.prose import Prose, Sentences
from kidesk.reports.wording import NOTHING_SAID, badge, called

_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class OperationalPlan:
    """What an operational plan is made of: the plan with all its items, the edition and its texts.

    A draft, until `is_decided`.
    """

    plan: Plan
    items: Sequence[PlanItem]
    edition: DocumentEdition
    texts: Sequence[PlanText]
    said: Sentences
    is_decided: bool = False


def document(report: OperationalPlan, head: Head, language: Language) -> Document:
    """The operational plan (DOMAIN, What gets printed, 5)."""
    found = branches(report.plan, report.items)
    prose = Prose(report.texts, language, is_draft=not report.is_decided, said=report.said)
    blocks = (
        *_cover(report, found, language),
        *prose.chapter(Chapter.INTRODUCTION, language.text(N_("Remit and responsibilities"))),
        *prose.chapter(Chapter.ORGANISATION, language.text(N_("Organisation"))),
        *_commitments(report, found, language),
        *_units(found, language),
    )
    return framed(
        head,
        language,
        called(report.plan, language),
        head.organisation,
        blocks,
        control=control_block(report.edition, language),
        is_draft=not report.is_decided,
    )


def _cover(report: OperationalPlan, found: Sequence[Branch], language: Language) -> Iterator[Block]:
    yield from swedish_prevails(language)
    yield Facts(tuple(_facts(report, found, language)))
    yield Contents(depth=2, title=language.text(N_("Contents")))


def _facts(report: OperationalPlan, found: Sequence[Branch], language: Language) -> Iterator[tuple[str, Cell]]:
    plan, said = report.plan, language.text
    yield said(N_("Years")), _years(plan) or NOTHING_SAID
    yield said(N_("Budget")), money(plan.budget, plan.currency, language) or NOTHING_SAID
    shared = [item.budget for item in report.items if item.budget is not None]
    if shared:
        yield said(N_("Of which on commitments")), money(sum(shared, Decimal()), plan.currency, language)
    count = sum(len(branch.activities) for branch in found)
    yield said(N_("Commitments")), language.number(count)


def _years(plan: Plan) -> str:
    years = dict.fromkeys(year for year in (plan.first_year, plan.last_year) if year is not None)
    return "–".join(map(str, years))


def money(amount: Decimal | None, currency: str, language: Language) -> str:
    """An amount in its currency, on one line: "53 255 000 SEK", "SEK 53,255,000"; nothing for no amount."""
    if amount is None:
        return ""
    number = language.number(int(amount)) if amount == int(amount) else language.amount(amount)
    parts = (number, currency) if language.code == "sv" else (currency, number)
    return _NO_BREAK.join(filter(None, parts)).replace(" ", _NO_BREAK)


def _commitments(report: OperationalPlan, found: Sequence[Branch], language: Language) -> Iterator[Block]:
    """Every commitment under its heading, with the units' roles in words (operational plan 2024)."""
    said = language.text
    yield Heading(1, said(N_("Commitments")))
    if not found:
        yield Paragraph(said(N_("The plan has no commitments.")))
    has_budget = any(item.budget is not None for item in report.items)
    columns = [
        Column(said(N_("Commitment")), 2.9),
        Column(said(N_("Units and roles")), 2.1),
        Column(said(N_("Progress")), 1.1),
    ]
    if has_budget:
        columns.append(Column(said(N_("Budget")), 1.2, "right"))
    for branch in found:
        yield Heading(2, called(branch.item, language) if branch.item is not None else said(N_("Other commitments")))
        rows = tuple(_row(item, report.plan.currency, language)[: len(columns)] for item in branch.activities)
        yield Table(tuple(columns), rows)


def _row(item: PlanItem, currency: str, language: Language) -> tuple[Cell, ...]:
    budget = money(item.budget, currency, language) or NOTHING_SAID
    roles = roles_said(item.units, language, is_short=True)
    return _named(item, language), roles, badge(item.lifecycle, language), budget


def _named(item: PlanItem, language: Language) -> Cell:
    """A commitment, and beneath it what it belongs to in other plans."""
    said = N_("{kind}: {item}")
    belongs: tuple[Phrase, ...] = tuple(
        language.text(said, kind=language.text(link.kind.label), item=link.target.caption(language.code))
        for link in item.links
    )
    return Stack((called(item, language), *belongs)) if belongs else called(item, language)


def _unabridged(unit: Organisation, language: Language) -> Phrase:
    """A unit's name and, behind it, the abbreviation that stands for it in the tables of the commitments."""
    name = called(unit, language)
    if not unit.abbreviation or unit.abbreviation == plain(name):
        return name
    said = f"{plain(name)} ({unit.abbreviation})"
    return Foreign(said, name.language_code) if isinstance(name, Foreign) else said


def _units(found: Sequence[Branch], language: Language) -> Iterator[Block]:
    """How many commitments each unit has in each role; a counterpart takes part in what it is named in."""
    counted: dict[int, Counter[UnitRole]] = {}
    units: dict[int, Organisation] = {}
    for item in (one for branch in found for one in branch.activities):
        for unit, role in {(one.unit, one.role) for one in item.units}:
            units[unit.id] = unit
            counted.setdefault(unit.id, Counter())[role] += 1
        for unit in {one.counterpart for one in item.units if one.counterpart is not None}:
            units[unit.id] = unit
            counted.setdefault(unit.id, Counter())[UnitRole.WITH] += 1
    if not counted:
        return
    yield Heading(1, language.text(N_("Units")))
    yield Paragraph(language.text(N_("The number of commitments that each unit is named in, by role.")))
    columns = (
        Column(language.text(N_("Unit")), 2.6),
        *(Column(language.text(role.label), 1.1, "right") for role in UnitRole),
    )
    rows = tuple(
        (_unabridged(units[number], language), *(language.number(roles[role]) for role in UnitRole))
        for number, roles in sorted(counted.items(), key=lambda one: (-one[1].total(), units[one[0]].order_key))
    )
    yield Table(columns, rows)
