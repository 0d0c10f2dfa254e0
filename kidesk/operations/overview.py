"""The overview: what the register holds today, what needs attention and how the plan and the media stand."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from kidesk.i18n import N_
from kidesk.operations.plan_status import PlanStatus, plan_status
from kidesk.records import RECORD_TYPES, indicator_series, series_period, type_of
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_rules import (
    EXPIRING_WITHIN_DAYS,
    LAPSED_WITHIN_MONTHS,
    RUNNING,
    is_current,
    notice_day,
    renews_itself,
    state,
)
from kidesk.records.agreement_terms import AgreementState
from kidesk.records.ambassador import ACTIVE_STAGES, Ambassador, AmbassadorStage
from kidesk.records.ambassador_mandate import MandateState, mandate_on
from kidesk.records.indicator import Indicator, IndicatorValue
from kidesk.records.membership import Membership, evaluation_due, is_to_review
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.records.rules import months_before
from kidesk.records.term import Term, Tone
from kidesk.store import history
from kidesk.store.store import Store

MONTHS_AHEAD = 12
RECENT = 12
_LATEST_CHANGES = 400
_END = attrgetter("end_on")
_OVER = (AmbassadorStage.ENDED, AmbassadorStage.THANKED)


class Need(Term):
    """Why a record needs attention."""

    LAPSED = "lapsed", N_("Expired"), Tone.BAD
    EXPIRING = "expiring", N_("Expiring"), Tone.WARN
    NOTICE = "notice", N_("Give notice by"), Tone.WARN
    REVIEW = "review", N_("To be reviewed"), Tone.INFO
    MANDATE = "mandate", N_("Mandate ends"), Tone.WARN


@dataclass(frozen=True)
class Entry:
    """A record by its id, with what it is called in both languages."""

    type: RecordType
    number: int
    sv: str
    en: str

    def caption(self, code: str) -> str:
        """What the record is called in the language of `code`."""
        return self.sv if code == "sv" else self.en


@dataclass(frozen=True)
class Attention(Entry):
    """A record that needs attention, and the day that makes it so."""

    need: Need
    on: dt.date | None


@dataclass(frozen=True)
class Change(Entry):
    """A record that was changed lately."""

    at: dt.datetime
    who: str


@dataclass(frozen=True)
class Exposure(Entry):
    """The latest value of a series; `change` is the share it rose (0.12 is 12 per cent) since `before`, if known."""

    period: str
    value: Decimal
    is_provisional: bool
    before: str
    change: float | None


@dataclass(frozen=True)
class Ending:
    """How many agreements end in a month, named by its first day."""

    month: dt.date
    count: int


@dataclass(frozen=True)
class Overview:
    """Everything the overview shows. `counts` are the records by the key of their type."""

    today: dt.date
    counts: Mapping[str, int]
    in_force: int
    expiring: tuple[Attention, ...]
    lapsed: tuple[Attention, ...]
    notice: tuple[Attention, ...]
    endings: tuple[Ending, ...]
    ambassadors: int
    countries: tuple[str, ...]
    mandates: tuple[Attention, ...]
    to_review: tuple[Attention, ...]
    memberships: tuple[Attention, ...]
    plan: PlanStatus | None
    exposure: Exposure | None
    recent: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in the workspace yet."""
        return not any(self.counts.values())

    @property
    def attention(self) -> tuple[Attention, ...]:
        """Everything that needs attention by date, what has no date last; follow-ups are told by themselves."""
        every = (*self.lapsed, *self.expiring, *self.notice, *self.to_review, *self.memberships, *self.mandates)
        return tuple(sorted(every, key=lambda one: (one.on or dt.date.max, one.sv, one.number)))


def overview(store: Store, today: dt.date) -> Overview:
    """The overview as seen on a day; a dozen queries, none of which grows with what is not shown."""
    with store.read() as session:
        agreements = _agreements(session, today)
        running = [one for one in agreements if _runs(one, today)]
        ambassadors = _ambassadors(session)
        active = [one for one in ambassadors if one.stage in ACTIVE_STAGES]
        return Overview(
            today=today,
            counts=_counts(session),
            in_force=len(running),
            expiring=_needs(_in_state(agreements, AgreementState.EXPIRING, today), Need.EXPIRING, _END),
            lapsed=_needs(_lapsed(agreements, today), Need.LAPSED, _END),
            notice=_needs(_near_notice(running, today), Need.NOTICE, notice_day),
            endings=_endings(running, today),
            ambassadors=len(active),
            countries=tuple(sorted({country for one in active for country in one.countries})),
            mandates=_needs(_ending(ambassadors, today), Need.MANDATE, _END),
            to_review=_needs(_reviewable(ambassadors, today), Need.REVIEW, attrgetter("review_on")),
            memberships=_needs(_memberships(session, today), Need.REVIEW, evaluation_due),
            plan=plan_status(session, today),
            exposure=_exposure(session),
            recent=_recent(session),
        )


def _counts(session: Session) -> dict[str, int]:
    """How many records there are of each type, in one query."""
    asked = [
        select(func.count(one.record.id)).scalar_subquery().label(f"n{position}")
        for position, one in enumerate(RECORD_TYPES)
    ]
    counted = session.execute(select(*asked)).one()
    return {one.key: count for one, count in zip(RECORD_TYPES, counted, strict=True)}


def _entry(record: Record) -> tuple[RecordType, int, str, str]:
    return type_of(type(record)), record.id, record.caption("sv"), record.caption("en")


