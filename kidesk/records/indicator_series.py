"""Indicator series: index, change, year on year and means of the values, with gaps and method breaks respected.

Everything is reckoned in whole fractions; a `Figure` holds the result as a Decimal of 28 significant digits. Nothing is
rounded to fewer. A base of zero or less has no per cent and no times. A method break begins with the first month of
the period it is noted at, and a value is compared only with those counted by the same method.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction

from kidesk.i18n import N_, Language
from kidesk.records import series_period
from kidesk.records.indicator import PERIODS, Annotation, Indicator

_CONTEXT = Context(prec=28)


@dataclass(frozen=True)
class Point:
    """A value of a period. Values of different `method` do not compare; one whose own period has a break compares
    with no other."""

    period: str
    value: Decimal
    is_provisional: bool
    method: int = 0


@dataclass(frozen=True)
class Figure:
    """A number reckoned from a series, or None and the reason why not.

    `known` of the `wanted` periods had a value; a mean of a year may lack months.
    """

    value: Decimal | None
    reason: str = ""
    periods: Mapping[str, str] = field(default_factory=dict)
    known: int = 1
    wanted: int = 1
    is_provisional: bool = False

    def because(self, language: Language) -> str:
        """Why there is no number, as a sentence; nothing where there is one."""
        said = {key: series_period.said(period, language) for key, period in self.periods.items()}
        return language.text(self.reason, **said)


def points(indicator: Indicator) -> tuple[Point, ...]:
    """The values of a series in the order of their periods; a period that is none of the series' is left out."""
    form = PERIODS[indicator.frequency]
    starts = sorted(_start(one) for one in indicator.annotations if _is_placed_break(one))
    values = {one.period: one for one in indicator.values if form.fullmatch(one.period or "") and one.value is not None}
    return tuple(
        Point(period, values[period].value, bool(values[period].is_provisional), _method(period, starts))
        for period in sorted(values)
    )


def broken_between(indicator: Indicator, first: str, last: str) -> tuple[Annotation, ...]:
    """The method breaks after the first period began, until the last one ended, in their order."""
    start, stop = series_period.months(first).start, series_period.months(last).stop
    breaks = (one for one in indicator.annotations if _is_placed_break(one))
    return tuple(sorted((one for one in breaks if start < _start(one) < stop), key=_start))


def index(points: Sequence[Point], base_period: str) -> tuple[Figure, ...]:
    """Each value where the base is 100. The base may be a year of shorter periods: then it is their mean."""
    base = _level(points, base_period)
    return tuple(_compared(base, _of(point), _per_cent) for point in points)


def year_on_year(points: Sequence[Point]) -> tuple[Figure, ...]:
    """The change of each value in per cent since the same period of the year before."""
    by_period = {point.period: point for point in points}
    return tuple(
        _compared(_of(by_period.get(before), before), _of(point), _change)
        for point, before in ((point, series_period.year_before(point.period)) for point in points)
    )


def rolling_mean(points: Sequence[Point], width: int) -> tuple[Figure, ...]:
    """The mean of each value and those before it, `width` in all, one of each period. Raises ValueError below 1."""
    if width < 1:
        raise ValueError(width)
    by_period = {point.period: point for point in points}
    return tuple(_whole(_window(by_period, point.period, width)) for point in points)


def value_at(points: Sequence[Point], period: str) -> Figure:
    """The value of a period; of a year of shorter periods their mean."""
    return _level(points, period).figure()


def change(points: Sequence[Point], first: str, last: str) -> Figure:
    """The change in per cent from one period to another. Only the two are read; either may be a year."""
    return _compared(_level(points, first), _level(points, last), _change)


def times(points: Sequence[Point], first: str, last: str) -> Figure:
    """How many times the value of the first period the last one is. Either may be a year."""
    return _compared(_level(points, first), _level(points, last), _ratio)


def mean_of(points: Sequence[Point], first: str, last: str) -> Figure:
    """The mean of the values from the first period to the last, of those there are. Either may be a year."""
    return _spanned(points, first, last).figure()


def latest(points: Sequence[Point]) -> str:
    """The last period with a value; nothing of an empty series."""
    return points[-1].period if points else ""


NO_VALUE = N_("There is no value for {period}.")
BROKEN = N_("The method changed between {first} and {last}, so the values do not compare.")
BROKEN_WITHIN = N_("The method changed within {period}, so its values have no mean.")
NO_BASE = N_("The value for {period} is zero or less, so that nothing can be measured against it.")
NOT_FULL = N_("Not every period up to {period} that the mean is of has a value.")


