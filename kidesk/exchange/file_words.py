"""The words in a file that somebody attached: of PDFs, of office documents and of other packed files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kidesk.exchange.pdfium import INSIDE

_MOST_BYTES = 200_000_000  # unpacked, of one file; what is larger is no document
_MOST_MEMBERS = 10_000
_TAG = re.compile(r"<[^>]*>")


class Unreadable(Exception):
    """A file whose words cannot be read: it is damaged, encrypted or too large."""


def words_in(path: Path) -> Iterator[str]:
    """The texts in a PDF, or in the members of a packed file; nothing of other files, whose bytes are their text.

    A word that is divided by markup, as office programs do, comes whole. Raises Unreadable and OSError.
    """
    with path.open("rb") as stream:
        start = stream.read(1024)
    if b"%PDF-" in start:
        yield from _in_pdf(path)
    elif start.startswith(b"PK\x03\x04"):
        yield from _in_packed(path)


def _in_pdf(path: Path) -> Iterator[str]:
    # Imported here: PDFium takes time to load, and is needed only where a PDF is read.
    import pypdfium2

    pdfium: Any = pypdfium2
    with INSIDE:
        try:
            document = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            raise Unreadable(str(error)) from error
        try:
            texts = [str(value) for value in document.get_metadata_dict().values()]
            for number in range(len(document)):
                page = document[number]
                words = page.get_textpage()
                texts.append(words.get_text_range())
                words.close()
                page.close()
        except pdfium.PdfiumError as error:
            raise Unreadable(str(error)) from error
        finally:
            document.close()
    yield from texts


def _in_packed(path: Path) -> Iterator[str]:
    try:
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
            if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_BYTES:
                raise Unreadable("too large")
            for member in members:
                yield member.filename
                text = packed.read(member).decode("utf-8", "replace")
                yield text
                yield _TAG.sub("", text)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise Unreadable(str(error)) from error
