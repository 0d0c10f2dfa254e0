"""Tags: the structure of a document as assistive technology reads it (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

Role: TypeAlias = str  # a standard structure type, such as "P"


@dataclass(frozen=True)
class Annotated:
    """An annotation that belongs to an element, by its page (from 0) and the name ReportLab knows it by."""

    page: int
    name: str


class Element:
    """A node of the structure tree; `extras` are further entries of its dictionary, as PDF source.

    `identifier` is a name of its own in the document, which a note must have (ISO 14289-1, 7.9).
    """

    # A register has hundreds of thousands of cells with one mark each, so one is held without a list around it.
    __slots__ = ("_held", "extras", "identifier", "number", "role")

    def __init__(self, role: Role, extras: str = "", identifier: str = "") -> None:
        self.role, self.extras, self.identifier = role, extras, identifier
        self.number = 0
        self._held: Kid | list[Kid] | None = None

    def add(self, role: Role, extras: str = "") -> Element:
        """A new element inside this one, after all that are there."""
        element = Element(role, extras)
        self.hold(element)
        return element

    def hold(self, kid: Kid) -> None:
        """Takes something in, after all that is there."""
        held = self._held
        if held is None:
            self._held = kid
        elif isinstance(held, list):
            held.append(kid)
        else:
            self._held = [held, kid]

    @property
    def kids(self) -> Sequence[Kid]:
        """What it holds, in reading order."""
        held = self._held
        if isinstance(held, list):
            return held
        return () if held is None else (held,)

    def drop_undrawn(self) -> None:
        """Takes out the elements that nothing stands for."""
        self._held = [kid for kid in self.kids if not isinstance(kid, Element) or kid.kids] or None


Kid: TypeAlias = "Element | Annotated | int"  # an int is a mark: see `mark`


def mark(page: int, number: int) -> int:
    """A marked piece of a page: the page counted from 0, and its number on that page."""
    return page << 20 | number


def place(mark: int) -> tuple[int, int]:
    """The page of a mark, counted from 0, and its number on that page."""
    return mark >> 20, mark & 0xFFFFF


LONGEST: Final = 16_000  # characters of a string: 32,767 bytes at most (ISO 19005-2, 6.1.13)


def string(text: str) -> str:
    """A text as PDF source, in UTF-16 with its mark; the end of one too long for an archive is left out."""
    return f"<FEFF{text[:LONGEST].encode('utf-16-be').hex().upper()}>"


def language(code: str) -> str:
    """The entry that says in which language an element is."""
    return f"/Lang({code})"


def spoken(text: str) -> str:
    """The entry that says how an element is read where its text stands in the file in another order."""
    return f"/ActualText{string(text)}"


def scope(of: str) -> str:
    """The entry of a header cell: it heads its "Row" or "Column" (ISO 14289-1, 7.5)."""
    return f"/A<</O/Table/Scope/{of}>>"


def span(columns: int) -> str:
    """The entry of a header cell across `columns` columns, which heads the rows below it."""
    return f"/A<</O/Table/Scope/Column/ColSpan {columns}>>"


def numbering(of: str) -> str:
    """The entry of a list: how its items are numbered ("Decimal", "Disc", "None")."""
    return f"/A<</O/List/ListNumbering/{of}>>"


def placed(box: Sequence[float]) -> str:
    """The entry of a figure: the rectangle it fills on its page, in points."""
    return f"/A<</O/Layout/Placement/Block/BBox[{' '.join(f'{edge:.2f}' for edge in box)}]>>"


def elements(top: Element) -> list[Element]:
    """The element and all inside it, in reading order; those that were announced and never drawn are left out."""
    order = _walk(top)
    if all(element.kids for element in order):
        return order
    for element in reversed(order):  # the inner ones first
        element.drop_undrawn()
    return _walk(top)


def _walk(top: Element) -> list[Element]:
    order, waiting = [], [top]
    while waiting:
        element = waiting.pop()
        order.append(element)
        waiting.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))
    return order
