"""The gate lets text through to paper unharmed and harmless."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kidesk.reports.cleaning import clean
from kidesk.reports.content import Paragraph
from kidesk.reports.paper import fonts, shaping, words
from kidesk.reports.paper.gate import Gate, for_metadata
from tests.reports import paper


@pytest.mark.parametrize(
    ("given_text", "cleaned"),
    [
        ("e\u0301", "é"),
        ("a\x00b\x07c\x1bd", "abcd"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("a\tb", "a\tb"),
        ("x\u202etxt.exe\u2066y", "xtxt.exey"),
        ("\ud800a\udfff", "a"),
        ("a\ufffe\uffff\ufdd0b", "ab"),
    ],
)
def test_what_cannot_be_seen_is_dropped(given_text: str, cleaned: str) -> None:
    assert clean(given_text) == cleaned


def test_letters_without_a_form_show_as_a_box_and_are_told() -> None:
    gate = Gate()
    assert gate.text("Åsa 北京 😀 ﬁn Ａ") == "Åsa 北京 □ fin Ａ"
    warning = gate.warnings()[0].said(paper.EN)
    assert "😀" in warning
    assert not {"Å", "北"} & set(warning)


def test_known_letters_give_no_warning() -> None:
    gate = Gate()
    said = "ÅÄÖ Łódź Αθήνα Київ Trần đ ő ş − – “x” €"
    assert gate.text(said) == said
    assert gate.warnings() == ()


def test_characters_beyond_the_basic_plane_do_not_reach_metadata() -> None:
    assert for_metadata("a\n😀 \ud800b") == "a \ufffd b"


def test_a_line_break_stays_a_line_break() -> None:
    (page,) = paper.pages(paper.printed(Paragraph("first\nsecond\n\nthird")))
    assert [line for line in map(str.strip, page.splitlines()) if line in ("first", "second", "third")] == [
        "first",
        "second",
        "third",
    ]


@settings(max_examples=60, deadline=None)
@given(st.text("abc åλЖ-/\n", max_size=400), st.floats(5, 300))
def test_no_line_is_too_wide_and_nothing_is_lost(said: str, width: float) -> None:
    lines = fonts.lines(said, fonts.CELL, width)
    assert "".join("".join(lines).replace("\u00ad", "").split()) == "".join(said.split())
    for line in lines:
        wide = fonts.measure(line.rstrip(), fonts.CELL.font) * fonts.CELL.size
        assert wide <= width + 0.01 or len(line.rstrip()) == 1


def test_a_long_word_is_cut_after_a_joint() -> None:
    assert fonts.lines("https://example.org/a-long-address", fonts.CELL, 80)[0] == "https://example."


def test_a_long_text_without_spaces_is_measured_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[str] = []
    real = shaping.width

    def width(text: str, font: str) -> float:
        measured.append(text)
        return real(text, font)

    monkeypatch.setattr(shaping, "width", width)
    chinese = "".join(chr(0x4E00 + place * 7919 % 20_000) for place in range(2_000))
    lines = fonts.lines(chinese, fonts.BODY, 480)
    assert "".join(lines).replace(" ", "") == chinese
    assert len(measured) < 20 * len(lines)


def test_an_elided_line_fits() -> None:
    line = fonts.elide("many words that do not fit", fonts.CELL, 60)
    assert line.endswith("…")
    assert fonts.measure(line, fonts.CELL.font) * fonts.CELL.size <= 60
    assert fonts.elide("few", fonts.CELL, 60) == "few"


def test_words_are_divided_without_loss() -> None:
    gate = Gate()
    whole = words.Words(gate.text("one two three four five six seven eight nine ten"), fonts.CELL)
    fits, rest = whole.split(40, 3 * fonts.CELL.leading)
    assert isinstance(fits, words.Words)
    assert isinstance(rest, words.Words)
    assert fits.lines(40) + rest.lines(40) == whole.lines(40)


def test_no_line_of_words_stands_alone_on_a_page() -> None:
    whole = words.Words(Gate().text("one\ntwo\nthree\nfour\nfive"), fonts.CELL)
    for room, lengths in ((4, [3, 2]), (3, [3, 2]), (1, [0, 5]), (5, [5, 0])):
        parts = whole.split(400, room * fonts.CELL.leading)
        assert [len(one.lines(400)) if isinstance(one, words.Words) else 0 for one in parts] == lengths


def test_no_markup_is_ever_parsed() -> None:
    room = Path(words.__file__).parent
    parser = re.compile(r"platypus|paraparser|drawImage|drawInlineImage|ImageReader|svglib")
    assert [file.name for file in room.rglob("*.py") if parser.search(file.read_text("utf-8"))] == []
    made = re.compile(r"Printable\(")
    makers = {file.name for file in room.rglob("*.py") if made.search(file.read_text("utf-8"))}
    assert makers == {"gate.py", "words.py"}


# Hyphens


def test_long_words_are_divided_as_the_language_does() -> None:
    said = "Högskolans internationaliseringsarbete"
    assert fonts.lines(said, fonts.CELL, 100, "sv") == ["Högskolans internatio\u00ad", "naliseringsarbete "]
    assert fonts.lines("the internationalisation", fonts.CELL, 60, "en") == ["the interna\u00ad", "tionalisation "]


def test_no_word_is_divided_where_the_language_is_not_known() -> None:
    for language in (None, "fi"):
        assert fonts.lines("en internationalisering", fonts.CELL, 85, language) == ["en ", "internationalisering "]


@pytest.mark.parametrize(
    "word",
    [
        "internationalisering@universitetet.se",
        "www.internationaliseringsarbete.se",
        "internationaliserings2026",
        "InternationaliseringsRådet",
        "INTERNATIONALISERING",
        "avtalen",
    ],
)
def test_addresses_numbers_names_in_capitals_and_short_words_stay_whole(word: str) -> None:
    lines = fonts.lines(f"om {word}", fonts.CELL, fonts.measure(word, fonts.CELL.font) * 8.5 + 1, "sv")
    assert lines == ["om ", f"{word} "]


def test_a_word_is_not_divided_where_the_line_is_nearly_full() -> None:
    for before, first in ((14, "och " * 14), (1, "och inter\u00ad")):
        said = "och " * before
        wide = fonts.measure(said + "inter-", fonts.CELL.font) * 8.5 + 1
        assert fonts.lines(said + "internationalisering", fonts.CELL, wide, "sv")[0] == first


def test_a_hyphen_is_drawn_at_the_end_of_the_line_only() -> None:
    assert fonts.lines("inter\u00adnationell", fonts.CELL, 200, "sv") == ["internationell "]
    assert fonts.measure("a\u00ad", fonts.REGULAR) == fonts.measure("a-", fonts.REGULAR)
