"""Charts on paper: their figures as pieces that pages divide between them."""

from __future__ import annotations

from dataclasses import replace

from kidesk.i18n import Language
from kidesk.reports import content, over_time
from kidesk.reports.figures import charts
from kidesk.reports.leaning import Balance
from kidesk.reports.paper import drawing
from kidesk.reports.paper.gate import Gate
from kidesk.reports.paper.marks import Picture
from kidesk.reports.paper.words import Piece

_AFTER = 8.0


def pieces(spec: content.ChartSpec, width: float, gate: Gate, language: Language, accent: str) -> list[Piece]:
    """The chart, `width` points wide, as it is set in a text: names, drawing, remarks."""
    figures = list(charts.strips(_printable(spec, gate), width, drawing.LETTERING, language))
    colours = drawing.palette(accent)
    return [
        Picture(figure, before=0, after=0 if figure is not figures[-1] else _AFTER, palette=colours)
        for figure in figures
    ]


def _printable(spec: content.ChartSpec, gate: Gate) -> content.ChartSpec:
    """The same chart, its texts as they can be printed."""
    if isinstance(spec, content.Distribution):
        return content.Distribution(tuple(_printable_bar(one, gate) for one in spec.bars))
    if isinstance(spec, Balance):
        rows = tuple(replace(one, label=gate.line(one.label)) for one in spec.rows)
        return Balance(rows, gate.line(spec.left), gate.line(spec.right))
    series = _named(spec.series, gate)
    periods, unit = tuple(map(gate.line, spec.periods)), gate.line(spec.unit)
    if isinstance(spec, over_time.Columns):
        targets = _named(spec.targets, gate)
        return replace(
            spec, series=series, periods=periods, unit=unit, targets=targets, target=gate.line(spec.target)
        )
    remarks = tuple(replace(one, text=gate.line(one.text)) for one in spec.annotations)
    return replace(spec, series=series, periods=periods, unit=unit, annotations=remarks)


def _named(series: tuple[over_time.Series, ...], gate: Gate) -> tuple[over_time.Series, ...]:
    return tuple(replace(one, name=gate.line(one.name)) for one in series)


def _printable_bar(one: content.Bar, gate: Gate) -> content.Bar:
    parts = tuple(replace(part, label=gate.line(part.label)) for part in one.parts)
    return content.Bar(gate.line(one.label), parts)
