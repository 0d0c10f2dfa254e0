"""The line that says that a document is being made, how far it has come, and how to stop it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_

_PATIENCE = 300  # what is made sooner needs no word
_WORDS_WIDTH = 200


class Busy(QWidget):
    """Hidden while nothing is being made. `stop_asked` says that somebody does not want to wait."""

    stop_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._page = 0
        self.words = PlainLabel("", "muted")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.stop = QPushButton()
        self.stop.setAutoDefault(False)
        desk.say(self.stop, self.stop.setText, N_("Stop"))
        dress_button(self.stop, "x")
        self.stop.clicked.connect(self.stop_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self.show)
        desk.say(self.bar, self.bar.setAccessibleName, N_("The document is being made."))
        desk.keep_saying(self, self._speak)
        self.hide()

    def begin(self) -> None:
        """Shows itself if this takes a while."""
        self.show_page(0)
        if not self.isVisible():
            self._patience.start()

    def show_page(self, page: int) -> None:
        """Says which page is full."""
        self._page = page
        self._speak()

    def end(self) -> None:
        """Has nothing more to say."""
        self._patience.stop()
        self.hide()

    def _speak(self) -> None:
        text = self._desk.text
        if self._page:
            said = text(N_("Page {page} is made."), page=self._desk.language.number(self._page))
        else:
            said = text(N_("The document is being made."))
        self.words.setText(said)
        self.words.setMinimumWidth(max(self.words.sizeHint().width(), _WORDS_WIDTH))
