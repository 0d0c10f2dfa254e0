"""The one table model: a window of rows over an array of ids, for every record type."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kidesk.errors import KideskError
from kidesk.gui.column_choice import chosen_columns
from kidesk.gui.delegate import BADGE_ROLE
from kidesk.gui.desk import Desk
from kidesk.operations.list_rows import cell_text
from kidesk.records.field import Field
from kidesk.records.fields import Number
from kidesk.records.filter import Chosen
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType, View
from kidesk.records.term import Term
from kidesk.store.store import Listing

_PAGE = 128
_MOST_PAGES = 24
_DISPLAY, _ALIGNMENT, _ACCESSIBLE = 0, 7, 11  # ints: comparing a role with an enum nearly doubles a repaint
_RIGHT = int((Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value)
_Index = QModelIndex | QPersistentModelIndex


class RecordTable(QAbstractTableModel):
    """The records of one type, filtered and sorted by the database; only the rows looked at are loaded."""

    def __init__(self, desk: Desk, record_type: RecordType) -> None:
        super().__init__(desk)
        self._desk = desk
        self.record_type = record_type
        self.fields: list[Field] = chosen_columns(desk.settings, record_type)
        self._ids: array[int] = array("q")
        self.trouble: KideskError | None = None
        self._rows_of: dict[int, int] = {}
        self._pages: OrderedDict[int, dict[int, Record]] = OrderedDict()
        view = record_type.views[0] if record_type.views else None
        self.listing = Listing(record_type, view, order=record_type.order, is_descending=record_type.is_descending)

    # What is shown

    def show(self, *, view: View | None = None, typed: str | None = None, filters: Chosen | None = None) -> None:
        """Shows another view, or what matches other words or filters."""
        shown = self.listing
        self.take(
            replace(
                shown,
                view=shown.view if view is None else view,
                typed=shown.typed if typed is None else typed,
                filters=shown.filters if filters is None else filters,
            )
        )

    def take(self, listing: Listing) -> None:
        """Shows another list of the same records."""
        self.listing = listing
        self.reload()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column, in the order of the window's language."""
        if 0 <= column < len(self.fields) and self.fields[column].order(self._desk.language) is not None:
            is_descending = order == Qt.SortOrder.DescendingOrder
            self.take(replace(self.listing, order=self.fields[column].key, is_descending=is_descending))

    def show_columns(self, fields: Sequence[Field]) -> None:
        """Shows other fields of the same records."""
        self.beginResetModel()
        self.fields = list(fields)
        self.endResetModel()

    def reload(self) -> None:
        """Reads the ids anew; rows are read when they are looked at. `trouble` says why there are none."""
        self.beginResetModel()
        self.trouble, self._ids = None, array("q")
        try:
            self._ids = self._desk.store.ids(self.listing, self._desk.language)
        except KideskError as error:
            self.trouble = error
        self._rows_of = {}
        self._pages.clear()
        self.endResetModel()

    # Rows and ids

    def id_at(self, row: int) -> int | None:
        """The id of the record in a row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def numbers(self) -> list[int]:
        """The ids of all records that are shown, in their order."""
        return list(self._ids)

    def row_of(self, number: int) -> int | None:
        """The row of the record with an id, or None where it is not shown."""
        if not self._rows_of:
            self._rows_of = {one: row for row, one in enumerate(self._ids)}
        return self._rows_of.get(number)

    def record_at(self, row: int) -> Record | None:
        """The record in a row; None where it has just been deleted."""
        page = row // _PAGE
        if page not in self._pages:
            first = page * _PAGE
            ids: Sequence[int] = self._ids[first : first + _PAGE]
            self._pages[page] = self._desk.store.page(self.record_type.record, list(ids))
            if len(self._pages) > _MOST_PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page].get(self._ids[row])

    # What Qt asks

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """How many records are shown."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: _Index, role: int = 0) -> Any:
        """A cell's text, alignment or badge."""
        field = self.fields[index.column()]
        if role == _ALIGNMENT:
            return _RIGHT if isinstance(field, Number) and field.grouped else None
        if role not in (_DISPLAY, _ACCESSIBLE, BADGE_ROLE):
            return None
        record = self.record_at(index.row())
        if record is None:
            return None
        if role == BADGE_ROLE:
            value = field.read(record) if field.key == self.record_type.badge else None
            return str(value.tone) if isinstance(value, Term) else None
        return cell_text(self.record_type, field, record, self._desk.language)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """A column's label."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.fields):
            if role in (_DISPLAY, _ACCESSIBLE):
                return self._desk.text(self.fields[section].label)
            if role == _ALIGNMENT:
                field = self.fields[section]
                return _RIGHT if isinstance(field, Number) and field.grouped else None
        return None
