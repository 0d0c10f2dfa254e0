"""Phrases and values as elements: words, links, badges, trends, counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, get_args

from kidesk.i18n import Language
from kidesk.reports import content
from kidesk.reports.figures.shapes import Figure
from kidesk.reports.figures.symbols import symbol
from kidesk.reports.paper import drawing, fonts
from kidesk.reports.web.elements import NOTHING, Attribute, Html, element, joined, picture, words

_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)[!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~]+", re.IGNORECASE)
_LANGUAGE_CODE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


_SHORT: Final = 24  # letters
_BOX: Final = "0 0 10 10"
_SIGNS: Final[tuple[content.Tone | content.Direction, ...]] = (
    *get_args(content.Tone),
    *get_args(content.Direction),
)


def signs() -> Html:
    """The signs of tones and directions, drawn once and used by `sign`, in the colour of the words beside them."""
    colours = replace(drawing.palette(fonts.TEXT), text="currentColor")
    drawn = {name: picture(Figure(10, 10, symbol(name, "text", 10)), colours, "") for name in _SIGNS}
    symbols = (element("symbol", one, id=f"sign-{name}", viewBox=_BOX) for name, one in drawn.items())
    return element("svg", *symbols, class_="signs", aria_hidden="true")


def sign(name: content.Tone | content.Direction) -> Html:
    """A sign; its meaning stands in words beside it."""
    return element("svg", element("use", href=f"#sign-{name}"), class_="sign", viewBox=_BOX, aria_hidden="true")


def phrase(said: content.Phrase) -> Html:
    """Words, in their own language or leading somewhere."""
    match said:
        case str():
            return words(said)
        case content.Foreign():
            return saying("span", said)
        case content.Link(text, address):
            is_safe = _ADDRESS.fullmatch(address) is not None
            return element("a", words(text), href=address) if is_safe and text.strip() else words(text)


def saying(name: str, said: content.Phrase, **attributes: Attribute) -> Html:
    """An element that says something, and itself in which language where it is not the document's."""
    if isinstance(said, content.Foreign):
        return element(name, words(said.text), lang=_code(said), **attributes)
    return element(name, phrase(said), **attributes)


def _code(said: content.Foreign) -> str | None:
    """The language's code, where it is well-formed (BCP 47)."""
    return said.language_code if _LANGUAGE_CODE.fullmatch(said.language_code) else None


def cell(cell: content.Cell, language: Language, *, is_compact: bool = False) -> Html:
    """What stands in a cell; a compact one shows the short form of a badge and has its words read aloud."""
    match cell:
        case content.Badge(text, tone, short) if short and is_compact:
            shown = element("span", words(short), aria_hidden="true")
            said = element("span", words(f" {text}"), class_="unseen")
            return element("span", sign(tone), shown, said, class_=f"badge {tone} short")
        case content.Badge(text, tone):
            return _mark("badge", tone, tone, text)
        case content.Trend(text, direction, tone):
            return _mark("trend", direction, tone, text)
        case content.Counts(parts):
            return _list("counts", (_count(part, language) for part in parts if part.count))
        case content.Stack(values):
            return _list("stack", _stacked(values, language))
        case _:
            return phrase(cell)


def _stacked(values: Iterable[content.Phrase | content.Badge | content.Trend], language: Language) -> Iterator[Html]:
    for value in values:
        yield cell(value, language)


def _count(part: content.Part, language: Language) -> Html:
    return _mark("count", part.tone, part.tone, f"{language.number(part.count)} {part.label}")


def _mark(kind: str, drawn: content.Tone | content.Direction, tone: content.Tone, text: str) -> Html:
    """A sign and its words, on one line unless they are long."""
    length = "short" if len(text) <= _SHORT else None
    return element("span", sign(drawn), words(text), class_=" ".join(filter(None, (kind, tone, length))))


def _list(kind: str, items: Iterable[Html]) -> Html:
    """A list, where there is more than one item."""
    made = tuple(items)
    if len(made) < 2:
        return joined(made) if made else NOTHING
    return element("ul", *(element("li", one) for one in made), class_=kind)
