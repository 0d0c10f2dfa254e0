"""Charts: figures drawn as shapes that are told apart without colour, with their numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Polygon, PolyLine, Rect, Shape

from kidesk.i18n import Language
from kidesk.reports import content
from kidesk.reports.paper import fonts
from kidesk.reports.paper.gate import Gate, Printable
from kidesk.reports.paper.marks import Picture, box, hairline, inked, long, shifted, symbol, text
from kidesk.reports.paper.rows import NOTHING, Look, Row, Rows, Track
from kidesk.reports.paper.words import Piece, Words


def part_widths(counts: Sequence[int], least: Sequence[float], width: float) -> list[float]:
    """Widths by share, together `width`, none narrower than its number when there is room for that."""
    if (crowd := sum(least)) > width:
        return [small * width / crowd for small in least]
    total = sum(counts)
    wanted = [max(small, width * count / total) for count, small in zip(counts, least, strict=True)]
    spare = [wide - small for wide, small in zip(wanted, least, strict=True)]
    over = sum(wanted) - width
    scale = min(over / sum(spare), 1.0) if sum(spare) else 0.0
    return [wide - more * scale for wide, more in zip(wanted, spare, strict=True)]


def bar(parts: Sequence[content.Part], width: float, language: Language) -> Drawing:
    """One stacked bar, `width` points wide: each part with its sign and count, the total behind."""
    drawn = [part for part in parts if part.count]
    total = sum(part.count for part in drawn)
    drawing = Drawing(width, 16, text(width, 5.3, language.number(total), "end"))
    room = width - long(language.number(total)) - 6
    if not drawn:
        drawing.add(box(0, 0, room, 16, None, fonts.LINE))
        return drawing
    least = [long(language.number(part.count)) + 8 for part in drawn]
    x = 0.0
    for part, wide in zip(drawn, part_widths([part.count for part in drawn], least, room), strict=True):
        drawing.add(_segment(part, wide - (1.5 if part is not drawn[-1] else 0), x, language))
        x += wide
    return drawing


def _segment(part: content.Part, wide: float, x: float, language: Language) -> Group:
    number, ink = language.number(part.count), fonts.PART_INK[part.tone]
    group = Group(box(0, 0, wide, 16, fonts.FILL[part.tone]))
    signed = wide >= long(number) + 20
    if signed:
        group.add(shifted(symbol(part.tone, ink, 8), 5, 4))
    group.add(text(16 if signed else wide / 2, 5.3, number, "start" if signed else "middle", ink))
    group.translate(x, 0)
    return group


def _swatch(tone: content.Tone) -> Drawing:
    inside = shifted(symbol(tone, fonts.PART_INK[tone], 8), 2, 1)
    return Drawing(12, 10, box(0, 0, 12, 10, fonts.FILL[tone]), inside)


def _legend(items: Sequence[tuple[Drawing, Printable]]) -> Rows:
    """Samples and their names, at most four beside each other."""
    across = min(4, max(len(items), 2))
    tracks = (Track(points=max((sample.width for sample, _ in items), default=0)), Track(share=1)) * across
    cells: list[tuple[Piece, Piece]] = [(Picture(sample), Words(name, fonts.CHART)) for sample, name in items]
    cells += [(NOTHING, NOTHING)] * (-len(cells) % across)
    rows = tuple(
        Row(tuple(one for pair in cells[start : start + across] for one in pair))
        for start in range(0, len(cells), across)
    )
    return Rows(tracks, rows, Look(pad=2, gutter=6, rule=None), after=6)


def _lowered(label: Words) -> Piece:
    """A label whose first line stands beside the number in its bar."""
    return Rows((Track(share=1),), (Row((label,), gap=2.8),), Look(pad=0, rule=None, tall=0))


def _distribution(spec: content.Distribution, width: float, gate: Gate, language: Language) -> list[Piece]:
    parts = {(part.tone, gate.line(part.label)): None for one in spec.bars for part in one.parts}
    labelled = any(one.label.strip() for one in spec.bars)
    left = (width - 12) * 0.36 if labelled else 0.0
    rows = []
    for one in spec.bars:
        drawn = Picture(bar(one.parts, width - left - (12 if labelled else 0), language))
        label = Words(gate.text(one.label), fonts.CHART)
        rows.append(Row((_lowered(label), drawn) if labelled else (drawn,)))
    bars = Rows((Track(points=left), Track(share=1)), tuple(rows), Look(pad=3, rule=None), after=6)
    return [_legend([(_swatch(tone), label) for tone, label in parts]), bars]


_DASHES: tuple[list[float] | None, ...] = (None, [5, 2.5], [1.2, 2.2], [8, 2, 1.2, 2])


def _series_colours(accent: str) -> tuple[str, ...]:
    return accent, fonts.FILL["ok"], fonts.FILL["warn"], fonts.INK["none"], fonts.INK["info"]


@dataclass(frozen=True)
class Scale:
    """The value axis: from `low` to `high` in even steps, drawn between two heights in points."""

    low: float
    high: float
    step: float
    foot: float
    top: float

    def y(self, value: float) -> float:
        """The height of a value, in points."""
        return self.foot + (value - self.low) / (self.high - self.low) * (self.top - self.foot)

    def ticks(self) -> Iterator[float]:
        """The values that get a line."""
        for place in range(round((self.high - self.low) / self.step) + 1):
            yield round(self.low + place * self.step, 12)


def scale(series: Sequence[content.Series], foot: float, top: float) -> Scale:
    """An axis that holds all values and zero, with three to six steps of 1, 2 or 5."""
    values = [value for one in series for value in one.values if value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    span = max(high - low, 1e-9) if high > low else 1.0
    power = 10.0 ** math.floor(math.log10(span / 4))
    step = next(power * factor for factor in (1, 2, 5, 10) if span / (power * factor) <= 5)
    start = math.floor(low / step) * step
    return Scale(start, max(math.ceil(high / step) * step, start + step), step, foot, top)


@dataclass(frozen=True)
class _Plot:
    """The frame of a chart over periods: value axis on the left, periods below."""

    drawing: Drawing
    axis: Scale
    left: float
    slot: float

    def x(self, period: float) -> float:
        return self.left + (period + 0.5) * self.slot


def _plot(spec: content.Lines | content.Columns, width: float, gate: Gate, language: Language) -> _Plot:
    drawing = Drawing(width, 170)
    axis = scale(spec.series, 22, 150)
    names = [language.number(tick) for tick in axis.ticks()]
    left = max(map(long, names)) + 8
    for tick, name in zip(axis.ticks(), names, strict=True):
        colour = fonts.STRONG_LINE if tick == 0 else fonts.LINE
        drawing.add(hairline(left, axis.y(tick), width, axis.y(tick), colour))
        drawing.add(text(left - 6, axis.y(tick) - 2.7, name, "end"))
    drawing.add(text(0, 161, fonts.elide(gate.line(spec.unit), fonts.CHART, width)))
    plot = _Plot(drawing, axis, left, (width - left - 8) / len(spec.periods))
    periods = [fonts.elide(gate.line(period), fonts.CHART, 90) for period in spec.periods]
    every = max(1, math.ceil((max(map(long, periods)) + 6) / plot.slot))
    for place in range(0, len(periods), every):
        drawing.add(text(plot.x(place), 8, periods[place], "middle"))
    return plot


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


def _marker(place: int, x: float, y: float, colour: str) -> Shape:
    diamond = [x, y + 2.8, x + 2.8, y, x, y - 2.8, x - 2.8, y]
    shape = (
        Circle(x, y, 2.2),
        Rect(x - 2.1, y - 2.1, 4.2, 4.2),
        Polygon(diamond),
        Polygon([x, y + 2.8, x + 2.8, y - 2, x - 2.8, y - 2]),
    )[place % 4]
    return inked(shape, fonts.PAPER if place % 2 else colour, colour)


def _curve(place: int, values: Sequence[float | None], plot: _Plot, colour: str) -> Iterator[Shape]:
    for run in _runs(values):
        points = [(plot.x(period), plot.axis.y(value)) for period, value in run]
        if len(points) > 1:
            line = PolyLine([one for point in points for one in point])
            yield inked(line, None, colour, 1.5, _DASHES[place % len(_DASHES)])
        for x, y in points if len(values) <= 36 or len(points) == 1 else ():
            yield _marker(place, x, y, colour)


def _last_value(values: Sequence[float | None], plot: _Plot, language: Language) -> Iterator[Shape]:
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    for place, value in known[-1:]:
        yield text(plot.x(place), plot.axis.y(value) + 6, language.number(value), "middle", fonts.TEXT)


def lines(spec: content.Lines, width: float, gate: Gate, language: Language, accent: str) -> Drawing:
    """Lines told apart by dashes and markers as well as colour; annotations are numbered."""
    plot = _plot(spec, width, gate, language)
    for number, remark in enumerate(spec.annotations, 1):
        x = plot.x(remark.period)
        line = Line(x, plot.axis.foot, x, 148)
        plot.drawing.add(inked(line, None, fonts.STRONG_LINE, 0.5, [1.5, 2]))
        plot.drawing.add(inked(Circle(x, 154, 6), fonts.TINT["none"]))
        plot.drawing.add(text(x, 151.3, str(number), "middle", fonts.TEXT))
    for place, (one, colour) in enumerate(zip(spec.series, cycle(_series_colours(accent)))):
        for shape in (
            *_curve(place, one.values, plot, colour),
            *_last_value(one.values, plot, language),
        ):
            plot.drawing.add(shape)
    return plot.drawing


def columns(spec: content.Columns, width: float, gate: Gate, language: Language, accent: str) -> Drawing:
    """Standing columns with their values where these have room."""
    plot = _plot(spec, width, gate, language)
    wide = min(plot.slot * 0.72 / max(len(spec.series), 1), 34)
    for place, (one, colour) in enumerate(zip(spec.series, cycle(_series_colours(accent)))):
        for period, value in enumerate(one.values):
            if value is not None:
                x = plot.x(period) + (place - len(spec.series) / 2) * wide
                _column(plot, x, wide, value, colour, language.number(value))
    return plot.drawing


def _column(plot: _Plot, x: float, wide: float, value: float, colour: str, number: str) -> None:
    foot, top = sorted((plot.axis.y(0), plot.axis.y(value)))
    plot.drawing.add(box(x + 0.5, foot, max(wide - 1, 0.5), top - foot, colour))
    if long(number) <= wide + 2:
        plot.drawing.add(text(x + wide / 2, top + 3, number, "middle", fonts.TEXT))


def _sample(place: int, colour: str, dashed: bool) -> Drawing:
    if not dashed:
        return Drawing(12, 10, box(0, 0, 12, 10, colour))
    line = inked(Line(0, 5, 22, 5), None, colour, 1.5, _DASHES[place % len(_DASHES)])
    return Drawing(22, 10, line, _marker(place, 11, 5, colour))


def _series_legend(spec: content.Lines | content.Columns, gate: Gate, accent: str) -> Rows:
    dashed = isinstance(spec, content.Lines)
    pairs = zip(spec.series, cycle(_series_colours(accent)))
    items = [(_sample(place, colour, dashed), gate.line(one.name)) for place, (one, colour) in enumerate(pairs)]
    return _legend(items)


def pieces(spec: content.ChartSpec, width: float, gate: Gate, language: Language, accent: str) -> list[Piece]:
    """The chart as it is set in a text: legend, drawing, remarks."""
    if isinstance(spec, content.Distribution):
        return _distribution(spec, width, gate, language)
    legend = _series_legend(spec, gate, accent)
    if isinstance(spec, content.Columns):
        return [legend, Picture(columns(spec, width, gate, language, accent))]
    remarks = [
        Words(gate.text(f"{number}. {remark.text}"), fonts.REMARK) for number, remark in enumerate(spec.annotations, 1)
    ]
    return [legend, Picture(lines(spec, width, gate, language, accent)), *remarks]
