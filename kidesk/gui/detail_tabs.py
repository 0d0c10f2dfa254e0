"""The details of a record and its timeline as two tabs; the timeline is read when it is looked at."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.timeline_pane import TimelinePane
from kidesk.i18n import N_
from kidesk.records.record import Record

_DETAILS, _TIMELINE = range(2)
_EDGE = 8


class DetailTabs(QWidget):
    """`record_asked` and `interaction_asked` are what the timeline asks for."""

    record_asked = Signal(object, int)
    interaction_asked = Signal(object)

    def __init__(self, desk: Desk, details: QWidget) -> None:
        super().__init__()
        self.timeline = TimelinePane(desk)
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self._stack = QStackedWidget()
        self._record: Record | None = None
        for place, (words, page) in enumerate(((N_("Details"), details), (N_("Timeline"), self.timeline))):
            self.bar.addTab("")
            desk.say(self.bar, partial(self.bar.setTabText, place), words)
            self._stack.addWidget(page)
        desk.say(self.bar, self.bar.setAccessibleName, N_("Details and timeline"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(_EDGE, 0, _EDGE, 0)
        above.addWidget(self.bar)
        above.addStretch(1)
        column.addLayout(above)
        column.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self._turn)
        self.timeline.own_asked.connect(lambda: self.bar.setCurrentIndex(_DETAILS))
        self.timeline.record_asked.connect(self.record_asked)
        self.timeline.interaction_asked.connect(self.interaction_asked)

    def show_record(self, record: Record) -> None:
        """Tells that another record is shown, or the same one anew."""
        self._record = record
        self._read()

    def show_timeline(self) -> None:
        """Turns to the timeline."""
        self.bar.setCurrentIndex(_TIMELINE)

    def _turn(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._read()

    def _read(self) -> None:
        if self._record is not None and self.bar.currentIndex() == _TIMELINE:
            self.timeline.show_record(self._record)
