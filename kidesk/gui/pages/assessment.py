"""The page of a round of assessments: one quarter of one plan, activity by activity, from the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from kidesk.errors import KideskError
from kidesk.gui import ask
from kidesk.gui.aside_page import AsidePage
from kidesk.gui.desk import Desk
from kidesk.gui.empty import EmptyState
from kidesk.gui.pages.assessment_bar import NextStep, RoundBar
from kidesk.gui.pages.assessment_keeping import keep
from kidesk.gui.pages.assessment_keys import take_keys
from kidesk.gui.pages.assessment_list import RoundList
from kidesk.gui.pages.assessment_sheet import ActivitySheet
from kidesk.gui.pages.plan_pane import bare_column
from kidesk.i18n import N_
from kidesk.operations import edit
from kidesk.operations.assessment_round import SHOWN, Activity, Round, assessment_round
from kidesk.operations.give_evidence import give_evidence, remove_evidence
from kidesk.operations.outdated_translations import translation_holds
from kidesk.operations.plan_tree import shown_quarters
from kidesk.operations.propose_colour import propose
from kidesk.records import PLAN_ITEMS, clock
from kidesk.records.colour_proposal import Proposal
from kidesk.records.outdated_text import OutdatedText
from kidesk.records.quarter import QUARTERS, Colour, Period, Quarter
from kidesk.records.record import Record

_LIST_WIDTH, _SHEET_WIDTH = 360, 700
_QUARTERS_TO_CHOOSE = 12


class AssessmentPage(AsidePage):
    """Leaving an activity keeps what was chosen for it, one step to undo each.

    `left` goes back to the plan, `record_asked` shows what an evidence is about, `seal_asked` carries a quarter's name.
    """

    record_asked = Signal(object, int)
    seal_asked = Signal(str)
    entry = "plan"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.bar, self.next = RoundBar(desk), NextStep(desk)
        self.list, self.sheet = RoundList(desk), ActivitySheet(desk, self)
        self.form = self.sheet.form
        self.nothing = self._make_nothing()
        self.round: Round | None = None
        self._plan: int | None = None
        self._period = Period.of(clock.today())
        self._number: int | None = None
        self._stays: frozenset[int] = frozenset()
        self._quarters: tuple[Quarter, ...] = ()
        self._proposals: dict[int, Proposal] | None = None
        self._is_stale, self._is_saving = True, False
        self._lay_out()
        self._connect()
        take_keys(self)

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(self.sheet)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([_LIST_WIDTH, _SHEET_WIDTH])
        self._stack = QStackedWidget()
        self._stack.addWidget(splitter)
        self._stack.addWidget(self.nothing)
        column = bare_column(self)
        column.addWidget(self.bar)
        column.addWidget(self.next)
        column.addWidget(self._stack, 1)

    def _make_nothing(self) -> EmptyState:
        nothing = EmptyState("list-checks")
        everything = nothing.add_button("")
        everything.clicked.connect(lambda: self.bar.tabs.setCurrentIndex(0))

        def speak() -> None:
            text = self.desk.text
            everything.setText(text(N_("Show all activities")))
            nothing.set_text(
                text(N_("No activity here")), text(N_("No activity of the plan belongs under this tab in the quarter."))
            )

        self.desk.keep_saying(nothing, speak)
        return nothing

    def _connect(self) -> None:
        desk, sheet = self.desk, self.sheet
        desk.records_changed.connect(self._refresh)
        desk.language_changed.connect(self.list.viewport().update)
        desk.settings_changed.connect(self._dress)
        self._dress()
        self.bar.left.connect(self.left)
        self.bar.quarter_chosen.connect(self._change_quarter)
        self.bar.shown_chosen.connect(self._change_shown)
        self.bar.seal_asked.connect(self.ask_seal)
        self.next.begin_asked.connect(self._begin)
        self.next.seal_asked.connect(self.ask_seal)
        self.list.chosen.connect(self._go)
        sheet.save_asked.connect(self.save)
        sheet.step_asked.connect(self.step)
        sheet.holds_asked.connect(self._hold)
        sheet.evidence.given.connect(self._give)
        sheet.evidence.removed.connect(self._remove)
        sheet.evidence.record_asked.connect(self.record_asked)

    def _dress(self) -> None:
        self.list.set_compact(self.desk.settings.row_height < 40)

    # What is shown

    def choose(self, colour: Colour) -> None:
        """Chooses a colour for the activity shown, as its button does."""
        self.form.choose(colour)

    def show_round(self, plan: int, item: int | None = None, quarter: str = "") -> None:
        """Shows a plan in a quarter, or the one shown last, or the latest that has begun, at an item of it."""
        if quarter:
            self._period = Period.named(quarter)
        elif self._plan is None:
            self._period = self._latest()
        if plan != self._plan:
            self._number = None
        self._plan, self._is_stale = plan, True
        self.bar.tabs.blockSignals(True)
        self.bar.tabs.setCurrentIndex(0)
        self.bar.tabs.blockSignals(False)
        self._read(item or self._number, anew=True)

    def _latest(self) -> Period:
        now = Period.of(clock.today())
        begun = [quarter.name for quarter in shown_quarters(self.desk.store, _QUARTERS_TO_CHOOSE)]
        return Period.named(max([name for name in begun if name <= now.name], default=now.name))

    def load(self) -> None:
        """Reads the round where something has changed since it was last read."""
        if self._is_stale and self._plan is not None:
            self._read(self._number)

    def showEvent(self, event: QShowEvent) -> None:
        """Brings what changed meanwhile."""
        super().showEvent(event)
        self.load()

    @property
    def title(self) -> str:
        """What the window is called while the page is shown."""
        return self.desk.text(N_("Assess the quarter"))

    def current(self) -> int | None:
        """The id of the activity shown."""
        return self._number

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.list, self.sheet, self.bar, self.next]

    def _refresh(self, touched: object = None) -> None:
        if self._is_saving:
            return
        self._is_stale = True
        if self.isVisible():
            self.load()

    def _read(self, number: int | None, *, anew: bool = False) -> None:
        """Reads the round and shows an activity of it, or else the first; `anew` where other rows are to be shown."""
        store = self.desk.store
        self._is_stale, self._proposals = False, None
        self.round = assessment_round(store, self._plan or 0, self._period, self.desk.settings)
        if self.round is None:
            self._plan = self._number = None
            self.left.emit()
            return
        self._quarters = shown_quarters(store, _QUARTERS_TO_CHOOSE)
        self._fill(self.round, anew=anew)
        self._show(number)

    def _fill(self, found: Round, *, anew: bool) -> None:
        """Shows how far the round is, and the rows of the tab: while one works, what was there stays, so that nothing
        moves under the hand."""
        self.bar.show_round(found, self._quarters, Period.of(clock.today()))
        self.next.show_round(found)
        _label, holds = SHOWN[self.bar.shown()]
        if anew:
            self._stays = frozenset(one.item.id for one in found.activities if holds(one))
        self.list.rows.show(found, lambda one: holds(one) or one.item.id in self._stays)
        self._stack.setCurrentIndex(0 if self.list.rows.activities() else 1)

    def _show(self, number: int | None) -> None:
        numbers = [one.item.id for one in self.list.rows.activities()]
        self._number = number if number in numbers else next(iter(numbers), None)
        self.list.select(self._number)
        found = self.round
        item = found.item(self.desk.store, self._number) if found is not None and self._number is not None else None
        self.sheet.setEnabled(item is not None)
        if item is not None and found is not None:
            self.sheet.show_item(item, found, self._proposal(item.id))

    def _proposal(self, number: int) -> Proposal | None:
        """What is proposed for an activity: all are read once they are wanted, and anew when something has changed."""
        if self._proposals is None:
            self._proposals = propose(self.desk.store, self._plan or 0, self._period, clock.today())
        return self._proposals.get(number)

    # Going through

    def _go(self, number: int) -> None:
        """Shows another activity, once what was chosen for this one is kept."""
        if number == self._number:
            return
        if self._keep():
            self._show(number)
        else:
            self.list.select(self._number)

    def step(self, step: int) -> None:
        """Goes to the next activity shown, or with -1 to the one before."""
        numbers = [one.item.id for one in self.list.rows.activities()]
        place = numbers.index(self._number) + step if self._number in numbers else 0
        if 0 <= place < len(numbers):
            self._go(numbers[place])
        self.list.setFocus()

    def save(self) -> None:
        """Keeps what was chosen and goes on to the next activity that is not assessed."""
        if not self._keep() or self.round is None:
            return
        following = self._following()
        self._show(following.item.id if following is not None else self._number)
        (self.next.button if self.round.is_done and not self.next.isHidden() else self.list).setFocus()

    def _following(self) -> Activity | None:
        """The next one shown that is not assessed, from the top again after the last."""
        shown = self.list.rows.activities()
        place = next((at for at, one in enumerate(shown) if one.item.id == self._number), -1)
        ahead = [*shown[place + 1 :], *shown[: max(place, 0)]]
        return next((one for one in ahead if not one.is_assessed), None)

    def settle(self) -> None:
        """Keeps what was chosen; for whoever is about to leave the page. Says why where that cannot be."""
        if not self._keep():
            ask.tell(self, self.desk.language, N_("The assessment is not saved"), self.sheet.note.text())
            self._is_stale = True

    def _change_quarter(self, name: str) -> None:
        if self._keep():
            self._period = Period.named(name)
        self._read(self._number, anew=True)

    def _change_shown(self, key: str) -> None:
        if self._keep():
            self._read(self._number, anew=True)

    # Keeping

    def _keep(self) -> bool:
        """Keeps what was chosen and written, where anything was; whether nothing is left to keep."""
        found = self.round
        if self._number is None or found is None or found.quarter is None or found.seal is not None:
            return True
        if not self.form.is_changed:
            return True
        self._is_saving = True  # what is said here is known, and not read again
        try:
            problem = keep(self, self.desk, self._number, found.quarter, self.form)
        finally:
            self._is_saving = False
        if problem:
            self.sheet.say_problem(problem)
            return False
        self.round = found.judged(self._number, self.form.judgement())
        self._fill(self.round, anew=False)
        return True

    # Evidence and the whole quarter

    def _give(self, shows: Record | str) -> None:
        quarter = self.round.quarter if self.round is not None else None
        if self._number is None or quarter is None:
            return
        covers = None if self.sheet.evidence.for_all.isChecked() else quarter.id
        self._do(partial(give_evidence, self.desk.store, self._number, covers, shows))

    def _remove(self, evidence: int) -> None:
        if self._number is not None:
            self._do(partial(remove_evidence, self.desk.store, self._number, evidence))
            self.list.setFocus()

    def _hold(self, text: OutdatedText) -> None:
        self._do(partial(translation_holds, self.desk.store, PLAN_ITEMS, text))
        self.list.setFocus()

    def _begin(self) -> None:
        self._do(partial(edit.save, self.desk.store, QUARTERS, {"name": self._period.name}))
        self.list.setFocus()

    def _do(self, work: Callable[[], object]) -> None:
        """Does something and says why where it cannot."""
        try:
            work()
        except KideskError as error:
            self.sheet.say_problem(error.said(self.desk.language))

    def ask_seal(self) -> None:
        """Asks for the quarter to be sealed, or opened again where it is, once what was chosen is kept."""
        if self._keep():
            self.seal_asked.emit(self._period.name)

    # Leaving

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives the list the keyboard, and from there goes back to the plan, as Alt+Left does."""
        is_left = event.key() == Qt.Key.Key_Left and event.modifiers() == Qt.KeyboardModifier.AltModifier
        if is_left or (event.key() == Qt.Key.Key_Escape and self.list.hasFocus()):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.list.setFocus()
        else:
            super().keyPressEvent(event)
