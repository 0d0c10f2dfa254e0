"""How the colours and the texts of a plan are painted, and the legend that says what the colours mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from kidesk.gui import theme
from kidesk.gui.badges import TONE_ICONS
from kidesk.gui.desk import Desk
from kidesk.gui.icons import draw_icon
from kidesk.gui.plain import set_tool_tip
from kidesk.gui.tokens import Tokens
from kidesk.i18n import N_
from kidesk.records.quarter import LEGEND, Colour

COLOUR_ICONS = {colour: TONE_ICONS[str(colour.tone)] for colour in Colour} | {Colour.NOT_DUE: "circle-minus"}
_SHARED = (Colour.GREEN, Colour.YELLOW, Colour.RED)
_SIGN = 16
_OF_TITLE = 0.4  # of its width, which the priority may take
_ONE_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_WRAP = QTextOption()
_WRAP.setWrapMode(QTextOption.WrapMode.WordWrap)


def paint_ground(
    painter: QPainter, rect: QRect, colours: Tokens, *, is_selected: bool, is_current: bool, is_hovered: bool = False
) -> None:
    """Paints what a row stands on; its parts meet without a seam."""
    fill = colours.soft if is_selected else colours.hover if is_hovered else colours.surface
    painter.fillRect(rect, QColor(fill))
    painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(colours.line))
    if is_current:
        painter.fillRect(rect.x(), rect.y(), rect.width(), 1, QColor(colours.accent))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(colours.accent))


def paint_colour(painter: QPainter, disc: QRect, colour: Colour, colours: Tokens) -> None:
    """Paints a colour as a symbol of its own shape; only what was assessed stands on a tint."""
    ink, fill = colours.tone(str(colour.tone))
    painter.setPen(Qt.PenStyle.NoPen)
    if colour in _SHARED:
        painter.setBrush(QColor(fill))
        painter.drawEllipse(disc)
    inset = (disc.width() - _SIGN) // 2
    draw_icon(painter, disc.adjusted(inset, inset, -inset, -inset), COLOUR_ICONS[colour], ink)


def paint_priority(painter: QPainter, room: QRect, words: Sequence[str], colours: Tokens) -> QRect:
    """Paints a star and the first of the words that leave the title enough room, or the last; returns what is left."""
    metrics = QFontMetrics(theme.font(12, 500))
    said = next((one for one in words if metrics.horizontalAdvance(one) < room.width() * _OF_TITLE), words[-1])
    width = metrics.horizontalAdvance(said)
    left = room.right() - width
    painter.setFont(theme.font(12, 500))
    painter.setPen(QColor(colours.accent))
    painter.drawText(QRect(left, room.y(), width + 1, room.height()), _ONE_LINE, said)
    draw_icon(painter, QRect(left - _SIGN - 3, room.center().y() - 7, _SIGN, _SIGN), "star", colours.accent)
    return room.adjusted(0, 0, -(width + _SIGN + 13), 0)


def paint_lines(painter: QPainter, room: QRect, text: str, font: QFont, ink: str, lines: int) -> None:
    """Paints text in at most so many lines, centred upright, the last one shortened."""
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = _broken(" ".join(text.split()), font, room.width(), lines)
    top = room.y() + (room.height() - len(shown) * metrics.height()) // 2
    for number, line in enumerate(shown):
        line = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width())
        place = QRect(room.x(), top + number * metrics.height(), room.width(), metrics.height())
        painter.drawText(place, _ONE_LINE, line)


def _broken(text: str, font: QFont, width: int, lines: int) -> list[str]:
    """The text in lines; the last one holds all the rest."""
    layout = QTextLayout(text, font)
    layout.setTextOption(_WRAP)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < lines:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 1))
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:], len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def paint_shares(painter: QPainter, room: QRect, shares: Sequence[int], colours: Tokens) -> None:
    """Paints a mini bar over the numbers of green, yellow and red; what is not assessed is hollow."""
    parts = [(colour, count) for colour, count in zip(Colour, shares, strict=True) if count]
    whole = sum(shares)
    known = [count for colour, count in zip(Colour, shares, strict=True) if colour in _SHARED]
    numbers, is_assessed = " · ".join(str(count) for count in known), any(known)
    top = room.center().y() - (9 if is_assessed else 3)
    left, space = float(room.x()), room.width() - 2 * (len(parts) - 1)
    for colour, count in parts:
        width = max(space * count / whole, 2)
        _paint_share(painter, QRectF(left, top, width, 7), colour, colours)
        left += width + 2
    if is_assessed:
        painter.setFont(theme.font(12, 500, tabular=True))
        painter.setPen(QColor(colours.text))
        painter.drawText(QRect(room.x(), top + 9, room.width(), 15), _ONE_LINE, numbers)


def _paint_share(painter: QPainter, place: QRectF, colour: Colour, colours: Tokens) -> None:
    if colour in _SHARED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.colour(f"chart_{colour.tone}")))
    else:
        painter.setPen(QPen(QColor(colours.control), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        place = place.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(place, 2, 2)


class Legend(QWidget):
    """What the colours mean, in two lines; where there is no room for that, their words, and the rest as a tip."""

    _STEP, _LINE, _MOST_LINES = 20, 24, 2

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        desk.keep_saying(self, self._speak)

    def _speak(self) -> None:
        self.setAccessibleName(self._desk.text(N_("Legend")))
        self.setAccessibleDescription("; ".join(self._sentences()))
        set_tool_tip(self, "\n".join(self._sentences()))
        self.updateGeometry()
        self.update()

    def _sentences(self) -> list[str]:
        text = self._desk.text
        return [text(N_("{colour}: {meaning}"), colour=text(one.label), meaning=text(said)) for one, said in LEGEND]

    def _laid_out(self, width: int) -> list[tuple[QPoint, str]]:
        full = self._places(self._sentences(), width)
        if full[-1][0].y() < self._MOST_LINES * self._LINE:
            return full
        return self._places([self._desk.text(one.label) for one, _said in LEGEND], width)

    def _places(self, words: list[str], width: int) -> list[tuple[QPoint, str]]:
        metrics = QFontMetrics(theme.font(12))
        left, top = 0, 0
        places: list[tuple[QPoint, str]] = []
        for said in words:
            room = _SIGN + 6 + metrics.horizontalAdvance(said)
            if left and left + room > width:
                left, top = 0, top + self._LINE
            places.append((QPoint(left, top), said))
            left += room + self._STEP
        return places

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return self._laid_out(width)[-1][0].y() + self._LINE

    def sizeHint(self) -> QSize:
        """One line at least."""
        return QSize(420, self._LINE)

    def minimumSizeHint(self) -> QSize:
        """One word a line, if need be."""
        return QSize(160, self._LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints symbols and words."""
        colours = theme.tokens()
        with QPainter(self) as painter:
            painter.setFont(theme.font(12))
            painter.setPen(QColor(colours.muted))
            for (colour, _meaning), (place, said) in zip(LEGEND, self._laid_out(self.width()), strict=True):
                ink, _fill = colours.tone(str(colour.tone))
                draw_icon(painter, QRect(place.x(), place.y() + 4, _SIGN, _SIGN), COLOUR_ICONS[colour], ink)
                words = QRect(place.x() + _SIGN + 6, place.y(), self.width(), self._LINE)
                painter.drawText(words, _ONE_LINE, said)
