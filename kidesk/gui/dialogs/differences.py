"""A table of what differs, side by side: the field, what is stored, and what a file says in its place."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView

from kidesk.gui import theme
from kidesk.gui.breaking_text import broken
from kidesk.gui.delegate import PADDING, RecordDelegate, dress_table
from kidesk.gui.dialogs.lines import Lines
from kidesk.gui.tokens import Tokens

_FIELD_SHARE = 0.26
_ABOVE = 7  # pixels over and under the text
_LONGEST = 4000  # signs of a cell; whoever wants to read more opens the agreement
_Index = QModelIndex | QPersistentModelIndex


class _Broken(RecordDelegate):
    """Paints whole texts; a field's name is the firmest, and what the file says firmer than what is stored."""

    def paint_text(self, painter: QPainter, room: QRect, index: _Index, colours: Tokens, *, enabled: bool) -> None:
        """Paints a cell's text in as many lines as it takes."""
        painter.setPen(QColor(colours.muted if index.column() == 1 else colours.text))
        font = theme.font(weight=500 if index.column() == 0 else 400)
        broken(str(index.data()), font, room.width()).draw(painter, QPointF(room.x(), room.y() + _ABOVE))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Nothing is shortened, so that no tool tip is needed."""
        return True


class DifferencesTable(QTableView):
    """The table: its rows are as high as their texts are at the width there is."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = Lines()
        self.lines.setParent(self)
        self.setModel(self.lines)
        dress_table(self, compact=True)
        self.setItemDelegate(_Broken(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_lines(self, headings: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """Shows other lines of three texts each, from the top."""
        cut = [[text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in line] for line in lines]
        self.lines.show_lines(headings, cut)
        self._fit()
        self.scrollToTop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Breaks the texts anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().width()
        widths = [int(room * _FIELD_SHARE)]
        widths += [(room - widths[0]) // 2, room - widths[0] - (room - widths[0]) // 2]
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        for row, line in enumerate(self.lines.lines):
            self.setRowHeight(row, max(map(self._height, line, widths, (500, 400, 400))))

    def _height(self, text: str, width: int, weight: Any) -> int:
        layout = broken(text, theme.font(weight=weight), width - 2 * PADDING)
        return ceil(layout.boundingRect().height()) + 2 * _ABOVE + 1
