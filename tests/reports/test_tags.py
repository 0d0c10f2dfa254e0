"""Tags: what assistive technology finds in a document is what is in it, in order, and nothing else."""

from __future__ import annotations

import datetime as dt
import gc
import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from kidesk.records import clock
from kidesk.reports import document
from kidesk.reports.check import check
from kidesk.reports.content import (
    Align,
    Badge,
    Bar,
    Chart,
    Column,
    Contents,
    Distribution,
    Facts,
    Foreign,
    Grid,
    Group,
    Heading,
    KeepTogether,
    Link,
    ListBlock,
    Note,
    PageBreak,
    Paragraph,
    Part,
    Stack,
    Table,
)
from tests.reports import paper

CHART = Chart(Distribution((Bar("All", (Part("Good", 2, "ok"), Part("Bad", 1, "bad"))),)), "Two good, one bad.", "Now")


def opened(pdf: bytes) -> Any:
    return pikepdf.open(io.BytesIO(pdf))


def kids(element: Any) -> list[Any]:
    held = element.get("/K", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def outline(element: Any) -> str:
    """The roles of an element and all inside it: "L(LI(Lbl LBody))"."""
    inner = [outline(kid) for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    role = str(element.S).removeprefix("/")
    return f"{role}({' '.join(inner)})" if inner else role


def structure(*blocks: Any, **details: Any) -> str:
    """The roles in a document, without its title."""
    with opened(paper.printed(*blocks, **details)) as file:
        return outline(file.Root.StructTreeRoot.K).removeprefix("Document(").removesuffix(")").removeprefix("H1 ")


def elements(file: Any, role: str) -> Iterator[Any]:
    waiting = [file.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop(0)
        if role == element.S:
            yield element
        waiting += [kid for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def test_every_block_is_what_it_is() -> None:
    assert structure(Paragraph("x")) == "P"
    assert structure(ListBlock(("a", "b"))) == "L(LI(Lbl LBody) LI(Lbl LBody))"
    assert structure(Facts((("a", "b"),))) == "Table(TR(TH TD))"
    assert structure(Grid((("a", "b"),))) == "L(LI(Lbl LBody))"
    assert structure(Note("warn", "x")) == "P"
    assert structure(CHART) == "P Figure(Caption)"
    assert structure(Table((Column("A"), Column("B")), ((Group("g"), ("x", Badge("y", "ok")))))) == (
        "Table(THead(TR(TH TH)) TBody(TR(TH) TR(TH TD)))"
    )
    assert structure(Table((Column("A"),), (), empty="None.")) == "P"
    assert structure(Table((Column("A"),), ())) == "Table(TR(TH))"
    assert structure(Contents(2, "Contents")) == "H1"


def test_state_and_notice_are_read_once_before_the_title() -> None:
    with opened(paper.printed(PageBreak(), Paragraph("x"), watermark="DRAFT", notice="Demonstration")) as file:
        assert len(file.pages) == 2
        assert outline(file.Root.StructTreeRoot.K) == "Document(P P H1 P)"


def test_headings_begin_below_the_title_and_skip_no_level() -> None:
    assert structure(Heading(2, "A"), Heading(4, "B"), Heading(1, "C"), Heading(3, "D")) == "H2 H3 H2 H3"


def test_what_is_divided_between_pages_stays_one_element() -> None:
    text = "word " * 2500
    with opened(paper.printed(Paragraph(text), Table((Column("A"), Column("B")), (("x", text[:1400]),) * 12))) as file:
        (paragraph,) = elements(file, "/P")
        assert len(kids(paragraph)) == 3
        assert len(list(elements(file, "/THead"))) == 1
        assert len(list(elements(file, "/TD"))) == 12


def test_a_repeated_header_is_read_once() -> None:
    table = Table((Column("Column-name"),), tuple((str(one),) for one in range(100)))
    pdf = paper.printed(table)
    found = paper.pages(pdf)
    assert sum("Column-name" in page for page in found) == len(found) > 2
    with opened(pdf) as file:
        (header,) = [one for one in elements(file, "/TH") if one.A.Scope == "/Column"]
        assert isinstance(header.K, int)


def test_foreign_words_say_their_language_wherever_they_stand() -> None:
    said = Foreign("Ord på svenska", "sv")
    blocks = (
        Heading(1, said),
        Paragraph(said),
        ListBlock((said,)),
        Facts((("a", said),)),
        Table((Column("A"), Column("B")), (Group(said), (said, Stack((said, "b"))))),
    )
    with opened(paper.printed(Contents(), *blocks, title=said)) as file:
        roles = ("/H1", "/Link", "/H2", "/P", "/LBody", "/TD", "/TH")
        found = [role for role in roles for one in elements(file, role) if "/Lang" in one]
    assert found == ["/H1", "/Link", "/H2", "/P", "/P", "/LBody", "/TD", "/TH", "/TH"]


def test_words_from_right_to_left_are_read_in_their_order_wherever_they_stand() -> None:
    name = "محمد عبد الله (Cairo)"
    blocks = (
        Heading(1, name),
        Paragraph(name),
        ListBlock((name,)),
        Table((Column("A"), Column("B")), (Group(name), (name, Stack((name, "b"))), (name, Link(name, "https://a.se")))),
        Contents(),
    )
    with opened(paper.printed(*blocks, title=name)) as file:
        roles = ("/H1", "/H2", "/P", "/LBody", "/TH", "/Link")
        said = [one.get("/ActualText") for role in roles for one in elements(file, role)]
    assert [str(one) for one in said if one is not None] == [name] * 10


@pytest.mark.parametrize(
    "address", ["https://ki.se/en?a=1&b=(2)", "http://example.org", "mailto:info@example.org"]
)
def test_an_address_leads_there(address: str) -> None:
    with opened(paper.printed(Paragraph(Link("Words", address)))) as file:
        (annotation,) = file.pages[0].Annots
        assert str(annotation.A.URI) == address
        assert outline(file.Root.StructTreeRoot.K) == "Document(H1 P(Link))"


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "file:///etc/passwd", "ftp://x", "data:text/html,x", "", "/a", "//x"),
        *("HTTPS ://x", "https://a b", "https://a\nb", "https://exämple.org", "https://x)>>/Launch"),
    ],
)
def test_any_other_address_is_only_words(address: str) -> None:
    with opened(paper.printed(Paragraph(Link("Words", address)))) as file:
        assert "/Annots" not in file.pages[0]
        assert b"Launch" not in file.Root.StructTreeRoot.unparse()


@pytest.mark.parametrize("align", ["left", "right", "center"])
def test_where_one_clicks_is_where_the_words_are(align: Align) -> None:
    words = "Some words that take a line and a half of this narrow column, and then some"
    pdf = paper.printed(Table((Column("A", 3), Column("B", align=align)), (("x", Link(words, "https://a.se")),)))
    page = paper.opened(pdf)[0].get_textpage()
    start = page.get_text_range().index("Some words")
    places = (place for place in range(start, page.count_chars()) if page.get_text_range(place, 1).strip())
    shown = [box for box in map(page.get_charbox, places) if box[1] > 100]  # without the foot of the page
    with opened(pdf) as file:
        left, foot, right, top = map(float, file.pages[0].Annots[0].Rect)
    assert left == pytest.approx(min(box[0] for box in shown), abs=1.5)
    assert right == pytest.approx(max(box[2] for box in shown), abs=1.5)
    assert foot < min(box[1] for box in shown) < max(box[3] for box in shown) < top


def test_a_link_without_words_leads_nowhere_and_a_heading_without_words_can_be_reached() -> None:
    with opened(paper.printed(Paragraph(Link("\u200b \u200b", "https://a.se")), Contents(), Heading(1, " "))) as file:
        (annotation,) = file.pages[0].Annots
        assert str(annotation.Contents) == "–"
        assert outline(file.Root.StructTreeRoot.K) == "Document(H1 P TOC(TOCI(Reference(Link Span))) H2)"


def test_notes_can_be_found_by_their_names_and_the_parent_tree_can_grow() -> None:
    rows = tuple(("x", "long " * 400) for _ in range(12))
    with opened(paper.printed(Table((Column("A"), Column("B")), rows))) as file:
        root = file.Root.StructTreeRoot
        names = [str(name) for name in list(root.IDTree.Names)[::2]]
        assert names == sorted(f"note-{number}" for number in range(1, 13))
        assert root.ParentTreeNextKey > max(list(root.ParentTree.Nums)[::2])


def test_no_string_is_longer_than_an_archive_holds() -> None:
    long = "ord " * 9_000
    bars = Distribution((Bar("All", (Part("Good", 2, "ok"),)),))
    pdf = paper.printed(Heading(1, long), Paragraph(Link(long, "https://a.se")), Chart(bars, long), title=long)
    with opened(pdf) as file:
        texts = [one for thing in file.objects for one in _strings(thing)]
        (figure,) = elements(file, "/Figure")
        assert str(figure.Alt).startswith("ord ord")
    assert len(texts) > 10
    assert max(len(bytes(one)) for one in texts) <= 32_767
    assert check(io.BytesIO(pdf)).findings == ()


def _strings(thing: Any) -> Iterator[Any]:
    if isinstance(thing, pikepdf.String):
        yield thing
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        values = (value for value in thing.as_dict().values()) if isinstance(thing, pikepdf.Dictionary) else ()
        yield from (one for value in values if not getattr(value, "is_indirect", False) for one in _strings(value))
    elif isinstance(thing, pikepdf.Array):
        yield from (one for value in thing if not getattr(value, "is_indirect", False) for one in _strings(value))


def test_the_contents_lead_to_the_headings_and_say_their_pages() -> None:
    pdf = paper.printed(
        Contents(2, "Contents"), Heading(1, "One"), Heading(3, "In"), PageBreak(), Heading(1, "Two"), Heading(4, "x")
    )
    with opened(pdf) as file:
        leads = [(file.pages.index(one.Dest[0]), float(one.Dest[3])) for one in file.pages[0].Annots]
        assert [page for page, _ in leads] == [0, 0, 1, 1]
        tops = [top for _, top in leads]
        assert 842 > tops[0] > tops[1] > 400
        assert 842 > tops[2] > tops[3] > 700
        assert "TOC(Caption TOCI(Reference(Link Span))" in outline(file.Root.StructTreeRoot.K)
    (first, _) = paper.pages(pdf)
    assert " ".join(first.split()).count("Two 2") == 1


def test_the_rest_of_a_long_cell_follows_the_table_and_is_led_to() -> None:
    tokens = [f"n{place:05}" for place in range(600)]
    table = Table((Column("A"), Column("B")), (("x", " ".join(tokens)), ("y", Foreign("z" * 3000, "sv"))))
    for blocks in ((table,), (KeepTogether((table,)),)):
        pdf = paper.printed(*blocks)
        assert [word for word in paper.text(pdf).split() if word in set(tokens)] == tokens
        assert paper.text(pdf).count("z") == 3000
        with opened(pdf) as file:
            notes = list(elements(file, "/Note"))
            assert [str(one.ID) for one in notes] == ["note-1", "note-2"]
            assert len(list(elements(file, "/Reference"))) == 2
            assert len([one for one in elements(file, "/P") if "/Lang" in one]) == 2
        assert check(io.BytesIO(pdf)).findings == ()


def test_a_figure_without_a_summary_is_still_said() -> None:
    with opened(paper.printed(Chart(CHART.spec, " "))) as file:
        (figure,) = elements(file, "/Figure")
        assert str(figure.Alt) == "All: 3 in all, of which Good 2 (67%), Bad 1 (33%)."


def test_figures_have_their_summary_as_alternative_text() -> None:
    with opened(paper.printed(CHART)) as file:
        (figure,) = elements(file, "/Figure")
        assert str(figure.Alt) == "Two good, one bad."
        left, foot, right, top = map(float, figure.A.BBox)
        assert 0 < left < right < 595
        assert 0 < foot < top < 842


def test_a_register_is_read_while_its_pages_fill() -> None:
    read: list[int] = []

    def rows() -> Iterator[tuple[str, str]]:
        for place in range(1000):
            read.append(place)
            yield str(place), "x"

    full: list[int] = []
    made = paper.made(Table((Column("A"), Column("B")), rows()))
    document.render(made, paper.EN, lambda page: full.append(len(read)))
    assert full[0] < 300
    assert full == sorted(full)
    assert len(read) == 1000


def test_the_collector_is_on_again_after_a_document_or_a_failure() -> None:
    paper.printed(Paragraph("x"))
    assert gc.isenabled()
    with pytest.raises(ValueError, match="differ in number"):
        paper.printed(Table((Column("A"),), (("x", "y"),)))
    assert gc.isenabled()


def test_an_archive_says_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 5, 4, 3, 2, 1, tzinfo=dt.UTC))
    with opened(paper.printed(title="Ä & <b>", author="Å & <c>", subtitle="Under & co")) as file:
        said = file.Root.Metadata.read_bytes().decode()
        for kind in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
            assert kind in said
        assert "Ä &amp; &lt;b&gt;" in said
        assert "Under &amp; co" in said
        assert "Å &amp; &lt;c&gt;" in said
        assert said.count("2026-05-04T03:02:01Z") == 3
        assert file.docinfo.CreationDate == file.docinfo.ModDate == "D:20260504030201Z"
        assert str(file.docinfo.Title) == "Ä & <b>"
        assert file.Root.OutputIntents[0].DestOutputProfile.N == 3


def test_words_that_must_be_cut_pass_as_one_word() -> None:
    address = "https://events.example.org/a-long-address?of=a&page"
    cut = (address, "Q" * 400, "北京大学国际关系学院" * 3, "มหาวิทยาลัยมหิดล" * 5)
    pdf = paper.printed(Table(tuple(Column(one) for one in "ABCD"), (cut,)))
    assert check(io.BytesIO(pdf)).findings == ()
