"""A good document has no fault, and each way to break it is told under its own clause, in words."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, String

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.reports.check import ARCHIVE, HOUSE, PDF, UA, check
from tests.reports.check.good import Good, made

EN, SV = Language("en"), Language("sv")
Break = Callable[[Good], object]


def clauses(file: BytesIO, standard: str) -> set[str]:
    """The clauses of a standard that a file breaks."""
    return {finding.clause for finding in check(file).of(standard)}


def test_a_good_document_has_no_fault_and_is_counted() -> None:
    report = check(made())
    assert report.findings == ()
    assert (report.pages, report.elements, report.fonts, report.is_cut) == (2, 19, 1, False)


def test_a_finding_names_its_standard_clause_page_and_what_is_wrong_in_both_languages() -> None:
    def break_it(good: Good) -> None:
        del good.elements["figure"].Alt

    finding = check(made(late=break_it)).findings[0]
    assert (finding.standard, finding.clause, finding.page) == (UA, "7.3-1", 2)
    assert finding.said(EN) == "A figure has no alternative text."
    assert finding.said(SV) == "En figur saknar alternativtext."


def stream(page: int, old: str, new: str) -> Break:
    """Writes something else in a page's content."""

    def break_it(good: Good) -> None:
        assert old in good.streams[page]
        good.streams[page] = good.streams[page].replace(old, new, 1)

    return break_it


def xmp(old: str, new: str) -> Break:
    """Writes something else in the metadata."""

    def break_it(good: Good) -> None:
        assert old in good.xmp
        good.xmp = good.xmp.replace(old, new)

    return break_it


def replaced(good: Good, name: str, kind: str) -> None:
    """Makes an element another type."""
    good.elements[name].S = Name(f"/{kind}")


def scoped(good: Good, name: str, **attributes: Any) -> None:
    """Gives a cell other attributes."""
    good.elements[name].A = Dictionary(O=Name.Table, **attributes)


EARLY: dict[str, tuple[Break, str, str]] = {
    "no PDF/UA in the metadata": (xmp("<pdfuaid:part>1</pdfuaid:part>", ""), UA, "5-1"),
    "another part of PDF/UA": (xmp("<pdfuaid:part>1", "<pdfuaid:part>2"), UA, "5-2"),
    "no title in the metadata": (xmp("Årsredovisning", ""), UA, "7.1-9"),
    "another title in the metadata": (xmp("Årsredovisning", "Annat"), HOUSE, "metadata"),
    "no PDF/A in the metadata": (xmp("<pdfaid:part>2</pdfaid:part>", ""), ARCHIVE, "6.6.4-1"),
    "part 3 of PDF/A": (xmp("<pdfaid:part>2", "<pdfaid:part>3"), ARCHIVE, "6.6.4-2"),
    "level B": (xmp("conformance>A", "conformance>B"), ARCHIVE, "6.6.4-3"),
    "a schema that nobody describes": (xmp("URI>http://www.aiim", "URI>http://x"), ARCHIVE, "6.6.2.3.1-1"),
    "a property that nobody describes": (xmp(":name>part<", ":name>amd<"), ARCHIVE, "6.6.2.3.1-1"),
    "a title that is no list of languages": (xmp("rdf:Alt>", "rdf:Bag>"), ARCHIVE, "6.6.2.3.1-2"),
    "broken XML": (xmp("</x:xmpmeta>", "<"), UA, "7.1-8"),
    "paint outside all marks": (stream(0, "/Artifact BMC 0.9 g 0 0 10 10 re f EMC", "0 0 1 1 re f"), UA, "7.1-3"),
    "an artifact in tagged content": (stream(0, "BT 0 g", "/Artifact BMC 0 0 1 1 re f EMC BT 0 g"), UA, "7.1-1"),
    "tagged content in an artifact": (stream(0, "/H1", "/Artifact BMC EMC /Artifact BMC /H1"), UA, "7.1-2"),
    "a mark that is never closed": (stream(0, "re f EMC", "re f"), PDF, "14.6"),
    "a state that is never taken back": (stream(0, "/H1", "q /H1"), PDF, "8.4.2"),
    "a text in a text": (stream(0, "BT 0 g", "BT BT 0 g"), PDF, "9.4"),
    "an operator that does not exist": (stream(0, "0.9 g", "0.9 g 1 foo"), ARCHIVE, "6.2.2-1"),
    "the same mark twice": (stream(0, "<</MCID 1>>", "<</MCID 0>>"), PDF, "14.7.4.2"),
    "a mark that no element names": (stream(0, "<</MCID 1>>", "<</MCID 9>>"), UA, "7.1-3"),
    "a wrong language of a piece": (stream(0, "<</MCID 1>>", "<</MCID 1 /Lang (sv--)>>"), UA, "7.2-29"),
    "lines that run together": (stream(0, "En rad och }}", "En rad och}}"), HOUSE, "spaces"),
    "colours of a printing press": (stream(1, "1 0 0 rg", "0 1 1 0 k"), ARCHIVE, "6.2.4.3-3"),
    "a glyph that is none": (stream(0, "{{kidesk}}", "<0000>"), UA, "7.21.8-1"),
    "a glyph beyond the font": (stream(0, "{{kidesk}}", "<FFF0>"), UA, "7.21.4.1-2"),
}


