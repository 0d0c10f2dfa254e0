"""Every writing system reaches paper: joined, in its direction, embedded, and it is read back as what was written."""

from __future__ import annotations

import io
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
import uharfbuzz
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from kidesk import paths
from kidesk.reports.content import Facts, Paragraph
from kidesk.reports.paper import fonts, inter, scripts, shaping, typefaces
from kidesk.reports.paper.gate import Gate
from tests.reports import paper

WRITTEN = {
    "Latin": "Åsa Öberg, Łódź, Trần Nguyễn",
    "Greek": "Αθήνα Πανεπιστήμιο",
    "Cyrillic": "Київський університет",
    "Arabic": "محمد علي الأزهر",
    "Persian": "می‌خواهم دانشگاه پچگژ",
    "Urdu": "ٹڈڑںے یونیورسٹی لاہور",
    "Hebrew": "אוניברסיטת תל אביב",
    "Thai": "จุฬาลงกรณ์มหาวิทยาลัย น้ำ ที่นี่",
    "Georgian": "თბილისის უნივერსიტეტი",
    "Armenian": "Երևանի պետական համալսարան",
    "Devanagari": "दिल्ली विश्वविद्यालय क्षत्रिय",
    "Ethiopic": "አዲስ አበባ ዩኒቨርሲቲ",
    "Chinese": "北京大学 張偉 臺灣",
    "Japanese": "東京大学 さくら カタカナー",
    "Korean": "서울대학교 김민수",
    "Bengali": "ঢাকা বিশ্ববিদ্যালয়",
    "Gurmukhi": "ਪੰਜਾਬੀ ਯੂਨੀਵਰਸਿਟੀ",
    "Gujarati": "ગુજરાત વિદ્યાપીઠ",
    "Tamil": "தமிழ்நாடு கொழும்பு",
    "Telugu": "హైదరాబాద్ విశ్వవిద్యాలయం",
    "Kannada": "ಬೆಂಗಳೂರು ವಿಶ್ವವಿದ್ಯಾಲಯ",
    "Malayalam": "കേരള സർവകലാശാല",
    "Sinhala": "කොළඹ විශ්වවිද්‍යාලය",
    "Khmer": "ភ្នំពេញ សាកលវិទ្យាល័យ",
    "Lao": "ວຽງຈັນ ມະຫາວິທະຍາໄລ",
    "Myanmar": "ရန်ကုန် တက္ကသိုလ်",
    "marks": "Adébáyọ̀ ẹ́",
}
MIXED = "محمد علي (Cairo) – 北京大学 Åsa"

each_script = pytest.mark.parametrize("script", WRITTEN)


def drawn(*written: str, hyphened: str = "") -> bytes:
    """Lines of text, one below the other on one page, and one that has been hyphenated."""
    stream, gate = io.BytesIO(), Gate()
    canvas = Canvas(stream, initialFontName=fonts.REGULAR, invariant=1)  # type: ignore[arg-type]  # the stub is wrong
    for place, line in enumerate([*map(gate.text, written), hyphened]):
        code = scripts.operators(canvas, line, fonts.REGULAR, 12)
        canvas._code.append(f"BT 1 0 0 1 40 {800 - 14 * place} Tm {code} ET")  # type: ignore[attr-defined]
    canvas.save()
    return stream.getvalue()


def extracted_by_poppler(pdf: bytes) -> str:
    """What the other common reader finds, without the signs of direction that it adds."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(char for char in done.stdout.decode() if char not in "\u202a\u202b\u202c")


# Read back


@each_script
def test_a_name_is_read_back_as_it_was_written(script: str) -> None:
    said = unicodedata.normalize("NFC", WRITTEN[script])
    assert said in paper.pages(paper.printed(Paragraph(said)))[0]


@each_script
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils are not installed")
def test_another_reader_finds_the_same(script: str) -> None:
    said = unicodedata.normalize("NFC", WRITTEN[script])
    assert said in extracted_by_poppler(drawn(said))


@each_script
def test_no_name_is_reported(script: str) -> None:
    gate = Gate()
    assert gate.text(WRITTEN[script]) == unicodedata.normalize("NFC", WRITTEN[script])
    assert gate.warnings() == ()


def test_numbers_among_arabic_words_are_read_back_in_their_place() -> None:
    said = "شارع 123 القاهرة"
    assert said in paper.pages(drawn(said))[0]


def test_scripts_share_a_line() -> None:
    (page,) = paper.pages(paper.printed(Facts(((MIXED, MIXED),))))
    for word in ("محمد", "علي", "Cairo) – 北京大学 Åsa"):
        assert page.count(word) == 2


def test_no_break_spaces_and_soft_hyphens_are_read_back() -> None:
    with pikepdf.open(io.BytesIO(drawn("1\u00a0234", hyphened="inter\u00ad"))) as file:
        assert "".join(said for _, _, said in shown_codes(file)) == "1\u00a0234inter\u00ad"


# What is in the file


def cmap(stream: Any) -> dict[int, str]:
    """The texts of a font's codes."""
    pairs = (line.split() for line in stream.read_bytes().decode().splitlines() if line.startswith("<"))
    found = {
        int(pair[0].strip("<>"), 16): bytes.fromhex(pair[1].strip("<>")).decode("utf-16-be")
        for pair in pairs
        if len(pair) == 2 and len(pair[1]) > 5
    }
    return {code: text for code, text in found.items() if text != "\0"}


