"""The table of the units that owe answers in a quarter; those to be asked are chosen by selecting their lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from kidesk.gui.delegate import dress_table
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.lines import Lines
from kidesk.i18n import N_
from kidesk.operations.owed_answers import Owed
from kidesk.records.owner_request import RequestState

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY, _ACCESSIBLE = 0, 11
_CHOSEN, _UNIT, _STATE = 0, 1, 5
_WIDTHS = {_CHOSEN: 40, 2: 104, 3: 108, 4: 108, _STATE: 184}
_HEADINGS = (N_("Unit"), N_("Not assessed"), N_("Asked on"), N_("Wanted by"), N_("Status"))


class _Units(Lines):
    """Lines whose first column says which of them are chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.chosen: Collection[int] = ()

    def data(self, index: _Index, role: int = 0) -> Any:
        """A cell's text; a mark, and words for who hears it, where the line is chosen."""
        if index.column() != _CHOSEN:
            return super().data(index, role)
        is_chosen = index.row() in self.chosen
        if role == _ACCESSIBLE:
            return self._desk.text(N_("Chosen") if is_chosen else N_("Not chosen"))
        return "✓" if role == _DISPLAY and is_chosen else None


class OwingUnits(QTableView):
    """The units; a click or Space chooses a line, or leaves it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.owed: Sequence[Owed] = ()
        self.lines = _Units(desk)
        self.lines.setParent(self)
        self.setModel(self.lines)
        dress_table(self, compact=True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.selectionModel().selectionChanged.connect(lambda: self._mark())

    def show_units(self, found: Sequence[Owed], today: dt.date, chosen: Collection[int]) -> None:
        """Shows other units, with those chosen whose ids are in `chosen`."""
        self.owed = found
        text = self._desk.text
        lines = [("", *self._line(one, today)) for one in found]
        tones = [str(one.state.tone) for one in found]
        self.lines.show_lines(["", *(text(heading) for heading in _HEADINGS)], lines, tones)
        header = self.horizontalHeader()
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)
        header.setSectionResizeMode(_UNIT, QHeaderView.ResizeMode.Stretch)
        self.choose(chosen)

    def _line(self, one: Owed, today: dt.date) -> tuple[str, ...]:
        language = self._desk.language
        counts = {"left": language.number(one.unassessed), "whole": language.number(one.activities)}
        days = language.day(one.asked_on), language.day(one.due_on)
        left = language.text(N_("{left} of {whole}"), **counts)
        return one.caption(language.code), left, *days, _state(one, today, self._desk)

    def choose(self, units: Collection[int]) -> None:
        """Chooses these units and no others."""
        flags = QItemSelectionModel.SelectionFlag
        self.clearSelection()
        for row, one in enumerate(self.owed):
            if one.unit in units:
                self.selectionModel().select(self.lines.index(row, 0), flags.Select | flags.Rows)
        if self.owed and not self.currentIndex().isValid():
            self.selectionModel().setCurrentIndex(self.lines.index(0, 0), flags.NoUpdate)
        self._mark()

    def chosen(self) -> list[int]:
        """The ids of the chosen units, in their order."""
        return [self.owed[row].unit for row in sorted(self._rows())]

    def _rows(self) -> set[int]:
        return {index.row() for index in self.selectionModel().selectedRows()}

    def _mark(self) -> None:
        self.lines.chosen = self._rows()
        if self.owed:
            self.lines.dataChanged.emit(self.lines.index(0, 0), self.lines.index(len(self.owed) - 1, 0))


def _state(one: Owed, today: dt.date, desk: Desk) -> str:
    """How the unit stands, in words: since when it has answered, or for how long it has not."""
    language = desk.language
    if one.state == RequestState.ANSWERED:
        return language.text(N_("Answered {day}"), day=language.day(one.answered_on))
    if one.state == RequestState.OVERDUE:
        return language.plural("{count} day overdue", "{count} days overdue", one.days_late(today))
    return language.text(one.state.label)
