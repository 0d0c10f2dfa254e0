"""Approving a sentence: the figure a person read is kept, undone in one step, and compared with what it is later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from kidesk.errors import KideskError, StaleRecord
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.approve_sentence import approve_sentence
from kidesk.operations.counted_series import filled
from kidesk.records.indicator import INDICATORS, Counted, Frequency, Indicator, Measure
from kidesk.records.live_sentence import is_revised, said
from kidesk.store.store import Store
from tests import factory

TODAY = dt.date(2024, 1, 4)
SENTENCE = {"measure": Measure.TIMES, "from_period": "2019-01", "text_en": "{figure} times", "code": "times"}


def hits(store: Store, now: int = 245, **values: Any) -> Indicator:
    """A series that rose since 2019, with a sentence about it."""
    table = [{"period": "2019-01", "value": Decimal(100)}, {"period": "2023-12", "value": Decimal(now)}]
    return factory.indicator(store, **{"values": table, "sentences": [SENTENCE]} | values)


def again(store: Store, indicator: Indicator) -> Indicator:
    found = store.get(Indicator, indicator.id)
    assert found is not None
    return found


def revise(store: Store, indicator: Indicator, value: int) -> None:
    rows = [
        {"id": one.id, "value": Decimal(value)} if one.period == "2023-12" else {"id": one.id}
        for one in indicator.values
    ]
    edit.save(store, INDICATORS, {"values": rows}, number=indicator.id)


def test_an_approved_sentence_knows_its_figure_who_read_it_and_when(
    store: Store, freeze: Callable[[dt.date], None]
) -> None:
    freeze(TODAY)
    indicator = hits(store)
    approve_sentence(store, indicator.sentences[0].id, version=indicator.version)
    (sentence,) = again(store, indicator).sentences
    assert (sentence.approved_figure, sentence.approved_on, sentence.approved_by) == (Decimal("2.5"), TODAY, store.who)
    store.undo()
    (sentence,) = again(store, indicator).sentences
    assert (sentence.approved_figure, sentence.approved_on, sentence.approved_by) == (None, None, "")


def test_a_value_that_is_revised_flags_the_sentence_when_it_says_another_figure(store: Store) -> None:
    indicator = hits(store)
    approve_sentence(store, indicator.sentences[0].id)
    revise(store, indicator, 247)
    found = again(store, indicator)
    assert not is_revised(found, found.sentences[0])
    revise(store, found, 270)
    found = again(store, indicator)
    assert is_revised(found, found.sentences[0])


def test_a_sentence_that_cannot_be_computed_is_not_approved(store: Store) -> None:
    indicator = hits(store, sentences=[SENTENCE | {"from_period": "2018"}])
    with pytest.raises(KideskError, match="cannot be computed"):
        approve_sentence(store, indicator.sentences[0].id)
    assert again(store, indicator).sentences[0].approved_on is None


def test_what_was_changed_since_it_was_read_is_not_approved(store: Store) -> None:
    indicator = hits(store)
    revise(store, indicator, 300)
    with pytest.raises(StaleRecord):
        approve_sentence(store, indicator.sentences[0].id, version=indicator.version)
    assert again(store, indicator).sentences[0].approved_on is None


def test_there_must_be_such_a_sentence(store: Store) -> None:
    with pytest.raises(KideskError, match="no record with the number 99"):
        approve_sentence(store, 99)


def test_a_sentence_about_what_kidesk_counts_is_approved_with_what_it_counts(
    store: Store, freeze: Callable[[dt.date], None]
) -> None:
    freeze(TODAY)
    for _ in range(3):
        factory.agreement(store, status="in-force", effective_on=dt.date(2022, 1, 1))
    latest = {"measure": Measure.VALUE, "text_sv": "{figure} avtal i kraft."}
    counted = {"counted": Counted.AGREEMENTS_IN_FORCE, "frequency": Frequency.YEARLY, "sentences": [latest]}
    indicator = factory.indicator(store, **counted)
    approve_sentence(store, indicator.sentences[0].id)
    (found,) = filled(store, [again(store, indicator)])
    assert found.sentences[0].approved_figure == 3
    assert said(found, found.sentences[0], Language("sv")) == "3 avtal i kraft."


def test_a_code_is_of_one_sentence_in_all_of_the_register(store: Store) -> None:
    hits(store)
    with pytest.raises(edit.Invalid) as refusal:
        hits(store)
    assert [problem.said(Language("en")) for problem in refusal.value.problems] == [
        "Row 1: another sentence is called “times”, too; a code is of one sentence only."
    ]


def test_a_series_may_be_saved_again_with_its_own_codes(store: Store) -> None:
    indicator = hits(store)
    hits(store, sentences=[SENTENCE | {"code": ""}])
    edit.save(store, INDICATORS, {"notes": "Read"}, number=indicator.id)
    assert again(store, indicator).notes == "Read"
