"""A page of cards that stands in no sidebar: the way back and what can be done in a bar, cards beneath it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kidesk.gui.aside_page import AsidePage
from kidesk.gui.desk import Desk
from kidesk.gui.flow_layout import FlowLayout
from kidesk.gui.tool_button import tool_button
from kidesk.i18n import N_


class CardsPage(AsidePage):
    """The button `back`, Escape and Alt+Left go back. `board` scrolls the cards where they are longer than the page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.back = tool_button(desk, N_("Back"), "arrow-left")
        self.back.clicked.connect(self.left)
        self.board = QScrollArea()

    def lay_out(self, cards: QLayout, *buttons: QWidget) -> None:
        """Puts the buttons into the bar and the cards beneath it."""
        cards.setContentsMargins(24, 20, 24, 24)
        cards.setSpacing(16)
        board = QWidget()
        board.setProperty("kind", "clear")
        board.setLayout(cards)
        self.board.setWidgetResizable(True)
        self.board.setFrameShape(QFrame.Shape.NoFrame)
        self.board.setWidget(board)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar(buttons))
        column.addWidget(self.board, 1)

    def _bar(self, buttons: tuple[QWidget, ...]) -> QFrame:
        bar = QFrame()
        bar.setProperty("kind", "topbar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(18, 8, 20, 8)
        row.setSpacing(8)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_flowing(buttons), 1)
        return bar

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Alt+Left go back."""
        is_left = event.key() == Qt.Key.Key_Left and event.modifiers() == Qt.KeyboardModifier.AltModifier
        if is_left or event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _flowing(buttons: Iterable[QWidget]) -> QWidget:
    """In as many lines as a narrow window asks for, so that no word is cut."""
    box, flow = QWidget(), FlowLayout(8, is_at_end=True)
    flow.setContentsMargins(0, 0, 0, 0)
    for one in buttons:
        flow.addWidget(one)
    box.setLayout(flow)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    box.setSizePolicy(policy)
    return box


def beneath(*cards: QWidget) -> QVBoxLayout:
    """Cards beneath each other, from the top."""
    column = QVBoxLayout()
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column
