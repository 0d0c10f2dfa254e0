"""The search palette (Ctrl+K): all records and commands behind one field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
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
from kidesk.gui.actions import Actions
from kidesk.gui.desk import Desk
from kidesk.gui.icons import icon
from kidesk.gui.partner_links import ICON, partners_of
from kidesk.gui.record_icons import ICONS
from kidesk.i18n import N_, fold
from kidesk.records import type_of
from kidesk.records.organisation import Organisation

_WIDTH, _MOST, _PAUSE = 560, 9, 40


@dataclass(frozen=True)
class _Hit:
    text: str
    icon: str
    run: Callable[[], object]


class Palette(QFrame):
    """Opens over the window; typing finds, arrows choose, Enter opens, Escape closes."""

    record_chosen = Signal(object, int)
    partner_chosen = Signal(int)

    def __init__(self, desk: Desk, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("kind", "popup")
        self.setFixedWidth(_WIDTH)
        self._desk, self._actions, self._window = desk, actions, window
        self.line = QLineEdit()
        self.line.setProperty("kind", "bare")
        self.line.setFrame(False)
        self.line.setFont(theme.font(16))
        self.line.setTextMargins(10, 8, 10, 8)
        desk.say(self.line, self.line.setPlaceholderText, N_("Search records and commands"))
        desk.say(self.line, self.line.setAccessibleName, N_("Search records and commands"))
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
        self._found: list[_Hit] = []
        self._before: QWidget | None = None
        self.hide()

    def open(self) -> None:
        """Shows the palette, ready to type."""
        self._before = self._window.focusWidget()
        self.setGraphicsEffect(QGraphicsDropShadowEffect(self, blurRadius=32, xOffset=0, yOffset=8))
        self.line.clear()
        self.search()
        self.move((self._window.width() - _WIDTH) // 2, 80)
        self.show()
        self.raise_()
        self.line.setFocus()

    def close_palette(self) -> None:
        """Hides the palette and gives the keyboard back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def search(self) -> None:
        """Shows what matches the words typed so far."""
        self._pause.stop()
        typed = self.line.text()
        commands = self._commands(typed)
        records = self._records(typed) if typed.strip() else []
        self._found = records[: _MOST - min(3, len(commands))] + commands
        self._found = self._found[:_MOST]
        self.hits.clear()
        for hit in self._found:
            item = QListWidgetItem(icon(hit.icon, "muted"), hit.text)
            item.setSizeHint(QSize(0, 36))
            self.hits.addItem(item)
        if not self._found:
            item = QListWidgetItem(self._desk.text(N_("Nothing found")))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.hits.addItem(item)
        self.hits.setCurrentRow(0)
        self.hits.setFixedHeight(self.hits.count() * 36 + 4)
        self.adjustSize()

    def _records(self, typed: str) -> list[_Hit]:
        found = []
        for record in self._desk.store.find(typed, limit=_MOST):
            record_type = type_of(type(record))
            text = f"{record.caption(self._desk.language.code)} — {self._desk.text(record_type.one)}"
            run = lambda record=record, record_type=record_type: self.record_chosen.emit(record_type, record.id)  # noqa: E731
            found.append(_Hit(text, ICONS[record_type.key], run))
            for one in partners_of(record) if isinstance(record, Organisation) else ():
                words = self._desk.text(N_("Everything about {name}…"), name=one.caption(self._desk.language.code))
                found.append(_Hit(words, ICON, partial(self.partner_chosen.emit, one.id)))
        return found

    def _commands(self, typed: str) -> list[_Hit]:
        words = fold(typed).split()
        return [
            _Hit(action.text().replace("&", ""), command.icon, action.trigger)
            for command, action in self._actions
            if action.isEnabled() and command.key != "palette" and all(word in fold(action.text()) for word in words)
        ]

    def choose(self) -> None:
        """Opens the chosen record or runs the chosen command."""
        if self._pause.isActive():
            self.search()
        row = self.hits.currentRow()
        self.hide()
        if 0 <= row < len(self._found):
            self._found[row].run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter and Escape in the field; leaving it closes the palette."""
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
            self.close_palette()
        else:
            return False
        return True
