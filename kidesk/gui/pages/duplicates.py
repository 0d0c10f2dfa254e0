"""The page of duplicates: pairs of persons or organisations that may be the same, the surest first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.duplicate_search import DuplicateSearch
from kidesk.gui.pages.cards_page import CardsPage, beneath
from kidesk.gui.pair_card import PairCard
from kidesk.gui.plain import PlainLabel
from kidesk.gui.tool_button import tool_button
from kidesk.i18n import N_
from kidesk.operations.find_duplicates import Pair
from kidesk.records import ORGANISATIONS, PERSONS
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType

_AT_ONCE = 20  # pairs; the rest follows on request
_TITLES = {PERSONS.key: N_("Duplicates among persons"), ORGANISATIONS.key: N_("Duplicates among organisations")}


class DuplicatesPage(CardsPage):
    """It asks; the window does. The signals carry the record type and the ids, the older record first."""

    record_chosen = Signal(object, int)
    merge_asked = Signal(object, int, int)
    apart_asked = Signal(object, int, int)

    def __init__(self, desk: Desk, search: DuplicateSearch) -> None:
        super().__init__(desk)
        self._search = search
        self.type: RecordType = PERSONS
        self.cards: list[PairCard] = []
        self._most = _AT_ONCE
        self.more = tool_button(desk, N_("Show more"), "chevron-down")
        self.said = PlainLabel("", "muted", wrap=True)
        self._column = beneath(self.said)
        self._column.insertWidget(1, self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.lay_out(self._column)
        self.more.clicked.connect(self._show_more)
        search.found.connect(self._take)
        desk.records_changed.connect(self._refresh)
        desk.keep_saying(self, self._show)

    # What happens

    def show_type(self, record_type: RecordType) -> None:
        """Shows the pairs of a record type from the top, and looks for them where something has changed."""
        self.type, self.entry, self._most = record_type, record_type.key, _AT_ONCE
        self.board.verticalScrollBar().setValue(0)
        self._search.start(record_type)
        self._show()

    @property
    def title(self) -> str:
        """Of which records the pairs are."""
        return self.desk.text(_TITLES[self.type.key])

    def panes(self) -> list[QWidget]:
        """What F6 goes through: the first pair, and the way back."""
        return [*(card.merge for card in self.cards[:1]), self.back]

    def showEvent(self, event: QShowEvent) -> None:
        """What has changed meanwhile is looked for."""
        super().showEvent(event)
        self._search.start(self.type)

    def _refresh(self, touched: object = None) -> None:
        if self.isVisible():
            self._search.start(self.type)

    def _take(self, record_type: RecordType) -> None:
        if record_type is self.type:
            self._show()

    def _show_more(self) -> None:
        self._most += _AT_ONCE
        self._show()

    # Showing

    def _show(self) -> None:
        pairs = self._search.pairs(self.type)
        had_keyboard = next((place for place, card in enumerate(self.cards) if _has_keyboard(card)), None)
        for card in self.cards:
            card.setParent(None)
            card.deleteLater()
        shown = (pairs or [])[: self._most]
        numbers = sorted({number for pair in shown for number in (pair.one, pair.other)})
        rows = self.desk.store.page(self.type.record, numbers) if numbers else {}
        # Where a record is gone by now, the search that is under way will say so.
        self.cards = [self._card(pair, rows) for pair in shown if pair.one in rows and pair.other in rows]
        for place, card in enumerate(self.cards, start=1):
            self._column.insertWidget(place, card)
        self.more.setVisible(len(pairs or []) > self._most)
        self.said.setText(self._count(pairs))
        if had_keyboard is not None:
            left = self.cards[min(had_keyboard, len(self.cards) - 1)].merge if self.cards else self.back
            left.setFocus()

    def _card(self, pair: Pair, rows: dict[int, Record]) -> PairCard:
        card = PairCard(self.desk, self.type, pair, (rows[pair.one], rows[pair.other]))
        card.opened.connect(partial(self.record_chosen.emit, self.type), Qt.ConnectionType.QueuedConnection)
        # Later: what happens then makes the cards anew, and with them the button that was pressed.
        for asked, ask in ((card.merge_asked, self.merge_asked), (card.apart_asked, self.apart_asked)):
            asked.connect(partial(ask.emit, self.type, pair.one, pair.other), Qt.ConnectionType.QueuedConnection)
        return card

    def _count(self, pairs: list[Pair] | None) -> str:
        if pairs is None:
            return self.desk.text(N_("Looking for records that are alike…"))
        if not pairs:
            return self.desk.text(N_("No two records look alike."))
        return self.desk.language.plural(
            "{count} pair may be the same. Nothing is merged unless you say so.",
            "{count} pairs may be the same. Nothing is merged unless you say so.",
            len(pairs),
        )


def _has_keyboard(card: QWidget) -> bool:
    focus = card.window().focusWidget()
    return focus is not None and card.isAncestorOf(focus)
