"""A document as a web page says all it was given, to everybody, and loads nothing."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.records.ambassador import AmbassadorStage
from kidesk.records.quarter import Colour, Period, Quarter, QuarterStatus
from kidesk.reports import agreement_summary, content, document, over_time, quarterly_status
from kidesk.reports.content import Badge, Column, Foreign, Group, Heading, Link, Note, Paragraph, Table, Trend
from kidesk.reports.web import elements, style
from kidesk.reports.web.page import page, pieces
from tests.reports import paper, sample, web

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(1)> </title></style><!-- ]]> &amp; "
    "&#65; javascript:alert(1) a\x00b\x1b\ud800\udfff \u202eevil\u2066 \ufdd0\uffff\U0001ffff 😀 Łódź Αθήνα مرحبا"
)
each_language = pytest.mark.parametrize("code", ["sv", "en"])


def everything(text: str) -> tuple[content.Block, ...]:
    """A block of every kind, with a text of a person in every place."""
    cells: tuple[content.Cell, ...] = (
        Foreign(text, "fr"),
        Link(text, "https://example.org/"),
        content.Counts((content.Part(text, 3, "ok"), content.Part(text, 2, "bad"))),
        content.Stack((text, Badge(text, "warn"), Trend(text, "down", "bad"), Foreign(text, "fr"))),
    )
    return (
        content.Contents(3, text),
        Heading(1, text),
        Paragraph(text, "lead"),
        Paragraph(Foreign(text, "de")),
        Heading(3, Foreign(text, "fr")),
        content.Facts(((text, Badge(text, "ok")),)),
        content.Grid(((text, text), (text, ""))),
        content.KeepTogether((Heading(2, text), content.ListBlock((text, Link(text, "mailto:a@example.org")), True))),
        Table(tuple(Column(text) for _ in cells), (cells, Group(Foreign(text, "fr")), cells)),
        Table((Column(text),), (), empty=text),
        content.Legend(((Trend(text, "up"), text), (Badge(text, "none"), text))),
        Note("bad", text),
        content.PageBreak(),
        content.Chart(content.Distribution((content.Bar(text, (content.Part(text, 2, "ok"),)),)), text, text),
        content.Chart(lines(text), text, text, with_values=True),
        content.Chart(over_time.Columns((over_time.Series(text, (2.0, None)),), (text, text), text), text),
    )


def lines(text: str) -> over_time.Lines:
    """Two series with a remark."""
    series = (over_time.Series(text, (1.0, 3.0)), over_time.Series(text, (2.0, None)))
    return over_time.Lines(series, (text, text), (over_time.Annotation(0, text),), text)


FRAME = ("title", "subtitle", "footer", "notice", "watermark", "author")


def framed(text: str) -> dict[str, object]:
    """A text of a person in every place around the blocks."""
    return {**dict.fromkeys(FRAME, text), "control": ((text, text), (text, ""))}


def reports(code: str) -> Iterator[content.Document]:
    """Every report, about something with all it can say."""
    language, head = Language(code), sample.head(is_demonstration=True)
    yield agreement_summary.document(sample.exchange_agreement(), head, language)
    red, green = (Colour.GREEN, Colour.RED), (Colour.YELLOW, Colour.GREEN)
    values = {f"2025-{month:02}": month for month in range(1, 13)} | {"2026-01": 5, "2026-02": 6, "2026-03": 7}
    series = sample.series(values, annotations=[sample.remark("2025-04", "Anmärkningen", "The remark")])
    for status in (QuarterStatus.OPEN, QuarterStatus.SEALED):
        yield quarterly_status.document(
            quarterly_status.QuarterlyStatus(
                sample.plan(),
                sample.tree([red, green]),
                Period.named("2026-Q1"),
                Quarter(name="2026-Q1", status=status),
                signed=[sample.exchange_agreement()],
                ambassadors=[sample.ambassador(AmbassadorStage.ACTIVE, "SE", "FI")],
                indicators=[series],
                earlier=(Period.named("2025-Q4"),),
            ),
            head,
            language,
        )


@each_language
def test_every_report_is_html_that_everybody_can_use(code: str) -> None:
    for report in reports(code):
        root = web.read(page(report, Language(code)))
        assert list(web.flaws(root)) == []
        assert root.get("lang") == code


@each_language
def test_a_report_says_on_the_web_what_it_says_on_paper(code: str) -> None:
    for report in reports(code):
        root = web.read(page(report, Language(code)))
        whole = web.said(root) + "".join(one.get("content", "") for one in web.named(root, "meta"))
        tables = [block for block in report.blocks if isinstance(block, Table)]
        not_shown = {one.empty for one in tables if one.rows} | {title for one in tables for title in unneeded(one)}
        assert [text for text in sample.texts(report) if text not in not_shown and text not in whole] == []


def unneeded(table: Table) -> set[str]:
    """The titles of columns that hold nothing."""
    return set() if table.rows else {column.title for column in table.columns}


def test_every_kind_of_block_is_html_that_everybody_can_use() -> None:
    root = web.made(*everything("Some words"), **framed("Some words"))
    assert list(web.flaws(root)) == []


def test_hostile_text_stays_text() -> None:
    root = web.made(*everything(HOSTILE), **framed(HOSTILE))
    plain = web.made(*everything("x"), **framed("x"))
    assert list(web.flaws(root)) == []
    assert tags(root) == tags(plain)
    assert web.said(web.named(root, "h1")[0]) == elements.cleaned(HOSTILE)
    for name in ("p", "h2", "th", "td", "caption", "dt", "dd", "li", "a", "span", "figcaption"):
        assert any(elements.cleaned(HOSTILE) in web.said(one) for one in web.named(root, name)), name
    whole = web.said(root)
    assert not re.search("[\ud800-\udfff\u202e\u2066\x00\x1b\ufdd0\uffff\U0001ffff]", whole)
    assert "😀 Łódź Αθήνα مرحبا" in whole


def tags(root: object) -> list[str]:
    """The names of all elements but those of drawings, whose text is broken into lines."""
    names = (str(one.tag) for one in root.iter())  # type: ignore[attr-defined]
    return [name for name in names if not name.endswith(("}text", "}tspan"))]


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec=None), max_size=80))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    root = web.made(*everything(text), **framed(text))
    assert web.said(web.by_class(root, "lead")[0]) == elements.cleaned(text)
    assert web.said(web.named(root, "h1")[0]) == elements.cleaned(text)


def test_a_line_break_stays_a_line_break() -> None:
    assert web.said(web.by_class(web.made(Paragraph("a\r\nb\nc", "lead")), "lead")[0]) == "a\nb\nc"


@pytest.mark.parametrize("address", ["https://ki.se/a?b=1&c=2", "http://x.org", "mailto:a@b.se", "HTTPS://KI.SE"])
def test_an_address_leads_there(address: str) -> None:
    root = web.made(Paragraph(Link("words", address)))
    assert [web.said(one) for one in web.named(root, "a") if one.get("href") == address] == ["words"]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "java\nscript:x", " https://x", "data:text/html,x", "file:///etc", "//x", "https:x", 'https://"x'],
)
def test_any_other_address_is_words(address: str) -> None:
    root = web.made(Paragraph(Link("words", address)))
    assert [one.get("href") for one in web.named(root, "a")] == ["#content"]
    assert "words" in web.said(root)


def test_headings_are_the_outline_and_the_contents_lead_to_them() -> None:
    blocks = (content.Contents(2), Heading(2, "A"), Heading(4, "B"), Heading(2, "C"), Heading(1, "D"), Heading(3, "E"))
    root = web.made(*blocks)
    found = [(one.tag, web.said(one)) for one in root.iter() if re.fullmatch("h[1-6]", str(one.tag))]
    assert found == [("h1", "Title"), ("h2", "A"), ("h3", "B"), ("h2", "C"), ("h2", "D"), ("h3", "E")]
    (nav,) = web.named(root, "nav")
    targets = {one.get("id"): web.said(one) for one in root.iter() if one.get("id")}
    assert [targets[link.get("href")[1:]] for link in web.named(nav, "a")] == ["A", "B", "C", "D", "E"]


def test_a_section_holds_what_stands_under_its_heading() -> None:
    root = web.made(Heading(1, "A"), Heading(2, "B"), Paragraph("under B"), Heading(1, "C"), Paragraph("under C"))
    first, second, third = web.named(root, "section")
    assert [web.said(one) for one in (*web.named(first, "h3"), *web.named(second, "p"))] == ["B", "under B"]
    assert "under B" not in web.said(third)
    assert "under C" not in web.said(first)


def test_a_table_says_what_its_cells_belong_to() -> None:
    rows: tuple[content.TableRow, ...] = (("a", "1"), Group("The group"), ("b", "2"))
    root = web.made(Heading(1, "Numbers"), Table((Column("Name"), Column("Number", align="right")), rows))
    scopes = [(web.said(one), one.get("scope")) for one in web.named(root, "th")]
    assert scopes == [("Name", "col"), ("Number", "col"), ("a", "row"), ("The group", "rowgroup"), ("b", "row")]
    assert [len(web.named(one, "tr")) for one in web.named(root, "tbody")] == [1, 2]
    (frame,) = (one for one in root.iter() if one.get("role") == "region")
    assert frame.get("tabindex") == "0"
    assert [web.said(one) for one in web.named(frame, "caption")] == ["Table 1: Numbers"]


def test_a_table_without_rows_says_so() -> None:
    root = web.made(Table((Column("A"),), (), empty="There is nothing."))
    assert not web.named(root, "table")
    assert "There is nothing." in web.said(root)


def test_words_in_another_language_say_so() -> None:
    title = Foreign("Titre", "fr")
    root = web.made(Paragraph(Foreign("ord", "sv")), Paragraph(Foreign("x", "not a code")), title=title)
    assert [one.get("lang") for one in (*web.named(root, "h1"), *web.named(root, "p"))] == ["fr", "sv", None]


def test_a_state_is_never_told_by_colour_alone() -> None:
    root = web.made(Note("warn", "Read this."), content.Facts((("State", Badge("Late", "bad")),)))
    assert "Please note: Read this." in web.said(root)
    (badge,) = web.by_class(root, "badge")
    assert web.said(badge) == "Late"
    assert [one.get("aria-hidden") for one in badge] == ["true"]


def test_a_chart_is_said_in_words_and_in_numbers() -> None:
    root = web.made(content.Chart(lines("Remark"), "It rises.", "The title"))
    (figure,) = web.named(root, "figure")
    assert [web.said(one) for one in web.named(figure, "figcaption")] == ["It rises."]
    assert {web.said(one) for one in web.named(figure, "title")} == {"The title"}
    (folded,) = web.named(root, "details")
    assert [web.said(one) for one in web.named(folded, "td")] == ["1", "2", "1", "3", "–", ""]
    assert "Remark on Remark: Remark" in web.said(folded)


def test_values_that_a_report_wants_are_not_folded_away() -> None:
    root = web.made(content.Chart(lines("x"), "It rises.", "The title", with_values=True))
    assert not web.named(root, "details")
    assert len(web.named(root, "table")) == 1


def test_nothing_is_loaded_and_nothing_runs() -> None:
    text = page(paper.made(*everything("x"), **framed("x")), paper.EN)
    policy = "default-src &#x27;none&#x27;; style-src &#x27;unsafe-inline&#x27;; img-src data:"
    assert text.index(policy) < text.index("<style>")
    assert not re.search(r"@import|url\(|<script|https?://(?!example\.org|www\.w3\.org/2000/svg)", text)


def test_a_page_is_light_and_set_for_paper_too() -> None:
    text = page(paper.made(landscape=True), paper.EN)
    assert "prefers-color-scheme" not in text
    assert "size: A4 landscape" in text
    assert "size: A4 portrait" in page(paper.made(), paper.EN)
    assert "display: table-header-group" in text


@pytest.mark.parametrize("accent", ["#FFEE00", "#ffffff", "#870052", "#00aaff", "#000000"])
def test_an_accent_can_be_read_on_white_whatever_it_is(accent: str) -> None:
    assert style.contrast(style.readable(accent), "#FFFFFF") >= 7
    assert style.readable("#870052") == "#870052"


def test_every_ink_can_be_read_on_its_tint() -> None:
    said = dict(re.findall(r"--([a-z-]+): (#\w{6});", style.style(paper.made())))
    for tone in ("ok", "warn", "bad", "none", "info"):
        assert style.contrast(said[f"{tone}-ink"], said[f"{tone}-tint"]) >= 7
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)


def test_the_two_languages_must_agree() -> None:
    with pytest.raises(ValueError, match="en"):
        page(paper.made(), Language("sv"))


def test_rows_are_read_while_the_page_is_written() -> None:
    read = []

    def rows() -> Iterator[content.TableRow]:
        for number in range(1000):
            read.append(number)
            yield (str(number),)

    made = pieces(paper.made(Table((Column("A"),), rows())), paper.EN)
    while not read:
        next(made)
    assert len(read) < 5
    assert "999" in "".join(made)


# Files


@pytest.mark.parametrize("name", ["Å <b>.html", "x.HTM"])
def test_a_file_with_the_ending_of_a_page_is_one_and_its_owners_alone(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    assert document.write(paper.made(Paragraph("北 x")), target, paper.EN) == document.WriteReport(1)
    assert "北 x" in web.said(web.read(target.read_text("utf-8")))
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_page_that_cannot_be_written_leaves_the_earlier_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.html"
    target.write_bytes(b"earlier")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(KideskError, match=r"report.html.*No space left"):
        document.write(paper.made(), target, paper.EN)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("report.html", b"earlier")]


def test_work_stopped_in_a_long_table_leaves_the_earlier_file(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_bytes(b"earlier")
    told = []

    def stop(page: int) -> None:
        told.append(page)
        if page == 3:
            raise InterruptedError(page)

    long = paper.made(Table((Column("A"),), repeat(("row",), 1000)))
    with pytest.raises(InterruptedError):
        document.write(long, target, paper.EN, stop)
    assert told == [1, 2, 3]
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("report.html", b"earlier")]


# Written in one place only


def test_tags_are_built_in_one_place() -> None:
    room = Path(elements.__file__).parent
    built = re.compile(r"</?[A-Za-z!]|/>|\bHtml\(|&(?:lt|gt|amp|quot);|\bescape\(|markupsafe|\bsvg\(")
    others = [file for file in room.rglob("*.py") if file.name != "elements.py"]
    assert len(others) > 5
    assert [file.name for file in others if built.search(file.read_text("utf-8"))] == []
