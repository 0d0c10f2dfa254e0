"""A final report has the chapters of the seed's report, all that the plan holds, and the prose that people wrote."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from kidesk.i18n import CODES, Language
from kidesk.operations.document_editions import decide, mark_ready
from kidesk.operations.export_report import compose
from kidesk.operations.start_workspace import load_starter
from kidesk.operations.write_prose import passages, write
from kidesk.records.document_edition import DocumentEdition, DocumentKind, EditionStatus
from kidesk.records.organisation import Organisation
from kidesk.records.plan import Plan, PlanKind, PlanLevel
from kidesk.records.plan_item import ItemUnit, PlanItem
from kidesk.records.plan_text import Chapter, PlanText, codes, texts_of, with_sentences, word_count
from kidesk.records.quarter import Colour, Period
from kidesk.reports import content, document, final_report
from kidesk.reports.check import check
from kidesk.reports.final_report import FinalReport
from kidesk.reports.prose import blocks
from kidesk.settings import Settings
from kidesk.store.store import Store
from tests.reports import sample

EN, SV = Language("en"), Language("sv")
PERIOD = Period(2026, 1)
CHAPTERS = {
    "sv": (
        "Bakgrund",
        "Fortsatt process",
        "Sammanfattning",
        "Genomförandegrad för samtliga insatsområden",
        "Kommentarer till rödmarkerade aktiviteter",
        "Ökad synlighet i medierna",
        "Avrapportering och slutsatser",
        "Bilagor",
    ),
    "en": (
        "Background",
        "Continued process",
        "Summary",
        "Degree of implementation of all focus areas",
        "Comments on red-marked activities",
        "Greater visibility in the media",
        "Final reporting and conclusions",
        "Appendices",
    ),
}


def report(*texts: PlanText, colours: list[tuple[Colour, Colour]] | None = None, **values: Any) -> FinalReport:
    given: dict[str, Any] = {
        "plan": sample.plan(),
        "items": sample.tree(colours or [(Colour.GREEN, Colour.GREEN)]),
        "edition": DocumentEdition(document=DocumentKind.FINAL_REPORT),
        "texts": texts_of(texts, DocumentKind.FINAL_REPORT),
        "period": PERIOD,
        "indicators": (),
        "said": lambda code, language: None,
    }
    return FinalReport(**given | values)


def made(one: FinalReport, language: Language = EN) -> content.Document:
    return final_report.document(one, sample.head(), language)


def headings(document: content.Document, level: int) -> list[str]:
    found = (one for one in document.blocks if isinstance(one, content.Heading) and one.level == level)
    return [content.plain(one.text) for one in found]


def said(document: content.Document) -> str:
    return " ".join(" ".join(sample.texts(document)).split())


def _starter(store: Store, code: str, **values: Any) -> content.Document:
    settings = Settings(organisation_name="KI")
    return compose(store, "final-report", language=Language(code), settings=settings, is_demonstration=False, **values)


# The starter plan


@pytest.mark.parametrize("code", CODES)
def test_the_starter_plan_gives_every_chapter_and_every_item(store: Store, code: str) -> None:
    load_starter(store)
    document = _starter(store, code)
    assert tuple(headings(document, 1)) == CHAPTERS[code]
    (plan,) = store.rows(select(Plan).where(Plan.kind == PlanKind.ACTION_PLAN))
    items = [item for item in store.all(PlanItem) if item.plan_id == plan.id]
    levels = [item.level for item in items]
    counted = [levels.count(one) for one in (PlanLevel.INSIGHT, PlanLevel.FOCUS_AREA, PlanLevel.ACTIVITY)]
    assert counted == [3, 11, 47]
    words = sample.texts(document)
    assert [item.caption(code) for item in items if item.caption(code) not in words] == []


@pytest.mark.parametrize("code", CODES)
def test_the_starter_report_has_its_document_control_its_legend_and_no_invented_colour(store: Store, code: str) -> None:
    load_starter(store)
    document = _starter(store, code)
    control = dict(document.control or ())
    assert control["Diarienummer (dnr)" if code == "sv" else "Registration number (dnr)"] == "1-779/2022"
    assert ("Slutrapport" if code == "sv" else "Final report") in control.values()
    kinds = [type(block) for block in _flat(document)]
    assert kinds.index(content.Contents) < kinds.index(content.PageBreak), "the contents begin on the first page"
    assert kinds.index(content.Legend) < kinds.index(content.Chart), "the colours are explained where they are used"
    assert ("The Swedish version of this document prevails." in said(document)) is (code == "en")
    badges = {one.text for block in document.blocks if isinstance(block, content.Table) for one in _badges(block)}
    assert badges == {Language(code).text(Colour.NOT_ASSESSED.label)}
    assert not any(isinstance(one, content.Foreign) for one in _phrases(document))


def _flat(document: content.Document) -> Iterator[content.Block]:
    for block in document.blocks:
        yield from block.blocks if isinstance(block, content.KeepTogether) else (block,)


def _badges(table: content.Table) -> list[content.Badge]:
    cells = (cell for row in table.rows if not isinstance(row, content.Group) for cell in row)
    parts = (part for cell in cells for part in (cell.values if isinstance(cell, content.Stack) else (cell,)))
    return [part for part in parts if isinstance(part, content.Badge)]


def _phrases(document: content.Document) -> list[content.Phrase]:
    found: list[content.Phrase] = []
    for block in document.blocks:
        if isinstance(block, content.Paragraph | content.Heading):
            found.append(block.text)
        elif isinstance(block, content.ListBlock):
            found += block.items
    return found


def test_the_priorities_stand_below_the_unit_that_is_responsible(store: Store) -> None:
    load_starter(store)
    document = _starter(store, "en")
    found = [block for block in document.blocks if isinstance(block, content.Table)]
    tables = [table for table in found if table.columns[0].title == "Prioritised"]
    assert [len(tuple(one.rows)) for one in tables] == [3, 2, 1, 2]
    below = headings(document, 2)
    place = below.index("Communications Office")
    assert below[place : place + 4] == [
        "Communications Office",
        "Research Support Office",
        "Education and Doctoral Education Support Office",
        "Without a responsible unit",
    ]


# Prose


def test_a_chapter_without_prose_says_so_in_a_draft_and_is_left_out_once_it_is_decided() -> None:
    draft, decided = made(report()), made(report(is_decided=True))
    assert draft.watermark == "DRAFT"
    assert said(draft).count("This chapter has no text yet.") == 8
    assert tuple(headings(draft, 1)) == CHAPTERS["en"]
    assert decided.watermark is None
    assert "no text yet" not in said(decided)
    assert headings(decided, 1) == [CHAPTERS["en"][place] for place in (2, 3, 4, 5)][1:]


def test_the_column_of_comments_is_there_only_where_something_is_commented_on() -> None:
    def columns(one: FinalReport) -> set[str]:
        tables = [block for block in made(one).blocks if isinstance(block, content.Table)]
        return {column.title for table in tables for column in table.columns}

    silent, spoken = report(), report()
    sample.assess(spoken.items[-1], PERIOD.name, Colour.GREEN)
    spoken.items[-1].assessments[-1].comment_sv = "Går bra"
    spoken.items[-1].assessments[:] = spoken.items[-1].assessments[-1:]
    assert "Comment" not in columns(silent)
    assert "Comment" in columns(spoken)


def test_several_texts_of_a_chapter_stand_in_order_under_their_headings() -> None:
    texts = (
        PlanText(chapter=Chapter.BACKGROUND, position=1, heading_en="Later", text_en="Then this."),
        PlanText(chapter=Chapter.BACKGROUND, position=0, text_en="First.\n\nSecond\nline."),
        PlanText(chapter=Chapter.APPENDIX, heading_en="Slides", text_en="Pictures."),
    )
    document = made(report(*texts))
    paragraphs = [content.plain(one.text) for one in document.blocks if isinstance(one, content.Paragraph)]
    place = paragraphs.index("First.")
    assert paragraphs[place : place + 3] == ["First.", "Second\nline.", "Then this."]
    assert "Later" in headings(document, 2)
    assert headings(document, 2)[-1] == "Appendix 1: Slides"


def test_a_text_without_translation_is_marked_as_being_in_the_other_language() -> None:
    text = PlanText(chapter=Chapter.CONCLUSIONS, heading_sv="Sedan", text_sv="Så gick det.\n\n- ett\n- två {kod}")
    document = made(report(text, said=lambda code, language: f"{code} på {language.code}"))
    assert content.Heading(2, content.Foreign("Sedan", "sv")) in document.blocks
    assert content.Paragraph(content.Foreign("Så gick det.", "sv")) in document.blocks
    items = content.Foreign("ett", "sv"), content.Foreign("två kod på sv", "sv")
    assert content.ListBlock(items) in document.blocks


def test_a_code_is_replaced_by_its_sentence_and_an_unknown_one_stands_as_it_is() -> None:
    text = PlanText(chapter=Chapter.MEDIA_EXPOSURE, text_en="It grew {growth}, {not known} and {unknown}.")
    document = made(report(text, said=lambda code, language: "almost 2.5 times" if code == "growth" else None))
    assert "It grew almost 2.5 times, {not known} and {unknown}." in said(document)


def test_a_department_has_its_text_and_what_it_is_responsible_for() -> None:
    unit = sample.organisation("Kansliet")
    items = sample.tree([(Colour.GREEN, Colour.YELLOW)])
    activity = items[-1]
    activity.prioritised_year, activity.units = 2022, [ItemUnit(unit_id=unit.id, unit=unit)]
    text = PlanText(chapter=Chapter.UNIT_SUMMARY, unit_id=unit.id, unit=unit, text_en="It did much.")
    document = made(report(text, items=items))
    place = next(n for n, one in enumerate(document.blocks) if one == content.Heading(2, "Kansliet"))
    paragraph, table = document.blocks[place + 1 : place + 3]
    assert paragraph == content.Paragraph("It did much.")
    assert isinstance(table, content.Table)
    assert [row[1] for row in table.rows if not isinstance(row, content.Group)] == ["2022"]


def test_lines_that_begin_with_a_dash_or_a_number_are_lists() -> None:
    found = list(blocks("Before:\n- one\n• two\n\n1. first\n2) second\nafter - all"))
    assert found == [
        content.Paragraph("Before:"),
        content.ListBlock(("one", "two")),
        content.ListBlock(("first", "second"), numbered=True),
        content.Paragraph("after - all"),
    ]


_LINES = st.lists(st.sampled_from(["- a", "1. b", "c d", "", "  ", "–e", "12 f", "•  g h"]), max_size=12)


@given(_LINES)
def test_no_word_of_the_prose_is_lost(lines: list[str]) -> None:
    found: list[str] = []
    for block in blocks("\n".join(lines)):
        phrases = (block.text,) if isinstance(block, content.Paragraph) else block.items
        found += (word for phrase in phrases for word in content.plain(phrase).split())
    wanted = [word for line in lines for word in re.sub(r"^\s*([-–•]|\d+[.)])\s+", "", line).split()]
    assert found == wanted


def test_codes_are_found_and_words_are_counted() -> None:
    assert codes("{a} { b} {c-d} {a} {}") == ["a", "c-d"]
    assert with_sentences("{a}{b}", {"a": "{b}"}.get) == "{b}{b}"
    assert word_count("Två ord – och 3 till.\n\n- punkt") == 6


def test_the_starter_prose_survives_being_read_and_saved_again(store: Store) -> None:
    load_starter(store)
    (plan,) = store.rows(select(Plan).where(Plan.kind == PlanKind.ACTION_PLAN))
    found = passages(store, plan.id, DocumentKind.FINAL_REPORT)
    before = store.next_steps()
    write(store, plan.id, DocumentKind.FINAL_REPORT, found, as_read=found)
    assert store.next_steps() == before
    assert all(one.text_sv and one.text_en for one in found)
    assert store.all(Organisation)


def test_a_decided_starter_report_may_be_published_in_both_languages(store: Store, tmp_path: Path) -> None:
    load_starter(store)
    (plan,) = store.rows(select(Plan).where(Plan.kind == PlanKind.ACTION_PLAN))
    mark_ready(store, plan.id, DocumentKind.FINAL_REPORT, 1)
    decision = {"decision_date": dt.date(2024, 12, 19), "decided_by": "Rektor"}
    decide(store, plan.id, DocumentKind.FINAL_REPORT, 1, decision, Settings(organisation_name="KI"))
    for code in CODES:
        made = _starter(store, code)
        assert made.watermark is None
        document.write(made, tmp_path / "report.pdf", Language(code))
        assert check(tmp_path / "report.pdf").findings == ()
    found = store.get(Plan, plan.id)
    assert found is not None
    assert found.editions[0].status == EditionStatus.DECIDED
