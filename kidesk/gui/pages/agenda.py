"""The agenda page: what is dated in the register, by month; each can be opened, snoozed and awoken."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import QAbstractTableModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedWidget,
    QTabBar,
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
from kidesk.gui.pages.agenda_model import ABOUT, DAY, LEFT, MONTH, WHAT, AgendaModel
from kidesk.gui.pages.agenda_timeline import TimelineModel
from kidesk.gui.record_icons import ICONS
from kidesk.gui.tool_button import tool_button
from kidesk.i18n import N_
from kidesk.operations.agenda import Event, agenda, snooze, wake
from kidesk.operations.agenda_people import PeopleKind
from kidesk.records import clock
from kidesk.records.agreement_terms import EventKind
from kidesk.records.rules import months_before

_SPANS = (
    (3, N_("3 months")),
    (6, N_("6 months")),
    (12, N_("12 months")),
    (24, N_("24 months")),
)
_OWNERS = ((False, N_("Everybody's")), (True, N_("Mine")))
_WIDTHS = {MONTH: 110, DAY: 120, WHAT: 264, LEFT: 204}
_MONTH_WIDTH = 96
_LEAST_TITLE = 240
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
        self.snoozed = tool_button(desk, N_("Show snoozed"), "bell-off")
        self.snoozed.setCheckable(True)
        self.snooze_button = tool_button(desk, N_("Snooze…"), "alarm-clock")
        self.timeline_model = TimelineModel(desk)
        self.list, self.timeline = _EventList(self.model), _Timeline(self.timeline_model)
        self.tabs = QTabBar()
        self.empty = EmptyState(ICONS["agenda"])
        self._found: tuple[Event, ...] | None = None
        self._seen_on = dt.date.min
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setProperty("kind", "topbar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 8, 20, 8)
        row.setSpacing(8)
        for place, words in enumerate((N_("List"), N_("Timeline"))):
            self.tabs.addTab("")
            self.desk.say(self.tabs, partial(self.tabs.setTabText, place), words)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.desk.say(self.tabs, self.tabs.setAccessibleName, N_("Views"))
        row.addWidget(self.tabs)
        names = ((self.span, N_("Period"), 118), (self.kind, N_("What"), 140), (self.owner, N_("Whose"), 112))
        for options, name, least in names:
            options.setMinimumWidth(least)
            self.desk.say(options, options.setAccessibleName, name)
            row.addWidget(options)
        row.addWidget(self.snoozed)
        row.addStretch(1)
        row.addWidget(self.snooze_button)
        self._stack = QStackedWidget()
        for each in (self.list, self.timeline, self.empty):
            self._stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)
        self.desk.say(self.list, self.list.setAccessibleName, N_("Agenda"))
        self.desk.say(self.timeline, self.timeline.setAccessibleName, N_("Timeline"))
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
        self.tabs.currentChanged.connect(self._show)
        for view in (self.list, self.timeline):
            view.opened.connect(self._open)
            view.menu_asked.connect(self._menu_at)
            view.selectionModel().currentChanged.connect(self._suit)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the words of two commands to their tool tips on a narrow page."""
        super().resizeEvent(event)
        styles = Qt.ToolButtonStyle
        style = styles.ToolButtonIconOnly if self.width() < _NARROW else styles.ToolButtonTextBesideIcon
        for button in (self.snoozed, self.snooze_button):
            button.setToolButtonStyle(style)

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [next((view for view in (self.list, self.timeline) if view.isVisible()), self.span)]

    def current(self) -> Event | None:
        """The selected event; on the timeline the first of the cell."""
        if self._stack.currentWidget() is self.timeline:
            return next(iter(self.timeline_model.events_at(self.timeline.currentIndex())), None)
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
        view = self.timeline if self.tabs.currentIndex() else self.list
        place = view.currentIndex()
        row, column = max(place.row(), 0), max(place.column(), 0)
        if view is self.timeline:
            self.timeline_model.show_events(shown, self._seen_on, self.span.value())
            self.timeline.fit()
        else:
            self.model.show_events(shown, self._seen_on)
        set_compact(view, self.desk.settings.row_height <= COMPACT_ROW_HEIGHT)
        self._stack.setCurrentWidget(view if shown else self.empty)
        model = view.model()
        view.setCurrentIndex(model.index(min(row, model.rowCount() - 1), min(column, model.columnCount() - 1)))
        self._suit()

    def _suit(self, *_: object) -> None:
        event = self.current()
        self.snooze_button.setEnabled(event is not None and event.can_rest)

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
        event = self.current()
        menu.addAction(self.desk.text(N_("Open the record"))).triggered.connect(self._open)
        if event is not None and event.can_rest:
            self._add_snoozes(menu, event)
        return menu

    def _add_snoozes(self, menu: QMenu, event: Event) -> None:
        today = clock.today()
        menu.addSeparator()
        choices = (
            (N_("Snooze for a week"), today + dt.timedelta(days=7)),
            (N_("Snooze for a month"), months_before(today, -1)),
        )
        for words, until in choices:
            menu.addAction(self.desk.text(words)).triggered.connect(lambda _=False, until=until: self._try(until))
        menu.addAction(self.desk.text(N_("Snooze until a date…"))).triggered.connect(self.ask_day)
        if event.snoozed_until is not None:
            menu.addAction(self.desk.text(N_("End the snooze"))).triggered.connect(self.wake)

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


class _Dates(QTableView):
    """A table of dates. `opened` is sent at Enter and at a double click, `menu_asked` with a place on the screen."""

    opened = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, model: QAbstractTableModel) -> None:
        super().__init__()
        self.setModel(model)
        dress_table(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.doubleClicked.connect(lambda: self.opened.emit())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu_asked.emit(self.viewport().mapToGlobal(at)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the record."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class _EventList(_Dates):
    """The list by month."""

    def __init__(self, model: AgendaModel) -> None:
        super().__init__(model)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.horizontalHeader().setSectionResizeMode(ABOUT, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the month to the day where there is little room."""
        super().resizeEvent(event)
        self.setColumnHidden(MONTH, self.width() < _NARROW)


class _Timeline(_Dates):
    """The months across; one cell is selected at a time."""

    def __init__(self, model: TimelineModel) -> None:
        super().__init__(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)

    def fit(self) -> None:
        """Gives the months a width of their own and the records what is left, as far as there is any."""
        months = self.model().columnCount() - 1
        self.setColumnWidth(0, max(_LEAST_TITLE, self.viewport().width() - months * _MONTH_WIDTH))
        for column in range(1, months + 1):
            self.setColumnWidth(column, _MONTH_WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the columns to the window."""
        super().resizeEvent(event)
        self.fit()


def _kinds() -> list[tuple[EventKind | PeopleKind | None, str]]:
    return [(None, N_("All dates")), *((kind, kind.label) for kinds in (EventKind, PeopleKind) for kind in kinds)]
