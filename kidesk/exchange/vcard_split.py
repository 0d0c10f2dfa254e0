"""A vCard file is divided into cards, one at a time: a file of any size takes the memory of its largest card."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kidesk.errors import KideskError
from kidesk.exchange import text_encoding
from kidesk.i18n import N_
from kidesk.records.field import Problem

Heed = Callable[[int, int], object]
Decode = Callable[[str], str]  # of a card, which raises UnicodeError where it is no text

# Of a card without its pictures
MOST_SIGNS, MOST_LINES = 300_000, 5_000
DEEPEST = 10  # cards within cards
_PIECE = 65_536  # a picture may stand on a single line
_MARK = r"(?:\ufeff|\xef\xbb\xbf)?"  # of the encoding; also where files were put together
_MARKER = re.compile(_MARK + r"(?:[\w-]+\.)?(BEGIN|END)[ \t]*:[ \t]*([\w-]+)\s*", re.IGNORECASE)
_PROPERTY = re.compile(r"(?:[A-Za-z0-9_-]+\.)?([A-Za-z0-9_-]+)\s*[;:]")
# What is left unread: pictures, sounds, keys and anything else in base64, which is most of a file and slow to read.
_UNREAD = {"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "X-MS-OL-DESIGN"}
_BASE64 = re.compile(r";(?:ENCODING=)?(?:B|BASE64)(?=[;:])", re.IGNORECASE)
_TELLING = 200_000  # bytes of lines that tell the encoding


@dataclass(frozen=True)
class Card:
    """A card: the line it begins on, its unfolded lines with their numbers, and the names of what was left unread.

    A `problem` says why there are no lines.
    """

    number: int
    lines: tuple[tuple[int, str], ...] = ()
    unread: tuple[str, ...] = ()
    problem: Problem | None = None


def cards(file: Path, stream: BinaryIO, size: int, heed: Heed) -> Iterator[Card]:
    """The cards of a file of `size` bytes; `heed` is told how many of them are read, and what it raises ends the work.

    Raises KideskError where the file is no text, where a card has no end or an end no card, where cards stand within
    each other too deep, and where there is no card at all.
    """
    encoding = text_encoding.found(stream.read(_PIECE))
    stream.seek(0)
    is_wide = encoding.startswith("utf-16")
    decode = _checked if is_wide else _Decoding(file)
    text = io.TextIOWrapper(stream, encoding if is_wide else "latin-1")  # one sign a byte until a card is whole
    try:
        yield from _divided(file, _pieces(text, stream, size, heed), decode)
    except UnicodeError as error:
        message = N_("{file} is not a text file that kidesk can read. Nothing was imported; export the contacts again.")
        raise KideskError(message, file=file) from error
    finally:
        text.detach()


def _pieces(text: io.TextIOWrapper, stream: BinaryIO, size: int, heed: Heed) -> Iterator[str]:
    """The lines of a text, the long ones in pieces of which only the last has the line's end."""
    unheeded = 0
    while piece := text.readline(_PIECE):
        unheeded += len(piece)
        if unheeded >= _PIECE:
            heed(min(stream.tell(), size), size)
            unheeded = 0
        yield piece
    heed(size, size)


def _divided(file: Path, pieces: Iterator[str], decode: Decode) -> Iterator[Card]:
    open_ones: list[tuple[str, int]] = []  # what has begun: its name, and the line it begins on
    building, found, number, is_new = _Building(0), False, 1, True
    for piece in pieces:
        marker = _MARKER.fullmatch(piece) if is_new and len(piece) < _PIECE else None
        if marker is None:
            if len(open_ones) == 1:
                building.take(number, piece, is_new)
        elif marker[1].upper() == "BEGIN":
            open_ones.append((marker[2].upper(), number))
            if len(open_ones) > DEEPEST:
                raise _too_deep(file, number)
            if len(open_ones) == 1:
                building = _Building(number)
            else:
                building.leave("AGENT")  # the one property that is a card (vCard 2.1, 2.4.2)
        else:
            if not open_ones or open_ones[-1][0] != marker[2].upper():
                raise _wrong_end(file, number)
            name, _ = open_ones.pop()
            if not open_ones and name == "VCARD":
                found = True
                yield building.card(decode)
        is_new = piece.endswith("\n")
        number += is_new
    if open_ones:
        raise _no_end(file, open_ones[0][1])
    if not found:
        raise KideskError(N_("There is no vCard in {file}. Nothing was imported; choose another file."), file=file)


