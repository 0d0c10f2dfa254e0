"""Contents: the places that headings name, and the table that leads to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kidesk.reports import content
from kidesk.reports.outline import Entry
from kidesk.reports.paper import fonts
from kidesk.reports.paper.cells import Cells
from kidesk.reports.paper.rows import NOTHING, Look, Row, Rows, Track
from kidesk.reports.paper.sheet import Sheet
from kidesk.reports.paper.tags import Element
from kidesk.reports.paper.words import Leaf, Piece


@dataclass(frozen=True)
class Anchor:
    """A named place: takes no room and stays with what follows; a heading's is in the outline, where `text` stands."""

    name: str
    before: float = 0
    text: str = ""
    level: int = 0
    after: float = 0
    clings: bool = True

    def height(self, width: float) -> float:
        """The height it takes at `width`, in points."""
        return 0.0

    def opening(self, width: float) -> float:
        """The least height that may stand at the foot of a page, in points."""
        return 0.0

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        """What fits into `room` points, and what is left."""
        return self, None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Names the place."""
        if self.level:
            sheet.bookmark(self.text, self.level, self.name, top + 10)
        else:
            sheet.place(self.name, top + 10)


@dataclass(frozen=True)
class _PageNumber:
    """The number of the page on which a named place lies, filled in when all pages are there."""

    place: str
    style: fonts.Style
    cells: Cells
    before: float = 0
    after: float = 0
    clings: bool = False

    def height(self, width: float) -> float:
        """The height it takes at `width`, in points."""
        return self.style.leading

    def opening(self, width: float) -> float:
        """The least height that may stand at the foot of a page, in points."""
        return self.style.leading

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        """What fits into `room` points, and what is left."""
        return (self, None) if room >= self.style.leading else (None, self)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Keeps its place."""

        def number() -> str:
            page, _ = sheet.places[self.place]
            return self.cells.words(str(page + 1), self.style).operators(sheet, x, top, width)

        sheet.later(number)


def table(wanted: content.Contents, found: Iterable[Entry], top: Element, cells: Cells) -> Iterator[Piece]:
    """The headings down to the level wanted, with their pages; each leads to its place."""
    shown = [entry for entry in found if entry.level <= wanted.depth]
    if not shown:
        return
    toc = top.add("TOC")
    if wanted.title.strip():
        yield cells.headline(wanted.title, toc.add("Caption"), fonts.HEADINGS[2])
    rows = [_row(entry, toc, cells) for entry in shown]
    yield Rows((Track(share=1), Track(points=32)), rows, Look(pad=1.2, gutter=12), before=2, after=14)


def _row(entry: Entry, toc: Element, cells: Cells) -> Row:
    style = replace(fonts.BODY, leading=13, after=0, font=fonts.MEDIUM if entry.level == 1 else fonts.REGULAR)
    reference = toc.add("TOCI").add("Reference")
    words = cells.inner_link(entry.heading.text, reference.add("Link"), style, entry.place)
    number = Leaf(_PageNumber(entry.place, replace(style, align="right"), cells), reference.add("Span"))
    indent = Rows((Track(points=14.0 * (entry.level - 1)), Track(share=1)), (Row((NOTHING, words)),), _TIGHT)
    return Row((indent, number))


_TIGHT = Look(pad=0, gutter=0, rule=None)
