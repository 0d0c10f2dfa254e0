"""The dialog in which the prose of a document is written: its chapters, and each text in Swedish and English."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kidesk.errors import KideskError, StaleRecord
from kidesk.gui import ask
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.lines import LinesTable
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.gui.prose_editor import ProseEditor
from kidesk.gui.typed_dialog import TypedDialog
from kidesk.i18n import N_
from kidesk.operations.write_prose import Passage, known_codes, passages, write
from kidesk.records.document_edition import CONCLUDED, DocumentKind, editions_of
from kidesk.records.field import Unreadable
from kidesk.records.organisation import Organisation
from kidesk.records.plan import Plan
from kidesk.records.plan_text import CHAPTERS

_LIST_WIDTH, _NAME_WIDTH = 380, 208
_STATES = {
    "none": N_("Not written"),
    "info": N_("One language"),
    "warn": N_("Revise the English"),
    "ok": N_("Written"),
}


class ProseDialog(TypedDialog, Frame):
    """Writes the prose of one document of a plan. Nothing is kept before it is saved, and each save is one step.

    `saved` says that something was, `preview_asked` that it is to be looked at.
    """

    saved = Signal()
    preview_asked = Signal()

    def __init__(self, desk: Desk, plan: Plan, document: DocumentKind, parent: QWidget | None = None) -> None:
        super().__init__(desk, document.label, parent, (1180, 780))
        self._plan, self._document = plan.id, document
        self._codes = known_codes(desk.store)
        self._row = -1
        self.chapters, self.editor = LinesTable(), ProseEditor(desk, lambda: self._codes)
        self.passages: list[Passage] = []
        self._as_read: tuple[Passage, ...] = ()
        self._clean: list[Passage] = []
        self._shown: list[list[str]] = []
        self._fill(plan)
        self._connect()
        self._read()
        self._tell_decided(plan)
        self.editor.begin()

    # Parts of the dialog

    def _fill(self, plan: Plan) -> None:
        desk = self.desk
        name = PlainLabel("", "muted", elide=True)
        desk.keep_saying(name, lambda: name.setText(plan.caption(desk.language.code)))
        self.body.addWidget(name)
        desk.say(self.chapters, self.chapters.setAccessibleName, N_("Chapters"))
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.chapters, 1)
        left.addLayout(self._tools())
        left.addStretch(0)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addLayout(left)
        row.addWidget(self.editor, 1)
        self.chapters.setFixedWidth(_LIST_WIDTH)
        self.body.addLayout(row, 1)
        self.preview_button = self.add_button(N_("Save and preview…"), self._preview, "file-text", at_start=True)
        self.add_button(N_("Close"), self.reject)
        self.save_button = self.add_button(N_("Save"), self.save)
        dress_button(self.save_button, "", "primary")
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in a heading must not save

    def _tell_decided(self, plan: Plan) -> None:
        """What is written once the latest edition is decided is for the next, and previewed when that has begun."""
        found = editions_of(plan.editions, self._document)
        if found and found[-1].status in CONCLUDED:
            self.preview_button.setEnabled(False)
            said = N_(
                "Edition {number} is decided and keeps its texts. What is written here is for the next edition; begin "
                "that one to preview it."
            )
            self.banner.say("info", partial(self.desk.text, said, number=found[-1].number))

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.add_text = self._tool(N_("Add a text"), N_("Adds another text to this chapter"), "plus", self.add_passage)
        self.remove_text = self._tool("", N_("Remove the text"), "trash-2", self.remove_passage)
        self.up = self._tool("", N_("Move up (Alt+Up)"), "arrow-up", partial(self.move_passage, -1))
        self.down = self._tool("", N_("Move down (Alt+Down)"), "arrow-down", partial(self.move_passage, 1))
        row.addWidget(self.add_text)
        row.addStretch(1)
        for button in (self.up, self.down, self.remove_text):
            row.addWidget(button)
        return row

    def _tool(self, text: str, tip: str, sign: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        dress_button(button, sign, "quiet")
        if text:
            self.desk.say(button, button.setText, text)
        self.desk.say(button, button.setAccessibleName, tip)
        self.desk.say(button, partial(set_tool_tip, button), tip)
        button.clicked.connect(lambda: act())
        return button

    def _connect(self) -> None:
        self.editor.changed.connect(self._take)
        self.chapters.selectionModel().currentRowChanged.connect(lambda now: self._leave_for(now.row()))
        self.desk.language_changed.connect(self._show_chapters)
        keys: tuple[tuple[QKeySequence.StandardKey | str, Callable[[], object]], ...] = (
            (QKeySequence.StandardKey.Save, self.save),
            ("Ctrl+PgUp", partial(self._turn, -1)),
            ("Ctrl+PgDown", partial(self._turn, 1)),
            ("Alt+Up", partial(self.move_passage, -1)),
            ("Alt+Down", partial(self.move_passage, 1)),
        )
        for key, act in keys:
            QShortcut(QKeySequence(key), self).activated.connect(act)

    # What is shown

    def _read(self, row: int = 0) -> None:
        """Reads what is stored; a chapter without a text has an empty one to write in."""
        self._as_read = passages(self.desk.store, self._plan, self._document)
        self.passages = [
            one
            for chapter in CHAPTERS[self._document]
            for one in [one for one in self._as_read if one.chapter == chapter] or [Passage(chapter)]
        ]
        self._clean = list(self.passages)
        self._show_chapters(min(row, len(self.passages) - 1))

    def _show_chapters(self, row: int | None = None) -> None:
        chosen = self._row if row is None else row
        text = self.desk.text
        tones = [_tone(one) for one in self.passages]
        lines = [[self._name(one), text(_STATES[tone])] for one, tone in zip(self.passages, tones, strict=True)]
        with QSignalBlocker(self.chapters.selectionModel()):
            self.chapters.show_lines([text(N_("Chapter")), text(N_("State"))], lines, tones)
            self.chapters.setColumnWidth(0, _NAME_WIDTH)
            self.chapters.setCurrentIndex(self.chapters.lines.index(chosen, 0))
        self._shown = lines
        if row is not None:
            self._choose(row)

    def _name(self, passage: Passage) -> str:
        """The unit; else the chapter, and the heading where there is one."""
        chapter, code = self.desk.text(passage.chapter.label), self.desk.language.code
        unit = self.desk.store.get(Organisation, passage.unit) if passage.unit is not None else None
        if unit is not None:
            return unit.caption(code)
        own = passage.heading_sv if code == "sv" else passage.heading_en
        said = own or passage.heading_sv or passage.heading_en
        return self.desk.text(N_("{chapter}: {name}"), chapter=chapter, name=said) if said else chapter

    def _choose(self, row: int) -> None:
        """Shows another passage."""
        if 0 <= row < len(self.passages):
            self._row = row
            self.editor.show_passage(self.passages[row])
            self._offer()

    def _leave_for(self, row: int) -> None:
        """Shows another passage, unless the one shown has a unit that is not found."""
        if self._is_told():
            self._choose(row)
        else:
            self._show_chapters()

    def _is_told(self) -> bool:
        """Whether the passage shown can be read; says so where it cannot."""
        try:
            self.editor.passage()
        except Unreadable as error:
            self.editor.tell_unit(error)
            return False
        return True

    def _offer(self) -> None:
        own = self._siblings()
        self.up.setEnabled(self._row > own[0])
        self.down.setEnabled(self._row < own[-1])
        self.remove_text.setEnabled(len(own) > 1 or not self.passages[self._row].is_empty)

    def _siblings(self) -> list[int]:
        """The places of the passages of the chapter shown."""
        chapter = self.passages[self._row].chapter
        return [place for place, one in enumerate(self.passages) if one.chapter == chapter]

    def _turn(self, step: int) -> None:
        self.chapters.selectRow((self._row + step) % len(self.passages))

    # What is changed

    def _take(self) -> None:
        """Takes over what was typed; a unit that is still being typed is looked at before the text is left."""
        self.passages[self._row] = self.editor.passage() if self._is_readable() else self.editor.written()
        one = self.passages[self._row]
        if self._shown[self._row] != [self._name(one), self.desk.text(_STATES[_tone(one)])]:
            self._show_chapters()
        self._offer()

    def add_passage(self) -> None:
        """Adds a text after the one shown, in the same chapter."""
        self.passages.insert(self._row + 1, Passage(self.passages[self._row].chapter))
        self._show_chapters(self._row + 1)
        self.editor.begin()

    def remove_passage(self) -> None:
        """Takes the text away; its chapter keeps an empty one."""
        own, one = self._siblings(), self.passages.pop(self._row)
        if len(own) == 1:
            self.passages.insert(self._row, Passage(one.chapter))
        self._show_chapters(min(self._row, own[-1] - (len(own) > 1)))

    def move_passage(self, step: int) -> None:
        """Moves the text within its chapter."""
        target = self._row + step
        if target in self._siblings():
            moved = self.passages
            moved[self._row], moved[target] = moved[target], moved[self._row]
            self._show_chapters(target)

    @property
    def is_dirty(self) -> bool:
        """Whether anything was changed and not saved."""
        return self._written(self.passages) != self._written(self._clean) or not self._is_readable()

    def _written(self, several: list[Passage]) -> list[Passage]:
        return [replace(one, stale=()) for one in several if not one.is_empty]

    def _is_readable(self) -> bool:
        try:
            self.editor.passage()
        except Unreadable:
            return False
        return True

    # Saving and leaving

    def save(self) -> bool:
        """Saves and stays open, or says what must be put right first."""
        if not self._is_told():
            return False
        if not self.is_dirty:
            self.banner.say("info", partial(self.desk.text, N_("Nothing has been changed since it was last saved.")))
            return True
        return self._write(self._as_read)

    def _write(self, as_read: tuple[Passage, ...] | None) -> bool:
        try:
            write(self.desk.store, self._plan, self._document, self.passages, as_read=as_read)
        except StaleRecord:
            return self._settle_conflict()
        except KideskError as error:
            refused = error
            self.banner.say("bad", lambda: refused.said(self.desk.language))
            return False
        self._read(self._row)
        self.banner.say("ok", partial(self.desk.text, N_("Saved")))
        self.saved.emit()
        return True

    def _settle_conflict(self) -> bool:
        text = self.desk.text
        answer = ask.choose(
            self,
            text(N_("Changed by somebody else")),
            text(N_("Somebody else has written in this document while you had it open. Whose texts are to be kept?")),
            [
                ask.Answer("mine", text(N_("Save mine")), "primary"),
                ask.Answer("theirs", text(N_("Show theirs"))),
                ask.Answer("back", text(N_("Cancel"))),
            ],
            "git-compare",
        )
        if answer == "theirs":
            self._read(self._row)
        return self._write(None) if answer == "mine" else False

    def _preview(self) -> None:
        if not self.is_dirty or self.save():
            self.preview_asked.emit()

    def drop(self) -> None:
        """Reads the chapter as it is stored."""
        self._read(self._row)


def _tone(passage: Passage) -> str:
    """How far a passage has come, as a key of `_STATES`."""
    has_sv, has_en = bool(passage.text_sv.strip()), bool(passage.text_en.strip())
    if not (has_sv or has_en):
        return "none"
    if passage.stale:
        return "warn"
    return "ok" if has_sv and has_en else "info"
