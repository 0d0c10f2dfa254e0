"""A status lists the English texts that the Swedish has left behind: a draft always, a sealed one in English."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kidesk.i18n import Language
from kidesk.records.quarter import Colour, Period, QuarterStatus
from kidesk.reports import content, document, quarterly_status
from kidesk.reports.quarterly_status import QuarterlyStatus
from tests.reports import paper, sample

EN, SV = Language("en"), Language("sv")
PERIOD = Period(2026, 1)


def status(is_sealed: bool = False, marks: tuple[str, ...] = ("comment",)) -> QuarterlyStatus:
    """A status with one comment of this quarter, one of the quarter before, and a title, all marked."""
    items = sample.tree([(Colour.GREEN, Colour.GREEN)])
    activity = items[-1]
    for number, one in enumerate(activity.assessments):
        one.id, one.comment_sv, one.comment_en = number, f"Läget {one.quarter.name}", f"State {one.quarter.name}"
        one.changed_since_translated = list(marks)
    held = QuarterStatus.SEALED if is_sealed else QuarterStatus.OPEN
    quarter = sample.quarter(PERIOD, status=held)
    return QuarterlyStatus(sample.plan(), items, PERIOD, quarter, indicators=[sample.series({"2026-01": 3})])


def table(one: QuarterlyStatus, language: Language) -> content.Table | None:
    """The table of such texts."""
    title = language.text("Changed since translated")
    blocks: list[Any] = list(quarterly_status.document(one, sample.head(), language).blocks)
    places = [place for place, block in enumerate(blocks) if isinstance(block, content.Heading) and block.text == title]
    return blocks[places[0] + 2] if places else None


def test_a_draft_lists_what_is_in_it_and_not_the_comments_of_other_quarters() -> None:
    found = table(status(), EN)
    assert found is not None
    (row,) = found.rows
    assert isinstance(row, tuple)
    assert row[1:] == ("Comment in English (2026-Q1 · Green)", content.Foreign("Läget 2026-Q1", "sv"), "State 2026-Q1")


@pytest.mark.parametrize(
    ("is_sealed", "language", "is_there"),
    [
        (False, SV, True),
        (False, EN, True),
        (True, EN, True),
        (True, SV, False),
    ],
)
def test_it_stands_in_a_draft_and_in_the_sealed_english(is_sealed: bool, language: Language, is_there: bool) -> None:
    assert (table(status(is_sealed), language) is not None) is is_there


def test_nothing_is_said_where_all_is_translated() -> None:
    assert table(status(marks=()), EN) is None


def test_titles_of_plan_item_and_series_are_listed_too() -> None:
    one = status(marks=())
    one.plan.changed_since_translated = ["title"]
    one.items[0].changed_since_translated = ["title"]
    one.indicators[0].changed_since_translated = ["name"]
    found = table(one, SV)
    assert found is not None
    assert [row[1] for row in found.rows if isinstance(row, tuple)] == [
        "Titel på engelska",
        "Titel på engelska",
        "Namn på engelska",
    ]


@pytest.mark.parametrize("language", [EN, SV], ids=["en", "sv"])
def test_it_is_on_paper(language: Language, tmp_path: Path) -> None:
    target = tmp_path / "status.pdf"
    document.write(quarterly_status.document(status(), sample.head(), language), target, language)
    text = " ".join(" ".join(paper.pages(target)).split())
    assert "Läget 2026-Q1" in text
    assert "State 2026-Q1" in text
