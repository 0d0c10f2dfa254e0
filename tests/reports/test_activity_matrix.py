"""The matrix shows all activities by eight quarters on one page that can be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest

from kidesk.i18n import CODES, Language
from kidesk.operations.start_workspace import load_demonstration
from kidesk.records.plan import Plan, PlanKind
from kidesk.records.plan_item import PlanItem
from kidesk.records.quarter import Colour, Period
from kidesk.reports import activity_matrix, content, document
from kidesk.reports.activity_matrix import ActivityMatrix
from kidesk.reports.plan_branches import branches
from kidesk.store.store import Store
from tests.reports import paper, sample, web

EN, SV = Language("en"), Language("sv")
G, Y, R, N = Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.NOT_ASSESSED
LAST = Period(2026, 1)
PERIODS = tuple(LAST - back for back in range(7, -1, -1))
SMALLEST = 6.5  # points

each_language = pytest.mark.parametrize("language", [SV, EN], ids=CODES)


def matrix(colours: list[tuple[Colour, Colour]]) -> ActivityMatrix:
    items, plan = sample.tree(colours), sample.plan()
    return ActivityMatrix(plan, branches(plan, items), PERIODS)


def made(one: ActivityMatrix, language: Language = EN) -> content.Document:
    return activity_matrix.document(one, sample.head(), language)


def table(one: ActivityMatrix, language: Language = EN) -> content.Table:
    (found,) = [block for block in made(one, language).blocks if isinstance(block, content.Table)]
    return found


def rows(one: ActivityMatrix) -> list[tuple[content.Cell, ...]]:
    return [row for row in table(one).rows if not isinstance(row, content.Group)]


def sizes(pdf: Path) -> set[float]:
    """The sizes of all letters, in points."""
    raw, found = paper.RAW, set()
    for page in paper.opened(pdf):
        text = page.get_textpage()
        for place in range(text.count_chars()):
            if not chr(raw.FPDFText_GetUnicode(text.raw, place)).isspace():
                found.add(round(raw.FPDFText_GetFontSize(text.raw, place), 2))
    return found


def test_the_last_eight_quarters_stand_in_their_order() -> None:
    titles = [column.title for column in table(matrix([(G, G)])).columns]
    assert titles[1:] == ["Q2 ’24", "Q3 ’24", "Q4 ’24", "Q1 ’25", "Q2 ’25", "Q3 ’25", "Q4 ’25", "Q1 ’26"]
    assert rows(matrix([(Y, R)]))[0][-2:] == (content.Badge("Yellow", "warn", "Ye"), content.Badge("Red", "bad", "Re"))


@each_language
def test_no_two_colours_have_the_same_sign_or_letters(language: Language) -> None:
    cells: list[Any] = [list(table(matrix([(one, one)]), language).rows)[2][-1] for one in Colour]  # type: ignore[index]
    for attribute in ("short", "tone", "text"):
        assert len({getattr(cell, attribute) for cell in cells}) == len(Colour)


def test_the_foot_counts_every_quarter_and_says_what_the_signs_mean() -> None:
    foot = rows(matrix([(G, R), (G, G), (Y, N)]))[-4:]
    assert [row[0].text for row in foot] == [  # type: ignore[union-attr]
        "Gr Green: Done or has activity",
        "Ye Yellow: Some activity or planned",
        "Re Red: No known activity",
        "– Not assessed: Not assessed this quarter",
    ]
    assert [row[-2:] for row in foot] == [("2", "1"), ("1", "0"), ("0", "1"), ("0", "1")]
    assert {row[1] for row in foot} == {"0", "3"}


def test_every_fixed_word_is_translated() -> None:
    known = ["Handlingsplanen", "Insikten", "Insatsområdet", "Punkt", "Åbo"]
    for colours in ([(G, Y), (R, N), (N, Colour.NOT_DUE)], []):
        assert sample.untranslated(made(matrix(colours), sample.marked("sv")), known) == []


def test_the_letters_in_a_cell_are_read_aloud_as_the_word(tmp_path: Path) -> None:
    pdf = tmp_path / "matrix.pdf"
    document.write(made(matrix([(G, Y)]), SV), pdf, SV)
    assert "Gr Gu" in paper.text(pdf), "what is seen"
    with pikepdf.open(pdf) as file:
        spoken = [
            str(one.ActualText) for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/ActualText" in one
        ]
    assert spoken == ["Ej bedömd"] * 6 + ["Grön", "Gul"]


def test_the_web_page_hides_the_letters_from_those_who_listen(tmp_path: Path) -> None:
    page = tmp_path / "matrix.html"
    document.write(made(matrix([(G, Y)]), SV), page, SV)
    html = page.read_text("utf-8")
    assert '<span aria-hidden="true">Gu</span><span class="unseen"> Gul</span>' in html
    assert 'class="rows compact"' in html
    assert web.read(html) is not None


@pytest.fixture(scope="module")
def seed(shared_store: Store) -> Store:
    load_demonstration(shared_store, sample.DAY)
    return shared_store


@each_language
def test_the_plan_of_the_seed_stands_on_one_page(seed: Store, tmp_path: Path, language: Language) -> None:
    plan = next(one for one in seed.all(Plan) if one.kind == PlanKind.ACTION_PLAN)
    items = [one for one in seed.all(PlanItem) if one.plan_id == plan.id]
    whole = ActivityMatrix(plan, branches(plan, items), PERIODS)
    assert sum(len(branch.activities) for branch in whole.branches) == 47
    pdf = tmp_path / "matrix.pdf"
    document.write(made(whole, language), pdf, language)
    (page,) = paper.pages(pdf)
    text = "".join(page.split())
    for branch in whole.branches:
        for item in branch.activities:
            assert item.code in text
    assert min(sizes(pdf)) >= SMALLEST


def test_a_plan_that_is_too_large_goes_on_instead_of_becoming_small(tmp_path: Path) -> None:
    pdf = tmp_path / "matrix.pdf"
    document.write(made(matrix([(G, Y)] * 150)), pdf, EN)
    pages = paper.pages(pdf)
    assert len(pages) > 1
    assert all("Q1 ’26" in " ".join(page.split()) for page in pages), "every page has the heads of the columns"
    assert min(sizes(pdf)) >= SMALLEST
