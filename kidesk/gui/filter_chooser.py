"""Choosing a filter for a list: first which, then a value, found by typing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.finder import Finder, Hit
from kidesk.i18n import N_, fold
from kidesk.operations import filter_values
from kidesk.records.filter import Chosen, Filter
from kidesk.records.record_type import RecordType

_WIDTH = 340


class FilterChooser(Finder):
    """`toggled` carries a filter's key and a value: one that holds already is taken away.

    Backspace in the empty field, or Escape, leads back from the values to the filters.
    """

    toggled = Signal(str, str)

    def __init__(self, desk: Desk, window: QWidget, record_type: RecordType) -> None:
        super().__init__(desk, window, _WIDTH, 14)
        self._type = record_type
        self._chosen: Chosen = ()
        self._filter: Filter | None = None
        desk.keep_saying(self, self._speak)

    def open_for(self, chosen: Chosen, place: QPoint) -> None:
        """Asks which filter; `chosen` are those that hold. `place` is the upper right corner."""
        self._chosen = chosen
        self._go(None)
        self.open_at(QPoint(max(0, place.x() - _WIDTH), place.y()))

    def _go(self, wanted: Filter | None) -> None:
        self._filter = wanted
        self._speak()
        self.line.clear()
        self.search()

    def _speak(self) -> None:
        said = self._desk.text(self._filter.label if self._filter else N_("Filter by"))
        self.line.setPlaceholderText(said)
        self.line.setAccessibleName(said)

    def look_up(self, typed: str) -> list[Hit]:
        """The filters, or the values of the one chosen; those that hold have a check mark."""
        return self._filters(typed) if self._filter is None else self._values(self._filter, typed)

    def _filters(self, typed: str) -> list[Hit]:
        words = fold(typed).split()
        named = ((one, self._desk.text(one.label)) for one in self._type.filters)
        return [
            Hit(said, "list-filter", partial(self._go, one), stays=True)
            for one, said in named
            if all(word in fold(said) for word in words)
        ]

    def _values(self, wanted: Filter, typed: str) -> list[Hit]:
        offers = filter_values.offers(self._desk.store, wanted, typed, self._desk.language)
        return [
            Hit(said, "check" if (wanted.key, text) in self._chosen else "plus", partial(self._toggle, wanted, text))
            for text, said in offers
        ]

    def nothing(self) -> str:
        """A value that is not in a list has to be typed."""
        return self._desk.text(N_("Type to find a value")) if not self.line.text().strip() else super().nothing()

    def _toggle(self, wanted: Filter, text: str) -> None:
        self.close_finder()
        self.toggled.emit(wanted.key, text)

    def _key(self, event: QKeyEvent) -> bool:
        is_back = event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Backspace and not self.line.text())
        if is_back and self._filter is not None:
            self._go(None)
            return True
        return super()._key(event)
