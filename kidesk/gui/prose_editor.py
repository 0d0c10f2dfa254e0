"""The editor of one passage of a document: Swedish and English beside each other, with what is to be seen to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.editor import Editor
from kidesk.gui.field_box import FieldBox
from kidesk.gui.icons import IconLabel
from kidesk.gui.plain import PlainLabel
from kidesk.gui.problem_line import ProblemLine
from kidesk.i18n import N_
from kidesk.operations.write_prose import Passage, unknown_codes
from kidesk.records.field import Unreadable
from kidesk.records.plan_text import PLAN_TEXT_FIELDS, Chapter, word_count

_FIELDS = {field.key: field for field in PLAN_TEXT_FIELDS}
_LONGEST_HEADING = 300
_STALE = N_("Changed since translated")
_HELP = N_(
    "An empty line begins a new paragraph. Lines that begin with a dash or with 1. are a list. A code in braces, such "
    "as {example}, stands for the sentence of an indicator."
)


class _Column(QWidget):
    """Heading and text in one language, with the number of words beneath."""

    changed = Signal()

    def __init__(self, desk: Desk, code: str, language: str) -> None:
        super().__init__()
        self._desk = desk
        self.code = code
        self.heading, self.text = QLineEdit(), QPlainTextEdit()
        self.heading.setMaxLength(_LONGEST_HEADING)
        self.text.setTabChangesFocus(True)
        self.words, self.mark = PlainLabel("", "small"), _Mark(desk)
        self.problem = ProblemLine()
        name = PlainLabel("", "section")
        desk.say(name, name.setText, language)
        for control, field in ((self.heading, f"heading_{code}"), (self.text, f"text_{code}")):
            desk.say(control, control.setAccessibleName, _FIELDS[field].label)
        desk.say(self.heading, self.heading.setPlaceholderText, N_("Heading"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # both columns are as wide
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(name)
        column.addWidget(self.heading)
        column.addWidget(self.text, 1)
        column.addWidget(self.words)
        column.addWidget(self.mark)
        column.addWidget(self.problem)
        self.heading.textEdited.connect(self.changed)
        self.text.textChanged.connect(self.changed)
        desk.keep_saying(self, self.count)

    def show_words(self, heading: str, text: str) -> None:
        """Shows a heading and a text, silently."""
        with QSignalBlocker(self), QSignalBlocker(self.text):
            self.heading.setText(heading)
            self.text.setPlainText(text)
        self.text.document().clearUndoRedoStacks()

    def count(self) -> None:
        """Says how many words there are."""
        words = word_count(self.text.toPlainText())
        self.words.setText(self._desk.language.plural("{count} word", "{count} words", words))


class _Mark(QWidget):
    """Says that the Swedish has changed since it was translated."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        words = PlainLabel("", "small")
        desk.say(words, words.setText, _STALE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel("triangle-alert", "warn", 14))
        row.addWidget(words, 1)
        self.hide()


class ProseEditor(QWidget):
    """Shows and changes one passage. `changed` is sent when a person changes anything; `codes` are those known."""

    changed = Signal()

    def __init__(self, desk: Desk, codes: Callable[[], frozenset[str]]) -> None:
        super().__init__()
        self._desk = desk
        self._codes = codes
        self._passage = Passage(Chapter.BACKGROUND)
        self.unit = FieldBox(desk, _FIELDS["unit_id"])
        assert isinstance(self.unit.editor, Editor)
        self._unit = self.unit.editor
        self.columns = {
            "sv": _Column(desk, "sv", N_("Swedish")),
            "en": _Column(desk, "en", N_("English")),
        }
        beside = QHBoxLayout()
        beside.setSpacing(16)
        for part in self.columns.values():
            beside.addWidget(part, 1)
            part.changed.connect(self._change)
        self._unit.changed.connect(self._change)
        help = PlainLabel("", "small", wrap=True)
        desk.say(help, help.setText, _HELP, example="{code}")
        self._chapter = PlainLabel("", "record", elide=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._chapter)
        column.addWidget(self.unit)
        column.addLayout(beside, 1)
        column.addWidget(help)
        desk.keep_saying(self, self._look)

    def show_passage(self, passage: Passage) -> None:
        """Shows a passage, silently."""
        self._passage = passage
        with QSignalBlocker(self):
            self._unit.set_value(passage.unit)
            for code, column in self.columns.items():
                column.show_words(getattr(passage, f"heading_{code}"), getattr(passage, f"text_{code}"))
        self.unit.setVisible(passage.chapter == Chapter.UNIT_SUMMARY)
        self.unit.show_problem("")
        self._look()

    def passage(self) -> Passage:
        """The passage as it stands. Raises Unreadable for a unit that is not found."""
        is_of_unit = self._passage.chapter == Chapter.UNIT_SUMMARY
        return replace(self.written(), unit=self._unit.value() if is_of_unit else None)

    def written(self) -> Passage:
        """The passage with its headings and texts as they stand, of the unit that it was shown with."""
        sv, en = self.columns["sv"], self.columns["en"]
        return replace(
            self._passage,
            heading_sv=sv.heading.text(),
            heading_en=en.heading.text(),
            text_sv=sv.text.toPlainText(),
            text_en=en.text.toPlainText(),
        )

    def _change(self) -> None:
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        """Names the chapter, counts the words and says what is to be seen to."""
        self._chapter.setText(self._desk.text(self._passage.chapter.label))
        known = self._codes()
        for column in self.columns.values():
            column.count()
            unknown = unknown_codes(column.text.toPlainText(), known)
            names = ", ".join(f"{{{code}}}" for code in unknown)
            message = N_("No indicator has a sentence with this code, so it is printed as it stands: {names}.")
            column.problem.say(self._desk.text(message, names=names) if unknown else "")
        self.columns["en"].mark.setVisible(bool(self._passage.stale))

    def tell_unit(self, error: Unreadable) -> None:
        """Says that the unit is not known."""
        self.unit.show_problem(error.said(self._desk.language))
        self._unit.setFocus()

    def begin(self) -> None:
        """Gives the Swedish text the keyboard."""
        self.columns["sv"].text.setFocus()
