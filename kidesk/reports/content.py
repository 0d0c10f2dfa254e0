"""What is in a document: a tree of plain values that says nothing about how it is drawn."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kidesk.errors import Sentence
from kidesk.reports.leaning import Balance
from kidesk.reports.over_time import Columns, Lines

Tone: TypeAlias = Literal["ok", "warn", "bad", "none", "info"]
Direction: TypeAlias = Literal["up", "same", "down"]
Align: TypeAlias = Literal["left", "right", "center"]
TextStyle: TypeAlias = Literal["body", "muted", "lead"]

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class Foreign:
    """Words in another language than the document's; `language_code` is a BCP 47 tag such as "en"."""

    text: str
    language_code: str


@dataclass(frozen=True)
class Link:
    """Words that lead to an address; an address that is not http, https or mailto leads nowhere and prints as words."""

    text: str
    address: str


Phrase: TypeAlias = str | Foreign | Link


def plain(phrase: Phrase) -> str:
    """The words alone."""
    return phrase if isinstance(phrase, str) else phrase.text


@dataclass(frozen=True)
class Badge:
    """A state in words, shown with a symbol and a tint of its tone.

    `short` is what a compact table shows in the place of the words; they are still what is read aloud.
    """

    text: str
    tone: Tone
    short: str = ""


@dataclass(frozen=True)
class Trend:
    """A change in words, shown with an arrow; a rise is not always good, so the tone is its own."""

    text: str
    direction: Direction
    tone: Tone = "none"


@dataclass(frozen=True)
class Part:
    """A share of a bar: a whole number of things in one state."""

    label: str
    count: int
    tone: Tone

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError(self.count)


@dataclass(frozen=True)
class Counts:
    """How many things are in each state, one state a line; `parts` without things are left out."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Stack:
    """Several values below each other in one cell."""

    values: tuple[Phrase | Badge | Trend, ...]


Cell: TypeAlias = Phrase | Badge | Trend | Counts | Stack


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4; the headings are the outline of the document."""

    level: int
    text: str | Foreign

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 4:
            raise ValueError(self.level)


@dataclass(frozen=True)
class Paragraph:
    """Running text; a line break in it stays a line break."""

    text: Phrase
    style: TextStyle = "body"


@dataclass(frozen=True)
class Contents:
    """The table of contents: the headings down to level `depth`, each leading to its page, under a `title`."""

    depth: int = 2
    title: str = ""


@dataclass(frozen=True)
class Facts:
    """Labels and their values, one pair a row."""

    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class Grid:
    """Labels above their values, three pairs beside each other; a blank value prints blank."""

    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class Column:
    """A column of a table; `width_share` is weighed against the shares of the other columns."""

    title: str
    width_share: float = 1.0
    align: Align = "left"

    def __post_init__(self) -> None:
        if not (math.isfinite(self.width_share) and self.width_share > 0):
            raise ValueError(self.width_share)


@dataclass(frozen=True)
class Group:
    """A row that names the rows after it, across all columns."""

    text: str | Foreign


TableRow: TypeAlias = tuple[Cell, ...] | Group


@dataclass(frozen=True)
class Table:
    """Rows under columns; the header is repeated on every page. The first column names its row.

    `rows` are read once, in order, while pages fill, so that a register need not be in memory. `empty` is the
    sentence printed in place of a table without rows. `is_compact`: small letters, short badges and narrow rows, for
    much that is to be seen at once; then only the first column holds more than a few letters.
    """

    columns: tuple[Column, ...]
    rows: Iterable[TableRow]
    empty: str = ""
    is_compact: bool = False

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table needs a column")

    def read(self) -> Iterator[TableRow]:
        """The rows, each with as many cells as there are columns; raises ValueError at one that differs."""
        for row in self.rows:
            if not isinstance(row, Group) and len(row) != len(self.columns):
                raise ValueError("a row and the columns differ in number")
            yield row


@dataclass(frozen=True)
class Legend:
    """What each badge or trend of the document means."""

    items: tuple[tuple[Badge | Trend, str], ...]


@dataclass(frozen=True)
class Bar:
    """One row of a distribution; `label` may be blank when there is only one."""

    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Distribution:
    """How things divide between states, one stacked bar a row, each bar its own whole."""

    bars: tuple[Bar, ...]


ChartSpec: TypeAlias = Distribution | Lines | Columns | Balance


@dataclass(frozen=True)
class Chart:
    """A chart and the same said in words: `summary` is printed below it and is its alternative text.

    `with_values`: all its values follow in a table.
    """

    spec: ChartSpec
    summary: str
    title: str = ""
    with_values: bool = False


@dataclass(frozen=True)
class Note:
    """A remark set apart from the text."""

    tone: Tone
    text: str


@dataclass(frozen=True)
class ListBlock:
    """Items of a list, numbered or not."""

    items: tuple[Phrase, ...]
    numbered: bool = False


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page; where nothing follows, there is none."""


@dataclass(frozen=True)
class KeepTogether:
    """Blocks that share a page when they fit on one."""

    blocks: tuple[Block, ...]


Block: TypeAlias = (
    Heading
    | Paragraph
    | Contents
    | Facts
    | Grid
    | Table
    | Legend
    | Chart
    | Note
    | ListBlock
    | PageBreak
    | KeepTogether
)


@dataclass(frozen=True)
class Document:
    """A whole document; every text in it is plain text, never markup.

    `control` is the document-control block, blank values print blank. `watermark` lies behind every page
    ("Draft"), `notice` stands on top of every page ("Demonstration data"), `footer` at its foot: each is one line,
    and what has no room there is cut short. `accent` is "#rrggbb". Margins are narrow where much must
    fit one page. `remarks` are for whoever prints it and stand nowhere in it, such as who was left out.
    """

    title: str | Foreign
    language_code: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    control: tuple[tuple[str, str], ...] | None = None
    watermark: str | None = None
    notice: str | None = None
    footer: str = ""
    author: str = ""
    cover: Literal["band", "page"] = "band"
    landscape: bool = False
    has_narrow_margins: bool = False
    accent: str = "#870052"
    remarks: tuple[Sentence, ...] = ()

    def __post_init__(self) -> None:
        if not _COLOUR.fullmatch(self.accent):
            raise ValueError(self.accent)
