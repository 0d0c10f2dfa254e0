"""Lines over periods, with a scale, names, and the values of the period one points at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kidesk.gui import theme
from kidesk.gui.tokens import Tokens

_CENTRED = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)


@dataclass(frozen=True)
class Series:
    """One line: its name, and a value for each period or None where there is none."""

    name: str
    values: Sequence[float | None]


class LineChart(QWidget):
    """Lines over periods with a scale and names; the pointer or the arrow keys show a period's values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._periods: list[str] = []
        self._series: list[Series] = []
        self._written: Callable[[float], str] = str
        self._shown: int | None = None

    @property
    def shown_period(self) -> int | None:
        """The period whose values are shown, counted from 0."""
        return self._shown

    def set_series(
        self, periods: Sequence[str], series: Sequence[Series], written: Callable[[float], str] = str
    ) -> None:
        """Shows these lines; `written` turns a value into the words of the person's language."""
        self._periods, self._series, self._written = list(periods), list(series), written
        self._shown = None
        self.setAccessibleDescription("; ".join(self._said(line) for line in series))
        self.update()

    def sizeHint(self) -> QSize:
        """A chart one can read at a glance."""
        return QSize(460, 220)

    def minimumSizeHint(self) -> QSize:
        """Scale, labels and names must fit."""
        return QSize(280, 160)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows the values of the period under the pointer."""
        self._show_period(self._nearest(event.position().x()))

    def leaveEvent(self, event: object) -> None:
        """Shows no values any more."""
        self._show_period(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from period to period."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._periods:
            super().keyPressEvent(event)
            return
        start = len(self._periods) if step < 0 else -1
        at = start if self._shown is None else self._shown
        self._show_period(min(max(at + step, 0), len(self._periods) - 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints scale, lines, names and the values asked for."""
        colours = theme.tokens()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font(12, tabular=True))
            if self.hasFocus():
                _paint_focus(painter, QRectF(self.rect()), colours)
            self._paint_names(painter, colours)
            self._paint_scale(painter, colours)
            for position, line in enumerate(self._series):
                self._paint_line(painter, line, position, colours)
            if self._shown is not None:
                self._paint_values(painter, self._shown, colours)

    def _said(self, line: Series) -> str:
        values = zip(self._periods, line.values, strict=False)
        said = (f"{period} {self._written(value)}" for period, value in values if value is not None)
        return f"{line.name}: {', '.join(said)}"

    def _show_period(self, period: int | None) -> None:
        if period != self._shown:
            self._shown = period
            self.update()

    def _nearest(self, x: float) -> int | None:
        if not self._periods:
            return None
        return min(range(len(self._periods)), key=lambda period: abs(self._x(period) - x))

    def _ticks(self) -> list[float]:
        return nice_ticks(max((v for line in self._series for v in line.values if v is not None), default=0))

    def _plot(self) -> QRectF:
        metrics = QFontMetrics(theme.font(12, tabular=True))
        scale = max(metrics.horizontalAdvance(self._written(tick)) for tick in self._ticks())
        return QRectF(self.rect()).adjusted(scale + 18, 34, -18, -28)

    def _x(self, period: int) -> float:
        plot = self._plot()
        steps = max(len(self._periods) - 1, 1)
        return plot.x() + plot.width() * period / steps

    def _y(self, value: float) -> float:
        plot = self._plot()
        return plot.bottom() - plot.height() * value / self._ticks()[-1]

    def _paint_names(self, painter: QPainter, colours: Tokens) -> None:
        left = 8.0
        for position, line in enumerate(self._series):
            painter.setPen(_pen(position, colours))
            painter.drawLine(QPointF(left, 14), QPointF(left + 24, 14))
            _paint_marker(painter, QPointF(left + 12, 14), position, colours)
            width = painter.fontMetrics().horizontalAdvance(line.name)
            painter.setPen(QColor(colours.text))
            painter.drawText(QRectF(left + 32, 4, width + 2, 20), _LEFT, line.name)
            left += 32 + width + 20

    def _paint_scale(self, painter: QPainter, colours: Tokens) -> None:
        plot = self._plot()
        for tick in self._ticks():
            y = round(self._y(tick)) + 0.5
            painter.setPen(QPen(QColor(colours.control if tick == 0 else colours.line), 1))
            painter.drawLine(QPointF(plot.x(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(0, y - 9, plot.x() - 8, 18), _RIGHT, self._written(tick))
        every = -(-len(self._periods) * 64 // max(int(plot.width()), 1)) or 1
        for period in range(0, len(self._periods), every):
            place = QRectF(self._x(period) - 40, plot.bottom() + 7, 80, 18)
            painter.drawText(place, _CENTRED, self._periods[period])

    def _paint_line(self, painter: QPainter, line: Series, position: int, colours: Tokens) -> None:
        points = [
            None if value is None else QPointF(self._x(period), self._y(value))
            for period, value in enumerate(line.values[: len(self._periods)])
        ]
        painter.setPen(_pen(position, colours))
        for start, end in pairwise(points):
            if start is not None and end is not None:
                painter.drawLine(start, end)
        for point in points:
            if point is not None:
                _paint_marker(painter, point, position, colours)

    def _paint_values(self, painter: QPainter, period: int, colours: Tokens) -> None:
        plot, x = self._plot(), self._x(period)
        painter.setPen(QPen(QColor(colours.control), 1))
        painter.drawLine(QPointF(x, plot.y()), QPointF(x, plot.bottom()))
        said = [self._periods[period]]
        for line in self._series:
            value = line.values[period] if period < len(line.values) else None
            if value is not None:
                said.append(f"{line.name}  {self._written(value)}")
        width = max(painter.fontMetrics().horizontalAdvance(text) for text in said) + 20
        left = x + 10 if x + 10 + width <= self.width() else x - 10 - width
        box = QRectF(left, plot.y(), width, 18 * len(said) + 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.text))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(QColor(colours.surface))
        for row, text in enumerate(said):
            painter.drawText(QRectF(left + 10, box.y() + 6 + 18 * row, width, 18), _LEFT, text)


def nice_ticks(most: float) -> list[float]:
    """Four or five round values from 0 to at least `most`."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / 4
    magnitude = 1.0
    while magnitude * 10 <= rough:
        magnitude *= 10
    while magnitude > rough:
        magnitude /= 10
    step = next(magnitude * factor for factor in (1, 2, 2.5, 5, 10) if magnitude * factor >= rough)
    count = int(-(-most // step))
    return [step * tick for tick in range(count + 1)]


def _pen(position: int, colours: Tokens) -> QPen:
    colour = colours.series[position % len(colours.series)]
    return QPen(QColor(colour), 2, _DASHES[position % len(_DASHES)], Qt.PenCapStyle.RoundCap)


def _paint_marker(painter: QPainter, centre: QPointF, position: int, colours: Tokens) -> None:
    """A disc, a square or a diamond, so that lines differ in more than colour."""
    painter.save()
    painter.setPen(QPen(QColor(colours.surface), 1))
    painter.setBrush(QColor(colours.series[position % len(colours.series)]))
    x, y = centre.x(), centre.y()
    if position % 3 == 0:
        painter.drawEllipse(centre, 4, 4)
    elif position % 3 == 1:
        painter.drawRect(QRectF(x - 3.5, y - 3.5, 7, 7))
    else:
        corners = ((0, -5), (5, 0), (0, 5), (-5, 0))
        painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))
    painter.restore()


def _paint_focus(painter: QPainter, place: QRectF, colours: Tokens) -> None:
    painter.setPen(QPen(QColor(colours.accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 6, 6)
