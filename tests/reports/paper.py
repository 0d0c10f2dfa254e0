"""Prints small documents and reads them back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw

from kidesk.i18n import Language
from kidesk.reports import content, document

EN = Language("en")
RAW: Any = pypdfium2.raw


def made(*blocks: content.Block, **details: Any) -> content.Document:
    """A small English document."""
    return content.Document(**{"title": "Title", "language_code": "en", "blocks": blocks, **details})


def printed(*blocks: content.Block, **details: Any) -> bytes:
    """The same as a PDF."""
    return document.render(made(*blocks, **details), EN)[0]


def opened(pdf: bytes | Path) -> Any:
    """The PDF as its reader sees it."""
    reader: Any = pypdfium2
    return reader.PdfDocument(pdf)


def pages(pdf: bytes | Path) -> list[str]:
    """The text of each page; a word that was divided at the end of a line is whole again."""
    file = opened(pdf)
    try:
        return [page.get_textpage().get_text_bounded().replace("\x02", "") for page in file]
    finally:
        file.close()


def text(pdf: bytes | Path) -> str:
    """All text, with single spaces."""
    return " ".join(" ".join(pages(pdf)).split())


def solid(pdf: bytes | Path) -> str:
    """All text without spaces and the marks a reader puts where a word was cut."""
    return "".join(" ".join(pages(pdf)).replace("\ufffe", "").replace("\x02", "").split())


def kinds(pdf: bytes) -> set[int]:
    """The kinds of objects on all pages, in forms as well."""
    file = opened(pdf)
    return {one.type for page in file for one in page.get_objects(max_depth=5)}


def unembedded(pdf: bytes) -> Iterator[str]:
    """Pieces of text whose typeface is not in the file."""
    file = opened(pdf)
    for page in file:
        for one in page.get_objects(filter=[RAW.FPDF_PAGEOBJ_TEXT], max_depth=5):
            if RAW.FPDFFont_GetIsEmbedded(RAW.FPDFTextObj_GetFont(one.raw)) != 1:
                yield repr(one)
