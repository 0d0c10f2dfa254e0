"""Risk assessment on paper: what it came to, and each question with its answer, beside the earlier one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from kidesk.i18n import N_, Language
from kidesk.records.risk_assessment import RISK_ASSESSMENTS, RiskAnswer, RiskAssessment, RiskVerdict
from kidesk.records.risk_comparison import NO_LONGER_ASKED, Change, Line, compared, progress
from kidesk.records.risk_guideline import RiskBlock
from kidesk.reports.content import (
    Badge,
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Foreign,
    Grid,
    Group,
    Heading,
    Note,
    Paragraph,
    Phrase,
    Stack,
    Table,
    TableRow,
)
from kidesk.reports.head import Head, framed, swedish_prevails
from kidesk.reports.wording import NOTHING_SAID, badge, called, labels, own_words


def document(
    assessment: RiskAssessment, previous: RiskAssessment | None, head: Head, language: Language
) -> Document:
    """One assessment, beside the answers of the one it replaces. `previous` is whole, with its own answers."""
    said = _Assessment(assessment, previous, language)
    overdue = said.overdue(head.printed_on)
    blocks = (*swedish_prevails(language), *said.outcome(*said.extent()), *overdue, *said.questions(2))
    return framed(head, language, called(assessment.agreement, language), language.text(RISK_ASSESSMENTS.one), blocks)


def annex(
    assessment: RiskAssessment, day: dt.date, language: Language, previous: RiskAssessment | None = None
) -> tuple[Block, ...]:
    """The same in short as a section of another document, seen on a day: a heading of level 2 and what is under it.

    Answers that call for a reader's attention stand whole, the others by code under their subject.
    """
    said = _Assessment(assessment, previous, language)
    heading = Heading(2, language.text(RISK_ASSESSMENTS.one))
    return heading, *said.outcome(), *said.overdue(day), *said.remarkable(), *said.others()


class _Assessment:
    """What is said of an assessment."""

    def __init__(self, assessment: RiskAssessment, previous: RiskAssessment | None, language: Language) -> None:
        self._assessment, self._previous, self._language = assessment, previous, language
        self._lines = list(compared(assessment.guideline, assessment.answers, previous))

    def outcome(self, *more: tuple[str, Cell]) -> Iterator[Block]:
        """The conclusion and the decision, and `more` facts."""
        names, said = labels(RISK_ASSESSMENTS, self._language), self._assessment
        texts = {key: field.text(said, self._language) for key, field in RISK_ASSESSMENTS.by_key.items()}
        keys = ("decided_by", "decided_on", "reassess_by", "assessor_id", "assessed_on")
        facts: list[tuple[str, Cell]] = [(names["conclusion"], badge(said.conclusion, self._language))]
        facts += [(names[key], texts[key] or NOTHING_SAID) for key in keys]
        if self._previous is not None:
            facts.append((names["previous_id"], self._dated(self._previous)))
        yield Grid((*facts, *more))
        if said.is_open:
            yield Note("warn", self._say(N_("The assessment is under way: it lacks a conclusion or a decision.")))
        if said.comment.strip():
            yield Paragraph(said.comment)

    def overdue(self, day: dt.date) -> Iterator[Note]:
        """That a new assessment should have been made before a day."""
        if self._assessment.reassess_by is not None and self._assessment.reassess_by < day:
            yield Note("warn", self._say(N_("The day by which the risks were to be assessed anew has passed.")))

    def extent(self) -> Iterator[tuple[str, Cell]]:
        """Which questions were asked, and how many are answered."""
        names, field = labels(RISK_ASSESSMENTS, self._language), RISK_ASSESSMENTS.field("guideline_id")
        yield names["guideline_id"], field.text(self._assessment, self._language) or NOTHING_SAID
        yield names["answers"], self._progress()

    def questions(self, level: int) -> Iterator[Block]:
        """All questions by subject area, and the answers to questions no longer asked."""
        yield Heading(level, self._say(N_("Questions and answers")))
        yield self._table(self._lines)

    def remarkable(self) -> Iterator[Block]:
        """The questions whose answer calls for attention: a concern, or another than before."""
        lines = list(filter(_is_remarkable, self._lines))
        if lines:
            yield self._table(lines)

    def others(self) -> Iterator[Block]:
        """How far the answers go, and the other questions by their answer and subject area."""
        found: defaultdict[RiskVerdict, list[str]] = defaultdict(list)
        for block, lines in groupby(self._lines, _block):
            for verdict, said in self._alike(self._say(block.label if block else NO_LONGER_ASKED), list(lines)):
                found[verdict].append(said)
        if found:
            yield Facts(tuple((self._say(verdict.label), " · ".join(said)) for verdict, said in found.items()))
        guideline = RISK_ASSESSMENTS.field("guideline_id").text(self._assessment, self._language)
        answered = N_("{questions}: {answered}. The whole assessment is printed as a document of its own.")
        yield Paragraph(self._language.text(answered, questions=guideline, answered=self._progress()), "muted")

    def _alike(self, subject: str, lines: list[Line]) -> Iterator[tuple[RiskVerdict, str]]:
        """A subject by each answer that is not remarkable, with the codes of its questions where others differ."""
        codes: defaultdict[RiskVerdict, list[str]] = defaultdict(list)
        for line in lines:
            if not _is_remarkable(line):
                codes[_verdict(line)].append(line.code)
        for verdict, found in codes.items():
            is_whole = len(found) == len(lines)
            some = self._language.text(N_("{subject} ({codes})"), subject=subject, codes=", ".join(found))
            yield verdict, subject if is_whole else some

    def _table(self, lines: Sequence[Line]) -> Table:
        titles = [(N_("Question"), 2.6), (N_("Answer"), 1.35), (N_("Comment"), 2.0)]
        if self._previous is not None:
            titles.append((N_("Earlier answer"), 2.0))
        return Table(
            tuple(Column(self._say(title), share) for title, share in titles),
            tuple(self._rows(lines)),
            empty=self._say(N_("There are no questions.")),
        )

    def _say(self, message: str) -> str:
        return self._language.text(message)

    def _progress(self) -> str:
        asked = [line for line in self._lines if line.question is not None]
        return progress(len(asked) - len(self._assessment.unanswered), len(asked), self._language)

    def _dated(self, assessment: RiskAssessment) -> str:
        day = assessment.decided_on or assessment.assessed_on
        return self._language.day(day) or NOTHING_SAID

    def _rows(self, lines: Sequence[Line]) -> Iterator[TableRow]:
        for block, asked in groupby(lines, _block):
            yield Group(self._say(block.label if block else NO_LONGER_ASKED))
            for line in asked:
                yield tuple(self._cells(line))

    def _cells(self, line: Line) -> Iterator[Cell]:
        yield self._question(line)
        yield badge(_verdict(line), self._language)
        yield (line.answer.comment if line.answer else "") or NOTHING_SAID
        if self._previous is not None:
            yield self._earlier(line)

    def _question(self, line: Line) -> Cell:
        if line.question is None:
            return line.code
        asked = own_words(line.question, "question", self._language)
        if isinstance(asked, Foreign):
            return Foreign(f"{line.code} {asked.text}", asked.language_code)
        return f"{line.code} {asked}"

    def _earlier(self, line: Line) -> Stack:
        change = line.change
        said: list[Phrase | Badge] = [*self._answered(line.before)] if line.before else []
        if change is not None:
            said.append(self._say(change.label))
        return Stack(tuple(said) or (NOTHING_SAID,))

    def _answered(self, answer: RiskAnswer) -> Iterator[Phrase | Badge]:
        yield badge(answer.verdict, self._language)
        if answer.comment.strip():
            yield answer.comment


def _is_remarkable(line: Line) -> bool:
    return _verdict(line) in (RiskVerdict.CONCERN, RiskVerdict.SERIOUS) or line.change == Change.ANEW


def _verdict(line: Line) -> RiskVerdict:
    return line.answer.verdict if line.answer else RiskVerdict.NONE


def _block(line: Line) -> RiskBlock | None:
    return line.question.block if line.question is not None else None