@pytest.mark.parametrize(("break_it", "standard", "clause"), EARLY.values(), ids=EARLY)
def test_what_is_written_wrongly_is_found(break_it: Break, standard: str, clause: str) -> None:
    assert clause in clauses(made(early=break_it), standard)


def below(good: Good) -> Dictionary:
    """The font that holds the glyphs."""
    found = good.font.DescendantFonts[0]
    assert isinstance(found, Dictionary)
    return found


def described(good: Good) -> object:
    """What is said of that font."""
    return below(good).FontDescriptor


def attached(good: Good) -> Array:
    """A file that is attached, and is no PDF."""
    return Array([Dictionary(F=String("x"), EF=Dictionary(F=good.pdf.make_stream(b"x")))])


def put(owner: Callable[[Good], object], key: str, value: object) -> Break:
    """Sets an entry, or takes it away where `value` is None."""

    def break_it(good: Good) -> None:
        target = owner(good)
        assert isinstance(target, Dictionary)
        if value is None:
            assert key in target
            del target[key]
        else:
            target[key] = value(good) if callable(value) else value

    return break_it


def element(name: str) -> Callable[[Good], object]:
    """An element by its name."""
    return lambda good: good.elements[name]


def catalog(good: Good) -> object:
    """The catalog."""
    return good.root


def link(good: Good) -> object:
    """The link."""
    return good.annotation


def tree(good: Good) -> object:
    """The root of the structure tree."""
    return good.root.StructTreeRoot


def second_page(good: Good) -> object:
    """The second page."""
    return good.pages[1]


def tounicode(old: bytes, new: bytes) -> Break:
    """Changes what the codes of the font stand for."""

    def break_it(good: Good) -> None:
        source = good.font.ToUnicode.read_bytes()
        assert old in source
        good.font.ToUnicode = good.pdf.make_stream(source.replace(old, new))

    return break_it


