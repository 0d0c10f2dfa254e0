"""The bar over the page: its title, the search button and the button for a new record."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from kidesk.gui.desk import Desk
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_

_SEARCH_WIDTH = 280


class TopBar(QFrame):
    """`search_asked` and `new_asked` are sent when their buttons are pressed."""

    search_asked = Signal()
    new_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "topbar")
        self.title = PlainLabel("", "title")
        search = QPushButton()
        search.setFixedWidth(_SEARCH_WIDTH)
        desk.say(search, search.setText, N_("Search everything (Ctrl+K)"))
        dress_button(search, "search", "search")
        search.clicked.connect(self.search_asked)
        self.new = QPushButton()
        self.new.clicked.connect(self.new_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 20, 12)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(search)
        row.addWidget(self.new)

    def show_page(self, title: str, new: str) -> None:
        """Shows a page's title and what its new record is called; no button where that is empty."""
        self.title.setText(title)
        self.new.setVisible(bool(new))
        self.new.setText(new)
        dress_button(self.new, "plus", "primary")


class DemonstrationBanner(QFrame):
    """Says that the data are invented."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "strip")
        words = PlainLabel("", "strong", wrap=True)
        desk.say(
            words,
            words.setText,
            N_("Demonstration data: the people and agreements here are invented for trying out kidesk."),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 24, 6)
        row.addWidget(words)
