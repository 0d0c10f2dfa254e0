"""An editor for each kind of field: shows a value, lets a person change it, and reads it back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QDate, QStringListModel, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kidesk.gui import theme
from kidesk.gui.coded_editors import AcademicYearEditor, CodedEditor
from kidesk.gui.desk import Desk
from kidesk.gui.editor import Editor
from kidesk.gui.icons import dress_button
from kidesk.gui.long_line import LongLineEditor
from kidesk.i18n import N_
from kidesk.records.academic_year import AcademicYear
from kidesk.records.field import Field, Stored, Unreadable
from kidesk.records.fields import Choice, Coded, Day, Flag, Link, Text
from kidesk.records.term import Term

_TEXT_HEIGHT = 88
_LONGEST_LINE = 400  # characters that a text may have and still be written in one line
_CALENDAR_ICON = "calendar"


class LineEditor(Editor):
    """One line of text: text, numbers, lists of words."""

    def __init__(self, desk: Desk, field: Stored) -> None:
        self.line = QLineEdit()
        super().__init__(desk, field, self.line)
        self.line.textEdited.connect(lambda: self.changed.emit())

    def set_value(self, value: Any) -> None:
        if isinstance(self.field, Text) and isinstance(value, list):
            self.line.setText("; ".join(self.field.format_one(one, self.desk.language) for one in value))
        else:
            self.line.setText(self.field.format(value, self.desk.language))
        self.line.setCursorPosition(0)

    def value(self) -> Any:
        return self.field.parse(self.line.text(), self.desk.language)

    def state(self) -> object:
        return self.line.text()


class ProseEditor(Editor):
    """Several lines of text."""

    def __init__(self, desk: Desk, field: Stored) -> None:
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(_TEXT_HEIGHT)
        super().__init__(desk, field, self.edit)
        self.edit.textChanged.connect(lambda: self.changed.emit())

    def set_value(self, value: Any) -> None:
        self.edit.setPlainText(value or "")

    def value(self) -> Any:
        return self.edit.toPlainText()

    def state(self) -> object:
        return self.edit.toPlainText()


class _CalmComboBox(QComboBox):
    """A wheel that scrolls the form must not change what is chosen."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceEditor(Editor):
    """One term of a closed list."""

    def __init__(self, desk: Desk, field: Choice) -> None:
        self.box = _CalmComboBox()
        self._terms: list[Term] = list(field.terms)
        super().__init__(desk, field, self.box)
        for term in self._terms:
            self.box.addItem(desk.text(term.label))
        desk.keep_saying(self, self._speak)
        self.box.activated.connect(lambda: self.changed.emit())
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)

    def _speak(self) -> None:
        for row, term in enumerate(self._terms):
            self.box.setItemText(row, self.desk.text(term.label))

    def set_value(self, value: Any) -> None:
        self.box.setCurrentIndex(self._terms.index(value) if value in self._terms else -1)

    def value(self) -> Any:
        row = self.box.currentIndex()
        return self._terms[row] if row >= 0 else None

    def state(self) -> object:
        return self.box.currentIndex()


class ChoicesEditor(Editor):
    """Several terms of a closed list, as check boxes."""

    def __init__(self, desk: Desk, field: Choice) -> None:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        self._boxes: dict[Term, QCheckBox] = {}
        for number, term in enumerate(field.terms):
            box = self._boxes[term] = QCheckBox()
            desk.say(box, box.setText, term.label)
            grid.addWidget(box, number // 3, number % 3)
        super().__init__(desk, field, holder)
        self._unknown: list[str] = []
        for box in self._boxes.values():
            box.clicked.connect(lambda: self.changed.emit())
        self.setFocusProxy(next(iter(self._boxes.values())))

    def set_value(self, value: Any) -> None:
        self._unknown = [one for one in value or [] if one not in self._boxes]
        for term, box in self._boxes.items():
            box.setChecked(term in (value or []))

    def value(self) -> Any:
        return [term for term, box in self._boxes.items() if box.isChecked()] + self._unknown

    def state(self) -> object:
        return tuple(box.isChecked() for box in self._boxes.values())


class FlagEditor(Editor):
    """Yes or no."""

    def __init__(self, desk: Desk, field: Stored) -> None:
        self.box = QCheckBox()
        super().__init__(desk, field, self.box)
        self.box.clicked.connect(lambda: self.changed.emit())

    def set_label(self, text: str) -> None:
        """Writes the label beside the box."""
        self.box.setText(text)

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))

    def value(self) -> Any:
        return self.box.isChecked()

    def state(self) -> object:
        return self.box.isChecked()


