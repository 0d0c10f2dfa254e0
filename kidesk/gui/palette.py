"""The search palette (Ctrl+K): all records and commands behind one field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from kidesk.gui.actions import Actions
from kidesk.gui.desk import Desk
from kidesk.gui.finder import Finder, Hit
from kidesk.gui.partner_links import ICON, partners_of
from kidesk.gui.record_icons import ICONS
from kidesk.i18n import N_, fold
from kidesk.records import type_of
from kidesk.records.organisation import Organisation
from kidesk.records.record import Record

_WIDTH, _MOST, _MOST_RECENT = 560, 9, 6


class Palette(Finder):
    """Opens over the window; a record that is chosen is for the window to show, a command runs.

    Before anything is typed, it offers the records opened last, which `recent` gives.
    """

    record_chosen = Signal(object, int)
    partner_chosen = Signal(int)

    def __init__(
        self, desk: Desk, actions: Actions, window: QWidget, recent: Callable[[], Sequence[Record]] = tuple
    ) -> None:
        super().__init__(desk, window, _WIDTH, 16)
        self._actions, self._recent = actions, recent
        desk.say(self.line, self.line.setPlaceholderText, N_("Search records and commands"))
        desk.say(self.line, self.line.setAccessibleName, N_("Search records and commands"))

    def open(self) -> None:
        """Shows the palette, ready to type."""
        self.open_at(QPoint((self._window.width() - _WIDTH) // 2, 80))

    def look_up(self, typed: str) -> list[Hit]:
        """Records, those opened last if nothing was typed, and commands."""
        commands = self._commands(typed)
        records = self._records(typed) if typed.strip() else self._opened_last()
        return (records[: _MOST - min(3, len(commands))] + commands)[:_MOST]

    def _opened_last(self) -> list[Hit]:
        return [self._hit(record, "history") for record in self._recent()[:_MOST_RECENT]]

    def _hit(self, record: Record, sign: str = "") -> Hit:
        record_type = type_of(type(record))
        text = f"{record.caption(self._desk.language.code)} — {self._desk.text(record_type.one)}"
        return Hit(text, sign or ICONS[record_type.key], partial(self.record_chosen.emit, record_type, record.id))

    def _records(self, typed: str) -> list[Hit]:
        found = []
        for record in self._desk.store.find(typed, limit=_MOST):
            found.append(self._hit(record))
            for one in partners_of(record) if isinstance(record, Organisation) else ():
                words = self._desk.text(N_("Everything about {name}…"), name=one.caption(self._desk.language.code))
                found.append(Hit(words, ICON, partial(self.partner_chosen.emit, one.id)))
        return found

    def _commands(self, typed: str) -> list[Hit]:
        words = fold(typed).split()
        return [
            Hit(action.text().replace("&", ""), command.icon, action.trigger)
            for command, action in self._actions
            if action.isEnabled() and command.key != "palette" and all(word in fold(action.text()) for word in words)
        ]
