"""A short table that is only read: lines of text under headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from kidesk.gui.delegate import BADGE_ROLE, dress_table
from kidesk.gui.plain import plain_tip

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY, _TOOL_TIP, _ACCESSIBLE = 0, 3, 11
_WIDEST = 240
_SCROLL_BAR = 14


class Lines(QAbstractTableModel):
    """Headings and lines of text; where there are `tones`, one for each line, its last text is a badge."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: Sequence[str] = ()
        self.lines: Sequence[Sequence[str]] = ()
        self.tones: Sequence[str] = ()

    def show_lines(self, headings: Sequence[str], lines: Sequence[Sequence[str]], tones: Sequence[str] = ()) -> None:
        """Shows other lines."""
        self.beginResetModel()
        self.headings, self.lines, self.tones = headings, lines, tones
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.headings)

    def data(self, index: _Index, role: int = 0) -> Any:
        """A cell's text, whole in the tool tip."""
        if role == BADGE_ROLE and self.tones and index.column() == len(self.headings) - 1:
            return self.tones[index.row()]
        if role not in (_DISPLAY, _TOOL_TIP, _ACCESSIBLE):
            return None
        text = self.lines[index.row()][index.column()]
        return plain_tip(text) if role == _TOOL_TIP else text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """A heading."""
        if orientation == Qt.Orientation.Horizontal and role in (_DISPLAY, _ACCESSIBLE):
            return self.headings[section] if section < len(self.headings) else None
        return None

    def set_text(self, row: int, column: int, text: str) -> None:
        """Puts another text into a cell, while the line stays selected."""
        lines = [list(line) for line in self.lines]
        lines[row][column] = text
        self.lines = lines
        self.dataChanged.emit(self.index(row, column), self.index(row, column))


class LinesTable(QTableView):
    """The table: compact, selected by line, its last column as wide as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = Lines()
        self.lines.setParent(self)
        self.setModel(self.lines)
        dress_table(self, compact=True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def show_lines(self, headings: Sequence[str], lines: Sequence[Sequence[str]], tones: Sequence[str] = ()) -> None:
        """Shows other lines; columns get the width of what they hold, within limits."""
        self.lines.show_lines(headings, lines, tones)
        rows = self.verticalHeader().defaultSectionSize() * len(lines)
        self.setMaximumHeight(self.horizontalHeader().height() + rows + _SCROLL_BAR)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.resizeColumnsToContents()
        for column in range(len(headings)):
            self.setColumnWidth(column, min(self.columnWidth(column), _WIDEST))
        if headings:  # not the header's own way, which ends where a width is set while nothing is shown
            header.setSectionResizeMode(len(headings) - 1, QHeaderView.ResizeMode.Stretch)
