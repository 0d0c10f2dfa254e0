"""A page that stands in no sidebar: what the window and its keys ask of every one of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class AsidePage(QWidget):
    """`left` is sent when the person goes back. `entry` is the key of the sidebar's entry it belongs to, if any."""

    left = Signal()
    entry = ""

    @property
    def title(self) -> str:
        """What the page is called, in the window's language."""
        raise NotImplementedError

    def panes(self) -> list[QWidget]:
        """What F6 goes through; the first one gets the keyboard."""
        raise NotImplementedError
