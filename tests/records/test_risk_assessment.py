"""Risk assessments: what a conclusion needs, what is compared with what, and the questions that are shipped."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.i18n import CODES, Language, country_codes
from kidesk.operations import edit
from kidesk.operations.start_workspace import load_demonstration
from kidesk.records import RISK_ASSESSMENTS, RISK_GUIDELINES
from kidesk.records.field import Problem
from kidesk.records.risk_assessment import RiskAnswer, RiskAssessment, RiskConclusion, RiskVerdict
from kidesk.records.risk_comparison import Change, Line, compared
from kidesk.records.risk_guideline import RiskBlock, RiskGuideline, RiskQuestion
from kidesk.store.store import Store
from tests import factory

DAY = dt.date(2026, 5, 4)
CODES_ASKED = ("A1", "A2", "B1")
DECIDED: dict[str, Any] = {
    "conclusion": RiskConclusion.WITH_MEASURES,
    "decided_by": "Rektor",
    "decided_on": DAY,
    "reassess_by": dt.date(2028, 5, 4),
}


def asked(*codes: str) -> list[dict[str, Any]]:
    """Questions with these codes."""
    return [{"code": code, "question_sv": f"Fråga {code}?", "position": place} for place, code in enumerate(codes, 1)]


def answered(*codes: str, verdict: RiskVerdict = RiskVerdict.NO_CONCERN, comment: str = "") -> list[dict[str, Any]]:
    """Answers to questions with these codes."""
    return [{"code": code, "verdict": verdict, "comment": comment} for code in codes]


def assessment(store: Store, **values: Any) -> RiskAssessment:
    """An assessment by three questions."""
    guideline = factory.risk_guideline(store, questions=asked(*CODES_ASKED))
    return factory.risk_assessment(store, guideline_id=guideline.id, **values)


def refused(store: Store, row: RiskAssessment, **values: Any) -> dict[str, Problem]:
    """The problems that keep values from being saved, by field."""
    with pytest.raises(edit.Invalid) as refusal:
        edit.save(store, RISK_ASSESSMENTS, values, number=row.id)
    return {problem.key: problem for problem in refusal.value.problems}


def warned(store: Store, row: RiskAssessment, **values: Any) -> list[str]:
    """The fields about which there are doubts."""
    return [problem.key for problem in edit.save(store, RISK_ASSESSMENTS, values, number=row.id).warnings]


# What a conclusion needs


def test_nothing_is_concluded_while_questions_are_unanswered(store: Store, en: Language) -> None:
    row = assessment(store, answers=[*answered("A1"), *answered("A2", verdict=RiskVerdict.NONE, comment="to ask")])
    problem = refused(store, row, **DECIDED)["answers"]
    assert "Still to be answered: 2." in problem.said(en)
    assert (
        edit.save(store, RISK_ASSESSMENTS, DECIDED | {"answers": answered(*CODES_ASKED)}, number=row.id).warnings == ()
    )


@given(given_codes=st.sets(st.sampled_from(CODES_ASKED)), strangers=st.booleans())
def test_only_answers_to_the_questions_count(given_codes: set[str], strangers: bool) -> None:
    row = RiskAssessment(**DECIDED)
    row.guideline = RiskGuideline(edition="1", questions=[RiskQuestion(**one) for one in asked(*CODES_ASKED)])
    row.answers = [RiskAnswer(**one) for one in answered(*sorted(given_codes), *(["Z9"] if strangers else []))]
    found = [problem for problem in RISK_ASSESSMENTS.problems(row) if problem.key == "answers"]
    missing = len(CODES_ASKED) - len(given_codes)
    assert [problem.details["count"] for problem in found] == ([missing] if missing else [])


def test_a_conclusion_may_be_proposed_before_it_is_decided(store: Store) -> None:
    row = assessment(store)
    edit.save(store, RISK_ASSESSMENTS, {"conclusion": RiskConclusion.NOT_ADVISABLE}, number=row.id)
    found = store.get(RiskAssessment, row.id)
    assert found is not None
    assert found.is_open


def test_a_decision_has_a_conclusion_and_somebody_who_made_it(store: Store) -> None:
    row = assessment(store, answers=answered(*CODES_ASKED))
    assert refused(store, row, decided_on=DAY).keys() == {"conclusion", "decided_by"}
    assert refused(store, row, **DECIDED | {"decided_by": "  "}).keys() == {"decided_by"}


def test_a_serious_concern_is_explained(store: Store) -> None:
    row = assessment(store)
    rows = [*answered("A1"), *answered("A2", verdict=RiskVerdict.SERIOUS, comment=" ")]
    problem = refused(store, row, answers=rows)["answers"]
    assert (problem.details["row"], problem.details["code"]) == (2, "A2")
    assert not warned(store, row, answers=answered("A2", verdict=RiskVerdict.SERIOUS, comment="Owned by an army"))


def test_a_question_is_answered_once(store: Store) -> None:
    assert refused(store, assessment(store), answers=answered("A1", "A1")).keys() == {"answers"}


def test_doubts_are_told_and_do_not_hold_anything_up(store: Store) -> None:
    concerned = [*answered("A1", "A2"), *answered("B1", verdict=RiskVerdict.CONCERN)]
    row = assessment(store, answers=concerned)
    no_obstacle = DECIDED | {"conclusion": RiskConclusion.NO_OBSTACLE}
    assert warned(store, row, **no_obstacle) == ["conclusion"]
    assert warned(store, row, **DECIDED | {"reassess_by": None}) == ["reassess_by"]


# Side by side


def _guideline(*codes: str) -> RiskGuideline:
    return RiskGuideline(edition="1", questions=[RiskQuestion(**one) for one in asked(*codes)])


def _rows(*codes: str) -> list[RiskAnswer]:
    return [RiskAnswer(**one) for one in answered(*codes)]


_CODES = st.lists(st.sampled_from("ABCDEFGH"), unique=True)


@given(questions=_CODES, given_now=_CODES, asked_before=_CODES, given_before=_CODES)
def test_nothing_is_lost_beside_each_other(
    questions: list[str], given_now: list[str], asked_before: list[str], given_before: list[str]
) -> None:
    answers = _rows(*given_now)
    previous = RiskAssessment(guideline=_guideline(*asked_before), answers=_rows(*given_before))
    lines = list(compared(_guideline(*questions), answers, previous))
    assert [line.code for line in lines if line.question] == questions
    assert sorted(line.code for line in lines if line.answer) == sorted(given_now)
    assert {line.code for line in lines if line.question is None} == set(given_now) - set(questions)
    for line in lines:
        assert (line.before is not None) == (line.code in given_before)
        assert line.was_asked == (line.code in {*asked_before, *given_before})
    assert all(
        line.was_asked is None and line.change is None for line in compared(_guideline(*questions), answers, None)
    )


@pytest.mark.parametrize(
    ("verdict", "comment", "before", "was_asked", "change"),
    [
        (RiskVerdict.NO_CONCERN, "Ja", ("no-concern", " Ja "), True, Change.UNCHANGED),
        (RiskVerdict.NO_CONCERN, "Nej", ("no-concern", "Ja"), True, Change.ANEW),
        (RiskVerdict.CONCERN, "Ja", ("no-concern", "Ja"), True, Change.ANEW),
        (RiskVerdict.CONCERN, "", ("none", ""), True, Change.FIRST),
        (RiskVerdict.CONCERN, "", None, True, Change.FIRST),
        (RiskVerdict.CONCERN, "", None, False, Change.NEW),
        (RiskVerdict.NONE, "", None, False, Change.NEW),
        (RiskVerdict.NONE, "", ("no-concern", ""), True, None),
        (RiskVerdict.CONCERN, "", None, None, None),
    ],
)
def test_it_is_told_what_has_become_of_an_answer(
    verdict: RiskVerdict,
    comment: str,
    before: tuple[str, str] | None,
    was_asked: bool | None,
    change: Change | None,
) -> None:
    earlier = RiskAnswer(code="A1", verdict=RiskVerdict(before[0]), comment=before[1]) if before else None
    now = RiskAnswer(code="A1", verdict=verdict, comment=comment)
    assert Line("A1", RiskQuestion(code="A1"), now, earlier, was_asked).change == change


# What is shipped


@pytest.fixture(scope="module")
def shipped(shared_store: Store) -> RiskGuideline:
    """The shipped questions, in the demonstration."""
    load_demonstration(shared_store, DAY)
    return shared_store.all(RiskGuideline)[0]


def test_the_shipped_questions_cover_every_subject_in_both_languages(shipped: RiskGuideline) -> None:
    assert 22 <= len(shipped.questions) <= 28
    assert {question.block for question in shipped.questions} == set(RiskBlock)
    letters = dict(zip(RiskBlock, "ABCDEFGH", strict=True))
    for question in shipped.questions:
        assert re.fullmatch(rf"{letters[question.block]}\d", question.code)
        assert question.question_sv.endswith("?")
        assert question.question_en.endswith("?")
        assert question.help_sv
        assert question.help_en
    assert not list(RISK_GUIDELINES.problems(shipped))


@pytest.mark.parametrize("code", CODES)
def test_the_shipped_questions_name_no_country(shipped: RiskGuideline, code: str) -> None:
    said = " ".join(
        f"{getattr(question, f'question_{code}')} {getattr(question, f'help_{code}')}" for question in shipped.questions
    )
    names = [Language(code).country(one) for one in country_codes()]
    assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", said)] == []


def test_the_demonstration_keeps_the_rules(shipped: RiskGuideline, shared_store: Store) -> None:
    found = shared_store.all(RiskAssessment)
    assert sorted(row.is_open for row in found) == [False, False, False, True]
    assert [problem for row in found for problem in RISK_ASSESSMENTS.problems(row)] == []
    assert [row.previous is not None for row in found if row.is_open] == [True]
    assert any(row.reassess_by is not None and row.reassess_by < DAY for row in found)
