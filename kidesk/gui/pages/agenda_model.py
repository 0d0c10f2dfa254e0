"""The rows of the agenda: month, day, what it is, what it concerns, and how long there is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kidesk.gui.delegate import BADGE_ROLE, STRONG_ROLE
from kidesk.gui.desk import Desk
from kidesk.i18n import N_, Language
from kidesk.operations.agenda import Event, Urgency

MONTH, DAY, WHAT, ABOUT, LEFT = range(5)
HEADINGS = (N_("Month"), N_("Day"), N_("What"), N_("Concerns"), N_("When"))
_DISPLAY, _ACCESSIBLE = 0, 11
_Index = QModelIndex | QPersistentModelIndex


class AgendaModel(QAbstractTableModel):
    """Events by date; the month stands at its first row only, and is said at every row."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._today = dt.date.min
        self.events: Sequence[Event] = ()

    def show_events(self, events: Sequence[Event], today: dt.date) -> None:
        """Shows other events, as seen on a day."""
        self.beginResetModel()
        self.events, self._today = events, today
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many events there are."""
        return 0 if parent is not None and parent.isValid() else len(self.events)

    def columnCount(self, parent: _Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(HEADINGS)

    def data(self, index: _Index, role: int = 0) -> Any:
        """A cell's text, the tone of its badge, and what a screen reader says."""
        event, column = self.events[index.row()], index.column()
        if role == _DISPLAY:
            return self._text(event, column) if column != MONTH or self._begins_month(index.row()) else ""
        if role == _ACCESSIBLE:
            text = self._text(event, column)
            return f"{text}, {self._desk.text(event.urgency.label)}" if column == WHAT else text
        if role == BADGE_ROLE:
            return str(tone_of(event)) if column == WHAT else None
        return column in (MONTH, ABOUT) if role == STRONG_ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """A heading."""
        if orientation == Qt.Orientation.Horizontal and role in (_DISPLAY, _ACCESSIBLE):
            return self._desk.text(HEADINGS[section])
        return None

    def _text(self, event: Event, column: int) -> str:
        said = self._desk.language
        if column == MONTH:
            return month_of(event, said)
        if column == DAY:
            return said.day(event.on)
        if column == WHAT:
            return said.text(event.kind.label)
        return event.caption(said.code) if column == ABOUT else left_of(event, self._today, said)

    def _begins_month(self, row: int) -> bool:
        if row == 0:
            return True
        before, here = self.events[row - 1], self.events[row]
        return (before.on.year, before.on.month) != (here.on.year, here.on.month)


def tone_of(event: Event) -> str:
    """The tone of an event's badge; what is snoozed is quiet."""
    return str(Urgency.LATER.tone if event.snoozed_until else event.urgency.tone)


def month_of(event: Event, said: Language) -> str:
    """An event's month and year."""
    return said.text(N_("{month} {year}"), month=said.month(event.on), year=event.on.year)


def left_of(event: Event, today: dt.date, said: Language) -> str:
    """How many days there are left, or have gone by; until when it is snoozed."""
    if event.snoozed_until is not None:
        return said.text(N_("Snoozed until {day}"), day=said.day(event.snoozed_until))
    days = (event.on - today).days
    if days == 0:
        return said.text(N_("Today"))
    if days < 0:
        return said.plural("{count} day ago", "{count} days ago", -days)
    return said.plural("in {count} day", "in {count} days", days)
