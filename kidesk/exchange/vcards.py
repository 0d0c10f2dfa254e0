"""What the vCards of a file say (2.1, 3.0 and 4.0, one or many a file), card by card."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kidesk.exchange import source, vcard_meaning, vcard_split
from kidesk.exchange.incoming_contact import IncomingContact
from kidesk.exchange.vcard_split import Heed
from kidesk.i18n import N_

MOST_BYTES = 500_000_000
_ENDINGS = (".vcf", ".vcard")
_TELLING = 1024  # bytes
_BEFORE = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # marks of the encoding, and space


def is_vcard(file: Path) -> bool:
    """Whether a file is to be read as vCards: it begins like one or, whatever it begins with, is called so."""
    with suppress(OSError, ValueError):
        if file.is_file():  # a pipe would be waited for
            with file.open("rb") as stream:
                # Without zeros, UTF-16 reads the same.
                start = stream.read(_TELLING).replace(b"\x00", b"").lstrip(_BEFORE)
            if start.upper().startswith(b"BEGIN:VCARD"):
                return True
    return file.suffix.casefold() in _ENDINGS


def read(file: Path, heed: Heed) -> Iterator[IncomingContact]:
    """The contacts of a file, each as soon as its card is read; one that cannot be read has a `problem`.

    `heed` is told how many bytes of how many are read, at least every 64 kB; what it raises ends the work. Raises
    KideskError with one sentence where the file as a whole cannot be read, which may be after some contacts.
    """
    is_folder = N_("{file} is a folder, not a file. Nothing was imported; name a vCard file in it.")
    with source.opened(file, is_folder) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > MOST_BYTES:
            raise source.too_large(file, MOST_BYTES)
        if size == 0:
            raise source.empty(file)
        for card in vcard_split.cards(file, stream, size, heed):
            yield vcard_meaning.contact(card)