def _needs(records: Iterable[Any], need: Need, day: Any) -> tuple[Attention, ...]:
    found = [Attention(*_entry(record), need, day(record)) for record in records]
    return tuple(sorted(found, key=lambda one: (one.on or dt.date.max, one.sv, one.number)))


# Agreements


def _agreements(session: Session, today: dt.date) -> list[Agreement]:
    """What is in force or lapsed within twelve months."""
    return list(session.scalars(select(Agreement).where(is_current(today))))


def _runs(agreement: Agreement, today: dt.date) -> bool:
    return agreement.status in RUNNING and state(agreement, today) != AgreementState.EXPIRED


def _in_state(agreements: Iterable[Agreement], wanted: AgreementState, today: dt.date) -> list[Agreement]:
    return [one for one in agreements if state(one, today) == wanted]


def _lapsed(agreements: Iterable[Agreement], today: dt.date) -> list[Agreement]:
    """What ran out within twelve months; a termination was decided by somebody and is not counted."""
    since = months_before(today, LAPSED_WITHIN_MONTHS)
    found = _in_state(agreements, AgreementState.EXPIRED, today)
    return [one for one in found if one.end_on is None or one.end_on >= since]


def _near_notice(running: Iterable[Agreement], today: dt.date) -> list[Agreement]:
    """What is renewed unless somebody gives notice within 90 days."""
    until = today + dt.timedelta(days=EXPIRING_WITHIN_DAYS)
    return [
        one
        for one in running
        if renews_itself(one) and (day := notice_day(one)) is not None and today <= day <= until
    ]


def _endings(running: Iterable[Agreement], today: dt.date) -> tuple[Ending, ...]:
    """The end dates of the coming months, this month being the first."""
    first = today.replace(day=1)
    months = [months_before(first, -ahead) for ahead in range(MONTHS_AHEAD)]
    counted = Counter(one.end_on.replace(day=1) for one in running if one.end_on and not one.is_open_ended)
    return tuple(Ending(month, counted[month]) for month in months)


# Ambassadors and memberships


def _ambassadors(session: Session) -> list[Ambassador]:
    wanted = select(Ambassador).where(Ambassador.stage.not_in(_OVER))
    return list(session.scalars(wanted.options(joinedload(Ambassador.person))))


def _reviewable(ambassadors: Iterable[Ambassador], today: dt.date) -> list[Ambassador]:
    return [one for one in ambassadors if one.review_on is not None and one.review_on <= today]


def _ending(ambassadors: Iterable[Ambassador], today: dt.date) -> list[Ambassador]:
    return [one for one in ambassadors if mandate_on(one, today) == MandateState.ENDING]


def _memberships(session: Session, today: dt.date) -> list[Membership]:
    wanted = select(Membership).where(is_to_review(today))
    return list(session.scalars(wanted.options(joinedload(Membership.organisation))))


# Media exposure


def _exposure(session: Session) -> Exposure | None:
    """Where media exposure stands, after the first series of that name with values, or else the first with values."""
    named = or_(Indicator.name_en.ilike("media exposure%"), Indicator.name_sv.ilike("medieexponering%"))
    filled = select(IndicatorValue.id).where(IndicatorValue.indicator_id == Indicator.id).exists()
    series = session.scalar(select(Indicator).where(filled).order_by(named.desc(), Indicator.id).limit(1))
    points = indicator_series.points(series) if series is not None else ()
    if series is None or not points:
        return None
    latest = points[-1]
    before = series_period.year_before(latest.period)  # the seasons do not compare with one another
    percent = indicator_series.change(points, before, latest.period).value
    change = None if percent is None else float(percent / 100)
    return Exposure(*_entry(series), latest.period, latest.value, latest.is_provisional, before, change)


# What was changed lately


def _recent(session: Session) -> tuple[Change, ...]:
    """The records changed last, from the end of the history; protected identities and deleted records left out."""
    latest = _latest(session)
    rows = _rows(session, latest)
    changed = [
        Change(*_entry(rows[key]), at, who)
        for key, (at, who) in latest.items()
        if key in rows and not getattr(rows[key], "has_protected_identity", False)
    ]
    return tuple(changed[:RECENT])


def _latest(session: Session) -> dict[tuple[str, int], tuple[dt.datetime, str]]:
    change, operation = history.CHANGE.c, history.OPERATION.c
    wanted = (
        select(change.record_table, change.record_id, operation.at, operation.who)
        .join_from(history.CHANGE, history.OPERATION)
        .order_by(change.id.desc())
        .limit(_LATEST_CHANGES)
    )
    found: dict[tuple[str, int], tuple[dt.datetime, str]] = {}
    for table, number, at, who in session.execute(wanted):
        found.setdefault((table, number), (at, who))
    return dict(list(found.items())[: 2 * RECENT])


def _rows(session: Session, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Record]:
    """The records by table and id, one query a table."""
    numbers: dict[str, list[int]] = {}
    for table, number in wanted:
        numbers.setdefault(table, []).append(number)
    return {
        (record.__tablename__, row.id): row
        for record in (one.record for one in RECORD_TYPES)
        if record.__tablename__ in numbers
        for row in session.scalars(_named(record).where(record.id.in_(numbers[record.__tablename__])))
    }


def _named(record: type[Record]) -> Any:
    named_after = getattr(record, "named_after", None)
    wanted = select(record)
    return wanted.options(joinedload(getattr(record, named_after))) if named_after else wanted