CELL = Dictionary(O=Name.Table, Scope=Name.Column)
LATE: dict[str, tuple[Break, str, str]] = {
    "not said to be tagged": (put(catalog, "/MarkInfo", None), UA, "6.2-1"),
    "doubtful tags": (put(catalog, "/MarkInfo", Dictionary(Marked=True, Suspects=True)), UA, "7.1-4"),
    "no structure tree": (put(catalog, "/StructTreeRoot", None), UA, "7.1-11"),
    "a type that nobody knows": (lambda good: replaced(good, "paragraph", "Stycke"), UA, "7.1-5"),
    "types in a circle": (put(tree, "/RoleMap", Dictionary(P=Name.P)), UA, "7.1-6"),
    "a standard type that means another": (put(tree, "/RoleMap", Dictionary(P=Name.Span)), UA, "7.1-7"),
    "no metadata": (put(catalog, "/Metadata", None), UA, "7.1-8"),
    "a title that is not shown": (put(catalog, "/ViewerPreferences", None), UA, "7.1-10"),
    "no language": (put(catalog, "/Lang", None), UA, "7.2-34"),
    "no language of the house": (put(catalog, "/Lang", None), HOUSE, "language"),
    "no language of the bookmarks": (put(catalog, "/Lang", None), UA, "7.2-2"),
    "no language of a figure’s text": (put(catalog, "/Lang", None), UA, "7.2-22"),
    "no language of a link’s text": (put(catalog, "/Lang", None), UA, "7.2-24"),
    "no language of the title": (put(catalog, "/Lang", None), UA, "7.2-33"),
    "a language that is none": (put(catalog, "/Lang", String("på svenska")), UA, "7.2-29"),
    "a row outside a table": (lambda good: replaced(good, "table", "Sect"), UA, "7.2-5"),
    "a table with a paragraph": (lambda good: replaced(good, "head", "P"), UA, "7.2-3"),
    "a row with a paragraph": (lambda good: replaced(good, "seven", "P"), UA, "7.2-10"),
    "a head without a body": (lambda good: replaced(good, "body", "TFoot"), UA, "7.2-14"),
    "two heads": (lambda good: replaced(good, "body", "THead"), UA, "7.2-11"),
    "a list with a paragraph": (lambda good: replaced(good, "item", "P"), UA, "7.2-19"),
    "an item with a paragraph": (lambda good: replaced(good, "text", "P"), UA, "7.2-20"),
    "an item outside a list": (lambda good: replaced(good, "list", "Sect"), UA, "7.2-17"),
    "a cell across too many": (lambda good: scoped(good, "seven", ColSpan=2), UA, "7.2-42"),
    "a cell below the table": (lambda good: scoped(good, "seven", RowSpan=3), UA, "7.2-41"),
    "a header that heads nothing": (lambda good: scoped(good, "number"), UA, "7.5-1"),
    "a cell with an unknown header": (
        lambda good: scoped(good, "seven", Headers=Array([String("x")])),
        UA,
        "7.5-2",
    ),
    "a figure without a text": (put(element("figure"), "/Alt", String("")), UA, "7.3-1"),
    "a formula without a text": (lambda good: replaced(good, "paragraph", "Formula"), UA, "7.7-1"),
    "a note without an ID": (lambda good: replaced(good, "paragraph", "Note"), UA, "7.9-1"),
    "a second level first": (lambda good: replaced(good, "heading", "H2"), UA, "7.4.2-1"),
    "both kinds of headings": (lambda good: replaced(good, "paragraph", "H"), UA, "7.4.4-2"),
    "a mark in two elements": (put(element("paragraph"), "/K", Array([0, 1])), PDF, "14.7.4.2"),
    "a mark that no page holds": (put(element("paragraph"), "/K", Array([1, 17])), PDF, "14.7.4.2"),
    "a parent tree that leads elsewhere": (
        lambda good: good.root.StructTreeRoot.ParentTree.Nums[1].__setitem__(1, good.elements["heading"]),
        PDF,
        "14.7.4.4",
    ),
    "a page without a way to its elements": (put(second_page, "/StructParents", None), PDF, "14.7.4.4"),
    "a link in a paragraph": (lambda good: replaced(good, "link", "Span"), UA, "7.18.5-1"),
    "a link without words": (put(link, "/Contents", None), UA, "7.18.5-2"),
    "a link that its element forgets": (put(element("link"), "/K", Array([2])), PDF, "14.7.4.3"),
    "a Tab key that goes its own way": (lambda good: good.pages[0].__delitem__("/Tabs"), UA, "7.18.3-1"),
    "a trap net": (put(link, "/Subtype", Name.TrapNet), UA, "7.18.2-1"),
    "a stamp in no element": (put(link, "/Subtype", Name.Stamp), UA, "7.18.1-1"),
    "a field outside a form": (put(link, "/Subtype", Name.Widget), UA, "7.18.4-1"),
    "a link to a file": (put(link, "/A", Dictionary(S=Name.URI, URI=String("file:///x"))), HOUSE, "links"),
    "a script": (put(link, "/A", Dictionary(S=Name.JavaScript, JS=String("x"))), ARCHIVE, "6.5.1-1"),
    "a link that is not printed": (put(link, "/F", 0), ARCHIVE, "6.3.2-2"),
    "a link without flags": (put(link, "/F", None), ARCHIVE, "6.3.2-1"),
    "a film": (put(link, "/Subtype", Name.Movie), ARCHIVE, "6.3.1-1"),
    "layers without a name": (put(catalog, "/OCProperties", Dictionary(D=Dictionary())), UA, "7.10-1"),
    "layers that switch": (put(catalog, "/OCProperties", Dictionary(D=Dictionary(AS=Array()))), UA, "7.10-2"),
    "an attached file with one name": (
        put(catalog, "/AF", attached),
        UA,
        "7.11-1",
    ),
    "an attached file that is no archive": (
        put(catalog, "/AF", attached),
        ARCHIVE,
        "6.8-5",
    ),
    "no bookmarks": (put(catalog, "/Outlines", None), HOUSE, "outline"),
    "no output intent": (put(catalog, "/OutputIntents", None), ARCHIVE, "6.2.4.3-2"),
    "a font that is not embedded": (put(described, "/FontFile2", None), UA, "7.21.4.1-1"),
    "the same font in an archive": (put(described, "/FontFile2", None), ARCHIVE, "6.2.11.4.1-1"),
    "a damaged font": (put(described, "/FontFile2", lambda good: good.pdf.make_stream(b"true")), UA, "7.21.4.1-1"),
    "widths that are wrong": (put(below, "/W", Array([0, 3000, 123])), UA, "7.21.5-1"),
    "glyphs nobody can find": (put(below, "/CIDToGIDMap", None), UA, "7.21.3.2-1"),
    "a font that is nowhere": (put(lambda good: good.pages[0].Resources, "/Font", None), PDF, "7.8.3"),
    "text without characters": (put(lambda good: good.font, "/ToUnicode", None), UA, "7.21.7-1"),
    "the same in an archive": (put(lambda good: good.font, "/ToUnicode", None), ARCHIVE, "6.2.11.7.2-1"),
    "text that stands for nothing": (tounicode(b"<006B>", b"<0000>"), UA, "7.21.7-2"),
    "text that is a byte order mark": (tounicode(b"<006B>", b"<FEFF>"), UA, "7.21.7-2"),
    "a wrong type in the catalog": (put(catalog, "/Lang", 7), PDF, "7.7.2"),
    "a wrong type in an element": (put(element("figure"), "/Alt", 7), PDF, "14.7.2"),
    "an element without a type": (put(element("figure"), "/S", None), PDF, "14.7.2"),
    "a wrong type in a page": (put(second_page, "/Tabs", 7), PDF, "7.7.3.3"),
}


