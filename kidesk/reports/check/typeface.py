"""One font of a PDF as a check sees it: its codes, their characters, glyphs and widths."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pikepdf import Name, Stream

from kidesk.reports.check import cmaps
from kidesk.reports.check.cmaps import CMap
from kidesk.reports.check.content import FontUse
from kidesk.reports.check.glyphs import FontError, TrueType
from kidesk.reports.check.values import Value, data, entry, integer, items, name, text

_CODECS = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman"}
_NAMED = frozenset({*_CODECS, "MacExpertEncoding"})
_SYMBOLIC = 4  # the third bit of a font descriptor's flags
_MOST_CODES = 65_536


class Typeface:
    """A font dictionary with what was shown in it. Widths are in thousandths of the font's size."""

    def __init__(self, use: FontUse) -> None:
        self.font, self.page, self.is_painted = use.font, use.page, use.is_painted
        self.kind = name(entry(use.font, "/Subtype"))
        self.name = name(entry(use.font, "/BaseFont")) or "?"
        self.is_composite = self.kind == "Type0"
        below = items(entry(use.font, "/DescendantFonts"))
        self.glyph_font: Value = (below[0] if below else None) if self.is_composite else use.font
        self.descriptor: Value = entry(self.glyph_font, "/FontDescriptor")
        self.encoding: Value = entry(use.font, "/Encoding")
        self._strings = use.strings

    @property
    def is_symbolic(self) -> bool:
        """Whether the font calls itself symbolic."""
        return bool((integer(entry(self.descriptor, "/Flags")) or 0) & _SYMBOLIC)

    @cached_property
    def program(self) -> Value:
        """The embedded font program, None without one."""
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            if isinstance(found := entry(self.descriptor, key), Stream):
                return found
        return None

    @cached_property
    def true_type(self) -> TrueType | None:
        """The program as TrueType, None where it is something else or damaged."""
        found = entry(self.descriptor, "/FontFile2")
        try:
            return TrueType(data(found)) if isinstance(found, Stream) else None
        except FontError:
            return None

    @cached_property
    def cmap(self) -> CMap | None:
        """How the strings of a composite font fall into codes; None where that stands in no file."""
        if isinstance(self.encoding, Stream):
            return cmaps.read(data(self.encoding))
        return CMap() if name(self.encoding) in ("Identity-H", "Identity-V") else None

    @cached_property
    def characters(self) -> dict[int, str] | None:
        """What `ToUnicode` says of each code, None without one."""
        found = entry(self.font, "/ToUnicode")
        return cmaps.read(data(found)).characters if isinstance(found, Stream) else None

    @cached_property
    def codes(self) -> frozenset[int]:
        """The codes shown in the file."""
        if self.is_composite:
            split = self.cmap
            return frozenset(code for one in self._strings for code in split.codes(one)) if split else frozenset()
        return frozenset(code for one in self._strings for code in one)

    @cached_property
    def differences(self) -> dict[int, str]:
        """The glyph names that the encoding gives to single codes."""
        found: dict[int, str] = {}
        code = 0
        for one in items(entry(self.encoding, "/Differences")):
            if type(one) is int:
                code = one
            elif isinstance(one, Name):
                found[code] = name(one)
                code += 1
        return found

    @property
    def base_encoding(self) -> str:
        """The named encoding that the font stands on, empty without one."""
        return name(self.encoding) or name(entry(self.encoding, "/BaseEncoding"))

    def character(self, code: int) -> str:
        """The characters of a code as a reader of the file finds them, empty where there is no way to know."""
        if self.characters is not None and code in self.characters:
            return self.characters[code]
        if self.is_composite or code in self.differences:
            return ""
        codec = _CODECS.get(self.base_encoding)
        return bytes((code,)).decode(codec, "replace") if codec else ""

    def has_character(self, code: int) -> bool:
        """Whether there is a way from a code to a character (ISO 19005-2, 6.2.11.7.2)."""
        if self.characters is not None and code in self.characters:
            return True
        if self.is_composite:
            system = entry(self.glyph_font, "/CIDSystemInfo")
            return text(entry(system, "/Ordering")) in ("GB1", "CNS1", "Japan1", "Korea1")
        return self.kind in ("Type1", "MMType1") or self.base_encoding in _NAMED or code in self.differences

    def glyph(self, code: int) -> int | None:
        """The number of a code's glyph, None where it cannot be known without the program's own names."""
        if self.is_composite:
            number = self._number(code)
            return number if number is None else self._glyph_of(number)
        if self.true_type is None or code in self.differences:
            return None
        return self._simple_glyph(self.true_type, code)

    def _number(self, code: int) -> int | None:
        if self.cmap is None or self.cmap.uses:
            return None
        return self.cmap.numbers.get(code, 0) if isinstance(self.encoding, Stream) else code

    @cached_property
    def _glyph_map(self) -> bytes | None:
        given = entry(self.glyph_font, "/CIDToGIDMap")
        return data(given) if isinstance(given, Stream) else None

    def _glyph_of(self, number: int) -> int:
        if self._glyph_map is None:
            return number
        return int.from_bytes(self._glyph_map[2 * number : 2 * number + 2], "big")

    def _simple_glyph(self, program: TrueType, code: int) -> int | None:
        """ISO 32000-1, 9.6.6.4."""
        if self.is_symbolic or not self.base_encoding:
            if (3, 0) in program.encodings:
                codes = (code, 0xF000 + code, 0xF100 + code, 0xF200 + code)
                return next((found for one in codes if (found := program.glyph((3, 0), one))), 0)
            return program.glyph((1, 0), code) if (1, 0) in program.encodings else None
        codec = _CODECS.get(self.base_encoding)
        if codec is None or (3, 1) not in program.encodings:
            return None
        character = bytes((code,)).decode(codec, "ignore")
        return program.glyph((3, 1), ord(character)) if character else None

    def width(self, code: int) -> float | None:
        """The width that the font dictionary gives to a code, None without one."""
        if self.is_composite:
            number = self._number(code)
            return None if number is None else self._wide_widths.get(number, self._default_width)
        widths, first = entry(self.font, "/Widths"), integer(entry(self.font, "/FirstChar"))
        listed = self._simple_widths if first is not None and widths is not None else []
        place = code - (first or 0)
        return listed[place] if 0 <= place < len(listed) else _float(entry(self.descriptor, "/MissingWidth"))

    @cached_property
    def _simple_widths(self) -> list[float | None]:
        return [_float(one) for one in items(entry(self.font, "/Widths"))]

    @cached_property
    def _default_width(self) -> float:
        given = _float(entry(self.glyph_font, "/DW"))
        return 1000.0 if given is None else given

    @cached_property
    def _wide_widths(self) -> dict[int, float]:
        """The widths of a composite font by glyph number (ISO 32000-1, 9.7.4.3)."""
        return dict(self._listed_widths())

    def _listed_widths(self) -> Iterator[tuple[int, float]]:
        waiting = items(entry(self.glyph_font, "/W"))[::-1]
        while len(waiting) > 1:
            first, second = waiting.pop(), waiting.pop()
            if type(first) is not int:
                return
            if type(second) is int:
                width = _float(waiting.pop()) if waiting else None
                if width is not None:
                    yield from ((code, width) for code in range(first, min(second, first + _MOST_CODES) + 1))
            else:
                given = (_float(one) for one in items(second))
                yield from ((first + place, one) for place, one in enumerate(given) if one is not None)


def _float(value: Value) -> float | None:
    try:
        return None if value is None or isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        return None
