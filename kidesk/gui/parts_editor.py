"""The editor of a record's parts: rows edited in place, added and removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kidesk.gui import theme
from kidesk.gui.desk import Desk
from kidesk.gui.editor import Editor
from kidesk.gui.editors import FlagEditor, editor_for, is_long
from kidesk.gui.icons import dress_button
from kidesk.gui.long_line import LongLineEditor
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.i18n import CODES, N_
from kidesk.records.field import Stored, Unreadable
from kidesk.records.fields import Choice, Flag, Link, Number, Parts, Text
from kidesk.records.record import Row

_MOST_IN_A_LINE = 4
_COLUMNS = 6  # of a line, which a field takes a third of, a title two, and in two languages half
_THIRD, _HALF, _TWO_THIRDS = 2, 3, 4
_LONG_TITLE = 200  # characters that may stand in one line
_REMOVE_WIDTH = 46  # the button that removes a row, with the space before it
_ROWS = 3  # of the grid for a line of a part: label, editor and the space beneath
_BETWEEN_LINES = 4


class UnreadableCell(Unreadable):
    """A cell that cannot be understood: in which row, counted from 1, and in which field."""

    def __init__(self, error: Unreadable, row: int, field: Stored) -> None:
        super().__init__(error.message, **error.details)
        self.row = row
        self.field = field


class PartRow(QFrame):
    """One part: an editor for each field, beside each other or, where there are many or long ones, in lines."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, desk: Desk, parts: Parts, number: int | None) -> None:
        super().__init__()
        self.number = number
        self.editors: dict[str, Editor] = {}
        is_wide = needs_lines(parts)
        self.setProperty("kind", "card" if is_wide else "clear")
        grid = QGridLayout(self)
        grid.setContentsMargins(*((14, 10, 8, 12) if is_wide else (0, 0, 0, 0)))
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        places = in_lines(parts.fields)
        for place, field in enumerate(parts.fields):
            is_grown = is_wide and isinstance(field, Text) and places[place][2] == _HALF
            editor = LongLineEditor(desk, field) if is_grown else editor_for(desk, field)
            self.editors[field.key] = editor
            editor.changed.connect(self.changed)
            desk.say(editor, editor.set_name, field.label)
            if is_wide:
                _place_in_lines(desk, grid, editor, *places[place])
            else:
                _by_share(editor)
                grid.addWidget(editor, 0, place)
                grid.setColumnStretch(place, share(field))
                if isinstance(editor, FlagEditor):
                    grid.setAlignment(editor, Qt.AlignmentFlag.AlignCenter)
        remove = QToolButton()
        dress_button(remove, "x")
        desk.say(remove, remove.setAccessibleName, N_("Remove row"))
        desk.say(remove, lambda text: set_tool_tip(remove, text), N_("Remove row"))
        remove.clicked.connect(lambda: self.removed.emit(self))
        beside, height = (_COLUMNS, 2) if is_wide else (len(parts.fields), 1)
        grid.addWidget(remove, 0, beside, height, 1, Qt.AlignmentFlag.AlignTop)

    def values(self) -> dict[str, Any]:
        """The row's values by key, with its id where it has one. Raises Unreadable."""
        values: dict[str, Any] = {key: editor.value() for key, editor in self.editors.items()}
        return values if self.number is None else values | {"id": self.number}

    def unreadable(self) -> tuple[Stored, Unreadable] | None:
        """The first field that cannot be understood, and why."""
        for editor in self.editors.values():
            try:
                editor.value()
            except Unreadable as error:
                return editor.field, error
        return None

    def state(self) -> object:
        """What was entered."""
        return (self.number, *(editor.state() for editor in self.editors.values()))


def needs_lines(parts: Parts) -> bool:
    """Whether a row of the parts has more than fits into one line."""
    return len(parts.fields) > _MOST_IN_A_LINE or any(is_long(field) for field in parts.fields)


def in_lines(fields: Sequence[Stored]) -> list[tuple[int, int, int]]:
    """Where each field stands: line, column and how many columns wide.

    What is long has a line of its own, and shares it with what says the same in the other language. Words that are left
    alone in a line, and the name of another record, reach to its end.
    """
    keys = {field.key for field in fields}
    places: list[tuple[int, int, int]] = []
    line = column = 0
    for field in fields:
        width = _width(field, keys)
        if width == _HALF and column not in (0, _HALF):
            line, column = line + 1, 0
        if column + width > _COLUMNS:
            line, column = line + 1, 0
        places.append((line, column, width))
        column += width
    lines = Counter(line for line, _, _ in places)
    return [
        (line, column, _COLUMNS if lines[line] == 1 and isinstance(field, Link | Text) else width)
        for field, (line, column, width) in zip(fields, places, strict=True)
    ]


def _width(field: Stored, keys: set[str]) -> int:
    if _is_in_two(field, keys):
        return _HALF
    if field.is_many or is_long(field):
        return _COLUMNS
    is_title = isinstance(field, Text) and (field.length or 0) > _LONG_TITLE
    return _TWO_THIRDS if is_title else _THIRD


def _is_in_two(field: Stored, keys: set[str]) -> bool:
    stem, _, code = field.key.rpartition("_")
    return code in CODES and {f"{stem}_{one}" for one in CODES} <= keys


