"""The page of a record type: the bar that says what is shown, the list and the detail pane."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.empty import EmptyState
from kidesk.gui.list_bar import ListBar
from kidesk.gui.list_columns import ListColumns
from kidesk.gui.panes import LEAST_WIDTH, Panes
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_icons import ICONS
from kidesk.gui.record_list import RecordList
from kidesk.gui.record_table import RecordTable
from kidesk.gui.selection_bar import CLEAR, DELETE, EDIT, ManySelected, SelectionBar
from kidesk.i18n import N_
from kidesk.records.organisation import ORGANISATIONS
from kidesk.records.person_type import PERSONS
from kidesk.records.record_type import RecordType
from kidesk.store.store import Listing

_DETAIL_WIDTH, _NARROW_DETAIL_WIDTH = 392, 340
_NARROW = 900
_LEAST_LIST_WIDTH = 420
_IMPORTED = (ORGANISATIONS, PERSONS)  # what a first list of comes from a file
_LOOKED_AT = 3000  # milliseconds that a record is shown before it counts as looked at, and not as passed by


class RecordPage(QWidget):
    """One record type's list and details. The page asks; the window does.

    `many_asked` carries what is to be done with the records of which ids, `looked_at` the id of a record that the
    person stayed at. Where several are selected, a pane says so in place of the details, unless these show several.
    """

    shows_several = False
    many_asked = Signal(object, str, object)
    looked_at = Signal(object, int)
    edit_asked = Signal(object, int)
    new_asked = Signal(object)
    delete_asked = Signal(object, object)
    history_asked = Signal(object, int)
    report_asked = Signal(object, int)
    file_asked = Signal(str, int, object)
    partner_asked = Signal(int)
    record_asked = Signal(object, int)
    interaction_asked = Signal(object)
    import_asked = Signal()
    done = Signal(str)
    failed = Signal(object)
    counted = Signal(str)

    def __init__(self, desk: Desk, record_type: RecordType) -> None:
        super().__init__()
        self.desk = desk
        self.type = record_type
        self.model = RecordTable(desk, record_type)
        self.bar = ListBar(desk, self.model, self)
        self.tabs, self.filter = self.bar.tabs, self.bar.words
        self.list = RecordList(desk, self.model)
        self.columns = ListColumns(desk, self.list, self.model)
        self.detail = self.make_detail()
        self.selection, self.several = SelectionBar(desk, record_type), ManySelected(desk, record_type)
        self.empty = self._make_empty()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self._splitter = Panes(self._left(), self.detail, self.several)
        self._share(900 + _DETAIL_WIDTH)
        self._is_narrow = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._splitter, 1)
        column.addWidget(self.selection)
        self._selected: int | None = None
        self._many: list[int] = []
        self._stay = QTimer(self, singleShot=True, interval=_LOOKED_AT)
        self._row = 0  # where the list goes when the selected record has been deleted
        self._is_stale = True
        self._connect()

    # Parts of the page

    def _left(self) -> QWidget:
        left = QWidget()
        self._beneath = QVBoxLayout(left)
        self._beneath.setContentsMargins(0, 0, 0, 0)
        self._beneath.setSpacing(0)
        self._beneath.addWidget(self._stack, 1)
        return left

    def put_beneath(self, widget: QWidget) -> None:
        """Puts something under the list."""
        self._beneath.addWidget(widget)

    def _make_empty(self) -> EmptyState:
        empty = EmptyState(ICONS[self.type.key])
        self._add, self._everything = empty.add_button("", "plus", primary=True), empty.add_button("")
        self._import = empty.add_button("", "file-up")
        self.desk.say(self._add, self._add.setText, self.type.new)
        self.desk.say(self._import, self._import.setText, N_("Import a file…"))
        self.desk.say(self._everything, self._everything.setText, N_("Show everything"))
        self._add.clicked.connect(self.ask_new)
        self._import.clicked.connect(self.import_asked)
        self._everything.clicked.connect(self.show_everything)
        for button in (self._everything, self._import):
            button.hide()  # what is not offered must not make the list wide
        return empty

    def _say_empty(self) -> None:
        is_narrowed = self.model.trouble is not None or self.desk.store.count(Listing(self.type)) > 0
        self._add.setVisible(not is_narrowed)
        self._everything.setVisible(is_narrowed)
        self._import.setVisible(not is_narrowed and self.type in _IMPORTED)
        if self.model.trouble is not None:
            said = self.model.trouble.said(self.desk.language)
            self.empty.set_text(self.desk.text(N_("This view cannot be shown")), said)
        elif is_narrowed:
            self.empty.set_text(
                self.desk.text(N_("Nothing matches")),
                self.desk.text(N_("Clear the filter or choose another view to see more.")),
            )
        else:
            start = self.desk.text(N_("Add the first one here, or import a file."))
            self.empty.set_text(self.desk.text(self.type.empty), start if self.type in _IMPORTED else "")

    def _connect(self) -> None:
        self.bar.ordered.connect(self.list.show_order)
        self.bar.views.done.connect(self.done)
        self.bar.views.failed.connect(self.failed)
        self.model.modelAboutToBeReset.connect(self._remember)
        self.model.modelReset.connect(self._show_again)
        self.list.selectionModel().currentRowChanged.connect(self._show_current)
        self.list.selectionModel().currentRowChanged.connect(lambda: self._stay.start())
        self.list.selectionModel().selectionChanged.connect(lambda: self._show_several())
        self._stay.timeout.connect(self._note)
        self.selection.asked.connect(self.ask_many)
        self.bar.columns_button.clicked.connect(lambda: self.columns.ask())
        self.list.doubleClicked.connect(lambda: self._ask_edit())
        self.list.opened.connect(self._ask_edit)
        self.list.typed.connect(self.bar.type)
        self.list.delete_asked.connect(self.ask_delete)
        self.detail.edit_asked.connect(self._ask_edit)
        self.detail.delete_asked.connect(self.ask_delete)
        self.detail.history_asked.connect(partial(self._ask, self.history_asked))
        self.detail.report_asked.connect(partial(self._ask, self.report_asked))
        self.detail.file_asked.connect(self._ask_of_files)
        self.detail.partner_asked.connect(self.partner_asked)
        self.detail.record_asked.connect(self.record_asked)
        self.detail.interaction_asked.connect(self.interaction_asked)
        # Any change may rename what a row names, so every list is read anew, but only once somebody looks at it.
        self.desk.records_changed.connect(self._refresh)
        self.desk.language_changed.connect(self._refresh)

    # What happens

    def load(self) -> None:
        """Reads the list where it has not been read, or something has changed since."""
        if self._is_stale:
            self._is_stale = False
            self.list.fit_columns()
            self.model.reload()
            self.bar.load()

    def _refresh(self, touched: object = None) -> None:
        self._is_stale = True
        self._row = max(self.list.currentIndex().row(), 0)
        if self.isVisible():
            self.load()

    def select(self, number: int) -> None:
        """Shows a record; the filter and view are cleared where they hide it."""
        self.load()
        if self.model.row_of(number) is None:
            self.show_everything()
        self._select_row(self.model.row_of(number))

    def select_all(self, numbers: Sequence[int]) -> None:
        """Shows records and selects them; the filter and view are cleared where they hide one."""
        self.load()
        if any(self.model.row_of(number) is None for number in numbers):
            self.show_everything()
        rows = sorted(row for number in numbers if (row := self.model.row_of(number)) is not None)
        self._select_row(rows[0] if rows else None)
        self.list.select_rows(rows)

    def show_everything(self) -> None:
        """Takes words, filters and view away, and gives the list the keyboard."""
        self.bar.show_everything()
        self.list.setFocus()

    def show_saved(self, number: int) -> None:
        """Shows a saved view by its id."""
        self.load()
        self.bar.open_saved(number)

    def selected(self) -> list[int]:
        """The ids of the selected records, from the top."""
        rows = self.list.selected_rows()
        return [number for row in rows if (number := self.model.id_at(row)) is not None]

    def current(self) -> int | None:
        """The id of the record shown in the detail pane."""
        return self.detail.record.id if self.detail.record is not None and not self.detail.isHidden() else None

    def _remember(self) -> None:
        index = self.list.currentIndex()
        self._selected = self.model.id_at(index.row()) if index.isValid() else self._selected
        chosen = self.selected()
        self._many = chosen if len(chosen) > 1 else []

    def _show_again(self) -> None:
        if not self.model.rowCount():
            self._say_empty()
        self._stack.setCurrentWidget(self.list if self.model.rowCount() else self.empty)
        row = self.model.row_of(self._selected) if self._selected is not None else None
        if row is None and self.model.rowCount():
            row = min(self._row, self.model.rowCount() - 1)
        self._row = 0
        self._select_row(row)
        kept = sorted(row for number in self._many if (row := self.model.row_of(number)) is not None)
        if len(kept) > 1:
            self.list.select_rows(kept)
        self._stay.stop()  # the list showed it, the person did not choose it
        self.counted.emit(self.type.key)

    def _select_row(self, row: int | None) -> None:
        if row is None:
            self.detail.hide()
            return
        index = self.model.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        is_elsewhere = self.list.currentIndex().row() != row
        self.list.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.list.scrollTo(index)
        if not is_elsewhere:  # no other row becomes the current one, so nothing else tells of it
            self._show_current(index)

    def _show_several(self) -> None:
        """Says how many are selected, or shows again the one that is left."""
        rows = self.list.selected_rows()
        self.selection.show_count(len(rows))
        self.several.show_count(len(rows))
        was_several = not self.several.isHidden()
        if len(rows) > 1 and not self.shows_several:
            self._splitter.show_several(is_roomy=self._is_roomy())
        elif was_several:
            self._splitter.show_one()
            self._show_current(self.model.index(rows[0], 0) if rows else self.list.currentIndex())

    def _is_roomy(self) -> bool:
        """Whether details have room beside the list."""
        return self.width() >= _LEAST_LIST_WIDTH + LEAST_WIDTH

    def _note(self) -> None:
        number = self.current()
        if number is not None and self.isVisible():
            self.looked_at.emit(self.type, number)

    def ask_many(self, act: str) -> None:
        """Asks for something to be done with the selected records."""
        if act == CLEAR:
            self.list.select_rows([self.list.currentIndex().row()])
            self.list.setFocus()
        elif act == DELETE:
            self.ask_delete()
        else:
            self.many_asked.emit(self.type, act, self.selected())

    def _show_current(self, index: QModelIndex) -> None:
        if not self.several.isHidden():
            return
        record = self.model.record_at(index.row()) if index.isValid() else None
        if record is None:
            self.detail.hide()
            return
        self.detail.show_record(record)
        self.detail.setVisible(self._is_roomy())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the list more of a page that becomes narrow, and gives it back."""
        super().resizeEvent(event)
        if (self.width() < _NARROW) != self._is_narrow:
            self._is_narrow = not self._is_narrow
            self._share(self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In the filter, Escape takes it away and the down arrow leads to what it found."""
        if self.filter.hasFocus() and event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.bar.clear_words()
        elif self.filter.hasFocus() and event.key() == Qt.Key.Key_Down:
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def _ask_edit(self) -> None:
        if len(self.list.selected_rows()) > 1 and EDIT in self.selection.buttons:
            self.ask_many(EDIT)
        else:
            self._ask(self.edit_asked)

    def detail_width(self, width: int) -> int:
        """How wide the detail pane is at first in a page that is so wide, in pixels."""
        return _NARROW_DETAIL_WIDTH if width < _NARROW else _DETAIL_WIDTH

    def _share(self, width: int) -> None:
        detail = self.detail_width(width)
        self._splitter.share(width, detail)

    def make_detail(self) -> RecordDetail:
        """The detail pane."""
        return RecordDetail(self.desk, self.type)

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.list, self.selection, self.detail]

    def ask_new(self) -> None:
        """Asks for a new record."""
        self.new_asked.emit(self.type)

    def ask_delete(self) -> None:
        """Asks for the selected records to be deleted."""
        if self.selected():
            self.delete_asked.emit(self.type, self.selected())

    def _ask_of_files(self, act: str, what: object) -> None:
        if self.detail.record is not None:
            self.file_asked.emit(act, self.detail.record.id, what)

    def _ask(self, signal: object) -> None:
        number = self.current()
        if number is None and self.selected():
            number = self.selected()[0]
        if number is not None:
            signal.emit(self.type, number)  # type: ignore[attr-defined]