def shown_codes(file: pikepdf.Pdf) -> Iterator[tuple[Any, int, str]]:
    """Each code shown on the first page, with its font and what it is said to be."""
    page = file.pages[0]
    font: Any = None
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        if str(operator) == "Tf":
            font = page.Resources.Font[str(operands[0])]
            said, wide = cmap(font.ToUnicode), 2 if font.Subtype == "/Type0" else 1
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else operands
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            for place in range(0, len(codes), wide):
                code = int.from_bytes(codes[place : place + wide])
                yield font, code, said[code]


def test_every_code_shows_a_glyph_of_the_width_that_is_declared() -> None:
    pdf = drawn(*WRITTEN.values(), MIXED, "شارع 123 القاهرة")
    with pikepdf.open(io.BytesIO(pdf)) as file:
        seen = set()
        for font, code, said in shown_codes(file):
            assert said
            assert not {"\ufeff", "\ufffe", "\0"} & set(said)
            if font.Subtype == "/Type0":
                (descendant,) = font.DescendantFonts
                program = descendant.FontDescriptor.FontFile2.read_bytes()
                glyph = int.from_bytes(descendant.CIDToGIDMap.read_bytes()[2 * code : 2 * code + 2])
                face = uharfbuzz.Face(program)
                advance = uharfbuzz.Font(face).get_glyph_h_advance(glyph) * 1000 / face.upem
                assert 0 < glyph < face.glyph_count
                assert float(descendant.W[1][code - 1]) == pytest.approx(advance, abs=0.01)
                assert descendant.FontDescriptor.FontName == font.BaseFont == descendant.BaseFont
                seen.add(str(font.BaseFont)[8:])
            else:
                assert code != 0
    faces = {file.stem for file in paths.resource("fonts").glob("*.ttf")}
    assert seen == {face for face in faces if not face.startswith("Inter")} | {"Inter"}


def test_a_document_in_plain_letters_opens_no_other_face(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        raise AssertionError(name)

    monkeypatch.setattr(typefaces, "opened", refuse)
    with pikepdf.open(io.BytesIO(paper.printed(Paragraph("Åsa på Łódź, Αθήνα och Київ – 😀\nom 1 234 €")))) as file:
        names = {str(font.BaseFont)[8:] for page in file.pages for font in page.Resources.Font.values()}
    assert all(name.startswith("Inter") for name in names)


def test_only_the_letters_that_are_used_are_embedded() -> None:
    assert len(drawn("北京大学")) < 40_000


def test_the_same_text_makes_the_same_file_also_when_several_are_made_at_once() -> None:
    (first,) = {drawn(*WRITTEN.values()) for _ in range(2)}
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: drawn(*WRITTEN.values()), range(8))) == {first}


# Shapes and directions


def shape_of(text: str) -> shaping.Shape:
    """A text in one script, shaped."""
    (run,) = shaping.runs(text, fonts.REGULAR)
    return shaping.shape(run)


def test_arabic_letters_are_joined_and_stand_from_right_to_left() -> None:
    together, alone = shape_of("محمد"), shape_of("م")
    assert [glyph.text for glyph in together.glyphs] == list("دمحم")
    assert together.glyphs[-1].number != alone.glyphs[0].number
    assert all(left.x < right.x for left, right in pairwise(together.glyphs))


def test_several_words_from_right_to_left_follow_each_other_in_that_direction() -> None:
    assert "".join(glyph.text for glyph in shape_of("تل ابيب").glyphs) == "تل ابيب"[::-1]


def test_numbers_among_words_from_right_to_left_are_read_from_left_to_right() -> None:
    runs = shaping.runs("شارع 123 القاهرة 4.5", fonts.REGULAR)
    said = ["".join(glyph.text for glyph in shaping.shape(run).glyphs) for run in runs]
    assert said == ["4.5", " القاهرة "[::-1], "123", "شارع "[::-1]]


def test_consonants_are_tied_in_devanagari() -> None:
    assert len(shape_of("क्षत्रि").glyphs) < len("क्षत्रि")


