"""Typefaces, styles and colours of paper, the breaking of text into lines, and ReportLab made safe."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reportlab import rl_config

from kidesk.reports.content import Align, Tone
from kidesk.reports.paper import hyphens, inter, shaping
from kidesk.reports.paper.inter import BOLD as BOLD
from kidesk.reports.paper.inter import ITALIC as ITALIC
from kidesk.reports.paper.inter import MEDIUM as MEDIUM
from kidesk.reports.paper.inter import REGULAR as REGULAR
from kidesk.reports.paper.inter import SEMIBOLD as SEMIBOLD

TEXT: Final = "#1E1A1F"
MUTED: Final = "#635B65"
LINE: Final = "#DCD6DC"
STRONG_LINE: Final = "#8A818B"
SHADE: Final = "#F8F6F8"
WATERMARK: Final = "#F5F1F4"
PAPER: Final = "#FFFFFF"
LINK: Final = "#1B4F8A"

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
# Latin, Greek, Cyrillic, Armenian and Georgian letters; words of other scripts are cut without a sign.
_HYPHENED = re.compile("[\u0041-\u058f\u10a0-\u10ff\u1e00-\u1fff]")
_JOINTS = "-/_.@,;:+&="
# Chinese and Japanese lines break anywhere but before what closes or lengthens and after what opens.
_EAST_ASIAN = "\u2e80-\u2fff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_NO_START = "ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"
_BREAK = re.compile(f"(?<=[{_EAST_ASIAN}、。，！？：；）」』】》])(?=(?![{_NO_START}])[{_EAST_ASIAN}（「『【《])")
_LONG = 400  # no line of paper holds more characters, so longer words are not measured as a whole
_RAGGED = 0.15  # the share of a line that may stay empty before a word is divided


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
COUNT: Final = Style(size=8, leading=12)
ROW_NAME: Final = Style(MEDIUM, 8.5, 12)
COLUMN_NAME: Final = Style(SEMIBOLD, 7.5, 10, MUTED)
GROUP_NAME: Final = Style(SEMIBOLD, 8.5, 12)
COMPACT_CELL: Final = Style(size=6.5, leading=7.4)
COMPACT_COLUMN: Final = Style(SEMIBOLD, 6.5, 7.5, MUTED)
COMPACT_GROUP: Final = Style(SEMIBOLD, 6.5, 7.4)
LABEL: Final = Style(MEDIUM, 7.5, 11, MUTED)
VALUE: Final = Style(size=9, leading=13)
FOOT: Final = Style(size=7.5, leading=10, colour=MUTED)
CHART: Final = Style(size=8, leading=10.5)
CHART_TITLE: Final = Style(SEMIBOLD, 9.5, 14, before=10, after=4)


def make_safe() -> None:
    """Forbids ReportLab to read any file or address because of a text, and saves a fifth of the size."""
    rl_config.trustedHosts = None
    rl_config.trustedSchemes = []
    rl_config.toColorCanUse = "rl_extended_literal_eval"
    rl_config.useA85 = 0


def register() -> None:
    """Makes the typefaces known to ReportLab; raises OSError or TTFError when a font file is missing."""
    make_safe()
    inter.register()


@lru_cache(maxsize=20_000)
def measure(text: str, font: str) -> float:
    """The width of `text` at size 1, of its widest line if it has several."""
    return _width(text, font)


def _width(text: str, font: str) -> float:
    if inter.letters().issuperset(text):
        return inter.width(text, font)
    return max(shaping.width(line.replace("\t", " "), font) for line in text.split("\n"))


def _cut(word: str, style: Style, width: float) -> Iterator[str]:
    """A word wider than the line, cut after a joint if there is one, else anywhere; nothing is lost."""
    start, used, joint, limit = 0, 0.0, 0, width / style.size
    hyphen = measure(inter.SOFT_HYPHEN, style.font)
    for place, char in enumerate(word):
        wide = measure(char, style.font)
        while used + wide > limit and place > start:
            end, sign = max(joint, start), ""
            if end == start:
                end = place if used + hyphen <= limit else max(place - 1, start + 1)
                fits = measure(word[start:end], style.font) + hyphen <= limit
                sign = inter.SOFT_HYPHEN if fits and _is_hyphened(word, end) else ""
                end = end if sign else place
            yield word[start:end] + sign
            start, used = end, measure(word[end:place], style.font)
        used += wide
        if char in _JOINTS:
            joint = place + 1
    yield word[start:]


def _is_hyphened(word: str, place: int) -> bool:
    """Whether a hyphen shows that the word goes on here: between two letters of a script that has it."""
    return all(_HYPHENED.match(char) and char.isalpha() for char in word[place - 1 : place + 1])


def _cut_shaped(word: str, style: Style, width: float) -> Iterator[str]:
    """As `_cut`, for a word whose letters change with their neighbours: cut between whole letters only."""
    limit = width / style.size
    while word:
        near = word[:_LONG]
        ends = [place for place in range(1, len(near)) if not shaping.clings(near[place - 1], near[place])]
        ends.append(len(near))
        count = bisect_right(ends, limit, key=lambda end: _width(near[:end], style.font))
        while count > 1 and _width(_ended(word, ends[count - 1]), style.font) > limit:
            count -= 1
        end = ends[max(count - 1, 0)]
        yield _ended(word, end)
        word = word[end:]


def _ended(word: str, end: int) -> str:
    """The word up to here, with the hyphen that shows that it goes on."""
    return word[:end] + (inter.SOFT_HYPHEN if end < len(word) and _is_hyphened(word, end) else "")


class _Line:
    """A line that is being filled with words, `limit` wide at size 1."""

    def __init__(self, font: str, limit: float, language: str | None, is_plain: bool) -> None:
        self.text, self.used = "", 0.0
        self._font, self._limit, self._language, self._is_plain = font, limit, language, is_plain

    def _reach(self, word: str) -> float:
        """How far the line would reach with the word."""
        if not self.text:
            return measure(word, self._font)
        if self._is_plain:
            return self.used + measure(" ", self._font) + measure(word, self._font)
        return _width(f"{self.text} {word}", self._font)

    def take(self, word: str) -> bool:
        """Adds the word if it fits."""
        if len(word) > _LONG or (reach := self._reach(word)) > self._limit:
            return False
        self.text, self.used = f"{self.text} {word}" if self.text else word, reach
        return True

    def begin(self, part: str) -> None:
        """Begins with the end of a word that was cut, be it a letter wider than the line."""
        self.text, self.used = part, measure(part, self._font)

    def take_part(self, word: str) -> str:
        """Adds as much of a word as fits and its writing allows, and gives the rest."""
        near = word[:_LONG]
        breaks = () if self._is_plain else _BREAK.finditer(near)
        ends = [(found.start(), near[: found.start()]) for found in breaks]
        if self._limit - self.used > _RAGGED * self._limit:
            ends += [(place, near[:place] + inter.SOFT_HYPHEN) for place in hyphens.places(near, self._language)]
        ends.sort()
        fitting = bisect_right(ends, self._limit, key=lambda end: self._reach(end[1]))
        for place, part in reversed(ends[:fitting]):
            if self.take(part):
                return word[place:]
        return word


def _fill(text: str, style: Style, width: float, language: str | None) -> Iterator[str]:
    is_plain = inter.letters().issuperset(text)
    cut = _cut if is_plain else _cut_shaped
    line = _Line(style.font, width / style.size, language, is_plain)
    for word in filter(None, _SPACES.split(text)):
        while not line.take(word):
            rest = line.take_part(word)
            if rest == word and not line.text:
                *full, rest = cut(word, style, width)
                yield from full
                line.begin(rest)
                break
            yield line.text + " " if rest == word else line.text
            word, line = rest, _Line(style.font, width / style.size, language, is_plain)
    yield line.text + " "


def lines(text: str, style: Style, width: float, language: str | None = None) -> list[str]:
    """`text` broken into lines of at most `width` points; at least one line.

    Where a word ends with its line a space follows, so that words stay apart when they are copied or read out.
    In Swedish ("sv") and English ("en") words are divided by soft hyphens where much of a line would stay empty.
    """
    unhyphened = text.replace(inter.SOFT_HYPHEN, "")
    return [line for paragraph in unhyphened.split("\n") for line in _fill(paragraph, style, width, language)]


def elide(text: str, style: Style, width: float) -> str:
    """The first line of `text`, its end replaced by an ellipsis when there is more."""
    first, *more = lines(text, style, width)
    if not more:
        return first.rstrip(" ")
    return lines(first, style, width - style.size)[0].rstrip() + "…"
