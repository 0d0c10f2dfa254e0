"""Values over periods: lines and columns on a scale, and the values of one period."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from kidesk.i18n import N_, Language
from kidesk.reports.figures.legend import column_box, line_ink, marker, target_mark
from kidesk.reports.figures.lettering import LABEL, Lettering
from kidesk.reports.figures.scale import Scale, scale
from kidesk.reports.figures.shapes import Circle, Figure, Ink, Line, Rect, Shape, Text, hairline
from kidesk.reports.over_time import Annotation, Columns, Lines, Series

_FOOT = 22.0  # room for the periods below the axis
_HEAD = 20.0  # room for the unit, and the value of a point at the very top beneath numbered remarks
_BARE_HEAD = 12.0
_BARE_FOOT = 14.0
_LONGEST_PERIOD = 90.0
_GAP = 6.0  # the least distance between the names of two periods
_ROOM_FOR_MARKER = 6.0
_NEAR = 11.0  # where a target would strike through the number of its column
_SIGN = 6.0  # half the height of the number of a remark
_REMARK = Ink(stroke="axis", wide=0.5, dashes=(1.5, 2))
_BREAK = Ink(stroke="text", wide=0.8, dashes=(4, 3))
_ASIDE = 8.0  # between a period and what is said of it
_TIP_SHARE, _LEAST_TIP = 0.45, 110.0
_APART = 8.5  # the least distance between two values of one period


@dataclass(frozen=True)
class Plot:
    """The frame of a chart over periods: value axis on the left, periods below; `left` and `slot` in points."""

    spec: Lines | Columns
    width: float
    height: float
    lettering: Lettering
    language: Language
    axis: Scale
    left: float
    slot: float

    def x(self, period: float) -> float:
        """The middle of a period, counted from 0."""
        return self.left + (period + 0.5) * self.slot

    def figure(self, shapes: Iterator[Shape]) -> Figure:
        """The shapes in their frame."""
        stops = tuple(self.x(period) for period in range(len(self.spec.periods)))
        heights = tuple(
            tuple(None if value is None else self.axis.y(value) for value in one.values) for one in self.spec.series
        )
        return Figure(self.width, self.height, tuple(shapes), stops, (self.axis.top, self.axis.foot), heights)

    def ruled(self) -> Iterator[Shape]:
        """The scale, the unit and the periods."""
        for tick in self.axis.ticks():
            y = self.axis.y(tick)
            yield hairline((self.left, y), (self.width, y), "line" if tick else "axis")
            yield Text(self.left - 6, y + 2.7, self.language.number(tick), anchor="end")
        if self.spec.unit.strip():
            yield Text(0, 8.5, self.lettering.elided(self.spec.unit, self.width))
        yield from self.named(self.height - 8)

    def named(self, y: float) -> Iterator[Text]:
        """The periods at even steps, as many as stand beside each other without touching and within the frame."""
        names = [self.lettering.elided(name, _LONGEST_PERIOD) for name in self.spec.periods]
        every, end = max(1, math.ceil((max(map(self.lettering.width, names)) + _GAP) / self.slot)), 0.0
        for period in range(0, len(names), every):
            half = self.lettering.width(names[period]) / 2
            x = max(self.x(period), half)
            if not period or (end <= x - half and x + half <= self.width):
                yield Text(x, y, names[period], anchor="middle")
                end = x + half + _GAP


def ruled_plot(
    spec: Lines | Columns, width: float, height: float, lettering: Lettering, language: Language
) -> Plot:
    """A plot with a value axis."""
    head = _HEAD + (2 * _SIGN if isinstance(spec, Lines) and spec.annotations else 0)
    axis = scale(measured(spec), height - _FOOT, head)
    left = max(lettering.width(language.number(tick)) for tick in axis.ticks()) + 8
    slot = (width - left - 8) / len(spec.periods)
    return Plot(spec, width, height, lettering, language, axis, left, slot)


def measured(spec: Lines | Columns) -> tuple[Series, ...]:
    """All series of a chart, each column's target after it."""
    if isinstance(spec, Columns) and spec.targets:
        return tuple(one for pair in zip(spec.series, spec.targets, strict=True) for one in pair)
    return spec.series


