"""The agenda: what is dated in the register, how urgent it is, and what was put off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.operations.agenda_people import Dated, PeopleKind, dated
from kidesk.operations.edit import gone
from kidesk.operations.overview import Entry
from kidesk.records.agreement import Agreement, Snooze
from kidesk.records.agreement_rules import (
    LAPSED_WITHIN_MONTHS,
    PREPARING,
    REVIEW_EVERY_MONTHS,
    RUNNING,
    Dates,
    events,
)
from kidesk.records.agreement_terms import AgreementStatus, EventKind, NoticeUnit
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.ambassador import Ambassador
from kidesk.records.decision_route import DecisionRoute, RouteRow
from kidesk.records.membership import Membership
from kidesk.records.person import Person, is_called
from kidesk.records.record import Record
from kidesk.records.risk_assessment import RiskAssessment, in_effect
from kidesk.records.rules import months_before
from kidesk.records.term import Term, Tone
from kidesk.settings import Settings
from kidesk.store.store import Store

SNOOZED = N_("Snoozed a date")
AWOKEN = N_("Ended a snooze")

# The longest that one unit can be, in days: what reaches into the window must not be missed.
_LONGEST = {NoticeUnit.DAYS: 1, NoticeUnit.MONTHS: 31, NoticeUnit.ACADEMIC_YEARS: 366}
_LONGEST_REMINDER = 3650
_MOST_DAYS = 100_000  # nothing is prepared or given notice of for longer than 273 years


# Whole records, with their parts, take several times as long.
_COLUMNS = [getattr(Agreement, name) for name in Dates._fields]

# The records that have something in the agenda, other than follow-ups
DATED: frozenset[type[Record]] = frozenset({Agreement, RiskAssessment, Ambassador, Membership})


class Urgency(Term):
    """How near a day is, by the thresholds in the settings."""

    OVERDUE = "overdue", N_("Overdue"), Tone.BAD
    URGENT = "urgent", N_("Urgent"), Tone.BAD
    SOON = "soon", N_("Soon"), Tone.WARN
    COMING = "coming", N_("Coming"), Tone.INFO
    LATER = "later", N_("Later"), Tone.NONE


@dataclass(frozen=True)
class Thresholds:
    """The days before an event from which it is coming, soon and urgent; a wait grows urgent by the same days."""

    first: int = 90
    second: int = 30
    last: int = 7

    @classmethod
    def of(cls, settings: Settings) -> Thresholds:
        """Those of the settings, the longest first."""
        found = (settings.remind_first_days, settings.remind_again_days, settings.remind_last_days)
        return cls(*sorted((min(max(days, 0), _LONGEST_REMINDER) for days in found), reverse=True))

    def urgency(self, kind: EventKind | PeopleKind, on: dt.date, today: dt.date) -> Urgency:
        """How urgent an event is on a day. What should have been done is overdue, what is waited for is not."""
        days = (on - today).days
        if kind == EventKind.SIGNATURE:
            waited = -days
            return Urgency.URGENT if waited >= self.first else Urgency.SOON if waited >= self.second else Urgency.COMING
        if days < 0:
            return Urgency.OVERDUE
        steps = ((self.last, Urgency.URGENT), (self.second, Urgency.SOON), (self.first, Urgency.COMING))
        return next((urgency for limit, urgency in steps if days <= limit), Urgency.LATER)


@dataclass(frozen=True)
class Event(Entry):
    """A dated event of the record of a `type` with the id `number`."""

    kind: EventKind | PeopleKind
    on: dt.date
    urgency: Urgency
    snoozed_until: dt.date | None
    is_mine: bool

    @property
    def can_rest(self) -> bool:
        """Whether it can be snoozed: only agreements keep that; the others have their days put off themselves."""
        return self.type is AGREEMENTS

    @property
    def is_urgent(self) -> bool:
        """Whether somebody should look at it now."""
        return self.snoozed_until is None and self.urgency in (Urgency.OVERDUE, Urgency.URGENT)


def agenda(
    store: Store, today: dt.date, until: dt.date, settings: Settings, of: Collection[int] | None = None
) -> tuple[Event, ...]:
    """What is dated up to the day `until`, by date; what is overdue since twelve months or less comes first.

    `of` are the ids of the agreements that are asked about; where it is None, it is about all of them, and about
    ambassadors, memberships and meetings as well.

    A snooze holds until the day before its own, and only for an event whose date has not been moved since.
    """
    thresholds, since = Thresholds.of(settings), months_before(today, LAPSED_WITHIN_MONTHS)
    with store.read() as session:
        snoozed = _snoozed(session, today)
        me = _persons_called(session, settings.person)
        found = [
            Event(
                AGREEMENTS,
                one.id,
                one.title_sv or one.title_en,
                one.title_en or one.title_sv,
                kind,
                on,
                thresholds.urgency(kind, on, today),
                snoozed.get((one.id, kind, on)),
                one.owner_id in me or one.deputy_id in me,
            )
            for one, kind, on in _dated(session, today, since, until, of)
        ]
        if of is None:
            found += [_event(one, thresholds, today, me) for one in dated(session, today, since, until)]
    return tuple(sorted(found, key=lambda event: (event.on, event.sv, event.number, event.kind.value)))


def _event(one: Dated, thresholds: Thresholds, today: dt.date, me: Collection[int]) -> Event:
    names, urgency = (one.record.caption("sv"), one.record.caption("en")), thresholds.urgency(one.kind, one.on, today)
    return Event(one.type, one.record.id, *names, one.kind, one.on, urgency, None, one.person in me)


def urgent(store: Store, today: dt.date, settings: Settings) -> tuple[Event, ...]:
    """What somebody should look at now; follow-ups are counted by themselves."""
    until = today + dt.timedelta(days=Thresholds.of(settings).last)
    return tuple(event for event in _beside_follow_ups(store, today, until, settings) if event.is_urgent)


def coming(store: Store, today: dt.date, settings: Settings) -> tuple[Event, ...]:
    """What is coming up within the first threshold, what is overdue first, without follow-ups and what is snoozed."""
    until = today + dt.timedelta(days=Thresholds.of(settings).first)
    return tuple(event for event in _beside_follow_ups(store, today, until, settings) if event.snoozed_until is None)


def _beside_follow_ups(store: Store, today: dt.date, until: dt.date, settings: Settings) -> Iterator[Event]:
    """The agenda without follow-ups, which have a card and a number of their own."""
    return (event for event in agenda(store, today, until, settings) if event.kind != PeopleKind.FOLLOW_UP)


def snooze(store: Store, event: Event, until: dt.date, today: dt.date) -> None:
    """Puts an event of an agreement off until a day, in one step that can be undone. Raises KideskError."""
    if until <= today:
        raise KideskError(N_("A date can only be snoozed until a later day. Nothing was changed."))
    with store.change(SNOOZED, AGREEMENTS.key) as session:
        agreement = _agreement(session, event)
        others = [one for one in agreement.snoozes if one.kind != event.kind]
        agreement.snoozes = [*others, Snooze(kind=EventKind(event.kind), event_on=event.on, until_on=until)]


def wake(store: Store, event: Event) -> None:
    """Ends the snooze of an event, in one step that can be undone. Raises KideskError where the agreement is gone."""
    with store.change(AWOKEN, AGREEMENTS.key) as session:
        agreement = _agreement(session, event)
        agreement.snoozes = [one for one in agreement.snoozes if one.kind != event.kind]


def _agreement(session: Session, event: Event) -> Agreement:
    if not event.can_rest:
        raise KideskError(
            N_("Only dates of agreements can be snoozed. Nothing was changed; change the day in the record itself.")
        )
    found = session.get(Agreement, event.number)
    if found is None:
        raise gone(event.number)
    return found


def _dated(
    session: Session, today: dt.date, since: dt.date, until: dt.date, of: Collection[int] | None
) -> Iterator[tuple[Dates, EventKind, dt.date]]:
    """All events in the window: those that follow from the agreements' own dates, and risks to be assessed anew."""
    for one in _agreements(session, since, until, of):
        for kind, on in _seen(one, today, since, until):
            yield one, kind, on
    for *columns, on in session.execute(_reassessed(until)):
        one = Dates._make(columns)
        if of is None or one.id in of:
            yield one, EventKind.REASSESS, on


