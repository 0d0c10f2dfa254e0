"""The bytes of a file that somebody chose, as long as it is no more than can be looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kidesk.errors import KideskError
from kidesk.i18n import N_

# What may stand before the first sign of XML: marks of the encoding, in UTF-16 zeros, and space.
BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_TELLING = 1024  # bytes
# What some systems call a workbook, since Excel opens it.
_WEB_PAGE = re.compile(rb"<(?:!doctype\s+)?(?:html|head|body|meta|style|table)\b", re.IGNORECASE)


@contextmanager
def opened(file: Path, is_folder: str) -> Iterator[BinaryIO]:
    """A file to read; `is_folder` is the msgid that says that it is a folder. Raises KideskError where it cannot."""
    try:
        if file.is_dir():
            raise KideskError(is_folder, file=file)
        if file.exists() and not file.is_file():  # a pipe would be waited for
            raise KideskError(N_("{file} is not an ordinary file. Nothing was imported; choose another."), file=file)
        stream = file.open("rb")
    except FileNotFoundError as error:
        raise KideskError(N_("There is no file {file}. Nothing was imported; check the name."), file=file) from error
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        raise _unreadable(file, error) from error
    with stream:
        try:
            yield stream
        except OSError as error:
            raise _unreadable(file, error) from error


def _unreadable(file: Path, error: OSError | ValueError) -> KideskError:
    return KideskError(
        N_("{file} cannot be read: {reason}. Nothing was imported; ask for the right to read it."),
        file=file,
        reason=getattr(error, "strerror", None) or error,
    )


def read_bytes(file: Path, most: int, is_folder: str) -> bytes:
    """What is in a file of at most `most` bytes; `is_folder` is the msgid that says that it is a folder.

    Raises KideskError where it cannot be read, is empty or is larger.
    """
    with opened(file, is_folder) as stream:
        data = stream.read(most + 1)  # a file may grow, or be no common file, whatever its size says
    if len(data) > most:
        raise too_large(file, most)
    if not data.strip():
        raise empty(file)
    return data


def too_large(file: Path, most: int) -> KideskError:
    """The sentence for a file of more than `most` bytes."""
    message = N_("{file} is larger than {megabytes} MB. Nothing was imported; divide it into smaller files.")
    return KideskError(message, file=file, megabytes=most // 1_000_000)


def empty(file: Path) -> KideskError:
    """The sentence for a file with nothing in it."""
    return KideskError(N_("{file} is empty. Nothing was imported; export it again."), file=file)


def is_web_page(data: bytes) -> bool:
    """Whether a file is a web page by what it begins with."""
    return _WEB_PAGE.match(data[:_TELLING].replace(b"\x00", b"").lstrip(BEFORE_XML)) is not None


def is_xml(file: Path) -> bool:
    """Whether a file is to be read as XML: it begins like it or, whatever it begins with, is called so."""
    with suppress(OSError, ValueError):
        if file.is_file():  # a pipe would be waited for
            with file.open("rb") as stream:
                start = stream.read(_TELLING)
            if start.lstrip(BEFORE_XML).startswith(b"<") and not is_web_page(start):
                return True
    return file.suffix.casefold() == ".xml"
