"""What an embedded font program says of its glyphs: which there are, how wide they are, what codes lead to them.

The tables are those of ISO/IEC 14496-22 (OpenType): head, hhea, hmtx, maxp, cmap, loca.
"""

from __future__ import annotations

import struct
from itertools import pairwise
from struct import unpack_from

_CHAR_STRINGS = 17  # the operator of a CFF font's dictionary that tells where its glyphs are
Encoding = tuple[int, int]  # platform and encoding, such as (3, 1): Windows, Unicode
_MOST_GLYPHS = 65_536


class FontError(Exception):
    """The font program is not built as a TrueType font is."""


class TrueType:
    """One font program. Widths are in thousandths of the font's size, as in a PDF."""

    def __init__(self, program: bytes) -> None:
        """Raises FontError for what is no TrueType font."""
        self._program = program
        try:
            self._tables = self._directory()
            self._units = unpack_from(">H", program, self._tables["head"] + 18)[0] or 1000
            self._is_long = unpack_from(">h", program, self._tables["head"] + 50)[0] == 1
            self.glyphs: int = unpack_from(">H", program, self._tables["maxp"] + 4)[0]
            self._widths: int = unpack_from(">H", program, self._tables["hhea"] + 34)[0]
            self.encodings = self._subtables() if "cmap" in self._tables else {}
        except (struct.error, KeyError, UnicodeError) as error:
            raise FontError from error
        self._maps: dict[Encoding, dict[int, int]] = {}

    def _directory(self) -> dict[str, int]:
        count = unpack_from(">H", self._program, 4)[0]
        rows = (unpack_from(">4sIII", self._program, 12 + 16 * place) for place in range(count))
        return {tag.decode("latin-1"): offset for tag, _, offset, _ in rows}

    def _subtables(self) -> dict[Encoding, int]:
        start = self._tables["cmap"]
        count = unpack_from(">H", self._program, start + 2)[0]
        rows = (unpack_from(">HHI", self._program, start + 4 + 8 * place) for place in range(count))
        return {(platform, encoding): start + offset for platform, encoding, offset in rows}

    def width(self, glyph: int) -> float | None:
        """The advance width of a glyph, None where the font does not say."""
        if not 0 <= glyph < self.glyphs or "hmtx" not in self._tables or not self._widths:
            return None
        try:
            place = self._tables["hmtx"] + 4 * min(glyph, self._widths - 1)
            return float(unpack_from(">H", self._program, place)[0] * 1000 / self._units)
        except struct.error:
            return None

    def drawn(self) -> set[int]:
        """The glyphs that have an outline."""
        if "loca" not in self._tables:
            return set()
        form, factor = (f">{self.glyphs + 1}I", 1) if self._is_long else (f">{self.glyphs + 1}H", 2)
        try:
            places = unpack_from(form, self._program, self._tables["loca"])
        except struct.error:
            return set()
        return {glyph for glyph in range(self.glyphs) if places[glyph + 1] * factor > places[glyph] * factor}

    def glyph(self, encoding: Encoding, code: int) -> int:
        """The glyph of a code in one of the font's encodings; 0 (.notdef) where it has none."""
        if encoding not in self._maps:
            try:
                self._maps[encoding] = self._read_map(self.encodings[encoding])
            except (struct.error, KeyError):
                self._maps[encoding] = {}
        return self._maps[encoding].get(code, 0)

    def _read_map(self, start: int) -> dict[int, int]:
        form = unpack_from(">H", self._program, start)[0]
        if form == 0:
            return dict(enumerate(unpack_from(">256B", self._program, start + 6)))
        if form == 4:
            return self._segments(start)
        if form == 6:
            first, count = unpack_from(">HH", self._program, start + 6)
            return dict(enumerate(unpack_from(f">{count}H", self._program, start + 10), first))
        return self._groups(start) if form == 12 else {}

    def _segments(self, start: int) -> dict[int, int]:
        count = unpack_from(">H", self._program, start + 6)[0] // 2
        ends = unpack_from(f">{count}H", self._program, start + 14)
        at = start + 16 + 2 * count
        starts = unpack_from(f">{count}H", self._program, at)
        deltas = unpack_from(f">{count}H", self._program, at + 2 * count)
        offsets = unpack_from(f">{count}H", self._program, at + 4 * count)
        found: dict[int, int] = {}
        for place, (first, last) in enumerate(zip(starts, ends, strict=True)):
            for code in range(first, last + 1):
                if not offsets[place]:
                    glyph = code + deltas[place]
                else:
                    where = at + 4 * count + 2 * place + offsets[place] + 2 * (code - first)
                    glyph = unpack_from(">H", self._program, where)[0] if where + 2 <= len(self._program) else 0
                    glyph = glyph and glyph + deltas[place]
                found[code] = glyph % 65_536
            if len(found) > _MOST_GLYPHS:
                break
        return found

    def _groups(self, start: int) -> dict[int, int]:
        count = unpack_from(">I", self._program, start + 12)[0]
        found: dict[int, int] = {}
        for place in range(count):
            first, last, glyph = unpack_from(">III", self._program, start + 16 + 12 * place)
            found.update((code, glyph + code - first) for code in range(first, min(last, first + _MOST_GLYPHS) + 1))
            if len(found) > _MOST_GLYPHS:
                break
        return found


def cff_glyphs(program: bytes) -> int | None:
    """How many glyphs a CFF font program holds, .notdef among them; None where it is no such program."""
    try:
        _, at = _index(program, program[2])
        dictionaries, _ = _index(program, at)
        place = _operand(dictionaries[0], _CHAR_STRINGS)
        return None if place is None else int(unpack_from(">H", program, place)[0])
    except (struct.error, IndexError):
        return None


def _index(program: bytes, at: int) -> tuple[list[bytes], int]:
    """The items of an INDEX of a CFF font, and where it ends."""
    count = unpack_from(">H", program, at)[0]
    if not count:
        return [], at + 2
    size = program[at + 2]
    rows = [program[at + 3 + size * row : at + 3 + size * (row + 1)] for row in range(count + 1)]
    ends = [int.from_bytes(row, "big") for row in rows]
    start = at + 2 + size * (count + 1)
    return [program[start + one : start + two] for one, two in pairwise(ends)], start + ends[-1]


def _operand(dictionary: bytes, wanted: int) -> int | None:
    """The last operand before an operator in a CFF dictionary; real numbers are passed over."""
    at, value = 0, 0
    while at < len(dictionary):
        lead = dictionary[at]
        if lead == wanted:
            return value
        if lead == 28:
            value, at = unpack_from(">h", dictionary, at + 1)[0], at + 3
        elif lead == 29:
            value, at = unpack_from(">i", dictionary, at + 1)[0], at + 5
        elif lead == 30:
            while dictionary[at + 1] & 0x0F != 0x0F and dictionary[at + 1] >> 4 != 0x0F:
                at += 1
            at += 2
        elif lead >= 247:
            low = dictionary[at + 1]
            value = (lead - 247) * 256 + low + 108 if lead < 251 else -(lead - 251) * 256 - low - 108
            at += 2
        else:
            value, at = lead - 139, at + (2 if lead == 12 else 1)
    return None
