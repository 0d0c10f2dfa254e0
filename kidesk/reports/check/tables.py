"""Tables: a full grid without overlaps, and cells that know their headers (PDF/UA-1, 7.2-15, 7.2-41 to 43 and 7.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kidesk.i18n import N_
from kidesk.reports.check.document import Document
from kidesk.reports.check.finding import Finding, ua
from kidesk.reports.check.tree import Element, Structure
from kidesk.reports.check.values import Value, items, name, text

_WIDEST = 1000  # columns or rows of one cell; more is a fault of its own


@dataclass
class _Grid:
    """Where the cells of a table stand. `taken` tells the cell at a row and column."""

    rows: list[Element]
    taken: dict[tuple[int, int], Element] = field(default_factory=dict)
    overlaps: bool = False
    is_too_deep: bool = False

    def place(self) -> None:
        """Gives each cell its place, as ISO 32000-1, 14.8.5.7 describes."""
        for row, element in enumerate(self.rows):
            column = 0
            for cell in element.kids:
                if cell.role in ("TH", "TD"):
                    while (row, column) in self.taken:
                        column += 1
                    column += self._take(cell, row, column)

    def _take(self, cell: Element, row: int, column: int) -> int:
        given = cell.attributes("Table")
        across, down = _span(given.get("/ColSpan")), _span(given.get("/RowSpan"))
        if row + down > len(self.rows):
            self.is_too_deep = True
            down = len(self.rows) - row
        for line in range(row, row + down):
            for place in range(column, column + across):
                self.overlaps |= (line, place) in self.taken
                self.taken[line, place] = cell
        return across

    def widths(self) -> list[int]:
        """How many columns each row has."""
        found = [0] * len(self.rows)
        for row, _ in self.taken:
            found[row] += 1
        return found


def _span(value: Value) -> int:
    return min(value, _WIDEST) if type(value) is int and value > 0 else 1


def findings(document: Document) -> Iterator[Finding]:
    """Faults in the tables of a document."""
    if document.structure is None:
        return
    for element in document.structure.elements:
        if element.role == "Table":
            page = document.page_of(element.page)
            rows = list(_rows(element))
            page = page or next((document.page_of(row.page) for row in rows), None)
            yield from _grid(rows, page)
            yield from _headers(document.structure, rows, page)


def _rows(table: Element) -> Iterator[Element]:
    for kid in table.kids:
        if kid.role == "TR":
            yield kid
        elif kid.role in ("THead", "TBody", "TFoot"):
            yield from (row for row in kid.kids if row.role == "TR")


def _grid(rows: list[Element], page: int | None) -> Iterator[Finding]:
    grid = _Grid(rows)
    grid.place()
    if grid.overlaps:
        yield ua("7.2-15", N_("Cells of a table lie over each other."), page)
    if grid.is_too_deep:
        yield ua("7.2-41", N_("A cell of a table reaches below its last row (RowSpan)."), page)
    widths = grid.widths()
    for row, width in enumerate(widths, start=1):
        if width != widths[0]:
            message = N_("Row {row} of a table has {width} columns, and its first row has {first}.")
            clause = "7.2-42" if width > widths[0] else "7.2-43"
            yield ua(clause, message, page, row=row, width=width, first=widths[0])
            return


def _headers(structure: Structure, rows: list[Element], page: int | None) -> Iterator[Finding]:
    """Each header says what it heads (Scope), or each cell names its headers (Headers and ID)."""
    cells = [cell for row in rows for cell in row.kids]
    known = {cell.words("/ID") or "" for cell in cells if cell.role == "TH"} - {""}
    bare = sum(cell.role == "TH" and not _scope(cell) for cell in cells)
    unnamed = False
    for cell in cells:
        named = _named(cell)
        unknown = [one for one in named if one and one not in known]
        if unknown and cell.role == "TD":
            message = N_("A cell names the header “{id}”, which its table does not have.")
            yield ua("7.5-2", message, page, id=unknown[0])
        unnamed |= cell.role == "TD" and not set(named) & known
    if bare and unnamed:
        message = N_("{count} headers of a table do not say whether they head a row or a column (Scope).")
        yield ua("7.5-1", message, page, count=bare)


def _scope(cell: Element) -> bool:
    return name(cell.attributes("Table").get("/Scope")) in ("Row", "Column", "Both")


def _named(cell: Element) -> list[str]:
    return [text(one) or "" for one in items(cell.attributes("Table").get("/Headers"))]
