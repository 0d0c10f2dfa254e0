"""The main window: sidebar, top bar and one page at a time; it knows pages through RECORD_TYPES and pages/."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui.actions import Actions
from kidesk.gui.agreement_work import AgreementWork
from kidesk.gui.ambassador_work import AmbassadorWork
from kidesk.gui.aside_page import AsidePage
from kidesk.gui.asides import PLAN, Asides
from kidesk.gui.commands import add_commands, add_menus
from kidesk.gui.connected_pages import agenda_page, overview_page, plan_page
from kidesk.gui.desk import Desk
from kidesk.gui.duplicate_work import DuplicateWork
from kidesk.gui.errands import Errands
from kidesk.gui.exporting import Exporting
from kidesk.gui.file_work import FileWork
from kidesk.gui.follow_up_work import FollowUpWork
from kidesk.gui.many_work import ManyWork
from kidesk.gui.membership_work import MembershipWork
from kidesk.gui.pages.agenda import AgendaPage
from kidesk.gui.pages.assessment import AssessmentPage
from kidesk.gui.pages.plan import PlanPage
from kidesk.gui.palette import Palette
from kidesk.gui.printing import Printing
from kidesk.gui.privacy_work import PrivacyWork
from kidesk.gui.recent import Recent
from kidesk.gui.record_icons import ICONS
from kidesk.gui.record_page import RecordPage
from kidesk.gui.record_pages import record_page
from kidesk.gui.record_work import RecordWork
from kidesk.gui.renewing import Renewing
from kidesk.gui.risk_work import RiskWork
from kidesk.gui.sidebar import Entry, Sidebar
from kidesk.gui.toast import Toast
from kidesk.gui.top_bar import DemonstrationBanner, TopBar
from kidesk.gui.unit_work import UnitWork
from kidesk.gui.window_pages import WindowPages
from kidesk.i18n import N_
from kidesk.operations.agenda import DATED, urgent
from kidesk.records import (
    AGREEMENTS,
    IMPORT_MAPPINGS,
    PERSONS,
    PLAN_ITEMS,
    PLANS,
    RECORD_TYPES,
    SAVED_VIEWS,
    clock,
)
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.records.saved_view import SavedView
from kidesk.store.store import Listing

_IN_THE_PLAN = (PLANS, PLAN_ITEMS)
_WITHOUT_PAGE = (*_IN_THE_PLAN, SAVED_VIEWS, IMPORT_MAPPINGS)
_ELSEWHERE = {
    PLANS.key: PLAN,
    PLAN_ITEMS.key: PLAN,
    SAVED_VIEWS.key: AGREEMENTS.key,
    IMPORT_MAPPINGS.key: PERSONS.key,
}


class Page(Protocol):
    """What every page can do."""

    def load(self) -> None:
        """Shows what is there now."""


class MainWindow(QMainWindow):
    """The window of one workspace."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.toast = Toast(self)
        self.work = RecordWork(desk, self, self.toast)
        self.files = FileWork(desk, self, self.work)
        self.agreements = AgreementWork(desk, self, self.work)
        self.renewing = Renewing(desk, self, self.work)
        self.ambassadors = AmbassadorWork(desk, self, self.work)
        self.risks = RiskWork(desk, self.work)
        self.units = UnitWork(desk, self, self.work)
        self.follow_ups = FollowUpWork(desk, self, self.work)
        self.memberships = MembershipWork(desk, self, self.work)
        self.privacy = PrivacyWork(desk, self, self.work, self.toast)
        self.errands = Errands(desk, self, self.toast)
        self.printing = Printing(desk, self)
        self.exporting = Exporting(desk, self, self.toast)
        self.many = ManyWork(desk, self)
        self.recent = Recent(desk, self)
        self.sidebar = Sidebar("kidesk")
        self.stack = QStackedWidget()
        self.pages = WindowPages(self.stack)
        self.bar = TopBar(desk)
        self.actions_ = Actions(desk, self)
        self.palette_ = Palette(desk, self.actions_, self, self.recent.records)
        self._make_pages()
        add_commands(self)
        add_menus(self, desk, self.actions_)
        self._lay_out()
        self._connect()
        desk.keep_saying(self, self._speak)
        self.resize(QSize(desk.settings.window_width, desk.settings.window_height))
        self.setMinimumSize(960, 600)

    # Making

    def _make_pages(self) -> None:
        self.pages.add("overview", N_("Overview"), partial(overview_page, self))
        self.pages.add("agenda", N_("Agenda"), partial(agenda_page, self))
        for record_type in RECORD_TYPES:
            if record_type is PLANS:
                self.pages.add(PLAN, N_("Plans"), lambda: self._connected(plan_page(self)))
            elif record_type not in _WITHOUT_PAGE:
                self.pages.add(record_type.key, record_type.many, partial(self._record_page, record_type))
        self.asides = Asides(self.desk, self)
        self.duplicates = DuplicateWork(self.desk, self)

    def _record_page(self, record_type: RecordType) -> QWidget:
        page = record_page(self, record_type)
        page.counted.connect(partial(self._status, record_type.key))
        self.duplicates.watch(page)
        return self._connected(page)

    def _connected(self, page: RecordPage | PlanPage) -> QWidget:
        page.edit_asked.connect(self.work.edit)
        page.new_asked.connect(self.work.add)
        page.delete_asked.connect(self.work.delete)
        page.history_asked.connect(self.work.history)
        page.report_asked.connect(self.printing.record)
        return page

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.bar)
        if self.desk.workspace.is_demonstration:
            right.addWidget(DemonstrationBanner(self.desk))
        right.addWidget(self.stack, 1)
        whole = QHBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.sidebar)
        whole.addLayout(right, 1)
        centre = QFrame()
        centre.setProperty("kind", "surface")
        centre.setLayout(whole)
        self.setCentralWidget(centre)
        self.statusBar().setSizeGripEnabled(False)

    def _connect(self) -> None:
        self.setAcceptDrops(True)
        self.bar.search_asked.connect(self.palette_.open)
        self.bar.new_asked.connect(self.add_here)
        self.sidebar.chosen.connect(self._chosen)
        self.palette_.record_chosen.connect(self.show_record)
        self.palette_.partner_chosen.connect(self.show_partner)
        self.work.shown.connect(self.show_record)
        self.recent.shown.connect(self.show_record)
        # Later: what is done with a file makes the lists anew, and with them the button that was pressed.
        self.work.file_asked.connect(self.files.do, Qt.ConnectionType.QueuedConnection)
        self.desk.records_changed.connect(self._count)
        self.desk.records_changed.connect(self._count_urgent)
        self.desk.settings_changed.connect(self._count_urgent)
        self.desk.records_changed.connect(self._suit_undo)
        self._suit_undo()

    def _speak(self) -> None:
        self.sidebar.set_entries(
            [
                Entry(key, ICONS["plans" if key == PLAN else key], self.desk.text(self.pages.title(key)))
                for key in self.pages
            ]
        )
        self.sidebar.set_pinned(Entry("settings", ICONS["settings"], self.desk.text(N_("Settings"))))
        self.sidebar.set_accessible_names(self.desk.text(N_("Pages")), self.desk.text(N_("Settings")))
        self._count()
        self._count_urgent()
        if self.asides.shown() is not None:
            self.asides.name()
        else:
            self.show_page(self.page_key or "overview")

    # Showing

    @property
    def page_key(self) -> str:
        """The key of the page shown."""
        return self.pages.shown()

    def record_type(self) -> RecordType | None:
        """The record type of the page shown."""
        page = self.stack.currentWidget()
        return page.type if isinstance(page, RecordPage) else None

    def _chosen(self, key: str) -> None:
        if key == "settings":
            self.sidebar.select(self.page_key)
            self.errands.settings()
        else:
            self.show_page(key)

    def show_page(self, key: str) -> None:
        """Shows a page by its key."""
        key = _ELSEWHERE.get(key, key)
        page = self.pages[key]
        if page is not self.stack.currentWidget():
            self.settle_page()
        self.stack.setCurrentWidget(page)
        self.sidebar.select(key)
        record_type = self.record_type()
        self.bar.show_page(
            self.desk.text(self.pages.title(key)), self.desk.text(record_type.new) if record_type else ""
        )
        self.setWindowTitle(f"{self.desk.text(self.pages.title(key))} – kidesk")
        cast(Page, page).load()
        self._status(key)

    def settle_page(self) -> None:
        """Keeps what is not saved on the page shown, before it is left."""
        page = self.stack.currentWidget()
        if isinstance(page, AssessmentPage):
            page.settle()

    def show_record(self, record_type: RecordType, number: int) -> None:
        """Shows a record on its page and gives its list the keyboard; a saved view on the page it is of."""
        if record_type is SAVED_VIEWS:
            self._show_saved_view(number)
            return
        self.recent.note(record_type, number)
        self.show_page(record_type.key)
        page = self.stack.currentWidget()
        if isinstance(page, PlanPage) and record_type is PLANS:
            page.show_plan(number)
        elif isinstance(page, RecordPage | PlanPage):
            page.select(number)
        self.focus_page()

    def show_partner(self, number: int) -> None:
        """Shows everything about an organisation; the way back leads to the page shown now."""
        self.asides.show_partner(number)

    def _show_saved_view(self, number: int) -> None:
        saved = self.desk.store.get(SavedView, number)
        page = self.pages.get(saved.of) if saved is not None else None
        if isinstance(page, RecordPage) and saved is not None:
            self.show_page(saved.of)
            page.show_saved(number)
            self.focus_page()
        else:
            self.toast.say(self.desk.text(N_("This saved view is of records that have no list of their own.")))

    def add_here(self) -> None:
        """Adds a record of the page's type."""
        page = self.stack.currentWidget()
        if isinstance(page, RecordPage | PlanPage):
            page.ask_new()

    def _count(self, touched: object = None) -> None:
        for record_type in RECORD_TYPES:
            key = PLAN if record_type is PLAN_ITEMS else record_type.key
            if key in self.pages:
                self.sidebar.set_count(key, self.desk.store.count(Listing(record_type)))
        self.follow_ups.count(self.sidebar)

    def _count_urgent(self, touched: frozenset[type[Record]] | None = None) -> None:
        if touched is None or DATED & touched:
            count = len(urgent(self.desk.store, clock.today(), self.desk.settings))
            self.sidebar.set_count("agenda", count or None, alert=count > 0)

    def _suit_undo(self, touched: object = None) -> None:
        back, again = self.desk.store.next_steps()
        self.actions_["undo"].setEnabled(back is not None)
        self.actions_["redo"].setEnabled(again is not None)

    def _status(self, key: str, *_: object) -> None:
        page = self.pages[key]
        if isinstance(page, RecordPage) and key == self.page_key:
            shown = self.desk.language.plural("{count} record", "{count} records", page.model.rowCount())
            self.statusBar().showMessage(shown)
        elif key == self.page_key:
            self.statusBar().clearMessage()

    # Keyboard and leaving

    def focus_page(self) -> None:
        """Gives the list of the page the keyboard; the overview has none."""
        page = self.stack.currentWidget()
        if isinstance(page, RecordPage | PlanPage | AgendaPage | AsidePage):
            page.panes()[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives the list the keyboard back."""
        if event.key() == Qt.Key.Key_Escape:
            self.focus_page()
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A single file may be dropped anywhere on the window."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The dropped file is shown for import."""
        event.acceptProposedAction()
        self.errands.import_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing typed is thrown away without asking; the window's size is kept."""
        if not (self.work.may_leave() and self.printing.may_leave() and self.exporting.may_leave()):
            event.ignore()
            return
        self.settle_page()
        if not self.isMaximized():
            with suppress(KideskError):  # a size that cannot be kept must not hold the window open
                self.desk.use(window_width=self.width(), window_height=self.height())
        super().closeEvent(event)
