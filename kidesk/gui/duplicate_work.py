"""What can be done with duplicates from any page: find them, merge two, keep that two are not the same."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout

from kidesk.errors import KideskError
from kidesk.gui import tasks
from kidesk.gui.actions import Command
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.merge import STOPPED, MergeDialog
from kidesk.gui.duplicate_line import DuplicateLine
from kidesk.gui.duplicate_search import DuplicateSearch
from kidesk.gui.pages.duplicates import DuplicatesPage
from kidesk.gui.record_page import RecordPage
from kidesk.i18n import N_
from kidesk.operations.find_duplicates import WITH_DUPLICATES
from kidesk.operations.merge_records import Outlook, outlook
from kidesk.operations.tell_apart import tell_apart
from kidesk.records.record_type import RecordType

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow

_PAUSE = 3_000  # milliseconds after a list was shown or changed before its duplicates are looked for


class DuplicateWork(QObject):
    """Works on duplicates for a window; the lists that may have some get a line above them."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.search = DuplicateSearch(desk)
        self.dialog: MergeDialog | None = None
        self.lines: dict[str, DuplicateLine] = {}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        window.stack.currentChanged.connect(self._wait)
        desk.records_changed.connect(self._wait)

    @cached_property
    def page(self) -> DuplicatesPage:
        """The page of the pairs that may be the same."""
        page = DuplicatesPage(self._desk, self.search)
        self._window.asides.add(page)
        page.record_chosen.connect(self._window.show_record)
        page.merge_asked.connect(self.merge)
        page.apart_asked.connect(self.tell_apart)
        return page

    def watch(self, page: RecordPage) -> None:
        """Gives a list that may have duplicates the line above it that says so."""
        if page.type in WITH_DUPLICATES:
            line = self.lines[page.type.key] = DuplicateLine(self._desk, self.search, page.type)
            line.asked.connect(partial(self.show, page.type))
            column = page.layout()
            assert isinstance(column, QVBoxLayout)
            column.insertWidget(1, line)

    def _wait(self, what: object = None) -> None:
        self._pause.start()

    def _look(self) -> None:
        """Looks for duplicates of the records that are looked at."""
        record_type = self._window.record_type()
        if record_type is not None and record_type.key in self.lines and self._window.isVisible():
            self.search.start(record_type)

    def show(self, record_type: RecordType) -> None:
        """Shows the pairs of a record type."""
        self.page.entry = record_type.key
        self._window.asides.open(self.page, partial(self.page.show_type, record_type))

    def show_here(self) -> None:
        """Shows the pairs of the page shown."""
        record_type = self._window.record_type()
        if record_type is not None and record_type.key in self.lines:
            self.show(record_type)
        else:
            self._window.toast.say(self._desk.text(N_("Go to the list of persons or organisations first.")))

    def merge_selected(self) -> None:
        """Merges the two records that are selected in the list."""
        page = self._window.stack.currentWidget()
        selected = page.selected() if isinstance(page, RecordPage) and page.type.key in self.lines else []
        if isinstance(page, RecordPage) and len(selected) == 2:
            self.merge(page.type, selected[0], selected[1])
        else:
            self._window.toast.say(
                self._desk.text(N_("Select two persons or two organisations in the list first, with Ctrl held down."))
            )

    def merge(self, record_type: RecordType, survivor: int, other: int) -> None:
        """Opens the dialog in which two records become one."""
        store, text = self._desk.store, self._desk.text

        def work(progress: tasks.Progress) -> Outlook:
            return outlook(store, record_type, survivor, other, progress=tasks.heeding(progress, STOPPED))

        words = (text(N_("Looking at what would come of it")), text(N_("Cancel")))
        tasks.start(self._window, words, work, partial(self._ask, record_type), self._tell)

    def _ask(self, record_type: RecordType, seen: Outlook) -> None:
        dialog = self.dialog = MergeDialog(self._desk, record_type, seen, self._window)
        kept, left = seen.survivor.id, seen.other.id
        dialog.swapped.connect(partial(self.merge, record_type, left, kept))
        dialog.merged.connect(partial(self._merged, record_type, kept, left))
        dialog.open()

    def _merged(self, record_type: RecordType, kept: int, left: int) -> None:
        self.search.drop(record_type, kept, left)
        if self._window.asides.shown() is not self.page:
            self._window.show_record(record_type, kept)
        self._window.work.offer_undo(self._desk.text(N_("The two records are one now")))

    def tell_apart(self, record_type: RecordType, one: int, other: int) -> None:
        """Keeps that two records are not the same."""
        try:
            tell_apart(self._desk.store, record_type, one, other)
        except KideskError as error:
            self._tell(error)
            return
        self.search.drop(record_type, one, other)
        self._window.work.offer_undo(self._desk.text(N_("The two will not be shown as duplicates again")))

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, tasks.Stopped):
            self._window.toast.say(error.said(self._desk.language))
            return
        self._window.work.tell(error if isinstance(error, KideskError) else KideskError(tasks.UNEXPECTED))


def in_edit(window: MainWindow) -> list[Command]:
    """The commands on duplicates."""
    return [
        Command("duplicates", "edit", N_("Find duplicates…"), "copy-check", None, window.duplicates.show_here),
        Command("merge", "edit", N_("Merge the two selected…"), "merge", None, window.duplicates.merge_selected),
    ]
