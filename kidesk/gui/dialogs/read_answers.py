"""A unit's answers read back: three ways, accepted activity by activity and field by field, taken in one step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.answer_fields import AnswerFields
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.import_agreements import Notices
from kidesk.gui.dialogs.import_preview import Counts
from kidesk.gui.dialogs.labelled import Labelled
from kidesk.gui.dialogs.lines import LinesTable
from kidesk.gui.empty import EmptyState
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.read_answers import Answers, Entry, Outcome, read_answers
from kidesk.operations.take_answers import take
from kidesk.records.quarter import Period

_FILES = N_("Forms that were sent back (*.xlsx *.csv)")
_STOPPED = N_("Stopped. Nothing was read.")
_WORDS = {
    "new": N_("New answers"),
    "conflict": N_("Both changed"),
    "unchanged": N_("Nothing new"),
    "refused": N_("Lines left out"),
}
_LIST_HEIGHT = 37 + 6 * 32
_SHARE_WIDTH, _OUTCOME_WIDTH, _NAME_WIDTH = 148, 168, 400


class ReadAnswersDialog(Frame):
    """Reads a form that came back, of the quarter `period` where that is given; with a `file` it begins with that.

    `taken` carries how many activities got another assessment.
    """

    taken = Signal(int)

    def __init__(
        self, desk: Desk, file: Path | None = None, period: Period | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, N_("Read a unit’s answer"), parent, (1040, 860))
        self._period = period
        self._file = file
        self._task: tasks.Task | None = None
        self.found: Answers | None = None
        self.wanted: dict[int, frozenset[str]] = {}
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_start())
        self._stack.addWidget(self._make_preview())
        self.body.addWidget(self._stack, 1)
        self.none_button = self.add_button(N_("Take none"), lambda: self._take_those(), at_start=True)
        self.all_button = self.add_button(N_("Take all that is new"), self._take_new, at_start=True)
        self.add_button(N_("Cancel"), self.reject)
        self.take_button = self.add_button(N_("Take the answers"), self.take, "check", is_default=True)
        desk.keep_saying(self, self._speak)
        if file is not None:
            self.read(file)

    def _make_start(self) -> QWidget:
        start = EmptyState("mail-open")
        said = N_(
            "Choose the form that a unit has filled in and sent back, as a workbook (XLSX) or a CSV file. Nothing is "
            "changed until you have seen what it answers."
        )
        self.desk.keep_saying(
            start, lambda: start.set_text(self.desk.text(N_("Choose a form that came back")), self.desk.text(said))
        )
        self.choose_button = start.add_button("", "folder-open", primary=True)
        self.desk.say(self.choose_button, self.choose_button.setText, N_("Choose a file…"))
        self.choose_button.clicked.connect(self.choose)
        return start

    def _make_preview(self) -> QWidget:
        desk, shown = self.desk, QWidget()
        self.about, self.other = PlainLabel("", "strong", elide=True), QPushButton()
        desk.say(self.other, self.other.setText, N_("Choose another file…"))
        dress_button(self.other, "", "quiet")
        self.other.clicked.connect(self.choose)
        head = QHBoxLayout()
        head.addWidget(self.about, 1)
        head.addWidget(self.other)
        self.counts, self.notices = Counts(desk, _WORDS), Notices()
        desk.say(self.notices, self.notices.setAccessibleName, N_("Lines left out"))
        self.entries, self.fields = LinesTable(), AnswerFields(desk)
        desk.say(self.entries, self.entries.setAccessibleName, N_("Activities"))
        desk.say(self.fields, self.fields.setAccessibleName, N_("What is sent, now and answered"))
        self.entries.selectionModel().currentRowChanged.connect(lambda: self._show_entry())
        self.fields.chosen.connect(self._choose_field)
        toggle = QShortcut(QKeySequence(Qt.Key.Key_Space), self.entries)
        toggle.setContext(Qt.ShortcutContext.WidgetShortcut)
        toggle.activated.connect(self.toggle)
        self.answered_by = QLineEdit()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        for widget in (self.counts, self.notices, self.entries):
            column.addWidget(widget)
        hint = PlainLabel("", "small", wrap=True)
        said = N_("Space takes or leaves an activity’s answers. Where both changed, nothing is taken until you say so.")
        desk.say(hint, hint.setText, said)
        column.addWidget(hint)
        column.addWidget(self.fields, 1)
        who = Labelled(desk, N_("Answered by"), self.answered_by)
        who.setMaximumWidth(_NAME_WIDTH)
        column.addWidget(who)
        return shown

    # Reading

    def choose(self) -> None:
        """Asks for a file and reads it."""
        text = self.desk.text
        file = places.choose_to_read(self, text(N_("Choose a form that came back")), text(_FILES))
        if file is not None:
            self.read(file)

    def read(self, file: Path) -> None:
        """Reads a form in the background; what was shown before stays until then."""
        store, period = self.desk.store, self._period

        def work(progress: tasks.Progress) -> tuple[Path, Answers]:
            return file, read_answers(store, file, period, tasks.heeding(progress, _STOPPED))

        self.banner.hide()
        words = (self.desk.text(N_("Reading the file")), self.desk.text(N_("Cancel")))
        self._task = tasks.start(self, words, work, self._done, self._failed)
        self._offer()

    @property
    def is_reading(self) -> bool:
        """Whether a file is being read."""
        return self._task is not None

    def _done(self, read: tuple[Path, Answers]) -> None:
        self._task = None
        self._file, self.found = read
        self.wanted = self.found.fields(Outcome.NEW)
        self.answered_by.setText(self.found.answered_by)
        self._speak()
        self._select_first()
        if not self.found.is_answered:
            self.banner.say("info", lambda: self.desk.text(N_("The form answers nothing beyond what was sent.")))

    def _failed(self, error: BaseException) -> None:
        self._task = None
        known = error if isinstance(error, KideskError) else KideskError(tasks.UNEXPECTED)
        self.banner.say("info" if isinstance(error, tasks.Stopped) else "bad", lambda: known.said(self.desk.language))
        self._offer()

    def _select_first(self) -> None:
        """Begins with what must be decided, then with what is new."""
        assert self.found is not None
        order = [entry.outcome for entry in self.found.entries]
        first = next((order.index(one) for one in (Outcome.CONFLICT, Outcome.NEW) if one in order), 0)
        self.entries.selectRow(first)
        self.entries.setFocus()

    # Showing

    def _speak(self) -> None:
        self._stack.setCurrentIndex(0 if self.found is None else 1)
        if self.found is not None and self._file is not None:
            language, found = self.desk.language, self.found
            unit, quarter = found.unit_caption(language.code), found.period.said(language)
            self.about.setText(f"{unit} · {quarter} · {self._file.name}")
            refused = {"refused": len(found.refused)}
            self.counts.show_counts({str(one): found.count(one) for one in Outcome} | refused)
            said = N_("Line {line}: {problem}")
            lines = ((str(line), problem.said(language)) for line, problem in found.refused)
            self.notices.show_notices([("warn", language.text(said, line=line, problem=why)) for line, why in lines])
            self._show_entries()
        self._offer()

    def _show_entries(self) -> None:
        """The activities, and what of each is taken; the selected one stays selected."""
        assert self.found is not None
        language, row = self.desk.language, max(self.entries.currentIndex().row(), 0)
        headings = [language.text(one) for one in (N_("Answers taken"), N_("Activity"), N_("Outcome"))]
        entries = self.found.entries
        lines = [[self._share(one), one.title(language.code), language.text(one.outcome.label)] for one in entries]
        self.entries.show_lines(headings, lines, [str(one.outcome.tone) for one in entries])
        header = self.entries.horizontalHeader()
        for column, width in ((0, _SHARE_WIDTH), (1, 0), (2, _OUTCOME_WIDTH)):
            header.setSectionResizeMode(column, header.ResizeMode.Fixed if width else header.ResizeMode.Stretch)
            header.resizeSection(column, width or header.sectionSize(column))
        self.entries.setMaximumHeight(min(self.entries.maximumHeight(), _LIST_HEIGHT))
        self.entries.selectRow(min(row, len(entries) - 1))

    def _share(self, entry: Entry) -> str:
        """How many of an activity's answers are taken."""
        whole = len(entry.keys(Outcome.NEW, Outcome.CONFLICT))
        taken = len(self.wanted.get(entry.item, ()))
        if not whole:
            return "–"
        said = N_("{taken} of {whole}")
        return self.desk.text(said, taken=self.desk.language.number(taken), whole=self.desk.language.number(whole))

    def entry(self) -> Entry | None:
        """The activity that is selected."""
        row = self.entries.currentIndex().row()
        return self.found.entries[row] if self.found is not None and 0 <= row < len(self.found.entries) else None

    def _show_entry(self) -> None:
        entry = self.entry()
        self.fields.show_entry(entry, self.wanted.get(entry.item, ()) if entry is not None else ())

    def _offer(self) -> None:
        is_answered = self.found is not None and self.found.is_answered and self._task is None
        for button in (self.take_button, self.all_button, self.none_button):
            button.setVisible(self.found is not None)
            button.setEnabled(is_answered)
        self.choose_button.setEnabled(self._task is None)
        self.other.setEnabled(self._task is None)

    # Choosing

    def toggle(self) -> None:
        """Takes all answers of the selected activity, or leaves them where all are taken."""
        entry = self.entry()
        if entry is not None:
            keys = entry.keys(Outcome.NEW, Outcome.CONFLICT)
            self._accept(entry, frozenset() if self.wanted.get(entry.item) == keys else keys)
            self._show_entry()

    def _choose_field(self, key: str, is_taken: bool) -> None:
        entry = self.entry()
        if entry is not None:
            keys = self.wanted.get(entry.item, frozenset())
            self._accept(entry, keys | {key} if is_taken else keys - {key})

    def _accept(self, entry: Entry, keys: frozenset[str]) -> None:
        self.wanted = {item: held for item, held in self.wanted.items() if item != entry.item}
        if keys:
            self.wanted[entry.item] = keys
        row = self.entries.currentIndex().row()
        self.entries.lines.set_text(row, 0, self._share(entry))

    def _take_those(self, *outcomes: Outcome) -> None:
        if self.found is not None:
            self.wanted = self.found.fields(*outcomes)
            self._show_entries()
            self._show_entry()

    def _take_new(self) -> None:
        self._take_those(Outcome.NEW)

    # What is done

    def take(self) -> None:
        """Takes the accepted answers and closes, or says why not."""
        if self.found is None:
            return
        try:
            count = take(self.desk.store, self.found, self.wanted, self.answered_by.text())
        except KideskError as error:
            self._failed(error)
        else:
            self.taken.emit(count)
            self.accept()

    def reject(self) -> None:
        """Closes; while a file is being read, asks that to stop instead."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()
