"""The table of a comparison: each activity with its colours in two quarters and an arrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from kidesk.gui.delegate import BADGE_ROLE, dress_table
from kidesk.gui.plain import plain_tip
from kidesk.i18n import N_, Language
from kidesk.records.quarter import Colour, Trend
from kidesk.records.quarter_move import Move

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY, _TOOL_TIP, _ACCESSIBLE = 0, 3, 11
_ARROWS = {Trend.UP: "↑", Trend.SAME: "→", Trend.DOWN: "↓"}
TITLE, BEFORE, NOW, CHANGE, COMMENT = range(5)
_WIDTHS = {BEFORE: 132, NOW: 132, CHANGE: 132, COMMENT: 124}


class MovesModel(QAbstractTableModel):
    """Activities as rows, in a language."""

    def __init__(self) -> None:
        super().__init__()
        self.moves: Sequence[Move] = ()
        self._language = Language("en")
        self._headings: Sequence[str] = ("",) * 5

    def show_moves(self, moves: Sequence[Move], quarters: Sequence[str], language: Language) -> None:
        """Shows other moves; `quarters` are the headings of the two colours."""
        self.beginResetModel()
        self.moves, self._language = moves, language
        first, *others = map(language.text, (N_("Activity"), N_("Change"), N_("Comment")))
        self._headings = (first, *quarters, *others)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many activities there are."""
        return 0 if parent is not None and parent.isValid() else len(self.moves)

    def columnCount(self, parent: _Index | None = None) -> int:
        """The activity, both colours, the change, and whether the comment differs."""
        return 0 if parent is not None and parent.isValid() else len(self._headings)

    def data(self, index: _Index, role: int = 0) -> Any:
        """A cell's text, and the tone of a colour."""
        move, column = self.moves[index.row()], index.column()
        if role == BADGE_ROLE:
            colour = {BEFORE: move.before, NOW: move.now}.get(column)
            return None if colour is None else str(colour.tone)
        if role not in (_DISPLAY, _TOOL_TIP, _ACCESSIBLE):
            return None
        text = self._text(move, column)
        return plain_tip(text) if role == _TOOL_TIP else text

    def _text(self, move: Move, column: int) -> str:
        if column == TITLE:
            return move.title(self._language.code)
        if column == CHANGE:
            return self._change(move)
        if column == COMMENT:
            return self._comment(move)
        return self._colour(move.before if column == BEFORE else move.now)

    def _comment(self, move: Move) -> str:
        code = move.changed_comment(self._language.code)
        changes = {words.change for words in move.comment(code)} if code is not None else set()
        if not changes:
            return ""
        said = {"added": N_("New comment"), "removed": N_("Taken away")}
        return self._language.text(said.get("".join(changes), N_("Reworded")))

    def _colour(self, colour: Colour | None) -> str:
        return self._language.text(colour.label if colour is not None else N_("not in the plan"))

    def _change(self, move: Move) -> str:
        said = self._language.text(move.trend.label)
        return f"{_ARROWS[move.trend]} {said}" if move.trend in _ARROWS else said

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """A heading."""
        if orientation == Qt.Orientation.Horizontal and role in (_DISPLAY, _ACCESSIBLE):
            return self._headings[section]
        return None


class MovesTable(QTableView):
    """The table: the activity has the width that the other columns leave."""

    def __init__(self) -> None:
        super().__init__()
        self.moves = MovesModel()
        self.moves.setParent(self)
        self.setModel(self.moves)
        dress_table(self, compact=True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)

    def current(self) -> Move | None:
        """The move that is selected."""
        row = self.currentIndex().row()
        return self.moves.moves[row] if 0 <= row < len(self.moves.moves) else None

    def select(self, item: int | None) -> None:
        """Selects an activity, or else the first."""
        numbers = [move.item for move in self.moves.moves]
        self.selectRow(numbers.index(item) if item in numbers else 0)
