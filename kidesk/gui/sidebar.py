"""The sidebar: mark, entries with icon and count, and one entry pinned at the bottom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kidesk.gui import theme
from kidesk.gui.icons import IconLabel, draw_icon
from kidesk.gui.plain import PlainLabel
from kidesk.gui.tokens import Tokens

WIDTH = 224
_ENTRY_HEIGHT, _LEAST_HEIGHT = 38, 30
_KEY, _ICON, _COUNT, _ALERT, _SAID = range(0x0101, 0x0106)
_DISPLAY = 0
_ACCESSIBLE = 11


@dataclass(frozen=True)
class Entry:
    """One entry; a count that is an `alert` stands in a pill of its own."""

    key: str
    icon: str
    text: str
    count: int | None = None
    alert: bool = False


class Sidebar(QFrame):
    """Navigation. `chosen` carries the key when a person picks an entry, not when the program selects one."""

    chosen = Signal(str)

    def __init__(self, title: str, mark: str = "handshake", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "sidebar")
        self.setFixedWidth(WIDTH)
        self._main, self._foot = _Entries(self), _Entries(self)
        self._foot.setFixedHeight(_ENTRY_HEIGHT)
        for each in (self._main, self._foot):
            each.picked.connect(self._pick)
        self._main.left_below.connect(lambda: self._foot.enter(0))
        self._foot.left_above.connect(lambda: self._main.enter(self._main.count() - 1))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(0)
        column.addLayout(_header(title, mark))
        column.addWidget(self._main, 1)
        column.addWidget(_hairline())
        column.addSpacing(4)
        column.addWidget(self._foot)

    def set_entries(self, entries: Iterable[Entry]) -> None:
        """Shows these entries; the one chosen stays chosen."""
        self._main.fill(entries)

    def set_pinned(self, entry: Entry) -> None:
        """Shows the entry at the bottom."""
        self._foot.fill([entry])

    def set_count(self, key: str, count: int | None, alert: bool | None = None, said: str = "") -> None:
        """Shows another count at an entry, as an alert or not when that is told; `said` is how it is read aloud."""
        for item in self._items():
            if item.data(_KEY) == key:
                item.setData(_COUNT, count)
                item.setData(_SAID, said)
                if alert is not None:
                    item.setData(_ALERT, alert)
                item.setData(_ACCESSIBLE, _spoken(item))

    def select(self, key: str) -> None:
        """Marks the entry as the one shown, without a signal."""
        for each in (self._main, self._foot):
            each.mark(key)

    def current(self) -> str:
        """The key of the entry marked; empty for none."""
        return next((item.data(_KEY) for item in self._items() if item.isSelected()), "")

    def set_accessible_names(self, main: str, pinned: str) -> None:
        """What a screen reader calls the two lists."""
        self._main.setAccessibleName(main)
        self._foot.setAccessibleName(pinned)

    def _items(self) -> list[QListWidgetItem]:
        return [each.item(row) for each in (self._main, self._foot) for row in range(each.count())]

    def _pick(self, key: str) -> None:
        self.select(key)
        self.chosen.emit(key)


class _Entries(QListWidget):
    picked = Signal(str)
    left_above = Signal()
    left_below = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_EntryDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.itemSelectionChanged.connect(self._report)

    def entry_height(self) -> int:
        """As high as is pleasant; in a low window lower, so that all entries are seen at once."""
        return max(_LEAST_HEIGHT, min(_ENTRY_HEIGHT, self.viewport().height() // max(self.count(), 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def fill(self, entries: Iterable[Entry]) -> None:
        kept = self._selected_key()
        self.blockSignals(True)
        self.clear()
        for entry in entries:
            self.addItem(_item(entry))
        self.blockSignals(False)
        self.mark(kept)

    def mark(self, key: str) -> None:
        self.blockSignals(True)
        self.clearSelection()
        for row in range(self.count()):
            if key and self.item(row).data(_KEY) == key:
                self.setCurrentRow(row)
        self.blockSignals(False)
        self.viewport().update()

    def enter(self, row: int) -> None:
        if row in range(self.count()):
            self.setFocus(Qt.FocusReason.TabFocusReason)
            self.setCurrentRow(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.currentRow() == self.count() - 1:
            self.left_below.emit()
        elif event.key() == Qt.Key.Key_Up and self.currentRow() <= 0:
            self.left_above.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.setCurrentRow(self.currentRow())
        else:
            super().keyPressEvent(event)

    def _selected_key(self) -> str:
        return next((str(item.data(_KEY)) for item in self.selectedItems()), "")

    def _report(self) -> None:
        if key := self._selected_key():
            self.picked.emit(key)


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, view: _Entries) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._view.entry_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = theme.tokens()
        state: QStyle.StateFlag = option.state
        place: QRect = option.rect.adjusted(0, 1, 0, -1)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = self._view.hasFocus() and self._view.currentIndex() == index
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, place, colours, selected=selected, hovered=hovered, focused=focused)
        ink = colours.accent if selected else colours.text
        sign = QRect(place.x() + 10, place.center().y() - 8, 18, 18)
        draw_icon(painter, sign, str(index.data(_ICON)), colours.accent if selected else colours.muted)
        room = place.adjusted(38, 0, -12, 0)
        room.setRight(room.right() - _paint_count(painter, room, index, colours, selected=selected))
        _paint_words(painter, room, str(index.data(_DISPLAY)), ink, weight=600 if selected else 500)
        painter.restore()


def _paint_ground(
    painter: QPainter, place: QRect, colours: Tokens, *, selected: bool, hovered: bool, focused: bool
) -> None:
    fill = colours.soft if selected else colours.line if hovered else None
    painter.setPen(QPen(QColor(colours.accent), 2) if focused else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    inset = 1 if focused else 0
    painter.drawRoundedRect(QRectF(place).adjusted(inset, inset, -inset, -inset), 6, 6)


def _paint_count(
    painter: QPainter,
    room: QRect,
    index: QModelIndex | QPersistentModelIndex,
    colours: Tokens,
    *,
    selected: bool,
) -> int:
    """Paints the count at the right and returns the width it took."""
    count = index.data(_COUNT)
    if count is None:
        return 0
    alert = bool(index.data(_ALERT))
    font = theme.font(12, 600 if alert else 500 if selected else 400, tabular=True)
    width = QFontMetrics(font).horizontalAdvance(str(count))
    place = QRect(room.right() - width + 1, room.y(), width, room.height())
    ink = colours.accent if selected else colours.muted
    if alert:
        pill = QRectF(place.x() - 7, place.center().y() - 9, width + 14, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.bad_bg))
        painter.drawRoundedRect(pill, 10, 10)
        ink = colours.bad
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(count))
    return width + 12


def _paint_words(painter: QPainter, room: QRect, text: str, ink: str, *, weight: int) -> None:
    font = theme.font(13, weight)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _item(entry: Entry) -> QListWidgetItem:
    item = QListWidgetItem(entry.text)
    for role, value in ((_KEY, entry.key), (_ICON, entry.icon), (_COUNT, entry.count), (_ALERT, entry.alert)):
        item.setData(role, value)
    item.setData(_ACCESSIBLE, _spoken(item))
    return item


def _spoken(item: QListWidgetItem) -> str:
    count = item.data(_COUNT)
    return item.text() if count is None else f"{item.text()}, {item.data(_SAID) or count}"


def _header(title: str, mark: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(8, 6, 0, 11)
    row.setSpacing(4)
    row.addWidget(IconLabel(mark, "accent", 20))
    row.addWidget(PlainLabel(title, "record"))
    row.addStretch(1)
    return row


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line
