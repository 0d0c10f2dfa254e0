"""Embedding: the faces that a document shapes text with, each as one font with the glyphs that were used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final

import uharfbuzz
from reportlab.pdfbase import pdfdoc

from kidesk.reports.paper.shaping import Glyph
from kidesk.reports.paper.typefaces import Face

_SYMBOLIC: Final = 4  # ISO 32000-1 table 123: glyphs outside of the Latin set
_CODES_A_BLOCK: Final = 100  # CMap files hold at most so many entries between two operators
_SILENT: Final = "\u200b"  # every code must mean something (ISO 14289-1 7.21.7), even a part of a letter
_NEEDLESS: Final = ("GDEF", "GPOS", "GSUB", "OS/2", "STAT", "cmap", "gasp", "name", "post")


def in_document(document: Any, face: Face) -> EmbeddedFace:
    """The face as a font of ReportLab's document, put in on first use."""
    for font in document.delayedFonts:
        if isinstance(font, EmbeddedFace) and font.face is face:
            return font
    font = EmbeddedFace(face, f"F{len(document.fontMapping) + 1}")
    document.fontMapping[f"{face.name} shaped"] = f"/{font.name}"
    document.delayedFonts.append(font)
    return font


class EmbeddedFace:
    """A face in one document: a Type 0 font with a code for each glyph and what it stands for (ISO 32000-1 9.7).

    One form may stand for several letters, as at the end of Arabic words, so that glyphs are no codes themselves.
    """

    def __init__(self, face: Face, name: str) -> None:
        self.face, self.name = face, name
        self._codes: dict[tuple[int, str], int] = {}

    def code(self, glyph: Glyph) -> int:
        """The code that shows a glyph and is read as its text; codes are counted from 1."""
        return self._codes.setdefault((glyph.number, glyph.text), len(self._codes) + 1)

    def addObjects(self, document: Any) -> None:
        """Writes the font into the document: ReportLab calls this when all pages are drawn."""
        program, numbers = self._program()
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
        base = f"/{tag}+{self.face.name}"
        stream = _stream(document, program)
        stream.dictionary["Length1"] = len(program)
        glyphs = b"".join(numbers[glyph].to_bytes(2) for glyph, _ in self._codes)
        widths = " ".join(f"{self.face.advance(glyph):.8g}" for glyph, _ in self._codes)
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": base,
                "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
                "CIDToGIDMap": document.Reference(_stream(document, bytes(2) + glyphs)),
                "FontDescriptor": document.Reference(self._descriptor(base, document.Reference(stream))),
                "W": f"[ 1 [ {widths} ] ]",
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": base,
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(_stream(document, self._to_unicode().encode("ascii"))),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font)

    def _program(self) -> tuple[bytes, dict[int, int]]:
        """The font file with the outlines that are used, and their numbers in it by their old ones."""
        wanted, flags = uharfbuzz.SubsetInput(), uharfbuzz.SubsetFlags
        wanted.flags = flags.NO_HINTING | flags.NO_LAYOUT_CLOSURE
        wanted.glyph_set.update(glyph for glyph, _ in self._codes)
        for table in _NEEDLESS:
            wanted.drop_table_tag_set.add(int.from_bytes(table.encode("ascii")))
        plan = uharfbuzz.SubsetPlan(self.face.font.face, wanted)
        numbers = plan.old_to_new_glyph_mapping
        return bytes(plan.execute().blob.data), {glyph: numbers[glyph] for glyph, _ in self._codes}

    def _descriptor(self, base: str, program: Any) -> Any:
        extents = self.face.font.get_font_extents("ltr")
        scale = 1000 / self.face.units
        low, high = round(extents.descender * scale), round(extents.ascender * scale)
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": base,
                "Flags": _SYMBOLIC,
                "FontBBox": f"[ {' '.join(str(round(edge * scale)) for edge in self._box())} ]",
                "ItalicAngle": 0,
                "Ascent": high,
                "Descent": low,
                "CapHeight": high,
                "StemV": 80,
                "FontFile2": program,
            }
        )

    def _box(self) -> Iterator[int]:
        head = bytes(self.face.font.face.reference_table("head").data)
        for place in range(36, 44, 2):  # OpenType, table head: xMin, yMin, xMax, yMax
            yield int.from_bytes(head[place : place + 2], signed=True)

    def _to_unicode(self) -> str:
        said = [(code, text) for (_, text), code in self._codes.items()]
        blocks = [said[start : start + _CODES_A_BLOCK] for start in range(0, len(said), _CODES_A_BLOCK)]
        return _CMAP.format(
            entries="".join(
                f"{len(block)} beginbfchar\n"
                + "".join(f"<{code:04X}> <{_utf16(text or _SILENT)}>\n" for code, text in block)
                + "endbfchar\n"
                for block in blocks
            )
        )


_CMAP: Final = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{entries}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def _stream(document: Any, content: bytes) -> Any:
    stream: Any = pdfdoc.PDFStream()
    stream.content = content
    if document.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return stream
