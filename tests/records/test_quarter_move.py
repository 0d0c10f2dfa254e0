"""What became of an activity between two quarters."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kidesk.records.quarter import Colour
from kidesk.records.quarter_move import Move, changed_words, comment_before, comment_now, passages

_TEXT = st.text("ab ", max_size=20)


def _move(sv: tuple[str, str], en: tuple[str, str] = ("", ""), now: Colour | None = Colour.GREEN) -> Move:
    return Move(1, "Träffas", "Meet", Colour.GREEN, now, changed_words(*sv), changed_words(*en))


@settings(max_examples=200)
@given(_TEXT, _TEXT)
def test_the_changed_words_give_both_texts_back(before: str, now: str) -> None:
    words = changed_words(before, now)
    assert comment_before(words).split() == before.split()
    assert comment_now(words).split() == now.split()


@given(_TEXT)
def test_of_a_text_that_is_the_same_no_word_changed(text: str) -> None:
    words = changed_words(text, text)
    assert all(one.change == "same" for one in words)
    assert passages(words, "removed") == passages(words, "added") == ""


def test_the_passages_that_went_and_came_stand_apart() -> None:
    words = changed_words("mötet hölls i maj och var bra", "mötet hölls i juni och var mycket bra")
    assert passages(words, "removed") == "maj"
    assert passages(words, "added") == "juni … mycket"


def test_a_comment_is_shown_in_the_language_in_which_it_changed() -> None:
    both = _move(("a", "b"), ("c", "d"))
    assert [both.changed_comment(code) for code in ("sv", "en")] == ["sv", "en"]
    assert _move(("a", "b"), ("c", "c")).changed_comment("en") == "sv"
    assert _move(("a", "a"), ("c", "c")).changed_comment("en") is None


def test_a_move_is_changed_by_its_colour_its_comment_or_the_plan() -> None:
    assert not _move(("a", "a")).is_changed
    assert _move(("a", "b")).is_changed
    assert _move(("a", "a"), now=Colour.RED).is_changed
    assert _move(("a", "a"), now=None).is_changed
