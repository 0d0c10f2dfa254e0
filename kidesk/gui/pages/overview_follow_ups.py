"""The card of the follow-ups on the overview: who, what and since when, with what can be done about each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from kidesk.gui.cards import Row, RowButton, RowList
from kidesk.gui.desk import Desk
from kidesk.gui.icons import dress_button
from kidesk.gui.pages.overview_cards import ListCard, counted
from kidesk.gui.plain import set_tool_tip
from kidesk.i18n import N_, Language
from kidesk.operations.follow_up import FollowUp
from kidesk.records.term import Tone

DONE, POSTPONE = "done", "postpone"
ACTS = ((DONE, N_("Followed up…"), "check"), (POSTPONE, N_("Put off…"), "alarm-clock"))
_MOST_ROWS = 60


def overdue(on: dt.date, today: dt.date, language: Language) -> str:
    """How long a follow-up has been due."""
    days = (today - on).days
    if days <= 0:
        return language.text(N_("Due today"))
    return language.plural("{count} day overdue", "{count} days overdue", days)


def tone(on: dt.date, today: dt.date) -> Tone:
    """What is overdue is bad, what is due today is a warning."""
    return Tone.BAD if on < today else Tone.WARN


class _Rows(RowList):
    """Each row with its buttons. `acted` carries what is to be done, and the row's key."""

    acted = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def line(self, row: Row, button: RowButton) -> QWidget:
        part = QWidget()
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        line.addWidget(button, 1)
        for act, words, icon in ACTS:
            tool = QToolButton()
            dress_button(tool, icon)
            tool.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            said = self._desk.text(words)
            tool.setAccessibleName(f"{said} {row.text}")
            set_tool_tip(tool, said)
            tool.clicked.connect(partial(self.acted.emit, act, row.key))
            line.addWidget(tool)
        return part


class FollowUpsCard(ListCard):
    """What is to be followed up. `act_asked` carries what is to be done and the id of the interaction."""

    act_asked = Signal(str, int)

    def __init__(self, desk: Desk) -> None:
        rows = _Rows(desk)
        super().__init__(rows)
        self._desk = desk
        rows.acted.connect(lambda act, key: self.act_asked.emit(act, key[1]))

    def show_due(self, found: Sequence[FollowUp], today: dt.date) -> None:
        """Shows the follow-ups that are due on a day, the longest overdue first, in the window's language."""
        said = self._desk.language
        title = counted(said, said.text(N_("To follow up")), len(found))
        rows = [self._row(one, today) for one in found[:_MOST_ROWS]]
        self.show_rows(title, rows, said.text(N_("Nothing is to be followed up now.")))

    def _row(self, one: FollowUp, today: dt.date) -> Row:
        said, code = self._desk.language, self._desk.language.code
        since = said.text(N_("since {day}"), day=said.day(one.on))
        beneath = " · ".join(filter(None, (one.by(code) or said.text(N_("Nobody named")), since, one.whom(code))))
        badge = overdue(one.on, today, said)
        return Row(
            (one.type, one.number), one.caption(code), badge=badge, tone=str(tone(one.on, today)), beneath=beneath
        )
