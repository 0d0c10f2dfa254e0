"""Icons that take their colour from the theme when they are painted, so that they follow it by themselves."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPaintEvent, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QWidget

from kidesk.gui import theme
from kidesk.gui.glyphs import svg

# PySide frees what clone() returns while Qt still uses it (6.11.3); Qt clones only when an icon is modified.
_CLONES: list[QIconEngine] = []


_BEFORE_WORD = 3


class _Engine(QIconEngine):
    def __init__(self, name: str, token: str, size: int) -> None:
        super().__init__()
        self._name, self._token, self._size = name, token, size

    def clone(self) -> QIconEngine:
        made = _Engine(self._name, self._token, self._size)
        _CLONES.append(made)
        return made

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, /) -> QSize:
        return QSize(self._size + max(size.width() - size.height(), 0), self._size).boundedTo(size)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State, /) -> None:
        side = min(rect.width(), rect.height())
        place = QRect(rect.x(), rect.y() + (rect.height() - side) // 2, side, side)
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(place, pixmap(self._name, self._colour(mode, state), side, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, /) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float, /) -> QPixmap:
        side = min(size.width(), size.height())
        drawn = pixmap(self._name, self._colour(mode, state), side, scale)
        return drawn if size.width() == side else _with_room(drawn, size, scale)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        colours = theme.tokens()
        if mode == QIcon.Mode.Disabled:
            return colours.disabled
        if state == QIcon.State.On and self._token in ("text", "muted"):
            return colours.accent
        return colours.colour(self._token)


def icon(name: str, colour: str = "text", size: int = 18) -> QIcon:
    """The Lucide icon called `name` in the token called `colour`, `size` pixels where there is room.

    Raises KeyError or AttributeError at once for an unknown icon or token.
    """
    svg(name, theme.tokens().colour(colour))
    return QIcon(_Engine(name, colour, size))


def dress_button(button: QAbstractButton, name: str = "", kind: str = "", size: int = 18) -> None:
    """Gives a button its kind ("", primary, quiet, danger, search, chip, choice, beside) and an icon in its colour."""
    theme.mark(button, "kind", kind)
    if name:
        colour = {"primary": "on_accent", "danger": "bad", "search": "muted"}.get(kind, "text")
        button.setIcon(icon(name, colour, size))
        button.setIconSize(QSize(size + (_BEFORE_WORD if button.text() else 0), size))


def pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """The icon in a colour ("#rrggbb"), `size` pixels wide on a screen of `ratio`; cached."""
    key = f"lucide/{name}/{colour}/{size}/{ratio}"
    made = QPixmap()
    if QPixmapCache.find(key, made):
        return made
    made = _render(name, colour, round(size * ratio))
    made.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, made)
    return made


def draw_icon(painter: QPainter, place: QRect, name: str, colour: str) -> None:
    """Paints the icon in a colour ("#rrggbb") in the square `place`."""
    painter.drawPixmap(place, pixmap(name, colour, place.width(), painter.device().devicePixelRatio()))


class IconLabel(QWidget):
    """An icon by itself, a decoration beside words that say the same."""

    def __init__(self, name: str, colour: str = "muted", size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)
        self.set_icon(name, colour)

    def set_icon(self, name: str, colour: str) -> None:
        """Shows another icon, or the same in another token; raises KeyError when there is no such icon."""
        svg(name, theme.tokens().colour(colour))
        self._name, self._colour = name, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the icon in the theme's colour."""
        with QPainter(self) as painter:
            draw_icon(painter, self.rect(), self._name, theme.tokens().colour(self._colour))


def _with_room(drawn: QPixmap, size: QSize, ratio: float) -> QPixmap:
    """The icon at the left of a wider pixmap: the distance to a button's word, which Qt has no option for."""
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        painter.drawPixmap(0, 0, drawn)
    return made


def _render(name: str, colour: str, side: int) -> QPixmap:
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        QSvgRenderer(QByteArray(svg(name, colour))).render(painter, QRectF(0, 0, side, side))
    return made
