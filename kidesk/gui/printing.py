"""Printing: a record, a list or a report is shown in a preview, from where it is saved, printed or opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool
from PySide6.QtWidgets import QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.preview import choices
from kidesk.gui.preview.choices import Offer, ReportChoices
from kidesk.operations.print_orders import (
    ANNUAL_LIST,
    BRIEF,
    CHART,
    COMPARISON,
    CONTACTS,
    EXTRACT,
    MATRIX,
    MEMBERSHIP_LIST,
    REGISTER,
    RISKS,
    SHEET,
    STATUS,
    SUMMARY,
    About,
)
from kidesk.operations.quarter_content import latest_assessed
from kidesk.records import AGREEMENTS, PERSONS, PLANS, RISK_ASSESSMENTS
from kidesk.records.document_edition import DocumentKind
from kidesk.records.plan import Plan, PlanKind
from kidesk.records.record_type import RecordType
from kidesk.reports.series_lines import Look
from kidesk.store.store import Listing

if TYPE_CHECKING:
    from kidesk.gui.preview.window import Preview

_LONGEST_WAIT = 2000
_REPORTS = {AGREEMENTS.key: SUMMARY, RISK_ASSESSMENTS.key: RISKS, PERSONS.key: SHEET}
# What is printed of a plan that has documents of its own in place of a quarterly status.
_DOCUMENTS = {
    PlanKind.STRATEGY: DocumentKind.STRATEGY_OVERVIEW,
    PlanKind.OPERATIONAL_PLAN: DocumentKind.OPERATIONAL_PLAN,
}


class Printing(QObject):
    """Opens previews for a window; what is previewed already is brought to the front."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._open: dict[object, Preview] = {}

    def record(self, record_type: RecordType, number: int) -> None:
        """A record: the report that there is about it, else the sheet of its fields."""
        if record_type is PLANS:
            self._plan(number)
        elif record_type.key in _REPORTS:
            self._report(_REPORTS[record_type.key], number)
        else:
            self._preview((record_type.key, number), choices.sheet(self._desk, record_type, number))

    def _plan(self, number: int) -> None:
        plan = self._desk.store.get(Plan, number)
        document = _DOCUMENTS.get(plan.kind) if plan is not None else None
        if document is not None:
            self.document(document, number, None)
        else:
            self._report(STATUS, number)

    def listing(self, listing: Listing) -> Preview:
        """A list, as it is filtered and sorted; of persons, with how to reach them."""
        if listing.record_type is PERSONS:
            about = About(listing)
            return self._preview((CONTACTS, about), choices.overall(self._desk, CONTACTS, about))
        return self._preview(listing, choices.listing(self._desk, listing))

    def register(self, listing: Listing) -> None:
        """The agreement register of a list of agreements."""
        self._preview((REGISTER, listing), choices.register(self._desk, listing))

    def annual_list(self, unit: int | None, year: int) -> None:
        """The annual list of a department, or under None of all."""
        self._preview((ANNUAL_LIST, unit, year), choices.annual_list(self._desk, unit, year))

    def memberships(self, year: int | None) -> None:
        """The memberships of a year, or under None of this one, and what they cost."""
        self._preview((MEMBERSHIP_LIST, year), choices.memberships(self._desk, year))

    def overall(self, name: str, about: About | None = None) -> None:
        """A report about many records, by its key."""
        wanted = about or About()
        self._preview((name, wanted), choices.overall(self._desk, name, wanted))

    def partner_brief(self, number: int) -> None:
        """What there is with the organisation of that id."""
        self._report(BRIEF, number)

    def chart(self, numbers: Sequence[int], look: Look) -> None:
        """The chart of one or several series, as they are looked at."""
        self._preview((CHART, tuple(numbers), look), choices.chart(self._desk, numbers, look))

    def extract(self, number: int) -> None:
        """The data-subject extract of a person; whoever asks has noted it."""
        self._preview((EXTRACT, number), choices.extract(self._desk, number))

    def status(self) -> None:
        """The quarterly status."""
        self._report(STATUS, None)

    def matrix(self, plan: int | None = None) -> None:
        """The activity matrix of a plan, or of the first."""
        self._report(MATRIX, plan, latest_assessed(self._desk.store).name)

    def comparison(self, plan: int, earlier: str, later: str) -> None:
        """The comparison of two quarters of a plan."""
        self._report(COMPARISON, plan, later, earlier)

    def document(self, document: DocumentKind, plan: int, edition: int | None) -> None:
        """An edition of a plan's document; without a number, what it would say now."""
        self._report(document.value, plan, latest_assessed(self._desk.store).name, edition=edition)

    def _report(
        self, name: str, number: int | None, quarter: str = "", earlier: str = "", edition: int | None = None
    ) -> None:
        chosen = ReportChoices(self._desk, name, number, quarter, earlier, edition)
        self._preview((name, number, quarter, earlier, edition), chosen.order, chosen)

    def _preview(self, subject: object, offer: Offer, chosen: ReportChoices | None = None) -> Preview:
        # Imported here: PDFium takes time to load, and is needed only where something is looked at.
        from kidesk.gui.preview.window import Preview

        preview = self._open.get(subject)
        if preview is None:
            preview = self._open[subject] = Preview(self._desk, offer, self._window, chosen)
            preview.finished.connect(lambda: self._open.pop(subject, None))
            preview.show()
        preview.raise_()
        preview.activateWindow()
        return preview

    def may_leave(self) -> bool:
        """Closes all previews, unless something is being saved or printed; nobody reads the records afterwards."""
        for preview in list(self._open.values()):
            preview.close()
        if self._open:
            return False
        QThreadPool.globalInstance().waitForDone(_LONGEST_WAIT)
        return True
