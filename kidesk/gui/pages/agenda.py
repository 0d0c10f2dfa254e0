"""The agenda page: what is dated in the agreements, by month; each can be opened, snoozed and awoken."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kidesk.errors import KideskError
from kidesk.gui.delegate import COMPACT_ROW_HEIGHT, dress_table, set_compact
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.labelled import Options
from kidesk.gui.dialogs.snooze import SnoozeDialog
from kidesk.gui.empty import EmptyState
from kidesk.gui.icons import dress_button
from kidesk.gui.pages.agenda_model import AGREEMENT, DAY, LEFT, MONTH, WHAT, AgendaModel
from kidesk.gui.record_icons import ICONS
from kidesk.i18n import N_
from kidesk.operations.agenda import Event, agenda, snooze, wake
from kidesk.records import clock
from kidesk.records.agreement_terms import EventKind
from kidesk.records.rules import months_before

_SPANS = (
    (3, N_("3 months ahead")),
    (6, N_("6 months ahead")),
    (12, N_("12 months ahead")),
    (24, N_("24 months ahead")),
)
_OWNERS = ((False, N_("Everybody's")), (True, N_("Mine")))
_WIDTHS = {MONTH: 110, DAY: 120, WHAT: 200, LEFT: 204}
_CHOICE_WIDTH = 164
_NARROW = 900


class AgendaPage(QWidget):
    """It asks; the window does. `done` says what can be undone, `failed` carries a KideskError."""

    record_chosen = Signal(object, int)
    done = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.model = AgendaModel(desk)
        self.span, self.kind = Options(desk, _SPANS), Options(desk, _kinds())
        self.owner = Options(desk, _OWNERS)
        self.snoozed = self._button(N_("Show snoozed"), "bell-off", is_checkable=True)
        self.snooze_button = self._button(N_("Snooze…"), "alarm-clock")
        self.list = _EventList(self.model)
        self.empty = EmptyState(ICONS["agenda"])
        self._found: tuple[Event, ...] | None = None
        self._seen_on = dt.date.min
        self._lay_out()
        self._connect()

    def _button(self, words: str, sign: str, *, is_checkable: bool = False) -> QPushButton:
        button = QPushButton()
        button.setCheckable(is_checkable)
        self.desk.say(button, button.setText, words)
        dress_button(button, sign, "", 16)
        return button

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setProperty("kind", "topbar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 8, 20, 8)
        row.setSpacing(8)
        names = ((self.span, N_("Period")), (self.kind, N_("What")), (self.owner, N_("Whose")))
        for options, name in names:
            options.setMinimumWidth(_CHOICE_WIDTH)
            self.desk.say(options, options.setAccessibleName, name)
            row.addWidget(options)
        row.addWidget(self.snoozed)
        row.addStretch(1)
        row.addWidget(self.snooze_button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)
        self.desk.say(self.list, self.list.setAccessibleName, N_("Agenda"))
        self.desk.keep_saying(self.empty, self._say_empty)

    def _say_empty(self) -> None:
        self.empty.set_text(
            self.desk.text(N_("No dates to watch")),
            self.desk.text(N_("Nothing is dated here with these choices. Choose a longer period to see more.")),
        )

    def _connect(self) -> None:
        self.span.currentIndexChanged.connect(self._refresh)
        for options in (self.kind, self.owner):
            options.currentIndexChanged.connect(self._show)
        self.snoozed.toggled.connect(self._show)
        self.snooze_button.clicked.connect(self.ask_snooze)
        self.list.opened.connect(self._open)
        self.list.menu_asked.connect(self._menu_at)
        self.list.selectionModel().currentRowChanged.connect(self._suit)
        self.desk.records_changed.connect(self._refresh)
        self.desk.settings_changed.connect(self._refresh)
        self.desk.language_changed.connect(self._show)

    # What happens

    def load(self) -> None:
        """Reads everything where it has changed or a day has gone by, and shows it."""
        today = clock.today()
        if self._found is None or self._seen_on != today:
            until = months_before(today, -self.span.value())
            self._found, self._seen_on = agenda(self.desk.store, today, until, self.desk.settings), today
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Brings what changed meanwhile, be it only the day."""
        super().showEvent(event)
        self.load()

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.list if self.model.events else self.span]

    def current(self) -> Event | None:
        """The selected event."""
        row = self.list.currentIndex().row()
        return self.model.events[row] if 0 <= row < len(self.model.events) else None

    def _refresh(self, touched: object = None) -> None:
        self._found = None
        if self.isVisible():
            self.load()

    def _show(self, chosen: object = None) -> None:
        kind, is_mine = self.kind.value(), self.owner.value()
        shown = [
            event
            for event in self._found or ()
            if (kind is None or event.kind == kind)
            and (event.is_mine or not is_mine)
            and (event.snoozed_until is None or self.snoozed.isChecked())
        ]
        row = self.list.currentIndex().row()
        self.model.show_events(shown, self._seen_on)
        set_compact(self.list, self.desk.settings.row_height <= COMPACT_ROW_HEIGHT)
        self._stack.setCurrentWidget(self.list if shown else self.empty)
        if shown:
            self.list.selectRow(min(max(row, 0), len(shown) - 1))
        self._suit()

    def _suit(self, *_: object) -> None:
        self.snooze_button.setEnabled(self.current() is not None)

    def _open(self) -> None:
        event = self.current()
        if event is not None:
            self.record_chosen.emit(event.type, event.number)

    # Snoozing

    def ask_snooze(self) -> None:
        """Offers how long the selected event is to rest."""
        self._menu_at(self.snooze_button.mapToGlobal(QPoint(0, self.snooze_button.height())))

    def _menu_at(self, place: QPoint) -> None:
        if self.current() is not None:
            self.menu().popup(place)

    def menu(self) -> QMenu:
        """What can be done with the selected event."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        event, today = self.current(), clock.today()
        menu.addAction(self.desk.text(N_("Open the agreement"))).triggered.connect(self._open)
        menu.addSeparator()
        choices = (
            (N_("Snooze for a week"), today + dt.timedelta(days=7)),
            (N_("Snooze for a month"), months_before(today, -1)),
        )
        for words, until in choices:
            menu.addAction(self.desk.text(words)).triggered.connect(lambda _=False, until=until: self._try(until))
        menu.addAction(self.desk.text(N_("Snooze until a date…"))).triggered.connect(self.ask_day)
        if event is not None and event.snoozed_until is not None:
            menu.addAction(self.desk.text(N_("End the snooze"))).triggered.connect(self.wake)
        return menu

    def ask_day(self) -> None:
        """Asks for the day until which the selected event is to rest."""
        SnoozeDialog(self.desk, self.snooze_until, self).open()

    def snooze_until(self, until: dt.date) -> None:
        """Puts the selected event off. Raises KideskError."""
        event = self.current()
        if event is not None:
            snooze(self.desk.store, event, until, clock.today())
            self.done.emit(self.desk.text(N_("Snoozed until {day}"), day=self.desk.language.day(until)))

    def _try(self, until: dt.date) -> None:
        try:
            self.snooze_until(until)
        except KideskError as error:
            self.failed.emit(error)

    def wake(self) -> None:
        """Ends the selected event's snooze."""
        event = self.current()
        if event is None:
            return
        try:
            wake(self.desk.store, event)
        except KideskError as error:
            self.failed.emit(error)
        else:
            self.done.emit(self.desk.text(N_("The date is no longer snoozed")))


class _EventList(QTableView):
    """The table. `opened` is sent at Enter and at a double click, `menu_asked` with a place on the screen."""

    opened = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, model: AgendaModel) -> None:
        super().__init__()
        self.setModel(model)
        dress_table(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(AGREEMENT, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda: self.opened.emit())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu_asked.emit(self.viewport().mapToGlobal(at)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the month to the day where there is little room."""
        super().resizeEvent(event)
        self.setColumnHidden(MONTH, self.width() < _NARROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the agreement."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


def _kinds() -> list[tuple[EventKind | None, str]]:
    return [(None, N_("All dates")), *((kind, kind.label) for kind in EventKind)]
