"""Counted series: what kidesk counts of its own records at the end of each period, whenever it is read.

Nothing of it is stored: a day that is corrected in the register corrects the series. Only a seal keeps what was
counted.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from kidesk.records import clock, series_period
from kidesk.records.agreement import Agreement, StatusChange
from kidesk.records.agreement_in_force import Step, has_been_in_force, in_force_since, last_day_in_force
from kidesk.records.agreement_rules import Dates
from kidesk.records.ambassador import ACTIVE_STAGES, Ambassador, StageChange
from kidesk.records.indicator import MONTHS, Counted, Indicator, IndicatorValue
from kidesk.store.store import Store

# The first and the last day on which something counts; None where it began before all that is known, or goes on.
Span = tuple[dt.date | None, dt.date | None]

_EARLIEST = dt.date(1900, 1, 1)  # a day before it is a slip of the pen, and a series from there would have no end
_MOST_VALUES = 10_000
_DATES = [getattr(Agreement, name) for name in Dates._fields]


def filled(store: Store, indicators: Sequence[Indicator]) -> Sequence[Indicator]:
    """The same detached series; those that kidesk counts have their values, which belong to no session.

    A value is what there was at the end of its period; that of the period that still runs is today's, and provisional.
    """
    wanted = {one.counted for one in indicators} - {Counted.NOTHING}
    if wanted:
        today = clock.today()
        with store.read() as session:
            spans = {kind: tuple(_SPANS[kind](session, today)) for kind in wanted}
        for one in indicators:
            if one.counted in spans:
                set_committed_value(one, "values", list(_values(one, spans[one.counted], today)))
    return indicators


def _values(indicator: Indicator, spans: Sequence[Span], today: dt.date) -> Iterator[IndicatorValue]:
    width = MONTHS[indicator.frequency]
    for position, (period, count) in enumerate(_counts(spans, width, today), start=1):
        yield IndicatorValue(
            # No stored row has such a number; a seal wants one of each row.
            id=-(indicator.id * _MOST_VALUES + position),
            indicator_id=indicator.id,
            period=period,
            value=Decimal(count),
            extracted_on=today,
            is_provisional=series_period.last_day(period) >= today,
        )


def _counts(spans: Sequence[Span], width: int, today: dt.date) -> Iterator[tuple[str, int]]:
    """How many spans hold the last day of each period, from the first that one begins in to the one that runs."""
    if not spans:
        return
    begins = sorted(since or dt.date.min for since, _ in spans)
    ends = sorted(until for _, until in spans if until is not None)
    known = [since for since, _ in spans if since is not None and since <= today]
    first = series_period.containing(max(min(known, default=today), _EARLIEST), width)
    for period in series_period.within(first, series_period.containing(today, width), width):
        day = min(series_period.last_day(period), today)
        yield period, bisect_right(begins, day) - bisect_left(ends, day)


def _agreements(session: Session, today: dt.date) -> Iterator[Span]:
    """When each agreement was in force, by the rules of the annual list."""
    steps: defaultdict[int, list[Step]] = defaultdict(list)
    taken = select(StatusChange.agreement_id, StatusChange.status, StatusChange.on)
    for number, status, on in session.execute(taken.order_by(StatusChange.on, StatusChange.id)):
        steps[number].append(Step(status, on))
    for row in session.execute(select(*_DATES)):
        one = Dates._make(row)
        since, until = in_force_since(one, steps[one.id]), last_day_in_force(one, steps[one.id])
        if has_been_in_force(one, steps[one.id]) and not _is_over_before(since, until):
            yield since, until


def _ambassadors(session: Session, today: dt.date) -> Iterator[Span]:
    """When each ambassador was active: from a stage that says so to the day before the next that does not.

    What the stage is today holds from today on, whichever step was dated last.
    """
    steps: defaultdict[int, list[tuple[dt.date, bool]]] = defaultdict(list)
    reached = select(StageChange.ambassador_id, StageChange.on, StageChange.stage).where(StageChange.on <= today)
    for number, on, stage in session.execute(reached.order_by(StageChange.on, StageChange.id)):
        steps[number].append((on, stage in ACTIVE_STAGES))
    for number, stage in session.execute(select(Ambassador.id, Ambassador.stage)):
        yield from _active([*steps[number], (today, stage in ACTIVE_STAGES)])


def _active(steps: Iterable[tuple[dt.date, bool]]) -> Iterator[Span]:
    since: dt.date | None = None
    for on, is_active in steps:
        if is_active and since is None:
            since = on
        elif not is_active and since is not None:
            if on > since:
                yield since, on - dt.timedelta(days=1)
            since = None
    if since is not None:
        yield since, None


def _is_over_before(since: dt.date | None, until: dt.date | None) -> bool:
    return since is not None and until is not None and until < since


_SPANS: dict[Counted, Callable[[Session, dt.date], Iterator[Span]]] = {
    Counted.AGREEMENTS_IN_FORCE: _agreements,
    Counted.AMBASSADORS_ACTIVE: _ambassadors,
}