def _too_deep(file: Path, number: int) -> KideskError:
    message = N_(
        "On line {line} of {file}, more than {count} cards stand within each other, which no address book writes. "
        "Nothing was imported; export the contacts again."
    )
    return KideskError(message, file=file, line=number, count=DEEPEST)


def _wrong_end(file: Path, number: int) -> KideskError:
    message = N_(
        "Line {line} of {file} ends a card that does not begin. Nothing was imported; export the contacts again."
    )
    return KideskError(message, file=file, line=number)


def _no_end(file: Path, number: int) -> KideskError:
    message = N_(
        "The card that begins on line {line} of {file} has no end, so that something may be missing. "
        "Nothing was imported; export the contacts again."
    )
    return KideskError(message, file=file, line=number)


def _checked(text: str) -> str:
    if "\x00" in text:
        raise UnicodeError
    return text


class _Decoding:
    """Decodes cards whose signs stand for bytes: each by itself as UTF-8, else as what the file's other text is.

    Files are put together from several, so that one encoding need not be that of all.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._other = ""

    def __call__(self, text: str) -> str:
        if text.isascii():
            return _checked(text)
        data = _checked(text).encode("latin-1")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            if text_encoding.has_surrogates(data):
                raise
        self._other = self._other or text_encoding.found(self._telling())
        return data.decode(self._other)

    def _telling(self) -> bytes:
        """Lines of the file that are not UTF-8."""
        lines, size = [], 0
        with self._file.open("rb") as stream:
            while size < _TELLING and (line := stream.readline(_PIECE)):
                if not (line.isascii() or _is_utf8(line) or b"\x00" in line):
                    lines.append(line)
                    size += len(line)
        return b"".join(lines)


def _is_utf8(data: bytes) -> bool:
    with suppress(UnicodeDecodeError):
        data.decode("utf-8")
        return True
    return text_encoding.has_surrogates(data)


class _Building:
    """A card while its lines come in: folded ones are put together (RFC 6350, 3.2), and those of quoted-printable."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._lines: list[tuple[int, list[str]]] = []
        self._unread: dict[str, None] = {}
        self._signs = 0
        self._is_unread = False  # the property that is being read
        self._is_quoted = False
        self._is_soft = False  # the line goes on after a soft break (RFC 2045, 6.7)

    def take(self, number: int, piece: str, is_new: bool) -> None:
        """Takes a line, or a further piece of a long one."""
        text = piece.rstrip("\n")
        if not is_new or (self._is_soft and text):
            self._go_on(text)
        elif self._lines and text[:1] in (" ", "\t") and not self._is_soft:
            self._go_on(text[1:])
        elif not text.strip() or (self._is_unread and not _PROPERTY.match(text)):
            self._is_soft = False
            return
        else:
            self._begin(number, text)
        self._break()

    def leave(self, name: str) -> None:
        """Notes that a property of that name is not read."""
        self._unread[name] = None
        self._signs += len(name)

    def _begin(self, number: int, text: str) -> None:
        head = text.partition(":")[0] + ":"
        found = _PROPERTY.match(text)
        name = found[1].upper() if found else ""
        self._is_unread = name in _UNREAD or (bool(name) and _BASE64.search(head) is not None)
        self._is_quoted = "QUOTED-PRINTABLE" in head.upper()
        if self._is_unread:
            self.leave(name)
        else:
            self._lines.append((number, []))
            self._go_on(text)

    def _go_on(self, text: str) -> None:
        if self._is_unread or self._is_too_large():
            return
        self._signs += len(text)
        if self._lines:
            self._lines[-1][1].append(text)

    def _break(self) -> None:
        self._is_soft = False
        if self._is_quoted and not self._is_unread and self._lines:
            pieces = self._lines[-1][1]
            if pieces and pieces[-1].rstrip().endswith("="):
                pieces[-1] = pieces[-1].rstrip()[:-1]
                self._is_soft = True

    def _is_too_large(self) -> bool:
        return self._signs > MOST_SIGNS or len(self._lines) > MOST_LINES

    def card(self, decode: Decode) -> Card:
        """The card, when its end has come."""
        unread = tuple(self._unread)
        if self._is_too_large():
            message = N_("This card is larger than kidesk reads, even without its pictures.")
            return Card(self._number, unread=unread, problem=Problem("", message))
        try:
            text = decode("\n".join("".join(pieces) for _, pieces in self._lines))
        except UnicodeError:
            message = N_("This card has characters that no text has.")
            return Card(self._number, unread=unread, problem=Problem("", message))
        numbers = (number for number, _ in self._lines)
        return Card(self._number, tuple(zip(numbers, text.split("\n"), strict=True)) if text else (), unread)
