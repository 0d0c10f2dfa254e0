"""Charts on screen: a figure made for the widget's size, and the values of the period one points at."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kidesk.gui import drawing, theme
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


class ChartView(QWidget):
    """A chart with its summary as accessible description. Pointer and arrow keys show the values of a period.

    `glance`: the chart in little, without names and scale, which is not pointed at.
    """

    def __init__(self, glance: Glance | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glance = glance
        self._spec: ChartSpec | None = None
        self._language = Language("en")
        self._figure: Figure | None = None
        self._shown: int | None = None

    @property
    def shown_period(self) -> int | None:
        """The period whose values are shown, counted from 0."""
        return self._shown

    def set_chart(self, spec: ChartSpec, language: Language) -> None:
        """Shows this chart, its numbers and its description in `language`."""
        self._spec, self._language = spec, language
        self._figure = self._shown = None
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
        self._figure = None

    # Pointing

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows the values of the period under the pointer."""
        x = (event.position().x() - self._room().x()) / drawing.SCALE
        stops = self.figure().stops
        if self._pointable() and stops:
            self._show_period(min(range(len(stops)), key=lambda period: abs(stops[period] - x)))

    def leaveEvent(self, event: object) -> None:
        """Shows no values any more."""
        self._show_period(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Shows no values any more."""
        super().focusOutEvent(event)
        self._show_period(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from period to period."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        spec = self._pointable()
        if step is None or spec is None:
            super().keyPressEvent(event)
            return
        last = len(spec.periods) - 1
        if self._shown is None:
            self._show_period(0 if step > 0 else last)
        else:
            self._show_period(min(max(self._shown + step, 0), last))

    def _show_period(self, period: int | None) -> None:
        if period == self._shown or self._spec is None:
            return
        self._shown = period
        said = self._said()
        self.setAccessibleDescription("; ".join(said) if said else summary.summary(self._spec, self._language))
        self.update()

    def _said(self) -> list[str]:
        """What is known of the period that is shown."""
        spec = self._pointable()
        if spec is None or self._shown is None:
            return []
        return summary.period_values(spec, self._shown, self._language)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the chart, the ring of the keyboard and the values asked for."""
        shapes, said = self.figure().shapes, self._said()
        if said and self._shown is not None:
            shapes += periods.reading(said, self.figure(), self._shown, drawing.LETTERING)
        with QPainter(self) as painter:
            if self.hasFocus():
                _paint_focus(painter, QRectF(self.rect()))
            painter.translate(QPointF(self._room().topLeft()))
            drawing.paint(painter, shapes, drawing.palette(theme.tokens()))


def _paint_focus(painter: QPainter, place: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.tokens().accent), 2))
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 6, 6)
