"""One activity in a form that came back: each field as it was sent, as it is now and as it is answered, to be taken."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from kidesk.gui.badges import TONE_ICONS
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Pane
from kidesk.gui.icons import IconLabel
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.read_answers import LABELS, Entry, FieldAnswer, Outcome, said_value

_HEADINGS = (N_("Field"), N_("As sent"), N_("Now"), N_("Answer"), N_("Outcome"))
_STRETCHES = (0, 3, 3, 3, 0)
_OPEN = (Outcome.NEW, Outcome.CONFLICT)
_NOTHING = "—"
_ICON = 16
_BELOW = 5  # pixels that a check box has above its word


class AnswerFields(Pane):
    """The fields of one activity that differ; `chosen` carries a field's key and whether its answer is taken."""

    chosen = Signal(str, bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__(QWidget(), is_read=False)
        self._desk = desk
        self.boxes: dict[str, QCheckBox] = {}

    def show_entry(self, entry: Entry | None, accepted: Collection[str]) -> None:
        """Shows an activity; the answers of the fields in `accepted` are taken."""
        self.boxes = {}
        content = QWidget()
        content.setProperty("kind", "clear")
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(12)
        for column, (heading, stretch) in enumerate(zip(_HEADINGS, _STRETCHES, strict=True)):
            grid.addWidget(PlainLabel(self._desk.text(heading), "small"), 0, column)
            grid.setColumnStretch(column, stretch)
        shown = [field for field in entry.fields if _differs(field)] if entry is not None else []
        for row, field in enumerate(shown, start=1):
            self._add(grid, row, field, is_taken=field.key in accepted)
        column_of_all = QVBoxLayout(content)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        if shown:
            column_of_all.addLayout(grid)
        else:
            nothing = N_("The unit has answered nothing here, and nothing has changed since the form was sent.")
            column_of_all.addWidget(PlainLabel(self._desk.text(nothing), "muted", wrap=True))
        column_of_all.addStretch(1)
        self.setWidget(content)

    def _add(self, grid: QGridLayout, row: int, field: FieldAnswer, *, is_taken: bool) -> None:
        top = Qt.AlignmentFlag.AlignTop
        language, label = self._desk.language, self._desk.text(LABELS[field.key])
        if field.outcome in _OPEN:
            box = self.boxes[field.key] = QCheckBox(label)
            box.setChecked(is_taken)
            box.toggled.connect(lambda taken: self.chosen.emit(field.key, taken))
            box.setAccessibleName(self._desk.text(N_("Take the answer: {field}"), field=label))
            grid.addWidget(box, row, 0, top)
        else:
            grid.addWidget(_in_line(PlainLabel(label)), row, 0, top)
        for column, value in enumerate((field.sent, field.now, field.answer), start=1):
            said = said_value(field.key, value, language) if value else _NOTHING
            text = PlainLabel(said, "strong" if column == 3 and field.outcome in _OPEN else "body", wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(_in_line(text), row, column, top)
        grid.addWidget(self._outcome(field), row, 4, top)

    def _outcome(self, field: FieldAnswer) -> QWidget:
        """What came of a field, with the symbol of its tone."""
        shown = QWidget()
        line = QGridLayout(shown)
        line.setContentsMargins(0, _BELOW, 0, 0)
        line.setHorizontalSpacing(6)
        tone = str(field.outcome.tone)
        line.addWidget(IconLabel(TONE_ICONS[tone], tone, _ICON), 0, 0)
        line.addWidget(PlainLabel(self._desk.text(_said(field))), 0, 1)
        return shown


def _in_line(label: PlainLabel) -> PlainLabel:
    label.setContentsMargins(0, _BELOW, 0, 0)
    return label


def _differs(field: FieldAnswer) -> bool:
    return len({field.sent, field.now, field.answer}) > 1


def _said(field: FieldAnswer) -> str:
    if field.is_answered and field.answer == field.now:
        return N_("Already so")
    return N_("Not answered") if not field.is_answered else field.outcome.label
