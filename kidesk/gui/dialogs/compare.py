"""Compare two quarters of a plan: how each activity moved, and its comments with the changed words marked."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.labelled import Labelled, Options
from kidesk.gui.dialogs.moves import MovesTable
from kidesk.gui.icons import dress_button
from kidesk.gui.marked_text import MarkedText
from kidesk.gui.plain import PlainLabel
from kidesk.gui.preview.choices import quarters_to_choose
from kidesk.i18n import N_
from kidesk.operations.compare_quarters import Comparison, compare
from kidesk.operations.quarter_content import latest_assessed
from kidesk.records.quarter import Period, Trend
from kidesk.records.quarter_move import Move, Words

_COMMENT_HEIGHT = 112


class CompareDialog(Frame):
    """Two quarters of the plan with the id `plan`.

    `chosen` carries the id of an activity to go to, `preview_asked` the names of the two quarters, the earlier first.
    """

    chosen = Signal(int)
    preview_asked = Signal(str, str)

    def __init__(self, desk: Desk, plan: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Compare quarters"), parent, (1040, 740))
        self._plan = plan
        self._task: tasks.Task | None = None
        self.compared: Comparison | None = None
        self.earlier = Options(desk, quarters_to_choose(desk), is_named=True)
        self.later = Options(desk, quarters_to_choose(desk), is_named=True)
        self.only_changed = QPushButton()
        self.summary, self.nothing = PlainLabel("", "strong", wrap=True), PlainLabel("", "muted", wrap=True)
        self.table = MovesTable()
        self.before, self.now = MarkedText(), MarkedText()
        self._before_label, self._now_label = PlainLabel("", "section"), PlainLabel("", "section")
        self._fill()
        self._connect()
        self._choose_latest()
        self.table.setFocus()
        self.read()

    def _fill(self) -> None:
        desk = self.desk
        desk.say(self.only_changed, self.only_changed.setText, N_("Only changed"))
        self.only_changed.setCheckable(True)
        dress_button(self.only_changed, "list-filter", "", 16)
        row = QHBoxLayout()
        row.setSpacing(16)
        for label, options in ((N_("Earlier quarter"), self.earlier), (N_("Later quarter"), self.later)):
            box = Labelled(desk, label, options)
            box.setMaximumWidth(200)
            row.addWidget(box, 1)
        row.addStretch(2)
        beside = QVBoxLayout()
        beside.addStretch(1)
        beside.addWidget(self.only_changed)
        row.addLayout(beside)
        self.body.addLayout(row)
        self.body.addWidget(self.summary)
        desk.say(self.table, self.table.setAccessibleName, N_("Activities"))
        desk.say(self.nothing, self.nothing.setText, N_("Nothing differs between the quarters."))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.nothing, 1)
        self.nothing.hide()  # nobody knows before both are read
        comments = QHBoxLayout()
        comments.setSpacing(16)
        for name, text in ((self._before_label, self.before), (self._now_label, self.now)):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(name)
            column.addWidget(text)
            text.setFixedHeight(_COMMENT_HEIGHT)
            comments.addLayout(column, 1)
        self.body.addLayout(comments)
        self.preview_button = self.add_button(N_("Preview and print…"), self._ask_preview, "file-text", at_start=True)
        self.add_button(N_("Close"), self.reject)
        self.go_button = self.add_button(N_("Go to the activity"), self.go, "arrow-right", is_default=True)

    def _connect(self) -> None:
        for options in (self.earlier, self.later):
            options.activated.connect(self.read)
        self.only_changed.toggled.connect(lambda: self._show())
        self.table.selectionModel().currentRowChanged.connect(lambda: self._show_comments())
        self.table.doubleClicked.connect(lambda index: self.go())
        self.desk.language_changed.connect(self._speak)
        self.desk.settings_changed.connect(self._show_comments)  # its colours; a lambda would outlive the dialog
        self.finished.connect(self._drop)

    def _choose_latest(self) -> None:
        """Begins with the latest quarter that has assessments and the one before it."""
        names = [name for name, _ in quarters_to_choose(self.desk)]
        latest = latest_assessed(self.desk.store)
        later = latest.name if latest.name in names[:-1] else names[0]
        earlier = (Period.named(later) - 1).name
        self.later.set_value(later)
        self.earlier.set_value(earlier if earlier in names else names[names.index(later) + 1])

    # Reading

    def read(self) -> None:
        """Reads both quarters in the background; what was shown before stays until then."""
        self._drop()
        desk, plan = self.desk, self._plan
        first, last = (Period.named(one.value()) for one in (self.earlier, self.later))

        def work(progress: tasks.Progress) -> Comparison:
            return compare(desk.store, first, last, desk.settings, plan)

        def done(found: Comparison) -> None:
            if self._task is task:
                self._task = None
                self.compared = found
                self.banner.hide()
                self._show()

        def failed(error: BaseException) -> None:
            if self._task is task:
                self._task = None
                self._fail(error)

        task = self._task = tasks.begin(work, done, failed)

    @property
    def is_reading(self) -> bool:
        """Whether the quarters are being read."""
        return self._task is not None

    def _drop(self) -> None:
        self._task = None

    def _fail(self, error: BaseException) -> None:
        self.compared = None
        if isinstance(error, KideskError):
            known = error
            self.banner.say("bad", lambda: known.said(self.desk.language))
        else:
            self.banner.say("bad", lambda: self.desk.text(tasks.UNEXPECTED))
        self._show()

    # Showing

    def _speak(self) -> None:
        for options in (self.earlier, self.later):
            chosen = options.value()
            options.set_options(quarters_to_choose(self.desk))
            options.set_value(chosen)
        self._show()

    def _show(self) -> None:
        found, kept = self.compared, self.table.current()
        moves = found.moves if found is not None else ()
        shown = [move for move in moves if move.is_changed or not self.only_changed.isChecked()]
        headings = [period.heading(self.desk.language) for period in self._quarters()]
        self.table.moves.show_moves(shown, headings or ["", ""], self.desk.language)
        self.table.select(kept.item if kept is not None else None)
        self.table.setVisible(bool(shown) or found is None)
        self.nothing.setVisible(found is not None and not shown)
        counted = Counter(move.trend for move in moves)
        text, number = self.desk.text, self.desk.language.number
        self.summary.setText(" · ".join(f"{text(one.label)} {number(counted[one])}" for one in Trend if counted[one]))
        self.preview_button.setEnabled(found is not None)
        self._show_comments()

    def _quarters(self) -> list[Period]:
        return [self.compared.first, self.compared.last] if self.compared is not None else []

    def _show_comments(self) -> None:
        move, language = self.table.current(), self.desk.language
        words = self._words(move) if move is not None else ()
        shown = (self._before_label, self.before, "added"), (self._now_label, self.now, "removed")
        quarters = [period.said(language) for period in self._quarters()] or ["", ""]
        for quarter, (label, text, hidden) in zip(quarters, shown, strict=True):
            said = self.desk.text(N_("Comment, {quarter}"), quarter=quarter) if quarter else ""
            label.setText(said)
            text.setAccessibleName(said)
            text.show_words([one for one in words if one.change != hidden], language)
            text.setPlaceholderText(self.desk.text(N_("No comment")) if move is not None else "")
        self.go_button.setEnabled(move is not None and move.now is not None)

    def _words(self, move: Move) -> tuple[Words, ...]:
        code = self.desk.language.code
        return move.comment(move.changed_comment(code) or code)

    # What is done

    def go(self) -> None:
        """Goes to the selected activity."""
        move = self.table.current()
        if move is not None and self.go_button.isEnabled():
            self.accept()
            self.chosen.emit(move.item)

    def _ask_preview(self) -> None:
        if self.compared is not None:
            first, last = self.compared.first.name, self.compared.last.name
            self.accept()
            self.preview_asked.emit(first, last)
