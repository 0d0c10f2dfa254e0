"""The page of the plans: each as a tree with the colours of its quarters, and the way to assess its activities."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.empty import EmptyState
from kidesk.gui.icons import dress_button
from kidesk.gui.pages.plan_acts import OF_PLAN, arrange_menu, suit_menu
from kidesk.gui.pages.plan_bars import PlanBar
from kidesk.gui.pages.plan_detail import PlanDetail
from kidesk.gui.pages.plan_pane import LEAST_SIDE_WIDTH, SIDE_WIDTH, PlanPane, bare_column
from kidesk.gui.record_icons import ICONS
from kidesk.i18n import N_
from kidesk.operations.plan_tree import Node, plan_tree, plans, shown_quarters
from kidesk.records.plan import LEVELS, PLANS, Plan, PlanKind
from kidesk.records.plan_item import PlanItem
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.quarter import Colour, Period

_LEAST_PAGE_WIDTH = 640
_STEPS = {"up": -1, "down": 1}


class PlanPage(QWidget):
    """The plans. The page asks; the window does.

    `act_asked` carries the key of an act and the id of the item, or of the plan, that it is about; `place_asked` that
    of an item and the place it was dropped at; `assess_asked` the plan, the activity to begin with and the colour
    chosen for it, each None where it is not.
    """

    type = PLAN_ITEMS
    edit_asked = Signal(object, int)
    new_asked = Signal(object, object)
    delete_asked = Signal(object, object)
    history_asked = Signal(object, int)
    report_asked = Signal(object, int)
    starter_asked = Signal()
    assess_asked = Signal(int, object, object)
    compare_asked = Signal(int)
    matrix_asked = Signal(int)
    act_asked = Signal(str, int)
    place_asked = Signal(int, object)
    documents_asked = Signal(int)
    ask_asked = Signal()
    record_asked = Signal(object, int)
    interaction_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.bar = PlanBar(desk)
        self.pane = PlanPane(desk)
        self.filter, self.model, self.view = self.pane.filter, self.pane.model, self.pane.view
        self.assess_button = QPushButton()
        self.detail = PlanDetail(desk, PLAN_ITEMS)
        self.empty = self._make_empty()
        self.menu = arrange_menu(desk, self, self.ask_act, with_item=True)
        self.bar.arrange_button.setMenu(arrange_menu(desk, self.bar, self.ask_act))
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
        self._splitter.setSizes([900, SIDE_WIDTH])
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
        self._side.setMinimumWidth(LEAST_SIDE_WIDTH)
        self.desk.say(self.assess_button, self.assess_button.setText, N_("Assess this activity…"))
        dress_button(self.assess_button, "list-checks")
        self._above = QWidget()
        row = QHBoxLayout(self._above)
        row.setContentsMargins(20, 12, 20, 0)
        row.addWidget(self.assess_button)
        row.addStretch(1)
        column = bare_column(self._side)
        column.addWidget(self._above)
        column.addWidget(self.detail, 1)
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
        self.bar.ask_asked.connect(self.ask_asked)
        self.pane.chosen.connect(self._show_chosen)
        self.pane.new_asked.connect(self.ask_new)
        self.view.doubleClicked.connect(lambda: self._ask(self.edit_asked))
        self.view.opened.connect(lambda: self._ask(self.edit_asked))
        self.view.colour_chosen.connect(self._choose_colour)
        self.view.delete_asked.connect(self.ask_delete)
        self.view.act_asked.connect(self.ask_act)
        self.view.menu_asked.connect(self._offer)
        self.bar.arrange_button.menu().aboutToShow.connect(self._suit)
        # Later: what happens then makes tree and details anew, while the drag, or the row that was pressed, goes on.
        self.model.place_asked.connect(self._ask_place, Qt.ConnectionType.QueuedConnection)
        self.detail.item_asked.connect(self.select, Qt.ConnectionType.QueuedConnection)
        self.detail.record_asked.connect(self.record_asked)
        self.detail.interaction_asked.connect(self.interaction_asked)
        self.detail.edit_asked.connect(lambda: self._ask(self.edit_asked))
        self.detail.delete_asked.connect(self.ask_delete)
        self.detail.history_asked.connect(lambda: self._ask(self.history_asked))
        self.detail.report_asked.connect(lambda: self._ask(self.report_asked))
        self.bar.assess_asked.connect(self.ask_assess)
        self.assess_button.clicked.connect(lambda: self.ask_assess())

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

    def _refresh(self, touched: object = None) -> None:
        self._is_stale = True
        if self.isVisible():
            self.load()

    def _change_plan(self, plan: int) -> None:
        self._shown = None
        self._read(plan)

    def _read(self, plan: int | None = None) -> None:
        """Reads a plan, or the one that is chosen, or the first, and shows it as it was left."""
        store = self.desk.store
        self._is_stale = False
        self.bar.show_plans(plans(store), self.bar.current() if plan is None else plan)
        periods = [Period.named(quarter.name) for quarter in shown_quarters(store)]
        number = self.bar.current()
        tree = plan_tree(store, number, [period.name for period in periods]) if number is not None else ()
        if not _is_followed(self.bar.plan(), tree):
            periods = []
        self._stack.setCurrentIndex(0 if number is not None else 1)
        self.pane.show_tree(tree, periods, self._shown, self.bar.plan())
        self._show_item(self._shown)
        if self._shown is None and (first := self.pane.first()) is not None:
            self.pane.select(first)

    def _show_chosen(self, number: int) -> None:
        if number != self._shown:
            self._show_item(number)

    def _show_item(self, number: int | None) -> None:
        item = self.desk.store.get(PlanItem, number) if number is not None else None
        self._shown = item.id if item is not None else None
        self._show_side()
        is_assessed = item is not None and item.level == LEVELS[item.plan.kind][-1]
        self._above.setVisible(is_assessed)
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

    def ask_act(self, act: str) -> None:
        """Asks for something to be done with the selected item, or with the plan."""
        if act == "edit":
            self._ask(self.edit_asked)
        elif act == "delete":
            self.ask_delete()
        elif act in _STEPS and self.model.is_filtered and self._shown is not None:
            place = self.model.beyond(self._shown, _STEPS[act])  # past what is shown, not past what is hidden
            if place is not None:
                self._ask_place(self._shown, place)
        else:
            number = self.bar.current() if act in OF_PLAN else self._shown
            if number is not None:
                self.act_asked.emit(act, number)
            elif act in ("sibling", "child"):
                self.ask_new()

    def _ask_place(self, number: int, place: object) -> None:
        self.place_asked.emit(number, place)

    def _suit(self) -> None:
        suit_menu(self.bar.arrange_button.menu(), has_item=self._shown is not None)

    def _offer(self, place: QPoint) -> None:
        suit_menu(self.menu, has_item=self._shown is not None)
        self.menu.popup(place)

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
            self.documents_asked.emit(plan.id)

    def _ask_of_followed(self, signal: object) -> None:
        plan = self.bar.plan()
        if plan is not None and plan.kind == PlanKind.ACTION_PLAN:
            signal.emit(plan.id)  # type: ignore[attr-defined]

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.view, self.detail]

    def ask_delete(self) -> None:
        """Asks for the selected item to be deleted."""
        if self._shown is not None:
            self.delete_asked.emit(PLAN_ITEMS, [self._shown])

    def ask_new(self) -> None:
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

    def ask_assess(self, colour: Colour | None = None) -> None:
        """Asks for the plan to be assessed in a quarter, from the item shown, with a colour chosen for it."""
        plan = self.bar.current()
        if plan is not None:
            self.assess_asked.emit(plan, self._shown, colour)

    def _choose_colour(self, colour: Colour) -> None:
        if not self._above.isHidden():
            self.ask_assess(colour)


def _is_followed(plan: Plan | None, tree: Sequence[Node]) -> bool:
    """Whether quarters say anything of a plan: action plans are assessed, others where somebody has begun to."""
    if plan is None or plan.kind == PlanKind.ACTION_PLAN:
        return True
    return any(one.was_assessed for top in tree for one in top.branch)
