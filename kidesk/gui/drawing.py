"""Figures painted on screen: the shapes that paper and web draw, in the theme's colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from kidesk.gui import theme
from kidesk.gui.tokens import Tokens, contrast, mix
from kidesk.reports.content import Tone
from kidesk.reports.figures.lettering import Lettering
from kidesk.reports.figures.palette import Palette
from kidesk.reports.figures.shapes import Circle, Ink, Line, Point, Polygon, Rect, Shape, Text, Weight

SCALE = 1.6  # pixels a point: a chart's smallest text has 12 pixels
_ROUND = Qt.PenCapStyle.RoundCap
_FLAT = Qt.PenCapStyle.FlatCap


@lru_cache(maxsize=4096)
def _measured(text: str, weight: Weight) -> float:
    size = 12
    return QFontMetricsF(theme.font(size, weight)).horizontalAdvance(text) / size


LETTERING = Lettering(_measured)


@lru_cache(maxsize=8)
def palette(colours: Tokens) -> Palette:
    """The colours of figures in a theme."""
    unassessed = mix(colours.surface, colours.control, 0.4)
    fill: dict[Tone, str] = {
        "ok": colours.chart_ok,
        "warn": colours.chart_warn,
        "bad": colours.chart_bad,
        "none": unassessed,
        "info": colours.info,
    }
    inks = (colours.surface, colours.text)
    return Palette(
        ground=colours.surface,
        text=colours.text,
        muted=colours.muted,
        line=colours.line,
        axis=colours.control,
        tint=colours.none_bg,
        series=(*colours.series, colours.none, colours.chart_ok),
        fill=fill,
        on_fill={tone: max(inks, key=lambda ink: contrast(ink, ground)) for tone, ground in fill.items()},
    )


def paint(painter: QPainter, shapes: Iterable[Shape], colours: Palette) -> None:
    """Paints shapes whose points are `SCALE` pixels, from the painter's origin."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in shapes:
        if isinstance(shape, Text):
            _write(painter, shape, colours)
        else:
            _draw(painter, shape, colours)
    painter.restore()


def _write(painter: QPainter, text: Text, colours: Palette) -> None:
    font = theme.font(round(text.size * SCALE), text.weight)
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]
    x = text.x * SCALE - before * QFontMetricsF(font).horizontalAdvance(text.text)
    painter.setFont(font)
    painter.setPen(QColor(colours.colour(text.colour)))
    painter.drawText(QPointF(x, text.y * SCALE), text.text)


def _draw(painter: QPainter, shape: Line | Rect | Polygon | Circle, colours: Palette) -> None:
    painter.setPen(_pen(shape.ink, colours))
    painter.setBrush(QColor(colours.colour(shape.ink.fill)) if shape.ink.fill else Qt.BrushStyle.NoBrush)
    match shape:
        case Line(points, _, True):
            _rule(painter, _pixels(points))
        case Line(points, _):
            painter.drawPolyline(_pixels(points))
        case Polygon(points, _):
            painter.drawPolygon(_pixels(points))
        case Circle(x, y, radius, _):
            painter.drawEllipse(QPointF(x, y) * SCALE, radius * SCALE, radius * SCALE)
        case Rect(x, y, width, height, _, radius):
            place = QRectF(x * SCALE, y * SCALE, width * SCALE, height * SCALE)
            round_by = min(radius * SCALE, place.width() / 2, place.height() / 2)
            painter.drawRoundedRect(place, round_by, round_by)


def _pen(ink: Ink, colours: Palette) -> QPen:
    if not ink.stroke:
        return QPen(Qt.PenStyle.NoPen)
    wide = max(ink.wide * SCALE, 1.0)
    brush, cap = QBrush(QColor(colours.colour(ink.stroke))), _ROUND if ink.round_ends else _FLAT
    pen = QPen(brush, wide, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin)
    if ink.dashes:
        pen.setDashPattern([length * SCALE / wide for length in ink.dashes])  # Qt counts in widths of the pen
    return pen


def _pixels(points: Sequence[Point]) -> list[QPointF]:
    return [QPointF(x, y) * SCALE for x, y in points]


def _rule(painter: QPainter, points: Sequence[QPointF]) -> None:
    """Draws a thin straight line over whole pixels of the screen, so that it is not smeared."""
    place, pen = painter.deviceTransform(), painter.pen()
    wide = max(round(pen.widthF() * place.m11()), 1)
    pen.setWidthF(wide / place.m11())
    painter.setPen(pen)
    shift = 0.5 if wide % 2 else 0.0
    found = [place.map(point) for point in points]
    back, _ = place.inverted()
    painter.drawPolyline([back.map(QPointF(floor(one.x()) + shift, floor(one.y()) + shift)) for one in found])
