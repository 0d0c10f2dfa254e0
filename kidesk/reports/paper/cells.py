"""Cells: phrases and values as pieces, each with the element that it stands for."""

from __future__ import annotations

import re
from dataclasses import replace

from kidesk.i18n import N_, Language
from kidesk.reports import content
from kidesk.reports.paper import fonts, marks, tags
from kidesk.reports.paper.gate import Gate
from kidesk.reports.paper.rows import stack
from kidesk.reports.paper.sheet import Sheet
from kidesk.reports.paper.tags import Element
from kidesk.reports.paper.words import Leading, Leaf, Piece, Words

_ADDRESS = re.compile(r"(?:https?://|mailto:)[!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~]{1,2000}")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def is_right_to_left(cell: content.Cell) -> bool:
    """Whether words in it run from right to left."""
    return isinstance(cell, str) and bool(_RIGHT_TO_LEFT.search(cell))


def _stands_alone(cell: content.Cell) -> bool:
    """Whether it needs an element of its own among other values."""
    return isinstance(cell, content.Foreign | content.Link) or is_right_to_left(cell)


class Cells:
    """Makes the pieces of one document's words, or of one compact table."""

    def __init__(self, gate: Gate, language: Language, is_compact: bool = False) -> None:
        self.gate, self.language, self._is_compact = gate, language, is_compact

    def compact(self) -> Cells:
        """The same for a compact table."""
        return Cells(self.gate, self.language, is_compact=True)

    def mark(self, cell: content.Badge | content.Trend) -> marks.Mark:
        """A badge or trend as it looks here."""
        return (marks.compact if self._is_compact else marks.mark)(cell, self.gate)

    def words(self, text: str, style: fonts.Style, clings: bool = False, broken_in: str | None = None) -> Words:
        """Words in one style; long ones are divided as the language `broken_in` does."""
        return Words(self.gate.text(text), style, clings, broken_in)

    def plain(self, cell: content.Cell, style: fonts.Style = fonts.CELL) -> Piece:
        """The cell as it looks, belonging to no element yet."""
        match cell:
            case str():
                return self.words(cell, style, broken_in=self.language.code)
            case content.Foreign(text, code):
                return self.words(text, style, broken_in=code)
            case content.Link(text):
                return self.words(text, replace(style, colour=fonts.LINK))
            case content.Stack(values):
                return stack([self.plain(value, replace(style, after=3)) for value in values])
            case content.Counts(parts):
                return stack([marks.count(part, self.gate, self.language) for part in parts if part.count])
            case _:
                return self.mark(cell)

    def tagged(self, cell: content.Cell, element: Element, style: fonts.Style = fonts.CELL) -> Piece:
        """The cell as it looks, standing for `element`."""
        if isinstance(cell, content.Foreign):
            element.extras += tags.language(cell.language_code)
        if isinstance(cell, content.Link) and _ADDRESS.fullmatch(cell.address) and self.gate.line(cell.text):
            return self._leading(cell, element.add("Link"), style)
        if isinstance(cell, str | content.Foreign | content.Link):
            self._say(content.plain(cell), element)
        if self.shortened(cell):
            element.extras += tags.spoken(self.shortened(cell))
        if isinstance(cell, content.Stack) and any(map(_stands_alone, cell.values)):
            inner = replace(style, after=3)
            return stack([self.tagged(value, element.add("P"), inner) for value in cell.values])
        return Leaf(self.plain(cell, style), element)

    def shortened(self, cell: content.Cell) -> str:
        """The words of a badge that are read aloud in the place of the few that are seen; none for other cells."""
        if self._is_compact and isinstance(cell, content.Badge) and cell.short and len(cell.text) <= tags.LONGEST:
            return self.gate.text(cell.text)
        return ""

    def _say(self, text: str, element: Element) -> None:
        """Text that runs from right to left stands in the file as it is seen; its element keeps it as it is read,
        unless a string of the file could not hold all of it.
        """
        if is_right_to_left(text) and len(text) <= tags.LONGEST:
            element.extras += tags.spoken(self.gate.text(text))

    def headline(self, text: str | content.Foreign, element: Element, style: fonts.Style) -> Leaf:
        """A heading: its words are not divided, and it stays with what follows."""
        if isinstance(text, content.Foreign):
            element.extras += tags.language(text.language_code)
        self._say(content.plain(text), element)
        return Leaf(self.words(content.plain(text), style, clings=True), element)

    def _leading(self, link: content.Link, element: Element, style: fonts.Style) -> Leading:
        words = self.words(link.text, replace(style, colour=fonts.LINK))
        self._say(link.text, element)
        address = link.address.encode("ascii")

        def goal(sheet: Sheet) -> str:
            return f"/A<</S/URI/URI<{address.hex().upper()}>>>"

        said = self.language.text(N_("Link: {words}"), words=self.gate.line(link.text))
        return Leading(words, element, said=said, underlined=True, goal=goal)

    def inner_link(self, text: str | content.Foreign, element: Element, style: fonts.Style, place: str) -> Leading:
        """Words that lead to a named place of the document; a dash where there are none."""
        if isinstance(text, content.Foreign):
            element.extras += tags.language(text.language_code)
        said = self.gate.line(content.plain(text)) or "–"
        words = self.words(said, style)
        self._say(said, element)
        return Leading(words, element, said=said, goal=lambda sheet: sheet.goal(place))
