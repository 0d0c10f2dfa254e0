"""The overview page: what is in force, what needs attention, how the plan stands and what was changed."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from kidesk.gui.cards import Row
from kidesk.gui.desk import Desk
from kidesk.gui.empty import EmptyState
from kidesk.gui.pages.agenda_model import tone_of
from kidesk.gui.pages.overview_cards import ChartCard, FigureCard, ListCard, counted
from kidesk.gui.pages.overview_follow_ups import FollowUpsCard
from kidesk.gui.pages.overview_plan import PlanBoard
from kidesk.gui.pages.reminder import Reminder
from kidesk.gui.record_icons import ICONS
from kidesk.i18n import N_
from kidesk.operations.agenda import Event, coming
from kidesk.operations.follow_up import FollowUp, due
from kidesk.operations.overview import Attention, Change, Entry, Exposure, Overview, overview
from kidesk.records import clock
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.quarter import Period
from kidesk.reports.over_time import Columns, Series

_MARGIN = 24
_GAP = 16
_NEAR_MONTHS = 3  # the months that begin within 90 days stand out in the chart
_MOST_ROWS = 60
_WELCOME_WIDTH = 620  # three buttons, in either language
_NARROW = 900
_IN_FOUR = 4


class OverviewPage(QWidget):
    """The first page. It asks; the window does."""

    record_chosen = Signal(object, int)
    page_asked = Signal(str)
    new_asked = Signal(object)
    import_asked = Signal()
    starter_asked = Signal()
    assess_asked = Signal(int, object, str)
    follow_up_asked = Signal(str, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.agreements, self.ambassadors, self.exposure = FigureCard(), FigureCard(), FigureCard()
        self.board = PlanBoard(desk)
        self.plan, self.reds, self.assessing = self.board.plan, self.board.reds, self.board.assessing
        self.endings = ChartCard(_NEAR_MONTHS)
        self.attention, self.recent, self.coming = ListCard(), ListCard(), ListCard()
        self.follow_ups = FollowUpsCard(desk)
        self.reminder = Reminder(desk)
        self.empty = self._make_empty()
        self._stack = QStackedWidget()
        self._is_narrow: bool | None = None
        self._cards = self._make_cards()
        self._stack.addWidget(self._cards)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.reminder)
        column.addWidget(self._stack, 1)
        self._overview: Overview | None = None
        self._coming: tuple[Event, ...] = ()
        self._due: tuple[FollowUp, ...] = ()
        self._connect()

    def _make_cards(self) -> QScrollArea:
        board = QWidget()
        board.setProperty("kind", "clear")
        grid = QGridLayout(board)
        grid.setContentsMargins(_MARGIN, 20, _MARGIN, _MARGIN)
        grid.setSpacing(_GAP)
        for place in range(_IN_FOUR):
            grid.setColumnMinimumWidth(place, 120)
            grid.setColumnStretch(place, 1)
        self._grid = grid
        self._arrange()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(board)
        return area

    def _arrange(self) -> None:
        """Four figures in a line and two lists; in a narrow window half of that, since words would have no room."""
        is_narrow = self.width() < _NARROW
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        figures, lists = (self.agreements, self.ambassadors, self.exposure, self.plan), self._lists()
        for cards, first, span in ((figures, 0, 1), (lists, 2, 2)):
            wide = span * 2 if is_narrow else span
            for place, card in enumerate(cards):
                line, column = divmod(place * wide, _IN_FOUR)
                is_alone = place == len(cards) - 1 and not column
                self._grid.removeWidget(card)
                self._grid.addWidget(card, first + line, column, 1, _IN_FOUR if is_alone else wide)
        for line in range(self._grid.rowCount()):
            self._grid.setRowStretch(line, 0 if line < 2 else 1)

    def _lists(self) -> tuple[QWidget, ...]:
        pairs = (self.follow_ups, self.coming), (self.endings, self.attention), (self.assessing, self.reds)
        return *(card for pair in pairs for card in pair), self.recent

    def _make_empty(self) -> EmptyState:
        empty = EmptyState("handshake")
        for words, icon, signal in (
            (N_("Load the starter content"), "package-open", self.starter_asked),
            (N_("Import a file…"), "file-up", self.import_asked),
        ):
            button = empty.add_button(self.desk.text(words), icon, primary=signal is self.starter_asked)
            self.desk.say(button, button.setText, words)
            button.clicked.connect(signal)
        add = empty.add_button(self.desk.text(AGREEMENTS.new), "plus")
        self.desk.say(add, add.setText, AGREEMENTS.new)
        add.clicked.connect(lambda: self.new_asked.emit(AGREEMENTS))
        if (middle := add.parentWidget()) is not None:
            middle.setMaximumWidth(_WELCOME_WIDTH)
        self.desk.keep_saying(empty, lambda: self._say_welcome(empty))
        return empty

    def _say_welcome(self, empty: EmptyState) -> None:
        empty.set_text(
            self.desk.text(N_("Welcome to kidesk")),
            self.desk.text(
                N_(
                    "Nothing is kept here yet. The starter content brings units, networks, plans and indicator series; "
                    "you can change or delete all of it. Or begin with your own list of organisations, "
                    "or with an agreement."
                )
            ),
        )

    def _connect(self) -> None:
        for card, key in (
            (self.agreements, "agreements"),
            (self.ambassadors, "ambassadors"),
            (self.exposure, "indicators"),
        ):
            card.opened.connect(lambda key=key: self.page_asked.emit(key))
        self.reminder.agenda_asked.connect(lambda: self.page_asked.emit("agenda"))
        self.board.plan_asked.connect(lambda: self.page_asked.emit("plans"))
        self.board.record_chosen.connect(self.record_chosen)
        self.board.assess_asked.connect(self.assess_asked)
        for rows in (self.attention, self.recent, self.coming, self.follow_ups):
            rows.list.chosen.connect(lambda key: self.record_chosen.emit(*key))
        self.follow_ups.act_asked.connect(self.follow_up_asked)
        self.desk.records_changed.connect(self._refresh)
        self.desk.language_changed.connect(self._show)
        self.desk.settings_changed.connect(self._remeasure)

    # What happens

    def load(self) -> None:
        """Reads everything where it has changed or a day has gone by, and shows it."""
        if self._overview is None or self._overview.today != clock.today():
            self._overview = overview(self.desk.store, clock.today())
            self._coming = coming(self.desk.store, clock.today(), self.desk.settings)
            self._due = due(self.desk.store, clock.today())
            self._show()
            self.reminder.remind(sum(event.is_urgent for event in self._coming))

    def showEvent(self, event: QShowEvent) -> None:
        """Brings what changed meanwhile, be it only the day."""
        super().showEvent(event)
        self.load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Suits the cards to the window."""
        super().resizeEvent(event)
        self._arrange()

    def _refresh(self, touched: object = None) -> None:
        self._overview = None
        if self.isVisible():
            self.load()

    def _remeasure(self) -> None:
        """Other reminders make other dates urgent."""
        if self._overview is not None:
            self._coming = coming(self.desk.store, self._overview.today, self.desk.settings)
            self._show_coming()

    def _show(self) -> None:
        found = self._overview
        if found is None:
            return
        self._stack.setCurrentWidget(self.empty if found.is_empty else self._cards)
        self._show_figures(found)
        self.board.show_status(found.plan)
        self._show_endings(found)
        self._show_attention(found.attention)
        self._show_recent(found.recent)
        self.follow_ups.show_due(self._due, found.today)
        self._show_coming()

    # The cards

    def _show_figures(self, found: Overview) -> None:
        said, number = self.desk.language, self.desk.language.number
        expiring = len(found.expiring)
        note = said.plural("{count} expires within 90 days", "{count} expire within 90 days", expiring)
        if not expiring:
            note = said.text(N_("None expires within 90 days"))
        self.agreements.show_figure(said.text(N_("Agreements in force")), number(found.in_force), note)
        countries = said.plural("in {count} country", "in {count} countries", len(found.countries))
        self.ambassadors.show_figure(
            said.text(N_("Active ambassadors")), number(found.ambassadors), countries if found.countries else ""
        )
        self._show_exposure(found.exposure)

    def _show_exposure(self, exposure: Exposure | None) -> None:
        said = self.desk.language
        if exposure is None:
            self.exposure.show_figure(said.text(N_("Media exposure")), "–", said.text(N_("No values yet")))
            return
        note = self._period(exposure.period)
        if exposure.change is not None:
            note = said.text(
                N_("{period}, {change} in a year"), period=note, change=signed_percent(exposure.change, self.desk)
            )
        self.exposure.show_figure(exposure.caption(said.code), said.number(exposure.value), note)

    def _show_endings(self, found: Overview) -> None:
        said = self.desk.language
        counts = Series(said.text(AGREEMENTS.many), tuple(one.count for one in found.endings))
        months = tuple(said.month(one.month).rstrip(".") for one in found.endings)
        self.endings.show_columns(
            said.text(N_("Agreements that end in the coming 12 months")),
            Columns((counts,), months),
            said,
            said.text(N_("No agreement ends in the coming 12 months.")),
        )

    def _show_attention(self, attention: tuple[Attention, ...]) -> None:
        said = self.desk.language
        rows = [self._attention_row(one) for one in attention[:_MOST_ROWS]]
        title = counted(said, said.text(N_("Needs attention")), len(attention))
        self.attention.show_rows(title, rows, said.text(N_("Nothing needs attention now.")))

    def _attention_row(self, one: Attention) -> Row:
        said = self.desk.language
        day = said.day(one.on) if one.on else said.text(N_("Never reviewed"))
        return Row(_key(one), one.caption(said.code), day, badge=said.text(one.need.label), tone=str(one.need.tone))

    def _show_coming(self) -> None:
        said = self.desk.language
        rows = [
            Row(
                _key(one), one.caption(said.code), said.day(one.on), badge=said.text(one.kind.label), tone=tone_of(one)
            )
            for one in self._coming[:_MOST_ROWS]
        ]
        title = counted(said, said.text(N_("Coming up")), len(self._coming))
        self.coming.show_rows(title, rows, said.text(N_("Nothing is coming up.")))

    def _show_recent(self, recent: tuple[Change, ...]) -> None:
        said = self.desk.language
        rows = [self._recent_row(one) for one in recent]
        self.recent.show_rows(said.text(N_("Recently changed")), rows, said.text(N_("Nothing has been changed yet.")))

    def _recent_row(self, one: Change) -> Row:
        said = self.desk.language
        return Row(_key(one), one.caption(said.code), said.text(one.type.one), icon=ICONS[one.type.key])

    def _period(self, name: str) -> str:
        """A month, quarter or year as it is written."""
        if "-Q" in name:
            return Period.named(name).said(self.desk.language)
        if len(name) == len("2024-03"):
            first = dt.date.fromisoformat(f"{name}-01")
            return self.desk.text(N_("{month} {year}"), month=self.desk.language.month(first), year=first.year)
        return name


def _key(entry: Entry) -> tuple[object, int]:
    return entry.type, entry.number


def signed_percent(share: float, desk: Desk) -> str:
    """A share as it is written with its sign: "+12 %" in Swedish, "+12%" in English."""
    percent = round(share * 100)
    sign = "+" if percent > 0 else "−" if percent < 0 else "±"
    return desk.text(N_("{sign}{number}%"), sign=sign, number=desk.language.number(abs(percent)))
