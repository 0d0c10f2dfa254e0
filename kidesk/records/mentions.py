"""Mentions: how a person may be named in text somebody wrote, surely or possibly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kidesk.i18n import fold

_GAP = r"[\W_]+"
_START, _END = r"(?<![^\W_])", r"s?(?![^\W_])"  # a genitive is the same name
_MARK = r"(?<![\w.+-])"  # a longer address is another one
_SHORTEST_NAME = 3  # letters: a shorter family name alone is in too many words to mean anything
_LEAST_DIGITS, _TOLD_BY = 7, 8  # the last digits of a number tell it apart, however its country is written
_REMEMBERED = 65_536  # texts: most stand in many rows, and all of them in the history again
_AROUND = 110  # characters


@dataclass(frozen=True)
class Named:
    """What a person is called: pairs of given and family names, and what else is nobody else's.

    `marks` are e-mail addresses, web addresses and ids; `numbers` are phone numbers as written.
    """

    names: frozenset[tuple[str, str]]
    marks: frozenset[str]
    numbers: frozenset[str]

    def without(self, others: Named) -> Named:
        """What others are not called too."""
        shared = {_folded(one) for one in others.names}
        return Named(
            frozenset(one for one in self.names if _folded(one) not in shared),
            frozenset(one for one in self.marks if fold(one) not in {fold(other) for other in others.marks}),
            frozenset(one for one in self.numbers if _digits(one) not in {_digits(other) for other in others.numbers}),
        )


def _folded(name: tuple[str, str]) -> tuple[str, str]:
    return fold(name[0].strip()), fold(name[1].strip())


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)[-_TOLD_BY:]


class Wording:
    """Finds some forms of a name in text, whatever its case and accents: `place` says where, about, or None."""

    def __init__(self, patterns: Iterable[str]) -> None:
        wanted = sorted(set(patterns), key=lambda one: (-len(one), one))
        self._pattern = re.compile("|".join(wanted)) if wanted else None
        self.place = lru_cache(maxsize=_REMEMBERED)(self._place)

    def _place(self, text: str) -> int | None:
        found = self._pattern.search(fold(text)) if self._pattern is not None and text else None
        return found.start() if found is not None else None


def sure(named: Named) -> Wording:
    """The forms that name the person outright: whole names in either order, addresses, numbers and ids."""
    patterns = [*_whole_names(named), *(_MARK + re.escape(fold(one.strip())) + r"(?![^\W_])" for one in named.marks)]
    for number in named.numbers:
        digits = _digits(number)
        if len(digits) >= _LEAST_DIGITS:
            patterns.append(r"[\W_]{0,3}".join(digits) + r"(?!\d)")
    return Wording(patterns)


def possible(named: Named) -> Wording:
    """The forms that may name the person: whatever names outright, and the family name by itself."""
    alone = (_START + _words(family) + _END for _, family in named.names if len(family.strip()) >= _SHORTEST_NAME)
    return Wording([*_whole_names(named), *alone])


def _whole_names(named: Named) -> Iterator[str]:
    for given, family in named.names:
        first, last = _words(given), _words(family)
        if first and last:
            yield _START + first + _GAP + last + _END
            yield _START + last + _GAP + first + _END
        elif first or last:
            yield _START + (first or last) + _END


def _words(name: str) -> str:
    return _GAP.join(re.escape(word) for word in re.split(_GAP, fold(name)) if word)


def around(text: str, place: int) -> str:
    """A text around a place in it, cut where a reader needs no more."""
    start, end = max(place - _AROUND, 0), place + _AROUND
    cut = " ".join(text[start:end].split())
    return ("… " if start else "") + cut + (" …" if end < len(text) else "")
