"""Live sentences: what they say, in whose words, when they cannot, and when a value was revised."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.i18n import Language
from kidesk.records import live_sentence
from kidesk.records.indicator import (
    INDICATORS,
    Annotation,
    Frequency,
    Indicator,
    IndicatorSentence,
    IndicatorValue,
    Measure,
)

ENGLISH, SWEDISH = Language("en"), Language("sv")
TEXT = "{figure} from {from} to {to} ({source})"


def hits(
    sentence: dict[str, Any], *, breaks: tuple[str, ...] = (), **values: int
) -> tuple[Indicator, IndicatorSentence]:
    """A monthly series with values by month ("m2019_01") and one sentence."""
    indicator = Indicator(name_sv="Träffar", source="Retriever", frequency=Frequency.MONTHLY)
    indicator.values = [
        IndicatorValue(period=key[1:].replace("_", "-"), value=Decimal(value), extracted_on=dt.date(2024, 1, 4))
        for key, value in values.items()
    ]
    indicator.annotations = [Annotation(period=period, is_method_break=True) for period in breaks]
    made = IndicatorSentence(**{"text_sv": TEXT, "text_en": TEXT, "measure": Measure.TIMES} | sentence)
    indicator.sentences = [made]
    return indicator, made


@pytest.mark.parametrize(
    ("measure", "periods", "sv", "en"),
    [
        (Measure.TIMES, ("2019", "2023"), "2,5 from 2019 to 2023", "2.5 from 2019 to 2023"),
        (Measure.CHANGE, ("2022-03", "2023-03"), "28 from mars 2022 to mars 2023", "28 from March 2022 to March 2023"),
        (Measure.CHANGE, ("2023-03", "2022-03"), "-22 from", "-22 from"),
        (Measure.YEAR_ON_YEAR, ("", "2023-03"), "28 from mars 2022 to mars 2023", "28 from March 2022 to March 2023"),
        (Measure.VALUE, ("", ""), "2\N{NO-BREAK SPACE}475 from mars 2023 to mars 2023", "2,475 from March 2023"),
        (Measure.MEAN, ("2019", "2022"), "1\N{NO-BREAK SPACE}311 from 2019 to 2022", "1,311 from 2019 to 2022"),
    ],
)
def test_a_sentence_says_its_figure_its_periods_and_its_source(
    measure: Measure, periods: tuple[str, str], sv: str, en: str
) -> None:
    first, last = periods
    indicator, sentence = hits(
        {"measure": measure, "from_period": first, "to_period": last},
        m2019_01=900,
        m2019_02=1100,
        m2022_03=1934,
        m2023_03=2475,
    )
    assert live_sentence.said(indicator, sentence, SWEDISH).startswith(sv)
    assert live_sentence.said(indicator, sentence, ENGLISH).startswith(en)
    assert live_sentence.said(indicator, sentence, SWEDISH).endswith("(Retriever, 4 jan. 2024)")


def test_a_sentence_without_its_values_shows_a_dash_and_says_why() -> None:
    indicator, sentence = hits(
        {"text_sv": "Nästan {figure} gånger sedan {from}.", "from_period": "2019", "to_period": "2023"}, m2023_03=2475
    )
    assert live_sentence.figure(indicator, sentence) is None
    assert live_sentence.said(indicator, sentence, SWEDISH) == (
        "Nästan — gånger sedan 2019. (Inte beräknad: Det finns inget värde för 2019.)"
    )


def test_a_sentence_of_an_empty_series_says_that_it_is_empty() -> None:
    indicator, sentence = hits({"text_en": "{figure} hits in {to}.", "measure": Measure.VALUE})
    said = live_sentence.said(indicator, sentence, ENGLISH)
    assert said == "— hits in —. (Not computed: The series has no values.)"


def test_a_sentence_across_a_method_break_is_not_computed() -> None:
    indicator, sentence = hits(
        {"from_period": "2019-01", "to_period": "2023-03"}, breaks=("2021",), m2019_01=900, m2023_03=2475
    )
    assert live_sentence.figure(indicator, sentence) is None
    assert "The method changed between January 2019 and March 2023" in live_sentence.said(indicator, sentence, ENGLISH)


def test_a_sentence_in_one_language_only_is_said_in_that_one() -> None:
    indicator, sentence = hits(
        {"text_en": "", "text_sv": "{figure} sedan {from}", "from_period": "2019-01"}, m2019_01=2, m2023_03=5
    )
    assert live_sentence.language_of(sentence, ENGLISH) == SWEDISH
    assert live_sentence.said(indicator, sentence, ENGLISH) == "2,5 sedan januari 2019"


@pytest.mark.parametrize("text", ["{figure.__class__}", "{0}", "{", "}", "{{figure}}", "100 {%}", "{code}"])
def test_braces_of_any_other_kind_stay_as_they_are(text: str) -> None:
    indicator, sentence = hits({"text_en": text, "from_period": "2019-01"}, m2019_01=2, m2023_03=5)
    assert live_sentence.said(indicator, sentence, ENGLISH) == text.replace("{figure}", "2.5")


@given(st.decimals(1, 10_000, places=2), st.decimals(1, 10_000, places=2), st.decimals(1, 10_000, places=2))
def test_a_sentence_is_revised_when_it_says_another_figure_than_was_read(
    first: Decimal, read: Decimal, now: Decimal
) -> None:
    indicator, sentence = hits({"from_period": "2019-01", "to_period": "2023-03"}, m2019_01=1, m2023_03=1)
    indicator.values[0].value = first
    indicator.values[1].value = read
    assert not live_sentence.is_revised(indicator, sentence)
    sentence.approved_figure = live_sentence.figure(indicator, sentence)
    assert not live_sentence.is_revised(indicator, sentence)
    before = live_sentence.said(indicator, sentence, ENGLISH)
    indicator.values[1].value = now
    is_another = live_sentence.said(indicator, sentence, ENGLISH) != before
    assert live_sentence.is_revised(indicator, sentence) == is_another


def test_a_sentence_that_can_no_longer_be_computed_is_revised() -> None:
    indicator, sentence = hits({"from_period": "2019-01", "to_period": "2023-03"}, m2019_01=2, m2023_03=5)
    sentence.approved_figure = Decimal("2.5")
    del indicator.values[0]
    assert live_sentence.is_revised(indicator, sentence)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ({"text_sv": "{figur} gånger"}, "Row 1: “{figur}” is not known; what is filled in is {figure}, {from}, {to}"),
        ({"text_en": "{figure times"}, "Row 1: “{figure times” is not known"),
        ({"text_sv": "", "text_en": " "}, "Row 1: write the sentence in at least one language."),
        ({"from_period": "2019-Q1"}, "Row 1: “2019-Q1” is neither a period of this series nor a year."),
        ({"to_period": "snart"}, "Row 1: “snart” is neither a period of this series nor a year."),
        ({"from_period": ""}, "Row 1: say from which period the figure is reckoned."),
        ({"from_period": "2023", "to_period": "2019"}, "Row 1: the last period lies before the first."),
        ({"code": "two words"}, "Row 1: a code has neither spaces nor braces."),
    ],
)
def test_what_is_wrong_with_a_sentence_is_told(sentence: dict[str, Any], told: str) -> None:
    indicator, _ = hits({"from_period": "2019"} | sentence)
    (problem,) = INDICATORS.problems(indicator)
    assert problem.key == "sentences"
    assert problem.said(ENGLISH).startswith(told)


def test_a_right_sentence_is_not_complained_about() -> None:
    indicator, _ = hits({"from_period": "2019", "to_period": "2023-01", "code": "hits-2019"})
    assert list(INDICATORS.problems(indicator)) == []


def test_two_sentences_of_one_code_are_told() -> None:
    indicator, sentence = hits({"from_period": "2019", "code": "hits"})
    indicator.sentences.append(IndicatorSentence(text_sv=TEXT, code="hits", measure=Measure.VALUE))
    assert {problem.message for problem in INDICATORS.problems(indicator)} == {
        "Row {row}: another sentence is called “{code}”, too; a code is of one sentence only."
    }


def test_a_method_break_without_a_period_is_told() -> None:
    indicator, _ = hits({"from_period": "2019"}, breaks=("lately",))
    (problem,) = INDICATORS.problems(indicator)
    assert problem.said(ENGLISH) == "Row 1: say from which period the method is another."
