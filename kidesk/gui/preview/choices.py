"""What a preview is of: a record or a list, or a report with what there is to choose about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.labelled import Labelled, Options
from kidesk.i18n import N_
from kidesk.operations import print_orders
from kidesk.operations.print_orders import About, Order
from kidesk.operations.report_list import REPORTS
from kidesk.records import clock
from kidesk.records.document_edition import DocumentKind, editions_of
from kidesk.records.plan import DOCUMENTS, Plan, PlanKind
from kidesk.records.quarter import Period, Quarter
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.reports.series_lines import Look
from kidesk.store.store import Listing

Offer = Callable[[], Order]


def sheet(desk: Desk, record_type: RecordType, number: int) -> Offer:
    """A record with all its fields, with the settings of the day."""
    return lambda: print_orders.sheet(desk.store, record_type, number, desk.settings, desk.workspace.is_demonstration)


def listing(desk: Desk, wanted: Listing) -> Offer:
    """A list, with the settings of the day."""
    return lambda: print_orders.listing(desk.store, wanted, desk.settings, desk.workspace.is_demonstration)


def register(desk: Desk, wanted: Listing) -> Offer:
    """The agreement register of a list, with the settings of the day."""
    return lambda: print_orders.register(desk.store, wanted, desk.settings, desk.workspace.is_demonstration)


def annual_list(desk: Desk, unit: int | None, year: int) -> Offer:
    """The annual list of a department, or under None of all, with the settings of the day."""
    return lambda: print_orders.annual_list(desk.store, unit, year, desk.settings, desk.workspace.is_demonstration)


def memberships(desk: Desk, year: int | None) -> Offer:
    """The memberships of a year, or under None of this one, with the settings of the day."""
    return lambda: print_orders.memberships(desk.store, year, desk.settings, desk.workspace.is_demonstration)


def overall(desk: Desk, name: str, about: About) -> Offer:
    """A report about many records, with the settings of the day."""
    return lambda: print_orders.overall(desk.store, name, about, desk.settings, desk.workspace.is_demonstration)


def chart(desk: Desk, numbers: Sequence[int], look: Look) -> Offer:
    """Indicator series as they are looked at, with the settings of the day."""
    is_demonstration = desk.workspace.is_demonstration
    return lambda: print_orders.indicator_chart(desk.store, numbers, look, desk.settings, is_demonstration)


def extract(desk: Desk, number: int) -> Offer:
    """The data-subject extract of a person, with the settings of the day."""
    is_demonstration = desk.workspace.is_demonstration
    return lambda: print_orders.report(desk.store, print_orders.EXTRACT, desk.settings, is_demonstration, number=number)


def quarters_to_choose(desk: Desk) -> list[tuple[str, str]]:
    """The names and headings of the quarters there are, this one and the one before, the latest first."""
    this = Period.of(clock.today())
    periods = {quarter.period for quarter in desk.store.all(Quarter)} | {this, this - 1}
    return [(period.name, period.heading(desk.language)) for period in sorted(periods, reverse=True)]


class ReportChoices(QWidget):
    """Which report, of which plan, quarter and edition. `number` is the record it was asked for about, `quarter` and
    `earlier` are the names of the quarters, else the latest ones are chosen; `edition` is else the one in effect.

    `changed` says that another one was chosen.
    """

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        name: str,
        number: int | None,
        quarter: str = "",
        earlier: str = "",
        edition: int | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        wanted = REPORTS[name]
        self._number = None if wanted.is_of_plan else number
        offered = {
            key: one
            for key, one in REPORTS.items()
            if (one.is_of_plan or one.about is wanted.about) and not one.is_noted
        }
        self.report = Options(desk, [(key, one.label) for key, one in offered.items()])
        self.report.set_value(name)
        self.report.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # its names are few and long
        self.plan = Options(desk, self._plans(), is_named=True)
        if self._is_of_plan() and number is not None:
            self.plan.set_value(number)
        self.quarter, self.earlier = (Options(desk, quarters_to_choose(desk), is_named=True) for _ in range(2))
        self._choose_quarters(quarter, earlier)
        self.edition = Options(desk, self._editions(), is_named=True)
        if edition is not None:
            self.edition.set_value(edition)
        self.report_box = Labelled(desk, N_("Report"), self.report)
        self.plan_box = Labelled(desk, N_("Plan"), self.plan)
        self.quarter_box = Labelled(desk, N_("Quarter"), self.quarter)
        self.earlier_box = Labelled(desk, N_("Compared with"), self.earlier)
        self.edition_box = Labelled(desk, N_("Edition"), self.edition)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        boxes = (
            (self.report_box, 300),
            (self.plan_box, 420),
            (self.quarter_box, 180),
            (self.earlier_box, 180),
            (self.edition_box, 220),
        )
        for box, widest in boxes:
            box.setMaximumWidth(widest)
            row.addWidget(box, widest)
        row.addStretch(1)
        for options in (self.report, self.plan, self.quarter, self.earlier, self.edition):
            options.activated.connect(self._choose)
        desk.language_changed.connect(self._offer_again)
        desk.records_changed.connect(self._follow)
        self._suit()

    def order(self) -> Order:
        """The report chosen now, with the settings of the day."""
        is_of_plan = self._is_of_plan()
        return print_orders.report(
            self._desk.store,
            self.report.value(),
            self._desk.settings,
            self._desk.workspace.is_demonstration,
            quarter=self.quarter.value() if is_of_plan else None,
            number=self.plan.value() if is_of_plan else self._number,
            earlier=self.earlier.value() if self._is_comparing() else None,
            edition=self.edition.value() if self._document() is not None else None,
        )

    def _is_of_plan(self) -> bool:
        return REPORTS[self.report.value()].is_of_plan

    def _is_comparing(self) -> bool:
        return REPORTS[self.report.value()].is_comparing

    def _document(self) -> DocumentKind | None:
        return REPORTS[self.report.value()].document

    def _editions(self) -> list[tuple[Any, str]]:
        """The editions there are of the document, the latest first, below the one in effect, whichever that is."""
        document, text = self._document(), self._desk.text
        plan = self._desk.store.get(Plan, self.plan.value()) if document is not None and self.plan.value() else None
        named: list[tuple[Any, str]] = [(None, text(N_("The one in effect")))]
        for one in editions_of(plan.editions, document)[::-1] if plan is not None and document is not None else ():
            said = text(N_("Edition {number}: {status}"), number=one.number, status=text(one.status.label))
            named.append((one.number, said))
        return named

    def _choose_quarters(self, quarter: str, earlier: str) -> None:
        """Chooses the quarters asked for; the earlier one is else that before the later."""
        names = [name for name, _ in quarters_to_choose(self._desk)]
        if quarter in names:
            self.quarter.set_value(quarter)
        before = earlier or (Period.named(self.quarter.value()) - 1).name
        self.earlier.set_value(before if before in names else names[-1])

    def _plans(self) -> list[tuple[Any, str]]:
        code = self._desk.language.code
        return [(plan.id, plan.caption(code)) for plan in self._desk.store.all(Plan) if self._is_printed(plan.kind)]

    def _is_printed(self, kind: PlanKind) -> bool:
        """Whether plans of a kind are printed as the chosen report; quarters are followed up of action plans."""
        document = self._document()
        return kind == PlanKind.ACTION_PLAN if document is None else document in DOCUMENTS[kind]

    def _follow(self, touched: frozenset[type[Record]]) -> None:
        if touched & {Plan, Quarter}:
            self._offer_again()
            self._suit()

    def _offer_again(self) -> None:
        """Offers the plans and quarters there are by now, by their names in the window's language."""
        quarters = quarters_to_choose(self._desk)
        self._offer((self.plan, self._plans()), (self.quarter, quarters), (self.earlier, quarters))
        self._offer((self.edition, self._editions()))

    def _offer(self, *offered: tuple[Options, list[tuple[Any, str]]]) -> None:
        for options, named in offered:
            chosen = options.value()
            options.set_options(named)
            if chosen in [value for value, _ in named]:
                options.set_value(chosen)

    def _choose(self) -> None:
        self._offer((self.plan, self._plans()))
        self._offer((self.edition, self._editions()))
        self._suit()
        self.changed.emit()

    def _suit(self) -> None:
        """Shows what belongs to the chosen report, where there is something to choose."""
        is_of_plan = self._is_of_plan()
        self.report_box.setVisible(self.report.count() > 1)
        self.plan_box.setVisible(is_of_plan and self.plan.count() > 1)
        self.quarter_box.setVisible(is_of_plan)
        self.earlier_box.setVisible(self._is_comparing())
        self.edition_box.setVisible(self._document() is not None and self.edition.count() > 1)
