"""The interactions: a list like the others, with what is to be followed up and what can be done about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.pages.overview_follow_ups import DONE, POSTPONE, overdue
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
from kidesk.gui.step_card import StepCard
from kidesk.i18n import N_
from kidesk.records import INTERACTIONS, clock
from kidesk.records.interaction import Interaction, waits_for_follow_up
from kidesk.records.record import Record


class InteractionDetail(RecordDetail):
    """The details of an interaction, under its follow-up."""

    follow_up_asked = Signal(str, int)

    def pictures(self, record: Record) -> list[QWidget]:
        assert isinstance(record, Interaction)
        return [self._card(record)] if waits_for_follow_up(record) else []

    def _card(self, record: Interaction) -> StepCard:
        said, today = self.desk.text, clock.today()
        is_due = record.follow_up_on is not None and record.follow_up_on <= today
        card = StepCard("clock-alert" if is_due else "clock", *self._words(record), said(N_("Followed up…")), "check")
        card.asked.connect(partial(self.follow_up_asked.emit, DONE, record.id))
        later = card.add_button(said(N_("Put off…") if record.follow_up_on else N_("Set a day…")), "alarm-clock")
        later.clicked.connect(partial(self.follow_up_asked.emit, POSTPONE, record.id))
        return card

    def _words(self, record: Interaction) -> tuple[str, str]:
        """The heading, with how long it has been due, and who is to do it when."""
        said, language, today = self.desk.text, self.desk.language, clock.today()
        on, by = record.follow_up_on, record.follow_up_by
        heading = said(N_("To follow up"))
        if on is not None and on <= today:
            heading = f"{heading} · {overdue(on, today, language)}"
        who = by.caption(language.code) if by is not None else said(N_("Nobody named"))
        if on is None:
            return heading, said(N_("{who}, without a date"), who=who)
        return heading, said(N_("{who}, on {day}"), who=who, day=language.day(on))


class InteractionPage(RecordPage):
    """The page of the interactions. `follow_up_asked` carries what is to be done, and an id."""

    follow_up_asked = Signal(str, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, INTERACTIONS)

    def make_detail(self) -> RecordDetail:
        detail = InteractionDetail(self.desk, self.type)
        detail.follow_up_asked.connect(self.follow_up_asked)
        return detail
