"""A line of a vCard as a name, parameters and a value, read by vobject; values and their parts as clean text."""

from __future__ import annotations

import codecs
import quopri
import re
import unicodedata
from contextlib import suppress
from typing import NamedTuple

from kidesk.exchange import text_encoding
from kidesk.i18n import trimmed

# vobject's own pattern takes exponential time for a line that does not fit; this one takes no longer than its length.
_VALUE = r'(?:"[^"]*"|[^";:,]*)'
# What some Android phones put behind a label of one's own: X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=C3=85).
_NOTE = r"(?:\([^()]*\))?"
_HEAD = re.compile(rf"(?:[A-Za-z0-9_-]+\.)?[A-Za-z0-9_-]+(?:;[A-Za-z0-9_%-]+{_NOTE}(?:={_VALUE}(?:,{_VALUE})*)?)*:")
_LONGEST_HEAD = 2_000
# Python knows others, some of which take very long or make what is no text.
_CHARSET = re.compile(r"(utf|us-?ascii|ascii|iso|latin|windows|cp|mac|koi8|shift|sjis|euc|big5|gb)[a-z0-9_-]*")
_ESCAPED = ["\\", ";", ",", ":", '"', "n", "N"]  # "\:" is what Google writes
_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


class Line(NamedTuple):
    """A line: its name and its parameters' names are upper case, its value has its escapes still.

    What a vCard 2.1 says without naming a parameter stands under TYPE. `group` connects lines that belong together.
    """

    number: int
    group: str
    name: str
    parameters: dict[str, list[str]]
    value: str

    def parameter(self, name: str) -> str:
        """The first value of a parameter; empty where it is not there."""
        return next(iter(self.parameters.get(name, ())), "")

    @property
    def types(self) -> list[str]:
        """What the line is about, in lower case, such as "home" or "pref"."""
        return [one.strip().lower() for all_ in self.parameters.get("TYPE", ()) for one in all_.split(",")]

    @property
    def rank(self) -> int | None:
        """How much the line is preferred, 1 the most; None where it is not (RFC 6350, 5.3)."""
        preferred = self.parameter("PREF")
        if preferred.isascii() and preferred.isdigit() and len(preferred) < 4:
            return int(preferred)
        return 1 if "pref" in self.types or "PREF" in self.parameters else None


def line(number: int, text: str) -> Line | None:
    """The line of a vCard that a text is; None where it is none."""
    # Imported here: vobject takes time to load, and is needed only where vCards are read.
    from vobject.base import parseLine

    head = _HEAD.match(text, 0, _LONGEST_HEAD)
    if head is None:
        return None
    # The value stays out of vobject's pattern, which would look through all of it.
    name, given, _, group = parseLine(re.sub(rf"{_NOTE}|%", "", head[0]), number)
    parameters: dict[str, list[str]] = {}
    for key, *values in given:
        parameters.setdefault(key.upper() if values else "TYPE", []).extend(values or [key])
    value = _decoded(text[head.end() :], parameters)
    return Line(number, group or "", name.upper(), parameters, value)


def _decoded(value: str, parameters: dict[str, list[str]]) -> str:
    said = [one.upper() for key in ("ENCODING", "TYPE") for one in parameters.get(key, ())]
    if "QUOTED-PRINTABLE" not in said:
        return value
    data = quopri.decodestring(value.encode())
    charset = next(iter(parameters.get("CHARSET", ())), "utf-8").lower()
    if _CHARSET.fullmatch(charset):
        with suppress(UnicodeError, LookupError):
            return codecs.decode(data, charset)
    # Some programs cut the last character in half, others name the wrong encoding.
    without_torn = data.decode("utf-8", "ignore")
    return data.decode(text_encoding.found(data), "ignore") if without_torn.isascii() else without_torn


def parts(value: str, separator: str) -> list[str]:
    """The parts of a value, each with its other escapes still."""
    return _unescaped(value, separator, [separator]) if "\\" in value else value.split(separator)


def text(value: str) -> str:
    """A value or a part of one without its escapes, its lines parted by line feeds, without space around it.

    Control characters and surrogates become spaces, what nobody sees goes from the ends; letters and their marks are
    put together (NFC).
    """
    whole = _unescaped(value, None, _ESCAPED)[0] if "\\" in value else value
    if not whole.isprintable():
        whole = "".join(map(_legal, _LINE_ENDS.sub("\n", whole)))
    return unicodedata.normalize("NFC", trimmed(whole))


def short(value: str) -> str:
    """The same on one line."""
    whole = text(value)
    if whole.isprintable():
        return whole
    return " ".join(one.strip() for one in whole.replace("\t", " ").split("\n") if one.strip())


def _legal(sign: str) -> str:
    return " " if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" else sign


def _unescaped(value: str, separator: str | None, escaped: list[str]) -> list[str]:
    # Imported here, as above.
    from vobject.icalendar import stringToTextValues

    trailing = len(value) - len(value.rstrip("\\"))
    whole = value + "\\" if trailing % 2 else value  # vobject would take the end of the text for a sign
    found: list[str] = stringToTextValues(whole, separator, escaped)
    return found