def test_marks_sit_above_their_letters() -> None:
    letter, mark = shape_of("ที").glyphs
    assert mark.x <= letter.x + shape_of("ท").width
    assert shape_of("ที").width == shape_of("ท").width


@pytest.mark.parametrize("word", ["مَّد", "ที่นี่", "ব্যবস্থা", "北京"])
def test_glyphs_are_drawn_where_the_shaping_put_them(word: str) -> None:
    shape = shape_of(word)
    size, places, pen, rise = 12, [], 0.0, 0.0
    with pikepdf.open(io.BytesIO(drawn(word))) as file:
        instructions: Any = pikepdf.parse_content_stream(file.pages[0])
        font = next(font for font in file.pages[0].Resources.Font.values() if font.Subtype == "/Type0")
        widths = [float(width) for width in font.DescendantFonts[0].W[1]]
        units = uharfbuzz.Face(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()).upem
    for operands, operator in instructions:
        if str(operator) == "Ts":
            rise = float(operands[0]) / size * units
        for part in operands[0] if str(operator) == "TJ" else ():
            if isinstance(part, pikepdf.String):
                places.append((pen * units / 1000, rise))
                pen += widths[int.from_bytes(bytes(part)) - 1]
            else:
                pen -= float(part)
    assert [place for pair in places for place in pair] == pytest.approx(
        [place for glyph in shape.glyphs for place in (glyph.x, glyph.rise)], abs=0.1
    )
    assert pen * units / 1000 == pytest.approx(shape.width, abs=0.1)
    assert rise == 0


def named(text: str) -> list[tuple[str, str]]:
    """The faces of a line and what they print."""
    return [(run.face.name if run.face else "", run.text) for run in shaping.runs(text, fonts.REGULAR)]


def test_a_line_is_divided_by_script() -> None:
    assert named(MIXED) == [
        ("NotoSansArabic-Regular", "محمد علي"),
        ("", " (Cairo) – "),
        ("DroidSansFallback", "北京大学"),
        ("", " Åsa"),
    ]


def test_marks_without_a_letter_of_their_own_take_their_letter_along() -> None:
    assert named("Bayọ̀.") == [("", "Bay"), ("Inter", "ọ̀"), ("", ".")]


def test_joiners_belong_to_the_scripts_that_spell_with_them() -> None:
    gate = Gate()
    assert gate.text("می\u200cخواهم වි\u200dය") == "می\u200cخواهم වි\u200dය"
    assert gate.text("a\u200cb\u200d c") == "ab c"


# In lines

anything = st.text(st.one_of(st.characters(), st.sampled_from("".join(WRITTEN.values()) + " \n\u200c\u0301")))


@settings(max_examples=150, deadline=None)
@given(anything, st.floats(8, 300), st.sampled_from((None, "sv", "en")))
def test_whatever_is_written_is_set_within_the_lines_and_nothing_is_lost(
    said: str, width: float, language: str | None
) -> None:
    gate = Gate()
    text = gate.text(said)
    assert gate.text(text) == text
    lines = fonts.lines(text, fonts.CELL, width, language)
    assert "".join("".join(lines).replace("\u00ad", "").split()) == "".join(text.split())
    for line in lines:
        shown = line.rstrip(" ").rstrip(inter.SOFT_HYPHEN)
        ends = [place for place in range(1, len(shown)) if not shaping.clings(shown[place - 1], shown[place])]
        assert fonts.measure(line.rstrip(" "), fonts.CELL.font) * fonts.CELL.size <= width + 0.01 or not ends
    assert drawn(*lines).startswith(b"%PDF")


def test_chinese_and_japanese_lines_end_anywhere_but_before_what_closes_or_lengthens() -> None:
    assert fonts.lines("Avtal med 北京大学国际关系学院。", fonts.CELL, 100)[0].startswith("Avtal med 北京")
    for width in range(20, 120):
        lines = fonts.lines("Avtal 北京大学国际关系学院。北京大学センター", fonts.CELL, width)
        assert not any(line.startswith(("。", "ー")) for line in lines)


@pytest.mark.parametrize("word", ["จุฬาลงกรณ์มหาวิทยาลัย", "विश्वविद्यालयकी"])
def test_letters_and_their_marks_stay_on_one_line(word: str) -> None:
    for width in range(20, 80):
        for line in fonts.lines(word * 3, fonts.CELL, width):
            assert not shaping.is_mark(line[0])
            assert unicodedata.name(line[-1]).partition("SIGN ")[2] != "VIRAMA"


def test_very_long_words_do_not_take_long() -> None:
    for letter in ("a", "م", "京", "त्र"):
        assert len(fonts.lines(letter * 20_000, fonts.BODY, 480, "sv")) > 50
