"""What a quarter's reports are made of: read from the register while the quarter is open, from its seal afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from kidesk.operations.counted_series import filled
from kidesk.operations.snapshot import freeze, thaw
from kidesk.operations.unit_names import call_as_of
from kidesk.records import clock
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_rules import has_lapsed, is_expiring
from kidesk.records.ambassador import Ambassador
from kidesk.records.indicator import Indicator
from kidesk.records.organisation import Organisation
from kidesk.records.plan import Plan
from kidesk.records.plan_item import Assessment, PlanItem
from kidesk.records.quarter import Period, Quarter, QuarterStatus
from kidesk.settings import Settings
from kidesk.store.seals import Seal, latest
from kidesk.store.store import Store


@dataclass(frozen=True)
class QuarterContent:
    """The rows of one quarter, whole. `items` are those of all plans; `seal` is None while the quarter is open.

    `settings` say what the organisation is called; of a sealed quarter they are those of the day it was sealed.
    """

    period: Period
    quarter: Quarter | None
    plans: Sequence[Plan]
    items: Sequence[PlanItem]
    signed: Sequence[Agreement]
    expiring: Sequence[Agreement]
    ended: Sequence[Agreement]
    ambassadors: Sequence[Ambassador]
    indicators: Sequence[Indicator]
    settings: Settings
    day: dt.date
    seal: Seal | None = None

    def items_of(self, plan: Plan) -> list[PlanItem]:
        """The items of one plan in their order."""
        mine = [item for item in self.items if item.plan_id == plan.id]
        return sorted(mine, key=lambda item: (item.position, item.id))


def quarter_content(store: Store, period: Period, settings: Settings) -> QuarterContent:
    """The content of a quarter: as sealed, or as it is now."""
    with store.read() as session:
        seal = latest(session, period.name)
    return from_seal(seal.content, period, settings, seal) if seal is not None else _open(store, period, settings)


def latest_assessed(store: Store) -> Period:
    """The latest quarter with assessments; today's where there are none."""
    with store.read() as session:
        assessed = select(Quarter.name).where(Quarter.id.in_(select(Assessment.quarter_id)))
        name = session.scalar(assessed.order_by(Quarter.name.desc()).limit(1))
    return Period.named(name) if name else Period.of(clock.today())


def _open(store: Store, period: Period, settings: Settings) -> QuarterContent:
    # A quarter is looked at on the day after its end, or today while it runs.
    day = min(clock.today(), period.last_day + dt.timedelta(days=1))
    content = QuarterContent(
        period=period,
        quarter=next(iter(store.rows(select(Quarter).where(Quarter.name == period.name))), None),
        plans=store.all(Plan),
        items=store.rows(select(PlanItem).order_by(PlanItem.id)),
        signed=store.rows(_ordered(_is_signed_in(period)), _READ),
        expiring=store.rows(_ordered(is_expiring(day)), _READ),
        ended=store.rows(_ordered(has_lapsed(day), _ends_in(period)), _READ),
        ambassadors=store.all(Ambassador),
        indicators=filled(store, store.all(Indicator)),
        settings=settings,
        day=clock.today(),
    )
    call_as_of(store, _organisations(content), min(clock.today(), period.last_day))
    return content


def _organisations(content: QuarterContent) -> Iterator[Organisation | None]:
    """Those that the reports of a quarter name."""
    for item in content.items:
        for role in item.units:
            yield from (role.unit, role.counterpart)
    for agreement in (*content.signed, *content.expiring, *content.ended):
        yield from (party.organisation for party in agreement.parties)


def _ordered(*conditions: ColumnElement[bool]) -> Select[Agreement]:
    return select(Agreement).where(*conditions).order_by(Agreement.order_key, Agreement.id)


def _is_signed_in(period: Period) -> ColumnElement[bool]:
    """Concluded in the quarter: the later of the two signatures lies in it."""
    concluded = func.max(Agreement.signed_own_on, Agreement.signed_partner_on)  # NULL where one is missing
    return concluded.between(period.first_day, period.last_day)


def _ends_in(period: Period) -> ColumnElement[bool]:
    ended = func.coalesce(Agreement.termination_effective_on, Agreement.end_on)
    return ended.between(period.first_day, period.last_day)


# The parts of agreements that a seal keeps, and so all that reports of a quarter read.
_READ = ("parties",)
_LISTS = ("plans", "items", "signed", "expiring", "ended", "ambassadors", "indicators")
_HEAD = ("organisation_name", "unit_name_sv", "unit_name_en", "accent", "who")


def named_in(settings: Settings) -> dict[str, str]:
    """What the settings say of the organisation, as it is sealed."""
    return {name: getattr(settings, name) for name in _HEAD}


def to_seal(content: QuarterContent) -> dict[str, Any]:
    """The content as it is sealed: plain values, with the rows by table and the lists of ids in their order."""
    lists = {name: getattr(content, name) for name in _LISTS}
    roots = [row for rows in lists.values() for row in rows]
    return {
        "format": 1,
        "day": content.day.isoformat(),
        "settings": named_in(content.settings),
        "lists": {name: [row.id for row in rows] for name, rows in lists.items()},
        "tables": freeze([*roots, *([content.quarter] if content.quarter is not None else [])]),
    }


def from_seal(
    sealed: Mapping[str, Any], period: Period, settings: Settings, seal: Seal | None = None
) -> QuarterContent:
    """The content that `to_seal` gave. Under a `seal` the quarter is sealed; else it was only kept with a document."""
    rows, lists = thaw(sealed["tables"]), sealed["lists"]
    quarter = next((one for one in rows.all(Quarter) if one.name == period.name), None)
    if seal is not None:
        assert quarter is not None
        quarter.status = QuarterStatus.SEALED
    return QuarterContent(
        period=period,
        quarter=quarter,
        plans=rows.some(Plan, lists["plans"]),
        items=rows.some(PlanItem, lists["items"]),
        signed=rows.some(Agreement, lists["signed"]),
        expiring=rows.some(Agreement, lists["expiring"]),
        ended=rows.some(Agreement, lists["ended"]),
        ambassadors=rows.some(Ambassador, lists["ambassadors"]),
        indicators=rows.some(Indicator, lists["indicators"]),
        settings=Settings(language=settings.language, **sealed["settings"]),
        day=dt.date.fromisoformat(sealed["day"]),
        seal=seal,
    )
