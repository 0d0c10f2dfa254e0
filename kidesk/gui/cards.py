"""Cards of an overview: a framed group, a key figure, and a list of rows that can be opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kidesk.gui import theme
from kidesk.gui.badges import badge_size, draw_badge
from kidesk.gui.icons import draw_icon
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.gui.tokens import Tokens

_ICON = 18
_AFTER_LEAD = 14
_BESIDE = 8
_TWO_LINES = 48


class Card(QFrame):
    """A white frame with a section title over what is added to it."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._title = PlainLabel(title, "section", elide=True)
        self._title.setVisible(bool(title))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20 - _BESIDE, 16, 20 - _BESIDE, 16)
        self._column.setSpacing(8)
        self.add(self._title)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Puts `widget` beneath what is there; rows reach a little further out, for their hover tint."""
        inset = 0 if isinstance(widget, RowList) else _BESIDE
        line = QHBoxLayout()
        line.setContentsMargins(inset, 0, inset, 0)
        line.addWidget(widget)
        self._column.addLayout(line, stretch)

    def add_stretch(self) -> None:
        """Keeps what is there at the top."""
        self._column.addStretch(1)

    def set_title(self, title: str) -> None:
        """Gives the card another title."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)


@dataclass(frozen=True)
class Row:
    """One row: an icon in a token, or a badge in a tone; then `text` over `beneath`, and `right` at the right edge."""

    key: object
    text: str
    right: str = ""
    icon: str = ""
    colour: str = "muted"
    badge: str = ""
    tone: str = "none"
    beneath: str = ""


class RowList(QWidget):
    """Rows whose texts stand in one column. `chosen` carries the key of the row that was opened."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._lines: list[QWidget] = []

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Shows these rows."""
        for old in self._lines:
            old.setParent(None)
            old.deleteLater()
        shown = list(rows)
        lead = max((_lead_width(row) for row in shown), default=0)
        self._lines = [self.line(row, self._button(row, lead)) for row in shown]
        for line in self._lines:
            self._column.addWidget(line)

    def line(self, row: Row, button: RowButton) -> QWidget:
        """What stands in the line of a row: its button alone, unless a kind of list knows more to do."""
        return button

    def rows(self) -> list[RowButton]:
        """The rows as buttons, from the top."""
        return self.findChildren(RowButton)

    def _button(self, row: Row, lead: int) -> RowButton:
        button = RowButton(row, lead, self)
        button.clicked.connect(lambda: self.chosen.emit(row.key))
        return button


class RowButton(QAbstractButton):
    """One row of a `RowList`: a button that is painted as a line of text."""

    def __init__(self, row: Row, lead: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row, self._lead = row, lead
        self.setText(row.text)
        self.setAccessibleName(", ".join(part for part in (row.badge, row.text, row.beneath, row.right) if part))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        set_tool_tip(self, "\n".join(filter(None, (row.text, row.beneath))))

    def sizeHint(self) -> QSize:
        """Room for the whole text; rows with badges stand further apart."""
        metrics = QFontMetrics(theme.font())
        words = metrics.horizontalAdvance(self._row.text) + metrics.horizontalAdvance(self._row.right)
        return QSize(self._lead + words + 24 + 2 * _BESIDE, self._height())

    def _height(self) -> int:
        return _TWO_LINES if self._row.beneath else 36 if self._row.badge else 30

    def minimumSizeHint(self) -> QSize:
        """The text may be shortened."""
        return QSize(self._lead + 120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the row, its hover tint and its focus ring."""
        colours = theme.tokens()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter, colours)
            room = self.rect().adjusted(_BESIDE, 0, -_BESIDE, 0)
            self._paint_lead(painter, room, colours)
            room.setLeft(room.left() + self._lead)
            font, figures = theme.font(), theme.font(tabular=True)
            right = QFontMetrics(figures).horizontalAdvance(self._row.right) + 2
            end = QRect(room.right() - right + 1, room.y(), right, room.height())
            _write(painter, end, self._row.right, colours.muted, figures, Qt.AlignmentFlag.AlignRight)
            gap = 16 if self._row.right else 0
            room.setRight(room.right() - right - gap)
            if self._row.beneath:
                lower = room.adjusted(0, room.height() // 2 - 1, 0, -5)
                _write(painter, lower, self._row.beneath, colours.muted, theme.font(12, tabular=True))
                room.adjust(0, 5, 0, -(room.height() // 2) + 1)
            _write(painter, room, self._row.text, colours.text, font)

    def _paint_ground(self, painter: QPainter, colours: Tokens) -> None:
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(colours.accent), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.hover) if self.underMouse() else Qt.BrushStyle.NoBrush)
        inset = 1 if focused else 0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)

    def _paint_lead(self, painter: QPainter, room: QRect, colours: Tokens) -> None:
        if self._row.badge:
            draw_badge(painter, room, self._row.badge, self._row.tone, colours)
        elif self._row.icon:
            place = QRect(room.x(), room.y() + (room.height() - _ICON) // 2, _ICON, _ICON)
            draw_icon(painter, place, self._row.icon, colours.colour(self._row.colour))


def _write(
    painter: QPainter,
    room: QRect,
    text: str,
    ink: str,
    font: QFont,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _lead_width(row: Row) -> int:
    if row.badge:
        return badge_size(row.badge).width() + _AFTER_LEAD + 10
    return _ICON + _AFTER_LEAD if row.icon else 0
