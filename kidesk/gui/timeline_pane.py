"""The timeline beside the details of a record: what happened around it, and the way to note a new meeting."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.flow_layout import FlowLayout
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.gui.timeline_list import TimelineList
from kidesk.i18n import N_
from kidesk.operations.new_interaction import begun_with
from kidesk.operations.timeline import timeline
from kidesk.operations.timeline_event import Event
from kidesk.records import clock, type_of
from kidesk.records.interaction import InteractionKind
from kidesk.records.protection import is_protected
from kidesk.records.record import Record

PROTECTED_HERE = N_("The identity is protected, so nothing is shown here. Whoever opens the record is noted.")
_PADDING = 20


class TimelinePane(QWidget):
    """`record_asked` carries the type and id of the record an entry leads to, `own_asked` nothing where that is the one
    shown; `interaction_asked` carries the values of a new interaction."""

    record_asked = Signal(object, int)
    own_asked = Signal()
    interaction_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._record: Record | None = None
        self._events: list[Event] = []
        self._name = PlainLabel("", "record", wrap=True)
        self.meetings = QCheckBox()
        self.list = TimelineList(desk.language)
        self._nothing = PlainLabel("", "muted", wrap=True)
        self.new = QPushButton()
        dress_button(self.new, "plus", "quiet")
        desk.say(self.new, self.new.setText, N_("New interaction…"))
        desk.say(self.meetings, self.meetings.setText, N_("Only interactions"))
        desk.say(self.list, self.list.setAccessibleName, N_("Timeline"))
        self.meetings.toggled.connect(self._show)
        self.list.opened.connect(self._open)
        self.new.clicked.connect(self._ask)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, 10, _PADDING, 0)
        column.setSpacing(8)
        above = FlowLayout(8)
        for widget in (self.new, self.meetings):
            above.addWidget(widget)
        column.addWidget(self._name)
        column.addLayout(above)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        column.addStretch(0)

    def show_record(self, record: Record) -> None:
        """Reads and shows the timeline of a record."""
        self._record = record
        self._name.setText(record.caption(self.desk.language.code))
        self._events = timeline(self.desk.store, record)
        self._show()

    def _show(self) -> None:
        only = self.meetings.isChecked()
        shown = [one for one in self._events if not only or isinstance(one.kind, InteractionKind)]
        nothing = N_("Nobody has been met yet.") if only else N_("Nothing has happened here yet.")
        is_hidden = self._record is not None and is_protected(self._record)
        self._nothing.setText(self.desk.text(PROTECTED_HERE if is_hidden else nothing))
        self._nothing.setVisible(not shown)
        self.list.setVisible(bool(shown))
        self.list.show_events(shown, self.desk.language)

    def _open(self, event: Event) -> None:
        record = self._record
        if record is not None and event.type is type_of(type(record)) and event.number == record.id:
            self.own_asked.emit()
        else:
            self.record_asked.emit(event.type, event.number)

    def _ask(self) -> None:
        if self._record is not None:
            self.interaction_asked.emit(begun_with(self.desk.store, self._record, clock.today()))
