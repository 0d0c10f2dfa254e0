"""The one gate for people's text on its way to paper."""

from __future__ import annotations

import re
import unicodedata
from typing import NewType

from kidesk.errors import Sentence
from kidesk.i18n import N_
from kidesk.reports.paper import fonts

Printable = NewType("Printable", str)  # made by Gate alone: nothing else may be drawn

SUBSTITUTE = "□"
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Text in composed letters, without controls, bidi overrides and halves of characters."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", _BREAKS.sub("\n", text)))


class Gate:
    """Lets the text of one document through to paper and remembers what had no letterform."""

    def __init__(self) -> None:
        self._letters = fonts.letters() | {ord("\n"), ord("\t")}
        self._missing: dict[str, None] = {}

    def text(self, text: str) -> Printable:
        """`text` as it can be printed, character by character what it was; unknown ones show as a box."""
        cleaned = clean(text)
        if self._letters.issuperset(map(ord, cleaned)):
            return Printable(cleaned)
        return Printable("".join(map(self._letter, cleaned)))

    def line(self, text: str) -> Printable:
        """As `text`, on one line."""
        return self.text(" ".join(text.split()))

    def _letter(self, char: str) -> str:
        if ord(char) in self._letters:
            return char
        plain = unicodedata.normalize("NFKC", char)
        if self._letters.issuperset(map(ord, plain)):
            return plain
        self._missing.setdefault(char)
        return SUBSTITUTE

    def warnings(self) -> tuple[Sentence, ...]:
        """One sentence on the characters printed as a box, or nothing."""
        if not self._missing:
            return ()
        message = N_("These characters are not in the document's typeface and are printed as {sign}: {characters}")
        return (Sentence(message, {"sign": SUBSTITUTE, "characters": " ".join(list(self._missing)[:30])}),)


def for_metadata(text: str) -> str:
    """One clean line for titles and outlines that readers show in their own typeface."""
    return _ASTRAL.sub("\ufffd", " ".join(clean(text).split()))