def _reassessed(until: dt.date) -> Select[Any]:
    """Agreements that live, whose assessment that holds is to be made anew by a day in the window or before it.

    The day stays until a new assessment has been concluded.
    """
    return (
        select(*_COLUMNS, RiskAssessment.reassess_by)
        .join(RiskAssessment, RiskAssessment.agreement_id == Agreement.id)
        .where(
            Agreement.status.in_((*RUNNING, *PREPARING)),
            RiskAssessment.id.in_(in_effect()),
            RiskAssessment.reassess_by <= until,
        )
    )


def _seen(agreement: Dates, today: dt.date, since: dt.date, until: dt.date) -> Iterator[tuple[EventKind, dt.date]]:
    for kind, on in events(agreement, today):
        is_waiting = kind in (EventKind.REVIEW, EventKind.SIGNATURE, EventKind.START_PREPARING)
        if on <= until and (on >= since or is_waiting):
            yield kind, on


def _agreements(
    session: Session, since: dt.date, until: dt.date, of: Collection[int] | None
) -> Iterable[Dates]:
    """The agreements that may have something in the window; the rules then say what."""
    routes = {route.id: route for route in session.scalars(select(DecisionRoute))}
    wanted = select(*_COLUMNS).where(or_(_is_running(session, since, until), _is_terminated(since, until), _WAITS))
    if of is not None:
        wanted = wanted.where(Agreement.id.in_(of))
    return (_prepared(Dates._make(row), routes) for row in session.execute(wanted))


