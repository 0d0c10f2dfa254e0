"""A comparison of two quarters says how each activity moved, and which words of its comment went and came."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kidesk.i18n import Language
from kidesk.records.plan_item import PlanItem
from kidesk.records.quarter import Colour, Period
from kidesk.records.quarter_move import Move, changed_words
from kidesk.reports import content, document, quarter_comparison
from kidesk.reports.plan_branches import branches
from kidesk.reports.quarter_comparison import QuarterComparison, both
from tests.reports import paper, sample

EN, SV = Language("en"), Language("sv")
G, Y, R, N = Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.NOT_ASSESSED
Said = tuple[str, str]


def move(item: PlanItem, before: Colour | None, now: Colour | None, sv: Said = ("", ""), en: Said = ("", "")) -> Move:
    return Move(item.id, item.title_sv, item.title_en, before, now, changed_words(*sv), changed_words(*en))


def compared(*moved: dict[str, Any], **values: Any) -> QuarterComparison:
    """A plan with an activity for each move, which are green in both quarters unless told otherwise."""
    items = sample.tree([(N, N)] * len(moved))
    plan, activities = sample.plan(), items[2:]
    moves = [move(item, **{"before": G, "now": G} | told) for item, told in zip(activities, moved, strict=True)]
    known = {one.item: one for one in moves}
    return QuarterComparison(plan, Period(2025, 4), Period(2026, 1), branches(plan, items), known, **values)


def made(one: QuarterComparison, language: Language = EN) -> content.Document:
    return quarter_comparison.document(one, sample.head(), language)


def blocks(one: QuarterComparison, kind: type[Any], language: Language = EN) -> list[Any]:
    return [block for block in made(one, language).blocks if isinstance(block, kind)]


def rows(one: QuarterComparison) -> list[tuple[content.Cell, ...]]:
    table = blocks(one, content.Table)[0]
    return [row for row in table.rows if not isinstance(row, content.Group)]


def comments(one: QuarterComparison, language: Language = EN) -> list[tuple[content.Phrase, ...]]:
    """What stands in the earlier quarter's and the later one's cell of the comment that changed."""
    (row,) = blocks(one, content.Table, language)[1].rows
    return [cell.values for cell in row[1:]]


def test_both_distributions_stand_below_each_other() -> None:
    (chart,) = blocks(compared({"now": R}, {"before": R}, {"before": None, "now": Y}), content.Chart)
    counts = {bar.label: {part.label: part.count for part in bar.parts} for bar in chart.spec.bars}
    assert counts == {
        "Q4 2025": {"Green": 1, "Yellow": 0, "Red": 1},
        "Q1 2026": {"Green": 1, "Yellow": 1, "Red": 1},
    }


def test_every_activity_has_both_colours_and_an_arrow_with_its_word() -> None:
    found = rows(compared({"now": R}, {"before": Y}, {}))
    assert [row[1:] for row in found] == [
        (content.Badge("Green", "ok"), content.Badge("Red", "bad"), content.Trend("Worsened", "down", "bad")),
        (content.Badge("Yellow", "warn"), content.Badge("Green", "ok"), content.Trend("Improved", "up", "ok")),
        (content.Badge("Green", "ok"), content.Badge("Green", "ok"), content.Trend("Unchanged", "same", "none")),
    ]


def test_an_activity_of_one_quarter_only_says_so() -> None:
    found = rows(compared({"before": None}, {"now": None}))
    assert [row[1:] for row in found] == [
        ("not in the plan", content.Badge("Green", "ok"), "New in the plan"),
        (content.Badge("Green", "ok"), "not in the plan", "No longer in the plan"),
    ]


def test_activities_stand_under_their_focus_area() -> None:
    (table,) = blocks(compared({}, {}), content.Table)
    assert table.rows[0] == content.Group("1.1 The focus area")
    assert [one.text for one in blocks(compared({}), content.Heading)][2] == "1 The insight"


def test_the_words_that_went_and_came_are_said_below_the_comments() -> None:
    one = compared({"en": ("The meeting was in May", "The meeting was in June")}, {"en": ("Same", "Same")})
    assert comments(one) == [
        ("The meeting was in May", "Words removed: May"),
        ("The meeting was in June", "Words added: June"),
    ]
    (_, table) = blocks(one, content.Table)
    assert [column.title for column in table.columns] == ["Activity", "Q4 2025", "Q1 2026"]


def test_a_comment_that_came_whole_is_not_said_twice() -> None:
    assert comments(compared({"en": ("", "Now it runs")})) == [("No comment has been given.",), ("Now it runs",)]
    assert comments(compared({"en": ("Nothing yet", "Much done")})) == [("Nothing yet",), ("Much done",)]


def test_a_comment_that_changed_in_the_other_language_only_is_marked_as_in_it() -> None:
    one = compared({"sv": ("Görs snart", "Görs nu"), "en": ("Same", "Same")})
    assert comments(one)[1] == (content.Foreign("Görs nu", "sv"), content.Foreign("Tillagda ord: nu", "sv"))
    assert comments(one, SV)[1] == ("Görs nu", "Tillagda ord: nu")


def test_nothing_changed_says_so() -> None:
    said = " ".join(sample.texts(made(compared({}))))
    assert "No comment differs between the quarters." in said
    assert "0 activities have improved." in said


@pytest.mark.parametrize("language", [SV, EN], ids=["sv", "en"])
def test_it_is_a_draft_until_both_quarters_are_sealed(language: Language) -> None:
    assert made(compared({}), language).watermark == language.text("DRAFT")
    assert made(compared({}, is_sealed=True), language).watermark is None


def test_every_fixed_word_is_translated() -> None:
    known = ["Handlingsplanen", "Insikten", "Insatsområdet", "Punkt", "Ord", "Åbo"]
    one = compared(
        {"now": R, "sv": ("Ord kvar Ordett", "Ord kvar Ordtvå")},
        {"before": None},
        {"now": None},
        {"before": N, "now": N},
    )
    assert sample.untranslated(made(one, sample.marked("sv")), known) == []
    assert sample.untranslated(made(compared(), sample.marked("sv")), known) == []


def test_the_words_can_be_read_back_from_paper(tmp_path: Path) -> None:
    target = tmp_path / "comparison.pdf"
    document.write(made(compared({"en": ("It was planned for May", "It was held in May")})), target, EN)
    text = paper.text(target)
    for said in ("Words removed: planned for", "Words added: held in", "Comparison of Q4 2025 and Q1 2026"):
        assert said in text


def test_an_item_of_both_quarters_is_as_in_the_later_one() -> None:
    before, now = sample.tree([(G, G)]), sample.tree([(G, G)])
    now[2].id = before[2].id
    assert both(before[2:], now[2:]) == (now[2],)
    assert len(both(before, now[:2])) == 5
