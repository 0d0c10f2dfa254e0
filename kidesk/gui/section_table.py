"""A section of a page: a title, a table to read whose rows can be opened, or the sentence that there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from kidesk.gui import theme
from kidesk.gui.badges import badge_size
from kidesk.gui.cards import Card
from kidesk.gui.delegate import BADGE_ROLE, PADDING, STRONG_ROLE, dress_table
from kidesk.gui.plain import PlainLabel
from kidesk.reports.content import Badge, Column

MOST_ROWS = 10  # more are scrolled to
_DISPLAY, _ALIGNMENT, _ACCESSIBLE = 0, 7, 11
_LEAST = 64
_SHORT = 170
_Index = QModelIndex | QPersistentModelIndex
Row = tuple[str | Badge, ...]


class _Rows(QAbstractTableModel):
    """Texts and badges under headings."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: Sequence[Column] = ()
        self.rows: Sequence[Row] = ()

    def show(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.columns, self.rows = columns, rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = 0) -> Any:
        cell = self.rows[index.row()][index.column()]
        if role in (_DISPLAY, _ACCESSIBLE):
            return cell.text if isinstance(cell, Badge) else cell
        if role == BADGE_ROLE:
            return cell.tone if isinstance(cell, Badge) else None
        if role == _ALIGNMENT:
            return self._side(index.column())
        return index.column() == 0 if role == STRONG_ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (_DISPLAY, _ACCESSIBLE):
            return self.columns[section].title
        return self._side(section) if role == _ALIGNMENT else None

    def _side(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if self.columns[column].align == "right" else Qt.AlignmentFlag.AlignLeft
        return int((side | Qt.AlignmentFlag.AlignVCenter).value)


class _Wish(NamedTuple):
    """A column: the width its content wants, its share of what is left, and whether it has that width whatever."""

    natural: int
    share: float
    is_fixed: bool


class RowTable(QTableView):
    """As high as its rows, up to ten of them. `opened` carries the number of the row at Enter and a double click."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows = _Rows()
        self._wishes: list[_Wish] = []
        self.setModel(self._rows)
        dress_table(self, compact=True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def show_rows(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Shows other rows; the row that was current stays so as far as there is one."""
        current = self.currentIndex().row()
        self._wishes = _wishes(columns, rows)
        self._rows.show(columns, rows)
        high = self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().height() + high * min(len(rows), MOST_ROWS) + 2)
        if current >= 0 and rows:
            self.setCurrentIndex(self._rows.index(min(current, len(rows) - 1), 0))
        self._fit()

    def _fit(self) -> None:
        """What is short has the room it wants, such as a badge or a date; the rest is shared as the columns say."""
        free = self.viewport().width() - sum(wish.natural for wish in self._wishes if wish.is_fixed)
        whole = sum(wish.share for wish in self._wishes if not wish.is_fixed)
        for place, wish in enumerate(self._wishes):
            width = wish.natural if wish.is_fixed else max(int(free * wish.share / whole), _LEAST)
            self.setColumnWidth(place, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the columns to the width."""
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard has a row to stand on."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and self._rows.rows:
            self.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


def _wishes(columns: Sequence[Column], rows: Sequence[Row]) -> list[_Wish]:
    """What each column wants; the longest text of the row always shares in what is left, numbers never."""
    metrics = QFontMetrics(theme.font(weight=600))
    found = []
    for place, column in enumerate(columns):
        cells = {row[place] for row in rows}
        words = {cell for cell in cells if isinstance(cell, str)} | {column.title}
        badges = [badge_size(cell.text).width() for cell in cells if isinstance(cell, Badge)]
        natural = max(*map(metrics.horizontalAdvance, words), *badges, 0) + 2 * PADDING + 2
        found.append(_Wish(natural, column.width_share, bool(badges) or column.align == "right"))
    longest = max((wish.natural for wish in found if not wish.is_fixed), default=0)
    return [wish._replace(is_fixed=wish.is_fixed or wish.natural <= min(_SHORT, longest - 1)) for wish in found]


class Section(Card):
    """A table under its title. `chosen` carries the key of the row that was opened."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.table = RowTable()
        self._keys: Sequence[object] = ()
        self._nothing = PlainLabel("", "muted", wrap=True)
        self.add(self.table)
        self.add(self._nothing)
        self.add_stretch()
        self.table.opened.connect(self._open)

    @property
    def said(self) -> str:
        """What is said in place of rows; empty while there are some."""
        return "" if self._nothing.isHidden() else self._nothing.text()

    def rows(self) -> list[str]:
        """The rows as they are read, from the top."""
        model = self.table.model()
        across, down = range(model.columnCount()), range(model.rowCount())
        return [", ".join(filter(None, (str(model.index(row, one).data()) for one in across))) for row in down]

    def show_rows(
        self, title: str, columns: Sequence[Column], rows: Sequence[Row], nothing: str, keys: Sequence[object] = ()
    ) -> None:
        """Shows the rows, or says `nothing`; `keys` are those of the rows, where they can be opened."""
        self._keys = keys
        self.set_title(title)
        self.table.setAccessibleName(title)
        self.table.show_rows(columns, rows)
        self.table.setVisible(bool(rows))
        self._nothing.setText(nothing)
        self._nothing.setVisible(not rows)

    def _open(self, row: int) -> None:
        if row < len(self._keys):
            self.chosen.emit(self._keys[row])
