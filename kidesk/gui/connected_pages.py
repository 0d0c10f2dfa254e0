"""The pages that are not one record type's list, connected with the work they ask for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kidesk.gui.document_work import DocumentWork
from kidesk.gui.pages.agenda import AgendaPage
from kidesk.gui.pages.overview import OverviewPage
from kidesk.gui.pages.plan import PlanPage
from kidesk.gui.plan_work import PlanWork
from kidesk.records import INTERACTIONS

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow


def overview_page(window: MainWindow) -> OverviewPage:
    """A new overview."""
    page = OverviewPage(window.desk)
    page.record_chosen.connect(window.show_record)
    page.page_asked.connect(window.show_page)
    page.new_asked.connect(window.work.add)
    page.import_asked.connect(window.errands.import_file)
    page.starter_asked.connect(window.errands.load_starter)
    page.assess_asked.connect(window.asides.assess)
    # Later: the list is made anew then, and with it the button that was pressed.
    page.follow_up_asked.connect(window.follow_ups.act, Qt.ConnectionType.QueuedConnection)
    return page


def agenda_page(window: MainWindow) -> AgendaPage:
    """A new agenda."""
    page = AgendaPage(window.desk)
    page.record_chosen.connect(window.show_record)
    page.done.connect(window.work.offer_undo)
    page.failed.connect(window.work.tell)
    return page


def plan_page(window: MainWindow) -> PlanPage:
    """A new page of the plans."""
    page = PlanPage(window.desk)
    page.starter_asked.connect(window.errands.load_starter)
    page.compare_asked.connect(window.errands.compare_quarters)
    page.matrix_asked.connect(window.printing.matrix)
    page.assess_asked.connect(window.asides.choose)
    page.documents_asked.connect(DocumentWork(window).show)
    page.ask_asked.connect(lambda: window.errands.owners.ask())
    plans = PlanWork(window.desk, window, window.work)
    page.act_asked.connect(plans.act)
    page.place_asked.connect(plans.put)
    # Later: the timeline that was pressed stands on the page that is left.
    page.record_asked.connect(window.show_record, Qt.ConnectionType.QueuedConnection)
    page.interaction_asked.connect(partial(window.work.add, INTERACTIONS))
    return page
