"""The pages below each other, as large as asked for, and which of them are seen."""

from __future__ import annotations

import math
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from kidesk.gui import theme
from kidesk.gui.desk import Desk
from kidesk.gui.preview.page import Page
from kidesk.gui.preview.pdf_file import Hit, PdfFile
from kidesk.gui.preview.pictures import Pictures
from kidesk.i18n import N_

Zoom = Literal["width", "page"] | float
LADDER = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_GAP = 12
_SIDE = 16
_POINTS = 72
# A hit is brought to this share of the height, with some of what stands above it.
_UPPER = 0.3


class _Ring(QWidget):
    """The ring that shows where the keyboard is, above the pages."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.tokens().accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)


class PageView(QScrollArea):
    """Shows a file; `places` are where its pages lie below each other. Widgets there are only for those near.

    `page_changed` carries the page looked at, from 0; `zoom_changed` says that the zoom is another.
    """

    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._column = QWidget()
        self._column.setProperty("kind", "clear")
        self._ring = _Ring(self)
        self._desk = desk
        self._file: PdfFile | None = None
        self._near: dict[int, Page] = {}
        self._hits: tuple[Hit, ...] = ()
        self._current: Hit | None = None
        self.places: list[QRect] = []
        self.pictures = Pictures(self)
        self.zoom: Zoom = "width"
        self.page = 0
        self.setWidget(self._column)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._look)
        self.pictures.ready.connect(self._show_picture)
        desk.keep_saying(self, self._speak)

    def show_file(self, file: PdfFile | None) -> None:
        """Shows a file, or nothing, from about where the one before was looked at."""
        anchor = self._anchor()
        self._file = file
        self.pictures.use(file)
        self.set_hits((), None)
        self._lay_out(anchor)
        self._speak()

    def set_zoom(self, zoom: Zoom) -> None:
        """Shows the pages at a zoom: "width", "page", or a factor of their size on paper."""
        anchor = self._anchor()
        self.zoom = zoom
        self._lay_out(anchor)
        self.zoom_changed.emit()

    def step_zoom(self, by: int) -> None:
        """The next larger (1) or smaller (-1) zoom of the ladder."""
        now = self.factor()
        others = [rung for rung in LADDER[::by] if (rung - now) * by > 0.01]
        if others:
            self.set_zoom(others[0])

    def factor(self) -> float:
        """How large the pages are now, as a factor of their size on paper."""
        return self._scale() * _POINTS / self.logicalDpiY()

    def go_to(self, number: int) -> None:
        """Brings the top of a page (from 0) to the top."""
        if 0 <= number < len(self.places):
            self.verticalScrollBar().setValue(self.places[number].y() - _GAP)

    def set_hits(self, hits: tuple[Hit, ...], current: Hit | None) -> None:
        """Marks where words were found."""
        self._hits, self._current = hits, current
        for number, page in self._near.items():
            self._mark(number, page)

    def bring_hit(self) -> None:
        """Brings the current place into view."""
        if self._current is not None and self._current.places:
            place, s = self._current.places[0], self._scale()
            found = QRectF(place.x() * s, place.y() * s, place.width() * s, place.height() * s)
            self._bring(found.toAlignedRect().translated(self.places[self._current.page].topLeft()))

    def _mark(self, number: int, page: Page) -> None:
        page.mark([hit for hit in self._hits if hit.page == number], self._current)

    def _bring(self, place: QRect) -> None:
        """Scrolls only where the place is out of sight."""
        seen = self._seen()
        if not seen.contains(place):
            self.verticalScrollBar().setValue(round(place.center().y() - seen.height() * _UPPER))
            if not seen.left() <= place.left() <= place.right() <= seen.right():
                self.horizontalScrollBar().setValue(place.left() - _SIDE)

    # Where the pages lie

    def _scale(self) -> float:
        """Pixels of the window a point."""
        paper = self.logicalDpiY() / _POINTS
        if isinstance(self.zoom, float) or self._file is None or not self._file.sizes:
            return self.zoom * paper if isinstance(self.zoom, float) else paper
        # Room for the scroll bars is always left, so that their coming and going changes nothing.
        bar = self.verticalScrollBar().sizeHint().width()
        across, down = self.width() - bar - 2 * _SIDE, self.height() - bar - 2 * _GAP
        scale = across / max(width for width, _ in self._file.sizes)
        if self.zoom == "page":
            scale = min(scale, down / max(height for _, height in self._file.sizes))
        return max(scale, 0.1)

    def _lay_out(self, anchor: tuple[int, float]) -> None:
        scale, top = self._scale(), _GAP
        sizes = [(math.ceil(w * scale), math.ceil(h * scale)) for w, h in self._file.sizes] if self._file else []
        across = max((width for width, _ in sizes), default=0) + 2 * _SIDE
        self.places = []
        for width, height in sizes:
            self.places.append(QRect((across - width) // 2, top, width, height))
            top += height + _GAP
        self._column.resize(across, top)
        self.horizontalScrollBar().setValue((across - self.viewport().width()) // 2)
        self._return_to(anchor)
        self._look()

    def _anchor(self) -> tuple[int, float]:
        """The page at the top of what is seen, and the share of it that lies above."""
        top = self._seen().top() + _GAP
        for number, place in enumerate(self.places):
            if place.bottom() >= top:
                return number, (top - place.y()) / place.height()
        return 0, 0.0

    def _return_to(self, anchor: tuple[int, float]) -> None:
        if self.places:
            place = self.places[min(anchor[0], len(self.places) - 1)]
            self.verticalScrollBar().setValue(round(place.y() + anchor[1] * place.height()) - _GAP)

    def _seen(self) -> QRect:
        corner = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return QRect(corner, self.viewport().size())

    # What is seen

    def _look(self) -> None:
        """Asks for the pictures of the pages seen, and then of those beside them; tells which page it is."""
        seen = self._seen()
        numbers = [number for number, place in enumerate(self.places) if place.intersects(seen)]
        line = seen.top() + seen.height() // 3
        reached = [number for number in numbers if self.places[number].y() <= line]
        page = (reached or numbers or [0])[-1]
        if numbers:
            beside = (numbers[-1] + 1, numbers[0] - 1)
            numbers += [number for number in beside if 0 <= number < len(self.places)]
        self._place(numbers)
        self.pictures.want(numbers, self._scale() * self.devicePixelRatioF())
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)

    def _place(self, numbers: list[int]) -> None:
        """Has a widget at each of these pages: dressing one for each page of a long document takes a second."""
        idle = [self._near.pop(number) for number in list(self._near) if number not in numbers]
        scale = self._scale()
        for number in numbers:
            page = self._near.get(number)
            if page is None:
                page = self._near[number] = idle.pop() if idle else Page(self.pictures, self._column)
                page.show_number(number)
                self._name(number, page)
                self._mark(number, page)
            page.scale = scale
            page.setGeometry(self.places[number])
            page.show()
        for page in idle:
            page.hide()
            page.deleteLater()

    def _show_picture(self, number: int) -> None:
        if number in self._near:
            self._near[number].show_anew()

    def _speak(self) -> None:
        for number, page in self._near.items():
            self._name(number, page)

    def _name(self, number: int, page: Page) -> None:
        said = self._desk.text(N_("Page {page} of {pages}"), page=number + 1, pages=len(self.places))
        page.setAccessibleName(said)

    # Qt's own

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the ring."""
        super().focusInEvent(event)
        self._ring.show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Takes the ring away."""
        super().focusOutEvent(event)
        self._ring.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the pages to the new size."""
        anchor = self._anchor()
        super().resizeEvent(event)
        self._ring.setGeometry(self.viewport().geometry())
        self._ring.raise_()
        self._lay_out(anchor)
        self.zoom_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Draws for the screen it is shown on."""
        super().showEvent(event)
        self._look()

    def event(self, event: QEvent) -> bool:
        """Draws anew for a screen with another number of pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._look()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl, the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End lead to the first and the last page, the space bar further down."""
        bar = self.verticalScrollBar()
        places = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        places[Qt.Key.Key_Space] = bar.value() + bar.pageStep()
        if event.key() in places:
            bar.setValue(places[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
