"""Reading XML from strangers: no document type, no entities, no network, and a limit to how much is looked at."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from kidesk.errors import KideskError
from kidesk.exchange import source
from kidesk.i18n import N_

# The published example has 8 kB; a response with a thousand agreements of its kind fits.
MOST_BYTES = 10_000_000
MOST_ELEMENTS = 300_000
_STEP = 65_536
_DOCUMENT_TYPE = re.compile(rb"<!(DOCTYPE|ENTITY)")


def read_bytes(file: Path) -> bytes:
    """What is in a file. Raises KideskError where it cannot be read, is empty or is too large."""
    is_folder = N_("{file} is a folder, not a file. Nothing was imported; name an XML file in it.")
    return source.read_bytes(file, MOST_BYTES, is_folder)


def parse(data: bytes, file: Path) -> Any:
    """The root element of a document, comments and processing instructions left out. Raises KideskError.

    `file` is what the document is called in messages.
    """
    # Zeros are left out, so that a document type is also found in UTF-16.
    if _DOCUMENT_TYPE.search(data.replace(b"\x00", b"")):
        raise _has_document_type(file)
    parser = etree.XMLPullParser(
        events=("start",),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        _feed(parser, data, file)
        root = parser.close()
    except etree.XMLSyntaxError as error:
        raise _broken(error, data, file) from error
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding that hid it above
        raise _has_document_type(file)
    return root


def _feed(parser: Any, data: bytes, file: Path) -> None:
    count = 0
    stream = BytesIO(data)
    while step := stream.read(_STEP):
        parser.feed(step)
        count += sum(1 for _ in parser.read_events())
        if count > MOST_ELEMENTS:
            raise KideskError(
                N_("{file} has more than {count} elements. Nothing was imported; divide it into smaller files."),
                file=file,
                count=MOST_ELEMENTS,
            )


def _has_document_type(file: Path) -> KideskError:
    return KideskError(
        N_(
            "{file} has a document type (DTD), which agreements never have and which can do harm. Nothing was "
            "imported; ask the partner for the plain response."
        ),
        file=file,
    )


def _broken(error: Any, data: bytes, file: Path) -> KideskError:
    if not data.lstrip(source.BEFORE_XML).startswith(b"<"):
        return KideskError(
            N_("{file} is not an XML file. Nothing was imported; choose the file with the partner’s response."),
            file=file,
        )
    return KideskError(
        N_("{file} is damaged or cut off at line {line}. Nothing was imported; fetch it again."),
        file=file,
        line=error.lineno or 1,
    )
