"""What an import does or did, for every kind of file: its name, and how much of it became what."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.records.record_type import RecordType


class Counts(QWidget):
    """How much became what, each number over its word."""

    def __init__(self, desk: Desk, words: Mapping[str, str]) -> None:
        super().__init__()
        self._desk = desk
        self.numbers: dict[str, PlainLabel] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for outcome, word in words.items():
            row.addWidget(self._card(outcome, word), 1)

    def _card(self, outcome: str, word: str) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(2)
        number = self.numbers[outcome] = PlainLabel("", "title")
        label = PlainLabel("", "small")
        self._desk.say(label, label.setText, word)
        self._desk.say(number, number.setAccessibleName, word)
        column.addWidget(number)
        column.addWidget(label)
        return card

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Shows the numbers by outcome."""
        for outcome, label in self.numbers.items():
            label.setText(self._desk.language.number(counts[outcome]))
            label.setAccessibleDescription(label.text())
        self.numbers["refused"].set_tint("bad" if counts["refused"] else "text")


class ImportPreview(QWidget):
    """What a file would do or did; `other` asks for another file. Each kind of file has its own.

    `words` are the msgids over the counts, by outcome ("created", "updated", "unchanged", "refused"). `nothing`,
    `done` and `done_without` are those that say what came of it, the last where something was refused.
    """

    words: Mapping[str, str]
    nothing: str
    done: str
    done_without: str

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.name = PlainLabel("", "strong", elide=True)
        self.other = QPushButton()
        desk.say(self.other, self.other.setText, N_("Choose another file…"))
        dress_button(self.other, "", "quiet")
        self.other.setAutoDefault(False)
        self.numbers = Counts(desk, self.words)
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        self.head.addWidget(self.name, 1)
        self.head.addWidget(self.other)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.column.addLayout(self.head)
        self.column.addWidget(self.numbers)

    def add_heading(self, label: str) -> PlainLabel:
        """Adds a heading over what is added next."""
        heading = PlainLabel("", "section")
        self.desk.say(heading, heading.setText, label)
        self.column.addSpacing(2)
        self.column.addWidget(heading)
        return heading

    def begin(self) -> None:
        """Forgets what was asked for about the file before: another one is to be shown."""

    def take_back(self) -> None:
        """Asks for what is shown again: what was asked for in its place came to nothing."""

    def is_of_table(self, result: Any) -> bool:
        """Whether the file is a table, whose rows may be something else than kidesk takes them for."""
        return True

    def verdict(self, result: Any) -> tuple[str, KideskError]:
        """What is said of a file from which nothing can be imported: its tone and the sentence."""
        return "info", KideskError(self.nothing)

    def added(self, result: Any) -> tuple[RecordType, list[int]] | None:
        """The records that were added, where they can be shown together."""
        return None

    def show_result(self, result: Any, name: str, *, is_done: bool) -> None:
        """Shows what `work` gave, in the window's language."""
        self.name.setText(name)
        self.other.setVisible(not is_done)
        self.numbers.show_counts(self.counts(result))

    def record(self) -> tuple[RecordType, int] | None:
        """The stored record that is looked at, where there is one to go to."""
        return None

    def is_being_filled(self) -> bool:
        """Whether the person is typing what belongs to the import."""
        return False

    @abstractmethod
    def work(self, file: Path, step: Callable[..., None], *, is_trial: bool) -> Any:
        """Imports a file, or tries to, in another thread; tells `step`, whose errors stop it. Raises KideskError."""

    @abstractmethod
    def counts(self, result: Any) -> Mapping[str, int]:
        """How much became what, by outcome."""
