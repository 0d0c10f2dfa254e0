"""What a sealed quarter says of series stays: a value revised afterwards changes neither sentence nor chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from kidesk.i18n import CODES, Language
from kidesk.operations import edit
from kidesk.operations.approve_sentence import approve_sentence
from kidesk.operations.counted_series import filled
from kidesk.operations.export_report import compose
from kidesk.operations.quarter_content import quarter_content
from kidesk.operations.seal_quarter import reopen, seal
from kidesk.records import AGREEMENTS, AMBASSADORS, INDICATORS
from kidesk.records.ambassador import AmbassadorStage
from kidesk.records.indicator import Counted, Frequency, Indicator, Measure
from kidesk.records.live_sentence import is_revised, said
from kidesk.records.quarter import Period
from kidesk.reports.content import Chart
from kidesk.settings import Settings
from kidesk.store.store import Store
from tests import factory

DAY = dt.date(2026, 11, 22)
QUARTER = Period(2026, 3)
HEAD = Settings(organisation_name="Åbo universitet", who="Åsa")
TEXTS = {"text_sv": "Nästan {figure} gånger sedan {from}.", "text_en": "Almost {figure} times since {from}."}


@pytest.fixture(autouse=True)
def _today(freeze: Callable[[dt.date], None]) -> None:
    freeze(DAY)


@pytest.fixture
def hits(store: Store) -> Indicator:
    """A monthly series that rose two and a half times, with its sentence read and approved."""
    factory.plan(store)
    factory.quarter(store, name=QUARTER.name)
    table = {"2025-09": 100, "2026-07": 200, "2026-08": 240, "2026-09": 250}
    values = [{"period": period, "value": Decimal(value)} for period, value in table.items()]
    sentence = TEXTS | {"measure": Measure.TIMES, "from_period": "2025-09", "to_period": "2026-09"}
    made = factory.indicator(store, name_sv="Träffar", unit_sv="träffar", values=values, sentences=[sentence])
    approve_sentence(store, made.sentences[0].id)
    return made


def revise(store: Store, series: Indicator, period: str, value: int) -> None:
    rows = [{"id": one.id} | ({"value": Decimal(value)} if one.period == period else {}) for one in series.values]
    edit.save(store, INDICATORS, {"values": rows, "name_sv": "Annat namn"}, number=series.id)


def of_quarter(store: Store, number: int) -> Indicator:
    """The series as the quarter's reports have it."""
    return next(one for one in quarter_content(store, QUARTER, HEAD).indicators if one.id == number)


def sentences(store: Store, number: int) -> list[str]:
    series = of_quarter(store, number)
    return [said(series, one, Language(code)) for one in series.sentences for code in CODES]


def charts(store: Store) -> list[Chart]:
    language = Language("sv")
    document = compose(
        store, "quarterly-status", language=language, settings=HEAD, is_demonstration=False, quarter=QUARTER.name
    )
    return [block for block in document.blocks if isinstance(block, Chart)]


def test_a_revised_value_changes_neither_the_sealed_sentence_nor_the_sealed_chart(
    store: Store, hits: Indicator
) -> None:
    seal(store, QUARTER.name, HEAD)
    before = sentences(store, hits.id), charts(store)
    assert before[0] == ["Nästan 2,5 gånger sedan september 2025.", "Almost 2.5 times since September 2025."]
    assert any("Träffar" in str(chart) for chart in before[1])
    revise(store, hits, "2026-09", 400)
    assert (sentences(store, hits.id), charts(store)) == before
    series = of_quarter(store, hits.id)
    assert not is_revised(series, series.sentences[0])
    reopen(store, QUARTER.name, "A value was revised")
    series = of_quarter(store, hits.id)
    assert sentences(store, hits.id)[1] == "Almost 4 times since September 2025."
    assert is_revised(series, series.sentences[0])
    assert charts(store) != before[1]


def test_an_edited_or_deleted_sentence_is_still_said_by_the_seal(store: Store, hits: Indicator) -> None:
    seal(store, QUARTER.name, HEAD)
    before = sentences(store, hits.id)
    edit.save(store, INDICATORS, {"sentences": []}, number=hits.id)
    assert sentences(store, hits.id) == before
    edit.delete(store, INDICATORS, [hits.id])
    assert sentences(store, hits.id) == before


def test_what_kidesk_counted_stays_counted_in_the_seal(store: Store, freeze: Callable[[dt.date], None]) -> None:
    factory.quarter(store, name=QUARTER.name)
    agreement = factory.agreement(store, status="in-force", effective_on=dt.date(2026, 2, 1))
    ambassador = factory.ambassador(store, stage=AmbassadorStage.ACTIVE)
    kinds = (Counted.AGREEMENTS_IN_FORCE, Counted.AMBASSADORS_ACTIVE)
    series = [factory.indicator(store, counted=kind, frequency=Frequency.QUARTERLY).id for kind in kinds]

    def counted() -> list[dict[str, int]]:
        return [{one.period: int(one.value) for one in of_quarter(store, number).values} for number in series]

    before = counted()
    assert before == [{"2026-Q1": 1, "2026-Q2": 1, "2026-Q3": 1, "2026-Q4": 1}, {"2026-Q4": 1}]
    seal(store, QUARTER.name, HEAD)
    edit.save(store, AGREEMENTS, {"effective_on": dt.date(2026, 8, 1)}, number=agreement.id)
    edit.delete(store, AMBASSADORS, [ambassador.id])
    freeze(dt.date(2027, 3, 1))
    assert counted() == before
    (now,) = filled(store, [one for one in store.all(Indicator) if one.id == series[0]])
    assert [one.period for one in now.values] == ["2026-Q3", "2026-Q4", "2027-Q1"]
