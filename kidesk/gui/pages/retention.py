"""The retention review: whose data are due, why, and what is decided about each. Nothing is deleted here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.pages.cards_page import CardsPage, beneath
from kidesk.gui.plain import PlainLabel
from kidesk.gui.section_table import Section
from kidesk.gui.tool_button import tool_button
from kidesk.i18n import N_
from kidesk.operations.retention_review import Due, due
from kidesk.records import PERSONS, PRIVACY_DECISIONS, clock
from kidesk.reports.content import Column

_EXPLAINED = N_(
    "Choose a person and decide: keep the data until a day, for a reason, or erase them. What is decided is noted. "
    "Enter opens the person."
)


class RetentionPage(CardsPage):
    """It asks; the window does. Its signals carry the person's number."""

    keep_asked = Signal(int)
    erase_asked = Signal(int)
    record_chosen = Signal(object, int)
    entry = PRIVACY_DECISIONS.key

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.due: tuple[Due, ...] = ()
        self.section = Section()
        self.keep = tool_button(desk, N_("Keep until…"), "calendar-clock")
        self.erase = tool_button(desk, N_("Erase…"), "user-x")
        self._explained = PlainLabel("", "muted", wrap=True)
        desk.say(self._explained, self._explained.setText, _EXPLAINED)
        self.lay_out(beneath(self._explained, self.section), self.keep, self.erase)
        self.keep.clicked.connect(lambda: self._ask(self.keep_asked))
        self.erase.clicked.connect(lambda: self._ask(self.erase_asked))
        self.section.chosen.connect(lambda number: self.record_chosen.emit(PERSONS, number))
        self.section.table.selectionModel().selectionChanged.connect(self._suit)
        desk.records_changed.connect(self._refresh)
        desk.language_changed.connect(self._refresh)

    @property
    def title(self) -> str:
        return self.desk.text(N_("Retention review"))

    def panes(self) -> list[QWidget]:
        return [self.section.table, self.back] if self.due else [self.back]

    def load(self) -> None:
        """Reads who is due today, and shows them."""
        said = self.desk.text
        self.due = due(self.desk.store, clock.today())
        titles = (N_("Person"), 1.4), (N_("Why"), 2.2), (N_("Last contact"), 1.0), (N_("Due since"), 1.0)
        rows = [
            (
                one.caption(self.desk.language),
                one.reason(self.desk.language),
                self.desk.language.day(one.last_contact),
                self.desk.language.day(one.review.due_on),
            )
            for one in self.due
        ]
        counted = self.desk.language.plural("{count} person to review", "{count} persons to review", len(rows))
        self.section.show_rows(
            counted if rows else said(N_("Retention review")),
            [Column(said(title), share) for title, share in titles],
            rows,
            said(N_("Nobody’s data are to be reviewed now.")),
            [one.number for one in self.due],
        )
        self._suit()

    def current(self) -> int | None:
        """The number of the person whose row is chosen."""
        row = self.section.table.currentIndex().row()
        return self.due[row].number if 0 <= row < len(self.due) else None

    def showEvent(self, event: QShowEvent) -> None:
        """Brings what changed meanwhile, be it only the day."""
        super().showEvent(event)
        self.load()

    def _refresh(self, touched: object = None) -> None:
        if self.isVisible():
            self.load()

    def _suit(self, *_: object) -> None:
        for button in (self.keep, self.erase):
            button.setEnabled(self.current() is not None)

    def _ask(self, signal: object) -> None:
        number = self.current()
        if number is not None:
            signal.emit(number)  # type: ignore[attr-defined]