@pytest.mark.parametrize(("break_it", "standard", "clause"), LATE.values(), ids=LATE)
def test_what_is_built_wrongly_is_found(break_it: Break, standard: str, clause: str) -> None:
    assert clause in clauses(made(late=break_it), standard)


def test_a_language_of_the_paragraph_is_enough_for_its_text() -> None:
    def break_it(good: Good) -> None:
        del good.root.Lang
        good.elements["document"].Lang = String("sv")

    found = clauses(made(late=break_it), UA)
    assert "7.2-34" not in found
    assert "7.2-2" in found


def test_a_number_that_stands_twice_in_a_page_is_told_as_such() -> None:
    found = check(made(early=stream(0, "<</MCID 1>>", "<</MCID 0>>"))).of(PDF)
    assert "The number 0 is given to more than one piece of content (MCID)." in [one.said(EN) for one in found]


def test_a_title_that_is_said_not_to_be_shown_is_found() -> None:
    assert "7.1-10" in clauses(made(late=put(catalog, "/ViewerPreferences", Dictionary(DisplayDocTitle=False))), UA)


def test_lines_of_different_cells_do_not_run_together() -> None:
    def break_it(good: Good) -> None:
        good.streams[1] = good.streams[1].replace("{{Land}}", "{{Land}}").replace("150 780", "150 760")

    assert check(made(early=break_it)).findings == ()


