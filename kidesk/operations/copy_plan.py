"""Copy a plan to another year: its items with their units and links, and nothing that was said of them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.operations.plan_outline import Outline
from kidesk.records import clock
from kidesk.records.plan import PLANS, Plan
from kidesk.records.plan_item import ItemLink, ItemUnit, Lifecycle, PlanItem
from kidesk.records.quarter import Period
from kidesk.store.store import Store

COPIED = N_("Copied {type} to another year")
# What is over in the old plan; a person says which of it is taken up again.
OVER = (Lifecycle.DONE, Lifecycle.DROPPED, Lifecycle.HANDED_OVER)
_YEARS = range(1900, 2201)


@dataclass(frozen=True)
class PlanCopy:
    """What a copy is to be: its first year, its titles, and which of the items that are over come along."""

    year: int
    title_sv: str
    title_en: str
    with_over: frozenset[Lifecycle] = frozenset()


def proposed(plan: Plan, year: int | None = None, with_over: frozenset[Lifecycle] = frozenset()) -> PlanCopy:
    """The copy for `year`, or the year after the plan's last, with the years in its titles moved as far."""
    year = year if year is not None else (plan.last_year or plan.first_year or clock.today().year) + 1
    years = year - plan.first_year if plan.first_year else 0
    title_sv, title_en = (_moved_title(plan, title, years) for title in (plan.title_sv, plan.title_en))
    return PlanCopy(year, title_sv, title_en, with_over)


def over(store: Store, plan: int) -> Mapping[Lifecycle, int]:
    """How many items of a plan are over, and how; only what there is."""
    wanted = select(PlanItem.lifecycle, func.count()).where(PlanItem.plan_id == plan, PlanItem.lifecycle.in_(OVER))
    with store.read() as session:
        found: dict[Lifecycle, int] = dict(session.execute(wanted.group_by(PlanItem.lifecycle)).all())
    return {one: found[one] for one in OVER if one in found}


def copy_plan(store: Store, number: int, wanted: PlanCopy) -> int:
    """Copies a plan with its items and returns the copy's number.

    Along come codes, texts, levels, units, contact, coordinator, budget, origin and links to other plans; years, days
    and due quarters move as far as the plan does. Assessments, evidence, document texts and editions stay behind. An
    item that is over comes along only where that is wanted, or where something under it does; it is begun anew then.
    Raises KideskError where there is no such plan, where the year is none, or where a copy for that year is there.
    """
    with store.change(COPIED, PLANS.key) as session:
        outline = Outline(session, number)
        _refuse(session, outline.plan, wanted.year)
        years = wanted.year - outline.plan.first_year if outline.plan.first_year else 0
        copy = _plan(outline.plan, wanted, years)
        session.add(copy)
        made: dict[int | None, PlanItem] = {}
        beneath: Counter[int | None] = Counter()
        for item in _kept(outline, None, wanted.with_over):
            above = outline.parent_of(item)
            beneath[above] += 1
            made[item.id] = one = _item(item, copy, years)
            one.parent, one.position = made.get(above), beneath[above]
            session.add(one)
        session.flush()
        return copy.id


def _refuse(session: Session, plan: Plan, year: int) -> None:
    if year not in _YEARS:
        raise KideskError(N_("{year} is not a year of a plan. Nothing was copied."), year=year)
    if plan.first_year == year:
        raise KideskError(N_("The plan begins in {year} itself. Nothing was copied; choose another year."), year=year)
    there = select(Plan.id).where(Plan.copied_from_id == plan.id, Plan.first_year == year).limit(1)
    if session.scalar(there) is not None:
        raise KideskError(
            N_("The plan was copied to {year} before. Nothing was copied; delete that copy first, or go on with it."),
            year=year,
        )


def _plan(plan: Plan, wanted: PlanCopy, years: int) -> Plan:
    return Plan(
        kind=plan.kind,
        title_sv=wanted.title_sv,
        title_en=wanted.title_en,
        first_year=wanted.year,
        last_year=plan.last_year + years if plan.last_year else None,
        budget=plan.budget,
        currency=plan.currency,
        notes=plan.notes,
        copied_from=plan,
        changed_since_translated=list(plan.changed_since_translated),
    )


def _kept(outline: Outline, parent: int | None, with_over: frozenset[Lifecycle]) -> Iterator[PlanItem]:
    """The items that come along, from the top."""
    for item in outline.below(parent):
        beneath = list(_kept(outline, item.id, with_over))
        if beneath or item.lifecycle not in OVER or item.lifecycle in with_over:
            yield item
            yield from beneath


AS_THEY_ARE = (
    "level",
    "code",
    "title_sv",
    "title_en",
    "origin_document",
    "origin_page",
    "prioritised_year",
    "prioritised_source",
    "coordinator",
    "budget",
    "notes",
)


def _item(item: PlanItem, plan: Plan, years: int) -> PlanItem:
    return PlanItem(
        plan=plan,
        copied_from=item,
        contact=item.contact,
        lifecycle=Lifecycle.NOT_STARTED if item.lifecycle in OVER else item.lifecycle,
        expected_year=item.expected_year + years if item.expected_year else None,
        start_on=_moved_day(item.start_on, years),
        end_on=_moved_day(item.end_on, years),
        due_quarters=[(Period.named(name) + 4 * years).name for name in item.due_quarters],
        changed_since_translated=list(item.changed_since_translated),
        units=[ItemUnit(unit=one.unit, role=one.role, counterpart=one.counterpart) for one in item.units],
        links=[ItemLink(kind=one.kind, target=one.target) for one in item.links],
        **{key: getattr(item, key) for key in AS_THEY_ARE},
    )


def _moved_day(day: dt.date | None, years: int) -> dt.date | None:
    """The same day so many years later; 29 February becomes 28 where there is none."""
    if day is None:
        return None
    with suppress(ValueError):
        return day.replace(year=day.year + years)
    return day.replace(year=day.year + years, day=28)


def _moved_title(plan: Plan, title: str, years: int) -> str:
    """The title with the plan's own years moved; other numbers stay."""
    own = [str(year) for year in (plan.first_year, plan.last_year) if year]
    if not (own and years):
        return title
    return re.sub(rf"\b(?:{'|'.join(own)})\b", lambda found: str(int(found[0]) + years), title)
