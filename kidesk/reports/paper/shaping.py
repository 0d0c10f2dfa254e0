"""Shaping: a line divided into runs of one face, and a run into glyphs at their places."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import uharfbuzz

from kidesk.reports.paper import inter, typefaces
from kidesk.reports.paper.typefaces import Face

_JOINER, _VIRAMA = "\u200d", 9  # ties two letters; the class of the marks that tie consonants
JOINERS = "\u200c" + _JOINER  # they have no form of their own but decide the form of their neighbours
_NUMBER = re.compile(r"(\d[\d.,:/\u066a-\u066c]*(?<=[\d\u066a]))")


class Run(NamedTuple):
    """A part of a line in one face and one direction; no face means Inter, which needs no shaping."""

    face: Face | None
    text: str

    @property
    def is_right_to_left(self) -> bool:
        """Whether its first letter stands at its right end."""
        return self.face is not None and self.face.is_right_to_left and not self.text[0].isdigit()


class Glyph(NamedTuple):
    """A glyph of a face and its place, in units of the face from the beginning of its run.

    `text` is what it stands for: nothing where it is only a part of a letter.
    """

    number: int
    x: float
    rise: float
    text: str


class Shape(NamedTuple):
    """The glyphs of a run as they stand from left to right, and how far they reach in units of the face."""

    glyphs: tuple[Glyph, ...]
    width: float


def is_mark(char: str) -> bool:
    """Whether a character has no place of its own but belongs to the letter before it."""
    return char in JOINERS or unicodedata.category(char)[0] == "M"


def clings(before: str, char: str) -> bool:
    """Whether no line may break between two characters: the second is a mark, or both are one sign."""
    return is_mark(char) or before == _JOINER or unicodedata.combining(before) == _VIRAMA


def runs(text: str, font: str) -> Iterator[Run]:
    """The runs of a line of text from left to right; `font` is the face of Inter.

    What stands between two letters of the same script goes with them when their face has it, so that words which
    are written from right to left follow each other in that direction; so do numbers after such words,
    which are themselves read from left to right.
    """
    faces = _faces(text, font)
    _bridge(text, faces)
    for face, group in groupby(zip(faces, text, strict=True), itemgetter(0)):
        part = "".join(char for _, char in group if face is not None or char not in JOINERS)
        pieces = reversed(_NUMBER.split(part)) if face is not None and face.is_right_to_left else (part,)
        yield from (Run(face, piece) for piece in pieces if piece)


def _faces(text: str, font: str) -> list[Face | None]:
    """The face of each character: marks go with the letter before them, or take it along."""
    plain = inter.letters()
    faces: list[Face | None] = []
    for place, char in enumerate(text):
        face = faces[-1] if faces else None
        if char in plain:
            face = None
        elif not (is_mark(char) and face is not None and (char in JOINERS or face.has(char))):
            letter, face = face, typefaces.for_letter(char, font)
            if is_mark(char) and place and face is not None and letter is None and face.has(text[place - 1]):
                faces[-1] = face
        faces.append(face)
    return faces


def _bridge(text: str, faces: list[Face | None]) -> None:
    """Gives what stands between letters of one face to that face."""
    last = 0
    for place, char in enumerate(text):
        face = faces[last]
        if face is not None and (faces[place] is face or (face.is_right_to_left and char.isdigit())):
            between = slice(last + 1, place + 1)
            if face.has(text[between]):
                faces[between] = [face] * (place - last)
        if faces[place] is not None or char.isalpha():
            last = place


@lru_cache(maxsize=1_000)  # a long line of foreign words is 20 kB of glyphs
def shape(run: Run) -> Shape:
    """The glyphs of a run that has a face of its own; raises ValueError for one that has not."""
    if run.face is None:
        raise ValueError(run.text)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run.text)
    buffer.guess_segment_properties()
    buffer.language = "und"  # the guess is the computer's own language
    buffer.direction = "rtl" if run.is_right_to_left else "ltr"
    if run.is_right_to_left:  # marks stay apart from their letters, so that each is read back as itself
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    uharfbuzz.shape(run.face.font, buffer)
    infos = buffer.glyph_infos
    said = _said(run, [(info.cluster, info.codepoint) for info in infos])
    pen, glyphs = 0.0, []
    for info, place, words in zip(infos, buffer.glyph_positions, said, strict=True):
        glyphs.append(Glyph(info.codepoint, pen + place.x_offset, place.y_offset, words))
        pen += place.x_advance
    return Shape(tuple(glyphs), pen)


def _said(run: Run, glyphs: list[tuple[int, int]]) -> list[str]:
    """What each glyph stands for, given with the place of its cluster in the text.

    A form for several letters stands for all of them, in the order in which its neighbours stand on the line.
    Where several glyphs make a letter, the one read first stands for it.
    """
    starts = sorted({start for start, _ in glyphs})
    whole = {start: run.text[start:end] for start, end in zip(starts, [*starts[1:], len(run.text)], strict=True)}
    shared = Counter(start for start, _ in glyphs)
    left, said = dict(whole), [""] * len(glyphs)
    places = range(len(glyphs))
    for place in reversed(places) if run.is_right_to_left else places:
        start, number = glyphs[place]
        taken = left[start]
        if shared[start] == len(whole[start]):
            taken = next((char for char in taken if _form(run, char) == number), taken)
        left[start] = left[start].replace(taken, "", 1)
        said[place] = taken[::-1] if run.is_right_to_left else taken
    return said


def _form(run: Run, char: str) -> int | None:
    """The glyph of a character that stands alone."""
    return run.face.font.get_nominal_glyph(ord(char)) if run.face else None


def width(text: str, font: str) -> float:
    """The width at size 1 of a line in any script."""
    total = 0.0
    for run in runs(text, font):
        total += shape(run).width / run.face.units if run.face else inter.width(run.text, font)
    return total
