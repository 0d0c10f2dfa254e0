"""The page of the coverage: which countries have agreements, which have ambassadors, and where one lacks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from kidesk.errors import KideskError
from kidesk.gui import tasks
from kidesk.gui.cards import Card
from kidesk.gui.charts import ChartView
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.labelled import Options
from kidesk.gui.pages.cards_page import CardsPage, beneath
from kidesk.gui.plain import PlainLabel
from kidesk.gui.section_table import Section
from kidesk.gui.tool_button import tool_button
from kidesk.i18n import N_
from kidesk.operations.ambassador_coverage import ambassador_coverage
from kidesk.records import AGREEMENTS, AMBASSADORS, clock
from kidesk.records.coverage import Country, Coverage, CoverageOrder, Gap
from kidesk.records.record_type import RecordType
from kidesk.reports import ambassador_coverage as report

TITLE = N_("Coverage by ambassadors")
_ORDER_SIGNS = 22


class CoveragePage(CardsPage):
    """`list_asked` carries a type of record, the key of a view of it, and a country whose records are to be listed."""

    list_asked = Signal(object, str, str)
    print_asked = Signal()
    failed = Signal(object)
    entry = AMBASSADORS.key

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Coverage | None = None
        self._asked = 0
        self.order = Options(desk, [(one, one.label) for one in CoverageOrder])
        self.order.setMinimumContentsLength(_ORDER_SIGNS)
        desk.say(self.order, self.order.setAccessibleName, N_("Order of the countries"))
        self.agreements = tool_button(desk, N_("Agreements of the country"), "handshake")
        self.ambassadors = tool_button(desk, N_("Ambassadors in the country"), "users")
        self.preview = tool_button(desk, N_("Preview…"), "file-text")
        self.head, self.countries, self.picture = Card(), Section(), Card()
        self.figures, self.remarks = PlainLabel("", "strong", wrap=True), PlainLabel("", "muted", wrap=True)
        self.chart, self.rest = ChartView(), PlainLabel("", "muted", wrap=True)
        for label in (self.figures, self.remarks):
            self.head.add(label)
        for shown in (self.chart, self.rest):
            self.picture.add(shown)
        cards = beneath(self.head, self.countries, self.picture)
        self.lay_out(cards, self.order, self.agreements, self.ambassadors, self.preview)
        self._connect()

    def _connect(self) -> None:
        self.preview.clicked.connect(lambda: self.print_asked.emit())
        self.order.currentIndexChanged.connect(lambda: self._show())
        self.countries.chosen.connect(self._open)
        self.agreements.clicked.connect(lambda: self._list(AGREEMENTS, "current"))
        self.ambassadors.clicked.connect(lambda: self._list(AMBASSADORS, "active"))
        self.countries.table.selectionModel().currentRowChanged.connect(lambda: self._suit())
        self.desk.records_changed.connect(self._refresh)
        self.desk.language_changed.connect(lambda: self._show())

    @property
    def title(self) -> str:
        """What the page is called."""
        return self.desk.text(TITLE)

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.order, *([] if self.countries.said else [self.countries.table]), self.back]

    def load(self) -> None:
        """Counts anew where something has changed or a day has gone by, out of the way of the window."""
        today = clock.today()
        if self.found is not None and self.found.day == today:
            return
        self._asked += 1
        tasks.begin(
            lambda progress: ambassador_coverage(self.desk.store, today),
            partial(self._take, self._asked),
            self._fail,
        )

    def _take(self, asked: int, found: Coverage) -> None:
        if asked == self._asked:  # what was asked for since takes its place
            self.found = found
            self._show()

    def _fail(self, error: BaseException) -> None:
        self.failed.emit(error if isinstance(error, KideskError) else KideskError(tasks.UNEXPECTED))

    def _refresh(self, touched: object = None) -> None:
        self.found = None
        if self.isVisible():
            self.load()

    def showEvent(self, event: QShowEvent) -> None:
        """Brings what changed meanwhile, be it only the day."""
        super().showEvent(event)
        self.load()

    def sort_another_way(self) -> None:
        """Ranks the countries by the next of the orders."""
        self.order.setCurrentIndex((self.order.currentIndex() + 1) % self.order.count())

    # Showing

    def _show(self) -> None:
        if self.found is None:
            return
        said, found = self.desk.language, self.found
        title = N_("Agreements in force and ambassadors at work on {day}")
        self.head.set_title(said.text(title, day=said.day(found.day)))
        self.figures.setText(
            " · ".join(
                said.text(
                    N_("{label}: {countries}"),
                    label=said.text(gap.label),
                    countries=report.in_countries(len(found.with_gap(gap)), said),
                )
                for gap in Gap
            )
        )
        remarks = "\n".join(report.remarks(found, said))
        self.remarks.setText(remarks)
        self.remarks.setVisible(bool(remarks))
        ranked = found.ranked(self.order.value(), said)
        self.countries.show_rows(
            said.text(N_("Countries")),
            report.headings(said, with_groups=found.has_groups),
            [report.row(one, said, with_group=found.has_groups) for one in ranked],
            said.text(report.NOTHING),
            ranked,
        )
        self._show_picture(found)
        self._suit()

    def _show_picture(self, found: Coverage) -> None:
        said = self.desk.language
        spec = report.picture(found, said)
        self.picture.setVisible(spec is not None)
        if spec is not None:
            self.picture.set_title(said.text(report.GAPS))
            self.chart.setAccessibleName(said.text(report.GAPS))
            self.chart.set_chart(spec, said)
            self.chart.setAccessibleDescription(report.in_words(found, said))
            rest = report.left_out(found, said)
            self.rest.setText(rest)
            self.rest.setVisible(bool(rest))

    # Leading on

    def _suit(self) -> None:
        row = self.countries.table.currentIndex().row()
        for button in (self.agreements, self.ambassadors):
            button.setEnabled(row >= 0)

    def _open(self, country: Country) -> None:
        """The list of what the country has."""
        if country.gap == Gap.NO_AGREEMENT:
            self.list_asked.emit(AMBASSADORS, "active", country.code)
        else:
            self.list_asked.emit(AGREEMENTS, "current", country.code)

    def _list(self, record_type: RecordType, view: str) -> None:
        row = self.countries.table.currentIndex().row()
        if self.found is not None and row >= 0:
            country = self.found.ranked(self.order.value(), self.desk.language)[row]
            self.list_asked.emit(record_type, view, country.code)
