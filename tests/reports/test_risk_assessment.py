"""A risk assessment on paper, alone and as an annex."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kidesk.i18n import Language
from kidesk.records.risk_assessment import RiskAnswer, RiskAssessment, RiskConclusion, RiskVerdict
from kidesk.records.risk_guideline import RiskBlock, RiskGuideline, RiskQuestion
from kidesk.reports.content import Badge, Block, Facts, Foreign, Grid, Group, Heading, Note, Paragraph, Stack, Table
from kidesk.reports.risk_assessment import annex, document
from tests.reports import sample


def guideline() -> RiskGuideline:
    """Two questions; the second exists in Swedish only."""
    questions = [
        RiskQuestion(code="A1", question_sv="Syftet?", question_en="The purpose?", block=RiskBlock.PURPOSE),
        RiskQuestion(code="H1", question_sv="Slutet?", block=RiskBlock.EXIT),
    ]
    return RiskGuideline(name_sv="Frågorna", name_en="The questions", edition="7", questions=questions)


def assessment(*answers: tuple[str, RiskVerdict, str], **values: Any) -> RiskAssessment:
    """An assessment of an agreement with Athens."""
    rows = [RiskAnswer(code=code, verdict=verdict, comment=comment) for code, verdict, comment in answers]
    made = {"agreement": sample.exchange_agreement(), "guideline": guideline(), "answers": rows}
    return RiskAssessment(**made | values)


BEFORE = assessment(("A1", RiskVerdict.NO_CONCERN, "Då"), decided_on=dt.date(2024, 3, 2))
NOW = assessment(
    ("A1", RiskVerdict.SERIOUS, "Nu"),
    ("Z9", RiskVerdict.CONCERN, "Kvar"),
    conclusion=RiskConclusion.WITH_MEASURES,
    comment="Med åtgärder",
    decided_by="Rektor",
    decided_on=dt.date(2026, 3, 2),
    reassess_by=dt.date(2026, 4, 1),
    assessor=sample.person("Åsa", "Bedömare"),
)


def table(blocks: tuple[Block, ...]) -> list[Any]:
    """The rows of the one table."""
    [found] = [block for block in blocks if isinstance(block, Table)]
    return list(found.read())


def test_each_question_stands_under_its_subject_beside_what_was_answered_before(en: Language) -> None:
    assert table(document(NOW, BEFORE, sample.head(), en).blocks) == [
        Group("Purpose and motives"),
        (
            "A1 The purpose?",
            Badge("Serious concern", "bad"),
            "Nu",
            Stack((Badge("No concern", "ok"), "Då", "Answered anew")),
        ),
        Group("Exit clause"),
        (Foreign("H1 Slutet?", "sv"), Badge("Not answered", "none"), "–", Stack(("–",))),
        Group("Questions no longer asked"),
        ("Z9", Badge("Concern", "warn"), "Kvar", Stack(("The question is new",))),
    ]


def test_without_an_earlier_one_nothing_is_said_of_it(en: Language) -> None:
    blocks = document(NOW, None, sample.head(), en).blocks
    [found] = [block for block in blocks if isinstance(block, Table)]
    assert [column.title for column in found.columns] == ["Question", "Answer", "Comment"]
    assert all(len(row) == 3 for row in table(blocks) if not isinstance(row, Group))


def test_the_annex_has_the_answers_that_call_for_attention_whole_and_the_others_by_subject(en: Language) -> None:
    questions = [
        RiskQuestion(code=code, question_en=f"{code}?", block=RiskBlock.EXIT if code == "H1" else RiskBlock.PURPOSE)
        for code in ("A1", "A2", "A3", "A4", "A5", "H1")
    ]
    asked = RiskGuideline(name_en="The questions", edition="7", questions=questions)
    fine, concern = RiskVerdict.NO_CONCERN, RiskVerdict.CONCERN
    before = assessment(("A1", concern, ""), ("A2", fine, "Aside"), guideline=asked)
    answers = (("A1", fine, ""), ("A2", fine, "Aside"), ("A3", concern, "Why"), ("A4", RiskVerdict.NOT_APPLICABLE, ""))
    blocks = annex(assessment(*answers, ("H1", fine, ""), guideline=asked), sample.DAY, en, before)
    rows = [row if isinstance(row, Group) else row[:3] for row in table(blocks)]
    assert rows == [
        Group("Purpose and motives"),
        ("A1 A1?", Badge("No concern", "ok"), "–"),
        ("A3 A3?", Badge("Concern", "warn"), "Why"),
    ]
    *_, others, last = blocks
    assert others == Facts(
        (
            ("No concern", "Purpose and motives (A2) · Exit clause"),
            ("Not applicable", "Purpose and motives (A4)"),
            ("Not answered", "Purpose and motives (A5)"),
        )
    )
    assert isinstance(last, Paragraph)
    assert "The questions 7: 5 of 6 questions answered." in str(last.text)


def test_the_conclusion_and_the_decision_come_first(sv: Language) -> None:
    assert annex(NOW, sample.DAY, sv, BEFORE)[0] == Heading(2, "Riskbedömning")
    grid, comment, *_ = document(NOW, BEFORE, sample.head(), sv).blocks
    assert isinstance(grid, Grid)
    said = dict(grid.pairs)
    assert said["Slutsats"] == Badge("Godtagbart med åtgärder", "warn")
    assert (said["Beslut"], said["Bedömare"], said["Frågor"]) == ("Rektor", "Åsa Bedömare", "Frågorna 7")
    assert (said["Ersätter bedömningen"], said["Svar"]) == ("2 mars 2024", "1 av 2 frågor besvarade")
    assert comment == Paragraph("Med åtgärder")


@pytest.mark.parametrize("values", [{}, {"conclusion": RiskConclusion.NO_OBSTACLE}, {"decided_on": sample.DAY}])
def test_what_is_still_open_says_so(sv: Language, values: dict[str, Any]) -> None:
    notes = [block for block in annex(assessment(**values), sample.DAY, sv) if isinstance(block, Note)]
    assert [note.text for note in notes] == ["Bedömningen pågår: slutsats eller beslut saknas."]


def test_what_is_overdue_says_so(sv: Language) -> None:
    made = document(NOW, None, sample.head(), sv)
    for blocks in (made.blocks, annex(NOW, sample.DAY, sv)):
        notes = [block.text for block in blocks if isinstance(block, Note)]
        assert notes == ["Dagen då riskerna senast skulle bedömas på nytt har passerat."]
    assert (made.title, made.subtitle) == ("Utbytesavtal med Aten", "Riskbedömning")


@pytest.mark.parametrize("code", ["sv", "en"])
def test_every_text_is_translated(code: str) -> None:
    known = ("Då", "Nu", "Kvar", "Med åtgärder", "Rektor", "Åsa", "Enheten", "Åbo", "Utbytes", "Exchange", "Z9")
    asked = ("Frågorna", "questions 7", "A1", "H1", "2 Mar ", "1 Apr ")
    made = document(NOW, BEFORE, sample.head(), sample.marked(code))
    assert sample.untranslated(made, (*known, *asked)) == []
