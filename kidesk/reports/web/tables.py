"""Tables as elements, row by row, each in a frame of its own that a narrow window scrolls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from kidesk.i18n import N_, Language
from kidesk.reports import content
from kidesk.reports.web.cells import cell, saying
from kidesk.reports.web.elements import Attribute, Html, closing, element, joined, opening, within, words


class Tables:
    """Sets the tables of one document; each has a number, so that no two are called the same."""

    def __init__(self, language: Language) -> None:
        self._language, self._number = language, 0

    def table(self, table: content.Table, about: str) -> Iterator[Html]:
        """The table; `about` is the heading it stands under. Its rows are read while it is written."""
        rows = table.read()
        first = next(rows, None)
        if first is None and table.empty:
            yield element("p", words(table.empty), class_="muted")
            return
        read = self._rows(table, () if first is None else chain((first,), rows))
        kind = "rows compact" if table.is_compact else "rows"
        head = element("thead", element("tr", *map(_title, table.columns)))
        yield from self._framed(len(table.columns), about, (_widths(table.columns), head), read, kind)

    def facts(self, pairs: Sequence[tuple[str, content.Cell]], about: str) -> Iterator[Html]:
        """Labels beside their values: a table whose rows are named by their first cell."""
        rows = (
            element("tr", element("th", words(label), scope="row"), self._cell("td", value)) for label, value in pairs
        )
        if pairs:
            yield from self._framed(2, about, (), within("tbody", rows), "facts")

    def _framed(
        self, columns: int, about: str, head: Iterable[Html], rows: Iterable[Html], kind: str = "rows"
    ) -> Iterator[Html]:
        """What is wider than the window scrolls, also by the keyboard: the frame can be reached and has a name."""
        self._number += 1
        name = f"table-{self._number}"
        said = self._language.text(N_("Table {number}: {heading}"), number=self._number, heading=about)
        yield opening("div", class_="frame", role="region", aria_labelledby=name, tabindex=0)
        yield opening("table", class_=kind, style=f"--columns: {columns}")
        yield element("caption", words(said), id=name, class_="unseen")
        yield from head
        yield from rows
        yield joined((closing("table"), closing("div")))

    def _rows(self, table: content.Table, rows: Iterable[content.TableRow]) -> Iterator[Html]:
        """The body, a new one where a group begins."""
        is_open = False
        for row in rows:
            if isinstance(row, content.Group) and is_open:
                yield closing("tbody")
            if isinstance(row, content.Group) or not is_open:
                yield opening("tbody")
                is_open = True
            yield _group(row, len(table.columns)) if isinstance(row, content.Group) else self._row(table, row)
        if is_open:
            yield closing("tbody")

    def _row(self, table: content.Table, row: Sequence[content.Cell]) -> Html:
        set_cell = partial(self._cell, is_compact=table.is_compact)
        first, *others = zip(row, table.columns, strict=True)
        name = set_cell("th", first[0], scope="row", class_=_side(first[1])) if first[0] else element("td")
        return element("tr", name, *(set_cell("td", value, class_=_side(column)) for value, column in others))

    def _cell(self, name: str, value: content.Cell, *, is_compact: bool = False, **attributes: Attribute) -> Html:
        if isinstance(value, content.Foreign):
            return saying(name, value, **attributes)
        return element(name, cell(value, self._language, is_compact=is_compact), **attributes)


def _group(group: content.Group, columns: int) -> Html:
    return element("tr", saying("th", group.text, scope="rowgroup", colspan=columns), class_="group")


def _title(column: content.Column) -> Html:
    return element("th", words(column.title), scope="col", class_=_side(column))


def _side(column: content.Column) -> str | None:
    return None if column.align == "left" else column.align


def _widths(columns: Sequence[content.Column]) -> Html:
    total = sum(column.width_share for column in columns)
    shares = (f"width: {100 * column.width_share / total:.3g}%" for column in columns)
    return element("colgroup", *(element("col", style=share) for share in shares))
