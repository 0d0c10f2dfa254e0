"""Seal a quarter, so that what is said of it stays as it is, and reopen it with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.errors import KideskError
from kidesk.i18n import N_, Language
from kidesk.operations.quarter_content import QuarterContent, quarter_content, to_seal
from kidesk.records.assessment_rules import Lack, lack
from kidesk.records.plan import LEVELS, PlanKind
from kidesk.records.plan_item import assessment_in, colour_in
from kidesk.records.quarter import Colour, Period, Quarter, QuarterStatus, distribution
from kidesk.settings import Settings
from kidesk.store import seals
from kidesk.store.store import Store

SEALED = N_("Sealed a quarter")
REOPENED = N_("Reopened a quarter")


@dataclass(frozen=True)
class Missing:
    """What a red activity lacks before its quarter can be sealed."""

    item: int
    title_sv: str
    title_en: str
    lacks_comment: bool
    lacks_reason: bool

    def title(self, language: Language) -> str:
        """What the activity is called."""
        return self.title_sv if language.code == "sv" else self.title_en

    def lacks(self, language: Language) -> str:
        """What is missing."""
        return Lack(self.lacks_comment, self.lacks_reason).said(language)


class NotReady(KideskError):
    """The quarter cannot be sealed yet: `missing` says what is missing where."""

    def __init__(self, name: str, missing: tuple[Missing, ...]) -> None:
        super().__init__(
            N_("{name} was not sealed, because red activities need a comment and a reason first: {missing}."),
            name=name,
            missing=_List(missing),
        )
        self.missing = missing


@dataclass(frozen=True)
class _List:
    missing: tuple[Missing, ...]

    def said(self, language: Language) -> str:
        """All of it, one after the other."""
        return "; ".join(f"{one.title(language)} ({one.lacks(language)})" for one in self.missing)


def missing(content: QuarterContent) -> tuple[Missing, ...]:
    """What the red activities of a quarter lack (DOMAIN, Plan: red needs a comment and a reason)."""
    return tuple(_missing(content))


def counted(content: QuarterContent) -> dict[Colour, int]:
    """How many activities have each colour in the quarter: those of action plans, and of plans assessed as well."""
    lowest = {plan.id: LEVELS[plan.kind][-1] for plan in content.plans}
    activities = [item for item in content.items if item.level == lowest.get(item.plan_id)]
    followed = {plan.id for plan in content.plans if plan.kind == PlanKind.ACTION_PLAN}
    followed |= {item.plan_id for item in activities if assessment_in(item, content.period.name) is not None}
    return distribution(colour_in(item, content.period.name) for item in activities if item.plan_id in followed)


def held(store: Store, period: Period) -> seals.Seal | None:
    """The seal that holds for a quarter; None where it is open."""
    with store.read() as session:
        return seals.latest(session, period.name)


def _missing(content: QuarterContent) -> Iterator[Missing]:
    for item in content.items:
        found = assessment_in(item, content.period.name)
        if found is not None:
            lacking = lack(found.colour, (found.comment_sv, found.comment_en), found.reason)
            if lacking:
                yield Missing(item.id, item.caption("sv"), item.caption("en"), lacking.comment, lacking.reason)


def seal(store: Store, name: str, settings: Settings) -> seals.Seal:
    """Seals the quarter called `name` and returns the seal.

    It is no step that undo takes back. Raises NotReady, and KideskError where there is no such quarter or it is
    sealed already.
    """
    period = period_called(name)
    with store.change(SEALED, "quarters", is_undoable=False) as session:
        quarter = _quarter(session, period)
        if quarter.status == QuarterStatus.SEALED:
            raise KideskError(N_("{name} is sealed already. Nothing was changed."), name=period.name)
        content = quarter_content(store, period, settings)
        lacking = missing(content)
        if lacking:
            raise NotReady(period.name, lacking)
        seals.write(session, quarter, to_seal(content), store.who)
    made = held(store, period)
    assert made is not None
    return made


def reopen(store: Store, name: str, reason: str) -> None:
    """Opens a sealed quarter again; the seal stays and tells who did it and why. Undo does not take it back.

    Raises KideskError where no reason is given, or the quarter is not sealed.
    """
    period = period_called(name)
    if not reason.strip():
        raise KideskError(N_("Say why the quarter is reopened; the reason is kept with the seal. Nothing was changed."))
    with store.change(REOPENED, "quarters", is_undoable=False) as session:
        quarter = _quarter(session, period)
        if quarter.status != QuarterStatus.SEALED:
            raise KideskError(N_("{name} is not sealed, so nothing was changed."), name=period.name)
        seals.reopen(session, quarter, reason.strip()[:500], store.who)


def period_called(name: str) -> Period:
    """The quarter called so. Raises KideskError."""
    try:
        return Period.named(name)
    except ValueError:
        raise KideskError(
            N_("“{quarter}” is not a quarter. Nothing was changed; write it as 2024-Q4."), quarter=name
        ) from None


def _quarter(session: Session, period: Period) -> Quarter:
    found = session.scalar(select(Quarter).where(Quarter.name == period.name))
    if found is None:
        raise KideskError(N_("There is no quarter {name} in the register. Nothing was changed."), name=period.name)
    return found
