"""The indicator chart on paper: everything that is looked at, in either language, on a page."""

from __future__ import annotations

import datetime as dt
from ctypes import create_string_buffer
from typing import Any

import pytest

from kidesk.i18n import Language
from kidesk.operations.print_orders import indicator_chart
from kidesk.records.indicator import Annotation, Counted, Frequency, Indicator, IndicatorSentence, Measure
from kidesk.reports import document
from kidesk.reports.content import Chart, Table
from kidesk.reports.indicator_chart import IndicatorChart
from kidesk.reports.indicator_chart import document as composed
from kidesk.reports.series_lines import Look, SeriesView
from kidesk.settings import Settings
from kidesk.store.store import Store
from tests import factory
from tests.reports import paper, sample

SV, EN = Language("sv"), Language("en")
MONTHS = {f"{year}-{month:02}": year - 2000 + month for year in (2023, 2024) for month in range(1, 13)}


@pytest.fixture
def series() -> Indicator:
    """Two years with a break, a remark without a place, a provisional value and a sentence."""
    made = sample.series(MONTHS | {"2024-12": 2500})
    made.values[-1].is_provisional = True
    made.values[-1].extracted_on = dt.date(2025, 1, 4)
    made.annotations = [
        Annotation(period="2024-03", is_method_break=True, note_sv="Ny sökfråga.", note_en="New query."),
        sample.remark("2019/2023", "Kraftigt upp.", "Sharply up."),
    ]
    said = {"text_sv": "Träffarna var {figure}.", "text_en": "There were {figure} hits."}
    made.sentences = [IndicatorSentence(measure=Measure.VALUE, from_period="", to_period="2024-11", **said)]
    return made


def printed(*series: Indicator, look: Look | None = None, language: Language = EN, demo: bool = False) -> list[str]:
    chart = IndicatorChart(series, look or Look())
    made = composed(chart, sample.head(demo), language)
    return [" ".join(page.split()) for page in paper.pages(document.render(made, language)[0])]


def test_a_sentence_that_says_nothing_yet_is_not_printed(series: Indicator) -> None:
    assert "There were" in " ".join(printed(series))
    series.sentences[0].to_period = "1999-01"
    (page,) = printed(series)
    assert "There were" not in page
    assert "In words" not in page


def test_a_series_is_on_one_page_with_all_that_there_is_to_say(series: Indicator) -> None:
    (page,) = printed(series)
    for said in (
        "January 2023 to December 2024",
        "1 Method break",
        "1. March 2024: Method break. New query.",
        "Provisional value",
        "Hits: from 24 (Jan 2023) to 2,500 (Dec 2024)",
        "Hits: source Källan, extracted 4 Jan 2025.",
        "2,500 hits, December 2024 (provisional)",
        "Since 2023",
        "Year Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
        "2023 24 25 26 27 28 29 30 31 32 33 34 35",
        "2,500 p",
        "p: provisional value, which may still change.",
        "There were 35 hits.",
        "2019–2023: Sharply up.",
        "The Swedish version of this document prevails.",
    ):
        assert said in page, said


def test_a_swedish_chart_speaks_swedish(series: Indicator) -> None:
    (page,) = printed(series, language=SV)
    for said in ("1 Tidsseriebrott", "1. mars 2024: Tidsseriebrott. Ny sökfråga.", "Preliminärt värde", "2 500 p"):
        assert said in page.replace("\xa0", " "), said
    assert "Träffarna var 35." in page
    assert "version" not in page


def test_every_fixed_word_is_translated(series: Indicator) -> None:
    months = {SV.month(dt.date(2000, month, 1)) for month in range(1, 13)}
    known = ("Träffar", "träffar", "Källan", "Kraftigt", "Ny sökfråga", "Åbo", *months)
    for look in (Look(), Look(SeriesView.INDEX), Look(SeriesView.ROLLING_MEAN)):
        made = composed(IndicatorChart([series], look), sample.head(True), sample.marked("sv"))
        assert sample.untranslated(made, known) == []


