"""Person traces: a person is found in stored text, in stored JSON and in bytes, and taken out of the first two."""

from __future__ import annotations

import base64
import html
import json
import quopri
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from kidesk.i18n import fold, seen, sort_key
from kidesk.records import mentions
from kidesk.records.identity import Identity, phone_key

ERASED = "[gallrad]"
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp1252", "mac_roman", "cp850")


class Traces:
    """What names an identity outright (`mentions.sure`), and a mark in its place."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        self._wording = mentions.sure(identity)

    def found(self, cell: str) -> bool:
        """Whether a stored text, or any text in stored JSON, names the person, however its letters are written."""
        return any(self._wording.place(reading) is not None for reading in _readings(cell))

    def erased(self, cell: str) -> str:
        """A stored text without the person; JSON stays JSON, written as it was."""
        if cell[:1] in ("{", "["):
            try:
                content = json.loads(cell)
            except ValueError:
                return self._marked(cell)
            return _written_like(cell, self._walked(content))
        return self._marked(cell)

    def _marked(self, text: str) -> str:
        for read in _WAYS:
            reading = read(text)
            if self._wording.place(reading) is not None:
                text = self._wording.replaced(reading, ERASED)
        return text

    def _walked(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._marked(value)
        if isinstance(value, list):
            return [self._walked(one) for one in value]
        if isinstance(value, dict):
            return {self._marked(key): self._walked(one) for key, one in value.items()}
        return value

    def in_bytes(self, piece: bytes) -> bool:
        """Whether the person is in bytes, in any encoding; somebody whose name only begins or ends alike is not."""
        lowered = piece.lower()
        is_plain = any(_is_alone(one, lowered) for one in self.needles if one in lowered)
        return is_plain or any(one in piece for one in self.exact_needles)

    @cached_property
    def needles(self) -> tuple[bytes, ...]:
        """What the person would look like in a file, in lower case as far as letters are ASCII."""
        return tuple(dict.fromkeys(one.lower() for form in self._literals() for one in _encoded(form) if len(one) > 4))

    @cached_property
    def exact_needles(self) -> tuple[bytes, ...]:
        """The same in Base64, where case means something; wherever in three bytes it begins."""
        return tuple(dict.fromkeys(one for form in self._literals() for one in _in_base64(form.encode())))

    def _literals(self) -> Iterator[str]:
        # One word alone is in too many bytes; only text, which knows where words begin, is searched for it.
        plain = [name for name in map(" ".join, mentions.name_forms(self.identity)) if " " in name]
        plain += [f"{family}, {given}" for given, family in self.identity.names if given and family]
        plain += [*self.identity.emails, *self.identity.others]
        for text in plain:
            yield from (text, text.lower(), text.upper(), fold(text), mentions.international(text))
            yield unicodedata.normalize("NFD", text)
            yield sort_key(text).split("\0")[0]
        for number in self.identity.phones:
            digits = mentions.searchable(number)
            if digits:
                yield from (number, digits, phone_key(number))


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text


# How letters may stand in a text that came from elsewhere: as they are, among others that nobody sees, as JSON, HTML
# and web addresses write them.
_WAYS: tuple[Callable[[str], str], ...] = (str, seen, _unescaped, html.unescape, unquote)


def _readings(text: str) -> Iterator[str]:
    """A text as it is, and what it says otherwise."""
    yield text
    for read in _WAYS[1:]:
        reading = read(text)
        if reading != text:
            yield reading


def _written_like(cell: str, content: Any) -> str:
    """JSON in the way that `cell` is written: with or without space, and with letters escaped or not."""
    is_narrow = not re.search(r'[,:] ["\[{\d]', cell)
    separators = (",", ":") if is_narrow else (", ", ": ")
    return json.dumps(content, ensure_ascii=cell.isascii(), separators=separators)


def _encoded(text: str) -> Iterator[bytes]:
    for encoding in _ENCODINGS:
        try:
            yield text.encode(encoding)
        except UnicodeEncodeError:
            continue
    if not text.isascii():
        yield json.dumps(text)[1:-1].encode()
        yield quopri.encodestring(text.encode(), quotetabs=False)


def _is_alone(needle: bytes, lowered: bytes) -> bool:
    """Whether a needle stands somewhere without a letter before it, and with none but a genitive's after it."""
    width, place = _layout(needle)
    lead, rest = rb"\0" * place, rb"\0" * (width - place - 1)
    letter, genitive = lead + rb"[a-z]" + rest, lead + rb"s" + rest
    before = rb"(?<!" + letter + rb")" if _is_of_word(needle[place]) else b""
    after = rb"(?:" + genitive + rb")?(?!" + letter + rb")" if _is_of_word(needle[place - width]) else b""
    return re.search(before + re.escape(needle) + after, lowered) is not None


def _layout(needle: bytes) -> tuple[int, int]:
    """How many bytes a letter takes, and which of them is not zero."""
    for width, place in ((4, 0), (4, 3), (2, 0), (2, 1)):
        others = (needle[one::width] for one in range(width) if one != place)
        if len(needle) % width == 0 and not any(map(any, others)):
            return width, place
    return 1, 0


def _is_of_word(byte: int) -> bool:
    return byte >= 0x80 or chr(byte).isalpha()


def _in_base64(data: bytes) -> Iterator[bytes]:
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + data)
        # What its neighbours have a share in is left out at both ends.
        start, end = (0, 2, 3)[before], len(coded) - (len(coded.rstrip(b"=")) < len(coded)) * 4
        if end - start >= 8:
            yield coded[start:end]
