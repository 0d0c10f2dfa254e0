"""The editor of a risk assessment's answers: question by question, beside what was answered before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from kidesk.gui import theme
from kidesk.gui.answer_card import AnswerCard
from kidesk.gui.desk import Desk
from kidesk.gui.editor import Editor
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.records.field import Unreadable
from kidesk.records.risk_assessment import Answers, RiskAnswer, RiskAssessment
from kidesk.records.risk_comparison import NO_LONGER_ASKED, Line, compared, progress
from kidesk.records.risk_guideline import RiskBlock, RiskGuideline


class AnswersEditor(QWidget):
    """The answers to the questions chosen in `questions`, beside those of the assessment chosen in `earlier`.

    `changed` is sent when a person changes an answer. An answer that was stored stays until its row is removed.
    """

    changed = Signal()

    def __init__(self, desk: Desk, field: Answers, questions: Editor, earlier: Editor) -> None:
        super().__init__()
        self.desk = desk
        self.field = field
        self.cards: list[AnswerCard] = []
        self._questions, self._earlier = questions, earlier
        self._shown: tuple[int | None, int | None] = (None, None)
        self._stored: list[int] = []
        self._progress = PlainLabel("", "strong", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._progress)
        self._column.addWidget(self._bar)
        desk.keep_saying(self, self._say_progress)
        for editor in (questions, earlier):
            editor.changed.connect(self._follow)

    # What is shown

    def set_value(self, parts: Sequence[RiskAnswer]) -> None:
        """Shows stored answers."""
        self._stored = [part.id for part in parts if part.id is not None]
        self._show(parts)

    def showEvent(self, event: QShowEvent) -> None:
        """Brings the questions that were chosen meanwhile."""
        super().showEvent(event)
        self._follow()

    def _follow(self) -> None:
        if (_chosen(self._questions), _chosen(self._earlier)) != self._shown:
            self._show([card.answer() for card in self.cards if card.is_kept()])

    def _show(self, answers: Sequence[RiskAnswer]) -> None:
        self._shown = (_chosen(self._questions), _chosen(self._earlier))
        guideline, previous = self._record(RiskGuideline, 0), self._record(RiskAssessment, 1)
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body, self.cards = QWidget(), []
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for block, lines in groupby(compared(guideline, answers, previous), _block):
            heading = PlainLabel("", "section")
            self.desk.say(heading, heading.setText, block.label if block else NO_LONGER_ASKED)
            column.addWidget(heading)
            for line in lines:
                column.addWidget(self._card(line, previous))
        self._column.addWidget(self._body)
        self._say_progress()

    def _record(self, record: type[Any], place: int) -> Any:
        number = self._shown[place]
        return self.desk.store.get(record, number) if number is not None else None

    def _card(self, line: Line, previous: RiskAssessment | None) -> AnswerCard:
        card = AnswerCard(self.desk, self.field, line, previous)
        card.changed.connect(self._change)
        card.removed.connect(partial(self._remove, card))
        self.cards.append(card)
        return card

    def _change(self) -> None:
        self._say_progress()
        self.changed.emit()

    def _remove(self, card: AnswerCard) -> None:
        place = self.cards.index(card)
        self.cards.remove(card)
        card.hide()
        card.deleteLater()
        if self.cards:
            self.cards[min(place, len(self.cards) - 1)].setFocus()
        self._change()

    def _first(self) -> AnswerCard | None:
        """Where the keyboard goes: to the first question without an answer, else to the first of all."""
        unanswered = (card for card in self.cards if not card.is_answered())
        return next(unanswered, self.cards[0] if self.cards else None)

    def _say_progress(self) -> None:
        asked = [card for card in self.cards if card.line.question is not None]
        given = sum(card.is_answered() for card in asked)
        if asked:
            said = progress(given, len(asked), self.desk.language)
        else:
            said = self.desk.text(N_("Choose the questions in the section “Assessment” first."))
        self.setFocusProxy(self._first() or self._progress)
        self._progress.setText(said)
        self._bar.setVisible(bool(asked))
        self._bar.setRange(0, max(len(asked), 1))
        self._bar.setValue(given)
        self._bar.setAccessibleName(said)

    # The value

    def _kept(self) -> list[AnswerCard]:
        """The cards with something to keep: stored answers in their order, then new ones."""
        place = {number: place for place, number in enumerate(self._stored)}
        return sorted(
            (card for card in self.cards if card.is_kept()),
            key=lambda card: place.get(card.number or 0, len(place)),
        )

    def value(self) -> list[dict[str, Any]]:
        """The answers' values."""
        return [card.values() for card in self._kept()]

    def state(self) -> object:
        """What was entered."""
        return tuple(card.state() for card in self._kept())

    # Problems

    def set_name(self, name: str) -> None:
        """What a screen reader calls the answers."""
        self.setAccessibleName(name)

    def show_problem(self, sentence: str) -> None:
        """Marks the answers as wrong, or as right when there is nothing to say."""
        theme.mark(self, "invalid", bool(sentence))
        self.setAccessibleDescription(sentence)
        for card in self.cards:
            card.show_problem("")

    def show_cell(self, row: int, key: str, sentence: str) -> None:
        """Marks the comment of one answer as wrong; the row is counted from 1."""
        kept = self._kept()
        if 1 <= row <= len(kept):
            kept[row - 1].show_problem(sentence)

    def focus_cell(self, row: int, key: str) -> None:
        """Puts the keyboard into one answer's comment; the row is counted from 1."""
        kept = self._kept()
        if 1 <= row <= len(kept):
            kept[row - 1].comment.setFocus()


def _chosen(editor: Editor) -> int | None:
    """The number of the record chosen in an editor; None while what is typed there is none."""
    try:
        number = editor.value()
    except Unreadable:
        return None
    return number if isinstance(number, int) else None


def _block(line: Line) -> RiskBlock | None:
    return line.question.block if line.question is not None else None