def _place_in_lines(desk: Desk, grid: QGridLayout, editor: Editor, line: int, column: int, width: int) -> None:
    if line and not column:
        grid.setRowMinimumHeight(line * _ROWS - 1, _BETWEEN_LINES)
    for one in range(column, column + width):
        grid.setColumnStretch(one, 1)
    if isinstance(editor, FlagEditor):
        desk.say(editor, editor.set_label, editor.field.label)
    else:
        label = PlainLabel("", "small")
        label.setBuddy(editor.control)
        desk.say(label, label.setText, editor.field.label)
        grid.addWidget(label, line * _ROWS, column, 1, width)
    beside = Qt.AlignmentFlag.AlignTop if width == _HALF else Qt.AlignmentFlag(0)  # the other may be higher
    grid.addWidget(editor, line * _ROWS + 1, column, 1, width, beside)


def _by_share(widget: QWidget) -> None:
    """Lets only the shares decide the widths, so that headings stand over their columns."""
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())


def share(field: object) -> int:
    """How much of a line's width a field gets."""
    if isinstance(field, Flag | Number):
        return 2
    if isinstance(field, Link):
        return 6
    return 4 if isinstance(field, Choice) else 5


class PartsEditor(QWidget):
    """The rows of one field. `changed` is sent when a person changes anything in them."""

    changed = Signal()

    def __init__(self, desk: Desk, field: Parts) -> None:
        super().__init__()
        self.desk = desk
        self.field = field
        self.rows: list[PartRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._head = self._header()
        self._column.addWidget(self._head)
        self._add = QPushButton()
        desk.say(self._add, self._add.setText, N_("Add row"))
        desk.keep_saying(self._add, self._speak)
        dress_button(self._add, "plus", "quiet")
        self._add.clicked.connect(self.add_row)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self.setFocusProxy(self._add)
        self._show_head()

    def _speak(self) -> None:
        add, rows = self.desk.text(N_("Add row")), self.desk.text(self.field.label)
        self._add.setAccessibleName(f"{add}: {rows}")

    def _header(self) -> QWidget:
        head = QWidget()
        row = QGridLayout(head)
        row.setContentsMargins(0, 0, _REMOVE_WIDTH, 0)
        row.setHorizontalSpacing(10)
        for place, field in enumerate(self.field.fields):
            label = PlainLabel("", "small", elide=True)
            self.desk.say(label, label.setText, field.label)
            _by_share(label)
            row.addWidget(label, 0, place)
            row.setColumnStretch(place, share(field))
        return head

    def _show_head(self) -> None:
        self._head.setVisible(bool(self.rows) and not needs_lines(self.field))

    def set_value(self, parts: list[Row]) -> None:
        """Shows stored parts."""
        for row in list(self.rows):
            self._drop(row)
        for part in parts:
            row = self._new_row(part.id)
            for field in self.field.fields:
                row.editors[field.key].set_value(field.read(part))

    def add_row(self) -> None:
        """Adds an empty row and puts the keyboard there."""
        row = self._new_row(None)
        for field in self.field.fields:
            row.editors[field.key].set_value(field.default)
        next(iter(row.editors.values())).setFocus()
        self.changed.emit()

    def _new_row(self, number: int | None) -> PartRow:
        row = PartRow(self.desk, self.field, number)
        row.changed.connect(self.changed)
        row.removed.connect(self._remove)
        self._column.insertWidget(1 + len(self.rows), row)
        self.rows.append(row)
        self._show_head()
        self._put_in_tab_order(row)
        return row

    def _put_in_tab_order(self, row: PartRow) -> None:
        """Tab goes through a new row before the button beneath it."""
        before = self._add.previousInFocusChain()
        while before is not None and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
            before = before.previousInFocusChain()
        for widget in row.findChildren(QWidget):
            is_here = widget.window() is row.window()  # and not in the list of a combo box
            if before is not None and is_here and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, widget)
                before = widget

    def _remove(self, row: PartRow) -> None:
        self._drop(row)
        self._add.setFocus()
        self.changed.emit()

    def _drop(self, row: PartRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._show_head()

    def value(self) -> list[dict[str, Any]]:
        """The rows' values. Raises UnreadableCell."""
        for number, row in enumerate(self.rows, start=1):
            found = row.unreadable()
            if found is not None:
                raise UnreadableCell(found[1], number, found[0])
        return [row.values() for row in self.rows]

    def state(self) -> object:
        """What was entered."""
        return tuple(row.state() for row in self.rows)

    def set_name(self, name: str) -> None:
        """What a screen reader calls the rows."""
        self.setAccessibleName(name)

    def show_problem(self, sentence: str) -> None:
        """Marks the rows as wrong, or as right when there is nothing to say."""
        theme.mark(self, "invalid", bool(sentence))
        self.setAccessibleDescription(sentence)
        for row in self.rows:
            for editor in row.editors.values():
                editor.show_problem("")

    def show_cell(self, row: int, key: str, sentence: str) -> None:
        """Marks one cell as wrong; the row is counted from 1."""
        if 1 <= row <= len(self.rows):
            self.rows[row - 1].editors[key].show_problem(sentence)

    def focus_cell(self, row: int, key: str) -> None:
        """Puts the keyboard into one cell; the row is counted from 1."""
        if 1 <= row <= len(self.rows):
            self.rows[row - 1].editors[key].setFocus()
