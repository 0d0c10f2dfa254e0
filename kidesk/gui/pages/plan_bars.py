"""The two bars of the plan page: which plan and what can be done with it, and what of it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton, QTabBar, QToolButton

from kidesk.gui.desk import Desk
from kidesk.gui.icons import dress_button, icon
from kidesk.gui.plain import PlainLabel, plain_tip, set_tool_tip
from kidesk.i18n import N_
from kidesk.records.plan import DOCUMENTS, Plan, PlanKind
from kidesk.records.plan_item_type import PLAN_ITEMS

_FILTER_PAUSE = 60
_NARROW, _WIDE, _WIDEST = 940, 1240, 1440


class PlanBar(QFrame):
    """The plans as tabs, and the commands. `plan_chosen` carries a plan's id."""

    plan_chosen = Signal(int)
    new_asked = Signal()
    edit_asked = Signal()
    report_asked = Signal()
    compare_asked = Signal()
    matrix_asked = Signal()
    documents_asked = Signal()
    ask_asked = Signal()
    assess_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "topbar")
        self._desk = desk
        self._plans: tuple[Plan, ...] = ()
        self._is_narrow = False
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        desk.say(self.tabs, self.tabs.setAccessibleName, N_("Plans"))
        self.tabs.currentChanged.connect(lambda: self.plan_chosen.emit(self.current() or 0))
        self.edit_button = self._tool("pencil", N_("Edit plan…"))
        self.edit_button.clicked.connect(self.edit_asked)
        self.reports_button = self._tool("file-text", N_("Reports"))
        self.reports_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.reports_button.setMenu(self._reports_menu())
        self.arrange_button = self._tool("list-tree", N_("Arrange"))
        self.arrange_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.ask_button = self._tool("mail", N_("Ask the units…"))
        self.ask_button.clicked.connect(self.ask_asked)
        self.assess_button = self._tool("list-checks", N_("Assess the quarter…"))
        self.assess_button.clicked.connect(self.assess_asked)
        self.new_button = QPushButton()
        desk.say(self.new_button, self.new_button.setText, PLAN_ITEMS.new)
        dress_button(self.new_button, "plus", "primary")
        self.new_button.clicked.connect(self.new_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 20, 4)
        row.setSpacing(8)
        row.addWidget(self.tabs)
        row.addStretch(1)
        self._tools = (self.reports_button, self.arrange_button, self.ask_button, self.edit_button)
        for button in (self.assess_button, *self._tools, self.new_button):
            row.addWidget(button)
        desk.keep_saying(self, self._speak)

    def _reports_menu(self) -> QMenu:
        """What is printed of a plan, and the documents that are made of it."""
        menu = QMenu(self)
        self.report_action = self._action(menu, "file-text", "", self.report_asked)
        self.compare_action = self._action(menu, "git-compare", N_("Compare quarters…"), self.compare_asked)
        self.matrix_action = self._action(menu, "grid-3x3", N_("Activity matrix…"), self.matrix_asked)
        self.documents_action = self._action(menu, "files", N_("Documents of the plan…"), self.documents_asked)
        return menu

    def _action(self, menu: QMenu, sign: str, words: str, asked: SignalInstance) -> QAction:
        action = QAction(icon(sign, "muted"), "", menu)
        if words:
            self._desk.say(menu, action.setText, words)
        action.triggered.connect(lambda: asked.emit())
        menu.addAction(action)
        return action

    def _tool(self, sign: str, words: str) -> QToolButton:
        button = QToolButton()
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk.say(button, button.setText, words)
        dress_button(button, sign)
        self._desk.say(button, button.setAccessibleName, words)
        self._desk.say(button, lambda text: set_tool_tip(button, text), words)
        return button

    def fit(self, width: int) -> None:
        """Leaves the words of commands to their tool tips on a narrow page, and asking to the menu."""
        with_words, without = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        self.assess_button.setToolButtonStyle(with_words if width >= _NARROW else without)
        needs = (_NARROW, _WIDE, _WIDE, _WIDEST)
        for button, needed in zip(self._tools, needs, strict=True):
            button.setToolButtonStyle(with_words if width >= needed else without)
        self._is_narrow = width < _NARROW
        self._offer()

    def show_plans(self, plans: Sequence[Plan], chosen: int | None) -> None:
        """Shows these plans as tabs, silently, with one of them chosen, or else the first."""
        self._plans = tuple(plans)
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(plans):
            self.tabs.removeTab(self.tabs.count() - 1)
        while self.tabs.count() < len(plans):
            self.tabs.addTab("")
        numbers = [plan.id for plan in plans]
        self.tabs.setCurrentIndex(numbers.index(chosen) if chosen in numbers else 0)
        self.tabs.blockSignals(False)
        self._speak()

    def _speak(self) -> None:
        code = self._desk.language.code
        names = [plan_name(plan, self._desk) for plan in self._plans]
        for place, plan in enumerate(self._plans):
            is_told_apart = names.count(names[place]) == 1
            self.tabs.setTabText(place, names[place] if is_told_apart else plan.caption(code))
            self.tabs.setTabToolTip(place, plain_tip(plan.caption(code)))
        self._offer()

    def _offer(self) -> None:
        """Offers what there is to do with the plan, as far as there is room."""
        plan_shown = self.plan()
        is_followed = plan_shown is not None and plan_shown.kind == PlanKind.ACTION_PLAN
        printed = N_("Quarterly status…") if is_followed else N_("Preview and print the plan…")
        self.report_action.setText(self._desk.text(printed))
        self.documents_action.setVisible(plan_shown is not None and bool(DOCUMENTS[plan_shown.kind]))
        for action in (self.compare_action, self.matrix_action):
            action.setVisible(is_followed)
        self.reports_button.setVisible(plan_shown is not None)
        self.ask_button.setVisible(plan_shown is not None and not self._is_narrow)

    def plan(self) -> Plan | None:
        """The plan that is chosen."""
        place = self.tabs.currentIndex()
        return self._plans[place] if 0 <= place < len(self._plans) else None

    def current(self) -> int | None:
        """The id of the plan that is chosen."""
        plan = self.plan()
        return plan.id if plan is not None else None


