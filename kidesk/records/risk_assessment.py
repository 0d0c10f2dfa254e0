"""Risk assessment: what was answered about one agreement, what was concluded, who decided and until when it holds."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records.agreement import Agreement
from kidesk.records.field import Problem, Stored
from kidesk.records.fields import Choice, Day, Link, Parts, Text
from kidesk.records.person import Person
from kidesk.records.record import Part, Record, line, link, needed_link, owner, prose, required
from kidesk.records.record_type import Caption, RecordType, Section, View
from kidesk.records.risk_guideline import RiskGuideline, RiskQuestion
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

    @property
    def is_given(self) -> bool:
        """Whether the question has been answered; a comment alone is no answer."""
        return self.verdict != RiskVerdict.NONE


class Answers(Parts):
    """Answers to the questions of a guideline, shown beside those of an earlier assessment.

    `questions_in` and `earlier_in` are the keys of the links to the two.
    """

    def __init__(
        self,
        attribute: InstrumentedAttribute[Any],
        label: str,
        fields: Sequence[Stored],
        *,
        questions_in: str,
        earlier_in: str,
    ) -> None:
        super().__init__(attribute, label, fields)
        self.questions_in, self.earlier_in = questions_in, earlier_in


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
        day = self.decided_on or self.assessed_on
        agreement = self.agreement.caption(code) if self.agreement is not None else ""
        return " ".join(filter(None, (agreement, day.isoformat() if day else "")))

    @property
    def is_open(self) -> bool:
        """Whether it still lacks a conclusion or a decision."""
        return self.conclusion == RiskConclusion.OPEN or self.decided_on is None

    @property
    def unanswered(self) -> list[RiskQuestion]:
        """The questions that have no answer yet."""
        given = {answer.code for answer in self.answers if answer.is_given}
        questions = self.guideline.questions if self.guideline is not None else []
        return [question for question in questions if question.code not in given]


def is_open(today: dt.date) -> ColumnElement[bool]:
    """Assessments that lack a conclusion or a decision."""
    return or_(RiskAssessment.conclusion == RiskConclusion.OPEN, RiskAssessment.decided_on.is_(None))


def is_due(today: dt.date) -> ColumnElement[bool]:
    """Assessments to be made anew by now."""
    return RiskAssessment.reassess_by <= today


def in_effect() -> Select[tuple[int]]:
    """The ids of the assessments that hold: of each agreement the concluded one that was decided last."""
    latest = RiskAssessment.decided_on.desc(), RiskAssessment.id.desc()
    rank = func.row_number().over(partition_by=RiskAssessment.agreement_id, order_by=latest).label("rank")
    is_concluded = ~is_open(dt.date.min)
    ranked = select(RiskAssessment.id, rank).where(is_concluded).subquery()
    return select(ranked.c.id).where(ranked.c.rank == 1)


def _problems(assessment: RiskAssessment) -> Iterator[Problem]:
    yield from in_order(assessment, "assessed_on", "decided_on")
    yield from in_order(assessment, "assessed_on", "reassess_by")
    if comes_back(assessment, "previous"):
        yield Problem("previous_id", N_("An assessment cannot replace itself."))
    yield from _doubtful_answers(assessment)
    if assessment.decided_on is not None:
        yield from _undecided(assessment)
    concerns = (RiskVerdict.CONCERN, RiskVerdict.SERIOUS)
    if assessment.conclusion == RiskConclusion.NO_OBSTACLE and any(a.verdict in concerns for a in assessment.answers):
        yield Problem(
            "conclusion",
            N_("No obstacle was found, though some answers tell of concerns; the conclusion was kept."),
            is_warning=True,
        )


def _doubtful_answers(assessment: RiskAssessment) -> Iterator[Problem]:
    codes = Counter(answer.code for answer in assessment.answers)
    for number, answer in enumerate(assessment.answers, start=1):
        details = {"row": number, "code": answer.code}
        if codes[answer.code] > 1:
            yield Problem("answers", N_("Row {row}: the question {code} is answered twice."), details)
        if answer.verdict == RiskVerdict.SERIOUS and not answer.comment.strip():
            message = N_("Question {code}: say in a comment what the serious concern is.")
            yield Problem("answers", message, details | {"field": Problem("comment", N_("Comment"))})


def _undecided(assessment: RiskAssessment) -> Iterator[Problem]:
    """What a decision still lacks."""
    missing = len(assessment.unanswered)
    if assessment.conclusion == RiskConclusion.OPEN:
        yield Problem("conclusion", N_("The assessment is decided on but still under way. Choose what it came to."))
    elif missing:
        yield Problem(
            "answers",
            N_("The assessment cannot be concluded while questions are unanswered. Still to be answered: {count}."),
            {"count": missing},
        )
    if not assessment.decided_by.strip():
        yield Problem("decided_by", N_("Say who has decided."))
    if assessment.reassess_by is None:
        yield Problem(
            "reassess_by",
            N_("No day is set by which the risks are to be assessed anew; nobody will be reminded."),
            is_warning=True,
        )


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
                Answers(
                    RiskAssessment.answers,
                    N_("Answers"),
                    (
                        Text(RiskAnswer.code, N_("Code")),
                        Choice(RiskAnswer.verdict, N_("Answer")),
                        Text(RiskAnswer.comment, N_("Comment")),
                    ),
                    questions_in="guideline_id",
                    earlier_in="previous_id",
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
