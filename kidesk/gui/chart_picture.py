"""A chart as a picture to be put into another document: in light colours, on white, with its remarks."""

from __future__ import annotations

from math import ceil

from PySide6.QtGui import QImage, QPainter

from kidesk.gui import drawing
from kidesk.gui.tokens import tokens_for
from kidesk.i18n import Language
from kidesk.reports.content import ChartSpec
from kidesk.reports.figures import charts

_WIDTH = 480.0  # points
_RATIO = 2.0  # sharp on paper, too
_EDGE = 10.0


def picture(spec: ChartSpec, language: Language, accent: str) -> QImage:
    """The chart in pixels; `accent` ("#rrggbb") is the first series."""
    figure = charts.figure(spec, _WIDTH, drawing.LETTERING, language)
    scale = drawing.SCALE * _RATIO
    wide, high = (ceil((length + 2 * _EDGE) * scale) for length in (figure.width, figure.height))
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    colours = drawing.palette(tokens_for(False, accent))
    image.fill(colours.ground)
    with QPainter(image) as painter:
        painter.scale(_RATIO, _RATIO)
        painter.translate(_EDGE * drawing.SCALE, _EDGE * drawing.SCALE)
        drawing.paint(painter, figure.shapes, colours)
    return image
