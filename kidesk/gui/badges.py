"""Badges: a status as shape, word and colour together, painted alike in tables, cards and detail panes."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kidesk.gui import theme
from kidesk.gui.icons import draw_icon
from kidesk.gui.plain import PlainLabel
from kidesk.gui.tokens import Tokens

TONE_ICONS = {
    "ok": "circle-check",
    "warn": "triangle-alert",
    "bad": "octagon-x",
    "none": "circle-dashed",
    "info": "info",
}
HEIGHT = 24
_ICON = 14
_EDGE = 8
_GAP = 4


def badge_size(text: str) -> QSize:
    """The room a badge with `text` wants."""
    words = QFontMetrics(theme.font(12, 500)).horizontalAdvance(text)
    return QSize(_EDGE + _ICON + _GAP + words + _EDGE + 1, HEIGHT)


def draw_badge(painter: QPainter, rect: QRect, text: str, tone: str, tokens: Tokens) -> None:
    """Paints the badge at the left of `rect`, centred upright; a long word is shortened inside the pill."""
    size = badge_size(text)
    pill = QRect(rect.x(), 0, min(size.width(), rect.width()), HEIGHT)
    pill.moveTop(rect.y() + (rect.height() - HEIGHT) // 2)
    ink, fill = tokens.tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(QRectF(pill), HEIGHT / 2, HEIGHT / 2)
    draw_icon(painter, _icon_place(pill), TONE_ICONS[tone], ink)
    _draw_word(painter, pill, text, ink)
    painter.restore()


def _icon_place(pill: QRect) -> QRect:
    return QRect(pill.x() + _EDGE, pill.y() + (HEIGHT - _ICON) // 2, _ICON, _ICON)


def _draw_word(painter: QPainter, pill: QRect, text: str, ink: str) -> None:
    room = pill.adjusted(_EDGE + _ICON + _GAP, 0, -_EDGE, 0)
    font = theme.font(12, 500)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 1)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(room.adjusted(0, 0, 1, 0), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


class BadgeLabel(PlainLabel):
    """A badge as a widget; its text is its accessible name."""

    def __init__(self, text: str = "", tone: str = "none", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._tone = tone
        self.set_badge(text, tone)

    @property
    def tone(self) -> str:
        """The tone shown now."""
        return self._tone

    def set_badge(self, text: str, tone: str) -> None:
        """Shows another status; no badge at all when `text` is empty."""
        self._tone = tone
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The room of the whole badge."""
        return badge_size(self.text()) if self.text() else QSize(0, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """A badge may shrink to its icon and a letter or two."""
        return QSize(min(self.sizeHint().width(), 2 * HEIGHT), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the badge."""
        if self.text():
            with QPainter(self) as painter:
                draw_badge(painter, self.rect(), self.text(), self._tone, theme.tokens())
