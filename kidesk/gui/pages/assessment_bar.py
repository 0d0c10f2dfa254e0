"""The bars over a round of assessments: its quarter, how far it has come, what of it is shown, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QProgressBar, QPushButton, QTabBar, QToolButton

from kidesk.gui.desk import Desk
from kidesk.gui.icons import dress_button
from kidesk.gui.pages.plan_pane import bare_column
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.i18n import N_
from kidesk.operations.assessment_round import SHOWN, Round
from kidesk.records.quarter import Colour, Period, Quarter, QuarterStatus

_PROGRESS_WIDTH = 170
SEAL, REOPEN = N_("Seal the quarter…"), N_("Reopen the quarter…")


class RoundBar(QFrame):
    """`left` goes back to the plan; `quarter_chosen` carries a name, `shown_chosen` a key of `SHOWN`."""

    left = Signal()
    seal_asked = Signal()
    quarter_chosen = Signal(str)
    shown_chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "topbar")
        self._desk = desk
        self._names: list[str] = []
        self._quarters: dict[str, Quarter] = {}
        self._round: Round | None = None
        self.back = QToolButton()
        self.plan = PlainLabel("", "strong", elide=True)
        self.quarter, self.seal_button = QComboBox(), QToolButton()
        self.progress, self.said = QProgressBar(), PlainLabel("", "strong")
        self.tabs = QTabBar()
        self._dress()
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setContentsMargins(18, 8, 20, 4)
        first.setSpacing(12)
        first.addWidget(self.back)
        first.addWidget(self.plan, 3)
        first.addWidget(self.said)
        first.addWidget(self.progress, 1)
        first.addWidget(self.quarter)
        first.addWidget(self.seal_button)
        second.setContentsMargins(12, 0, 20, 0)
        second.addWidget(self.tabs)
        second.addStretch(1)
        column = bare_column(self)
        column.addLayout(first)
        column.addLayout(second)
        desk.keep_saying(self, self._speak)

    def _dress(self) -> None:
        say = self._desk.say
        self.back.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        dress_button(self.back, "arrow-left", "", 16)
        words = N_("Back to the plan")
        for setter in (self.back.setText, self.back.setAccessibleName, partial(set_tool_tip, self.back)):
            say(self.back, setter, words)
        self.back.clicked.connect(self.left)
        self.progress.setTextVisible(False)
        self.progress.setMinimumWidth(_PROGRESS_WIDTH // 3)
        self.progress.setMaximumWidth(_PROGRESS_WIDTH)
        say(self.quarter, self.quarter.setAccessibleName, N_("Quarter"))
        self.quarter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.quarter.activated.connect(lambda place: self.quarter_chosen.emit(self._names[place]))
        self.seal_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.seal_button.clicked.connect(self.seal_asked)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        say(self.tabs, self.tabs.setAccessibleName, N_("What of the round is shown"))
        for _key in SHOWN:
            self.tabs.addTab("")
        self.tabs.currentChanged.connect(lambda place: self.shown_chosen.emit(list(SHOWN)[place]))

    def shown(self) -> str:
        """Which activities are shown: a key of `SHOWN`."""
        return list(SHOWN)[max(self.tabs.currentIndex(), 0)]

    def show_round(self, found: Round, quarters: Sequence[Quarter], now: Period) -> None:
        """Shows how far a round has come, and the quarters to choose from; `now` may not have begun."""
        self._round = found
        self._quarters = {quarter.name: quarter for quarter in quarters}
        names = sorted({*self._quarters, found.period.name, now.name})
        if names != self._names:
            self._names = names
            self.quarter.clear()
            self.quarter.addItems(names)
        self.quarter.setCurrentIndex(names.index(found.period.name))
        self.progress.setRange(0, max(len(found.activities), 1))
        self.progress.setValue(found.assessed)
        self._speak()

    def _quarter_name(self, name: str, quarter: Quarter | None) -> str:
        said = Period.named(name).heading(self._desk.language)
        if quarter is not None and quarter.status == QuarterStatus.OPEN:
            return said
        status = N_("not begun") if quarter is None else quarter.status.label
        return self._desk.text(N_("{quarter} ({status})"), quarter=said, status=self._desk.text(status))

    def _speak(self) -> None:
        found, said = self._round, self._desk.language
        if found is None:
            return
        self.plan.setText(found.plan.caption(said.code))
        for place, name in enumerate(self._names):
            self.quarter.setItemText(place, self._quarter_name(name, self._quarters.get(name)))
        count, done = len(found.activities), said.number(found.assessed)
        self._speak_seal(found)
        words = said.plural("{done} of {count} assessed", "{done} of {count} assessed", count, done=done)
        self.said.setText(words)
        self.progress.setAccessibleName(words)
        for place, (label, holds) in enumerate(SHOWN.values()):
            count = sum(holds(one) for one in found.activities)
            self.tabs.setTabText(place, f"{said.text(label)}  {said.number(count)}")

    def _speak_seal(self, found: Round) -> None:
        words = self._desk.text(SEAL if found.seal is None else REOPEN)
        dress_button(self.seal_button, "lock" if found.seal is None else "lock-open")
        self.seal_button.setVisible(found.quarter is not None)
        self.seal_button.setAccessibleName(words)
        set_tool_tip(self.seal_button, words)


class NextStep(QFrame):
    """What there is to do with the whole quarter: begin, seal or reopen it. Hidden while there is nothing."""

    begin_asked = Signal()
    seal_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "strip")
        self._desk = desk
        self._round: Round | None = None
        self.words = PlainLabel("", "strong", wrap=True)
        self.button = QPushButton()
        self.button.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 20, 8)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.hide()
        desk.keep_saying(self, self._speak)

    def show_round(self, found: Round) -> None:
        """Shows what comes next in a round."""
        self._round = found
        self._speak()

    def _ask(self) -> None:
        if self._round is not None:
            (self.begin_asked if self._round.quarter is None else self.seal_asked).emit()

    def _speak(self) -> None:
        found = self._round
        if found is None:
            return
        self.setVisible(found.quarter is None or found.seal is not None or found.is_done)
        quarter = found.period.said(self._desk.language)
        if found.quarter is None:
            begun = self._desk.text(N_("{quarter} is not in the register yet."), quarter=quarter)
            self._say("plus", N_("Begin the quarter"), begun)
        elif found.seal is not None:
            self._say("lock-open", REOPEN, self._sealed(found, quarter))
        else:
            self._say("lock", SEAL, self._done(found))

    def _say(self, sign: str, button: str, words: str) -> None:
        self.words.setText(words)
        self.button.setText(self._desk.text(button))
        dress_button(self.button, sign)

    def _sealed(self, found: Round, quarter: str) -> str:
        assert found.seal is not None
        return self._desk.text(
            N_(
                "{who} sealed {quarter} on {day}. It is shown as it was then, and nothing in it can be changed until "
                "it is reopened with a reason."
            ),
            who=found.seal.who,
            quarter=quarter,
            day=self._desk.language.day(found.seal.at.date()),
        )

    def _done(self, found: Round) -> str:
        said = self._desk.language
        count = len(found.activities)
        done = said.plural("{count} activity is assessed.", "All {count} activities are assessed.", count)
        lacking = sum(bool(one.lack) for one in found.activities if one.colour == Colour.RED)
        if not lacking:
            return done
        more = said.plural(
            "{count} red one lacks a comment or a reason.", "{count} red ones lack a comment or a reason.", lacking
        )
        return f"{done} {more}"
