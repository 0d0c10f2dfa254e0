"""The note in the form of a new person or organisation that there may be one already."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from kidesk.gui import tasks, theme
from kidesk.gui.desk import Desk
from kidesk.gui.icons import IconLabel, dress_button
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.i18n import N_
from kidesk.operations.find_duplicates import Match, like
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType

_PAUSE = 400  # milliseconds after the last key
_MOST = 3
_LONGEST = 36  # characters of a name on a button
_Found = tuple[list[Match], dict[int, Record]]


class LikeNote(QFrame):
    """Looks for what is like the values that `typed` gives, after each pause. `asked` carries the id of one found.

    Hidden while nothing is alike. What is found is asked for off the thread of the windows, one question at a time.
    """

    asked = Signal(int)

    def __init__(self, desk: Desk, record_type: RecordType, typed: Callable[[], dict[str, Any]]) -> None:
        super().__init__()
        self._desk, self._type, self._typed = desk, record_type, typed
        self._seen: dict[str, Any] = {}
        self._is_under_way = False
        self._is_there = True
        self.found: list[Record] = []
        self.setProperty("kind", "banner")
        theme.mark(self, "tone", "info")
        self.words = PlainLabel("")
        self.buttons = [self._button(place) for place in range(_MOST)]
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel("info", "info"))
        row.addWidget(self.words)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        self.hide()
        self.destroyed.connect(partial(self.__dict__.update, _is_there=False))  # the form may be closed meanwhile
        desk.say(self.words, self.words.setText, N_("There may be one already:"))
        desk.keep_saying(self, self._show)

    def _button(self, place: int) -> QPushButton:
        button = QPushButton()
        dress_button(button, "", "quiet")
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._ask, place))
        return button

    def wait(self) -> None:
        """Something was typed: looks after the next pause."""
        self._pause.start()

    def _ask(self, place: int) -> None:
        self.asked.emit(self.found[place].id)

    def _look(self) -> None:
        values = self._typed()
        if self._is_under_way or values == self._seen:
            return
        self._seen, self._is_under_way = values, True
        store, record_type = self._desk.store, self._type

        def work(progress: object) -> _Found:
            matches = like(store, record_type, values)[:_MOST]
            return matches, store.page(record_type.record, [one.number for one in matches])

        tasks.begin(work, self._end, lambda error: self._end(([], {})))

    def _end(self, found: _Found) -> None:
        if self._is_there:
            self._take(found)

    def _take(self, found: _Found) -> None:
        self._is_under_way = False
        matches, rows = found
        before = [one.id for one in self.found]
        self.found = [rows[one.number] for one in matches if one.number in rows]
        self._show()
        if self.found and [one.id for one in self.found] != before:
            said = " ".join([self.words.text(), *(button.text() for button in self.buttons if not button.isHidden())])
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
        self._pause.start()  # what was typed meanwhile

    def _show(self) -> None:
        for place, button in enumerate(self.buttons):
            name = self._named(self.found[place]) if place < len(self.found) else ""
            button.setText(name.replace("&", "&&"))
            button.setAccessibleName(self._desk.text(N_("Show {name}"), name=name))
            set_tool_tip(button, self._tip(self.found[place]) if name else "")
            button.setVisible(bool(name))
        self.setVisible(bool(self.found))

    def _named(self, record: Record) -> str:
        """The name and what tells namesakes apart, not too long for a button."""
        said = self._desk.language
        more = (self._type.field(key).text(record, said) for key in self._type.columns[1:])
        name = " · ".join(filter(None, [record.caption(said.code), next(filter(None, more), "")]))
        return name if len(name) <= _LONGEST else f"{name[:_LONGEST].rstrip()}…"

    def _tip(self, record: Record) -> str:
        """What else tells which one it is."""
        texts = (self._type.field(key).text(record, self._desk.language) for key in self._type.columns[1:])
        return "\n".join(filter(None, [record.caption(self._desk.language.code), *texts]))
