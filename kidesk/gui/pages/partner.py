"""The partner page: everything about one organisation in one place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from kidesk.gui.badges import BadgeLabel
from kidesk.gui.balance_view import BalanceView
from kidesk.gui.breaking_text import copyable
from kidesk.gui.cards import Card
from kidesk.gui.desk import Desk
from kidesk.gui.pages.cards_page import CardsPage
from kidesk.gui.pages.partner_sections import sections
from kidesk.gui.plain import PlainLabel
from kidesk.gui.section_table import Section
from kidesk.gui.tool_button import tool_button
from kidesk.i18n import N_
from kidesk.operations.partner_overview import PartnerOverview, partner_overview
from kidesk.records import ORGANISATIONS, clock
from kidesk.records.organisation import Organisation, PartnerStanding
from kidesk.records.record import Record

_NARROW = 900
_LABEL_WIDTH = 150
_VALUE_ROOM = 150
_WHOLE = ("agreements", "dates", "balance")  # what has long rows takes the whole width
_PAIRS = ("persons", "interactions", "risks", "ambassadors", "memberships", "units")
_NOT_FACTS = ("name", "standing")


class PartnerPage(CardsPage):
    """It asks; the window does. `left` is sent when the person goes back, or the organisation is no more."""

    record_chosen = Signal(object, int)
    edit_asked = Signal(object, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.number: int | None = None
        self.found: PartnerOverview | None = None
        self.head = Card()
        self.facts: QWidget | None = None
        self.badge = BadgeLabel()
        self.sections = {name: Section() for name in (*_WHOLE, *_PAIRS)}
        self.pictures = Card()
        self.balance: BalanceView | None = None
        self.head.add(_at_the_left(self.badge))
        self.edit = tool_button(desk, N_("Edit…"), "pencil")
        self.register = tool_button(desk, N_("Show in the register"), "building-2")
        self._grid = QGridLayout()
        self._place(is_wide=True)
        self.lay_out(self._grid, self.register, self.edit)
        self._connect()

    def _place(self, *, is_wide: bool) -> None:
        """Pairs of sections beside each other where there is room, else all below each other."""
        self._is_wide = is_wide
        below = [self.head, *(self.sections[name] for name in _WHOLE), self.pictures]
        pairs = [self.sections[name] for name in _PAIRS]
        while self._grid.takeAt(0) is not None:
            pass
        for row, card in enumerate(below):
            self._grid.addWidget(card, row, 0, 1, 2)
        for place, card in enumerate(pairs):
            if is_wide:
                self._grid.addWidget(card, len(below) + place // 2, place % 2)
            else:
                self._grid.addWidget(card, len(below) + place, 0, 1, 2)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(len(below) + len(pairs), 1)

    def _connect(self) -> None:
        self.edit.clicked.connect(partial(self._ask, self.edit_asked))
        self.register.clicked.connect(partial(self._ask, self.record_chosen))
        for section in self.sections.values():
            section.chosen.connect(lambda key: self.record_chosen.emit(*key))
        self.desk.records_changed.connect(self._refresh)
        self.desk.settings_changed.connect(self._refresh)
        self.desk.language_changed.connect(self._show)

    # What happens

    def show_partner(self, number: int) -> None:
        """Shows another organisation from the top."""
        self.number, self.found = number, None
        self.board.verticalScrollBar().setValue(0)
        self.load()

    def load(self) -> None:
        """Reads everything where it has changed or a day has gone by, and shows it."""
        if self.number is None or (self.found is not None and self.found.today == clock.today()):
            return
        self.found = partner_overview(self.desk.store, self.number, clock.today(), self.desk.settings)
        if self.found is None:
            self.number = None
            self.left.emit()
            return
        self._show()

    @property
    def title(self) -> str:
        """What the organisation is called."""
        return self.found.organisation.caption(self.desk.language.code) if self.found else ""

    def panes(self) -> list[QWidget]:
        """What F6 goes through: the tables that have rows, and the way back."""
        tables = [section.table for section in self.sections.values() if not section.said]
        return [*tables, self.back]

    def showEvent(self, event: QShowEvent) -> None:
        """Brings what changed meanwhile, be it only the day."""
        super().showEvent(event)
        self.load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sets the sections below each other on a narrow page."""
        super().resizeEvent(event)
        if (self.width() >= _NARROW) != self._is_wide:
            self._place(is_wide=not self._is_wide)

    def _refresh(self, touched: frozenset[type[Record]] | None = None) -> None:
        self.found = None
        if self.isVisible():
            self.load()

    def _ask(self, signal: object) -> None:
        if self.number is not None:
            signal.emit(ORGANISATIONS, self.number)  # type: ignore[attr-defined]

    # Showing

    def _show(self) -> None:
        if self.found is None:
            return
        said = self.desk.language
        self._show_head(self.found.organisation)
        for name, shown in sections(self.found, said).items():
            self.sections[name].show_rows(shown.title, shown.columns, shown.rows, shown.nothing, shown.keys)
        self._show_balance(self.found)

    def _show_head(self, organisation: Organisation) -> None:
        said = self.desk.language
        self.head.set_title(said.text(N_("Organisation")))
        is_partner = organisation.standing != PartnerStanding.NONE
        self.badge.setVisible(is_partner)
        self.badge.set_badge(said.text(organisation.standing.label), str(organisation.standing.tone))
        if self.facts is not None:
            self.facts.setParent(None)
            self.facts.deleteLater()
        self.facts = QWidget()
        grid = QGridLayout(self.facts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        filled = [
            (said.text(field.label), text)
            for field in ORGANISATIONS.fields
            if field.key not in _NOT_FACTS and (text := field.text(organisation, said)).strip()
        ]
        half = (len(filled) + 1) // 2
        for place, (name, text) in enumerate(filled):
            label = PlainLabel(name, "muted", wrap=True)
            label.setFixedWidth(_LABEL_WIDTH)
            down, across = (place, 0) if place < half else (place - half, 2)
            grid.addWidget(label, down, across, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(copyable(text, room=_VALUE_ROOM), down, across + 1, Qt.AlignmentFlag.AlignTop)
        for column in (1, 3):
            grid.setColumnStretch(column, 1)
        self.head.add(self.facts)

    def _show_balance(self, found: PartnerOverview) -> None:
        """The pictures beneath the balance, where there is one."""
        said, shown = self.desk.language, found.balance
        if self.balance is not None:
            self.balance.setParent(None)
            self.balance.deleteLater()
            self.balance = None
        self.pictures.set_title(said.text(N_("Exchange by academic year")) if shown.balance.rows else "")
        self.pictures.setVisible(bool(shown.balance.rows or shown.balance.elsewhere))
        if shown.balance.rows or shown.balance.elsewhere:
            ranking = N_("Balance by agreement")
            self.balance = BalanceView(shown.balance, shown.by_agreement, ranking, said, is_across=True)
            self.pictures.add(self.balance)


def _at_the_left(widget: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return line
