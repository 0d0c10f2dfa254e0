"""The encoding of a text that came without saying it: byte order mark, strict UTF-8, then a narrow Western list."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from contextlib import suppress
from itertools import pairwise

# What a person may choose from where the guess was wrong; Python's names, most likely first.
ENCODINGS = ("utf-8", "cp1252", "mac_roman", "cp850", "utf-16-le", "utf-16-be")
# What Windows, older Macs and DOS wrote in Western Europe. General detectors are at a loss with short tables; these
# three put other signs in each other's letters, so that the letters of names tell them apart.
_WESTERN = ("cp1252", "mac_roman", "cp850")
_LETTERS = dict.fromkeys("åäöÅÄÖ", 3) | dict.fromkeys("éèêëáàâãíîïóôõúûüßçñøæÉÈÁÍÓÚÜØÆÇÑ’–", 1)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TELLING = 200_000  # bytes that tell the encoding
# Half of a pair that stands for one sign in UTF-16, written as UTF-8: no text has it, whatever else it may be read as.
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")


def found(data: bytes) -> str:
    """The name of the encoding of a text, one of ENCODINGS; its mark, if it has one, is no part of the text.

    Text that is not UTF-8 gets the Western encoding in which it has most of the letters of names. What is no text at
    all, or has surrogates, is called UTF-8, which decoding will refute.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\x00" in data:
        return _wide(data)
    with suppress(UnicodeError):
        data.decode("utf-8")
        return "utf-8"
    if has_surrogates(data):
        return "utf-8"
    return max(_WESTERN, key=lambda encoding: _likeness(data, encoding))


def decoded(data: bytes, encoding: str) -> str:
    """The text without its byte order mark. Raises UnicodeError, or LookupError for what is no encoding of text."""
    return data.decode(encoding).removeprefix("\ufeff")


def has_surrogates(data: bytes) -> bool:
    """Whether a text would be UTF-8 if it had no surrogates in it."""
    if _SURROGATE.search(data) is not None:
        with suppress(UnicodeError):
            data.decode("utf-8", "surrogatepass")
            return True
    return False


def _likeness(data: bytes, encoding: str) -> int:
    """How much the text looks like Western European names when it is read so."""
    text = data[:_TELLING].decode(encoding, "replace")
    signs = Counter(sign for sign in text if not sign.isascii())
    torn = sum(after.isupper() and not after.isascii() for before, after in pairwise(text) if before.islower())
    return sum(count * _LETTERS.get(sign, -1) for sign, count in signs.items()) - 3 * torn


def _wide(data: bytes) -> str:
    """UTF-16 without a byte order mark: in Western text, most of every other byte is zero."""
    half = len(data) / 2
    odd, even = data[1::2].count(0), data[::2].count(0)
    if max(odd, even) < half / 2:
        return "utf-8"  # no text at all, which its zeros will show
    return "utf-16-le" if odd > even else "utf-16-be"
