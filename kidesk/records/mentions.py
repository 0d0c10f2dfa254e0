"""Mentions: how an identity is written in text, surely or possibly, and where in a text it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import phonenumbers

from kidesk.i18n import fold
from kidesk.records.identity import REGION, Identity

# Patterns meet folded text, so that case and accents make no difference.
# Between the words of a name, where an initial may stand as well. What parts the persons of a list parts no name. Few
# signs, here as between digits, since a page of dots or spaces would be searched again from each of them.
_GAP = r"(?:[^\w;:|]|_){1,5}(?:[^\W\d_](?:[^\w;:|]|_){1,3})?"
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
_END_OF_NAME = "s?" + _END  # a genitive is the same name
_START_OF_ADDRESS = r"(?<![\w.+-])"  # a longer address is another one
_HYPHEN = r"[-\s\u2010-\u2013]"
_BETWEEN_DIGITS = r"[\s().\-/\u2010-\u2013]{0,5}"
# How a letter is written where it is missing (ICAO Doc 9303 for Swedish and its neighbours)
_INTERNATIONAL = {"å": "aa", "ä": "ae", "ö": "oe", "ø": "oe", "æ": "ae", "ü": "ue"}
_SHORTEST_NAME = 3  # letters: a shorter family name alone is in too many words to mean anything
_SHORTEST_MARK = 5  # characters: shorter ids stand in too many other texts
_SHORTEST_PHONE = 6  # digits; fewer are an extension, and stand in too many other numbers
_LOCAL = 8  # digits at the end of a number by which it is known without its area code
_REMEMBERED = 65_536  # texts: most stand in many rows, and all of them in the history again
_AROUND = 110  # characters


class Wording:
    """Finds some ways of writing in text, whatever its case and accents; where several begin alike, the first."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._pattern = re.compile("|".join(dict.fromkeys(patterns)) or r"(?!)")
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._place)

    def place(self, text: str) -> int | None:
        """Where in a text one begins first, about; None where none is in it."""
        return self._remembered(text)

    def _place(self, text: str) -> int | None:
        found = self._pattern.search(fold(text)) if text else None
        return found.start() if found is not None else None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where in a text each begins and ends."""
        if self.place(text) is None:
            return []
        folded, places = _placed(text)
        return [
            (places[found.start()], max(places[found.end()], places[found.end() - 1] + 1))
            for found in self._pattern.finditer(folded)
        ]

    def replaced(self, text: str, mark: str) -> str:
        """A text with a mark in the place of each."""
        parts, rest = [], 0
        for start, end in self.spans(text):
            parts += [text[rest:start], mark]
            rest = end
        return "".join((*parts, text[rest:]))


def _placed(text: str) -> tuple[str, list[int]]:
    """Folded text, with the place in `text` that each of its letters comes from, and where that ends."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = fold(letter)
        letters.append(plain)
        places += [place] * len(plain)
    return "".join(letters), [*places, len(text)]


def sure(identity: Identity) -> Wording:
    """What names the person outright: whole names in either order, addresses, numbers and ids."""
    addresses = (_START_OF_ADDRESS + _as_written(one) + _END for one in identity.emails)
    marks = (_START + _as_written(one) + _END for one in identity.others if len(one) >= _SHORTEST_MARK)
    numbers = (r"(?<!\w)" + one + r"(?!\w)" for one in map(_number, identity.phones) if one)
    # Addresses first, since a name may stand in one.
    return Wording([*addresses, *marks, *numbers, *_whole_names(identity)])


def possible(identity: Identity, alone: Identity) -> Wording:
    """What may name the person: whole names, the family name by itself, and of numbers that are the person's alone the
    end without the area code."""
    families = (_whole_name((family,)) for _, family in identity.names if len(family.strip()) >= _SHORTEST_NAME)
    ends = (re.sub(r"\D", "", number)[-_LOCAL:] for number in alone.phones)
    local = (_BETWEEN_DIGITS.join(one) + r"(?!\w)" for one in ends if len(one) == _LOCAL)
    return Wording([*_whole_names(identity), *filter(None, families), *local])


def name_forms(identity: Identity) -> Iterator[tuple[str, ...]]:
    """The names in the orders in which given and family name are written."""
    for given, family in identity.names:
        yield from ((given, family), (family, given)) if given and family else ((given or family,),)


def _whole_names(identity: Identity) -> list[str]:
    """The longest first, so that nothing of a name is left where a shorter one begins alike."""
    return sorted(filter(None, map(_whole_name, name_forms(identity))), key=len, reverse=True)


def _whole_name(form: tuple[str, ...]) -> str:
    words = [one for one in map(_name, form) if one]
    pattern = _START + _GAP.join(words) + _END_OF_NAME if words else ""
    written = " ".join(form)
    if pattern and re.search(pattern, fold(written)) is None:
        return _START + _as_written(written) + _END_OF_NAME  # signs that part other names are within this one
    return pattern


def _name(name: str) -> str:
    composed = unicodedata.normalize("NFC", name).casefold()
    return _GAP.join("".join(map(_letter, composed)).split())


def _letter(letter: str) -> str:
    """The pattern of a letter; a space for whatever parts words."""
    plain, other = fold(letter), _INTERNATIONAL.get(letter)
    if other is not None and other != plain:
        return f"(?:{other}|{plain})"
    return "".join(one if one.isalnum() else " " for one in plain)


def international(text: str) -> str:
    """A text in lower case as it is written where Swedish letters are missing."""
    return "".join(_INTERNATIONAL.get(letter, letter) for letter in text.casefold())


def _as_written(mark: str) -> str:
    return re.sub(r"\\?\s+", r"\\s+", re.escape(fold(mark.strip())).replace(r"\-", _HYPHEN))


def searchable(number: str) -> str:
    """The digits of a phone number that is long enough to be looked for; else nothing."""
    digits = re.sub(r"\D", "", number)
    return digits if len(digits) >= _SHORTEST_PHONE else ""


def _number(number: str) -> str:
    digits = searchable(number)
    try:
        read = phonenumbers.parse(number, REGION) if digits else None
    except phonenumbers.NumberParseException:
        read = None
    if read is None:
        return _BETWEEN_DIGITS.join(digits)
    gap, country = _BETWEEN_DIGITS, _BETWEEN_DIGITS.join(str(read.country_code))
    lead = rf"(?:(?:\+|00)?{gap}{country}{gap}(?:0{gap})?|0{gap})?"
    return lead + gap.join(str(read.national_number))


def around(text: str, place: int) -> str:
    """A text around a place in it, cut where a reader needs no more."""
    start, end = max(place - _AROUND, 0), place + _AROUND
    cut = " ".join(text[start:end].split())
    return ("… " if start else "") + cut + (" …" if end < len(text) else "")
