"""The words in a file that somebody attached: a PDF, an office document, a message, a text or what is packed."""

from __future__ import annotations

import codecs
import html
import io
import quopri
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from kidesk.exchange import text_encoding
from kidesk.exchange.pdfium import INSIDE

_MOST_BYTES = 200_000_000  # unpacked, of one file; what is larger is no document
_MOST_MEMBERS = 10_000
_DEEPEST = 4  # files within files
_MOST_BOUNDARIES = 200  # the library takes its time for each part within parts
_TELLING, _SAMPLE = 1024, 65_536  # bytes that tell what a file is, and whether it is text
_TAG = re.compile(r"(?:<[^<>]*>)+")
# Lines of a head, which an empty line ends (RFC 5322, 2.1)
_MESSAGE = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_RTF_SIGN = re.compile(r"\\'([0-9a-fA-F]{2})|\\u(-?\d{1,5}) ?\??")
_RTF_WORD = re.compile(r"\\[a-zA-Z]+-?\d* ?|[{}]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROL = 0.02  # of all characters; more is no text
_DATABASE = b"SQLite format 3\x00"  # its texts are asked for by themselves


class Unreadable(Exception):
    """A file whose words cannot be read: it is damaged, encrypted or too large."""


def words_in(path: Path) -> Iterator[str]:
    """The texts in a file: of a PDF, of the members of a packed file, of a message, of a picture's description.

    A word that is divided by markup, as office programs do, comes whole. Of what is none of these and no text there
    is nothing; its bytes are its text. Raises Unreadable and OSError.
    """
    with path.open("rb") as stream:
        start = stream.read(_TELLING)
        is_large = path.stat().st_size > _MOST_BYTES
        if is_large and (b"%PDF-" in start or start.startswith(b"PK\x03\x04")):
            raise Unreadable("too large")
        if not (is_large or start.startswith(_DATABASE)):
            yield from _Words().of(start + stream.read())


def text_of(path: Path) -> str | None:
    """All the text in a file; None where it has none to read: pictures, scans, locked files."""
    try:
        words = "\n".join(dict.fromkeys(words_in(path)))
    except (Unreadable, OSError):
        return None
    return words if words.strip() else None


class _Words:
    """Reads the words of one file and of the files in it, as deep as people pack them."""

    def __init__(self) -> None:
        self._room = _MOST_BYTES

    def of(self, data: bytes, depth: int = 0) -> Iterator[str]:
        """The texts in the bytes of a file, which stands `depth` files deep."""
        self._room -= len(data)
        if self._room < 0 or depth > _DEEPEST:
            raise Unreadable("too large")
        if b"%PDF-" in data[:_TELLING]:
            yield from _in_pdf(data)
        elif data.startswith(b"PK\x03\x04"):
            yield from self._packed(data, depth)
        elif data.startswith(b"\x1f\x8b"):
            yield from self.of(self._unpacked(zlib.decompressobj(wbits=31), data), depth + 1)
        elif data.startswith(b"\x89PNG"):
            yield from self._described(data)
        elif _is_text(data):
            is_message = _MESSAGE.match(data) and data.count(b"boundary=") <= _MOST_BOUNDARIES
            yield from self._message(data, depth) if is_message else _readings(_decoded(data))

    def _packed(self, data: bytes, depth: int) -> Iterator[str]:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                members = packed.infolist()
                if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > self._room:
                    raise Unreadable("too large")
                for member in members:
                    yield member.filename
                    yield from self.of(packed.read(member), depth + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
            raise Unreadable(str(error)) from error

    def _unpacked(self, unpacker: Any, data: bytes) -> bytes:
        try:
            unpacked: bytes = unpacker.decompress(data, self._room + 1)  # one more is too much
        except zlib.error as error:
            raise Unreadable(str(error)) from error
        return unpacked

    def _described(self, data: bytes) -> Iterator[str]:
        """What is written in a picture (PNG, 11.3.3), packed or not."""
        place = 8
        while place + 8 <= len(data):
            length, kind = struct.unpack(">I4s", data[place : place + 8])
            text = data[place + 8 : place + 8 + length]
            place += 12 + length
            if kind in (b"tEXt", b"zTXt", b"iTXt"):
                start = text.rfind(b"\x00\x78") + 1  # where zlib's own head stands after a NUL
                if kind != b"tEXt" and start:
                    text = self._unpacked(zlib.decompressobj(), text[start:])
                yield _decoded(text.rpartition(b"\x00")[2])

    def _message(self, data: bytes, depth: int) -> Iterator[str]:
        for part in _parts(data):
            # Headers are read one by one: what one of them breaks must not hide the others.
            for name in set(part.keys()):
                with suppress(ValueError, LookupError, AttributeError, IndexError):
                    yield from map(str, part.get_all(name, ()))
            if not part.is_multipart():
                content = part.get_payload(decode=True)
                if isinstance(content, bytes):
                    yield from self.of(content, depth + 1)


def _parts(data: bytes) -> list[Any]:
    try:
        return list(BytesParser(policy=policy.default).parsebytes(data).walk())
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:  # what the parser trips over
        raise Unreadable(str(error)) from error


def _is_text(data: bytes) -> bool:
    start = _decoded(data[:_SAMPLE])
    return len(_CONTROL.findall(start)) <= len(start) * _MOST_CONTROL


def _decoded(data: bytes) -> str:
    encoding = "utf-32" if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) else text_encoding.found(data)
    return data.decode(encoding, "replace")


def _readings(text: str) -> Iterator[str]:
    """A text, and what it says where it is marked up: as RTF, as quoted-printable, or with tags and entities."""
    yield text
    if text.startswith("{\\rtf"):
        yield _RTF_WORD.sub("", _RTF_SIGN.sub(_rtf_sign, text))
    if "<" in text:
        for between in ("", " "):
            yield html.unescape(_TAG.sub(between, text))
    if "=" in text:
        yield _decoded(quopri.decodestring(text.encode("utf-8", "replace")))


def _rtf_sign(found: re.Match[str]) -> str:
    """The sign that RTF names by its byte or, as a number with a sign, by its place in Unicode."""
    if found[1]:
        return bytes.fromhex(found[1]).decode("cp1252", "replace")
    return chr(int(found[2]) % 65_536)


def _in_pdf(data: bytes) -> Iterator[str]:
    # Imported here: PDFium takes time to load, and is needed only where a PDF is read.
    import pypdfium2

    pdfium: Any = pypdfium2
    with INSIDE:
        try:
            document = pdfium.PdfDocument(data)
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
