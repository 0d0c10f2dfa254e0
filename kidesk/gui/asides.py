"""The pages that stand in no list: each is reached from another page, and left to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt

from kidesk.gui.aside_page import AsidePage
from kidesk.gui.desk import Desk
from kidesk.gui.pages.assessment import AssessmentPage
from kidesk.gui.pages.coverage import CoveragePage
from kidesk.gui.pages.helpers_found import HelpersPage
from kidesk.gui.pages.partner import PartnerPage
from kidesk.gui.pages.plan import PlanPage
from kidesk.gui.pages.retention import RetentionPage
from kidesk.gui.record_page import RecordPage
from kidesk.i18n import N_
from kidesk.operations.print_orders import COVERAGE
from kidesk.records.quarter import Colour
from kidesk.records.record_type import RecordType

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow

PLAN = "plan"
AnyAside = TypeVar("AnyAside", bound=AsidePage)


class Asides(QObject):
    """Shows such pages in a window, and leads back. Each is made when it is first asked for."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._before = "overview"
        window.privacy.extract_made.connect(window.printing.extract)

    @cached_property
    def partner(self) -> PartnerPage:
        """Everything about an organisation."""
        page = PartnerPage(self._desk)
        page.record_chosen.connect(self._window.show_record)
        page.edit_asked.connect(self._window.work.edit)
        return self.add(page)

    @cached_property
    def assessment(self) -> AssessmentPage:
        """The activities of a plan in a quarter, one after the other."""
        page = AssessmentPage(self._desk)
        # Later: the button that was pressed stands on the page that is left.
        page.record_asked.connect(self._window.show_record, Qt.ConnectionType.QueuedConnection)
        page.seal_asked.connect(self._window.errands.seal_quarter)
        return self.add(page)

    @cached_property
    def retention(self) -> RetentionPage:
        """Whose data are to be reviewed."""
        page = RetentionPage(self._desk)
        page.record_chosen.connect(self._window.show_record, Qt.ConnectionType.QueuedConnection)
        page.keep_asked.connect(self._window.privacy.keep)
        page.erase_asked.connect(self._window.privacy.erase)
        return self.add(page)

    @cached_property
    def helpers(self) -> HelpersPage:
        """Who could help with something somewhere."""
        page = HelpersPage(self._desk)
        page.record_chosen.connect(self._window.show_record)
        page.copied.connect(self._window.work.say)
        page.failed.connect(self._window.work.tell)
        return self.add(page)

    @cached_property
    def coverage(self) -> CoveragePage:
        """Where agreements and ambassadors miss each other."""
        page = CoveragePage(self._desk)
        page.list_asked.connect(self._list)
        page.print_asked.connect(partial(self._window.printing.overall, COVERAGE))
        page.failed.connect(self._window.work.tell)
        return self.add(page)

    def add(self, page: AnyAside) -> AnyAside:
        """Takes a page into the window and returns it."""
        self._window.stack.addWidget(page)
        page.left.connect(self.leave)
        return page

    def shown(self) -> AsidePage | None:
        """The one that is shown now."""
        page = self._window.stack.currentWidget()
        return page if isinstance(page, AsidePage) else None

    def open(self, page: AsidePage, fill: Callable[[], None]) -> None:
        """Shows a page once `fill` has put into it what it is to show; it may leave at once."""
        window = self._window
        if window.page_key:
            self._before = window.page_key
        window.settle_page()
        window.sidebar.select(page.entry)
        window.statusBar().clearMessage()
        window.stack.setCurrentWidget(page)
        fill()
        if self.shown() is page:
            self.name()
            window.focus_page()

    def show_partner(self, number: int) -> None:
        """Shows everything about an organisation."""
        self.open(self.partner, partial(self.partner.show_partner, number))

    def assess(self, plan: int, item: int | None = None, quarter: str = "") -> None:
        """Goes through a plan's activities in a quarter, or in the one shown last, from an item of it."""
        self.open(self.assessment, partial(self.assessment.show_round, plan, item, quarter))

    def choose(self, plan: int, item: int | None, colour: Colour | None) -> None:
        """Assesses an activity of a plan, with a colour chosen for it already where there is one."""
        self.assess(plan, item)
        if colour is not None and self.assessment.current() == item:
            self.assessment.choose(colour)

    def assess_here(self) -> None:
        """Goes through the plan of the page shown."""
        page = self._window.stack.currentWidget()
        number = page.bar.current() if isinstance(page, PlanPage) else None
        if isinstance(page, PlanPage) and number is not None:
            self.assess(number, page.current())
        elif not isinstance(page, AssessmentPage):
            self._window.toast.say(self._desk.text(N_("Go to the plan first.")))

    def seal_here(self) -> None:
        """Seals or opens the quarter that is being assessed; from a plan, its activities are shown first."""
        if isinstance(self._window.stack.currentWidget(), PlanPage):
            self.assess_here()
        if isinstance(self.shown(), AssessmentPage):
            self.assessment.ask_seal()
        else:
            self._window.toast.say(self._desk.text(N_("Go to the plan and choose the quarter there first.")))

    def find_helpers(self) -> None:
        """Asks who could help with something somewhere."""
        self.open(self.helpers, self.helpers.search)

    def show_coverage(self) -> None:
        """Shows where agreements and ambassadors miss each other."""
        self.open(self.coverage, self.coverage.load)

    def _list(self, record_type: RecordType, view: str, country: str) -> None:
        """Shows a country's records in a list."""
        self._window.show_page(record_type.key)
        page = self._window.stack.currentWidget()
        if isinstance(page, RecordPage):
            page.bar.show_only(view, (("country", country),))
        self._window.focus_page()

    def review(self) -> None:
        """Shows whose data are to be reviewed."""
        self.open(self.retention, self.retention.load)

    def name(self) -> None:
        """Names the window after the page shown."""
        page = self.shown()
        if page is not None:
            self._window.bar.show_page(page.title, "")
            self._window.setWindowTitle(f"{page.title} – kidesk")

    def leave(self) -> None:
        """Goes back to where the page was asked for."""
        item = self.assessment.current() if isinstance(self.shown(), AssessmentPage) else None
        self._window.show_page(self._before)
        page = self._window.stack.currentWidget()
        if isinstance(page, PlanPage) and item is not None:
            page.select(item)
        self._window.focus_page()
