"""Editing several records together: which fields all of them are to have the same value of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Pane
from kidesk.gui.dialogs.labelled import Options
from kidesk.gui.dialogs.many import ManyDialog
from kidesk.gui.editors import FlagEditor, editor_for
from kidesk.gui.plain import PlainLabel
from kidesk.gui.problem_line import ProblemLine
from kidesk.i18n import N_
from kidesk.operations.edit_many import Added, EditedMany, Taken, edit_many, values_of
from kidesk.records.field import EMPTY, Stored, Unreadable
from kidesk.records.fields import Choice, Link
from kidesk.records.record_type import RecordType
from kidesk.records.shared_fields import shared_fields

_SIZE = (640, 700)
_INDENT = 28
_NAMED = 2  # values that are named beside a field
_ADD, _TAKE, _REPLACE = "add", "take", "replace"
_WAYS = (
    (_ADD, N_("Add to what is there")),
    (_TAKE, N_("Take away from what is there")),
    (_REPLACE, N_("Put in the place of what is there")),
)


class FieldChange(QFrame):
    """One field: marked where it is to be changed, what the records have now, and the new value."""

    changed = Signal()

    def __init__(self, desk: Desk, field: Stored, present: Counter[Any], count: int) -> None:
        super().__init__()
        self.field = field
        self._desk, self._present, self._count = desk, present, count
        self._names = _names(desk, field, present)
        self.mark = QCheckBox()
        self.now = PlainLabel("", "muted", elide=True)
        self.now.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.editor = editor_for(desk, field)
        if isinstance(field, Choice):
            self.editor.set_value(None)  # the person chooses, not the order of the list
        self.way = Options(desk, _WAYS)
        self.already = PlainLabel("", "small", wrap=True)
        self.problem = ProblemLine()
        self._lay_out()
        self._connect()
        desk.keep_saying(self, self._speak)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.mark)
        head.addWidget(self.now, 1)
        self._inner = QWidget()
        inner = QVBoxLayout(self._inner)
        inner.setContentsMargins(_INDENT, 0, 0, 8)
        inner.setSpacing(6)
        for widget in (self.way, self.editor, self.already, self.problem):
            inner.addWidget(widget)
        self.way.setVisible(self.field.is_many)
        self._inner.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._inner)

    def _connect(self) -> None:
        self.mark.toggled.connect(self._inner.setVisible)
        self.mark.clicked.connect(lambda marked: self.editor.setFocus() if marked else None)
        self.mark.toggled.connect(lambda: self.changed.emit())
        for signal in (self.editor.changed, self.way.currentIndexChanged):
            signal.connect(self._tell_already)
            signal.connect(lambda: self.changed.emit())

    def _speak(self) -> None:
        label = self._desk.text(self.field.label)
        self.mark.setText(label)
        self.editor.set_name(label)
        if isinstance(self.editor, FlagEditor):
            self.editor.set_label(self._desk.text(N_("Yes")))
        self.way.setAccessibleName(self._desk.text(N_("What is done with what is there")))
        self.now.setText(self._said_now())
        self._tell_already()

    def _said_now(self) -> str:
        """What the records have: the most frequent values with how many have them."""
        text, number = self._desk.text, self._desk.language.number
        if not self._present:
            return text(N_("none has any"))
        named = [
            text(N_("{value} ({count})"), value=self._called(value), count=number(count))
            for value, count in self._present.most_common(_NAMED)
        ]
        left = len(self._present) - len(named)
        if left:
            named.append(self._desk.language.plural("{count} other", "{count} others", left))
        return text(N_("Now: {values}"), values="; ".join(named))

    def _called(self, value: Any) -> str:
        if value in EMPTY:
            return self._desk.text(N_("nothing"))
        return self._names.get(value) or self.field.format_one(_term(self.field, value), self._desk.language)

    def _tell_already(self) -> None:
        """How many have the value already, where it is a single one."""
        try:
            value = self.editor.value()
        except Unreadable:
            value = None
        single = value[0] if isinstance(value, list) and len(value) == 1 else None if isinstance(value, list) else value
        is_told = single is not None and not (self.field.is_many and self.way.value() == _REPLACE)
        have = sum(count for one, count in self._present.items() if str(one).casefold() == str(single).casefold())
        is_taken = self.field.is_many and self.way.value() == _TAKE
        said = N_("{have} of {count} have it.") if is_taken else N_("{have} of {count} have it already.")
        number = self._desk.language.number
        self.already.setText(self._desk.text(said, have=number(have), count=number(self._count)) if is_told else "")
        self.already.setVisible(is_told)

    def value(self) -> Any:
        """The value to give, or what to add to a list or take away from it. Raises Unreadable."""
        value = self.editor.value()
        if isinstance(self.field, Choice) and value is None:
            raise Unreadable(N_("Choose a value, or take the mark away."))
        if not self.field.is_many or self.way.value() == _REPLACE:
            return value
        if not value:
            raise Unreadable(N_("Say what is to be added or taken away, or take the mark away."))
        return (Added if self.way.value() == _ADD else Taken)(tuple(value))

    def show_problem(self, sentence: str) -> None:
        """Says what is wrong, or nothing."""
        self.problem.say(sentence)
        self.editor.show_problem(sentence)


class EditManyDialog(ManyDialog):
    """The fields that records of a type can be given together."""

    def __init__(self, desk: Desk, record_type: RecordType, numbers: Sequence[int], parent: QWidget | None) -> None:
        super().__init__(desk, N_("Edit together"), N_("Change all"), record_type, numbers, parent, _SIZE)
        present = values_of(desk.store, record_type, self.numbers)
        self.fields = {
            field.key: FieldChange(desk, field, present[field.key], len(self.numbers))
            for field in shared_fields(record_type)
        }
        self._wanted: Mapping[str, Any] = {}
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(6, 2, 6, 2)
        column.setSpacing(6)
        for field in self.fields.values():
            column.addWidget(field)
            field.changed.connect(self._entered)
        column.addStretch(1)
        self.body.addWidget(self.refused)
        self.add_pane(Pane(holder, is_read=False))
        self._entered()

    def said(self) -> str:
        """What is done, and with how many."""
        return self.desk.language.plural(
            "Mark the fields that the {count} selected record is to have a new value of.",
            "Mark the fields that all {count} selected records are to have the same value of.",
            len(self.numbers),
        )

    def _entered(self) -> None:
        self.forget_refusals()
        self.button.setEnabled(any(field.mark.isChecked() for field in self.fields.values()))

    def ready(self) -> bool:
        """Reads the marked fields; what cannot be read is said beside them."""
        wanted: dict[str, Any] = {}
        wrong: list[FieldChange] = []
        for key, change in self.fields.items():
            change.show_problem("")
            if change.mark.isChecked():
                said = self._read(key, change, wanted)
                change.show_problem(said)
                wrong += [change] if said else []
        if wrong:
            wrong[0].editor.setFocus()
        self._wanted = wanted
        return bool(wanted) and not wrong

    def _read(self, key: str, change: FieldChange, wanted: dict[str, Any]) -> str:
        """Puts a field's value to the others, or returns what is wrong with it."""
        try:
            value = wanted[key] = change.value()
        except Unreadable as error:
            return error.said(self.desk.language)
        looked_at = list(value.values) if isinstance(value, Added | Taken) else value
        problems = [one for one in change.field.problems(looked_at) if not one.is_warning]
        return " ".join(one.said(self.desk.language) for one in problems)

    def work(self, numbers: Sequence[int], step: Callable[..., None]) -> EditedMany:
        """Changes the records."""
        language = self.desk.language
        return edit_many(self.desk.store, self.type, numbers, self._wanted, language=language, progress=step)


def _names(desk: Desk, field: Stored, present: Counter[Any]) -> dict[Any, str]:
    """What the records are called that a link leads to most often."""
    if not isinstance(field, Link):
        return {}
    numbers = [value for value, _ in present.most_common(_NAMED) if value is not None]
    rows = desk.store.page(field.target, numbers)
    return {number: row.caption(desk.language.code) for number, row in rows.items()}


def _term(field: Stored, value: Any) -> Any:
    """The term of a key, where the field has terms."""
    terms = getattr(field, "terms", None)
    return next((term for term in terms if term == value), value) if terms is not None else value
