"""The entries of a timeline as a list: a mark in the colour of its kind, two lines, and a thread that joins them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kidesk.gui import theme
from kidesk.gui.icons import draw_icon
from kidesk.gui.plain import plain_tip
from kidesk.gui.tokens import Tokens
from kidesk.i18n import Language
from kidesk.operations.timeline_event import Event, Happening
from kidesk.records.interaction import InteractionKind
from kidesk.records.term import Term, Tone

MARKS: dict[Term, str] = {
    InteractionKind.MEETING: "users",
    InteractionKind.VISIT: "map-pin",
    InteractionKind.CALL: "phone",
    InteractionKind.EMAIL: "mail",
    InteractionKind.EVENT: "calendar",
    InteractionKind.INTERVIEW: "mic",
    InteractionKind.WORKSHOP: "presentation",
    Happening.AFFILIATION: "briefcase",
    Happening.CONSENT: "shield-check",
    Happening.STAGE: "award",
    Happening.ENGAGEMENT: "sparkles",
    Happening.MATERIAL: "package",
    Happening.STATUS: "signpost",
    Happening.SIGNATURE: "signature",
    Happening.AMENDMENT: "file-pen-line",
    Happening.STEP: "flag",
    Happening.RISK: "shield-alert",
    Happening.FILE: "file-text",
    Happening.MEMBERSHIP: "network",
    Happening.REVIEW: "scale",
    Happening.ASSESSMENT: "list-checks",
    Happening.NAME: "tag",
}
ROW_HEIGHT = 54
_MARK, _SIGN, _AFTER, _EDGE = 28, 16, 12, 4
_DISPLAY, _TIP, _ACCESSIBLE = 0, 3, 11
_ONE_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_Index = QModelIndex | QPersistentModelIndex


class _Events(QAbstractListModel):
    """What is said of each event, and beneath it when and what."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self.events: Sequence[Event] = ()

    def show(self, events: Sequence[Event], language: Language) -> None:
        self.beginResetModel()
        self.events, self.language = events, language
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.events)

    def data(self, index: _Index, role: int = 0) -> Any:
        event = self.events[index.row()]
        if role == _DISPLAY:
            return event.said(self.language)
        if role == _TIP:
            return plain_tip(event.said(self.language))
        return f"{event.said(self.language)}, {self.beneath(event)}" if role == _ACCESSIBLE else None

    def beneath(self, event: Event) -> str:
        """The second line: the day, what kind of happening it was, and the note."""
        note = " ".join(event.note.said(self.language).split())
        parts = (self.language.day(event.day), self.language.text(event.kind.label), note)
        return " · ".join(part for part in parts if part)


class TimelineList(QListView):
    """`opened` carries the event of the row at Enter and at a click."""

    opened = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._events = _Events(language)
        self.setModel(self._events)
        self.setItemDelegate(_Delegate(self, self._events))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._open)

    def show_events(self, events: Sequence[Event], language: Language) -> None:
        """Shows other entries, from the top; the row that had the keyboard keeps it as far as there is one."""
        before = self.currentIndex().row()
        self._events.show(events, language)
        self.scrollToTop()
        if self.hasFocus() and events:
            self.setCurrentIndex(self._events.index(max(0, min(before, len(events) - 1))))

    def rows(self) -> list[str]:
        """The entries as they are read aloud."""
        model = self._events
        return [str(model.index(row).data(_ACCESSIBLE)) for row in range(model.rowCount())]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard has a row to stand on."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._events.events:
            self.setCurrentIndex(self._events.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._events.events[index.row()])


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: TimelineList, events: _Events) -> None:
        super().__init__(view)
        self._view, self._events = view, events

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colours, place = theme.tokens(), QRect(option.rect)
        event = self._events.events[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        is_current = self._view.hasFocus() and self._view.currentIndex() == index
        _paint_ground(painter, place, colours, is_hovered=is_hovered, is_current=is_current)
        _paint_mark(painter, place, colours, event, index.row(), len(self._events.events))
        room = place.adjusted(_EDGE + _MARK + _AFTER, 8, -_EDGE - 2, -8)
        half = room.height() // 2
        upper, lower = QRect(room.x(), room.y(), room.width(), half), room.adjusted(0, half, 0, 0)
        _write(painter, upper, event.said(self._events.language), colours.text, theme.font(13, 500))
        ink = colours.warn if event.is_due else colours.muted
        _write(painter, lower, self._events.beneath(event), ink, theme.font(12, tabular=True))
        painter.restore()


def _paint_ground(painter: QPainter, place: QRect, colours: Tokens, *, is_hovered: bool, is_current: bool) -> None:
    if is_hovered or is_current:
        painter.setPen(QPen(QColor(colours.accent), 2) if is_current else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.hover))
        painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), 6, 6)


def _paint_mark(painter: QPainter, place: QRect, colours: Tokens, event: Event, row: int, count: int) -> None:
    """The mark on its thread, which begins with the first entry and ends with the last."""
    mark = QRect(place.x() + _EDGE, place.center().y() - _MARK // 2, _MARK, _MARK)
    centre = mark.center().x()
    painter.setPen(QPen(QColor(colours.line), 2))
    if row:
        painter.drawLine(centre, place.top(), centre, mark.top() - 2)
    if row < count - 1:
        painter.drawLine(centre, mark.bottom() + 2, centre, place.bottom())
    tone = Tone.WARN if event.is_due else event.tone
    is_meeting = isinstance(event.kind, InteractionKind) and not event.is_due
    ink, fill = (colours.accent, colours.soft) if is_meeting else colours.tone(str(tone))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawEllipse(mark)
    inset = (_MARK - _SIGN) // 2
    draw_icon(painter, mark.adjusted(inset, inset, -inset, -inset), MARKS[event.kind], ink)


def _write(painter: QPainter, room: QRect, text: str, ink: str, font: QFont) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = QFontMetrics(font).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _ONE_LINE, shown)
