"""Risk guideline: the questions of responsible internationalisation, in versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records.edition import COLUMNS, Edition, edition_fields
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Number, Parts, Text
from kidesk.records.record import Part, line, owner, required
from kidesk.records.record_type import RecordType, Section, View
from kidesk.records.rules import named
from kidesk.records.term import Term


class RiskBlock(Term):
    """What a question is about (DOMAIN, Risk assessment)."""

    PURPOSE = "purpose", N_("Purpose and motives")
    PARTNER = "partner", N_("Partner and ownership")
    COUNTRY = "country", N_("Country context")
    CONTENT = "content", N_("Sanctions, export control and critical technology")
    DATA = "data", N_("Data and intellectual property")
    ETHICS = "ethics", N_("Ethics and human rights")
    FUNDING = "funding", N_("Funding and balance")
    EXIT = "exit", N_("Exit clause")


class RiskQuestion(Part):
    """A question. Its `code` stays the same from version to version, so that answers can be set side by side."""

    __tablename__ = "risk_question"
    guideline_id: Mapped[int] = owner("risk_guideline")
    code: Mapped[str] = required(20)
    position: Mapped[int] = mapped_column(default=1)
    block: Mapped[RiskBlock] = mapped_column(default=RiskBlock.PURPOSE)
    question_sv: Mapped[str] = line(600)
    question_en: Mapped[str] = line(600)
    help_sv: Mapped[str] = line(1000)
    help_en: Mapped[str] = line(1000)


class RiskGuideline(Edition):
    """One version of the questions, valid from a day on. `source` says what they rest on."""

    __tablename__ = "risk_guideline"

    # Always read with the guideline: an assessment shows them.
    questions: Mapped[list[RiskQuestion]] = relationship(
        cascade="all, delete-orphan", order_by="(RiskQuestion.position, RiskQuestion.id)", lazy="selectin"
    )


def _problems(guideline: RiskGuideline) -> Iterator[Problem]:
    yield from named(guideline, "name", N_("Give the questions a name in at least one language."))
    codes = Counter(question.code for question in guideline.questions)
    for number, question in enumerate(guideline.questions, start=1):
        if codes[question.code] > 1:
            yield Problem(
                "questions",
                N_("Row {row}: the code {code} is there twice; each question needs its own."),
                {"row": number, "code": question.code},
            )


RISK_GUIDELINES = RecordType(
    RiskGuideline,
    key="risk-guidelines",
    one=N_("Risk questions"),
    many=N_("Risk questions"),
    new=N_("New risk questions"),
    empty=N_("No risk questions yet"),
    sections=(
        Section(
            N_("Guideline"),
            edition_fields(RiskGuideline, N_("Rests on")),
        ),
        Section(
            N_("Questions"),
            (
                Parts(
                    RiskGuideline.questions,
                    N_("Questions"),
                    (
                        Text(RiskQuestion.code, N_("Code")),
                        Number(RiskQuestion.position, N_("Order"), limits=(1, 999)),
                        Choice(RiskQuestion.block, N_("Subject area")),
                        Text(RiskQuestion.question_sv, N_("Question in Swedish")),
                        Text(RiskQuestion.question_en, N_("Question in English")),
                        Text(RiskQuestion.help_sv, N_("Guidance in Swedish")),
                        Text(RiskQuestion.help_en, N_("Guidance in English")),
                    ),
                    N_("A question keeps its code from version to version; old and new answers are compared by it."),
                ),
            ),
        ),
    ),
    columns=COLUMNS,
    views=(View("all", N_("All")),),
    problems=_problems,
)
