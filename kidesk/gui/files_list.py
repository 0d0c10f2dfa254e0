"""The files of a record: what each is, and what can be done with it; and where more are attached."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.icons import IconLabel, dress_button
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.i18n import N_
from kidesk.records.attachment import Attachment, described

_ACTS = (
    ("open", "external-link", N_("Open file")),
    ("copy", "download", N_("Save a copy…")),
    ("remove", "trash-2", N_("Remove")),
)


def dropped_files(data: QMimeData) -> list[Path]:
    """The files of this computer that are being dropped; none where anything else is among them."""
    urls = data.urls()
    return [Path(url.toLocalFile()) for url in urls] if all(url.isLocalFile() for url in urls) else []


class FilesList(QWidget):
    """Lists files in the window's language. `asked` carries what is asked for and for which.

    That is "open", "copy" or "remove" with an attachment's id, or "attach" with the paths dropped, or none chosen yet.
    """

    asked = Signal(str, object)

    def __init__(self, desk: Desk, files: Sequence[Attachment], room: int) -> None:
        super().__init__()
        self._desk = desk
        self._room = room
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for file in files:
            column.addLayout(self._row(file))
        self.attach_button = QPushButton(desk.text(N_("Attach files…")))
        dress_button(self.attach_button, "paperclip", "quiet")
        self.attach_button.clicked.connect(lambda: self.asked.emit("attach", []))
        foot = QHBoxLayout()
        foot.addWidget(self.attach_button)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addWidget(PlainLabel(desk.text(N_("They can also be dropped here.")), "small", wrap=True))
        self.setFocusProxy(self.attach_button)

    def has_keyboard(self) -> bool:
        """Whether the keyboard is in the list."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _row(self, file: Attachment) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(copyable(file.name, room=self._room))
        words.addWidget(PlainLabel(described(file, self._desk.language), "small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(IconLabel("file-text", "muted", 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(4)
        row.addLayout(words, 1)
        for act, icon, word in _ACTS:
            row.addWidget(self._button(act, icon, self._desk.text(word), file), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _button(self, act: str, icon: str, word: str, file: Attachment) -> QToolButton:
        button = QToolButton()
        dress_button(button, icon, size=16)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(f"{word}: {file.name}")
        set_tool_tip(button, word)
        button.clicked.connect(partial(self.asked.emit, act, file.id))
        return button
