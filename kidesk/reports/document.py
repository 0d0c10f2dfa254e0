"""A document on paper or as a web page: made in memory or written to a file that is whole or not there at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kidesk import files
from kidesk.errors import KideskError, Sentence
from kidesk.i18n import N_, Language
from kidesk.reports import content
from kidesk.reports.paper import fonts
from kidesk.reports.paper.blocks import Setter
from kidesk.reports.paper.gate import Gate
from kidesk.reports.paper.press import OnPage, Press
from kidesk.reports.paper.uncollected import uncollected
from kidesk.reports.web.page import pieces

WEB_PAGES = (".html", ".htm")


@dataclass(frozen=True)
class WriteReport:
    """What was printed: the number of pages, and sentences on what was left out or could not be printed as it was."""

    pages: int
    warnings: tuple[Sentence, ...] = ()


def _go_on(page: int) -> None:
    """Nobody follows the pages."""


def render(document: content.Document, language: Language, on_page: OnPage = _go_on) -> tuple[bytes, WriteReport]:
    """The document as a PDF in memory. `language` says the fixed words and is the document's own.

    `on_page` is told the number of each page that is full; what it raises ends the work.

    Raises ValueError when the two languages differ.
    """
    if document.language_code != language.code:
        raise ValueError(document.language_code)
    fonts.register()
    gate = Gate()
    with uncollected():
        press = Press(document, language, gate, on_page)
        data, pages = press.set(Setter(document, language, gate, press.width, press.top).document())
    return data, WriteReport(pages, (*document.remarks, *gate.warnings()))


def write(document: content.Document, target: Path, language: Language, on_page: OnPage = _go_on) -> WriteReport:
    """Writes the document to a file that only its owner can read (mode 0600), in place of what was there.

    A target that ends in ".html" or ".htm" becomes one web page, one that ends in ".pdf" or in nothing a PDF.

    `on_page` is told the number of each page that is full; what it raises ends the work before any file is touched.

    Raises KideskError when its name ends otherwise or it cannot be written; an earlier file is then as it was.
    """
    ending = target.suffix.lower()
    if ending not in ("", ".pdf", *WEB_PAGES):
        message = N_("“{name}” cannot be written: a report is a PDF or a web page. End its name with .pdf or .html.")
        raise KideskError(message, name=target.name)
    data, report = (_web_page if ending in WEB_PAGES else render)(document, language, on_page)
    try:
        with files.replacing(target) as file:
            file.write(data)
    except OSError as error:
        message = N_(
            "The document “{name}” could not be saved in {folder}: {reason}. Nothing was changed there. "
            "Close the file if it is open in another program, or choose another folder, and try again."
        )
        folder, reason = target.parent, error.strerror or type(error).__name__
        raise KideskError(message, name=target.name, folder=folder, reason=reason) from error
    return report


def _web_page(document: content.Document, language: Language, on_page: OnPage) -> tuple[bytes, WriteReport]:
    """As `render`, as HTML; the browser has letterforms for everything."""
    return b"".join(piece.encode() for piece in pieces(document, language, on_page)), WriteReport(1, document.remarks)
