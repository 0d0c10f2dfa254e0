"""The action plan on the overview: its colours and how they moved, what is red and why, and what is left to assess."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton

from kidesk.gui.cards import Row
from kidesk.gui.desk import Desk
from kidesk.gui.icons import dress_button
from kidesk.gui.pages.overview_cards import ListCard, PlanCard, counted
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.i18n import N_, Language
from kidesk.operations.plan_status import Assessing, Owing, PlanStatus
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.quarter import Colour, Period, Trend
from kidesk.reports.content import Part
from kidesk.reports.wording import TONES

_MOST_ROWS = 60
_ARROWS = {Trend.UP: "↑", Trend.SAME: "→", Trend.DOWN: "↓", Trend.NEW: "+"}
_TO_THE_PLAN = "plan"  # the key of rows that lead to the plan page


class AssessingCard(ListCard):
    """What is left to assess, under how far it has come. `opened` asks for the quarter to be assessed."""

    opened = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.note = PlainLabel("", "muted", elide=True)
        self.button = QToolButton()
        dress_button(self.button, "arrow-right")
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.clicked.connect(self.opened)
        desk.say(self.button, self.button.setAccessibleName, N_("Assess the quarter…"))
        desk.say(self.button, lambda text: set_tool_tip(self.button, text), N_("Assess the quarter…"))
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 20, 0)
        head.setSpacing(12)
        head.addWidget(self.bar, 1)
        head.addWidget(self.note)
        head.addWidget(self.button)
        self._column.insertLayout(1, head)

    def show_progress(self, found: Assessing | None, language: Language) -> None:
        """Shows how many of the activities are assessed; nothing where there are none to assess."""
        is_known = found is not None and found.total > 0
        for widget in (self.bar, self.note, self.button):
            widget.setVisible(is_known)
        if found is not None and is_known:
            done, total = found.assessed, found.total
            said = language.plural("{done} of {count} assessed", "{done} of {count} assessed", total, done=done)
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self.bar.setAccessibleName(said)
            self.note.setText(said)


class PlanBoard(QObject):
    """The three cards of the plan. It asks; the page passes it on.

    `assess_asked` carries the plan, the activity to begin with or None, and the name of the quarter.
    """

    plan_asked = Signal()
    record_chosen = Signal(object, int)
    assess_asked = Signal(int, object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.plan, self.reds, self.assessing = PlanCard(), ListCard(), AssessingCard(desk)
        self.plan.opened.connect(self.plan_asked)
        self.assessing.opened.connect(self._assess)
        self.reds.list.chosen.connect(self._open)
        self.assessing.list.chosen.connect(lambda key: self._assess(key) if isinstance(key, int) else self._open(key))
        self._status: PlanStatus | None = None

    def _open(self, key: object) -> None:
        if isinstance(key, int):
            self.record_chosen.emit(PLAN_ITEMS, key)
        else:
            self.plan_asked.emit()

    def _assess(self, item: int | None = None) -> None:
        if self._status is not None and self._status.assessing is not None:
            self.assess_asked.emit(self._status.number, item, self._status.assessing.quarter)

    def show_status(self, status: PlanStatus | None) -> None:
        """Shows where the plan stands, in the window's language."""
        self._status = status
        self._show_colours(status)
        self._show_reds(status)
        self._show_assessing(status)

    # The colours

    def _show_colours(self, status: PlanStatus | None) -> None:
        said = self._desk.language
        if status is None or not status.quarter:
            parts = self._parts(status) if status else ()
            self.plan.show_parts(said.text(N_("Action plan")), parts, said, self._nothing(status))
            return
        title = said.text(N_("Action plan, Q{number} {year}"), **_when(status.quarter))
        signs, words = self._movement(status)
        self.plan.show_parts(title, self._parts(status), said, signs, words)

    def _nothing(self, status: PlanStatus | None) -> str:
        return self._desk.text(N_("No action plan yet") if status is None else N_("Nothing is assessed yet."))

    def _parts(self, status: PlanStatus) -> list[Part]:
        shown = (Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.NOT_ASSESSED)
        counts = {colour: status.colours.get(colour, 0) for colour in shown}
        counts[Colour.NOT_ASSESSED] += status.colours.get(Colour.NOT_DUE, 0)
        return [
            Part(self._desk.text(colour.label), count, TONES[colour.tone])
            for colour, count in counts.items()
            if count or colour != Colour.NOT_ASSESSED
        ]

    def _movement(self, status: PlanStatus) -> tuple[str, str]:
        """How many activities moved which way since the quarter before: with arrows, and in words."""
        if not status.before:
            return "", ""
        number, text = self._desk.language.number, self._desk.text
        counts = {moved: status.movement.get(moved, 0) for moved in _ARROWS}
        if not counts[Trend.NEW]:  # a plus before nought tells nobody anything
            del counts[Trend.NEW]
        signs = "    ".join(f"{_ARROWS[moved]} {number(count)}" for moved, count in counts.items())
        words = ", ".join(f"{text(moved.label)} {number(count)}" for moved, count in counts.items())
        return signs, words

    # What is red

    def _show_reds(self, status: PlanStatus | None) -> None:
        said = self._desk.language
        if status is None or not status.quarter:
            self.reds.show_rows(said.text(N_("Red activities")), (), self._nothing(status))
            return
        rows = [
            Row(red.number, red.caption(said.code), said.text(red.reason.label), icon="octagon-x", colour="bad")
            for red in status.reds
        ]
        title = said.text(N_("Red activities, Q{number} {year}"), **_when(status.quarter))
        self.reds.show_rows(counted(said, title, len(rows)), rows, said.text(N_("No activity is red.")))

    # What is left

    def _show_assessing(self, status: PlanStatus | None) -> None:
        said = self._desk.language
        found = status.assessing if status is not None else None
        self.assessing.show_progress(found, said)
        if found is None:
            nothing = N_("No action plan yet") if status is None else N_("No quarter is open for assessment.")
            self.assessing.show_rows(said.text(N_("To assess")), (), said.text(nothing))
            return
        title = said.text(N_("To assess, Q{number} {year}"), **_when(found.quarter))
        rows = list(self._rows(found))[:_MOST_ROWS]
        nothing = N_("Everything that is due is assessed.") if found.total else N_("The plan has no activities yet.")
        self.assessing.show_rows(counted(said, title, len(found.left)), rows, said.text(nothing))

    def _rows(self, found: Assessing) -> Iterator[Row]:
        said = self._desk.language
        for owing in found.owing:
            text = said.text(N_("{unit} has not answered"), unit=owing.caption(said.code))
            icon, colour = ("mail-warning", "bad") if owing.is_late else ("mail-question-mark", "warn")
            yield Row(_TO_THE_PLAN, text, self._wanted(owing), icon=icon, colour=colour)
        for item in found.left:
            yield Row(item.number, item.caption(said.code), icon="circle-dashed")

    def _wanted(self, owing: Owing) -> str:
        """Until when an answer is, or was, wanted."""
        if owing.due_on is None:
            return ""
        sentence = N_("late since {day}") if owing.is_late else N_("by {day}")
        return self._desk.text(sentence, day=self._desk.language.day(owing.due_on))


def _when(quarter: str) -> dict[str, int]:
    period = Period.named(quarter)
    return {"number": period.number, "year": period.year}
