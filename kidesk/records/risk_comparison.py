"""Risk comparison: each question with its answer now and in the assessment before, and what has become of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kidesk.i18n import N_, Language
from kidesk.records.risk_assessment import RiskAnswer, RiskAssessment, RiskVerdict
from kidesk.records.risk_guideline import RiskGuideline, RiskQuestion
from kidesk.records.term import Term

NO_LONGER_ASKED = N_("Questions no longer asked")


class Change(Term):
    """What has become of an answer since the assessment before."""

    NEW = "new", N_("The question is new")
    FIRST = "first", N_("Not answered before")
    UNCHANGED = "unchanged", N_("Unchanged since then")
    ANEW = "anew", N_("Answered anew")


@dataclass(frozen=True)
class Line:
    """A question with its answers. `question` is None where the questions no longer have that code.

    `before` is the answer of the earlier assessment; `was_asked` is None where there is no such assessment.
    """

    code: str
    question: RiskQuestion | None
    answer: RiskAnswer | None
    before: RiskAnswer | None
    was_asked: bool | None

    @property
    def change(self) -> Change | None:
        """What has become of the answer."""
        verdict, comment = (self.answer.verdict, self.answer.comment) if self.answer else (RiskVerdict.NONE, "")
        return self.change_to(verdict, comment)

    def change_to(self, verdict: RiskVerdict, comment: str) -> Change | None:
        """What would become of the answer; None where there is nothing to compare or nothing is answered."""
        if self.was_asked is None or (self.was_asked and verdict == RiskVerdict.NONE):
            return None
        if not self.was_asked:
            return Change.NEW
        if self.before is None or not self.before.is_given:
            return Change.FIRST
        is_same = (verdict, comment.strip()) == (self.before.verdict, self.before.comment.strip())
        return Change.UNCHANGED if is_same else Change.ANEW


def progress(given: int, asked: int, language: Language) -> str:
    """How many of the questions are answered, in words."""
    return language.plural(
        "{given} of {count} question answered", "{given} of {count} questions answered", asked, given=given
    )


def compared(
    guideline: RiskGuideline | None, answers: Sequence[RiskAnswer], previous: RiskAssessment | None
) -> Iterator[Line]:
    """The questions in their order, then the answers whose question is no longer asked; nothing is left out."""
    earlier = {answer.code: answer for answer in previous.answers} if previous else {}
    asked = {question.code for question in previous.guideline.questions} if previous else set()

    def line(code: str, question: RiskQuestion | None, answer: RiskAnswer | None) -> Line:
        was_asked = code in asked or code in earlier if previous else None
        return Line(code, question, answer, earlier.get(code), was_asked)

    rest = list(answers)
    for question in guideline.questions if guideline else []:
        answer = next((one for one in rest if one.code == question.code), None)
        if answer is not None:
            rest.remove(answer)
        yield line(question.code, question, answer)
    yield from (line(answer.code, None, answer) for answer in rest)
