"""A control with its label above and, beneath, help and what is wrong; and a list to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from kidesk.gui import theme
from kidesk.gui.desk import Desk
from kidesk.gui.plain import PlainLabel
from kidesk.gui.problem_line import ProblemLine


class Labelled(QWidget):
    """A label, a control (with something `beside` it), a line of help and a problem as a sentence."""

    def __init__(
        self, desk: Desk, label: str, control: QWidget, help: str = "", *, beside: QWidget | None = None
    ) -> None:
        super().__init__()
        self.control = control
        self._desk = desk
        self._help = help
        self._problem = ProblemLine()
        name = PlainLabel()
        name.setBuddy(control)
        desk.say(self, name.setText, label)
        desk.say(self, control.setAccessibleName, label)
        desk.say(self, control.setAccessibleDescription, help)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(control, 1)
        if beside is not None:
            line.addWidget(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(name)
        column.addLayout(line)
        if help:
            hint = PlainLabel("", "small", wrap=True)
            desk.say(self, hint.setText, help)
            column.addWidget(hint)
        column.addWidget(self._problem)

    @property
    def problem(self) -> str:
        """What is said to be wrong."""
        return self._problem.text()

    def show_problem(self, sentence: str) -> None:
        """Says what is wrong, or nothing."""
        self._problem.say(sentence)
        theme.mark(self.control, "invalid", bool(sentence))
        self.control.setAccessibleDescription(sentence or self._desk.text(self._help))


class Options(QComboBox):
    """A value of a few; each has a label, which is a msgid unless `is_named` says that it is a name."""

    def __init__(self, desk: Desk, options: Sequence[tuple[Any, str]], *, is_named: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self._is_named = is_named
        self._options: list[tuple[Any, str]] = []
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.set_options(options)
        desk.keep_saying(self, self._speak)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offers other values and chooses the first."""
        self._options = list(options)
        self.clear()
        self.addItems([label for _, label in self._options])
        self._speak()

    def show_whole(self) -> None:
        """Takes the width of the longest label."""
        self.setMinimumContentsLength(0)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def _speak(self) -> None:
        for row, (_, label) in enumerate(self._options):
            self.setItemText(row, label if self._is_named else self._desk.text(label))

    def value(self) -> Any:
        """The chosen value, None where there is nothing to choose."""
        return self._options[self.currentIndex()][0] if self.currentIndex() >= 0 else None

    def set_value(self, value: Any) -> None:
        """Chooses a value that is offered."""
        self.setCurrentIndex([one for one, _ in self._options].index(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel that scrolls the dialog changes nothing here."""
        event.ignore()
