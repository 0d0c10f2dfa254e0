"""The page that answers who could help with something somewhere: two fields, those found, and why."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from kidesk.errors import KideskError
from kidesk.gui import tasks
from kidesk.gui.cards import Card
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.labelled import Labelled
from kidesk.gui.pages.cards_page import CardsPage, beneath
from kidesk.gui.plain import PlainLabel
from kidesk.gui.section_table import Section
from kidesk.gui.tool_button import tool_button
from kidesk.i18n import N_, Language
from kidesk.operations.find_helpers import Helper, addresses, find_helpers
from kidesk.records import AMBASSADORS, clock
from kidesk.reports.content import Badge, Column
from kidesk.reports.wording import NOTHING_SAID, badge

TITLE = N_("Who could help")
_PAUSE = 300  # ms without a key before what is typed is looked for


class HelpersPage(CardsPage):
    """`record_chosen` carries a type and the id of one of those found; `copied` says what was copied."""

    record_chosen = Signal(object, int)
    copied = Signal(str)
    failed = Signal(object)
    entry = AMBASSADORS.key

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: tuple[Helper, ...] = ()
        self._asked = 0
        self.about, self.place = QLineEdit(), QLineEdit()
        self.copy = tool_button(desk, N_("Copy e-mail addresses"), "copy")
        self.results, self.why = Section(), Card()
        self.reasons = PlainLabel("", wrap=True)
        self.reasons.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.why.add(self.reasons)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self.lay_out(beneath(self._question(), self.results, self.why), self.copy)
        self._connect()
        self._show()

    def _question(self) -> Card:
        about = N_("All words, in Swedish or English, such as mentor public health.")
        place = N_("A country or a city, of the mandate or of an organisation there.")
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(Labelled(self.desk, N_("Help with"), self.about, about), 3)
        row.addWidget(Labelled(self.desk, N_("Where"), self.place, place), 2)
        card = Card()
        self.desk.say(card, card.set_title, N_("Who could help with something somewhere"))
        card.add(line)
        return card

    def _connect(self) -> None:
        self.copy.clicked.connect(self.copy_addresses)
        for line in (self.about, self.place):
            line.textEdited.connect(lambda: self._pause.start())
            line.returnPressed.connect(self.search)
            line.installEventFilter(self)
        self._pause.timeout.connect(self.search)
        self.results.chosen.connect(lambda number: self.record_chosen.emit(AMBASSADORS, number))
        self.results.table.selectionModel().currentRowChanged.connect(lambda: self._show_reasons())
        self.desk.records_changed.connect(lambda: self.search() if self.isVisible() else None)
        self.desk.language_changed.connect(self._show)

    @property
    def title(self) -> str:
        """What the page is called."""
        return self.desk.text(TITLE)

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.about, *([] if self.results.said else [self.results.table]), self.back]

    def search(self) -> None:
        """Looks for those who could help, out of the way of the window."""
        self._pause.stop()
        self._asked += 1
        about, place, store, today = self.about.text(), self.place.text(), self.desk.store, clock.today()
        tasks.begin(
            lambda progress: find_helpers(store, about, place, today), partial(self._take, self._asked), self._fail
        )

    def _take(self, asked: int, found: tuple[Helper, ...]) -> None:
        if asked == self._asked:  # what was asked for since takes its place
            self.found = found
            self._show()

    def _fail(self, error: BaseException) -> None:
        self.failed.emit(error if isinstance(error, KideskError) else KideskError(tasks.UNEXPECTED))

    def eventFilter(self, line: QObject, event: QEvent) -> bool:
        """From a field, the arrow down leads to those found; what lies around the field would scroll."""
        is_down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if is_down and event.type() == QEvent.Type.KeyPress and not self.results.said:
            self.results.table.setFocus()
            return True
        return super().eventFilter(line, event)

    def copy_addresses(self) -> None:
        """Copies the addresses of those found; who has opted out, or has none, is left out and counted."""
        found, said = addresses(self.found), self.desk.language
        without = sum(not one.email for one in self.found)
        QGuiApplication.clipboard().setText("; ".join(found))
        told = [said.plural("{count} e-mail address copied.", "{count} e-mail addresses copied.", len(found))]
        if without:
            told.append(
                said.plural(
                    "{count} person has no address that may be used.",
                    "{count} persons have no address that may be used.",
                    without,
                )
            )
        self.copied.emit(" ".join(told))

    # Showing

    def _show(self) -> None:
        said = self.desk.language
        columns = (
            Column(said.text(N_("Name")), 1.6),
            Column(said.text(N_("Stage")), 1.0),
            Column(said.text(N_("Hours left this year")), 0.9, "right"),
            Column(said.text(N_("Found by")), 4.0),
        )
        rows = [_row(one, said) for one in self.found]
        count = said.plural("{count} person", "{count} persons", len(rows)) if rows else ""
        is_asked = bool(self.about.text().strip() or self.place.text().strip())
        nothing = N_("Nobody was found. Try fewer words, or only the place.") if is_asked else _BEGIN
        self.results.show_rows(
            count or said.text(TITLE), columns, rows, said.text(nothing), [one.ambassador.id for one in self.found]
        )
        self.copy.setEnabled(bool(rows))
        self._show_reasons()

    def _show_reasons(self) -> None:
        row = max(self.results.table.currentIndex().row(), 0)
        self.why.setVisible(row < len(self.found))
        if row < len(self.found):
            said, one = self.desk.language, self.found[row]
            name = one.ambassador.caption(said.code)
            self.why.set_title(said.text(N_("Why {name} was found"), name=name))
            self.reasons.setText("\n".join(reason.said(said) for reason in one.reasons))


_BEGIN = N_("Say what help is needed, or where, to see who could give it.")


def _row(one: Helper, said: Language) -> tuple[str | Badge, ...]:
    left = said.number(one.hours_left) if one.hours_left is not None else NOTHING_SAID
    reasons = "; ".join(reason.said(said) for reason in one.reasons)
    return one.ambassador.listed(said.code), badge(one.ambassador.stage, said), left, reasons
