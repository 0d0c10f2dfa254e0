"""The search palette (Ctrl+K): all records and commands behind one field."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from kidesk.gui.actions import Actions
from kidesk.gui.desk import Desk
from kidesk.gui.finder import Finder, Hit
from kidesk.gui.record_icons import ICONS
from kidesk.i18n import N_, fold
from kidesk.records import type_of

_WIDTH, _MOST = 560, 9


class Palette(Finder):
    """Opens over the window; a record that is chosen is for the window to show, a command runs."""

    record_chosen = Signal(object, int)

    def __init__(self, desk: Desk, actions: Actions, window: QWidget) -> None:
        super().__init__(desk, window, _WIDTH, 16)
        self._actions = actions
        desk.say(self.line, self.line.setPlaceholderText, N_("Search records and commands"))
        desk.say(self.line, self.line.setAccessibleName, N_("Search records and commands"))

    def open(self) -> None:
        """Shows the palette, ready to type."""
        self.open_at(QPoint((self._window.width() - _WIDTH) // 2, 80))

    def look_up(self, typed: str) -> list[Hit]:
        """Records, if something was typed, and commands."""
        commands = self._commands(typed)
        records = self._records(typed) if typed.strip() else []
        return (records[: _MOST - min(3, len(commands))] + commands)[:_MOST]

    def _records(self, typed: str) -> list[Hit]:
        found = []
        for record in self._desk.store.find(typed, limit=_MOST):
            record_type = type_of(type(record))
            text = f"{record.caption(self._desk.language.code)} — {self._desk.text(record_type.one)}"
            run = lambda record=record, record_type=record_type: self.record_chosen.emit(record_type, record.id)  # noqa: E731
            found.append(Hit(text, ICONS[record_type.key], run))
        return found

    def _commands(self, typed: str) -> list[Hit]:
        words = fold(typed).split()
        return [
            Hit(action.text().replace("&", ""), command.icon, action.trigger)
            for command, action in self._actions
            if action.isEnabled() and command.key != "palette" and all(word in fold(action.text()) for word in words)
        ]