def lines(spec: Lines, plot: Plot) -> Figure:
    """Lines told apart by dashes and markers as well as colour; remarks are numbered."""

    def shapes() -> Iterator[Shape]:
        yield from plot.ruled()
        yield from _remarks(spec, plot)
        for place, one in enumerate(spec.series):
            yield from _curve(place, one, spec.breaks(place), plot)
        yield from _last_values(spec, plot)

    return plot.figure(shapes())


def _remarks(spec: Lines, plot: Plot) -> Iterator[Shape]:
    """A rule at each period with remarks, and their numbers on top of it; a method break is named."""
    signs: list[tuple[float, str]] = []
    for period, numbered in groupby(_by_period(spec.annotations), key=lambda one: one[1].period):
        same = list(numbered)
        x, is_break = plot.x(period), any(remark.is_break for _, remark in same)
        yield Line(((x, plot.axis.foot), (x, 16 + _SIGN)), _BREAK if is_break else _REMARK, crisp=True)
        numbers = ", ".join(plot.language.number(number) for number, _ in same)
        signs.append((x, plot.language.text(N_("{numbers} Method break"), numbers=numbers) if is_break else numbers))
    widths = [max(plot.lettering.width(said) + 6, 2 * _SIGN) for _, said in signs]
    for (_, said), left, wide in zip(signs, _spread([x for x, _ in signs], widths, plot.width), widths, strict=True):
        yield Rect(left, 16 - _SIGN, wide, 2 * _SIGN, Ink("tint"), _SIGN)
        yield Text(left + wide / 2, 18.7, said, "text", "middle")


def _spread(middles: Sequence[float], widths: Sequence[float], room: float) -> list[float]:
    """Where things of these widths begin: about their middles, side by side as far as there is room."""
    lefts: list[float] = []
    end = 0.0
    for middle, wide in zip(middles, widths, strict=True):
        lefts.append(max(middle - wide / 2, end))
        end = lefts[-1] + wide + 1
    end = room
    for place in reversed(range(len(lefts))):
        lefts[place] = max(min(lefts[place], end - widths[place]), 0.0)
        end = lefts[place] - 1
    return lefts


def _by_period(remarks: Sequence[Annotation]) -> list[tuple[int, Annotation]]:
    """The remarks with their numbers, in the order of time."""
    return sorted(enumerate(remarks, 1), key=lambda one: (one[1].period, one[0]))


def _runs(values: Sequence[float | None], breaks: Container[int]) -> Iterator[list[tuple[int, float]]]:
    """Values that a line may lead through: it leads neither over what is missing nor over a method break."""
    run: list[tuple[int, float]] = []
    for place, value in enumerate(values):
        if run and (value is None or place in breaks):
            yield run
            run = []
        if value is not None:
            run.append((place, value))
    if run:
        yield run


def _curve(place: int, one: Series, breaks: Container[int], plot: Plot) -> Iterator[Shape]:
    unsure = frozenset(one.provisional)
    for run in _runs(one.values, breaks):
        points = {period: (plot.x(period), plot.axis.y(value)) for period, value in run}
        for is_provisional, steps in groupby(pairwise(points), key=lambda step: not unsure.isdisjoint(step)):
            (first, second), *others = steps
            through = (points[first], points[second], *(points[later] for _, later in others))
            yield Line(through, line_ink(place, is_provisional=is_provisional))
        for period, (x, y) in points.items():
            if plot.slot >= _ROOM_FOR_MARKER or period in unsure or period == run[-1][0]:
                yield marker(place, x, y, is_provisional=period in unsure)


def _last_values(spec: Lines, plot: Plot) -> Iterator[Text]:
    """The value at the last point of each line; where two would overlap, the upper one is moved up or left out."""
    known = [[(place, value) for place, value in enumerate(one.values) if value is not None] for one in spec.series]
    below: dict[int, float] = {}
    for period, value in sorted((run[-1] for run in known if run), key=lambda last: last[1]):
        y = min(plot.axis.y(value) - 6, below.get(period, math.inf) - _APART)
        below[period] = y
        if y < _APART:
            continue
        number = plot.language.number(value)
        x = min(plot.x(period), plot.width - plot.lettering.width(number) / 2)
        yield Text(x, y, number, "text", "middle")


