"""One page on the screen: its picture, a hairline round it, and the places where words were found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kidesk.gui import theme
from kidesk.gui.preview.pdf_file import Hit
from kidesk.gui.preview.pictures import Pictures
from kidesk.gui.tokens import LIGHT, mix

_MOST_TEXT = 2000  # characters, in what a screen reader is told of a page
# Paper is white in either theme, and so are the colours on it those of the light one.
_FOUND = QColor(mix(LIGHT.chart_warn, "#ffffff", 0.65))
_CURRENT = QColor(LIGHT.accent)
_ROUND_HIT = QMarginsF(2, 2, 2, 2)


class Page(QWidget):
    """Shows one page at a time. `scale` is pixels of the window a point."""

    def __init__(self, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = 0
        self.scale = 1.0
        self._pictures = pictures
        self._hits: Sequence[Hit] = ()
        self._current: Hit | None = None

    def show_number(self, number: int) -> None:
        """Shows another page, by its number from 0."""
        self.number = number
        self.show_anew()

    def show_anew(self) -> None:
        """Shows the newest picture, and tells a screen reader what stands on it."""
        picture = self._pictures.of(self.number)
        words = " ".join(picture.text.split()) if picture is not None else ""
        self.setAccessibleDescription(words if len(words) <= _MOST_TEXT else f"{words[:_MOST_TEXT]}…")
        self.update()

    def mark(self, hits: Sequence[Hit], current: Hit | None) -> None:
        """Marks these places, and frames the current one."""
        self._hits, self._current = hits, current
        self.update()

    def _on_screen(self, place: QRectF) -> QRectF:
        s = self.scale
        return QRectF(place.x() * s, place.y() * s, place.width() * s, place.height() * s)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the page, white until there is a picture."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), Qt.GlobalColor.white)
            picture = self._pictures.of(self.number)
            if picture is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(self._place(painter, picture.image), picture.image)
            self._paint_hits(painter)
            painter.setPen(QColor(theme.tokens().line))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _place(self, painter: QPainter, image: QImage) -> QRectF:
        """Where the picture lies: stretched over the page, or each of its pixels on one of the screen's.

        On a screen of 125 or 150 % a page may begin, and end, within a pixel; drawn there its letters would be blurred.
        """
        pixels = self.devicePixelRatioF()
        size = image.size().toSizeF() / pixels
        if abs(size.width() - self.width()) > 1 or abs(size.height() - self.height()) > 1:
            return QRectF(self.rect())
        corner = painter.deviceTransform().map(QPointF())
        return QRectF((QPointF(corner.toPoint()) - corner) / pixels, size)

    def _paint_hits(self, painter: QPainter) -> None:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for hit in self._hits:
            for place in hit.places:
                painter.fillRect(self._on_screen(place).marginsAdded(_ROUND_HIT), _FOUND)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if self._current is not None and self._current.page == self.number:
            painter.setPen(QPen(_CURRENT, 2))
            for place in self._current.places:
                painter.drawRect(self._on_screen(place).marginsAdded(_ROUND_HIT))
