"""How rows of records look: tall, no grid, one hairline, a soft selection with an accent bar, badges."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from kidesk.gui import theme
from kidesk.gui.badges import badge_size, draw_badge
from kidesk.gui.plain import plain_tip
from kidesk.gui.tokens import Tokens

# Item roles, plain ints: comparing with an enum costs 1.86 times as much on every repaint.
BADGE_ROLE = 0x0101
STRONG_ROLE = 0x0102
_DISPLAY = 0
_ALIGNMENT = 7

ROW_HEIGHT = 44
COMPACT_ROW_HEIGHT = 32
PADDING = 12
_BAR = 3
_RIGHT = int(Qt.AlignmentFlag.AlignRight.value)
_ONE_LINE = int(Qt.AlignmentFlag.AlignVCenter.value) | int(Qt.TextFlag.TextSingleLine.value)

_Index = QModelIndex | QPersistentModelIndex


class RecordDelegate(QStyledItemDelegate):
    """Paints one table view; its model gives `BADGE_ROLE` (a tone) and `STRONG_ROLE` (text not muted)."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._hovered = -1
        self._fonts = {weight: theme.font(weight=weight) for weight in (400, 500)}
        self._figures = theme.font(tabular=True)
        self._metrics = {weight: QFontMetrics(font) for weight, font in self._fonts.items()}
        view.viewport().installEventFilter(self)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints one cell; the parts of the row that cross cells meet without a seam."""
        colours = theme.tokens()
        place: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint_row(painter, place, option, index, colours)
        tone = index.data(BADGE_ROLE)
        room = place.adjusted(PADDING, 0, -PADDING, -1)
        if tone:
            draw_badge(painter, room, str(index.data(_DISPLAY)), str(tone), colours)
        else:
            self.paint_text(painter, room, index, colours, enabled=_is_enabled(option))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """The cell's text or badge with its padding; rows keep the height the view gives them."""
        return QSize(self._width(index), self._view.verticalHeader().defaultSectionSize())

    def _width(self, index: _Index) -> int:
        text = _text(index)
        if index.data(BADGE_ROLE):
            return badge_size(text).width() + 2 * PADDING
        return self._metrics[_weight(index)].horizontalAdvance(text) + 1 + 2 * PADDING

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Shows the whole of a shortened text as its tool tip."""
        place: QRect = option.rect
        if event.type() == QEvent.Type.ToolTip and index.isValid() and self._width(index) > place.width():
            QToolTip.showText(event.globalPos(), plain_tip(_text(index)), view)
            return True
        return super().helpEvent(event, view, option, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the pointer, so that the whole row it is over is tinted."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._hover(self._view.rowAt(event.position().toPoint().y()))
        elif event.type() == QEvent.Type.Leave and watched is self._view.viewport():
            self._hover(-1)
        return super().eventFilter(watched, event)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            before, self._hovered = self._hovered, row
            _repaint_row(self._view, before)
            _repaint_row(self._view, row)

    def _paint_row(
        self,
        painter: QPainter,
        place: QRect,
        option: QStyleOptionViewItem,
        index: _Index,
        colours: Tokens,
    ) -> None:
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        fill = colours.soft if selected else colours.hover if index.row() == self._hovered else colours.surface
        painter.fillRect(place, QColor(fill))
        painter.fillRect(place.x(), place.bottom(), place.width(), 1, QColor(colours.line))
        if self._has_focus(index):
            painter.fillRect(place.x(), place.y(), place.width(), 1, QColor(colours.accent))
            painter.fillRect(place.x(), place.bottom(), place.width(), 1, QColor(colours.accent))
        if selected and self._view.horizontalHeader().sectionPosition(index.column()) == 0:
            painter.fillRect(place.x(), place.y(), _BAR, place.height(), QColor(colours.accent))

    def _has_focus(self, index: _Index) -> bool:
        return self._view.hasFocus() and self._view.currentIndex().row() == index.row()

    def paint_text(self, painter: QPainter, room: QRect, index: _Index, colours: Tokens, *, enabled: bool) -> None:
        """Paints a cell's text within `room`."""
        weight = _weight(index)
        strong = weight == 500 or index.data(STRONG_ROLE)
        right = _alignment(index) & _RIGHT
        painter.setFont(self._figures if right else self._fonts[weight])
        painter.setPen(QColor(colours.disabled if not enabled else colours.text if strong else colours.muted))
        shown = painter.fontMetrics().elidedText(_text(index), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, right | _ONE_LINE, shown)


def dress_table(view: QTableView, *, compact: bool = False) -> RecordDelegate:
    """Gives a table that has its model the look and the manners of a list of records."""
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setMouseTracking(True)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    set_compact(view, compact)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setFixedHeight(37)
    delegate = RecordDelegate(view)
    view.setItemDelegate(delegate)
    view.selectionModel().currentRowChanged.connect(
        lambda current, previous: _repaint_rows(view, current.row(), previous.row())
    )
    return delegate


def set_compact(view: QTableView, compact: bool) -> None:
    """Shows the table's rows 32 instead of 44 pixels high."""
    rows = view.verticalHeader()
    rows.setMinimumSectionSize(1)
    rows.setDefaultSectionSize(COMPACT_ROW_HEIGHT if compact else ROW_HEIGHT)


def _repaint_rows(view: QTableView, *rows: int) -> None:
    for row in rows:
        _repaint_row(view, row)


def _repaint_row(view: QTableView, row: int) -> None:
    if row >= 0:
        area = view.viewport()
        area.update(0, view.rowViewportPosition(row), area.width(), view.rowHeight(row))


def _weight(index: _Index) -> int:
    return 500 if index.column() == 0 else 400


def _text(index: _Index) -> str:
    value = index.data(_DISPLAY)
    return "" if value is None else str(value).replace("\n", " ")


def _alignment(index: _Index) -> int:
    value = index.data(_ALIGNMENT)
    if isinstance(value, Qt.AlignmentFlag):
        return int(value.value)
    return value if isinstance(value, int) else 0


def _is_enabled(option: QStyleOptionViewItem) -> bool:
    state: QStyle.StateFlag = option.state
    return bool(state & QStyle.StateFlag.State_Enabled)
