"""A document on paper holds everything it was given, and a file is whole or untouched."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.reports import content, document
from kidesk.reports.content import (
    Badge,
    Bar,
    Chart,
    Column,
    Distribution,
    Facts,
    Group,
    Heading,
    KeepTogether,
    Legend,
    ListBlock,
    Note,
    PageBreak,
    Paragraph,
    Part,
    Table,
    Trend,
)
from kidesk.reports.over_time import Annotation, Lines, Series
from tests.reports import paper

NAMES = '<b>&"ÅÄÖ Łódź Αθήνα Киев'


def every_place_for(text: str) -> tuple[content.Block, ...]:
    """A block of every kind that shows a text of a person."""
    return (
        Heading(1, text),
        Paragraph(text),
        Facts(((text, text),)),
        Table((Column(text), Column(text)), (Group(text), (text, Badge(text, "ok")))),
        Legend(((Trend(text, "up"), text),)),
        Note("warn", text),
        ListBlock((text,)),
        Chart(Distribution((Bar(text, (Part(text, 2, "ok"),)),)), text, text),
        Chart(Lines((Series(text, (1.0,)),), (text,), (Annotation(0, text),), text), text),
    )


def test_names_in_latin_greek_and_cyrillic_come_back_from_every_block() -> None:
    for block in every_place_for(NAMES):
        assert NAMES in paper.text(paper.printed(block)), block
    assert NAMES in paper.text(paper.printed(title=NAMES))
    assert NAMES in paper.text(paper.printed(subtitle=NAMES))
    assert NAMES in paper.text(paper.printed(footer=NAMES))
    assert NAMES in paper.text(paper.printed(control=((NAMES, ""),)))


def test_a_picture_named_in_a_text_is_printed_not_opened(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    paper.opened(paper.printed(Paragraph("x")))[0].render(scale=0.1).to_pil().save(picture)
    said = f'<img src="{picture}"/>'
    pdf = paper.printed(*every_place_for(said), title=said, footer=said, notice=said)
    assert "".join(said.split()) in paper.solid(pdf)
    assert paper.RAW.FPDF_PAGEOBJ_IMAGE not in paper.kinds(pdf)
    assert b"/Subtype /Image" not in pdf


def test_every_typeface_is_in_the_file() -> None:
    pdf = paper.printed(*every_place_for("x"), watermark="Draft", notice="Notice", footer="foot")
    assert list(paper.unembedded(pdf)) == []
    assert b"Helvetica" not in pdf


def numbered_rows(count: int) -> Table:
    rows = tuple((f"row-{place}.", "some words in the second column") for place in range(count))
    return Table((Column("Code"), Column("Words", 2)), rows)


def test_a_long_table_keeps_every_row_and_repeats_its_header() -> None:
    found = paper.pages(paper.printed(numbered_rows(500)))
    words = [word for page in found for word in page.split()]
    assert [word for word in words if word.startswith("row-")] == [f"row-{place}." for place in range(500)]
    assert len(found) > 10
    assert all(page.split().count("Code") == 1 for page in found)


def test_the_last_row_never_stands_alone_under_a_repeated_header() -> None:
    for count in range(25, 60):
        *_, last = paper.pages(paper.printed(numbered_rows(count)))
        assert sum(word.startswith("row-") for word in last.split()) > 1


def test_a_group_is_never_left_alone_at_the_foot_of_a_page() -> None:
    for above in range(20, 32):
        rows: tuple[content.TableRow, ...] = (*(("x", "y"),) * above, Group("Group-name"), ("First-of-group", "z"))
        for page in paper.pages(paper.printed(Table((Column("A"), Column("B")), rows))):
            assert ("Group-name" in page) == ("First-of-group" in page)


def test_rows_that_hold_each_other_for_pages_stay_on_them() -> None:
    groups = Table((Column("A"), Column("B")), (*(Group(f"group-{place}.") for place in range(100)), ("x", "y")))
    headings = KeepTogether((*(Heading(1, f"group-{place}.") for place in range(100)), Paragraph("x")))
    for block in (groups, headings):
        pdf = paper.printed(block)
        found = [word for word in paper.text(pdf).split() if word.startswith("group-")]
        assert found == [f"group-{place}." for place in range(100)]
        assert min(foot for foot, _ in heights(pdf)) > 20


def heights(pdf: bytes) -> Iterator[tuple[float, float]]:
    """The foot and the top of each letter, in points from the foot of its page."""
    for page in paper.opened(pdf):
        text = page.get_textpage()
        boxes = (text.get_charbox(place) for place in range(text.count_chars()))
        yield from ((foot, top) for left, foot, right, top in boxes if right > left)


def test_there_are_no_empty_pages() -> None:
    breaks = [PageBreak()] * 3
    assert len(paper.pages(paper.printed(*breaks, Paragraph("x"), *breaks, Paragraph("y"), *breaks))) == 3
    assert len(paper.pages(paper.printed(Paragraph("x"), *breaks))) == 1
    assert len(paper.pages(paper.printed(cover="page"))) == 1


def test_the_number_of_an_item_is_on_one_line() -> None:
    found = paper.pages(paper.printed(ListBlock(("item",) * 1100, numbered=True)))
    lines = [line.strip() for page in found for line in page.splitlines()]
    assert [f"{place}. item" in lines for place in (1, 100, 1000, 1100)] == [True] * 4


def test_a_long_notice_watermark_or_footer_is_cut_and_the_title_beside_it_is_free() -> None:
    long = "many words " * 400
    details = {"title": long, "notice": long, "watermark": long, "footer": long}
    first, *_, last = paper.opened(paper.printed(PageBreak(), Paragraph("x"), **details))
    for page in (first, last):
        text = page.get_textpage()
        boxes = [text.get_charbox(place) for place in range(text.count_chars())]
        assert min(left for left, foot, right, top in boxes) > 50
        assert max(right for left, foot, right, top in boxes) < 545
        assert max(top for left, foot, right, top in boxes) < 842
    said = last.get_textpage()
    letters = [said.get_charbox(place) for place in range(said.count_chars()) if said.get_text_range(place, 1).strip()]
    for low, high in ((800, 815), (30, 40)):  # title and notice, footer and page number
        line = sorted((left, right) for left, foot, right, _ in letters if low < foot < high)
        assert len(line) > 40
        assert all(one[1] <= two[0] + 0.5 for one, two in pairwise(line))


def test_blocks_stand_apart() -> None:
    (page,) = paper.opened(paper.printed(Paragraph("x"), Paragraph("x"), ListBlock(("x", "x")), Paragraph("x")))
    text = page.get_textpage()
    places = (place for place in range(text.count_chars()) if text.get_text_range(place, 1) == "x")
    feet = [text.get_charbox(place)[1] for place in places]
    assert [round(one - two) for one, two in pairwise(feet)] == [22, 24, 17, 24]


def test_several_pages_with_headings_open_with_their_outline() -> None:
    one = (Heading(1, "A"),)
    for blocks, mode in (((*one, PageBreak(), Paragraph("x")), "/UseOutlines"), (one, "/UseNone")):
        with pikepdf.open(io.BytesIO(paper.printed(*blocks))) as file:
            assert file.Root.get("/PageMode") == mode


def test_many_columns_stay_between_the_margins() -> None:
    columns = tuple(Column(f"C{place}") for place in range(40))
    page = paper.opened(paper.printed(Table(columns, (("word",) * 40,))))[0].get_textpage()
    boxes = [page.get_charbox(place) for place in range(page.count_chars())]
    assert max(right for left, _, right, _ in boxes) < 545


def test_a_heading_stays_with_what_follows() -> None:
    for above in range(28, 44):
        body = [Paragraph("one line")] * above
        for page in paper.pages(paper.printed(*body, Heading(2, "The-heading"), Paragraph("After-it"))):
            assert ("The-heading" in page) == ("After-it" in page)


# How often each kind of block in `every_place_for` prints its text whole.
PLACES = (1, 1, 2, 5, 2, 1, 1, 4, 3)


def test_a_note_of_10_000_characters_survives_in_every_block() -> None:
    tokens = [f"n{place:05}" for place in range(10_000 // 7)]
    for block, places in zip(every_place_for(" ".join(tokens)), PLACES, strict=True):
        found = Counter(paper.text(paper.printed(block)).split())
        assert min(found[token] for token in tokens) >= places, type(block)


def test_a_word_of_10_000_letters_survives_in_every_block() -> None:
    for block, places in zip(every_place_for("Q" * 10_000), PLACES, strict=True):
        assert paper.text(paper.printed(block)).count("Q") >= 10_000 * places, type(block)


def test_a_word_of_200_000_letters_does_not_hang() -> None:
    pdf = paper.printed(Table((Column("A"),), (("Q" * 200_000,),)))
    assert paper.text(pdf).count("Q") == 200_000


def test_pages_are_counted() -> None:
    found = paper.pages(paper.printed(numbered_rows(70)))
    assert len(found) == 3
    assert [f"Page {place} of 3" in page for place, page in enumerate(found, 1)] == [True] * 3


def test_the_watermark_is_on_every_page_or_on_none() -> None:
    drafts = paper.pages(paper.printed(PageBreak(), Paragraph("x"), watermark="Draft"))
    assert len(drafts) == 2
    assert all("Draft" in page for page in drafts)
    assert "Draft" not in paper.text(paper.printed(Paragraph("x")))


def test_the_notice_is_on_every_page() -> None:
    found = paper.pages(paper.printed(Paragraph("a"), PageBreak(), Paragraph("b"), notice="Demonstration data"))
    assert ["Demonstration data" in page for page in found] == [True, True]


def test_a_blank_in_the_control_block_prints_blank() -> None:
    assert paper.text(paper.printed(control=(("Decision date", ""), ("Validity", "2026")))).count("date") == 1


def test_a_cover_page_stands_alone() -> None:
    first, second = paper.pages(paper.printed(Paragraph("The text"), cover="page", control=(("dnr", "1"),)))
    assert "dnr" in first
    assert "The text" not in first
    assert "The text" in second


def test_headings_are_the_outline_and_no_level_is_skipped() -> None:
    blocks = (Heading(2, "A"), Heading(4, "B"), Heading(1, "C <&>"), PageBreak(), Heading(2, "D"))
    file = paper.opened(paper.printed(*blocks))
    outline = [(entry.level, entry.get_title()) for entry in file.get_toc()]
    assert outline == [(0, "A"), (1, "B"), (0, "C <&>"), (1, "D")]
    last = list(file.get_toc())[-1].get_dest()
    assert last is not None
    assert last.get_index() == 1
    assert last.get_view()[0] == paper.RAW.PDFDEST_VIEW_XYZ


def test_title_author_and_language_are_in_the_file() -> None:
    pdf = paper.printed(title="Ett \ud800 北京", author="Åsa")
    found = paper.opened(pdf).get_metadata_dict()
    assert (found["Title"], found["Author"]) == ("Ett 北京", "Åsa")
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.Root.Lang == "en-GB"
        assert file.Root.ViewerPreferences.DisplayDocTitle


def test_what_is_kept_together_shares_a_page_when_it_fits() -> None:
    kept = KeepTogether((Paragraph("First-kept"), *[Paragraph("x")] * 8, Paragraph("Last-kept")))
    for above in range(20, 34):
        for page in paper.pages(paper.printed(*[Paragraph("line")] * above, kept)):
            assert ("First-kept" in page) == ("Last-kept" in page)
    endless = KeepTogether(tuple(Paragraph(f"p{place}.") for place in range(90)))
    assert all(f"p{place}." in paper.text(paper.printed(endless)) for place in range(90))


def test_what_is_in_a_document_is_said_without_reportlab() -> None:
    asked = "import sys, kidesk.reports.content; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_the_two_languages_must_agree() -> None:
    with pytest.raises(ValueError, match="en"):
        document.render(paper.made(), Language("sv"))


def test_a_written_file_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    target = tmp_path / "Å <b>.pdf"
    report = document.write(paper.made(Paragraph("😀 x")), target, paper.EN)
    assert report.pages == 1
    assert "😀" in report.warnings[0].said(paper.EN)
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_an_earlier_file_survives_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"earlier")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(KideskError, match="report.pdf.*No space left"):
        document.write(paper.made(), target, paper.EN)
    assert target.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="Windows flushes no folders")
def test_a_folder_that_cannot_be_flushed_holds_the_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, flush = tmp_path / "report.pdf", os.fsync

    def refuse(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        flush(handle)

    monkeypatch.setattr(os, "fsync", refuse)
    document.write(paper.made(), target, paper.EN)
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_only_an_ordinary_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "pipe"
    os.mkfifo(target)
    for other in (target, tmp_path):
        with pytest.raises(KideskError, match="could not be saved"):
            document.write(paper.made(), other, paper.EN)
    assert stat.S_ISFIFO(target.stat().st_mode)
    assert list(tmp_path.iterdir()) == [target]


def test_a_name_of_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    for name in ("report.docx", "report.2024"):
        with pytest.raises(KideskError, match="End its name with .pdf or .html"):
            document.write(paper.made(), tmp_path / name, paper.EN)
    for name in ("report", "REPORT.PDF", "page.HTM"):
        document.write(paper.made(), tmp_path / name, paper.EN)
    assert {file.name for file in tmp_path.iterdir()} == {"report", "REPORT.PDF", "page.HTM"}


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(KideskError, match="missing"):
        document.write(paper.made(), tmp_path / "missing" / "report.pdf", paper.EN)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec=None), max_size=300))
def test_any_text_gives_a_readable_document(said: str) -> None:
    details = {"title": said, "subtitle": said, "footer": said, "notice": said, "watermark": said}
    pdf = paper.printed(*every_place_for(said), **details, control=((said, said),))
    assert "Page 1 of" in paper.text(pdf)


def test_work_stopped_at_a_page_leaves_the_earlier_file(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"earlier")

    def stop(page: int) -> None:
        raise InterruptedError(page)

    long = paper.made(*[content.Paragraph("word " * 300)] * 12)
    with pytest.raises(InterruptedError):
        document.write(long, target, paper.EN, stop)
    assert target.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [target]
