"""Risk assessment: what was answered about one agreement, what was concluded, who decided and until when it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records.agreement import Agreement
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Day, Link, Parts, Text
from kidesk.records.person import Person
from kidesk.records.record import Part, Record, line, link, needed_link, owner, prose, required
from kidesk.records.record_type import Caption, RecordType, Section, View
from kidesk.records.risk_guideline import RiskGuideline
from kidesk.records.rules import comes_back, in_order
from kidesk.records.term import Term, Tone


class RiskVerdict(Term):
    """What is answered to one question."""

    NONE = "none", N_("Not answered"), Tone.NONE
    NO_CONCERN = "no-concern", N_("No concern"), Tone.OK
    CONCERN = "concern", N_("Concern"), Tone.WARN
    SERIOUS = "serious", N_("Serious concern"), Tone.BAD
    NOT_APPLICABLE = "not-applicable", N_("Not applicable"), Tone.NONE


class RiskConclusion(Term):
    """What the assessment came to."""

    OPEN = "open", N_("Under way"), Tone.INFO
    NO_OBSTACLE = "no-obstacle", N_("No obstacle"), Tone.OK
    WITH_MEASURES = "with-measures", N_("Acceptable with measures"), Tone.WARN
    NOT_ADVISABLE = "not-advisable", N_("Not advisable"), Tone.BAD


class RiskAnswer(Part):
    """The answer to the question with the same code."""

    __tablename__ = "risk_answer"
    assessment_id: Mapped[int] = owner("risk_assessment")
    code: Mapped[str] = required(20)
    verdict: Mapped[RiskVerdict] = mapped_column(default=RiskVerdict.NONE)
    comment: Mapped[str] = prose()


class RiskAssessment(Record):
    """The assessment of one agreement by one version of the questions; `previous` is the one it replaces."""

    __tablename__ = "risk_assessment"
    named_after: ClassVar[str] = "agreement"

    agreement_id: Mapped[int] = needed_link("agreement")
    guideline_id: Mapped[int] = needed_link("risk_guideline")
    previous_id: Mapped[int | None] = link("risk_assessment")
    assessor_id: Mapped[int | None] = link("person")
    assessed_on: Mapped[dt.date | None]
    conclusion: Mapped[RiskConclusion] = mapped_column(default=RiskConclusion.OPEN)
    comment: Mapped[str] = prose()
    decided_by: Mapped[str] = line(300)
    decided_on: Mapped[dt.date | None]
    reassess_by: Mapped[dt.date | None]

    agreement: Mapped[Agreement] = relationship()
    guideline: Mapped[RiskGuideline] = relationship()
    previous: Mapped[RiskAssessment | None] = relationship(remote_side="RiskAssessment.id")
    assessor: Mapped[Person | None] = relationship()
    answers: Mapped[list[RiskAnswer]] = relationship(cascade="all, delete-orphan", order_by="RiskAnswer.id")

    def caption(self, code: str) -> str:
        return self.agreement.caption(code) if self.agreement is not None else ""

    @property
    def is_open(self) -> bool:
        """Whether it still lacks a conclusion or a decision."""
        return self.conclusion == RiskConclusion.OPEN or self.decided_on is None


def is_open(today: dt.date) -> ColumnElement[bool]:
    """Assessments that lack a conclusion or a decision."""
    return or_(RiskAssessment.conclusion == RiskConclusion.OPEN, RiskAssessment.decided_on.is_(None))


def is_due(today: dt.date) -> ColumnElement[bool]:
    """Assessments to be made anew by now."""
    return RiskAssessment.reassess_by <= today


def _problems(assessment: RiskAssessment) -> Iterator[Problem]:
    yield from in_order(assessment, "assessed_on", "decided_on")
    yield from in_order(assessment, "assessed_on", "reassess_by")
    if comes_back(assessment, "previous"):
        yield Problem("previous_id", N_("An assessment cannot replace itself."))


RISK_ASSESSMENTS = RecordType(
    RiskAssessment,
    key="risk-assessments",
    one=N_("Risk assessment"),
    many=N_("Risk assessments"),
    new=N_("New risk assessment"),
    empty=N_("No risk assessments yet"),
    sections=(
        Section(
            N_("Assessment"),
            (
                Caption(RiskAssessment, N_("Name")),
                Link(RiskAssessment.agreement_id, RiskAssessment.agreement, N_("Agreement")),
                Link(RiskAssessment.guideline_id, RiskAssessment.guideline, N_("Questions")),
                Link(RiskAssessment.previous_id, RiskAssessment.previous, N_("Replaces the assessment")),
                Link(RiskAssessment.assessor_id, RiskAssessment.assessor, N_("Assessor")),
                Day(RiskAssessment.assessed_on, N_("Assessed on")),
            ),
        ),
        Section(
            N_("Answers"),
            (
                Parts(
                    RiskAssessment.answers,
                    N_("Answers"),
                    (
                        Text(RiskAnswer.code, N_("Code")),
                        Choice(RiskAnswer.verdict, N_("Answer")),
                        Text(RiskAnswer.comment, N_("Comment")),
                    ),
                ),
            ),
        ),
        Section(
            N_("Conclusion"),
            (
                Choice(RiskAssessment.conclusion, N_("Conclusion")),
                Text(RiskAssessment.comment, N_("Comment on the conclusion")),
                Text(RiskAssessment.decided_by, N_("Decided by")),
                Day(RiskAssessment.decided_on, N_("Decided on")),
                Day(RiskAssessment.reassess_by, N_("To be assessed anew by")),
            ),
        ),
    ),
    columns=("name", "assessed_on", "reassess_by", "conclusion"),
    badge="conclusion",
    views=(
        View("all", N_("All")),
        View("open", N_("Open"), is_open),
        View("due", N_("To be assessed anew"), is_due),
    ),
    problems=_problems,
)
