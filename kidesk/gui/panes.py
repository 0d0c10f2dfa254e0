"""The panes of a page side by side: its list, and the details of one record or what stands there for several."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

LEAST_WIDTH = 260


class Panes(QSplitter):
    """The list takes what room the others leave. Only one of the others is shown."""

    def __init__(self, shown: QWidget, one: QWidget, several: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._one, self._several = one, several
        self.setHandleWidth(1)
        for place, pane in enumerate((shown, one, several)):
            self.addWidget(pane)
            self.setStretchFactor(place, int(place == 0))
            if place:
                pane.setMinimumWidth(LEAST_WIDTH)
        self.setCollapsible(0, False)

    def share(self, width: int, beside: int) -> None:
        """Shares a width: so much for what stands beside the list, in pixels."""
        self.setSizes([width - beside, beside, beside])

    def show_several(self, *, is_roomy: bool) -> None:
        """Shows what stands there for several, as wide as the details were; nothing where there is no room."""
        self._swap(self._one, self._several, is_shown=is_roomy)

    def show_one(self) -> None:
        """Gives the details their place back."""
        self._swap(self._several, self._one, is_shown=True)

    def _swap(self, before: QWidget, after: QWidget, *, is_shown: bool) -> None:
        if after.isHidden() or not before.isHidden():
            room, *beside = self.sizes()
            before.hide()
            after.setVisible(is_shown)
            self.setSizes([room, sum(beside), sum(beside)])
