"""Which files may be opened in another program: documents and pictures that carry no programs of their own."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

# A type's usual suffix, with others in use for it
_SUFFIXES = {
    ".pdf": (".pdf",),
    ".png": (".png",),
    ".jpg": (".jpg", ".jpeg"),
    ".tif": (".tif", ".tiff"),
    ".docx": (".docx",),
    ".odt": (".odt",),
}
_FIRST_BYTES = {
    b"%PDF-": ".pdf",
    b"\x89PNG\r\n\x1a\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"II*\x00": ".tif",
    b"MM\x00*": ".tif",
}
_MOST_READ = 1 << 20  # bytes of a part of a document
_WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"


def safe_suffix(file: Path, suffix: str) -> str | None:
    """The usual suffix of the file's type, if it is safe and its content is what `suffix` promises; else None.

    Raises OSError where the file cannot be read.
    """
    promised = next((usual for usual, others in _SUFFIXES.items() if suffix.casefold() in others), None)
    return promised if promised is not None and _found(file) == promised else None


def _found(file: Path) -> str | None:
    with file.open("rb") as reading:
        start = reading.read(16)
    for first, suffix in _FIRST_BYTES.items():
        if start.startswith(first):
            return suffix
    return _in_archive(file) if start.startswith(b"PK\x03\x04") else None


def _in_archive(file: Path) -> str | None:
    try:
        with zipfile.ZipFile(file) as archive:
            return next((suffix for suffix, is_it in _ARCHIVES.items() if is_it(archive)), None)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        return None


def _is_word(archive: zipfile.ZipFile) -> bool:
    """A document of Word without macros (ECMA-376, part 2: the list of content types)."""
    names = {name.casefold() for name in archive.namelist()}
    has_programs = any("vbaproject" in name or "/activex/" in name for name in names)
    return not has_programs and _WORD in _part(archive, "[Content_Types].xml")


def _is_open_document(archive: zipfile.ZipFile) -> bool:
    """A text of OpenDocument without macros (OASIS ODF 1.3, part 2, 3.3: the file called mimetype)."""
    has_programs = any(name.startswith(("Basic/", "Scripts/")) for name in archive.namelist())
    return not has_programs and _part(archive, "mimetype").strip() == _OPEN_DOCUMENT


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(_MOST_READ)


_ARCHIVES: dict[str, Callable[[zipfile.ZipFile], bool]] = {".docx": _is_word, ".odt": _is_open_document}