class DayEditor(Editor):
    """A date: typed as 2026-11-05, or picked in a calendar."""

    def __init__(self, desk: Desk, field: Stored) -> None:
        self.line = QLineEdit()
        super().__init__(desk, field, self.line)
        desk.say(self.line, self.line.setPlaceholderText, N_("yyyy-mm-dd"))
        self.button = QToolButton()
        dress_button(self.button, _CALENDAR_ICON)
        desk.say(self.button, self.button.setAccessibleName, N_("Pick a date"))
        self.button.clicked.connect(self._pick)
        self.row.addWidget(self.button)
        self.line.textEdited.connect(lambda: self.changed.emit())

    def set_value(self, value: Any) -> None:
        self.line.setText(value.isoformat() if value else "")

    def value(self) -> Any:
        return self.field.parse(self.line.text(), self.desk.language)

    def state(self) -> object:
        return self.line.text()

    def _pick(self) -> None:
        popup = QDialog(self, Qt.WindowType.Popup)
        calendar = QCalendarWidget()
        theme.dress_calendar(calendar)
        typed = QDate.fromString(self.line.text().strip(), Qt.DateFormat.ISODate)
        calendar.setSelectedDate(typed if typed.isValid() else QDate.currentDate())
        column = QVBoxLayout(popup)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(calendar)
        calendar.activated.connect(lambda day: self._take(popup, day))
        calendar.clicked.connect(lambda day: self._take(popup, day))
        popup.adjustSize()
        room = self.screen().availableGeometry()
        place = self.button.mapToGlobal(self.button.rect().bottomLeft())
        popup.move(min(place.x(), room.right() - popup.width()), min(place.y(), room.bottom() - popup.height()))
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.show()
        calendar.setFocus()

    def _take(self, popup: QDialog, day: QDate) -> None:
        self.line.setText(day.toString(Qt.DateFormat.ISODate))
        popup.close()
        self.changed.emit()


class LinkEditor(Editor):
    """Another record, found by typing some of its words."""

    def __init__(self, desk: Desk, field: Link) -> None:
        self.line = QLineEdit()
        super().__init__(desk, field, self.line)
        self._target = field.target
        self._chosen: tuple[int, str] | None = None
        self._offered: dict[str, int] = {}
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated.connect(self._choose)
        self.line.setCompleter(completer)
        self.line.textEdited.connect(self._typed)
        desk.say(self.line, self.line.setPlaceholderText, N_("Type to search"))

    def _typed(self, text: str) -> None:
        self._offered = {}
        for record in self.desk.store.choices(self._target, text, limit=30):
            name = record.caption(self.desk.language.code)
            self._offered[name if name not in self._offered else f"{name} ({record.id})"] = record.id
        self._names.setStringList(list(self._offered))
        self.changed.emit()

    def _choose(self, name: str) -> None:
        self._chosen = (self._offered[name], name)
        self.changed.emit()

    def set_value(self, value: Any) -> None:
        record = self.desk.store.get(self._target, value) if value is not None else None
        name = record.caption(self.desk.language.code) if record else ""
        self._chosen = (value, name) if record else None
        self.line.setText(name)
        self.line.setCursorPosition(0)

    def value(self) -> Any:
        text = self.line.text().strip()
        if not text:
            return None
        if self._chosen is not None and text == self._chosen[1].strip():
            return self._chosen[0]
        if text in self._offered:
            return self._offered[text]
        raise Unreadable(N_("“{text}” is not in the register. Choose one from the list, or add it first."), text=text)

    def state(self) -> object:
        return self.line.text()


def is_long(field: Field) -> bool:
    """Whether what a person writes there takes several lines, be they lines of its own or of the window."""
    if not isinstance(field, Text) or field.is_many:
        return False
    return field.is_multiline or (field.length or 0) > _LONGEST_LINE


def editor_for(desk: Desk, field: Stored) -> Editor:
    """The editor of a field."""
    match field:
        case Text() if field.is_multiline:
            return ProseEditor(desk, field)
        case Text() if is_long(field):
            return LongLineEditor(desk, field)
        case Choice():
            return ChoicesEditor(desk, field) if field.is_many else ChoiceEditor(desk, field)
        case Flag():
            return FlagEditor(desk, field)
        case Day():
            return DayEditor(desk, field)
        case Link():
            return LinkEditor(desk, field)
        case Coded():
            return CodedEditor(desk, field)
        case AcademicYear():
            return AcademicYearEditor(desk, field)
        case _:
            return LineEditor(desk, field)
