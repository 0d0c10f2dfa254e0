"""A card in an agreement's details: how its risk assessment stands, and the ways to it and to a new one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from kidesk.gui.badges import BadgeLabel
from kidesk.gui.desk import Desk
from kidesk.gui.icons import IconLabel, dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.gui.record_icons import ICONS
from kidesk.i18n import N_
from kidesk.operations.assess_risk import standing
from kidesk.records import RISK_ASSESSMENTS, clock
from kidesk.records.risk_assessment import RiskAssessment
from kidesk.records.term import Tone


class RiskCard(QFrame):
    """`asked` asks for a new risk assessment, `record_asked` for one of those there are to be shown."""

    asked = Signal()
    record_asked = Signal(object, int)

    def __init__(self, desk: Desk, agreement: int) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.desk = desk
        self.setAccessibleName(desk.text(RISK_ASSESSMENTS.one))
        found = standing(desk.store, agreement)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        for assessment in (*found.open, *filter(None, [found.in_effect])):
            column.addLayout(self._line(assessment))
        if found.in_effect is None and not found.open:
            column.addWidget(PlainLabel(desk.text(N_("The risks have not been assessed.")), "muted", wrap=True))
        if not found.open:
            column.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconLabel(ICONS[RISK_ASSESSMENTS.key], "accent", 16))
        row.addWidget(PlainLabel(self.desk.text(RISK_ASSESSMENTS.one), "section"), 1)
        return row

    def _foot(self) -> QHBoxLayout:
        new = QPushButton(self.desk.text(N_("New risk assessment…")))
        dress_button(new, "plus")
        new.clicked.connect(lambda: self.asked.emit())
        row = QHBoxLayout()
        row.addWidget(new)
        row.addStretch(1)
        return row

    def _line(self, assessment: RiskAssessment) -> QVBoxLayout:
        text = self.desk.text
        opening = QPushButton(text(N_("Show")))
        opening.setAccessibleName(f"{text(N_('Show the risk assessment'))}: {text(assessment.conclusion.label)}")
        dress_button(opening, "arrow-right", "quiet", 16)
        opening.clicked.connect(partial(self.record_asked.emit, RISK_ASSESSMENTS, assessment.id))
        conclusion = assessment.conclusion
        row = QHBoxLayout()
        row.addWidget(BadgeLabel(text(conclusion.label), str(conclusion.tone)))
        row.addStretch(1)
        row.addWidget(opening)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(row)
        for said in self._told(assessment):
            column.addWidget(PlainLabel(said, "small", wrap=True))
        today = clock.today()
        if not assessment.is_open and assessment.reassess_by is not None and assessment.reassess_by < today:
            column.addWidget(BadgeLabel(text(N_("To be assessed anew")), str(Tone.WARN)))
        return column

    def _told(self, assessment: RiskAssessment) -> list[str]:
        """Who decided when, or what is still open, and until when it holds."""
        text, day = self.desk.text, self.desk.language.day
        if assessment.is_open:
            missing = len(assessment.unanswered)
            said = self.desk.language.plural("{count} question unanswered", "{count} questions unanswered", missing)
            return [said if missing else text(N_("All questions are answered; a decision is still to be made."))]
        told = [text(N_("Decided by {who} on {day}"), who=assessment.decided_by, day=day(assessment.decided_on))]
        if assessment.reassess_by is not None:
            told.append(text(N_("To be assessed anew by {day}"), day=day(assessment.reassess_by)))
        return told
