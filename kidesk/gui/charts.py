"""Small charts painted from the tokens: a distribution, and columns over months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kidesk.gui import theme
from kidesk.gui.badges import TONE_ICONS
from kidesk.gui.icons import draw_icon
from kidesk.gui.plain import set_tool_tip
from kidesk.gui.tokens import Tokens

_GAP = 3
_BETWEEN_LABELS = 4
_CENTRED = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Part:
    """A share of a distribution: a tone (ok, warn, bad or none), how many, and the word for it."""

    tone: str
    count: int
    word: str


@dataclass(frozen=True)
class Column:
    """One column: what stands under it, its value, and the value as it is written above it."""

    label: str
    value: float
    written: str


class DistributionBar(QWidget):
    """A bar in parts with their symbols and numbers beneath; what is not assessed is hollow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._parts: list[Part] = []

    def set_parts(self, parts: Sequence[Part]) -> None:
        """Shows these parts, in this order; parts of nothing are left out of the bar."""
        self._parts = list(parts)
        said = ", ".join(f"{part.word} {part.count}" for part in parts)
        self.setAccessibleDescription(said)
        set_tool_tip(self, said)
        self.update()

    def sizeHint(self) -> QSize:
        """Bar and legend."""
        return QSize(220, 44)

    def minimumSizeHint(self) -> QSize:
        """The legend must fit."""
        return QSize(52 * max(len(self._parts), 1), 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the bar and the legend."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_bar(painter, theme.tokens())
            self._paint_legend(painter, theme.tokens())

    def _paint_bar(self, painter: QPainter, colours: Tokens) -> None:
        parts = [part for part in self._parts if part.count > 0]
        whole = sum(part.count for part in parts)
        room = self.width() - _GAP * (len(parts) - 1)
        left = 0.0
        for part in parts:
            width = room * part.count / whole
            _paint_segment(painter, QRectF(left, 0, width, 12), part.tone, colours)
            left += width + _GAP

    def _paint_legend(self, painter: QPainter, colours: Tokens) -> None:
        step = min(self.width() / max(len(self._parts), 1), 73)
        painter.setFont(theme.font(13, 600, tabular=True))
        for position, part in enumerate(self._parts):
            left = round(position * step)
            draw_icon(painter, QRect(left, 26, 16, 16), TONE_ICONS[part.tone], _fill(part.tone, colours))
            painter.setPen(QColor(colours.text))
            painter.drawText(QRect(left + 22, 24, round(step) - 22, 20), _LEFT, str(part.count))


class ColumnChart(QWidget):
    """Columns with the value above and the label below; the first few stand out in the accent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._columns: list[Column] = []
        self._highlighted = 0

    def set_columns(self, columns: Sequence[Column], highlighted: int = 0) -> None:
        """Shows these columns, the first `highlighted` of them in the accent."""
        self._columns, self._highlighted = list(columns), highlighted
        self.setAccessibleDescription(", ".join(f"{column.label} {column.written}" for column in columns))
        self.update()

    def sizeHint(self) -> QSize:
        """A chart one can read at a glance."""
        return QSize(460, 116)

    def minimumSizeHint(self) -> QSize:
        """The values must fit above the columns."""
        return QSize(240, 84)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the columns."""
        if not self._columns:
            return
        step = self.width() / len(self._columns)
        most = max((column.value for column in self._columns), default=0) or 1
        metrics = QFontMetrics(theme.font(12))
        widest = max(metrics.horizontalAdvance(column.label) for column in self._columns)
        every = ceil((widest + _BETWEEN_LABELS) / step)  # labels that would run into each other are left out
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for position, column in enumerate(self._columns):
                slot = QRectF(position * step, 0, step, self.height())
                is_highlighted, is_labelled = position < self._highlighted, position % every == 0
                self._paint_column(painter, slot, column, column.value / most, is_highlighted, is_labelled)

    def _paint_column(
        self, painter: QPainter, slot: QRectF, column: Column, share: float, highlighted: bool, is_labelled: bool
    ) -> None:
        colours = theme.tokens()
        base, top = self.height() - 22, 20
        height = max((base - top) * share, 2)
        bar = QRectF(slot.x() + slot.width() * 0.2, base - height, slot.width() * 0.6, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if highlighted else colours.control))
        radius = 3 if height > 4 else 0
        painter.drawRoundedRect(bar, radius, radius)
        painter.setFont(theme.font(12, 500, tabular=True))
        painter.setPen(QColor(colours.text))
        if column.value:
            painter.drawText(QRectF(slot.x(), bar.y() - 18, slot.width(), 16), _CENTRED, column.written)
        painter.setFont(theme.font(12))
        painter.setPen(QColor(colours.muted))
        if is_labelled:
            reach = slot.adjusted(-slot.width(), 0, slot.width(), 0)
            painter.drawText(QRectF(reach.x(), base + 4, reach.width(), 16), _CENTRED, column.label)


def _fill(tone: str, colours: Tokens) -> str:
    return colours.control if tone == "none" else colours.colour(f"chart_{tone}")


def _paint_segment(painter: QPainter, place: QRectF, tone: str, colours: Tokens) -> None:
    if tone == "none":
        painter.setPen(QPen(QColor(colours.control), 1))
        painter.setBrush(QColor(colours.surface))
        place = place.adjusted(0.5, 0.5, -0.5, -0.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_fill(tone, colours)))
    painter.drawRoundedRect(place, 3, 3)
