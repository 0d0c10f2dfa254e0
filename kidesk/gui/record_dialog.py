"""The one dialog in which a record is added or edited, whatever its type."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from kidesk.errors import KideskError, StaleRecord
from kidesk.gui import ask
from kidesk.gui.conflict import differences
from kidesk.gui.desk import Desk
from kidesk.gui.field_box import FieldBox
from kidesk.gui.files_page import FilesPage
from kidesk.gui.icons import dress_button
from kidesk.gui.like_note import LikeNote
from kidesk.gui.parts_editor import UnreadableCell
from kidesk.gui.plain import PlainLabel
from kidesk.gui.typed_dialog import TypedDialog
from kidesk.i18n import N_
from kidesk.operations import edit
from kidesk.operations.find_duplicates import WITH_DUPLICATES
from kidesk.records.attachment import Files
from kidesk.records.field import Problem, Stored, Unreadable
from kidesk.records.fields import Parts
from kidesk.records.outdated_text import outdated_texts
from kidesk.records.record import Record
from kidesk.records.record_type import Form, RecordType, Section, is_editable

_WIDTH, _HEIGHT = 860, 720


class RecordDialog(TypedDialog):
    """Adds or edits one record. `saved` carries its id and the doubts that did not stop it.

    The record itself is never touched: Cancel costs nothing. `file_asked` is what is asked of the record's files,
    `other_asked` to see another record in place of the one that was being entered.
    A new record may have another `form`, and another way to be kept (`keep`, which takes the values by key).
    """

    saved = Signal(int, object)
    file_asked = Signal(str, int, object)
    other_asked = Signal(object, int)

    def __init__(
        self,
        desk: Desk,
        record_type: RecordType,
        record: Record | None = None,
        *,
        values: dict[str, Any] | None = None,
        form: Form | None = None,
        keep: Callable[[dict[str, Any]], edit.Saved] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.type = record_type
        self._form = form or Form(record_type.new if record is None else N_("Edit {name}"), record_type.sections)
        self._keep = keep or self._edit
        self.number = record.id if record else None
        self.version = record.version if record else 0
        self.boxes: dict[str, FieldBox] = {}
        self._section_of: dict[str, int] = {}
        self._problems: list[Problem] = []
        self.note: LikeNote | None = None
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self._build()
        self._fill(record or record_type.record())
        for key, value in (values or {}).items():
            self.boxes[key].editor.set_value(value)
        self._clean = self.state()
        next(iter(self.boxes.values())).editor.setFocus()
        self.resize(_WIDTH, min(_HEIGHT, self.screen().availableGeometry().height() - 60))

    # The form

    def _build(self) -> None:
        title = PlainLabel("", "title")
        self.desk.keep_saying(title, lambda: title.setText(self._heading(self._form.title)))
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.pages = QStackedWidget()
        for section in self._form.sections:
            self._add_section(section)
            for field in section.fields:
                if isinstance(field, Files):
                    self._add_files(field)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        self.tabs.setVisible(self.tabs.count() > 1)
        self.desk.keep_saying(self, self._say_problems)
        for keys, step in ((QKeySequence.StandardKey.NextChild, 1), (QKeySequence.StandardKey.PreviousChild, -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._turn, step))
        self.desk.say(self.tabs, self.tabs.setAccessibleName, N_("Sections"))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 28, 20)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(self.tabs)
        column.addWidget(self.pages, 1)
        if self.number is None and self.type in WITH_DUPLICATES:
            column.addWidget(self._like_note())
        column.addLayout(self._foot())

    def _like_note(self) -> LikeNote:
        note = self.note = LikeNote(self.desk, self.type, self._readable)
        note.asked.connect(self._leave_for)
        for box in self.boxes.values():
            box.editor.changed.connect(note.wait)
        return note

    def _readable(self) -> dict[str, Any]:
        """The values entered so far that can be read."""
        values: dict[str, Any] = {}
        for key, box in self.boxes.items():
            with suppress(Unreadable, UnreadableCell):
                values[key] = box.editor.value()
        return values

    def _leave_for(self, number: int) -> None:
        self.reject()
        if not self.isVisible():
            self.other_asked.emit(self.type, number)

    def _turn(self, step: int) -> None:
        """Shows the section after or before, with the keyboard in its first field."""
        place = (self.tabs.currentIndex() + step) % self.tabs.count()
        self.tabs.setCurrentIndex(place)
        first = next((self.boxes[key].editor for key, section in self._section_of.items() if section == place), None)
        (first or self.pages).setFocus()

    def _heading(self, message: str) -> str:
        heading = self.desk.text(message, name=self.desk.text(self.type.one).lower())
        self.setWindowTitle(heading)
        return heading

    def _add_section(self, section: Section) -> None:
        fields = [field for field in section.fields if is_editable(field)]
        if not fields:
            return
        index = self.tabs.addTab("")
        self.desk.say(self.tabs, lambda text: self.tabs.setTabText(index, text), section.label)
        body = QWidget()
        body.setProperty("kind", "clear")
        grid = QGridLayout(body)
        grid.setContentsMargins(2, 8, 14, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._lay_out(grid, fields, index)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        self.pages.addWidget(scroll)

    def _add_files(self, field: Files) -> None:
        index = self.tabs.addTab("")
        self.desk.say(self.tabs, lambda text: self.tabs.setTabText(index, text), field.label)
        page = FilesPage(self.desk, self.type, field, self.number)
        page.asked.connect(lambda act, what: self.file_asked.emit(act, self.number, what))
        page.changed.connect(self._follow)
        self.pages.addWidget(page)
        self.pages.setFocusProxy(page)

    def _follow(self, version: int) -> None:
        """Attaching a file here changes the record's version; what anybody else did must still be told."""
        if version == self.version + 1:
            self.version = version

    def _lay_out(self, grid: QGridLayout, fields: list[Stored | Parts], index: int) -> None:
        line = column = 0
        for field in fields:
            box = self.boxes[field.key] = FieldBox(self.desk, field, self.boxes)
            self._section_of[field.key] = index
            if box.is_wide:
                line, column = line + (column > 0), 0
                grid.addWidget(box, line, 0, 1, 2)
                line += 1
            else:
                grid.addWidget(box, line, column, Qt.AlignmentFlag.AlignTop)
                line, column = line + column, 1 - column
        grid.setRowStretch(line + 1, 1)

    def _foot(self) -> QHBoxLayout:
        hint = PlainLabel("", "muted")
        self.desk.say(hint, hint.setText, N_("* must be filled in"))
        hint.setVisible(any(box.field.is_required for box in self.boxes.values()))
        cancel, save = QPushButton(), QPushButton()
        self.desk.say(cancel, cancel.setText, N_("Cancel"))
        self.desk.say(save, save.setText, N_("Save"))
        dress_button(save, "", "primary")
        save.setDefault(True)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        save.clicked.connect(self.save)
        self.save_button = save
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(hint)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(save)
        return row

    def _fill(self, record: Record) -> None:
        outdated = list(outdated_texts(self.type, record))
        for box in self.boxes.values():
            box.editor.set_value(box.field.read(record))
            box.show_parity(outdated)

    def state(self) -> tuple[object, ...]:
        """What was entered everywhere."""
        return tuple(box.editor.state() for box in self.boxes.values())

    @property
    def is_dirty(self) -> bool:
        """Whether anything was changed and not saved."""
        return self.state() != self._clean

    # Saving

    def save(self) -> bool:
        """Saves and closes, or says what must be put right first."""
        values, problems = self._read()
        if not problems:
            try:
                done = self._keep(values)
            except edit.Invalid as error:
                problems = error.problems
            except StaleRecord:
                return self._settle_conflict(values)
            except KideskError as error:
                self._say(error)
                return False
            else:
                self._clean = self.state()
                self.saved.emit(done.id, done.warnings)
                self.accept()
                return True
        self._show(problems)
        return False

    def _edit(self, values: dict[str, Any]) -> edit.Saved:
        said, seen = self.desk.language, self.version
        return edit.save(self.desk.store, self.type, values, number=self.number, version=seen, language=said)

    def _read(self) -> tuple[dict[str, Any], list[Problem]]:
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for key, box in self.boxes.items():
            try:
                values[key] = box.editor.value()
            except UnreadableCell as error:
                cell, problem = error.field, Problem(error.field.key, error.message, error.details)
                problems.append(edit.in_row(key, error.row, Problem(cell.key, cell.label), problem))
            except Unreadable as error:
                problems.append(Problem(key, error.message, error.details))
        return values, problems

    def _show(self, problems: list[Problem]) -> None:
        self._problems = problems
        self._say_problems()
        keys = {problem.key for problem in problems}
        first = next((key for key in self.boxes if key in keys), None)
        if first is not None:
            self.tabs.setCurrentIndex(self._section_of[first])
            self.boxes[first].editor.setFocus()
            for problem in reversed([one for one in problems if one.key == first]):
                self.boxes[first].focus_cell(problem)

    def _say_problems(self) -> None:
        said: dict[str, str] = {}
        for problem in self._problems:
            said.setdefault(problem.key, problem.said(self.desk.language))
        for key, box in self.boxes.items():
            box.show_problem(said.get(key, ""))
        for problem in self._problems:
            if problem.key in self.boxes:
                self.boxes[problem.key].show_cell(problem)

    def _say(self, error: KideskError) -> None:
        ask.tell(self, self.desk.language, N_("Not saved"), error.said(self.desk.language))

    def _settle_conflict(self, values: dict[str, Any]) -> bool:
        current = self.desk.store.get(self.type.record, self.number or 0)
        if current is None:
            self._say(edit.gone(self.number or 0))
            return False
        text = self.desk.text
        answer = ask.choose(
            self,
            text(N_("Changed by somebody else")),
            text(
                N_("{who} changed this record while you had it open. These differ:\n\n{differences}"),
                who=current.changed_by,
                differences=differences(self.desk, self.boxes, values, current),
            ),
            [
                ask.Answer("mine", text(N_("Save mine")), "primary"),
                ask.Answer("theirs", text(N_("Show theirs"))),
                ask.Answer("back", text(N_("Cancel"))),
            ],
            "git-compare",
        )
        if answer == "theirs":
            self._fill(current)
            self._clean = self.state()
        if answer != "back":
            self.version = current.version
        return self.save() if answer == "mine" else False

    # Leaving

    def drop(self) -> None:
        """What stands in the form counts as saved."""
        self._clean = self.state()

