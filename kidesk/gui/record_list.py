"""The list of a record type: its keys, its columns and their widths."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from kidesk.gui.column_choice import is_chosen
from kidesk.gui.delegate import dress_table, set_compact
from kidesk.gui.desk import Desk
from kidesk.gui.record_table import RecordTable
from kidesk.records.field import Field
from kidesk.records.fields import Day, Number

_BADGE_WIDTH = 156
_DAY_WIDTH = 118
_NUMBER_WIDTH = 100
_NAME_SHARE, _SHARE, _BADGE_SHARE = 4, 3, 2
_LEAST_NAME_WIDTH, _LEAST_WIDTH = 160, 108
_TALL = 40


class RecordList(QTableView):
    """Enter opens the record, Delete deletes it, Home and End go to the first and last; letters are for the filter.

    `widened` says that the person made a column wider or narrower; `widths` are those so made, in pixels by key.
    """

    opened = Signal()
    delete_asked = Signal()
    typed = Signal(str)
    widened = Signal()

    def __init__(self, desk: Desk, model: RecordTable) -> None:
        super().__init__()
        self._desk = desk
        self._table = model
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        dress_table(self, compact=desk.settings.row_height < _TALL)
        self._mark_order()
        self.setSortingEnabled(True)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(80)
        header.sectionResized.connect(self._widen)
        header.sortIndicatorChanged.connect(self._mark_order)
        self.widths: dict[str, int] = dict(desk.settings.column_widths.get(model.record_type.key, {}))
        self._is_fitting = False
        desk.say(self, self.setAccessibleName, model.record_type.many)
        desk.settings_changed.connect(self._dress)

    def _dress(self) -> None:
        set_compact(self, self._desk.settings.row_height < _TALL)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes the keys that are the list's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.key() == Qt.Key.Key_Escape and len(self.selected_rows()) > 1:
            self.select_rows([self.currentIndex().row()])
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else self._table.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Hands what is typed on: Qt's own search would read every record there is."""
        if search.strip():
            self.typed.emit(search)

    # Several rows

    def selected_rows(self) -> list[int]:
        """The rows that are selected, from the top; nothing of them is read."""
        some = self.selectionModel().selection().toList()
        return sorted({row for one in some for row in range(one.top(), one.bottom() + 1)})

    def select_rows(self, rows: Sequence[int]) -> None:
        """Selects these rows and no others."""
        chosen, last = QItemSelection(), self._table.columnCount() - 1
        start = 0
        for place in range(1, len(rows) + 1):
            if place == len(rows) or rows[place] != rows[place - 1] + 1:
                first, end = self._table.index(rows[start], 0), self._table.index(rows[place - 1], last)
                chosen.select(first, end)
                start = place
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _mark_order(self) -> None:
        """A column that cannot be sorted by leaves the list and the mark as they were."""
        listing = self._table.listing
        self.show_order(listing.order, listing.is_descending)

    def show_order(self, key: str, is_descending: bool) -> None:
        """Marks the column the list is sorted by, which it is already; none where the list does not show it."""
        keys = [field.key for field in self._table.fields]
        order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(keys.index(key) if key in keys else -1, order)
        header.blockSignals(False)

    def sort_another_way(self) -> None:
        """Turns the order round, and then sorts by the next column: for the keyboard, which reaches no header."""
        header = self.horizontalHeader()
        column, order = header.sortIndicatorSection(), Qt.SortOrder.DescendingOrder
        if header.sortIndicatorOrder() == order or column < 0:
            left = [place for place, field in enumerate(self._table.fields) if self._is_sortable(place, field)]
            column, order = next((place for place in left if place > column), left[0]), Qt.SortOrder.AscendingOrder
        self.sortByColumn(column, order)

    def _is_sortable(self, place: int, field: Field) -> bool:
        return not self.isColumnHidden(place) and field.order(self._desk.language) is not None

    # Columns

    def _widen(self, column: int, before: int, width: int) -> None:
        """Keeps what the person did; the last column takes what room is left."""
        last = max((place for place in range(self._table.columnCount()) if not self.isColumnHidden(place)), default=0)
        if not self._is_fitting and before and width and column != last:
            self.widths[self._table.fields[column].key] = width
            self.widened.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the columns in proportion."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Shares the room; where it is too narrow, columns are left out from the right, the badge's last.

        What the person chose is not left out: the list can be scrolled sideways then.
        """
        fields, room = self._table.fields, self.viewport().width()
        is_chosen_here = bool(self.widths) or is_chosen(self._desk.settings, self._table.record_type)
        fixed = {column: self._fixed_width(field) for column, field in enumerate(fields)}
        least = {column: width or _LEAST_WIDTH for column, width in fixed.items()} | {0: fixed[0] or _LEAST_NAME_WIDTH}
        shown = list(fixed)
        for column in reversed(fixed):
            may_go = column and not is_chosen_here and not self._is_badge(fields[column])
            if may_go and sum(least[one] for one in shown) > room:
                shown.remove(column)
        shares = {column: _SHARE if column else _NAME_SHARE for column in shown if not fixed[column]}
        shares |= {column: _BADGE_SHARE for column in shown if self._is_badge(fields[column])}
        shares = {column: share for column, share in shares.items() if fields[column].key not in self.widths}
        spare = max(room - sum(least[column] for column in shown), 0)
        self._is_fitting = True
        for column in fixed:
            self.setColumnHidden(column, column not in shown)
            shared = spare * shares.get(column, 0) // max(sum(shares.values()), 1)
            self.setColumnWidth(column, least[column] + shared)
        self._is_fitting = False

    def _fixed_width(self, field: Field) -> int:
        """The width of what is about as wide everywhere, in pixels; 0 for what shares the rest."""
        if field.key in self.widths:
            return self.widths[field.key]
        if self._is_badge(field):
            return _BADGE_WIDTH
        return _DAY_WIDTH if isinstance(field, Day) else _NUMBER_WIDTH if isinstance(field, Number) else 0

    def _is_badge(self, field: Field) -> bool:
        return field.key == self._table.record_type.badge
