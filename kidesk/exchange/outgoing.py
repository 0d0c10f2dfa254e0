"""A table on its way out: columns, rows of plain values, and what of them could not be written as it was."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kidesk.errors import Sentence
from kidesk.i18n import N_

Value = str | int | Decimal | dt.date | None

# What XML 1.0 has no place for (section 2.2, Char); a CSV file that others are to read has none either.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters, and how a workbook shows its numbers and dates."""

    heading: str
    width: int
    pattern: str = "General"


@dataclass(frozen=True)
class Outgoing:
    """A table: what it is called, and its rows, each with one value a column, which may be made while they go out."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


class Losses:
    """What of a table's texts could not be written as it was: signs left out, and texts cut short."""

    def __init__(self) -> None:
        self.signs = 0
        self.cut = 0

    def legal(self, text: str) -> str:
        """The text without the signs that no table can hold."""
        if text.isprintable():
            return text
        kept, count = _ILLEGAL.subn("", text)
        self.signs += count
        return kept

    def sentences(self) -> Iterator[Sentence]:
        """What there is to say about it."""
        if self.signs:
            message = N_("Control characters, which no table can hold, were left out: {count}.")
            yield Sentence(message, {"count": self.signs})
        if self.cut:
            message = N_(
                "Texts longer than a workbook’s cell can hold (32,767 characters) were cut there: {count}. "
                "A CSV file holds them whole."
            )
            yield Sentence(message, {"count": self.cut})
