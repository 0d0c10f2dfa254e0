"""What can be done with the tree of a plan: its items are moved, added and renumbered, and the plan is copied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kidesk.errors import KideskError
from kidesk.gui import ask
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.copy_plan import CopyPlanDialog
from kidesk.gui.dialogs.move_item import MoveItemDialog
from kidesk.gui.record_dialog import RecordDialog
from kidesk.gui.record_work import RecordWork
from kidesk.i18n import N_
from kidesk.operations import arrange_plan, edit
from kidesk.operations.arrange_plan import Blank, Place
from kidesk.operations.renumber_plan import new_codes, renumber
from kidesk.records import PLAN_ITEMS, PLANS
from kidesk.records.plan import Plan, PlanLevel
from kidesk.records.plan_item import PlanItem
from kidesk.records.record_type import Form, Section
from kidesk.store.store import Store

_MOVES: dict[str, Callable[[Store, int], bool]] = {
    "up": lambda store, number: arrange_plan.step(store, number, -1),
    "down": lambda store, number: arrange_plan.step(store, number, 1),
    "indent": arrange_plan.indent,
    "outdent": arrange_plan.outdent,
}
_BLANKS: dict[str, Callable[[Store, int], Blank]] = {
    "sibling": arrange_plan.blank_beside,
    "child": arrange_plan.blank_under,
}
# What is asked for when an item is put in its place at once; the whole form has the rest.
_FIRST = ("title_sv", "title_en", "code", "lifecycle", "contact_id", "coordinator", "units")
_SECTION = Section(N_("Plan item"), tuple(PLAN_ITEMS.field(key) for key in _FIRST))
_NEW = {
    PlanLevel.GOAL: N_("New goal"),
    PlanLevel.STRATEGY: N_("New strategy"),
    PlanLevel.ACTION: N_("New action"),
    PlanLevel.INSIGHT: N_("New insight"),
    PlanLevel.FOCUS_AREA: N_("New focus area"),
    PlanLevel.ACTIVITY: N_("New activity"),
    PlanLevel.HEADING: N_("New heading"),
    PlanLevel.COMMITMENT: N_("New commitment"),
}
_MOST_SHOWN = 3


class PlanWork(QObject):
    """Works on the trees of plans for a window. A move that is refused is said without a dialog: keys go on."""

    def __init__(self, desk: Desk, window: QWidget, work: RecordWork) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._work = work

    def act(self, key: str, number: int) -> None:
        """Does what is asked for with an item, or with a plan where it is about the whole of it."""
        if key in _MOVES:
            self._move(number, lambda: _MOVES[key](self._desk.store, number))
        elif key in _BLANKS:
            self._add(lambda: _BLANKS[key](self._desk.store, number))
        elif key == "elsewhere":
            self._move_elsewhere(number)
        elif key == "codes":
            self._renumber_under(number)
        elif key == "all-codes":
            self._renumber(number, None)
        elif key == "copy":
            self._copy(number)

    def put(self, number: int, place: Place) -> None:
        """Moves an item to where it was dropped."""
        self._move(number, lambda: arrange_plan.move(self._desk.store, number, place))

    def _move(self, number: int, act: Callable[[], bool]) -> None:
        try:
            is_moved = act()
        except KideskError as error:
            self._work.say(error.said(self._desk.language))
            return
        if is_moved:
            self._moved(number)

    def _moved(self, number: int) -> None:
        self._work.shown.emit(PLAN_ITEMS, number)
        self._work.offer_undo(self._desk.text(N_("The item was moved")))

    def _move_elsewhere(self, number: int) -> None:
        item = self._desk.store.get(PlanItem, number)
        if item is None:
            self._work.tell(edit.gone(number))
            return
        dialog = MoveItemDialog(self._desk, item, self._window)
        dialog.moved.connect(lambda: self._moved(number))
        dialog.open()

    def _add(self, blank: Callable[[], Blank]) -> None:
        try:
            made = blank()
        except KideskError as error:
            self._work.say(error.said(self._desk.language))
            return

        def keep(values: dict[str, Any]) -> edit.Saved:
            return arrange_plan.add(self._desk.store, values | made.values, made.before)

        form = Form(_NEW[made.values["level"]], (_SECTION,))
        self._work.open(RecordDialog(self._desk, PLAN_ITEMS, form=form, keep=keep, parent=self._window))

    def _renumber_under(self, number: int) -> None:
        item = self._desk.store.get(PlanItem, number)
        if item is not None:
            self._renumber(item.plan_id, number)

    def _renumber(self, plan: int, under: int | None) -> None:
        """Gives new codes once a person has seen how many change."""
        text, store = self._desk.text, self._desk.store
        changes = new_codes(store, plan, under)
        if not changes:
            self._work.say(text(N_("The codes follow the places already.")))
            return
        shown = ", ".join(f"{one.before or '–'} → {one.after}" for one in changes[:_MOST_SHOWN])
        count = self._desk.language.plural("{count} code changes", "{count} codes change", len(changes))
        said = text(
            N_("{count}: {examples}. What is sealed or printed keeps the old ones."), count=count, examples=shown
        )
        answers = (
            ask.Answer("renumber", text(N_("Give new codes")), "primary"),
            ask.Answer("leave", text(N_("Cancel"))),
        )
        if ask.choose(self._window, text(N_("New codes")), said, answers, "list-ordered") == "renumber":
            try:
                done = renumber(store, plan, under)
            except KideskError as error:
                self._work.tell(error)
            else:
                plural = self._desk.language.plural
                self._work.offer_undo(plural("{count} new code given", "{count} new codes given", done))

    def _copy(self, number: int) -> None:
        plan = self._desk.store.get(Plan, number)
        if plan is None:
            self._work.tell(edit.gone(number))
            return
        dialog = CopyPlanDialog(self._desk, plan, self._window)
        dialog.copied.connect(self._copied)
        dialog.open()

    def _copied(self, number: int) -> None:
        self._work.shown.emit(PLANS, number)
        self._work.offer_undo(self._desk.text(N_("The plan was copied; this is the copy")))