def test_the_picture_says_its_remarks_to_those_who_do_not_see_it(series: Indicator) -> None:
    made = composed(IndicatorChart([series], Look()), sample.head(), EN)
    pdf = document.render(made, EN)[0]
    (chart,) = (one for one in made.blocks if isinstance(one, Chart))
    assert f"{chart.summary} 1. March 2024: Method break. New query." in alternatives(pdf)


def alternatives(pdf: bytes) -> list[str]:
    """The alternative texts of a PDF."""
    found: list[str] = []
    raw = paper.RAW

    def read(element: Any) -> None:
        room = create_string_buffer(raw.FPDF_StructElement_GetAltText(element, None, 0))
        raw.FPDF_StructElement_GetAltText(element, room, len(room))
        found.append(room.raw.decode("utf-16-le").rstrip("\x00"))
        children = range(raw.FPDF_StructElement_CountChildren(element))
        for child in filter(None, (raw.FPDF_StructElement_GetChildAtIndex(element, place) for place in children)):
            read(child)

    for page in paper.opened(pdf):
        tree = raw.FPDF_StructTree_GetForPage(page.raw)
        for place in range(raw.FPDF_StructTree_CountChildren(tree)):
            read(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
        raw.FPDF_StructTree_Close(tree)
    return found


def test_two_series_stand_in_one_chart_and_each_has_its_rows(series: Indicator) -> None:
    other = sample.series({"2023-05": 7}, name_en="Other")
    text = " ".join(printed(series, other))
    assert "1. Hits, March 2024: Method break. New query." in text
    made = composed(IndicatorChart([series, other], Look()), sample.head(), EN)
    tables = [one for one in made.blocks if isinstance(one, Table)]
    assert len(list(tables[1].read())) == 2 + 2 * 2, "a row names the series, and a row for each year follows"


def test_numbers_too_long_for_a_month_are_listed_below_each_other() -> None:
    text = " ".join(printed(sample.series({"2024-01": 123_456_789, "2024-02": 5})))
    assert "Jan 2024 123,456,789" in text
    assert "Feb 2024 5" in text


def test_quarters_and_years_have_their_columns() -> None:
    quarterly = sample.series({"2023-Q4": 3, "2024-Q1": 4}, frequency=Frequency.QUARTERLY)
    assert "Year Quarter 1 Quarter 2 Quarter 3 Quarter 4" in " ".join(printed(quarterly))
    yearly = sample.series({"2023": 30, "2024": 40}, frequency=Frequency.YEARLY)
    assert "Year Value 2023 30 2024 40" in " ".join(printed(yearly))


def test_a_series_without_values_prints_its_remarks_and_where_they_come_from() -> None:
    empty = sample.series({}, annotations=[sample.remark("2019", "Normal", "Normal level.")])
    (page,) = printed(empty)
    assert "There are no values to draw." in page
    assert "2019: Normal level." in page
    assert "Hits: source Källan." in page


def test_what_is_not_drawn_with_the_first_is_named(series: Indicator) -> None:
    yearly = sample.series({"2024": 1}, frequency=Frequency.YEARLY, name_en="Rank")
    assert "Rank is not drawn: its periods or its unit are others." in " ".join(printed(series, yearly))


def test_invented_values_and_counted_ones_say_so(series: Indicator) -> None:
    assert "The values are invented demonstration data." in " ".join(printed(series, demo=True))
    counted = sample.series({"2024-01": 3}, counted=Counted.AGREEMENTS_IN_FORCE)
    assert "Hits: counted by kidesk from its own records." in " ".join(printed(counted))


def test_stored_series_are_printed_as_they_are_looked_at(store: Store) -> None:
    values = [{"period": period, "value": value} for period, value in MONTHS.items()]
    names = {"name_sv": "Träffar", "name_en": "Hits", "unit_en": "hits", "values": values}
    one, two = (factory.indicator(store, **names).id for _ in range(2))
    order = indicator_chart(store, [one, two], Look(SeriesView.INDEX, base="2023-01"), Settings(), False)
    text = paper.text(order.render(EN)[0])
    assert "Index, January 2023 = 100" in text
    assert order.file_name(SV) == "kidesk-indikatordiagram-traffar-sv"
