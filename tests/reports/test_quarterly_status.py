"""A quarterly status shows every activity as it stands, and never more than is known."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from kidesk.i18n import Language
from kidesk.operations.start_workspace import load_demonstration
from kidesk.records.ambassador import Ambassador, AmbassadorStage
from kidesk.records.document_edition import DocumentEdition
from kidesk.records.indicator import Annotation, Counted, Indicator
from kidesk.records.plan import Plan, PlanKind, PlanLevel
from kidesk.records.plan_item import ItemUnit, PlanItem, UnitRole
from kidesk.records.quarter import LEGEND, Colour, Period, Quarter, QuarterStatus
from kidesk.reports import content, document, quarterly_status
from kidesk.reports.quarterly_status import QuarterlyStatus
from kidesk.store.store import Store
from tests.reports import paper, sample

EN, SV = Language("en"), Language("sv")
G, Y, R, N = Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.NOT_ASSESSED
PERIOD = Period(2026, 1)
MONTHS = {f"{year}-{month:02}": 100 for year in (2024, 2025, 2026) for month in range(1, 13)}


def status(colours: list[tuple[Colour, Colour]], **values: Any) -> QuarterlyStatus:
    given: dict[str, Any] = {
        "plan": sample.plan(),
        "items": sample.tree(colours),
        "period": PERIOD,
        "earlier": (PERIOD - 1,),
    }
    return QuarterlyStatus(**given | values)


def made(one: QuarterlyStatus, language: Language = EN, is_demonstration: bool = False) -> content.Document:
    return quarterly_status.document(one, sample.head(is_demonstration), language)


def said(one: QuarterlyStatus, language: Language = EN, is_demonstration: bool = False) -> str:
    return " ".join(" ".join(sample.texts(made(one, language, is_demonstration))).split())


def printed(one: QuarterlyStatus, tmp_path: Path, language: Language = EN, is_demonstration: bool = False) -> list[str]:
    target = tmp_path / "status.pdf"
    document.write(made(one, language, is_demonstration), target, language)
    return paper.pages(target)


def blocks(one: QuarterlyStatus, kind: type[Any]) -> list[Any]:
    return [block for block in made(one).blocks if isinstance(block, kind)]


def rows(one: QuarterlyStatus) -> dict[str, tuple[content.Cell, ...]]:
    """The rows of the activities by their code."""
    table = next(table for table in blocks(one, content.Table) if table.columns[0].title == "Activity")
    return {str(row[0]).split()[0]: row for row in table.rows if not isinstance(row, content.Group)}


def full() -> QuarterlyStatus:
    one = status([(Y, G), (G, Y), (R, R), (N, G)], quarter=sample.quarter(PERIOD))
    sample.assess(one.items[4], "2026-Q1", N)
    one.items[4].assessments[-1].comment_en = "Too few people"
    agreements = [sample.exchange_agreement(title_en=f"Agreement {name}") for name in ("one", "two", "three")]
    return QuarterlyStatus(
        **vars(one)
        | {
            "signed": agreements[:1],
            "expiring": agreements[1:2],
            "ended": agreements[2:],
            "ambassadors": [sample.ambassador(AmbassadorStage.ACTIVE, "JP"), sample.ambassador(AmbassadorStage.ASKED)],
            "indicators": [sample.series(MONTHS, annotations=[sample.remark("2025-06", "Rön", "A finding")])],
        }
    )


def test_everything_known_is_on_paper(tmp_path: Path) -> None:
    pages = printed(full(), tmp_path)
    text = " ".join(" ".join(pages).split())
    for expected in (
        "Quarterly status Q1 2026",
        "The action plan",
        "4 of 4 activities have been assessed.",
        "1 has improved since the previous quarter.",
        "1 has worsened.",
        "Degree of implementation",
        "1 The insight",
        "1.1 The focus area",
        "1.1.4 Item 1.1.4",
        "Improved",
        "Worsened",
        "Unchanged",
        "Newly assessed",
        "Enheten för prov – responsible",
        "Too few people",
        "No reason has been given.",
        "Hits: 300 hits in Q1 2026, about as in the same quarter a year before.",
        "A finding",
        "Source: Källan.",
        "Agreement one",
        "1 Mar 2023",
        "Agreement two",
        "28 Feb 2027",
        "Agreement three",
        "Japan",
        "The Swedish version of this document prevails.",
    ):
        assert expected in text, expected
    for colour, meaning in LEGEND:
        assert colour.label in pages[0]
        assert meaning in pages[0]
    assert [f"Page {place} of {len(pages)}" in page for place, page in enumerate(pages, 1)] == [True] * len(pages)


def test_a_swedish_status_has_swedish_texts(tmp_path: Path) -> None:
    text = " ".join(" ".join(printed(full(), tmp_path, SV)).split())
    for expected in ("Handlingsplanen", "Insikten", "Insatsområdet", "Punkt 1.1.1", "Rön", "Träffar", "Utbytesavtal"):
        assert expected in text, expected
    for english in ("The action plan", "Item 1", "A finding", "prevails"):
        assert english not in text


def test_every_fixed_word_is_translated() -> None:
    known = ["Handlingsplanen", "Insikten", "Insatsområdet", "Punkt", "Träffar", "Rön", "Utbytesavtal", "Αθήνα"]
    known += ["Japan", "Åbo", "Too"]
    for one in (full(), status([(N, N)])):
        assert sample.untranslated(made(one, sample.marked("sv"), is_demonstration=True), known) == []


@pytest.mark.parametrize("language", [SV, EN], ids=["sv", "en"])
def test_the_watermark_is_on_every_page_until_the_quarter_is_sealed(tmp_path: Path, language: Language) -> None:
    for state, is_draft in ((None, True), ("open", True), ("reopened", True), ("sealed", False)):
        quarter = sample.quarter(PERIOD, status=QuarterStatus(state)) if state else None
        pages = printed(status([(G, G)], quarter=quarter), tmp_path, language)
        assert len(pages) > 1
        assert [language.text("DRAFT") in page for page in pages] == [is_draft] * len(pages)


def test_a_reopened_quarter_says_why() -> None:
    reopened = sample.quarter(PERIOD, status=QuarterStatus.REOPENED, reopened_because="A colour was wrong")
    assert "Reason: A colour was wrong" in said(status([(G, G)], quarter=reopened))


def test_a_parent_shows_a_distribution_and_never_an_average() -> None:
    one = status([(G, G), (G, G), (R, R)])
    (chart,) = blocks(one, content.Chart)
    counts = [(part.label, part.count) for part in chart.spec.bars[1].parts]
    assert chart.spec.bars[1].label == "1 The insight"
    assert counts == [("Green", 2), ("Yellow", 0), ("Red", 1)]
    matrix = blocks(one, content.Table)[0]
    ((_, before, now),) = matrix.rows
    assert [(part.label, part.count) for part in now.parts if part.count] == [("Green", 2), ("Red", 1)]
    assert before == now
    # Between green and red lies yellow: neither chart nor matrix may say it of anything here.
    assert not any(part.count for part in (*chart.spec.bars[0].parts, *now.parts) if part.label == "Yellow")


def test_the_matrix_shows_the_last_four_quarters_with_the_latest_last() -> None:
    many = tuple(PERIOD - back for back in range(6, 0, -1))
    matrix = blocks(status([(G, G)], earlier=many), content.Table)[0]
    assert [column.title for column in matrix.columns[1:]] == ["Q2 2025", "Q3 2025", "Q4 2025", "Q1 2026"]


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        (R, Y, ("Improved", "up", "ok")),
        (Y, G, ("Improved", "up", "ok")),
        (G, R, ("Worsened", "down", "bad")),
        (Y, Y, ("Unchanged", "same", "none")),
    ],
)
def test_the_arrow_shows_how_a_colour_moved(before: Colour, now: Colour, change: tuple[str, str, str]) -> None:
    cell = rows(status([(before, now)]))["1.1.1"][1]
    assert isinstance(cell, content.Stack)
    trend = cell.values[1]
    assert isinstance(trend, content.Trend)
    assert (trend.text, trend.direction, trend.tone) == change


def test_what_cannot_be_compared_has_no_arrow() -> None:
    found = rows(status([(G, N), (N, R), (G, G)]))
    for code, words in (("1.1.1", []), ("1.1.2", ["Newly assessed"])):
        cell = found[code][1]
        assert isinstance(cell, content.Stack)
        assert list(cell.values[1:]) == words


def test_every_colour_has_a_word_and_a_sign_of_its_own() -> None:
    (legend,) = blocks(status([]), content.Legend)
    badges = [badge for badge, _ in legend.items]
    assert len({badge.text for badge in badges}) == len({badge.tone for badge in badges}) == len(Colour)


def test_a_red_activity_without_comment_or_reason_says_so() -> None:
    one = status([(G, R), (G, N)])
    sample.assess(one.items[3], "2026-Q1", R, **sample.RED)
    text = said(one)
    assert "1 red activity lacks a comment or a reason." in text
    assert "No comment has been given." in text
    assert "No reason has been given." in text
    assert "Could not be prioritised That is why" in text
    complete = status([(G, N)])
    sample.assess(complete.items[2], "2026-Q1", R, **sample.RED)
    assert "lacks a comment" not in said(complete)
    assert "has been given" not in said(complete)


def test_a_comment_in_the_other_language_is_marked_as_in_it() -> None:
    one = status([(G, N)])
    sample.assess(one.items[2], "2026-Q1", G, comment_sv="Bara på svenska")
    assert rows(one)["1.1.1"][3] == content.Foreign("Bara på svenska", "sv")


def test_units_stand_with_their_roles_and_counterparts() -> None:
    one = status([(G, G)])
    home, others = sample.organisation("Kansliet"), [sample.organisation(name) for name in ("Sjukhuset", "Staden")]
    one.items[2].units = [
        *(ItemUnit(unit_id=home.id, unit=home, role=UnitRole.WITH, counterpart=other) for other in others),
        ItemUnit(unit_id=home.id, unit=home, role=UnitRole.SHARED),
    ]
    cell = rows(one)["1.1.1"][2]
    assert cell == content.Stack(("Kansliet – together with Sjukhuset, Staden", "Kansliet – shared"))


def test_a_plan_that_nobody_has_assessed_says_so() -> None:
    text = said(status([(N, N)] * 3))
    assert text.count("No activity has been assessed in Q1 2026.") == 2
    assert "The plan has 3 activities." in text
    assert "Focus areas, quarter by quarter" not in text
    assert "Item 1.1.3" in text
    assert "No activity is red" not in text


def test_no_activity_is_lost_wherever_it_stands() -> None:
    insight = sample.item(PlanLevel.INSIGHT, "9")
    below = sample.item(PlanLevel.ACTIVITY, "9.0.1", insight)
    alone = sample.item(PlanLevel.ACTIVITY, "7")
    lost = sample.item(PlanLevel.ACTIVITY, "8")
    lost.parent_id = 987654
    own = sample.item(PlanLevel.ACTIVITY, "6")
    own.parent_id = own.id
    text = said(status([], items=[insight, below, alone, lost, own]))
    for one in (below, alone, lost, own):
        assert text.count(one.caption("en")) == 1


def test_a_plan_of_two_levels_shows_its_commitments() -> None:
    heading = sample.item(PlanLevel.HEADING, "1")
    items = [heading, sample.item(PlanLevel.COMMITMENT, "1.1", heading)]
    two_levels = Plan(id=1, kind=PlanKind.OPERATIONAL_PLAN, title_en="The operational plan")
    assert "1.1 Item 1.1" in said(status([], plan=two_levels, items=items))


def test_the_control_block_names_the_case_of_the_latest_edition_and_none_of_its_decision() -> None:
    decided = {"decision_date": dt.date(2024, 5, 2), "decided_by": "The president", "validity": "2026"}
    editions = [DocumentEdition(dnr="1-1/2020"), DocumentEdition(dnr="1-2/2024", handled_by="The unit", **decided)]
    pairs = dict(made(status([], plan=sample.plan(editions=editions))).control or ())
    assert pairs["Registration number (dnr)"] == "1-2/2024"
    assert pairs["Handled by"] == "The unit"
    assert {pairs[label] for label in ("Decision date", "Decided by", "Validity")} == {""}
    assert pairs["Document type"] == "Quarterly status"
    blank = dict(made(status([])).control or ())
    assert list(blank) == list(pairs)
    assert set(blank.values()) == {"", "Quarterly status"}


def test_the_chart_holds_the_last_24_months_up_to_the_quarter() -> None:
    values = MONTHS | {"2026-03": 900, "2026-04": 77777, "2024-03": 66666}
    del values["2025-05"]
    one = status([(G, G)], indicators=[sample.series(values)])
    spec = blocks(one, content.Chart)[1].spec
    (line,) = spec.series
    assert (spec.periods[0], spec.periods[-1], len(line.values)) == ("Apr 2024", "Mar 2026", 24)
    assert line.values[-1] == 900
    assert line.values[13] is None
    assert not {77777, 66666} & set(line.values)


@pytest.mark.parametrize(
    ("march", "expected"),
    [
        (400, "600 hits in Q1 2026, 100 per cent more than"),
        (10, "210 hits in Q1 2026, 30 per cent less than"),
        (None, "not all months of Q1 2026 have a value"),
    ],
)
def test_the_summary_is_computed_from_the_values(march: int | None, expected: str) -> None:
    values = {month: value for month, value in MONTHS.items() if month != "2026-03"}
    one = status([(G, G)], indicators=[sample.series(values | ({"2026-03": march} if march else {}))])
    assert expected in said(one)


def test_a_year_before_without_hits_is_not_divided_by() -> None:
    values = MONTHS | {f"2025-0{month}": 0 for month in (1, 2, 3)}
    assert "Hits: 300 hits in Q1 2026." in said(status([(G, G)], indicators=[sample.series(values)]))


def test_a_break_is_drawn_and_no_quarter_is_compared_across_it() -> None:
    broken = Annotation(period="2025-06", is_method_break=True, note_en="New query.")
    one = status([(G, G)], indicators=[sample.series(MONTHS, annotations=[broken])])
    spec = blocks(one, content.Chart)[1].spec
    assert spec.breaks(0) == {14}
    assert spec.annotations[0].text == "June 2025: Method break. New query."
    text = said(one)
    assert "in Q1 2026. The method has changed since the same quarter a year before." in text
    assert "per cent" not in text


def test_a_provisional_month_is_drawn_as_such_and_named(tmp_path: Path) -> None:
    series = sample.series(MONTHS)
    next(one for one in series.values if one.period == "2026-03").is_provisional = True
    one = status([(G, G)], indicators=[series])
    assert blocks(one, content.Chart)[1].spec.series[0].provisional == (23,)
    text = " ".join(printed(one, tmp_path))
    assert "Provisional value" in text
    assert "Some of the values are provisional." in text


def test_what_kidesk_counts_is_no_media_exposure() -> None:
    counted = sample.series(MONTHS, name_en="In force", counted=Counted.AGREEMENTS_IN_FORCE)
    assert "In force" not in said(status([(G, G)], indicators=[counted]))


def test_a_series_without_values_gives_a_sentence_and_its_remarks() -> None:
    remarks = [sample.remark("2019/2023", "Svensk anmärkning", "A remark"), sample.remark("2025", "Bara svenska")]
    empty = sample.series({}, annotations=remarks)
    one = status([(G, G)], indicators=[empty])
    assert len(blocks(one, content.Chart)) == 1
    (listed,) = blocks(one, content.ListBlock)
    assert listed.items == ("2019–2023: A remark", content.Foreign("2025: Bara svenska", "sv"))
    assert "No monthly values are recorded for the last two years: Hits." in said(one)


def test_invented_values_are_not_passed_off_as_the_sources() -> None:
    one = status([(G, G)], indicators=[sample.series(MONTHS)])
    assert "invented demonstration data" in said(one, is_demonstration=True)
    assert "invented" not in said(one)


def test_empty_lists_are_said_in_words() -> None:
    text = said(status([(G, G)]))
    assert text.count("None.") == 3
    assert "No ambassadors are recorded." in text
    assert "No monthly series is kept." in text


def test_ambassadors_are_counted_and_not_named() -> None:
    stages = AmbassadorStage
    ambassadors = [
        sample.ambassador(stages.ACTIVE, "JP", "KR"),
        sample.ambassador(stages.ACTIVE, "JP"),
        sample.ambassador(stages.ENDED, "FR"),
    ]
    one = status([(G, G)], ambassadors=ambassadors)
    by_stage, by_country = blocks(one, content.Grid)
    assert dict(by_stage.pairs)["Active"] == "2"
    assert by_country.pairs == (("Japan", "2"), ("South Korea", "1"))
    assert "Hemlig" not in said(one)


def test_that_countries_are_more_than_ambassadors_is_explained() -> None:
    several = "An ambassador with several countries counts in each of them."
    active = AmbassadorStage.ACTIVE
    assert several in said(status([(G, G)], ambassadors=[sample.ambassador(active, "JP", "KR")]))
    assert several not in said(status([(G, G)], ambassadors=[sample.ambassador(active, "JP")]))


@pytest.mark.parametrize("language", [SV, EN], ids=["sv", "en"])
@pytest.mark.parametrize("period", [Period(2999, 4), Period(1000, 1)])
def test_odd_records_can_be_printed(tmp_path: Path, period: Period, language: Language) -> None:
    odd = [
        sample.exchange_agreement(end_on=dt.date.max, effective_on=dt.date.max),
        sample.exchange_agreement(parties=[], signed_own_on=None, signed_partner_on=None, end_on=None),
        sample.exchange_agreement(end_on=dt.date(2020, 1, 1), effective_on=dt.date(2021, 1, 1)),
    ]
    one = status([(G, R)], period=period, signed=odd, expiring=odd, ended=odd, indicators=[sample.series(MONTHS)])
    assert printed(one, tmp_path, language)


def test_names_and_long_comments_come_back_whole(tmp_path: Path) -> None:
    one = status([(G, N)], plan=Plan(id=1, title_en=sample.NAMES))
    one.items[2].title_en = sample.NAMES
    one.items[2].units = [ItemUnit(unit_id=1, unit=sample.organisation(sample.NAMES))]
    sample.assess(one.items[2], "2026-Q1", R, comment_en=sample.NOTE)
    target = tmp_path / "status.pdf"
    document.write(made(one), target, EN)
    words = paper.text(target).split()
    assert paper.text(target).count(sample.NAMES) >= 4
    for word in sample.NOTE.split():
        assert words.count(word) >= 2, word


@pytest.fixture(scope="module")
def demonstration(shared_store: Store) -> Store:
    load_demonstration(shared_store, sample.DAY)
    return shared_store


def whole(store: Store, period: Period) -> QuarterlyStatus:
    plan = next(one for one in store.all(Plan) if one.kind == PlanKind.ACTION_PLAN)
    return QuarterlyStatus(
        plan=plan,
        items=[one for one in store.all(PlanItem) if one.plan_id == plan.id],
        period=period,
        quarter=next(one for one in store.all(Quarter) if one.name == period.name),
        ambassadors=store.all(Ambassador),
        indicators=store.all(Indicator),
        earlier=tuple(period - back for back in (3, 2, 1)),
    )


def solid(text: str) -> str:
    """Text without spaces and hyphens, which a reader takes for its own at the end of a line."""
    return re.sub("[\\s\ufffe\x02-]", "", text)


@pytest.mark.parametrize("language", [SV, EN], ids=["sv", "en"])
def test_stored_records_print_whole_and_are_labelled(demonstration: Store, tmp_path: Path, language: Language) -> None:
    one = whole(demonstration, Period.of(sample.DAY) - 1)
    pages = printed(one, tmp_path, language, is_demonstration=True)
    text = solid("".join(pages))
    activities = [item for item in one.items if item.level == PlanLevel.ACTIVITY]
    assert len(activities) == 47
    assert [one.code for one in activities if solid(one.caption(language.code)) not in text] == []
    assert [language.text("Demonstration data") in page for page in pages] == [True] * len(pages)
    assert not any("Demonstration data" in page for page in printed(one, tmp_path, language))
