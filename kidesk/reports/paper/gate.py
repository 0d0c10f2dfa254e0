"""The one gate for people's text on its way to paper."""

from __future__ import annotations

import re
import unicodedata
from typing import NewType

from kidesk.errors import Sentence
from kidesk.i18n import N_
from kidesk.reports.cleaning import clean
from kidesk.reports.paper import inter, shaping, tags, typefaces

Printable = NewType("Printable", str)  # made by Gate alone: nothing else may be drawn

SUBSTITUTE = "□"
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Gate:
    """Lets the text of one document through to paper and remembers what had no letterform."""

    def __init__(self) -> None:
        self._letters = inter.letters() | {"\n", "\t"}
        self._missing: dict[str, None] = {}

    def text(self, text: str) -> Printable:
        """`text` as it can be printed, character by character what it was; unknown ones show as a box."""
        cleaned = clean(text)
        if self._letters.issuperset(cleaned):
            return Printable(cleaned)
        return Printable("".join(map(self._letter, cleaned)))

    def line(self, text: str) -> Printable:
        """As `text`, on one line."""
        return self.text(" ".join(clean(text).split()))

    def _letter(self, char: str) -> str:
        if char in self._letters or self._has_form(char):
            return char
        plain = unicodedata.normalize("NFKC", char)
        if all(part in self._letters or self._has_form(part) for part in plain):
            return plain
        self._missing.setdefault(char)
        return SUBSTITUTE

    def _has_form(self, char: str) -> bool:
        return char in shaping.JOINERS or typefaces.for_letter(char, inter.REGULAR) is not None

    def warnings(self) -> tuple[Sentence, ...]:
        """One sentence on the characters printed as a box, or nothing."""
        if not self._missing:
            return ()
        message = N_("These characters are not in the document's typeface and are printed as {sign}: {characters}")
        return (Sentence(message, {"sign": SUBSTITUTE, "characters": " ".join(list(self._missing)[:30])}),)


def for_metadata(text: str) -> str:
    """One clean line for titles and outlines that readers show in their own typeface, as long as a string may be."""
    return _ASTRAL.sub("\ufffd", " ".join(clean(text).split()))[: tags.LONGEST]
