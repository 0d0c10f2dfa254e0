"""Where the headings of a table stand: below a title, an empty row or a note, or in its first row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

IsHeading = Callable[[str], bool]
WITHIN = 20  # rows among which the headings are looked for
_LONGEST = 100  # no heading that is known has more characters


def known(cells: Sequence[str], is_heading: IsHeading) -> int:
    """How many different cells of a row are headings that are known."""
    return sum(is_heading(cell) for cell in set(cells) if 0 < len(cell) <= _LONGEST)


def place(rows: Sequence[Sequence[str]], is_heading: IsHeading) -> int:
    """The place of the row in which most cells are headings that are known; the first where no other is better.

    `rows` are the first of a table, at most WITHIN that are not empty.
    One known word alone may be a datum (somebody called Region), unless its row is wider than the first.
    """
    counts = [known(cells, is_heading) for cells in rows]
    for best in sorted(range(len(counts)), key=lambda one: -counts[one]):
        if counts[best] > max(counts[0], 1) or (counts[best] > counts[0] and _width(rows[best]) > _width(rows[0])):
            return best
    return 0


def _width(cells: Sequence[str]) -> int:
    return sum(bool(cell) for cell in cells)
