"""The columns of a list, changed by the person: chosen, dragged, made wider, and remembered on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu

from kidesk.errors import KideskError
from kidesk.gui.column_choice import chosen_columns, offered_columns, with_columns, with_widths
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.columns import ColumnsDialog
from kidesk.gui.icons import icon
from kidesk.gui.record_list import RecordList
from kidesk.gui.record_table import RecordTable
from kidesk.gui.tags import TagDelegate
from kidesk.i18n import N_
from kidesk.records.field import Field
from kidesk.records.shared_fields import TAGS

_PAUSE = 300  # milliseconds that a width must stay to be kept


class ListColumns(QObject):
    """Lets a person change the columns of a list; the first stays where it is."""

    def __init__(self, desk: Desk, view: RecordList, table: RecordTable) -> None:
        super().__init__(view)
        self._desk, self._view, self._table = desk, view, table
        header = view.horizontalHeader()
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_menu)
        # Soon: the header is in the middle of moving when it tells of it.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._take_order)
        header.sectionMoved.connect(lambda: self._soon.start())
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._keep_widths)
        view.widened.connect(self._pause.start)
        self._tags = TagDelegate(view)
        self._dress()

    def ask(self) -> None:
        """Asks which columns, in which order."""
        shown = [field.key for field in self._table.fields]
        dialog = ColumnsDialog(self._desk, self._table.record_type, shown, self._view.window())
        dialog.chosen.connect(self.choose)
        dialog.reset_asked.connect(self.reset)
        dialog.open()

    def choose(self, keys: Sequence[str]) -> None:
        """Shows these columns and remembers them; those that are gone, and widths of theirs, are forgotten."""
        record_type = self._table.record_type
        self._view.widths = {key: width for key, width in self._view.widths.items() if key in keys}
        columns = with_columns(self._desk.settings, record_type, list(keys))
        widths = with_widths(self._desk.settings, record_type, self._view.widths)
        self._keep(columns=columns, column_widths=widths)
        known = {field.key: field for field in offered_columns(record_type)}
        self._show([known[key] for key in keys if key in known])

    def reset(self) -> None:
        """Shows the columns that kidesk shows by itself, as wide as there is room."""
        record_type = self._table.record_type
        self._view.widths = {}
        self._keep(
            columns=with_columns(self._desk.settings, record_type, list(record_type.columns)),
            column_widths=with_widths(self._desk.settings, record_type, {}),
        )
        self._show(chosen_columns(self._desk.settings, record_type))

    def _show(self, fields: Sequence[Field]) -> None:
        self._table.show_columns(fields)
        self._dress()
        self._view.fit_columns()
        listing = self._table.listing
        self._view.show_order(listing.order, listing.is_descending)

    def _dress(self) -> None:
        """Tags are painted as chips, wherever their column is."""
        for column, field in enumerate(self._table.fields):
            delegate = self._tags if field.key == TAGS else self._view.itemDelegate()
            self._view.setItemDelegateForColumn(column, delegate)

    def _take_order(self) -> None:
        """The order that a column was dragged into becomes the table's own."""
        header = self._view.horizontalHeader()
        shown = sorted(range(header.count()), key=header.visualIndex)
        keys = [self._table.fields[column].key for column in shown]
        if shown == sorted(shown):
            return
        header.blockSignals(True)
        for place in range(header.count()):
            header.moveSection(header.visualIndex(place), place)
        header.blockSignals(False)
        first = self._table.fields[0].key
        self.choose([first, *(key for key in keys if key != first)])

    def _keep_widths(self) -> None:
        self._keep(column_widths=with_widths(self._desk.settings, self._table.record_type, dict(self._view.widths)))

    def _keep(self, **changes: object) -> None:
        with suppress(KideskError):  # columns that cannot be kept are shown all the same
            self._desk.use(**changes)

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = self._desk.text
        menu.addAction(icon("columns-3", "muted"), text(N_("Columns…"))).triggered.connect(lambda: self.ask())
        menu.addAction(icon("undo-2", "muted"), text(N_("Reset columns"))).triggered.connect(lambda: self.reset())
        menu.popup(self._view.horizontalHeader().mapToGlobal(place))
