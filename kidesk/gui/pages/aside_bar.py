"""The bar of a page that stands in no sidebar: the way back at the left, what can be done at the right."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kidesk.gui.flow_layout import FlowLayout


def goes_back(event: QKeyEvent) -> bool:
    """Whether a key asks for the way back: Escape or Alt+Left."""
    is_left = event.key() == Qt.Key.Key_Left and event.modifiers() == Qt.KeyboardModifier.AltModifier
    return is_left or event.key() == Qt.Key.Key_Escape


class AsideBar(QFrame):
    """Holds the page's buttons."""

    def __init__(self, back: QWidget, *others: QWidget) -> None:
        super().__init__()
        self.setProperty("kind", "topbar")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 20, 8)
        row.setSpacing(8)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_flowing(others), 1)


def _flowing(others: Iterable[QWidget]) -> QWidget:
    """In as many lines as a narrow window asks for, so that no word is cut."""
    box, flow = QWidget(), FlowLayout(8, is_at_end=True)
    flow.setContentsMargins(0, 0, 0, 0)
    for one in others:
        flow.addWidget(one)
    box.setLayout(flow)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    box.setSizePolicy(policy)
    return box


class Board(QScrollArea):
    """Cards beneath each other, scrolled where they are longer than the page."""

    def __init__(self, *cards: QWidget) -> None:
        super().__init__()
        board = QWidget()
        board.setProperty("kind", "clear")
        column = QVBoxLayout(board)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(board)