def columns(spec: Columns, plot: Plot) -> Figure:
    """Standing columns with their values where these have room."""

    def shapes() -> Iterator[Shape]:
        yield from plot.ruled()
        wide = min(plot.slot * 0.72 / max(len(spec.series), 1), 34)
        for place, one in enumerate(spec.series):
            for period, value in enumerate(one.values):
                x = plot.x(period) + (place - len(spec.series) / 2) * wide
                target = spec.targets[place].values[period] if spec.targets else None
                if value is not None:
                    yield from _column(plot, x, wide, value, place, target)
                if target is not None:
                    yield from target_mark(x - 1, plot.axis.y(target), wide + 2)

    return plot.figure(shapes())


def _column(
    plot: Plot, x: float, wide: float, value: float, place: int, target: float | None
) -> Iterator[Shape]:
    top, foot = sorted((plot.axis.y(0), plot.axis.y(value)))
    number = plot.language.number(value)
    yield column_box(place, x + 0.5, top, max(wide - 1, 0.5), foot - top)
    if plot.lettering.width(number) <= wide + 2:
        above = top if target is None or not 0 <= top - plot.axis.y(target) < _NEAR else plot.axis.y(target)
        yield Text(x + wide / 2, above - 3 if value >= 0 else foot + 8, number, "text", "middle")


def small_columns(
    spec: Lines | Columns, width: float, height: float, lettering: Lettering, language: Language, highlighted: int
) -> Figure:
    """The first series for a glance: no scale, each value above its column, the first `highlighted` in the accent."""
    values = [value or 0.0 for one in spec.series[:1] for value in one.values]
    axis = Scale(min([0.0, *values]), max([0.0, *values]) or 1.0, 1.0, height - _BARE_FOOT, _BARE_HEAD)
    plot = Plot(spec, width, height, lettering, language, axis, 0.0, width / len(spec.periods))

    def shapes() -> Iterator[Shape]:
        for period, value in enumerate(values):
            top, foot = sorted((axis.y(0), axis.y(value)))
            tall = max(foot - top, 1.2)  # nothing is a line on the ground
            ink = Ink("series 0" if period < highlighted else "axis")
            place = (plot.x(period) - plot.slot * 0.3, foot - tall, plot.slot * 0.6)
            yield Rect(*place, tall, ink, 1.9 if tall > 2.5 else 0)
            if value:
                yield Text(plot.x(period), foot - tall - 4, language.number(value), "text", "middle")
        yield from plot.named(height - 3)

    return plot.figure(shapes())


def reading(
    said: Sequence[str], figure: Figure, period: int, series: int | None, lettering: Lettering
) -> tuple[Shape, ...]:
    """What is said of a period in a box beside it, to be drawn over the figure, with a ring around its points.

    `series`: the place of the one that is said, None for all.
    """
    x, (top, foot) = figure.stops[period], figure.reach
    points = [(place, ys[period]) for place, ys in enumerate(figure.heights) if series in (None, place)]
    rings = [Circle(x, y, 4.4, Ink(stroke=f"series {place}", wide=1.4)) for place, y in points if y is not None]
    room = max((figure.width - 2 * _ASIDE) * _TIP_SHARE, _LEAST_TIP)
    head, *others = ([*lettering.lines(one, room, LABEL, 600)] for one in said)
    rows = [*head, *(row for one in others for row in one)]
    wide, high = max(lettering.width(row, LABEL, 600) for row in rows) + 12, 11.0 * len(rows) + 8
    left = x + _ASIDE if x + _ASIDE + wide <= figure.width else max(x - _ASIDE - wide, 0)
    beside = rings[0].y - high / 2 if len(rings) == 1 else top
    upper = max(min(beside, figure.height - high), 0)
    box = Rect(left, upper, wide, high, Ink("text"), 3.8)
    texts = (
        Text(left + 6, upper + 12 + 11 * place, row, "ground", weight=600 if place < len(head) else 500)
        for place, row in enumerate(rows)
    )
    return (hairline((x, top), (x, foot), "axis"), *rings, box, *texts)
