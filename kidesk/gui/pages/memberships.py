"""The memberships: a list over what they cost, and in the details the review and who represents the university."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kidesk.gui.badges import BadgeLabel
from kidesk.gui.desk import Desk
from kidesk.gui.membership_costs import MembershipCosts
from kidesk.gui.part_entries import Entry
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
from kidesk.gui.step_card import StepCard
from kidesk.i18n import N_
from kidesk.operations.compose_memberships import running
from kidesk.records import MEMBERSHIPS, clock
from kidesk.records.fields import Parts
from kidesk.records.membership import Membership, evaluation_due, is_review_due, runs_on
from kidesk.records.record import Record
from kidesk.records.term import Tone


class MembershipDetail(RecordDetail):
    """The details of a membership, under its review. `review_asked` carries its id."""

    review_asked = Signal(int)

    def pictures(self, record: Record) -> list[QWidget]:
        assert isinstance(record, Membership)
        today = clock.today()
        is_lacking = runs_on(record, today) and not any(one.represents_on(today) for one in record.representatives)
        told = [self._lacking()] if is_lacking else []
        return [self._review(record), *told]

    def _review(self, membership: Membership) -> StepCard:
        said, due = self.desk.text, evaluation_due(membership)
        is_due = is_review_due(membership, clock.today())
        if due is not None:
            wanted = N_("To be reviewed since {day}.") if is_due else N_("To be reviewed on {day}.")
            sentence = said(wanted, day=self.desk.language.day(due))
        elif is_due:
            sentence = said(N_("The membership has never been reviewed."))
        else:
            sentence = said(N_("No review is planned."))
        card = StepCard("scale", said(N_("Review of the membership")), sentence, said(N_("Review…")), "pencil")
        card.asked.connect(partial(self.review_asked.emit, membership.id))
        return card

    def _lacking(self) -> QWidget:
        badge = BadgeLabel(self.desk.text(N_("Nobody represents the university")), str(Tone.WARN))
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(badge)
        return line

    def entries(self, field: Parts, record: Record) -> list[Entry]:
        """Representatives who have left are said to be former, and come last."""
        found = super().entries(field, record)
        if field.key != "representatives":
            return found
        today, former = clock.today(), self.desk.text(N_("Former"))
        pairs = [(one.has_left(today), shown) for one, shown in zip(field.read(record), found, strict=True)]
        marked = [(left, replace(shown, lines=(*shown.lines, former)) if left else shown) for left, shown in pairs]
        return [shown for _, shown in sorted(marked, key=lambda pair: pair[0])]


class MembershipPage(RecordPage):
    """The page of the memberships. `review_asked` carries an id, `costs_asked` asks for the report."""

    review_asked = Signal(int)
    costs_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, MEMBERSHIPS)
        self.costs = MembershipCosts(desk)
        self.put_beneath(self.costs)
        self.report_button = self.bar.add_button(N_("Report…"), "file-text")
        self.report_button.clicked.connect(lambda: self.costs_asked.emit())
        self.model.modelReset.connect(self._sum_up)

    def make_detail(self) -> RecordDetail:
        detail = MembershipDetail(self.desk, self.type)
        detail.review_asked.connect(self.review_asked)
        return detail

    def _sum_up(self) -> None:
        self.costs.show_memberships(running(self.desk.store))
