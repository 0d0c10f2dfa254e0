"""The left of the plan page: the tree with its filter above and its legend beneath."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.empty import EmptyState
from kidesk.gui.pages.plan_bars import FilterBar, budget_said
from kidesk.gui.pages.plan_model import FIRST_QUARTER, PROGRESS, UNITS, PlanModel
from kidesk.gui.pages.plan_paint import Legend
from kidesk.gui.pages.plan_view import PlanView, dress_columns
from kidesk.gui.record_icons import ICONS
from kidesk.i18n import N_
from kidesk.operations.plan_tree import Node
from kidesk.records.plan import Plan
from kidesk.records.plan_item import Lifecycle
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.quarter import Period

SIDE_WIDTH, LEAST_SIDE_WIDTH = 344, 300
_UNITS_WIDTH, _UNITS_WITHOUT_QUARTERS, _PROGRESS_WIDTH = 116, 260, 104
_QUARTER_WIDTH = 74
_LEAST_TITLE = 330  # of its column, before others give way to it
_ROOM_FOR_PROGRESS, _ROOM_FOR_ALL_QUARTERS = 620, 540


class PlanPane(QFrame):
    """Shows a tree and keeps what is open and selected across changes. `chosen` carries the id of an item."""

    chosen = Signal(int)
    new_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self.desk = desk
        self.filter = FilterBar(desk)
        self.model = PlanModel(desk)
        self.view = PlanView(self.model)
        self.no_items, self.no_match = EmptyState(ICONS["plan-items"]), EmptyState("search-x")
        self._closed: set[int] = set()
        self._selected: int | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._trees = QStackedWidget()
        for widget in (self.view, self._dress_no_items(), self._dress_no_match()):
            self._trees.addWidget(widget)
        self._foot = foot = QFrame()
        inner = QVBoxLayout(foot)
        inner.setContentsMargins(16, 8, 16, 8)
        inner.addWidget(Legend(self.desk))
        column = bare_column(self)
        column.addWidget(self.filter)
        column.addWidget(self._trees, 1)
        column.addWidget(hairline())
        column.addWidget(foot)

    def _dress_no_items(self) -> EmptyState:
        add = self.no_items.add_button(self.desk.text(PLAN_ITEMS.new), "plus", primary=True)
        add.clicked.connect(self.new_asked)

        def speak() -> None:
            text = self.desk.text
            add.setText(text(PLAN_ITEMS.new))
            self.no_items.set_text(
                text(PLAN_ITEMS.empty), text(N_("Begin with the topmost level; the others stand under it."))
            )

        self.desk.keep_saying(self.no_items, speak)
        return self.no_items

    def _dress_no_match(self) -> EmptyState:
        everything = self.no_match.add_button("")
        everything.clicked.connect(self.filter.clear)

        def speak() -> None:
            text = self.desk.text
            everything.setText(text(N_("Show everything")))
            self.no_match.set_text(
                text(N_("Nothing matches")), text(N_("No item of this plan matches what you filter by."))
            )

        self.desk.keep_saying(self.no_match, speak)
        return self.no_match

    def _connect(self) -> None:
        desk = self.desk
        desk.say(self.view, self.view.setAccessibleName, N_("The plan as a tree"))
        desk.settings_changed.connect(self._dress)
        self._dress()
        self.filter.filtered.connect(self._filter)
        self.filter.expand_asked.connect(self._expand)
        self.filter.collapse_asked.connect(self._collapse)
        self.view.collapsed.connect(self._note_closed)
        self.view.expanded.connect(lambda index: self._closed.discard(index.internalId()))
        self.view.selectionModel().currentChanged.connect(self._choose)

    def _dress(self) -> None:
        self.view.set_compact(self.desk.settings.row_height < 40)

    # What is shown

    def show_tree(
        self, tree: tuple[Node, ...], quarters: Sequence[Period], selected: int | None, plan: Plan | None = None
    ) -> None:
        """Shows the tree of a plan, as open as it was left, with an item selected where it is shown."""
        self._selected = selected
        self.model.currency = plan.currency if plan is not None else ""
        said = budget_said(self.desk, plan.budget, plan.currency) if plan is not None else ""
        self.filter.budget.setText(said)
        self.filter.budget.setVisible(bool(said))
        scrolled = self.view.verticalScrollBar().value()
        self.model.show_tree(tree, quarters)
        self._foot.setVisible(bool(quarters))  # where no colours are shown, none need a legend
        dress_columns(self.view)
        self._show_again(selected)
        self.view.verticalScrollBar().setValue(scrolled)

    def select(self, number: int) -> None:
        """Selects an item and brings it into view; the filter is cleared where it hides it."""
        if not self.model.index_of(number).isValid():
            self.filter.clear()
        index = self.model.index_of(number)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def selected(self) -> int | None:
        """The id of the item chosen last; the filter may hide it for a while."""
        return self._selected

    def first(self) -> int | None:
        """The first activity, or else the first item."""
        nodes = self.nodes()
        return next((node.item.id for node in nodes if node.is_assessed), nodes[0].item.id if nodes else None)

    def nodes(self) -> list[Node]:
        """The nodes that are shown, from the top."""
        found = [self.model.node(number) for number in self.model.numbers()]
        return [node for node in found if node is not None]

    def _filter(self) -> None:
        self.model.filter(self.filter.field.text(), is_prioritised=self.filter.prioritised.isChecked())
        self._show_again(self._selected)

    def _show_again(self, selected: int | None) -> None:
        """Opens what was open, selects what was selected and fits the columns after the model was reset."""
        with QSignalBlocker(self.view):
            self.view.expandAll()
        index = self.model.index_of(selected)
        if index.isValid():
            self.view.setCurrentIndex(index)  # opens what stands above it, so it goes before what was closed
        with QSignalBlocker(self.view):
            for number in () if self.model.is_filtered else self._closed:
                self.view.setExpanded(self.model.index_of(number), False)
        nothing = self.no_match if self.model.is_filtered else self.no_items
        self._trees.setCurrentWidget(self.view if self.model.rowCount() else nothing)
        self.fit()

    def _choose(self, current: QModelIndex, before: QModelIndex) -> None:
        number = self.model.number_at(current)
        if number is not None:
            self._selected = number
            self.chosen.emit(number)

    def _note_closed(self, index: QModelIndex) -> None:
        if not self.model.is_filtered:
            self._closed.add(index.internalId())

    def _expand(self) -> None:
        self._closed.clear()
        self.view.expandAll()

    def _collapse(self) -> None:
        self.view.collapseAll()
        self._closed = set(self.model.numbers())

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves out the columns there is no room for."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Gives the columns their widths; the title takes what they leave.

        Where that is little, progress gives way as long as it says the same of all, and then the units.
        """
        room = self.width()
        quarters = range(FIRST_QUARTER, self.model.columnCount())
        for column in quarters:
            self.view.setColumnWidth(column, _QUARTER_WIDTH)
            self.view.setColumnHidden(column, room < _ROOM_FOR_ALL_QUARTERS and column not in quarters[-2:])
        units = _UNITS_WIDTH if quarters else _UNITS_WITHOUT_QUARTERS
        self.view.setColumnWidth(UNITS, units)
        self.view.setColumnWidth(PROGRESS, _PROGRESS_WIDTH)
        nodes = self.nodes()
        has_units = any(node.roles for node in nodes)
        left = room - _QUARTER_WIDTH * len(quarters)
        has_progress = room >= _ROOM_FOR_PROGRESS and (
            _tells_progress(nodes) or left - _PROGRESS_WIDTH - units * has_units >= _LEAST_TITLE
        )
        self.view.setColumnHidden(PROGRESS, not has_progress)
        left -= _PROGRESS_WIDTH * has_progress
        self.view.setColumnHidden(UNITS, not has_units or left - units < _LEAST_TITLE)


def _tells_progress(nodes: Sequence[Node]) -> bool:
    """Whether anything has begun, or may cost something."""
    items = [node.item for node in nodes]
    return any(item.lifecycle != Lifecycle.NOT_STARTED or item.budget is not None for item in items)


def bare_column(widget: QWidget) -> QVBoxLayout:
    """A column without margins or space."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def hairline() -> QFrame:
    """A line of one pixel."""
    line = QFrame()
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line
