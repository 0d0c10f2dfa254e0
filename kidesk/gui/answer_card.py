"""One question of a risk assessment in the form: question, guidance, answer and comment, and the earlier answer."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from kidesk.gui.badges import TONE_ICONS, BadgeLabel
from kidesk.gui.desk import Desk
from kidesk.gui.editors import ChoiceEditor, ProseEditor
from kidesk.gui.icons import dress_button, icon
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.gui.problem_line import ProblemLine
from kidesk.i18n import N_
from kidesk.records.fields import Choice
from kidesk.records.record import bilingual
from kidesk.records.risk_assessment import Answers, RiskAnswer, RiskAssessment, RiskVerdict
from kidesk.records.risk_comparison import Change, Line

_CODE_WIDTH = 34
_COMMENT_HEIGHT = 58
_EARLIER_WIDTH = 220


class AnswerCard(QFrame):
    """`changed` is sent when a person changes the answer, `removed` when its row is to go.

    Only an answer whose question is no longer asked can be removed.
    """

    changed = Signal()
    removed = Signal()

    def __init__(self, desk: Desk, field: Answers, line: Line, previous: RiskAssessment | None) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.desk = desk
        self.line = line
        self.number = line.answer.id if line.answer is not None else None
        described = {one.key: one for one in field.fields}
        choice = described["verdict"]
        assert isinstance(choice, Choice)
        self.verdict, self.comment = ChoiceEditor(desk, choice), ProseEditor(desk, described["comment"])
        self.take = QPushButton(self)
        self._change = PlainLabel("", "small", wrap=True)
        self._problem = ProblemLine()
        self._dress(choice)
        self._lay_out(previous)
        self.verdict.set_value(line.answer.verdict if line.answer else RiskVerdict.NONE)
        self.comment.set_value(line.answer.comment if line.answer else "")
        for editor in (self.verdict, self.comment):
            editor.changed.connect(self._say_change)
            editor.changed.connect(self.changed)
        self.setFocusProxy(self.verdict)
        desk.keep_saying(self, self._speak)

    def _dress(self, choice: Choice) -> None:
        for place, term in enumerate(choice.terms):
            self.verdict.box.setItemIcon(place, icon(TONE_ICONS[str(term.tone)], str(term.tone), 16))
        self.comment.edit.setFixedHeight(_COMMENT_HEIGHT)
        self.desk.say(self.comment.edit, self.comment.edit.setPlaceholderText, N_("Comment"))

    def _lay_out(self, previous: RiskAssessment | None) -> None:
        self._code, self._question = PlainLabel(self.line.code, "strong"), PlainLabel("", "strong", wrap=True)
        self._help = PlainLabel("", "small", wrap=True)
        self._code.setFixedWidth(_CODE_WIDTH)
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 3)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._code, 0, 0, top)
        grid.addWidget(self._question, 0, 1, 1, 2)
        grid.addWidget(self._help, 1, 1, 1, 2)
        answer = QVBoxLayout()
        answer.setSpacing(6)
        answer.addWidget(self.verdict)
        answer.addWidget(self.comment)
        answer.addWidget(self._problem)
        answer.addStretch(1)
        grid.addLayout(answer, 2, 1, 1, 1 if previous else 2)
        if previous is not None:
            grid.addWidget(self._earlier(previous), 2, 2, top)
            grid.setColumnStretch(2, 2)
        if self.line.question is None:
            grid.addWidget(self._remove_button(), 0, 3, top)

    def _earlier(self, previous: RiskAssessment) -> QWidget:
        """What was answered before, and what has become of it."""
        box = QWidget()
        box.setMinimumWidth(_EARLIER_WIDTH)
        column = QVBoxLayout(box)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(4)
        when = PlainLabel("", "small", wrap=True)
        self.desk.keep_saying(when, lambda: when.setText(self._when(previous)))
        column.addWidget(when)
        before = self.line.before
        if before is not None:
            badge = BadgeLabel()
            self.desk.say(badge, lambda text: badge.set_badge(text, str(before.verdict.tone)), before.verdict.label)
            column.addWidget(badge)
            if before.comment.strip():
                column.addWidget(PlainLabel(before.comment, "body", wrap=True))
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self._change, 1)
        if before is not None and before.is_given:
            self.desk.say(self.take, self.take.setText, N_("Answer as before"))
            dress_button(self.take, "copy", "quiet", 16)
            self.take.setAutoDefault(False)
            self.take.clicked.connect(self._take)
            foot.addWidget(self.take)
        column.addLayout(foot)
        column.addStretch(1)
        return box

    def _when(self, previous: RiskAssessment) -> str:
        day = previous.decided_on or previous.assessed_on
        if day is None:
            return self.desk.text(N_("Earlier answer"))
        return self.desk.text(N_("Earlier answer, {day}"), day=self.desk.language.day(day))

    def _remove_button(self) -> QToolButton:
        remove = QToolButton()
        dress_button(remove, "x")
        self.desk.say(remove, remove.setAccessibleName, N_("Remove row"))
        self.desk.say(remove, lambda text: set_tool_tip(remove, text), N_("Remove row"))
        remove.clicked.connect(self.removed)
        return remove

    def _speak(self) -> None:
        code, question = self.desk.language.code, self.line.question
        text = self.desk.text
        asked = bilingual(question, "question", code) if question else text(N_("The question is no longer asked."))
        guidance = bilingual(question, "help", code) if question else ""
        self._question.setText(asked)
        self._help.setText(guidance)
        self._help.setVisible(bool(guidance))
        for editor in (self.verdict, self.comment):
            editor.set_name(f"{self.line.code} {asked}: {text(editor.field.label)}")
        self.verdict.control.setAccessibleDescription(guidance)
        self.take.setAccessibleName(f"{self.line.code}: {text(N_('Answer as before'))}")
        self._say_change()

    def _say_change(self) -> None:
        change = self.line.change_to(self.verdict.value() or RiskVerdict.NONE, self.comment.value())
        self._change.setText(self.desk.text(change.label) if change is not None else "")
        is_given = self.line.before is not None and self.line.before.is_given
        self.take.setVisible(is_given and change != Change.UNCHANGED)

    def _take(self) -> None:
        before = self.line.before
        if before is not None:
            self.verdict.set_value(before.verdict)
            self.comment.edit.setPlainText(before.comment)
            self._say_change()
            self.changed.emit()
            self.verdict.setFocus()

    # The value

    def is_answered(self) -> bool:
        """Whether the question has been answered."""
        return self.verdict.value() not in (None, RiskVerdict.NONE)

    def is_kept(self) -> bool:
        """Whether there is anything to save: an answer stored before, or one given now."""
        return self.number is not None or self.is_answered() or bool(self.comment.value().strip())

    def values(self) -> dict[str, Any]:
        """The answer's values by key, with its id where it is stored."""
        values = {"code": self.line.code, "verdict": self.verdict.value(), "comment": self.comment.value()}
        return values if self.number is None else values | {"id": self.number}

    def answer(self) -> RiskAnswer:
        """The answer as it stands."""
        return RiskAnswer(**self.values())

    def state(self) -> object:
        """What was entered."""
        return tuple(self.values().items())

    def show_problem(self, sentence: str) -> None:
        """Says what is wrong with the comment, or nothing."""
        self._problem.say(sentence)
        self.comment.show_problem(sentence)
