"""What the lines of a vCard say, by name, and which of it kidesk has made nothing of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from kidesk.exchange import vcard_lines, vcard_words
from kidesk.exchange.vcard_lines import Line, short
from kidesk.exchange.vcard_split import Card
from kidesk.i18n import N_
from kidesk.records.field import Problem
from kidesk.records.term import Term

T = TypeVar("T", bound=Term)

# What concerns programs, or says again what other lines say; nobody misses it.
_SILENT = {
    "VERSION", "PRODID", "REV", "FN", "KIND", "PROFILE", "MAILER", "CLIENTPIDMAP", "SORT-STRING", "LABEL",
    "X-ABLABEL", "X-ABADR", "X-ABSHOWAS", "X-ABUID", "X-MS-OL-DEFAULT-POSTAL-ADDRESS", "X-MS-OL-DESIGN",
    "X-ADDRESSBOOKSERVER-KIND",
}  # fmt: skip


class Said:
    """The lines of a card that say something, by name, and which of them kidesk has made nothing of."""

    def __init__(self, card: Card) -> None:
        self.problem: Problem | None = None
        self._lines: dict[str, list[Line]] = {}
        self._left = dict.fromkeys(card.unread)
        for number, written in card.lines:
            line = vcard_lines.line(number, written)
            if line is None:
                message = N_("Line {line} is none of a vCard: it begins with no name and colon.")
                self.problem = self.problem or Problem("", message, {"line": number})
            elif line.value.strip(" ;,\t"):
                self._lines.setdefault(line.name, []).append(line)
        self._labels = {line.group: short(line.value) for line in self._lines.get("X-ABLABEL", ()) if line.group}
        self._untouched = dict.fromkeys(self._lines)

    def take(self, name: str) -> list[Line]:
        """The lines of that name, which then count as kept."""
        self._untouched.pop(name, None)
        return self._lines.get(name, [])

    def leave(self, name: str) -> None:
        """Notes that something of that name is not kept."""
        self._left[name] = None

    def left_out(self) -> Iterator[str]:
        """The names of what is not kept, each once."""
        yield from (name for name in dict.fromkeys((*self._untouched, *self._left)) if name not in _SILENT)

    def kind(self, line: Line, words: Mapping[str, T], otherwise: T) -> T:
        """What a line is about: kidesk's own word, or the first of `words` that is a type or the label of the line."""
        own = line.parameter(vcard_words.KIND)
        if own and own in list(type(otherwise)):
            return type(otherwise)(own)
        label = self._labels.get(line.group, "")
        given = {*line.types, label.removeprefix("_$!<").removesuffix(">!$_").lower()}  # so Apple marks its own labels
        found = next((kind for word, kind in words.items() if word in given), None)
        unknown = type(otherwise)("other") if label else otherwise
        return unknown if found is None else found


def primary(lines: Sequence[Line]) -> Line | None:
    """The line that is preferred before the others; None where none is."""
    preferred = [line for line in lines if line.rank is not None]
    return min(preferred, key=lambda line: line.rank or 0, default=None)
