"""The page of the plans: each as a tree with the colours of its quarters, and the quick assessment."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.empty import EmptyState
from kidesk.gui.pages.assessment import AssessmentPanel
from kidesk.gui.pages.plan_bars import PlanBar
from kidesk.gui.pages.plan_pane import PlanPane, bare_column, hairline
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_icons import ICONS
from kidesk.i18n import N_
from kidesk.operations.plan_tree import SHOWN_QUARTERS, plan_tree, plans, shown_quarters
from kidesk.records import clock
from kidesk.records.plan import LEVELS, PLANS, Plan, PlanKind
from kidesk.records.plan_item import PlanItem
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.quarter import QUARTERS, Colour, Period, Quarter

_SIDE_WIDTH, _LEAST_SIDE_WIDTH, _LEAST_DETAIL_HEIGHT = 344, 300, 150
_LEAST_PAGE_WIDTH = 640
_QUARTERS_TO_CHOOSE = 12


class PlanPage(QWidget):
    """The plans. The page asks; the window does."""

    type = PLAN_ITEMS
    edit_asked = Signal(object, int)
    new_asked = Signal(object, object)
    delete_asked = Signal(object, object)
    history_asked = Signal(object, int)
    report_asked = Signal(object, int)
    starter_asked = Signal()
    seal_asked = Signal(str)
    compare_asked = Signal(int)
    matrix_asked = Signal(int)
    documents_asked = Signal(int)
    ask_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.bar = PlanBar(desk)
        self.pane = PlanPane(desk)
        self.filter, self.model, self.view = self.pane.filter, self.pane.model, self.pane.view
        self.panel = AssessmentPanel(desk)
        self.detail = RecordDetail(desk, PLAN_ITEMS)
        self.empty = self._make_empty()
        self._quarters: tuple[Quarter, ...] = ()
        self._shown: int | None = None
        self._is_stale = True
        self._lay_out()
        self._connect()

    # Parts of the page

    def _lay_out(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self.pane)
        self._splitter.addWidget(self._make_side())
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setSizes([900, _SIDE_WIDTH])
        shown = QWidget()
        column = bare_column(shown)
        column.addWidget(self.bar)
        column.addWidget(self._splitter, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(shown)
        self._stack.addWidget(self.empty)
        bare_column(self).addWidget(self._stack)

    def _make_side(self) -> QFrame:
        self._side = QFrame()
        self._side.setProperty("kind", "surface")
        self._side.setMinimumWidth(_LEAST_SIDE_WIDTH)
        self._under_panel = hairline()
        rest = _Rest()
        bare_column(rest).addWidget(self.detail)
        column = bare_column(self._side)
        column.addWidget(self.panel)
        column.addWidget(self._under_panel)
        column.addWidget(rest, 1)
        return self._side

    def _make_empty(self) -> EmptyState:
        empty, text = EmptyState(ICONS["plans"]), self.desk.text
        starter = empty.add_button(text(N_("Load the starter content")), "package-open", primary=True)
        starter.clicked.connect(self.starter_asked)
        add = empty.add_button(text(PLANS.new), "plus")
        add.clicked.connect(lambda: self.new_asked.emit(PLANS, {}))

        def speak() -> None:
            said = self.desk.text
            starter.setText(said(N_("Load the starter content")))
            add.setText(said(PLANS.new))
            brings = N_(
                "The starter content brings an action plan, an operational plan and a strategy. Or make your own."
            )
            empty.set_text(said(PLANS.empty), said(brings))

        self.desk.keep_saying(empty, speak)
        return empty

    def _connect(self) -> None:
        self.desk.records_changed.connect(self._refresh)
        self.desk.language_changed.connect(self._read)
        self.bar.plan_chosen.connect(self._change_plan)
        self.bar.new_asked.connect(self.ask_new)
        self.bar.edit_asked.connect(lambda: self._ask_about_plan(self.edit_asked))
        self.bar.report_asked.connect(lambda: self._ask_about_plan(self.report_asked))
        self.bar.compare_asked.connect(self.ask_compare)
        self.bar.matrix_asked.connect(self.ask_matrix)
        self.bar.documents_asked.connect(self.ask_documents)
        self.bar.ask_asked.connect(self.ask_owners)
        self.pane.chosen.connect(self._show_chosen)
        self.pane.new_asked.connect(self.ask_new)
        self.view.doubleClicked.connect(lambda: self._ask(self.edit_asked))
        self.view.opened.connect(lambda: self._ask(self.edit_asked))
        self.view.colour_chosen.connect(self._choose_colour)
        self.view.delete_asked.connect(self.ask_delete)
        self.detail.edit_asked.connect(lambda: self._ask(self.edit_asked))
        self.detail.delete_asked.connect(self.ask_delete)
        self.detail.history_asked.connect(lambda: self._ask(self.history_asked))
        self.detail.report_asked.connect(lambda: self._ask(self.report_asked))
        self.panel.quarter_asked.connect(self._ask_quarter)
        self.panel.seal_asked.connect(self.seal_asked)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.panel.save)

    # What is shown

    def load(self) -> None:
        """Reads the plans where they have changed since they were last read."""
        if self._is_stale:
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """Brings what changed meanwhile."""
        super().showEvent(event)
        self.load()

    def select(self, number: int) -> None:
        """Shows an item of whichever plan."""
        item = self.desk.store.get(PlanItem, number)
        if item is None:
            return
        if self._is_stale or self.bar.current() != item.plan_id:
            self.panel.settle()
            self._shown = number
            self._read(item.plan_id)
        self.pane.select(number)

    def current(self) -> int | None:
        """The id of the item shown in the detail pane."""
        return self._shown

    def show_plan(self, plan: int) -> None:
        """Shows a plan."""
        if self._is_stale or self.bar.current() != plan:
            self._change_plan(plan)

    def settle(self) -> None:
        """Asks what becomes of an assessment that is not saved; for whoever is about to leave the page."""
        self.panel.settle()

    def _refresh(self, touched: object = None) -> None:
        self._is_stale = True
        if self.isVisible():
            self.load()

    def _change_plan(self, plan: int) -> None:
        self.panel.settle()
        self._shown = None
        self._read(plan)

    def _read(self, plan: int | None = None) -> None:
        """Reads a plan, or the one that is chosen, or the first, and shows it as it was left."""
        store = self.desk.store
        self._is_stale = False
        self.bar.show_plans(plans(store), self.bar.current() if plan is None else plan)
        self._quarters = shown_quarters(store, _QUARTERS_TO_CHOOSE)
        periods = [Period.named(quarter.name) for quarter in self._quarters[-SHOWN_QUARTERS:]]
        number = self.bar.current()
        tree = plan_tree(store, number, [period.name for period in periods]) if number is not None else ()
        self._stack.setCurrentIndex(0 if number is not None else 1)
        self.pane.show_tree(tree, periods, self._shown)
        self._show_item(self._shown)
        if self._shown is None and (first := self.pane.first()) is not None:
            self.pane.select(first)

    def _show_chosen(self, number: int) -> None:
        if number != self._shown:
            self.panel.settle()
            self._show_item(number)

    def _show_item(self, number: int | None) -> None:
        item = self.desk.store.get(PlanItem, number) if number is not None else None
        self._shown = item.id if item is not None else None
        self._show_side()
        is_assessed = item is not None and item.level == LEVELS[item.plan.kind][-1]
        for widget in (self.panel, self._under_panel):
            widget.setVisible(is_assessed)
        self.panel.show_item(item if is_assessed else None, self._quarters)
        if item is not None:
            self.detail.show_record(item)

    def _show_side(self) -> None:
        self._side.setVisible(self._shown is not None and self.width() >= _LEAST_PAGE_WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves out what a narrow page has no room for."""
        super().resizeEvent(event)
        self.bar.fit(self.width())
        self._show_side()

    # Asking

    def _ask(self, signal: object) -> None:
        if self._shown is not None:
            signal.emit(PLAN_ITEMS, self._shown)  # type: ignore[attr-defined]

    def _ask_about_plan(self, signal: object) -> None:
        plan = self.bar.current()
        if plan is not None:
            signal.emit(PLANS, plan)  # type: ignore[attr-defined]

    def ask_compare(self) -> None:
        """Asks for two quarters of an action plan to be compared."""
        self._ask_of_followed(self.compare_asked)

    def ask_matrix(self) -> None:
        """Asks for the matrix of an action plan."""
        self._ask_of_followed(self.matrix_asked)

    def ask_documents(self) -> None:
        """Asks for the documents of the plan: their editions and their prose."""
        plan = self.bar.plan()
        if plan is not None:
            self.panel.settle()
            self.documents_asked.emit(plan.id)

    def ask_owners(self) -> None:
        """Asks for the units to be asked about the quarter that is chosen."""
        self.panel.settle()
        self.ask_asked.emit(self.panel.quarter_name)

    def _ask_of_followed(self, signal: object) -> None:
        plan = self.bar.plan()
        if plan is not None and plan.kind == PlanKind.ACTION_PLAN:
            self.panel.settle()
            signal.emit(plan.id)  # type: ignore[attr-defined]

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.view, self.panel, self.detail]

    def ask_delete(self) -> None:
        """Asks for the selected item to be deleted."""
        if self._shown is not None:
            self.delete_asked.emit(PLAN_ITEMS, [self._shown])

    def _ask_quarter(self) -> None:
        self.new_asked.emit(QUARTERS, {"name": Period.of(clock.today()).name})

    def ask_new(self) -> None:
        """Asks for a new item under the selected one."""
        """Asks for an item under the selected one, or beside it where that is of the last level."""
        plan = self.bar.plan()
        if plan is not None:
            self.new_asked.emit(PLAN_ITEMS, self._new_values(plan))

    def _new_values(self, plan: Plan) -> dict[str, object]:
        levels = LEVELS[plan.kind]
        node = self.model.node(self._shown)
        if node is not None and node.item.level == levels[-1]:
            node = self.model.node(node.item.parent_id)
        parent = node.item if node is not None else None
        level = levels[0] if parent is None else levels[levels.index(parent.level) + 1]
        number = parent.id if parent is not None else None
        siblings = [one.item.position for one in self.pane.nodes() if one.item.parent_id == number]
        return {"plan_id": plan.id, "parent_id": number, "level": level, "position": max(siblings, default=0) + 1}

    def _choose_colour(self, colour: Colour) -> None:
        if not self.panel.isHidden():
            self.panel.choose(colour)


class _Rest(QWidget):
    """Takes the height that is left, however much its words would like: the assessment above is never squeezed."""

    def hasHeightForWidth(self) -> bool:
        """Long titles do not ask for more."""
        return False

    def sizeHint(self) -> QSize:
        """What is left is enough."""
        return QSize(_SIDE_WIDTH, _LEAST_DETAIL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The title and a few facts."""
        return QSize(_LEAST_SIDE_WIDTH, _LEAST_DETAIL_HEIGHT)