def test_a_form_with_tags_may_be_painted_once_only() -> None:
    def break_it(good: Good) -> None:
        form = good.pdf.make_stream(b"/P <</MCID 0>> BDC 0 0 1 1 re f EMC")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        good.pages[0].Resources.XObject = Dictionary(X=form)
        good.pages[0].Contents = good.pdf.make_stream(b"/Artifact BMC EMC /X Do /X Do")

    assert {"7.20-2", "7.1-3"} <= clauses(made(late=break_it), UA)


def test_a_footer_that_is_a_form_within_an_artifact_is_no_fault() -> None:
    def add(good: Good) -> None:
        form = good.pdf.make_stream(b"0 0 1 1 re f")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        for page in good.pages:
            page.Resources.XObject = Dictionary(X=form)
        good.streams = [f"{one} /Artifact BMC /X Do EMC" for one in good.streams]

    assert check(made(early=add)).findings == ()


# The bytes of the file


def test_a_stream_that_ends_without_a_line_is_found() -> None:
    source = made().getvalue()
    assert b"\nendstream" in source
    assert "6.1.7.1-2" in clauses(BytesIO(_glued(source)), ARCHIVE)


def _glued(source: bytes) -> bytes:
    """One stream less a line end before its end; the offsets after it are made right again by readers."""
    return source.replace(b"\nendstream", b"endstream", 1)


def test_a_wrong_header_and_a_missing_comment_are_found() -> None:
    source = made().getvalue()
    assert "6.1-1" in clauses(BytesIO(source.replace(b"%PDF-1.7", b"%PDF-2.0", 1)), UA)
    second = source.split(b"\n", 2)[1]
    assert "6.1.2-2" in clauses(BytesIO(source.replace(second, b"%" + b"a" * (len(second) - 1), 1)), ARCHIVE)


def test_what_stands_after_the_end_is_found() -> None:
    assert "6.1.3-3" in clauses(BytesIO(made().getvalue() + b"more"), ARCHIVE)


def test_an_encrypted_file_must_let_helping_programs_read(tmp_path: Path) -> None:
    file = tmp_path / "locked.pdf"
    with Pdf.open(made()) as pdf:
        pdf.save(file, encryption=Encryption(owner="o", user="", R=4))
    report = check(file)
    assert "6.1.3-2" in {one.clause for one in report.of(ARCHIVE)}
    assert "7.16-1" not in {one.clause for one in report.of(UA)}


# What cannot be checked


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", "no PDF"),
        (b"PK\x03\x04 a spreadsheet", "no PDF"),
        (b"%PDF-1.7\nnothing more", "damaged"),
    ],
)
def test_what_is_no_pdf_is_refused_in_one_sentence(source: bytes, said: str) -> None:
    with pytest.raises(KideskError, match=said):
        check(BytesIO(source))


def test_a_file_with_a_password_is_refused_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "locked.pdf"
    with Pdf.open(made()) as pdf:
        pdf.save(file, encryption=Encryption(owner="o", user="u"))
    with pytest.raises(KideskError, match="password"):
        check(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KideskError, match="cannot be read"):
        check(tmp_path / "none.pdf")
    with pytest.raises(KideskError, match="cannot be read"):
        check(tmp_path)

