"""The faces for every script that Inter does not have: which one has a character, opened when first needed."""

from __future__ import annotations

import threading
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

import uharfbuzz

from kidesk import paths
from kidesk.reports.paper import inter

RIGHT_TO_LEFT: Final = frozenset({"NotoSansArabic-Regular", "NotoSansHebrew-Regular"})

# Blocks of the Unicode standard, first and last code, and the face that prints them.
_BLOCKS: Final = sorted(
    (first, last, face)
    for face, blocks in {
        "NotoSansArmenian-Regular": [(0x0530, 0x058F), (0xFB13, 0xFB17)],
        "NotoSansHebrew-Regular": [(0x0590, 0x05FF), (0xFB1D, 0xFB4F)],
        "NotoSansArabic-Regular": [
            *[(0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF)],
            *[(0xFB50, 0xFDFF), (0xFE70, 0xFEFE)],
        ],
        "NotoSansDevanagari-Regular": [(0x0900, 0x097F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF)],
        "NotoSansBengali-Regular": [(0x0980, 0x09FF)],
        "NotoSansGurmukhi-Regular": [(0x0A00, 0x0A7F)],
        "NotoSansGujarati-Regular": [(0x0A80, 0x0AFF)],
        "NotoSansTamil-Regular": [(0x0B80, 0x0BFF)],
        "NotoSansTelugu-Regular": [(0x0C00, 0x0C7F)],
        "NotoSansKannada-Regular": [(0x0C80, 0x0CFF)],
        "NotoSansMalayalam-Regular": [(0x0D00, 0x0D7F)],
        "NotoSansSinhala-Regular": [(0x0D80, 0x0DFF)],
        "NotoSansThai-Regular": [(0x0E00, 0x0E7F)],
        "NotoSansLao-Regular": [(0x0E80, 0x0EFF)],
        "NotoSansMyanmar-Regular": [(0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)],
        "NotoSansGeorgian-Regular": [(0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)],
        "NotoSansEthiopic-Regular": [(0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)],
        "NotoSansKhmer-Regular": [(0x1780, 0x17FF), (0x19E0, 0x19FF)],
        "DroidSansFallback": [
            *[(0x1100, 0x11FF), (0x2E80, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA960, 0xA97F)],
            *[(0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF)],
        ],
    }.items()
    for first, last in blocks
)
_STARTS: Final = [first for first, _, _ in _BLOCKS]


@dataclass(frozen=True, eq=False)
class Face:
    """A font file that is open: `font` is HarfBuzz's own object, `units` the units of one em."""

    name: str
    font: Any
    codes: frozenset[int]
    units: int
    is_right_to_left: bool

    def has(self, text: str) -> bool:
        """Whether it has a letterform for every character."""
        return self.codes.issuperset(map(ord, text))

    def advance(self, glyph: int) -> float:
        """The width of a glyph in thousandths of an em, as the font program has it."""
        return float(self.font.get_glyph_h_advance(glyph)) * 1000 / self.units


_opening: Final = threading.Lock()


def opened(name: str) -> Face:
    """The face in the file of this name, opened once; raises OSError when the file is missing."""
    with _opening:
        return _open(name)


@cache
def _open(name: str) -> Face:
    file = inter.FILES.get(name, f"{name}.ttf")
    face = uharfbuzz.Face(uharfbuzz.Blob(paths.resource("fonts", file).read_bytes()))
    codes = frozenset(code for code in face.unicodes if code > 0x20)
    return Face(name, uharfbuzz.Font(face), codes | {0x20}, face.upem, name in RIGHT_TO_LEFT)


@lru_cache(maxsize=20_000)
def for_letter(char: str, font: str) -> Face | None:
    """The face that prints a character which is not plain in Inter, None when none does.

    `font` is the face of Inter around it: marks without a precomposed letter are set with that one.
    """
    code = ord(char)
    place = bisect_right(_STARTS, code) - 1
    if place >= 0 and code <= _BLOCKS[place][1]:
        face = opened(_BLOCKS[place][2])
        if code in face.codes:
            return face
    return opened(font) if char in inter.marks() else None
