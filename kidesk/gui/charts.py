"""Charts on screen: a figure made for the widget's size, and the values of the period one points at."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kidesk.gui import drawing, theme
from kidesk.gui.tokens import Tokens
from kidesk.i18n import Language
from kidesk.reports.content import ChartSpec, Distribution
from kidesk.reports.figures import charts, periods, summary
from kidesk.reports.figures.charts import Glance
from kidesk.reports.figures.shapes import Figure
from kidesk.reports.leaning import Balance
from kidesk.reports.over_time import Columns, Lines

_INSET = 8  # pixels around a chart that takes the keyboard, for the ring
_BAR = QSize(220, 44)
_GLANCE = QSize(460, 116)
_CHART = QSize(460, 240)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_BETWEEN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_KEYS = {*_STEPS, *_BETWEEN, Qt.Key.Key_Home, Qt.Key.Key_End}


class ChartView(QWidget):
    """A chart with its summary as accessible description. Pointer and arrow keys show the values of a period.

    What its numbered remarks say is shown with their period; a page lists them beneath.
    `glance`: the chart in little, without names and scale, which is not pointed at.
    """

    def __init__(self, glance: Glance | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glance = glance
        self._spec: ChartSpec | None = None
        self._language = Language("en")
        self._figure: Figure | None = None
        self._still: tuple[tuple[QSize, float, Tokens], QPixmap] | None = None
        self._shown: int | None = None
        self._series: int | None = None

    @property
    def shown_period(self) -> int | None:
        """The period whose values are shown, counted from 0."""
        return self._shown

    def set_chart(self, spec: ChartSpec, language: Language) -> None:
        """Shows this chart, its numbers and its description in `language`."""
        self._spec, self._language = spec, language
        self._figure = self._still = self._shown = self._series = None
        can_point = self._pointable() is not None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can_point else Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(can_point)
        upright = QSizePolicy.Policy.Fixed if isinstance(spec, Distribution | Balance) else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, upright)
        self.setAccessibleDescription(summary.summary(spec, language))
        self.updateGeometry()
        self.update()

    def figure(self) -> Figure:
        """The figure as it is painted now, in points; empty before a chart is set."""
        if self._figure is None:
            self._figure = self._made()
        return self._figure

    def _made(self) -> Figure:
        width, height = (pixels / drawing.SCALE for pixels in (self._room().width(), self._room().height()))
        if self._spec is None or width <= 0:
            return Figure(0, 0, ())
        if self._glance is None or isinstance(self._spec, Balance):
            return charts.fitted(self._spec, width, height, drawing.LETTERING, self._language)
        return charts.glance(self._spec, width, height, drawing.LETTERING, self._language, self._glance)

    def _room(self) -> QRectF:
        inset = _INSET if self._pointable() else 0
        return QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)

    def _pointable(self) -> Lines | Columns | None:
        return self._spec if self._glance is None and isinstance(self._spec, Lines | Columns) else None

    # Size

    def sizeHint(self) -> QSize:
        """A chart one can read at a glance."""
        if isinstance(self._spec, Distribution | Balance):
            return _BAR if self._glance else QSize(_CHART.width(), self.heightForWidth(_CHART.width()))
        return _GLANCE if self._glance else _CHART

    def minimumSizeHint(self) -> QSize:
        """Scale, periods and numbers must fit."""
        if isinstance(self._spec, Distribution):
            most = max((len(one.parts) for one in self._spec.bars), default=0)
            return QSize(52 * max(most, 1), _BAR.height())
        if isinstance(self._spec, Balance):
            return QSize(_BAR.width(), self.heightForWidth(_BAR.width()))
        return QSize(240, 84) if self._glance else QSize(280, 160)

    def hasHeightForWidth(self) -> bool:
        """The names of lying bars take what they need."""
        return self._glance is None and isinstance(self._spec, Distribution | Balance)

    def heightForWidth(self, width: int) -> int:
        """How high it is when it is `width` pixels wide."""
        if self._spec is None or not self.hasHeightForWidth():
            return -1
        made = charts.figure(self._spec, width / drawing.SCALE, drawing.LETTERING, self._language)
        return round(made.height * drawing.SCALE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Makes the figure anew."""
        super().resizeEvent(event)
        self._figure = self._still = None

    # Pointing

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows the values of the period under the pointer."""
        x = (event.position().x() - self._room().x()) / drawing.SCALE
        stops = self.figure().stops
        if self._pointable() and stops:
            self._show(min(range(len(stops)), key=lambda period: abs(stops[period] - x)), None)

    def leaveEvent(self, event: object) -> None:
        """Shows no values any more."""
        self._show(None, None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Shows no values any more."""
        super().focusOutEvent(event)
        self._show(None, None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from period to period, Home and End to the first and last, up and down between all
        series and each of them; Escape shows no values any more.
        """
        spec, key = self._pointable(), Qt.Key(event.key())
        if spec is None or (key not in _KEYS and (key != Qt.Key.Key_Escape or self._shown is None)):
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape:
            self._show(None, None)
        else:
            self._show(self._next_period(key, len(spec.periods) - 1), self._next_series(key, len(spec.series) - 1))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleDescription()))

    def _next_period(self, key: Qt.Key, last: int) -> int:
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return 0 if key == Qt.Key.Key_Home else last
        if self._shown is None:
            return 0 if key == Qt.Key.Key_Right else last
        return min(max(self._shown + _STEPS.get(key, 0), 0), last)

    def _next_series(self, key: Qt.Key, last: int) -> int | None:
        """All series come before the first."""
        here = -1 if self._series is None else self._series
        there = min(max(here + _BETWEEN.get(key, 0), -1), last)
        return there if there >= 0 else None

    def _show(self, period: int | None, series: int | None) -> None:
        if (period, series) == (self._shown, self._series) or self._spec is None:
            return
        self._shown, self._series = period, series
        said = self.said()
        self.setAccessibleDescription("; ".join(said) if said else summary.summary(self._spec, self._language))
        self.update()

    def said(self) -> list[str]:
        """What is said beside the point that is shown: its period, values and remarks; nothing while none is."""
        spec = self._pointable()
        if spec is None or self._shown is None:
            return []
        return summary.period_values(spec, self._shown, self._language, self._series)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the chart, the ring of the keyboard and the values asked for."""
        said = self.said()
        with QPainter(self) as painter:
            self._paint_still(painter)
            if self.hasFocus():
                _paint_focus(painter, QRectF(self.rect()))
            if said and self._shown is not None:
                over = periods.reading(said, self.figure(), self._shown, self._series, drawing.LETTERING)
                painter.translate(QPointF(self._room().topLeft()))
                drawing.paint(painter, over, drawing.palette(theme.tokens()))

    def _paint_still(self, painter: QPainter) -> None:
        """Paints what stays while one points: drawn once, since a long series takes longer than a pointer moves."""
        place = painter.deviceTransform()
        wanted = self.size(), place.m11(), theme.tokens()
        if self._still is None or self._still[0] != wanted:
            self._still = wanted, self._drawn(place.m11())
        corner = place.map(QPointF(0, 0))
        back, _ = place.inverted()
        painter.save()  # onto whole pixels of the screen, so that nothing is smeared
        painter.setTransform(QTransform.fromTranslate(round(corner.x()), round(corner.y())) * back, True)
        painter.drawPixmap(0, 0, self._still[1])
        painter.restore()

    def _drawn(self, ratio: float) -> QPixmap:
        """The chart in pixels of a screen that has `ratio` of them for each of the window's."""
        drawn = QPixmap(ceil(self.width() * ratio), ceil(self.height() * ratio))
        drawn.fill(Qt.GlobalColor.transparent)
        with QPainter(drawn) as painter:
            painter.scale(ratio, ratio)
            painter.translate(QPointF(self._room().topLeft()))
            drawing.paint(painter, self.figure().shapes, drawing.palette(theme.tokens()))
        return drawn


def _paint_focus(painter: QPainter, place: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.tokens().accent), 2))
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 6, 6)
