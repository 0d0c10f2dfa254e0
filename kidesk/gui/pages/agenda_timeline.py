"""The agenda as a timeline: one row a record, one column a month, and a sign for each day in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kidesk.gui.delegate import BADGE_ROLE, STRONG_ROLE
from kidesk.gui.desk import Desk
from kidesk.gui.pages.agenda_model import tone_of
from kidesk.gui.plain import plain_tip
from kidesk.i18n import N_
from kidesk.operations.agenda import Event, Urgency
from kidesk.records.rules import months_before

ABOUT, EARLIER, FIRST_MONTH = range(3)
_DISPLAY, _TOOL_TIP, _ACCESSIBLE = 0, 3, 11
_RANKS = {str(urgency.tone): rank for rank, urgency in reversed(list(enumerate(Urgency)))}
_Index = QModelIndex | QPersistentModelIndex


class TimelineModel(QAbstractTableModel):
    """Records by their first date; what lies before this month stands in a column of its own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._first = dt.date.min
        self._months = 0
        self.rows: Sequence[Sequence[Event]] = ()

    def show_events(self, events: Sequence[Event], today: dt.date, months: int) -> None:
        """Shows other events, over this month and as many more."""
        rows: dict[tuple[str, int], list[Event]] = {}
        for event in events:
            rows.setdefault((event.type.key, event.number), []).append(event)
        self.beginResetModel()
        self.rows = list(rows.values())
        self._first, self._months = today.replace(day=1), months + 1
        self.endResetModel()

    def events_at(self, index: _Index) -> list[Event]:
        """The events of a cell; at the record itself, all of its row."""
        if not index.isValid():
            return []
        row = self.rows[index.row()]
        if index.column() == ABOUT:
            return list(row)
        return [event for event in row if self._column(event) == index.column()]

    def _column(self, event: Event) -> int:
        months = (event.on.year - self._first.year) * 12 + event.on.month - self._first.month
        return EARLIER if months < 0 else FIRST_MONTH + months

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many records there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """The record, what lies behind, and the months."""
        return 0 if parent is not None and parent.isValid() else FIRST_MONTH + self._months

    def data(self, index: _Index, role: int = 0) -> Any:
        """The record, or the days of a month in the tone of the most urgent; the tip says what they are."""
        if role == STRONG_ROLE:
            return index.column() == ABOUT
        if role not in (_DISPLAY, _TOOL_TIP, _ACCESSIBLE, BADGE_ROLE):
            return None
        if index.column() == ABOUT:
            caption = self.rows[index.row()][0].caption(self._desk.language.code)
            return {_TOOL_TIP: plain_tip(caption), BADGE_ROLE: None}.get(role, caption)
        events = self.events_at(index)
        if role == BADGE_ROLE:
            return min((tone_of(event) for event in events), key=lambda tone: _RANKS[tone], default=None)
        if role == _DISPLAY:
            return self._days(events) if index.column() != EARLIER else str(len(events) or "")
        said = "; ".join(self._spoken(event) for event in events)
        return plain_tip(said) if role == _TOOL_TIP else said

    def _days(self, events: Sequence[Event]) -> str:
        return ", ".join(dict.fromkeys(str(event.on.day) for event in events))

    def _spoken(self, event: Event) -> str:
        said = self._desk.language
        return f"{said.text(event.kind.label)}, {said.day(event.on)}, {said.text(event.urgency.label)}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The months, each January with its year."""
        if orientation != Qt.Orientation.Horizontal or role not in (_DISPLAY, _ACCESSIBLE):
            return None
        if section < FIRST_MONTH:
            return self._desk.text(N_("Concerns") if section == ABOUT else N_("Earlier"))
        month = months_before(self._first, FIRST_MONTH - section)
        name = self._desk.language.month(month).rstrip(".")
        if role == _ACCESSIBLE or month.month == 1:
            return self._desk.text(N_("{month} {year}"), month=name, year=month.year)
        return name
