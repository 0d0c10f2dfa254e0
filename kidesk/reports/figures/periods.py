"""Values over periods: lines and columns on a scale, and the values of one period."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kidesk.i18n import Language
from kidesk.reports.figures.legend import column_box, line_ink, marker, target_mark
from kidesk.reports.figures.lettering import Lettering
from kidesk.reports.figures.scale import Scale, scale
from kidesk.reports.figures.shapes import Circle, Figure, Ink, Line, Point, Rect, Shape, Text, hairline
from kidesk.reports.over_time import Annotation, Columns, Lines, Series

_FOOT = 22.0  # room for the periods below the axis
_HEAD = 20.0  # room for the unit, numbered remarks and the value of a point at the very top
_BARE_HEAD = 12.0
_BARE_FOOT = 14.0
_LONGEST_PERIOD = 90.0
_GAP = 6.0  # the least distance between the names of two periods
_ROOM_FOR_MARKER = 6.0
_NEAR = 11.0  # where a target would strike through the number of its column
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
        return Figure(self.width, self.height, tuple(shapes), stops, (self.axis.top, self.axis.foot))

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
    axis = scale(measured(spec), height - _FOOT, _HEAD)
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
        for number, remark in enumerate(spec.annotations, 1):
            yield from _numbered(number, remark, plot)
        for place, one in enumerate(spec.series):
            yield from _curve(place, one.values, plot)
        yield from _last_values(spec, plot)

    return plot.figure(shapes())


def _numbered(number: int, remark: Annotation, plot: Plot) -> Iterator[Shape]:
    x = plot.x(remark.period)
    dotted = Ink(stroke="axis", wide=0.5, dashes=(1.5, 2))
    yield Line(((x, plot.axis.foot), (x, plot.axis.top + 2)), dotted, crisp=True)
    yield Circle(x, 16, 6, Ink("tint"))
    yield Text(x, 18.7, plot.language.number(number), "text", "middle")


def _runs(values: Sequence[float | None]) -> Iterator[list[tuple[int, float]]]:
    run: list[tuple[int, float]] = []
    for place, value in enumerate(values):
        if value is not None:
            run.append((place, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _curve(place: int, values: Sequence[float | None], plot: Plot) -> Iterator[Shape]:
    for run in _runs(values):
        points: list[Point] = [(plot.x(period), plot.axis.y(value)) for period, value in run]
        if len(points) > 1:
            yield Line(tuple(points), line_ink(place))
        for x, y in points if plot.slot >= _ROOM_FOR_MARKER else points[-1:]:
            yield marker(place, x, y)


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


def reading(said: Sequence[str], figure: Figure, period: int, lettering: Lettering) -> tuple[Shape, ...]:
    """The sentences said of a period in a box beside it, to be drawn over the figure."""
    x, (top, foot) = figure.stops[period], figure.reach
    wide = max(map(lettering.width, said)) + 12
    left = x + 6 if x + 6 + wide <= figure.width else max(x - 6 - wide, 0)
    box = Rect(left, top, wide, 11 * len(said) + 8, Ink("text"), 3.8)
    texts = (Text(left + 6, top + 12 + 11 * row, line, "ground") for row, line in enumerate(said))
    return (hairline((x, top), (x, foot), "axis"), box, *texts)
