"""Scripts: the operators that show a line of text, whatever it is written in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from kidesk.reports.paper import inter, shaping
from kidesk.reports.paper.embedding import EmbeddedFace, in_document
from kidesk.reports.paper.shaping import Run, Shape
from kidesk.reports.paper.typefaces import Face


def operators(canvas: Canvas, text: str, font: str, size: float) -> str:
    """The PDF operators that show `text` from the current point of an open text object (BT … ET).

    They select the typeface themselves, `size` in points; colour and place are the caller's. Where the glyphs alone
    do not say the text, it is written beside them (/ActualText, ISO 32000-1 14.9.4). Words from right to left are
    marked as /ReversedChars (14.8.2.3.3) instead: readers turn around what stands in ActualText, too.
    """
    if inter.letters().issuperset(text):
        return _plain(canvas, text, font, size)
    return " ".join(
        _shaped(canvas, run, run.face, size) if run.face else _plain(canvas, run.text, font, size)
        for run in shaping.runs(text, font)
    )


def _plain(canvas: Canvas, text: str, font: str, size: float) -> str:
    face: Any = pdfmetrics.getFont(font)
    document: Any = canvas._doc  # type: ignore[attr-defined]
    escape: Any = canvas._escape  # type: ignore[attr-defined]
    return " ".join(
        f"{face.getSubsetInternalName(subset, document)} {size:g} Tf ({escape(codes)}) Tj"
        for subset, codes in face.splitString(text, document)
    )


def _shaped(canvas: Canvas, run: Run, face: Face, size: float) -> str:
    shape = shaping.shape(run)
    font = in_document(canvas._doc, face)  # type: ignore[attr-defined]
    shown = f"/{font.name} {size:g} Tf {' '.join(_shows(font, shape, size))}"
    if run.is_right_to_left:
        return f"/ReversedChars BMC {shown} EMC"
    if [glyph.text for glyph in shape.glyphs] == list(run.text) and not any(map(shaping.is_mark, run.text)):
        return shown
    actual = run.text.encode("utf-16-be").hex().upper()
    return f"/Span <</ActualText <FEFF{actual}>>> BDC {shown} EMC"


def _shows(font: EmbeddedFace, shape: Shape, size: float) -> Iterator[str]:
    """The operators of one run: glyphs at one height together, moved where the font's widths would not bring them."""
    face = font.face
    scale = 1000 / face.units
    items, rise, place = "", 0.0, 0.0  # `place` in thousandths of an em, as PDF counts
    for glyph in shape.glyphs:
        if glyph.rise != rise:
            yield f"[{items}] TJ {_number(glyph.rise * size / face.units)} Ts"
            items, rise = "", glyph.rise
        back = place - glyph.x * scale
        items += f"{_number(back) if abs(back) > 0.01 else ''}<{font.code(glyph):04X}>"
        place = glyph.x * scale + face.advance(glyph.number)
    back = place - shape.width * scale
    yield f"[{items}{_number(back) if abs(back) > 0.01 else ''}] TJ" + (" 0 Ts" if rise else "")


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
