"""The page of each record type: the common one, or one of its own, connected with the work it asks for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kidesk.gui.pages.agreements import AgreementPage
from kidesk.gui.pages.ambassadors import AmbassadorPage
from kidesk.gui.pages.indicators import IndicatorPage
from kidesk.gui.pages.interactions import InteractionPage
from kidesk.gui.pages.memberships import MembershipPage
from kidesk.gui.pages.organisations import OrganisationPage
from kidesk.gui.pages.versions import VersionPage
from kidesk.gui.record_page import RecordPage
from kidesk.records import (
    AGREEMENTS,
    AMBASSADORS,
    DECISION_ROUTES,
    INDICATORS,
    INTERACTIONS,
    MEMBERSHIPS,
    ORGANISATIONS,
    RISK_GUIDELINES,
)
from kidesk.records.record_type import RecordType

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow

# Later: what happens then makes the details anew, and with them the button that was pressed.
_LATER = Qt.ConnectionType.QueuedConnection


def record_page(window: MainWindow, record_type: RecordType) -> RecordPage:
    """A new page for the records of a type."""
    page = _made(window, record_type)
    page.file_asked.connect(window.files.do, _LATER)
    page.partner_asked.connect(window.show_partner)
    page.record_asked.connect(window.show_record, _LATER)
    page.interaction_asked.connect(partial(window.work.add, INTERACTIONS))
    page.import_asked.connect(window.errands.import_file)
    page.done.connect(window.work.offer_undo)
    page.failed.connect(window.work.tell)
    return page


def _made(window: MainWindow, record_type: RecordType) -> RecordPage:
    if record_type is AGREEMENTS:
        return _agreements(window)
    if record_type in (DECISION_ROUTES, RISK_GUIDELINES):
        return _versions(window, VersionPage(window.desk, record_type))
    if record_type is INDICATORS:
        return _indicators(window)
    if record_type is ORGANISATIONS:
        return _organisations(window)
    if record_type is INTERACTIONS:
        return _interactions(window)
    if record_type is MEMBERSHIPS:
        return _memberships(window)
    if record_type is AMBASSADORS:
        return _ambassadors(window)
    return RecordPage(window.desk, record_type)


def _agreements(window: MainWindow) -> AgreementPage:
    page = AgreementPage(window.desk)
    page.status_asked.connect(window.agreements.change_status)
    page.enquiry_asked.connect(window.agreements.enquire)
    page.risk_asked.connect(window.risks.assess, _LATER)
    page.renew_asked.connect(window.renewing.renew, _LATER)
    page.activity_asked.connect(window.renewing.note_activity, _LATER)
    return page


def _organisations(window: MainWindow) -> OrganisationPage:
    page = OrganisationPage(window.desk)
    page.detail.change_asked.connect(window.units.change, _LATER)
    page.detail.reassign_asked.connect(window.units.reassign, _LATER)
    return page


def _interactions(window: MainWindow) -> InteractionPage:
    page = InteractionPage(window.desk)
    page.follow_up_asked.connect(window.follow_ups.act, _LATER)
    return page


def _memberships(window: MainWindow) -> MembershipPage:
    page = MembershipPage(window.desk)
    page.review_asked.connect(window.memberships.review, _LATER)
    page.costs_asked.connect(window.memberships.costs)
    return page


def _ambassadors(window: MainWindow) -> AmbassadorPage:
    page = AmbassadorPage(window.desk)
    page.asked.connect(window.ambassadors.do, _LATER)
    page.helpers_asked.connect(lambda: window.asides.find_helpers())
    page.coverage_asked.connect(lambda: window.asides.show_coverage())
    return page


def _indicators(window: MainWindow) -> IndicatorPage:
    page = IndicatorPage(window.desk)
    page.chart_asked.connect(window.printing.chart)
    page.said.connect(window.work.say)
    return page


def _versions(window: MainWindow, page: VersionPage) -> RecordPage:
    page.version_asked.connect(window.agreements.new_version)
    return page
