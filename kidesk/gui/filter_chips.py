"""The filters that hold for a list, as chips that take them away again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton

from kidesk.gui.desk import Desk
from kidesk.gui.flow_layout import FlowLayout
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import set_tool_tip
from kidesk.i18n import N_
from kidesk.operations import filter_values
from kidesk.records.filter import Chosen
from kidesk.records.record_type import RecordType

_LONGEST = 48


class Chip(QPushButton):
    """One filter with one value. Pressing it takes the filter away, and so do Delete and Backspace."""

    def __init__(self, desk: Desk, said: str, shown: str) -> None:
        # What a person named a record must not become a mnemonic.
        shown = shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
        super().__init__(shown.replace("&", "&&"))
        dress_button(self, "x", "chip", 14)
        remove = desk.text(N_("Take away the filter {filter}"), filter=said)
        self.setAccessibleName(remove)
        set_tool_tip(self, remove)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes the keys that remove."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)


class FilterChips(QFrame):
    """`removed` carries a filter's key and its value, `kept` asks for the view to be saved.

    Hidden while no filter holds and no saved view was changed.
    """

    removed = Signal(str, str)
    cleared = Signal()
    kept = Signal()

    def __init__(self, desk: Desk, record_type: RecordType) -> None:
        super().__init__()
        self.setProperty("kind", "topbar")
        self._desk, self._type = desk, record_type
        self.filters: Chosen = ()
        self.chips: list[Chip] = []
        self.clear_button, self.keep_button = QPushButton(self), QPushButton(self)  # else shown as windows
        for button, asked in ((self.clear_button, self.cleared), (self.keep_button, self.kept)):
            dress_button(button, "", "beside")
            button.clicked.connect(asked)
        desk.say(self.clear_button, self.clear_button.setText, N_("Clear all"))
        self._keeping = N_("Save view…")
        desk.keep_saying(self, lambda: self.keep_button.setText(desk.text(self._keeping)))
        self._row = FlowLayout(8)
        self._row.setContentsMargins(24, 8, 24, 8)
        self.setLayout(self._row)
        self.hide()
        desk.language_changed.connect(lambda: self.show_filters(self.filters))

    def show_filters(self, chosen: Chosen) -> None:
        """Shows these filters in their order, but the alternatives of one beside each other."""
        focused = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), None)
        self.filters = chosen
        while self._row.count():
            self._row.takeAt(0)
        keys = [key for key, _ in chosen]
        beside = sorted(chosen, key=lambda one: keys.index(one[0]))
        befores = ["", *(key for key, _ in beside)]
        old, self.chips = self.chips, [self._made(*one, before) for one, before in zip(beside, befores, strict=False)]
        for button in (*self.chips, self.clear_button, self.keep_button):
            self._row.addWidget(button)
            button.show()
        if focused is not None and self.chips:
            self.chips[min(focused, len(self.chips) - 1)].setFocus()
        for chip in old:
            chip.hide()
            chip.deleteLater()
        self._fit()

    def offer_keeping(self, words: str) -> None:
        """Offers to keep what is shown, in these words (a msgid); with none, there is nothing to keep."""
        self._keeping = words
        self.keep_button.setText(self._desk.text(words))
        self._fit()

    def _fit(self) -> None:
        is_changed = self._keeping == N_("Update the view")
        self.clear_button.setVisible(bool(self.filters))
        self.keep_button.setVisible(bool(self._keeping))
        self.setVisible(bool(self.filters) or is_changed)

    def _made(self, key: str, text: str, before: str) -> Chip:
        """The chip after one of the filter `before`, whose name is not said again."""
        value = filter_values.value_said(self._desk.store, self._type, key, text, self._desk.language)
        said = filter_values.filter_said(self._type, key, value, self._desk.language)
        shown = self._desk.text(N_("or {value}"), value=value) if key == before else said
        chip = Chip(self._desk, said, shown)
        # Later: what is done about it takes the chip that was pressed away.
        chip.clicked.connect(partial(self.removed.emit, key, text), Qt.ConnectionType.QueuedConnection)
        return chip
