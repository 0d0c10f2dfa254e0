"""What can be done with several selected records: a bar beneath them, and a pane that says how many there are."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from kidesk.gui.desk import Desk
from kidesk.gui.flow_layout import FlowLayout
from kidesk.gui.icons import IconLabel, dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.gui.record_icons import ICONS
from kidesk.i18n import N_
from kidesk.operations.mail_list import LEADING_TO_PERSONS
from kidesk.records.record_type import RecordType
from kidesk.records.shared_fields import has_tags, shared_fields

# What can be done: its key, its words and its icon.
EDIT, TAG, UNTAG, EMAILS, EXPORT, DELETE, CLEAR = "edit", "tag", "untag", "emails", "export", "delete", "clear"
_ACTS = (
    (EDIT, N_("Edit together…"), "pencil"),
    (TAG, N_("Add tag…"), "tag"),
    (UNTAG, N_("Take tag away…"), "tags"),
    (EMAILS, N_("Copy e-mail addresses"), "at-sign"),
    (EXPORT, N_("Export…"), "file-down"),
    (DELETE, N_("Delete"), "trash-2"),
    (CLEAR, N_("Clear the selection"), "x"),
)


def acts_of(record_type: RecordType) -> list[str]:
    """What can be done with several records of a type."""
    possible = {
        EDIT: bool(shared_fields(record_type)),
        TAG: has_tags(record_type),
        UNTAG: has_tags(record_type),
        EMAILS: record_type in LEADING_TO_PERSONS,
    }
    return [key for key, _, _ in _ACTS if possible.get(key, True)]


class SelectionBar(QFrame):
    """Hidden while fewer than two records are selected. `asked` carries what is to be done with them."""

    asked = Signal(str)

    def __init__(self, desk: Desk, record_type: RecordType) -> None:
        super().__init__()
        self.setProperty("kind", "selection")
        self._count = 0
        self.label = PlainLabel("", "strong")
        row = FlowLayout(8)
        row.setContentsMargins(24, 8, 24, 8)
        row.addWidget(self.label)
        self.buttons: dict[str, QPushButton] = {}
        offered = acts_of(record_type)
        for key, words, sign in _ACTS:
            if key in offered:
                button = self.buttons[key] = QPushButton()
                dress_button(button, sign, "" if key != CLEAR else "quiet", 16)
                desk.say(button, button.setText, words)
                button.clicked.connect(partial(self.asked.emit, key))
                row.addWidget(button)
        self.setLayout(row)
        desk.say(self, self.setAccessibleName, N_("What to do with the selected"))
        desk.keep_saying(self, lambda: self.label.setText(_selected(desk, self._count)))
        self._desk = desk
        self.label.setFixedHeight(self.buttons[CLEAR].sizeHint().height())
        self.hide()

    def show_count(self, count: int) -> None:
        """Shows how many are selected."""
        self._count = count
        self.label.setText(_selected(self._desk, count))
        self.setVisible(count > 1)


class ManySelected(QFrame):
    """Stands where the details of one record do."""

    def __init__(self, desk: Desk, record_type: RecordType) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._desk, self._count = desk, 0
        self.heading = PlainLabel("", "record", wrap=True)
        hint = PlainLabel("", "muted", wrap=True)
        said = N_("Choose below the list what to do with all of them. Escape in the list goes back to one.")
        desk.say(hint, hint.setText, said)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 24, 20, 16)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(IconLabel(ICONS[record_type.key], "muted", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.heading, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(2)
        desk.keep_saying(self, lambda: self.show_count(self._count))
        self.hide()

    def show_count(self, count: int) -> None:
        """Says how many are selected."""
        self._count = count
        self.heading.setText(_selected(self._desk, count))


def _selected(desk: Desk, count: int) -> str:
    return desk.language.plural("{count} selected", "{count} selected", count)
