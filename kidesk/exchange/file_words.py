"""The words in an attached file: of PDFs, plain texts, and word processors' and spreadsheets' zipped XML."""

from __future__ import annotations

import re
import threading
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

# PDFium may be entered by one thread at a time, so every call is made with this held. It is re-entrant because Python
# may find that an earlier file is no longer used, and close it, anywhere.
PDFIUM = threading.RLock()

_MOST_BYTES = 100_000_000
_MOST_UNPACKED = 40_000_000
_TEXT = (".txt", ".csv", ".eml", ".vcf", ".ics", ".xml", ".html", ".htm", ".md", ".json")
# Where Office Open XML and OpenDocument keep what people wrote
_WRITTEN = re.compile(r"(word/.*|xl/sharedStrings|xl/worksheets/.*|ppt/slides/.*|content|docProps/.*|meta)\.xml")
_TAG = re.compile(r"<[^>]*>")
_NUL_EVERY_OTHER = 0.3  # so large a share of NUL bytes is UTF-16


def words(path: Path, name: str) -> str | None:
    """The text in a file that is called `name`; None where it cannot be read as text: pictures, locked files."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        with path.open("rb") as file:
            beginning = file.read(1024)
        if b"%PDF-" in beginning:
            return _of_pdf(path)
        if beginning.startswith(b"PK\x03\x04"):
            return _of_zip(path)
        if name.lower().endswith(_TEXT):
            return _of_text(path.read_bytes())
    except (OSError, ValueError, RuntimeError, zipfile.BadZipFile, NotImplementedError, EOFError):
        return None
    return None


def _of_pdf(path: Path) -> str | None:
    # Imported here: PDFium takes time to load, and is needed only where a PDF is read.
    import pypdfium2

    pdfium: Any = pypdfium2
    with PDFIUM:
        try:
            document = pdfium.PdfDocument(path.read_bytes())
        except pdfium.PdfiumError:
            return None
        try:
            return "\n".join(_of_page(document[number]) for number in range(len(document))).strip() or None
        finally:
            document.close()


def _of_page(page: Any) -> str:
    try:
        text = page.get_textpage()
        try:
            return str(text.get_text_bounded())
        finally:
            text.close()
    finally:
        page.close()


def _of_zip(path: Path) -> str | None:
    with zipfile.ZipFile(path) as archive:
        members = [one for one in archive.infolist() if _WRITTEN.fullmatch(one.filename)]
        if not members or sum(one.file_size for one in members) > _MOST_UNPACKED:
            return None
        return "\n".join(_of_xml(archive.read(one).decode("utf-8", "replace")) for one in members)


def _of_xml(markup: str) -> str:
    """The text between tags. Words may be in several runs, so only paragraphs and cells part them."""
    parted = re.sub(r"</(\w+:)?(p|si|c|row|tab|br|h|title|creator|lastModifiedBy)>|<(w:tab|w:br)/>", " ", markup)
    return unescape(_TAG.sub("", parted), {"&quot;": '"', "&apos;": "'"})


def _of_text(data: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data and data.count(0) / len(data) > _NUL_EVERY_OTHER:
        return data.decode("utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
