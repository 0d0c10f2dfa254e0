"""The list of a record type: its keys, its columns and their widths."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from kidesk.gui.delegate import dress_table, set_compact
from kidesk.gui.desk import Desk
from kidesk.gui.record_table import RecordTable
from kidesk.records.field import Field
from kidesk.records.fields import Day, Number

_BADGE_WIDTH = 156
_DAY_WIDTH = 118
_NUMBER_WIDTH = 100
_NAME_SHARE, _SHARE, _BADGE_SHARE = 5, 3, 2
_LEAST_NAME_WIDTH, _LEAST_WIDTH = 160, 90
_TALL = 40


class RecordList(QTableView):
    """Enter opens the record, Delete deletes it, Home and End go to the first and last; letters are for the filter."""

    opened = Signal()
    delete_asked = Signal()
    typed = Signal(str)

    def __init__(self, desk: Desk, model: RecordTable) -> None:
        super().__init__()
        self._desk = desk
        self._table = model
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        dress_table(self, compact=desk.settings.row_height < _TALL)
        self.setSortingEnabled(True)
        header = self.horizontalHeader()
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(80)
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
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else self._table.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Hands what is typed on: Qt's own search would read every record there is."""
        if search.strip():
            self.typed.emit(search)

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
        if header.sortIndicatorOrder() == order:
            left = [place for place in range(self._table.columnCount()) if not self.isColumnHidden(place)]
            column, order = next((place for place in left if place > column), left[0]), Qt.SortOrder.AscendingOrder
        self.sortByColumn(column, order)

    # Columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the columns in proportion."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Shares the room; where it is too narrow, columns are left out from the right, the badge's last."""
        fields, room = self._table.fields, self.viewport().width()
        fixed = {column: self._fixed_width(field) for column, field in enumerate(fields)}
        least = {column: width or _LEAST_WIDTH for column, width in fixed.items()} | {0: fixed[0] or _LEAST_NAME_WIDTH}
        shown = list(fixed)
        for column in reversed(fixed):
            if column and not self._is_badge(fields[column]) and sum(least[one] for one in shown) > room:
                shown.remove(column)
        shares = {column: _SHARE if column else _NAME_SHARE for column in shown if not fixed[column]}
        shares |= {column: _BADGE_SHARE for column in shown if self._is_badge(fields[column])}
        spare = max(room - sum(least[column] for column in shown), 0)
        for column in fixed:
            self.setColumnHidden(column, column not in shown)
            shared = spare * shares.get(column, 0) // max(sum(shares.values()), 1)
            self.setColumnWidth(column, least[column] + shared)

    def _fixed_width(self, field: Field) -> int:
        """The width of what is about as wide everywhere, in pixels; 0 for what shares the rest."""
        if self._is_badge(field):
            return _BADGE_WIDTH
        return _DAY_WIDTH if isinstance(field, Day) else _NUMBER_WIDTH if isinstance(field, Number) else 0

    def _is_badge(self, field: Field) -> bool:
        return field.key == self._table.record_type.badge
