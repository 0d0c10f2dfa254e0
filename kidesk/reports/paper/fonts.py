"""Typefaces, styles and colours of paper, the breaking of text into lines, and ReportLab made safe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from kidesk import paths
from kidesk.reports.content import Align, Tone

REGULAR: Final = "Inter"
MEDIUM: Final = "Inter-Medium"
SEMIBOLD: Final = "Inter-SemiBold"
BOLD: Final = "Inter-Bold"
ITALIC: Final = "Inter-Italic"

_FILES: Final = {
    REGULAR: "Inter-Regular.ttf",
    MEDIUM: "Inter-Medium.ttf",
    SEMIBOLD: "Inter-SemiBold.ttf",
    BOLD: "Inter-Bold.ttf",
    ITALIC: "Inter-Italic.ttf",
}

TEXT: Final = "#1E1A1F"
MUTED: Final = "#635B65"
LINE: Final = "#DCD6DC"
STRONG_LINE: Final = "#8A818B"
SHADE: Final = "#F8F6F8"
WATERMARK: Final = "#F5F1F4"
PAPER: Final = "#FFFFFF"

INK: Final[dict[Tone, str]] = {
    "ok": "#1F6B3A",
    "warn": "#7A4B00",
    "bad": "#A1182B",
    "none": "#574F59",
    "info": "#1B5B8A",
}
TINT: Final[dict[Tone, str]] = {
    "ok": "#E3F2E8",
    "warn": "#FCEFCF",
    "bad": "#FBE4E6",
    "none": "#ECE8EC",
    "info": "#E3EFF8",
}
# Fills told apart by normal, protan, deutan and grey sight; the number inside is drawn in PART_INK.
FILL: Final[dict[Tone, str]] = {
    "ok": "#0E8A7D",
    "warn": "#C77F00",
    "bad": "#9B1C1C",
    "none": "#CFC8D0",
    "info": "#3E7FB1",
}
PART_INK: Final[dict[Tone, str]] = {"ok": PAPER, "warn": TEXT, "bad": PAPER, "none": TEXT, "info": PAPER}

_SPACES = re.compile("[ \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_JOINTS = "-/_.@,;:+&="


@dataclass(frozen=True)
class Style:
    """How text is set; sizes in points, `before` and `after` the least space to its neighbours."""

    font: str = REGULAR
    size: float = 9.5
    leading: float = 14
    colour: str = TEXT
    before: float = 0
    after: float = 0
    align: Align = "left"

    @property
    def baseline(self) -> float:
        """Points from the top of a line to its baseline: capitals stand in the middle of the line."""
        return self.leading / 2 + 0.364 * self.size


BODY: Final = Style(after=8)
LEAD: Final = Style(size=11.5, leading=17.5, after=10)
SMALL: Final = Style(size=8.5, leading=12.5, colour=MUTED, after=8)
TITLE: Final = Style(BOLD, 23, 29, after=4)
SUBTITLE: Final = Style(REGULAR, 11.5, 16, MUTED, before=4)
HEADINGS: Final = {
    1: Style(SEMIBOLD, 15, 20, before=24, after=8),
    2: Style(SEMIBOLD, 11.5, 16, before=18, after=6),
    3: Style(SEMIBOLD, 9.5, 14, before=14, after=4),
    4: Style(MEDIUM, 9.5, 14, MUTED, before=12, after=3),
}
CELL: Final = Style(size=8.5, leading=12)
COUNT: Final = Style(size=8, leading=12.5)
ROW_NAME: Final = Style(MEDIUM, 8.5, 12)
COLUMN_NAME: Final = Style(SEMIBOLD, 7.5, 10, MUTED)
GROUP_NAME: Final = Style(SEMIBOLD, 8.5, 12)
LABEL: Final = Style(MEDIUM, 7.5, 11, MUTED)
VALUE: Final = Style(size=9, leading=13)
FOOT: Final = Style(size=7.5, leading=10, colour=MUTED)
CHART: Final = Style(size=8, leading=10.5)
REMARK: Final = Style(size=8, leading=11, colour=MUTED, after=3)
CHART_TITLE: Final = Style(SEMIBOLD, 9.5, 14, before=10, after=4)


def make_safe() -> None:
    """Forbids ReportLab to read any file or address because of a text, and saves a fifth of the size."""
    rl_config.trustedHosts = None
    rl_config.trustedSchemes = []
    rl_config.toColorCanUse = "rl_extended_literal_eval"
    rl_config.useA85 = 0


@cache
def register() -> None:
    """Makes the typefaces known to ReportLab; raises OSError or TTFError when a font file is missing."""
    make_safe()
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(paths.resource("fonts", file))))


def _typeface(name: str) -> TTFont:
    font = pdfmetrics.getFont(name)
    if not isinstance(font, TTFont):
        raise TypeError(name)
    return font


@cache
def letters() -> frozenset[int]:
    """The code points that every typeface can print."""
    register()
    found = [frozenset(_typeface(name).face.charToGlyph) for name in _FILES]
    return frozenset.intersection(*found)


@lru_cache(maxsize=20_000)
def measure(text: str, font: str) -> float:
    """The width of `text` at size 1."""
    register()
    return float(pdfmetrics.stringWidth(text, font, 1))


def _cut(word: str, style: Style, width: float) -> Iterator[str]:
    """A word wider than the line, cut after a joint if there is one, else anywhere; nothing is lost."""
    start, used, joint, limit = 0, 0.0, 0, width / style.size
    for place, char in enumerate(word):
        used += measure(char, style.font)
        while used > limit and place > start:
            end = joint if joint > start else place
            yield word[start:end]
            start, used = end, measure(word[end : place + 1], style.font)
        if char in _JOINTS:
            joint = place + 1
    yield word[start:]


def _fill(text: str, style: Style, width: float) -> Iterator[str]:
    space, limit = measure(" ", style.font), width / style.size
    line, used = "", 0.0
    for word in filter(None, _SPACES.split(text)):
        wide = measure(word, style.font)
        if line and used + space + wide > limit:
            yield line + " "  # the space stays, so that copied text keeps its words apart
            line = ""
        if line:
            line, used = f"{line} {word}", used + space + wide
        elif wide <= limit:
            line, used = word, wide
        else:
            *full, line = _cut(word, style, width)
            yield from full
            used = measure(line, style.font)
    yield line


def lines(text: str, style: Style, width: float) -> list[str]:
    """`text` broken into lines of at most `width` points; at least one line."""
    return [line for paragraph in text.split("\n") for line in _fill(paragraph, style, width)]


def elide(text: str, style: Style, width: float) -> str:
    """The first line of `text`, its end replaced by an ellipsis when there is more."""
    first, *more = lines(text, style, width)
    if not more:
        return first
    return lines(text[: len(first)], style, width - style.size)[0].rstrip() + "…"
