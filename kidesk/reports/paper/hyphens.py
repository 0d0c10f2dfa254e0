"""Hyphens: where a word may be divided at the end of a line, by the habits of its language."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pyphen import Pyphen

_DICTIONARIES: Final = {"sv": "sv", "en": "en_GB"}
_SHORTEST, _LONGEST, _LEAST = 8, 60, 3  # letters of a word that is divided, and of its parts
_AROUND: Final = ".,;:!?()[]{}\"'“”‘’«»…–—-"
_NO_PROSE: Final = re.compile(r"[\d@/\\_.:&=+#%]")  # numbers, addresses, codes
_LETTERS: Final = re.compile(r"[^\W\d_]+")


@cache
def _dictionary(name: str) -> Pyphen:
    from pyphen import Pyphen  # reads its word patterns for a tenth of a second; many documents need none

    return Pyphen(lang=name, left=_LEAST, right=_LEAST)


@lru_cache(maxsize=20_000)
def places(word: str, language: str | None) -> tuple[int, ...]:
    """Where a hyphen may divide `word`, in characters from its beginning.

    Addresses, numbers, short words and words with capitals inside are left whole, and so is all of a language
    other than Swedish ("sv") and English ("en").
    """
    name = _DICTIONARIES.get(language or "")
    if name is None or len(word) < _SHORTEST or _NO_PROSE.search(word.strip(_AROUND)):
        return ()
    return tuple(
        found.start() + place
        for found in _LETTERS.finditer(word)
        if _SHORTEST <= len(found[0]) <= _LONGEST and found[0][1:].islower()
        for place in _dictionary(name).positions(found[0])
    )
