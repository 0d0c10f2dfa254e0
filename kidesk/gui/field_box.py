"""A field in the form: label, editor and, beneath, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kidesk.gui.answers_editor import AnswersEditor
from kidesk.gui.desk import Desk
from kidesk.gui.editor import Editor
from kidesk.gui.editors import FlagEditor, editor_for, is_long
from kidesk.gui.parity_note import ParityMark
from kidesk.gui.parts_editor import PartsEditor
from kidesk.gui.plain import PlainLabel
from kidesk.gui.plan_links_editor import PlanLinksEditor
from kidesk.gui.problem_line import ProblemLine
from kidesk.records.field import Problem, Stored
from kidesk.records.fields import Parts, Text
from kidesk.records.outdated_text import OutdatedText
from kidesk.records.plan_item import ItemLink
from kidesk.records.risk_assessment import Answers

_NONE: Mapping[str, FieldBox] = MappingProxyType({})


class FieldBox(QWidget):
    """A field in the form: label, editor and, beneath, what is wrong with it.

    `others` are the boxes of the form by key, which answers read their questions from.
    """

    def __init__(self, desk: Desk, field: Stored | Parts, others: Mapping[str, FieldBox] = _NONE) -> None:
        super().__init__()
        self.field = field
        self.editor = _editor(desk, field, others)
        self._desk = desk
        self._is_needed = field.is_required
        self._label = PlainLabel("", "section" if isinstance(field, Parts) else "body")
        self._help = PlainLabel("", "small", wrap=True)
        self.parity = ParityMark(desk)
        self.problem = ProblemLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._label)
        head.addWidget(self.parity, 1)
        column.addLayout(head)
        column.addWidget(self.editor)
        column.addWidget(self._help)
        column.addWidget(self.problem)
        desk.keep_saying(self, self._speak)
        self.show_problem("")

    def _speak(self) -> None:
        label = self._desk.text(self.field.label)
        self.editor.set_name(label)
        self._help.setText(self._desk.text(self.field.help))
        self._help.setVisible(bool(self.field.help))
        if isinstance(self.editor, FlagEditor):
            self.editor.set_label(label)
            self._label.setText("")
        else:
            self._label.setText(f"{label} *" if self._is_needed else label)
            self._label.setBuddy(self.editor)

    def need(self) -> None:
        """Marks the field as one that must be filled in here, though it may be empty in the record."""
        self._is_needed = True
        self._speak()

    def show_parity(self, texts: Sequence[OutdatedText]) -> None:
        """Marks the field where its English text, or one in its list, was left behind by the Swedish."""
        self.parity.show_texts([one for one in texts if self.field is (one.parts or one.field)])

    @property
    def is_wide(self) -> bool:
        """Whether the field takes the form's whole width."""
        if isinstance(self.field, Parts) or is_long(self.field):
            return True
        return self.field.is_many and not isinstance(self.field, Text)

    def show_problem(self, sentence: str) -> None:
        """Says what is wrong, or nothing."""
        self.problem.say(sentence)
        self.editor.show_problem(sentence)

    def show_cell(self, problem: Problem) -> None:
        """Marks the cell a problem is about, where it is about one."""
        cell = _cell(problem)
        if cell is not None and isinstance(self.editor, PartsEditor | AnswersEditor):
            self.editor.show_cell(*cell, problem.said(self._desk.language))

    def focus_cell(self, problem: Problem) -> None:
        """Puts the keyboard into the cell a problem is about, where it is about one."""
        cell = _cell(problem)
        if cell is not None and isinstance(self.editor, PartsEditor | AnswersEditor):
            self.editor.focus_cell(*cell)


def _editor(desk: Desk, field: Stored | Parts, others: Mapping[str, FieldBox]) -> Editor | PartsEditor | AnswersEditor:
    if isinstance(field, Answers):
        questions, earlier = (others[key].editor for key in (field.questions_in, field.earlier_in))
        assert isinstance(questions, Editor)
        assert isinstance(earlier, Editor)
        return AnswersEditor(desk, field, questions, earlier)
    if isinstance(field, Parts) and field.part is ItemLink:
        plan = others["plan_id"].editor if "plan_id" in others else None
        return PlanLinksEditor(desk, field, plan if isinstance(plan, Editor) else None)
    return PartsEditor(desk, field) if isinstance(field, Parts) else editor_for(desk, field)


def _cell(problem: Problem) -> tuple[int, str] | None:
    row, field = problem.details.get("row"), problem.details.get("field")
    return (row, field.key) if isinstance(row, int) and isinstance(field, Problem) else None
