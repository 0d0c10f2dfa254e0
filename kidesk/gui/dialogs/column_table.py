"""What the columns of a file mean: each with its first values, and the meaning that is chosen for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QStyleOptionViewItem, QTableView, QWidget

from kidesk.gui.delegate import PADDING, STRONG_ROLE, RecordDelegate, dress_table
from kidesk.gui.icons import draw_icon
from kidesk.gui.plain import plain_tip
from kidesk.gui.tokens import Tokens

HEADING, FIRST, MEANING = range(3)
_SHARES = (3, 4, 4)
_DISPLAY, _EDIT, _TOOL_TIP, _ACCESSIBLE = 0, 2, 3, 11
_CHEVRON = 16
_BETWEEN = " · "
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space)
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class FileColumn:
    """A column of a file: its heading, its first values, and the key of what it means; empty where it is left out."""

    heading: str
    first: tuple[str, ...]
    meaning: str


class Columns(QAbstractTableModel):
    """The columns. `meanings` are the keys to choose from with what they are called, that of leaving out among them."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.columns: list[FileColumn] = []
        self.meanings: list[tuple[str, str]] = []
        self.headings: Sequence[str] = ("", "", "")

    def show(self, columns: Sequence[FileColumn], meanings: Sequence[tuple[str, str]], headings: Sequence[str]) -> None:
        """Shows other columns, or the same in other words."""
        self.beginResetModel()
        self.columns, self.meanings, self.headings = list(columns), list(meanings), headings
        self.endResetModel()

    def said(self, key: str) -> str:
        """What a meaning is called."""
        return next((label for one, label in self.meanings if one == key), key)

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many columns the file has."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Heading, first values and meaning."""
        return 0 if parent is not None and parent.isValid() else len(self.headings)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Meanings can be chosen."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == MEANING else flags

    def data(self, index: _Index, role: int = 0) -> Any:
        """A cell's text, whole in the tool tip; in the editor the key of the meaning."""
        column = self.columns[index.row()]
        if role == _EDIT:
            return column.meaning
        if role == STRONG_ROLE:
            return index.column() == MEANING and bool(column.meaning)
        if role not in (_DISPLAY, _TOOL_TIP, _ACCESSIBLE):
            return None
        text = (column.heading, _BETWEEN.join(column.first), self.said(column.meaning))[index.column()]
        return plain_tip(text) if role == _TOOL_TIP else text

    def setData(self, index: _Index, value: Any, role: int = _EDIT) -> bool:
        """Gives a column another meaning, and tells its heading and the meaning's key."""
        column = self.columns[index.row()]
        if role != _EDIT or value == column.meaning:
            return False
        self.columns[index.row()] = replace(column, meaning=value)
        self.dataChanged.emit(index, index)
        self.chosen.emit(column.heading, value)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """A heading."""
        is_told = orientation == Qt.Orientation.Horizontal and role in (_DISPLAY, _ACCESSIBLE)
        return self.headings[section] if is_told and section < len(self.headings) else None


class _Meaning(RecordDelegate):
    """Paints the meaning as a list that can be opened, and opens it."""

    def __init__(self, view: ColumnTable) -> None:
        super().__init__(view)
        self._table = view

    def paint_text(self, painter: QPainter, room: QRect, index: _Index, colours: Tokens, *, enabled: bool) -> None:
        """Leaves room for the sign of a list."""
        if index.column() == MEANING:
            top = room.y() + (room.height() - _CHEVRON) // 2
            place = QRect(room.right() - _CHEVRON + 1, top, _CHEVRON, _CHEVRON)
            draw_icon(painter, place, "chevron-down", colours.muted)
            room = room.adjusted(0, 0, -_CHEVRON - PADDING // 2, 0)
        super().paint_text(painter, room, index, colours, enabled=enabled)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """A list of the meanings, open at once."""
        box = QComboBox(parent)
        box.setProperty("kind", "cell")
        box.setAccessibleName(self._table.columns.columns[index.row()].heading)
        for _, label in self._table.columns.meanings:
            box.addItem(label)
        box.activated.connect(lambda: self._take(box))
        return box

    def _take(self, box: QWidget) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Chooses what the column means now."""
        assert isinstance(editor, QComboBox)
        keys = [key for key, _ in self._table.columns.meanings]
        meaning = self._table.columns.columns[index.row()].meaning
        editor.setCurrentIndex(keys.index(meaning) if meaning in keys else -1)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Takes what was chosen."""
        assert isinstance(editor, QComboBox)
        row = editor.currentIndex()
        if row >= 0:
            model.setData(index, self._table.columns.meanings[row][0])


class ColumnTable(QTableView):
    """A row a column; Enter, F2, the space bar or a click opens its list. `chosen` carries heading and key."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.columns = Columns()
        self.columns.setParent(self)
        self.setModel(self.columns)
        dress_table(self, compact=True)
        self.setItemDelegate(_Meaning(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.open_list(index.row()) if index.column() == MEANING else None)
        # Later: what is chosen makes the table anew, and the list that was chosen from must be gone by then.
        self.columns.chosen.connect(self.chosen, Qt.ConnectionType.QueuedConnection)

    def show_columns(
        self, columns: Sequence[FileColumn], meanings: Sequence[tuple[str, str]], headings: Sequence[str]
    ) -> None:
        """Shows other columns; the row that was current stays so as far as there is one."""
        row = max(self.currentIndex().row(), 0)
        self.columns.show(columns, meanings, headings)
        if columns:
            self.setCurrentIndex(self.columns.index(min(row, len(columns) - 1), MEANING))
        self._fit()

    def open_list(self, row: int) -> None:
        """Opens the list of meanings of a row."""
        index = self.columns.index(row, MEANING)
        self.setCurrentIndex(index)
        self.edit(index)
        box = self.indexWidget(index)
        if isinstance(box, QComboBox):
            box.showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens the list of the current row."""
        if event.key() in _OPENING and self.currentIndex().isValid():
            self.open_list(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """No more than its least height, so that a low screen has room for the dialog; the layout gives it the rest."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().width()
        for column, share in enumerate(_SHARES):
            self.setColumnWidth(column, room * share // sum(_SHARES))
