"""The history of a record: who changed what from what to what, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kidesk.gui.breaking_text import broken
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame, Pane
from kidesk.gui.dialogs.past import Change, PastReader, Step
from kidesk.gui.empty import EmptyState
from kidesk.gui.icons import IconLabel
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.records.person import Person
from kidesk.records.protection import is_protected
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.store.store import Past, Store

AT_ONCE = 30
_LABEL_WIDTH = 150


def _names_protected(store: Store, past: Sequence[Past]) -> bool:
    """Whether a part of the record is, or ever was, about somebody with a protected identity."""
    numbers = {values["person_id"] for one in past for values in (one.old, one.new) if values.get("person_id")}
    return any(one.has_protected_identity for one in store.page(Person, sorted(numbers), ()).values())


class ValueLabel(PlainLabel):
    """A value of any length: it breaks at words and, where one is too long for the line, within it."""

    def __init__(self, text: str, role: str) -> None:
        super().__init__(text, "muted" if role == "before" else "body", wrap=True)

    def heightForWidth(self, width: int) -> int:
        """The height of the broken text."""
        return ceil(self._broken(width).boundingRect().height())

    def _broken(self, width: int) -> QTextLayout:
        return broken(self.text(), self.font(), width)

    def sizeHint(self) -> QSize:
        """As wide as the layout likes."""
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def minimumSizeHint(self) -> QSize:
        """No word makes the dialog wider."""
        return QSize(80, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the broken text."""
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            self._broken(self.width()).draw(painter, QPointF(0, 0))


class HistoryDialog(Frame):
    """Shows the history of one record; a long one grows by a button at its end."""

    def __init__(self, desk: Desk, record_type: RecordType, number: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("History"), parent, (780, 660))
        self.type = record_type
        self._past = desk.store.past(record_type.record, number)
        self._record = desk.store.get(record_type.record, number)
        self._hides_words = _names_protected(desk.store, self._past)
        self._captions: dict[tuple[type[Record], int], str] = {}
        self.shown = AT_ONCE
        self.steps: list[Step] = []
        self.subtitle = PlainLabel("", "muted", wrap=True)
        self.body.addWidget(self.subtitle)
        self.pane = Pane(QWidget())
        desk.say(self.pane, self.pane.setAccessibleName, N_("History"))
        self.add_pane(self.pane)
        self.add_close()
        desk.keep_saying(self, self._fill)

    def _fill(self) -> None:
        language = self.desk.language
        self._captions.clear()
        self.steps = list(PastReader(self.type, language, self._caption, self._hides_words).steps(self._past))
        if self._record is not None and is_protected(self._record):
            self.steps = [replace(step, changes=()) for step in self.steps]  # old values would give the person away
        self.subtitle.setText(self._record.caption(language.code) if self._record else "")
        self._show_steps()

    def _show_steps(self) -> None:
        content = QWidget()
        content.setProperty("kind", "clear")
        column = QVBoxLayout(content)
        column.setContentsMargins(6, 6, 12, 6)
        column.setSpacing(10)
        if not self.steps:
            title, text = N_("No history yet"), N_("Changes to this record will stand here.")
            column.addWidget(EmptyState("history", self.desk.text(title), self.desk.text(text)))
        self.more = QPushButton(self.desk.text(N_("Show earlier changes")))
        self.more.clicked.connect(self._show_more)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._column = column
        self.pane.setWidget(content)
        wanted, self.shown = max(self.shown, AT_ONCE), 0
        self._add_cards(wanted)

    def _add_cards(self, count: int) -> None:
        for step in self.steps[self.shown : self.shown + count]:
            self._column.insertWidget(self._column.count() - 2, self._card(step))
        self.shown += count
        self.more.setVisible(len(self.steps) > self.shown)

    def _show_more(self) -> None:
        self._add_cards(AT_ONCE)
        self.pane.setFocus()

    def _card(self, step: Step) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        card.setAccessibleName(step.verb)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(PlainLabel(step.verb, "strong", wrap=True), 1, Qt.AlignmentFlag.AlignTop)
        said = self.desk.text(N_("{when} by {who}"), when=self.desk.language.moment(step.at), who=step.who)
        head.addWidget(PlainLabel(said, "small"), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        if step.changes:
            column.addLayout(self._changes(step.changes))
        return card

    def _changes(self, changes: tuple[Change, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        for row, change in enumerate(changes):
            label = PlainLabel(change.label, "muted", wrap=True)
            label.setFixedWidth(_LABEL_WIDTH)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(label, row, 0, top)
            grid.addWidget(ValueLabel(change.before, "before"), row, 1)
            grid.addWidget(IconLabel("arrow-right", "muted", 16), row, 2, top)
            grid.addWidget(ValueLabel(change.after, "after"), row, 3)
        return grid

    def _caption(self, record: type[Record], number: int) -> str:
        key = (record, number)
        if key not in self._captions:
            found = self.desk.store.get(record, number)
            gone = self.desk.text(N_("a deleted record ({number})"), number=number)
            self._captions[key] = found.caption(self.desk.language.code) if found else gone
        return self._captions[key]