def _prepared(agreement: Dates, routes: dict[int, DecisionRoute]) -> Dates:
    """With the preparation time of its decision route where none was entered."""
    if agreement.preparation_days is not None or agreement.route_id is None:
        return agreement
    route = routes[agreement.route_id]
    row = route.row_for(agreement.type, agreement.level, agreement.cycle, agreement.is_strategic)
    return agreement._replace(preparation_days=row.preparation_days if row is not None else None)


_WAITS = and_(Agreement.status == AgreementStatus.OUT_FOR_SIGNATURE, Agreement.sent_on.is_not(None))


def _is_running(session: Session, since: dt.date, until: dt.date) -> ColumnElement[bool]:
    try:
        farthest = until + dt.timedelta(days=_reach(session))
    except OverflowError:
        farthest = dt.date.max
    is_ending = Agreement.end_on.between(since, farthest)
    return and_(Agreement.status.in_(RUNNING), or_(is_ending, _is_reviewed(session, until)))


def _is_reviewed(session: Session, until: dt.date) -> ColumnElement[bool]:
    """Without an end, and last reviewed long enough ago; a month is added, since months are not of one length."""
    is_evergreen = or_(Agreement.is_open_ended.is_(True), Agreement.end_on.is_(None))
    since = func.coalesce(Agreement.reviewed_on, Agreement.effective_on)
    least = session.scalar(select(func.min(Agreement.review_every))) or REVIEW_EVERY_MONTHS
    latest = months_before(until, min(least, REVIEW_EVERY_MONTHS) - 1)
    return and_(is_evergreen, or_(since.is_(None), since <= latest))


def _is_terminated(since: dt.date, until: dt.date) -> ColumnElement[bool]:
    """What ends by notice may do so before or after its own end."""
    has_status = Agreement.status.in_((*RUNNING, AgreementStatus.TERMINATED))
    return and_(has_status, Agreement.termination_effective_on.between(since, until))


def _reach(session: Session) -> int:
    """How many days before its end an agreement may ask for something at most."""
    routed = session.scalar(select(func.max(RouteRow.preparation_days))) or 0
    wanted = select(Agreement.notice_unit, func.max(Agreement.notice), func.max(Agreement.preparation_days))
    rows = session.execute(wanted.where(Agreement.status.in_(RUNNING)).group_by(Agreement.notice_unit))
    reaches = [
        ((notice or 0) + (unit == NoticeUnit.ACADEMIC_YEARS)) * _LONGEST[unit] + max(preparation or 0, routed)
        for unit, notice, preparation in rows
    ]
    return min(max(reaches, default=0), _MOST_DAYS)


def _snoozed(session: Session, today: dt.date) -> dict[tuple[int, EventKind, dt.date], dt.date]:
    wanted = select(Snooze.agreement_id, Snooze.kind, Snooze.event_on, Snooze.until_on).where(Snooze.until_on > today)
    return {(number, kind, on): until for number, kind, on, until in session.execute(wanted)}


def _persons_called(session: Session, name: str) -> frozenset[int]:
    """The persons of the register whose name is that of the person at work."""
    return frozenset(session.scalars(select(Person.id).where(is_called(name))))