@dataclass(frozen=True)
class _Level:
    """What stands in a comparison: a value or a mean, or the reason why there is none."""

    period: str
    value: Fraction | None
    method: int = 0
    reason: str = ""
    known: int = 1
    wanted: int = 1
    is_provisional: bool = False

    def figure(self) -> Figure:
        """The level itself as a figure."""
        if self.value is None:
            return Figure(None, self.reason, {"period": self.period}, self.known, self.wanted)
        return Figure(_decimal(self.value), "", {}, self.known, self.wanted, self.is_provisional)


def _of(point: Point | None, period: str = "") -> _Level:
    if point is None:
        return _Level(period, None, reason=NO_VALUE, known=0)
    return _Level(point.period, Fraction(point.value), point.method, is_provisional=point.is_provisional)


def _level(points: Sequence[Point], period: str) -> _Level:
    return _spanned(points, period, period)


def _spanned(points: Sequence[Point], first: str, last: str) -> _Level:
    """The mean of what lies in a span; of one period its value."""
    name = first if first == last else f"{first}/{last}"
    if not (points and series_period.is_period(first) and series_period.is_period(last)):
        return _Level(name, None, reason=NO_VALUE, known=0)
    width = len(series_period.months(points[0].period))
    if min(len(series_period.months(first)), len(series_period.months(last))) < width:
        return _Level(name, None, reason=NO_VALUE, known=0)  # a month of a yearly series is none of its periods
    wanted = list(series_period.within(first, last, width))
    by_period = {point.period: point for point in points}
    return _mean([by_period[one] for one in wanted if one in by_period], name, len(wanted))


def _window(by_period: Mapping[str, Point], period: str, width: int) -> _Level:
    wanted = [series_period.later(period, -back) for back in range(width)]
    return _mean([by_period[one] for one in wanted if one in by_period], period, width)


def _mean(found: Sequence[Point], name: str, wanted: int) -> _Level:
    if not found:
        return _Level(name, None, reason=NO_VALUE, known=0, wanted=wanted)
    if len({point.method for point in found}) > 1:
        return _Level(name, None, reason=BROKEN_WITHIN, known=len(found), wanted=wanted)
    total = sum((Fraction(point.value) for point in found), Fraction())
    is_provisional = any(point.is_provisional for point in found)
    return _Level(name, total / len(found), found[0].method, "", len(found), wanted, is_provisional)


def _whole(level: _Level) -> Figure:
    if level.value is not None and level.known < level.wanted:
        return Figure(None, NOT_FULL, {"period": level.period}, level.known, level.wanted)
    return level.figure()


def _compared(first: _Level, last: _Level, rule: Callable[[Fraction, Fraction], Fraction]) -> Figure:
    known, wanted = first.known + last.known, first.wanted + last.wanted
    for level in (first, last):
        if level.value is None:
            return Figure(None, level.reason, {"period": level.period}, known, wanted)
    assert first.value is not None
    assert last.value is not None
    if first.method != last.method:
        return Figure(None, BROKEN, {"first": first.period, "last": last.period}, known, wanted)
    if first.value <= 0:
        return Figure(None, NO_BASE, {"period": first.period}, known, wanted)
    is_provisional = first.is_provisional or last.is_provisional
    return Figure(_decimal(rule(first.value, last.value)), "", {}, known, wanted, is_provisional)


def _change(first: Fraction, last: Fraction) -> Fraction:
    return (last - first) * 100 / first


def _per_cent(first: Fraction, last: Fraction) -> Fraction:
    return last * 100 / first


def _ratio(first: Fraction, last: Fraction) -> Fraction:
    return last / first


def _decimal(fraction: Fraction) -> Decimal:
    return _CONTEXT.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))


def _is_placed_break(annotation: Annotation) -> bool:
    return annotation.is_method_break and series_period.is_period(_begins(annotation))


def _start(annotation: Annotation) -> int:
    return series_period.months(_begins(annotation)).start


def _begins(annotation: Annotation) -> str:
    """The period a remark is noted at; of a span of years, "2019/2023", the first."""
    return (annotation.period or "").partition("/")[0].strip()


def _method(period: str, starts: Sequence[int]) -> int:
    """The method a value was counted by: even, the breaks before it; odd, where a break lies in its own period."""
    own = series_period.months(period)
    is_mixed = any(own.start < start < own.stop for start in starts)
    return 2 * sum(start <= own.start for start in starts) + is_mixed
