"""The one place where tags are made: people's text goes in plain and comes out escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final, NewType

from kidesk.reports.cleaning import clean
from kidesk.reports.figures.palette import Palette
from kidesk.reports.figures.shapes import Figure
from kidesk.reports.figures.svg import svg

Html = NewType("Html", str)  # made here alone: nothing else gets into a page

NOTHING: Final = Html("")
DOCTYPE: Final = Html("<!DOCTYPE html>\n")
_VOID: Final = frozenset({"meta", "col", "br"})
# The last two places of every plane are not characters, and a parser complains of them (HTML, 13.2.3.5).
_LAST_OF_PLANES: Final = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NOT_CHARACTERS: Final = re.compile(f"[{_LAST_OF_PLANES}]")

Attribute = str | int | bool | None


def cleaned(text: str) -> str:
    """Text as it is shown: composed, without controls, bidi overrides and halves of characters."""
    return _NOT_CHARACTERS.sub("", clean(text))


def line(text: str) -> Html:
    """Text of a person on one line, without controls and bidi overrides."""
    return Html(escape(" ".join(cleaned(text).split())))


def words(text: str) -> Html:
    """Text of a person, without controls and bidi overrides; a line break stays a line break."""
    return Html(escape(cleaned(text)).replace("\n", "<br>"))


def joined(parts: Iterable[Html]) -> Html:
    """Elements after each other."""
    return Html("".join(parts))


def opening(name: str, /, **attributes: Attribute) -> Html:
    """A start tag. True stands alone, False and None are left out; `class_` is class, `aria_label` aria-label."""
    said = "".join(_attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    return Html(f"<{name}{said}>")


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    return f" {key}" if value is True else f' {key}="{line(str(value))}"'


def closing(name: str) -> Html:
    """An end tag."""
    return Html(f"</{name}>\n")


def element(name: str, /, *children: Html, **attributes: Attribute) -> Html:
    """An element and what is in it; attributes as in `opening`."""
    start = opening(name, **attributes)
    return start if name in _VOID else Html(f"{start}{''.join(children)}</{name}>")


def within(name: str, parts: Iterable[Html], /, **attributes: Attribute) -> Iterator[Html]:
    """An element in pieces, as its parts are read."""
    yield opening(name, **attributes)
    yield from parts
    yield closing(name)


def style_sheet(text: str) -> Html:
    """The style of the page, written by us."""
    if "</" in text:
        raise ValueError("a style sheet has no tags")
    return Html(f"<style>\n{text}</style>\n")


def picture(figure: Figure, colours: Palette, name: str) -> Html:
    """A drawing with its accessible name; what is written in it must be clean."""
    return Html(svg(figure, colours, cleaned(name), ""))
