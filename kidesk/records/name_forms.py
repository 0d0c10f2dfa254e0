"""Name forms: how one name may be written, so that two writings of it are known to be the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from kidesk.i18n import fold

Alike = Callable[[str, str], bool]
# What those write who have no such letters; `fold` gives what those write who leave the signs out.
_INTERNATIONAL = str.maketrans({"å": "aa", "ä": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "œ": "oe", "æ": "ae"})
_PLAIN = (("aa", "a"), ("ae", "a"), ("oe", "o"), ("ue", "u"))
_WORD = re.compile(r"[^\W\d_]+|\d+")
# Letters that sound alike, in the order in which they are looked for.
_SOUNDS = (
    ("ph", "f"), ("th", "t"), ("sch", "sk"), ("ch", "k"), ("ck", "k"), ("qu", "kv"), ("c", "k"), ("q", "k"),
    ("w", "v"), ("z", "s"), ("x", "ks"), ("y", "i"),
)  # fmt: skip
_AGAIN = re.compile(r"(.)\1+")
_SILENT = re.compile(r"(?<=[aeiour])h$|(?<=[kgtr])h")
_CLOSE = 0.935  # of the likeness of Jaro and Winkler: Andersson and Andersen lie below it
_LONG_ENOUGH = 5  # letters; shorter names that differ are other names


@lru_cache(maxsize=65_536)
def forms(word: str) -> frozenset[str]:
    """A word without case and signs, and as it is written abroad: Öberg as oberg and oeberg."""
    lowered = word.casefold()
    return frozenset((fold(lowered), fold(lowered.translate(_INTERNATIONAL))))


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """The one form that all writings of a word share, for looking it up; others may share it too."""
    found = fold(word)
    for written, letter in _PLAIN:
        found = found.replace(written, letter)
    return found


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """What a name sounds like: Christina and Kristina, Eriksson and Ericson are the same."""
    found = plain(word)
    for written, heard in _SOUNDS:
        found = found.replace(written, heard)
    return _AGAIN.sub(r"\1", _SILENT.sub("", found))


def words(text: str) -> tuple[str, ...]:
    """The words of a name; a hyphen parts two."""
    return tuple(_WORD.findall(text.casefold()))


def is_same(one: str, other: str) -> bool:
    """Whether two words are one name in other letters, such as Öberg and Oeberg."""
    return one == other or not forms(one).isdisjoint(forms(other))


@lru_cache(maxsize=131_072)
def is_spelled_alike(one: str, other: str) -> bool:
    """Whether two words may be one given name: the same, of the same sound, or with two letters swapped.

    Anna and Annika, Johan and Johanna, Karin and Katrin are not: those are other people.
    """
    if is_same(one, other) or sound(one) == sound(other):
        return True
    return len(one) >= _LONG_ENOUGH and _is_swapped(fold(one), fold(other))


def _is_swapped(one: str, other: str) -> bool:
    places = [place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]]
    if len(one) != len(other) or len(places) != 2:
        return False
    first, second = places
    return second == first + 1 and one[first] == other[second] and one[second] == other[first]


@lru_cache(maxsize=131_072)
def is_close(one: str, other: str) -> bool:
    """Whether two words may be one family name: as given names, or with a letter more, less or other."""
    if is_spelled_alike(one, other):
        return True
    if min(len(one), len(other)) < _LONG_ENOUGH or one.isdigit() or other.isdigit():
        return False
    # Imported here: only comparing needs it, and the start of the program should not wait for it.
    from rapidfuzz.distance import JaroWinkler

    return any(JaroWinkler.similarity(a, b) >= _CLOSE for a in forms(one) for b in forms(other))


def are_same(these: Sequence[str], those: Sequence[str], alike: Alike = is_same) -> bool:
    """Whether the words are the same, in whatever order."""
    if len(these) != len(those) or not these:
        return False
    if len(these) == 1:
        return alike(these[0], those[0])
    return _each_has_one(these, those, alike) or _each_has_one(those, these, alike)


def lie_within(fewer: Sequence[str], more: Sequence[str], alike: Alike = is_same) -> bool:
    """Whether each of the words has its own among the others, of which there are more."""
    return 0 < len(fewer) < len(more) and _each_has_one(fewer, more, alike)


def _each_has_one(these: Sequence[str], those: Sequence[str], alike: Alike) -> bool:
    left = list(those)
    for word in these:
        found = next((one for one in left if alike(word, one)), None)
        if found is None:
            return False
        left.remove(found)
    return True
