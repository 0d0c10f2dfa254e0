"""What every editor can do: show a field's value, let a person change it, and read it back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kidesk.gui import theme
from kidesk.gui.desk import Desk
from kidesk.records.field import Stored


class Editor(QWidget):
    """`changed` is sent when a person changes the value; `control` is what takes the keyboard."""

    changed = Signal()

    def __init__(self, desk: Desk, field: Stored, control: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self.field = field
        self.control = control
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)
        self.row.addWidget(control, 1)
        self.setFocusProxy(control)

    def set_name(self, name: str) -> None:
        """What a screen reader calls the control."""
        self.control.setAccessibleName(name)

    def show_problem(self, sentence: str) -> None:
        """Marks the control as wrong, or as right when there is nothing to say."""
        theme.mark(self.control, "invalid", bool(sentence))
        self.control.setAccessibleDescription(sentence or self.desk.text(self.field.help))

    def set_value(self, value: Any) -> None:
        """Shows a value."""
        raise NotImplementedError

    def value(self) -> Any:
        """The value as it stands. Raises Unreadable."""
        raise NotImplementedError

    def state(self) -> object:
        """What was entered, for telling whether anything was changed."""
        raise NotImplementedError
