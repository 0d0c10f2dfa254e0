"""The page of the plans: each as a tree with the colours of its quarters, and the quick assessment."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.empty import EmptyState
from kidesk.gui.pages.assessment import AssessmentPanel
from kidesk.gui.pages.plan_bars import FilterBar, PlanBar
from kidesk.gui.pages.plan_model import FIRST_QUARTER, PROGRESS, UNITS, PlanModel
from kidesk.gui.pages.plan_paint import Legend
from kidesk.gui.pages.plan_view import PlanView, dress_columns
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_icons import ICONS
from kidesk.i18n import N_
from kidesk.operations.plan_tree import SHOWN_QUARTERS, Node, plan_tree, plans, shown_quarters
from kidesk.records import clock
from kidesk.records.plan import LEVELS, PLANS
from kidesk.records.plan_item import PLAN_ITEMS, PlanItem
from kidesk.records.quarter import QUARTERS, Colour, Period, Quarter

_PANE_WIDTH, _LEAST_PANE_WIDTH, _LEAST_DETAIL_HEIGHT = 344, 300, 150
_LEAST_PAGE_WIDTH = 640
_QUARTERS_TO_CHOOSE = 12
_COLUMN_WIDTHS = {UNITS: 116, PROGRESS: 96}
_QUARTER_WIDTH = 74
_ROOM_FOR_UNITS, _ROOM_FOR_PROGRESS, _ROOM_FOR_ALL_QUARTERS = 740, 620, 540


class PlanPage(QWidget):
    """The plans. The page asks; the window does."""

    edit_asked = Signal(object, int)
    new_asked = Signal(object, object)
    delete_asked = Signal(object, object)
    history_asked = Signal(object, int)
    report_asked = Signal(object, int)
    starter_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.bar = PlanBar(desk)
        self.filter = FilterBar(desk)
        self.model = PlanModel(desk)
        self.view = PlanView()
        self.view.setModel(self.model)
        self.legend = Legend(desk)
        self.panel = AssessmentPanel(desk)
        self.detail = RecordDetail(desk, PLAN_ITEMS, has_report=False)
        self.empty, self.no_items, self.no_match = self._make_empty_states()
        self._quarters: tuple[Quarter, ...] = ()
        self._selected: int | None = None
        self._closed: set[int] = set()
        self._is_stale = True
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    # Parts of the page

    def _lay_out(self) -> None:
        self._trees = QStackedWidget()
        for widget in (self.view, self.no_items, self.no_match):
            self._trees.addWidget(widget)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self._make_left())
        self._splitter.addWidget(self._make_pane())
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setSizes([900, _PANE_WIDTH])
        shown = QWidget()
        column = _column(shown)
        column.addWidget(self.bar)
        column.addWidget(self._splitter, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(shown)
        self._stack.addWidget(self.empty)
        _column(self).addWidget(self._stack)

    def _make_left(self) -> QFrame:
        left, foot = QFrame(), QFrame()
        for frame in (left, foot):
            frame.setProperty("kind", "surface")
        inner = QVBoxLayout(foot)
        inner.setContentsMargins(16, 8, 16, 8)
        inner.addWidget(self.legend)
        column = _column(left)
        column.addWidget(self.filter)
        column.addWidget(self._trees, 1)
        column.addWidget(_line())
        column.addWidget(foot)
        return left

    def _make_pane(self) -> QFrame:
        self._pane = QFrame()
        self._pane.setProperty("kind", "surface")
        self._pane.setMinimumWidth(_LEAST_PANE_WIDTH)
        self._under_panel = _line()
        self.detail.setMinimumHeight(_LEAST_DETAIL_HEIGHT)
        column = _column(self._pane)
        column.addWidget(self.panel)
        column.addWidget(self._under_panel)
        column.addWidget(self.detail, 1)
        return self._pane

    def _make_empty_states(self) -> tuple[EmptyState, EmptyState, EmptyState]:
        text = self.desk.text
        empty, no_items, no_match = EmptyState(ICONS["plans"]), EmptyState(ICONS["plan-items"]), EmptyState("search-x")
        starter = empty.add_button(text(N_("Load the starter content")), "package-open", primary=True)
        self.desk.say(starter, starter.setText, N_("Load the starter content"))
        starter.clicked.connect(self.starter_asked)
        add_plan = empty.add_button(text(PLANS.new), "plus")
        self.desk.say(add_plan, add_plan.setText, PLANS.new)
        add_plan.clicked.connect(lambda: self.new_asked.emit(PLANS, {}))
        add_item = no_items.add_button(text(PLAN_ITEMS.new), "plus", primary=True)
        self.desk.say(add_item, add_item.setText, PLAN_ITEMS.new)
        add_item.clicked.connect(self._ask_new)
        everything = no_match.add_button(text(N_("Show everything")))
        self.desk.say(everything, everything.setText, N_("Show everything"))
        everything.clicked.connect(self.filter.clear)
        self.desk.keep_saying(empty, lambda: self._say_empty(empty, no_items, no_match))
        return empty, no_items, no_match

    def _say_empty(self, empty: EmptyState, no_items: EmptyState, no_match: EmptyState) -> None:
        text = self.desk.text
        empty.set_text(
            text(PLANS.empty),
            text(
                N_("The starter content brings an action plan, an operational plan and a strategy. Or make your own.")
            ),
        )
        no_items.set_text(text(PLAN_ITEMS.empty), text(N_("Begin with the topmost level; the others stand under it.")))
        no_match.set_text(text(N_("Nothing matches")), text(N_("No item of this plan matches what you filter by.")))

    def _connect(self) -> None:
        desk = self.desk
        desk.say(self.view, self.view.setAccessibleName, N_("The plan as a tree"))
        desk.records_changed.connect(self._refresh)
        desk.language_changed.connect(self._show_language)
        desk.settings_changed.connect(lambda: self.view.set_compact(desk.settings.row_height < 40))
        self.view.set_compact(desk.settings.row_height < 40)
        self.bar.plan_chosen.connect(self._change_plan)
        self.bar.new_asked.connect(self._ask_new)
        self.bar.edit_asked.connect(lambda: self.edit_asked.emit(PLANS, self.bar.current() or 0))
        self.bar.report_asked.connect(lambda: self.report_asked.emit(PLANS, self.bar.current() or 0))
        self.filter.filtered.connect(self._filter)
        self.filter.expand_asked.connect(lambda: self._fold(is_open=True))
        self.filter.collapse_asked.connect(lambda: self._fold(is_open=False))
        self.view.collapsed.connect(lambda index: self._closed.add(index.internalId()))
        self.view.expanded.connect(lambda index: self._closed.discard(index.internalId()))
        self.view.selectionModel().currentChanged.connect(self._show_current)
        self.view.doubleClicked.connect(lambda: self._ask(self.edit_asked))
        self.view.opened.connect(lambda: self._ask(self.edit_asked))
        self.view.colour_chosen.connect(self._choose_colour)
        self.view.delete_asked.connect(self._ask_delete)
        self.detail.edit_asked.connect(lambda: self._ask(self.edit_asked))
        self.detail.delete_asked.connect(self._ask_delete)
        self.detail.history_asked.connect(lambda: self._ask(self.history_asked))
        self.panel.quarter_asked.connect(self._ask_quarter)
        self._splitter.splitterMoved.connect(lambda: self._fit())
        for keys, run in (("Ctrl+Return", self.panel.save), ("Ctrl+Enter", self.panel.save)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    # What is shown

    def load(self) -> None:
        """Reads the plans where they have changed since they were last read."""
        if self._is_stale:
            self._read(self.bar.current())

    def showEvent(self, event: QShowEvent) -> None:
        """Brings what changed meanwhile."""
        super().showEvent(event)
        self.load()
        self._fit()

    def select(self, number: int) -> None:
        """Shows an item of whichever plan; the filter is cleared where it hides it."""
        item = self.desk.store.get(PlanItem, number)
        if item is None:
            return
        self._selected = number
        if self._is_stale or self.bar.current() != item.plan_id:
            self._read(item.plan_id)
        if not self.model.index_of(number).isValid():
            self.filter.clear()
        self._select(number)

    def selected(self) -> int | None:
        """The id of the item shown in the detail pane."""
        return self.detail.record.id if self.detail.record is not None and not self._pane.isHidden() else None

    def settle(self) -> None:
        """Asks what becomes of an assessment that is not saved; for whoever is about to leave the page."""
        self.panel.settle()

    def _refresh(self, touched: object = None) -> None:
        self._is_stale = True
        if self.isVisible():
            self.load()

    def _show_language(self) -> None:
        if not self._is_stale:
            self._read(self.bar.current())

    def _change_plan(self, plan: int) -> None:
        self.panel.settle()
        self._selected = None
        self._read(plan)

    def _read(self, plan: int | None) -> None:
        """Reads one plan, or the first, and shows it as it was left."""
        store = self.desk.store
        self._is_stale = False
        self.bar.show_plans(plans(store), plan)
        self._quarters = shown_quarters(store, _QUARTERS_TO_CHOOSE)
        periods = [Period.named(quarter.name) for quarter in self._quarters[-SHOWN_QUARTERS:]]
        number = self.bar.current()
        tree = plan_tree(store, number, [period.name for period in periods]) if number is not None else ()
        self._stack.setCurrentIndex(0 if number is not None else 1)
        scrolled = self.view.verticalScrollBar().value()
        self.model.show_tree(tree, periods)
        dress_columns(self.view)
        self._show_again()
        self.view.verticalScrollBar().setValue(scrolled)

    def _filter(self) -> None:
        self.model.filter(self.filter.field.text(), is_prioritised=self.filter.prioritised.isChecked())
        self._show_again()

    def _show_again(self) -> None:
        """Opens what was open, selects what was selected and fits the columns after the model was reset."""
        self.view.expandAll()
        if not self.model.is_filtered:
            for number in self._closed.copy():
                if self.model.index_of(number).isValid():
                    self.view.setExpanded(self.model.index_of(number), False)
        nothing = self.no_match if self.model.is_filtered else self.no_items
        self._trees.setCurrentWidget(self.view if self.model.rowCount() else nothing)
        self._fit()
        first = self._selected is None or (self.model.node(self._selected) is None and not self.model.is_filtered)
        self._select(self._first() if first else self._selected)

    def _first(self) -> int | None:
        """The first activity, or else the first item."""
        nodes = self._nodes()
        return next((node.item.id for node in nodes if node.is_assessed), nodes[0].item.id if nodes else None)

    def _select(self, number: int | None) -> None:
        index = self.model.index_of(number)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
        self._show_item(number)

    def _show_current(self, current: QModelIndex, before: QModelIndex) -> None:
        number = self.model.number_at(current)
        if number is not None and number != self._selected:
            self.panel.settle()
            self._show_item(number)

    def _show_item(self, number: int | None) -> None:
        item = self.desk.store.get(PlanItem, number) if number is not None else None
        self._selected = item.id if item is not None else None
        self._pane.setVisible(item is not None and self.width() >= _LEAST_PAGE_WIDTH)
        is_assessed = item is not None and item.level == LEVELS[item.plan.kind][-1]
        for widget in (self.panel, self._under_panel):
            widget.setVisible(is_assessed)
        self.panel.show_item(item if is_assessed else None, self._quarters)
        if item is not None:
            self.detail.show_record(item)

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves out what a narrow page has no room for."""
        super().resizeEvent(event)
        self.bar.fit(self.width())
        self._pane.setVisible(self._selected is not None and self.width() >= _LEAST_PAGE_WIDTH)
        self._fit()

    def _fit(self) -> None:
        room = self.view.width()
        for column, width in _COLUMN_WIDTHS.items():
            self.view.setColumnWidth(column, width)
        self.view.setColumnHidden(UNITS, room < _ROOM_FOR_UNITS or not self._has_units())
        self.view.setColumnHidden(PROGRESS, room < _ROOM_FOR_PROGRESS)
        quarters = range(FIRST_QUARTER, self.model.columnCount())
        for column in quarters:
            self.view.setColumnWidth(column, _QUARTER_WIDTH)
            self.view.setColumnHidden(column, room < _ROOM_FOR_ALL_QUARTERS and column not in quarters[-2:])

    def _has_units(self) -> bool:
        return any(node.units for number in self.model.numbers() if (node := self.model.node(number)) is not None)

    def _fold(self, *, is_open: bool) -> None:
        if is_open:
            self.view.expandAll()
            self._closed.clear()
        else:
            self.view.collapseAll()
            self._closed = set(self.model.numbers())

    # Asking

    def _ask(self, signal: object) -> None:
        if self._selected is not None:
            signal.emit(PLAN_ITEMS, self._selected)  # type: ignore[attr-defined]

    def _ask_delete(self) -> None:
        if self._selected is not None:
            self.delete_asked.emit(PLAN_ITEMS, [self._selected])

    def _ask_quarter(self) -> None:
        self.new_asked.emit(QUARTERS, {"name": Period.of(clock.today()).name})

    def _ask_new(self) -> None:
        """Asks for an item under the selected one, or beside it where that is of the last level."""
        plan = self.bar.plan()
        if plan is None:
            return
        levels = LEVELS[plan.kind]
        node = self.model.node(self._selected)
        parent = node.item if node is not None else None
        if parent is not None and parent.level == levels[-1]:
            above = self.model.node(parent.parent_id)
            parent = above.item if above is not None else None
        level = levels[0] if parent is None else levels[min(levels.index(parent.level) + 1, len(levels) - 1)]
        position = self._next_position(parent.id if parent is not None else None)
        values = {"plan_id": plan.id, "parent_id": parent.id if parent else None, "level": level, "position": position}
        self.new_asked.emit(PLAN_ITEMS, values)

    def _next_position(self, parent: int | None) -> int:
        siblings = [node for node in self._nodes() if node.item.parent_id == parent]
        return max((node.item.position for node in siblings), default=0) + 1

    def _nodes(self) -> list[Node]:
        found = [self.model.node(number) for number in self.model.numbers()]
        return [node for node in found if node is not None]

    def _choose_colour(self, colour: Colour) -> None:
        if not self.panel.isHidden():
            self.panel.choose(colour)


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line
