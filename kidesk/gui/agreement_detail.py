"""The details of an agreement, with how its risk assessment stands and the way to it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kidesk.gui.badges import BadgeLabel
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.gui.record_detail import RecordDetail
from kidesk.i18n import N_
from kidesk.operations.assess_risk import standing
from kidesk.records import RISK_ASSESSMENTS, clock
from kidesk.records.record import Record
from kidesk.records.risk_assessment import RiskAssessment
from kidesk.records.term import Tone


class AgreementDetail(RecordDetail):
    """`risk_asked` asks for a new risk assessment, `record_asked` for another record to be shown."""

    risk_asked = Signal()
    record_asked = Signal(object, int)

    def pictures(self, record: Record) -> list[QWidget]:
        """The risk assessment that holds, and those still open."""
        found = standing(self.desk.store, record.id)
        box = QFrame()
        box.setProperty("kind", "card")
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(PlainLabel(self.desk.text(RISK_ASSESSMENTS.one), "section"))
        shown = [*found.open, *filter(None, [found.in_effect])]
        for assessment in shown:
            column.addLayout(self._line(assessment))
        if not shown:
            column.addWidget(PlainLabel(self.desk.text(N_("The risks have not been assessed.")), "muted", wrap=True))
        if not found.open:
            new = QPushButton(self.desk.text(N_("New risk assessment…")))
            dress_button(new, "plus", "quiet", 16)
            new.clicked.connect(self.risk_asked)
            row = QHBoxLayout()
            row.addWidget(new)
            row.addStretch(1)
            column.addLayout(row)
        return [box]

    def _line(self, assessment: RiskAssessment) -> QVBoxLayout:
        text = self.desk.text
        opening = QPushButton(text(N_("Show")))
        opening.setAccessibleName(text(N_("Show the risk assessment")))
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
