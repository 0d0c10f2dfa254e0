"""A field and what it finds, over a window: typing finds, arrows choose, Enter takes, Escape closes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kidesk.gui import theme
from kidesk.gui.desk import Desk
from kidesk.gui.icons import icon
from kidesk.i18n import N_

_MOST, _PAUSE, _ROW = 9, 40, 36


@dataclass(frozen=True)
class Hit:
    """Something found: what it is called, its icon and what choosing it does; the finder closes unless it `stays`."""

    text: str
    icon: str
    run: Callable[[], object]
    stays: bool = False


class Finder(QFrame):
    """A subclass says what is found for the words typed."""

    def __init__(self, desk: Desk, window: QWidget, width: int, size: int) -> None:
        super().__init__(window)
        self.setProperty("kind", "popup")
        self.setFixedWidth(width)
        self._desk, self._window = desk, window
        self.line = QLineEdit()
        self.line.setProperty("kind", "bare")
        self.line.setFrame(False)
        self.line.setFont(theme.font(size))
        self.line.setTextMargins(10, 8, 10, 8)
        self.hits = QListWidget()
        self.hits.setFrameShape(QFrame.Shape.NoFrame)
        self.hits.setIconSize(QSize(18, 18))
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setTextElideMode(Qt.TextElideMode.ElideRight)
        desk.say(self.hits, self.hits.setAccessibleName, N_("Found"))
        hairline = QFrame()
        hairline.setProperty("kind", "line")
        hairline.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addWidget(hairline)
        column.addWidget(self.hits)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.search)
        self.line.textChanged.connect(lambda: self._pause.start())
        self.line.installEventFilter(self)
        self.hits.itemClicked.connect(lambda: self.choose())
        self._found: list[Hit] = []
        self._before: QWidget | None = None
        self.hide()

    def look_up(self, typed: str) -> list[Hit]:
        """What there is for the words typed."""
        raise NotImplementedError

    def nothing(self) -> str:
        """What is said where nothing is found."""
        return self._desk.text(N_("Nothing found"))

    def open_at(self, place: QPoint) -> None:
        """Shows the finder there, ready to type."""
        self._before = self._window.window().focusWidget()
        self.setGraphicsEffect(QGraphicsDropShadowEffect(self, blurRadius=32, xOffset=0, yOffset=8))
        self.line.clear()
        self.search()
        self.move(place)
        self.show()
        self.raise_()
        self.line.setFocus()

    def close_finder(self) -> None:
        """Hides the finder and gives the keyboard back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def search(self) -> None:
        """Shows what matches the words typed so far."""
        self._pause.stop()
        self._found = self.look_up(self.line.text())
        self.hits.clear()
        for hit in self._found:
            item = QListWidgetItem(icon(hit.icon, "muted"), hit.text)
            item.setSizeHint(QSize(0, _ROW))
            self.hits.addItem(item)
        if not self._found:
            item = QListWidgetItem(self.nothing())
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.hits.addItem(item)
        self.hits.setCurrentRow(0)
        self.hits.setFixedHeight(min(self.hits.count(), _MOST) * _ROW + 4)
        self.adjustSize()

    def choose(self) -> None:
        """Takes the chosen one."""
        if self._pause.isActive():
            self.search()
        row = self.hits.currentRow()
        hit = self._found[row] if 0 <= row < len(self._found) else None
        if hit is None or not hit.stays:
            self.hide()
        if hit is not None:
            hit.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter and Escape in the field; leaving it closes the finder."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and not self.underMouse():
            self.hide()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
        key = Qt.Key(event.key())
        if key in steps:
            last = len(self._found) - 1
            self.hits.setCurrentRow(max(0, min(last, self.hits.currentRow() + steps[key])))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
        elif key == Qt.Key.Key_Escape:
            self.close_finder()
        else:
            return False
        return True
