"""Reads PDFs back."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2

from kidesk.i18n import Language
from kidesk.reports import content, document

EN = Language("en")


def printed(*blocks: content.Block, **details: object) -> bytes:
    """A small English document with these blocks."""
    return document.render(made(*blocks, **details), EN)[0]


def made(*blocks: content.Block, **details: object) -> content.Document:
    """A small English document, not yet printed."""
    return content.Document(**({"title": "Title", "language_code": "en", "blocks": blocks} | details))  # type: ignore[arg-type]


def pages(pdf: bytes | Path) -> list[str]:
    """The text of each page."""
    file = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in file]
    finally:
        file.close()


def text(pdf: bytes | Path) -> str:
    """All text, line ends as spaces."""
    return " ".join(" ".join(pages(pdf)).split())


def solid(pdf: bytes) -> str:
    """All text without any white space."""
    return "".join("".join(pages(pdf)).split())


def opened(pdf: bytes) -> pikepdf.Pdf:
    """The objects of the file."""
    return pikepdf.open(io.BytesIO(pdf))