class FilterBar(QFrame):
    """What of the plan is shown. `filtered` is sent once the typing pauses."""

    filtered = Signal()
    expand_asked = Signal()
    collapse_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._desk = desk
        self.field = QLineEdit()
        self.field.setMaximumWidth(260)
        self.setFocusProxy(self.field)
        desk.say(self.field, self.field.setPlaceholderText, N_("Filter this plan (Ctrl+F)"))
        desk.say(self.field, self.field.setAccessibleName, N_("Filter this plan"))
        self.prioritised = QPushButton()
        self.prioritised.setCheckable(True)
        desk.say(self.prioritised, self.prioritised.setText, N_("Prioritised only"))
        dress_button(self.prioritised, "star", "", 16)
        self.budget = PlainLabel("", "muted", elide=True)
        self._pause = QTimer(self, singleShot=True, interval=_FILTER_PAUSE)
        self._pause.timeout.connect(self.filtered)
        self.field.textChanged.connect(lambda: self._pause.start())
        self.prioritised.toggled.connect(lambda: self.filtered.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.prioritised)
        row.addStretch(0)
        row.addWidget(self.budget)
        for sign, words, signal in (
            ("unfold-vertical", N_("Expand all"), self.expand_asked),
            ("fold-vertical", N_("Collapse all"), self.collapse_asked),
        ):
            row.addWidget(self._tool(sign, words, signal))

    def _tool(self, sign: str, words: str, signal: object) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(sign, "muted"))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk.say(button, button.setAccessibleName, words)
        self._desk.say(button, lambda text: set_tool_tip(button, text), words)
        button.clicked.connect(signal)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes away what was typed."""
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
        else:
            super().keyPressEvent(event)

    def clear(self) -> None:
        """Shows everything again, at once."""
        self.field.clear()
        self.prioritised.setChecked(False)
        self._pause.stop()
        self.filtered.emit()


def budget_said(desk: Desk, budget: Decimal | None, currency: str) -> str:
    """An amount with its currency; nothing where there is none."""
    if budget is None:
        return ""
    amount = desk.language.number(budget)
    return desk.text(N_("Budget {amount} {currency}"), amount=amount, currency=currency).rstrip()


def plan_name(plan: Plan, desk: Desk) -> str:
    """A plan's short name: its kind and years."""
    years = "–".join(dict.fromkeys(str(year) for year in (plan.first_year, plan.last_year) if year))
    kind = desk.text(plan.kind.label)
    return desk.text(N_("{kind} {years}"), kind=kind, years=years) if years else kind
