"""A section of a page: a title, a table to read whose rows can be opened, or the sentence that there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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


class RowTable(QTableView):
    """As high as its rows, up to ten of them. `opened` carries the number of the row at Enter and a double click."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows = _Rows()
        self._wishes: list[tuple[int, float]] = []  # of each column: the width its content wants, and its share
        self.setModel(self._rows)
        dress_table(self, compact=True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def show_rows(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Shows other rows; the row that was current stays so as far as there is one."""
        current = self.currentIndex().row()
        self._wishes = [(_natural(place, columns, rows), one.width_share) for place, one in enumerate(columns)]
        self._rows.show(columns, rows)
        high = self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().height() + high * min(len(rows), MOST_ROWS) + 2)
        if current >= 0 and rows:
            self.setCurrentIndex(self._rows.index(min(current, len(rows) - 1), 0))
        self._fit()

    def _fit(self) -> None:
        """What is short has the room it wants, such as a badge or a date; the rest is shared as the columns say."""
        longest = max((natural for natural, _ in self._wishes), default=0)
        limit = min(_SHORT, longest - 1)
        free = self.viewport().width() - sum(natural for natural, _ in self._wishes if natural <= limit)
        whole = sum(share for natural, share in self._wishes if natural > limit)
        for place, (natural, share) in enumerate(self._wishes):
            self.setColumnWidth(place, natural if natural <= limit else max(int(free * share / whole), _LEAST))

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


def _natural(place: int, columns: Sequence[Column], rows: Sequence[Row]) -> int:
    """The room that a column's longest text, badge or heading wants."""
    cells, metrics = {row[place] for row in rows}, QFontMetrics(theme.font(weight=600))
    words = {cell for cell in cells if isinstance(cell, str)} | {columns[place].title}
    badges = (badge_size(cell.text).width() for cell in cells if isinstance(cell, Badge))
    return max(*map(metrics.horizontalAdvance, words), *badges, 0) + 2 * PADDING + 2


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
