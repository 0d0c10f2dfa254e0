"""A document as one web page: a single HTML file without scripts that loads nothing from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from kidesk.i18n import N_, Language
from kidesk.reports import content
from kidesk.reports.web.blocks import Setter, grid
from kidesk.reports.web.cells import saying, signs
from kidesk.reports.web.elements import (
    DOCTYPE,
    NOTHING,
    Html,
    closing,
    element,
    joined,
    line,
    opening,
    style_sheet,
    within,
    words,
)
from kidesk.reports.web.style import style

OnPage = Callable[[int], None]
_A_PAGE: Final = 50  # rows and blocks: about what a page of paper holds
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def _go_on(page: int) -> None:
    """Nobody follows the pages."""


def page(document: content.Document, language: Language) -> str:
    """The document as HTML5. `language` says the fixed words and is the document's own.

    Raises ValueError when the two languages differ.
    """
    return "".join(pieces(document, language))


def pieces(document: content.Document, language: Language, on_page: OnPage = _go_on) -> Iterator[str]:
    """The same piece by piece, so that a long register need not be in memory; all of it can be encoded.

    `on_page` is told after every 50 rows or blocks how many times there were so many; what it raises ends the work.
    """
    if document.language_code != language.code:
        raise ValueError(document.language_code)
    return _pieces(document, language, on_page)


def _pieces(document: content.Document, language: Language, on_page: OnPage) -> Iterator[str]:
    yield DOCTYPE
    yield opening("html", lang=document.language_code)
    yield _head(document)
    yield opening("body", class_="with-cover" if document.cover == "page" else None)
    yield element("a", words(language.text(N_("Skip to the content"))), href="#content", class_="skip")
    yield joined((signs(), _header(document, language)))
    blocks = Setter(document, language).blocks(document.blocks)
    yield from within("main", _followed(blocks, on_page), id="content")
    yield element("footer", element("p", words(document.footer))) if document.footer.strip() else NOTHING
    yield joined((closing("body"), closing("html")))


def _followed(blocks: Iterable[Html], on_page: OnPage) -> Iterator[Html]:
    for number, block in enumerate(blocks, 1):
        yield block
        if not number % _A_PAGE:
            on_page(number // _A_PAGE)


def _head(document: content.Document) -> Html:
    """What the browser must know; the policy comes first, so that it holds for all the rest."""
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="color-scheme", content="light"),
        element("meta", name="generator", content="kidesk"),
        *((element("meta", name="author", content=document.author),) if document.author.strip() else ()),
        element("title", line(content.plain(document.title)) or line("–")),
        style_sheet(style(document)),
    )


def _header(document: content.Document, language: Language) -> Html:
    """What stands on top: remarks on the whole document, its title, and what controls it."""
    parts = []
    if document.notice:
        parts.append(element("p", words(document.notice), class_="notice"))
    if document.watermark:
        letters = max(len(document.watermark), 4)
        parts.append(element("p", words(document.watermark), class_="watermark", style=f"--letters: {letters}"))
    parts.append(saying("h1", document.title))
    if document.subtitle.strip():
        parts.append(element("p", words(document.subtitle), class_="subtitle"))
    if document.control:
        parts.append(grid(document.control, language, "control"))
    return element("header", *parts)
