"""Inter, the family of screen and paper: its faces as ReportLab knows them and the letters it has."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from kidesk import paths

REGULAR: Final = "Inter"
MEDIUM: Final = "Inter-Medium"
SEMIBOLD: Final = "Inter-SemiBold"
BOLD: Final = "Inter-Bold"
ITALIC: Final = "Inter-Italic"

FILES: Final = {
    REGULAR: "Inter-Regular.ttf",
    MEDIUM: "Inter-Medium.ttf",
    SEMIBOLD: "Inter-SemiBold.ttf",
    BOLD: "Inter-Bold.ttf",
    ITALIC: "Inter-Italic.ttf",
}

SOFT_HYPHEN: Final = "\u00ad"
_NO_BREAK_SPACE, _STAND_IN = 0x00A0, 0xE0A0


class InterFace(TTFont):
    """A face in which soft hyphens show, and no-break spaces are still such when they are copied.

    ReportLab makes every no-break space a space, so that a stand-in from the private area goes through in its place.
    """

    face: Any

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, file, shapable=False)
        for code, like in ((ord(SOFT_HYPHEN), ord("-")), (_STAND_IN, _NO_BREAK_SPACE)):
            self.face.charToGlyph[code] = self.face.charToGlyph[like]
            self.face.charWidths[code] = self.face.charWidths[like]

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> Any:
        return super().splitString(text.replace("\u00a0", chr(_STAND_IN)), doc, encoding)

    def addObjects(self, doc: Any) -> None:
        super().addObjects(doc)
        for key, made in doc.idToObject.items():
            if key.startswith("toUnicodeCMap:"):
                made.content = made.content.replace(f"<{_STAND_IN:04X}>", f"<{_NO_BREAK_SPACE:04X}>")


_registering: Final = threading.Lock()


def register() -> None:
    """Makes the faces known to ReportLab; raises OSError or TTFError when a font file is missing."""
    with _registering:
        _register()


@cache
def _register() -> None:
    for name, file in FILES.items():
        pdfmetrics.registerFont(InterFace(name, str(paths.resource("fonts", file))))


def _face(name: str) -> InterFace:
    font = pdfmetrics.getFont(name)
    if not isinstance(font, InterFace):
        raise TypeError(name)
    return font


@cache
def _characters() -> frozenset[str]:
    """The characters of the Basic Multilingual Plane that every face has, without controls and private ones."""
    register()
    codes = (frozenset(code for code, glyph in _face(name).face.charToGlyph.items() if glyph) for name in FILES)
    shared = (chr(code) for code in frozenset.intersection(*codes) if code <= 0xFFFF)
    return frozenset(char for char in shared if unicodedata.category(char)[0] != "C")


@cache
def marks() -> frozenset[str]:
    """The characters that sit on the letter before them and must be shaped with it."""
    return frozenset(char for char in _characters() if unicodedata.category(char)[0] == "M")


@cache
def letters() -> frozenset[str]:
    """The characters that every face prints as they are, one beside the other."""
    return (_characters() - marks()) | {SOFT_HYPHEN}


def width(text: str, font: str) -> float:
    """The width of `text` at size 1; all of it must be in `letters`."""
    register()
    return float(pdfmetrics.stringWidth(text, font, 1))
