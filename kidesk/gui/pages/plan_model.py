"""The tree of a plan as Qt reads it: title, units, progress and the colours of the last quarters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from kidesk.gui.desk import Desk
from kidesk.gui.plain import plain_tip
from kidesk.i18n import N_, fold
from kidesk.operations.plan_tree import Node
from kidesk.records.quarter import Colour, Period

# Item roles, plain ints: comparing with an enum costs 1.86 times as much on every repaint.
COLOUR_ROLE, SHARES_ROLE, STAR_ROLE, DEPTH_ROLE = 0x0111, 0x0112, 0x0113, 0x0114
TITLE, UNITS, PROGRESS, FIRST_QUARTER = 0, 1, 2, 3
_DISPLAY, _TIP, _ACCESSIBLE, _DESCRIPTION = 0, 3, 11, 12
_ACTIVITY_DEPTH = 2
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Branch:
    """A node that is shown: its place, the branches shown under it, and the id of the one above."""

    node: Node
    row: int
    depth: int
    above: int | None
    below: tuple[int, ...]


class PlanModel(QAbstractItemModel):
    """Shows the nodes that match what is typed, with everything above and below them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._tree: tuple[Node, ...] = ()
        self._quarters: tuple[Period, ...] = ()
        self._typed, self._is_prioritised = "", False
        self._branches: dict[int, Branch] = {}
        self._roots: tuple[int, ...] = ()

    # What is shown

    def show_tree(self, tree: tuple[Node, ...], quarters: Sequence[Period]) -> None:
        """Shows another tree."""
        self._tree, self._quarters = tree, tuple(quarters)
        self._arrange()

    def filter(self, typed: str, *, is_prioritised: bool) -> None:
        """Shows only what matches all words typed, and only what is prioritised where that is asked for."""
        self._typed, self._is_prioritised = typed, is_prioritised
        self._arrange()

    @property
    def is_filtered(self) -> bool:
        """Whether some nodes may be hidden."""
        return bool(self._typed.strip()) or self._is_prioritised

    @property
    def quarters(self) -> tuple[Period, ...]:
        """The quarters of the columns."""
        return self._quarters

    def _arrange(self) -> None:
        self.beginResetModel()
        self._branches = {}
        words = fold(self._typed).split()
        self._roots = tuple(self._grow(self._tree, words, depth=0, above=None))
        self.endResetModel()

    def _grow(self, nodes: Sequence[Node], words: list[str], *, depth: int, above: int | None) -> Iterator[int]:
        row = 0
        for node in nodes:
            number = node.item.id
            matches = self._matches(node, words)
            below = tuple(self._grow(node.children, [] if matches else words, depth=depth + 1, above=number))
            is_wanted = matches and (not self._is_prioritised or node.item.prioritised_year is not None)
            if is_wanted or below:
                self._branches[number] = Branch(node, row, depth, above, below)
                row += 1
                yield number

    def _matches(self, node: Node, words: list[str]) -> bool:
        if not words:
            return True
        item = node.item
        units = " ".join(f"{unit.sv} {unit.en}" for unit in node.units)
        text = fold(f"{item.code} {item.title_sv} {item.title_en} {units}")
        return all(word in text for word in words)

    # Nodes and ids

    def node(self, number: int | None) -> Node | None:
        """The node of an item that is shown."""
        branch = self._branches.get(number) if number is not None else None
        return branch.node if branch else None

    def index_of(self, number: int | None, column: int = TITLE) -> QModelIndex:
        """Where an item stands; invalid where it is not shown."""
        branch = self._branches.get(number) if number is not None else None
        return self.createIndex(branch.row, column, branch.node.item.id) if branch else QModelIndex()

    def number_at(self, index: _Index) -> int | None:
        """The id of the item at an index."""
        return index.internalId() if index.isValid() else None

    def numbers(self) -> tuple[int, ...]:
        """The ids of all items that are shown, from the top."""
        return tuple(self._walk(self._roots))

    def _walk(self, numbers: tuple[int, ...]) -> Iterator[int]:
        for number in numbers:
            yield number
            yield from self._walk(self._branches[number].below)

    # What Qt asks

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008 (Qt's signature)
        """The index of a cell."""
        below = self._below(parent)
        return self.createIndex(row, column, below[row]) if 0 <= row < len(below) else QModelIndex()

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]
        """The index of what stands above."""
        branch = self._branches.get(index.internalId()) if index.isValid() else None
        return self.index_of(branch.above) if branch else QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """How many items stand under one."""
        return 0 if parent.column() > 0 else len(self._below(parent))

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Title, units, progress and the quarters."""
        return FIRST_QUARTER + len(self._quarters)

    def data(self, index: _Index, role: int = 0) -> Any:
        """A cell's text, colour, shares, star, or its words for the ear."""
        branch = self._branches.get(index.internalId())
        if branch is None:
            return None
        if role == DEPTH_ROLE:
            return _ACTIVITY_DEPTH if branch.node.is_assessed else branch.depth
        if index.column() >= FIRST_QUARTER:
            return self._quarter_data(branch.node, self._quarters[index.column() - FIRST_QUARTER], role)
        if role == STAR_ROLE:
            return index.column() == TITLE and branch.node.item.prioritised_year is not None
        if role == _DISPLAY:
            return self._text(branch.node, index.column())
        if role in (_ACCESSIBLE, _TIP):
            return self._said(branch.node, index.column(), role)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """A column's label; a quarter's whole name for the ear and the tool tip."""
        if orientation != Qt.Orientation.Horizontal or role not in (_DISPLAY, _ACCESSIBLE, _TIP):
            return None
        if section < FIRST_QUARTER:
            return self._desk.text((N_("Plan item"), N_("Responsible units"), N_("Progress"))[section])
        period = self._quarters[section - FIRST_QUARTER]
        if role == _DISPLAY:
            return period.shortly(self._desk.language)
        return period.said(self._desk.language)

    # Cells

    def _below(self, parent: _Index) -> tuple[int, ...]:
        if not parent.isValid():
            return self._roots
        branch = self._branches.get(parent.internalId())
        return branch.below if branch else ()

    def _text(self, node: Node, column: int) -> str:
        language = self._desk.language
        if column == TITLE:
            return node.item.caption(language.code)
        if column == UNITS:
            return ", ".join(unit.caption(language.code) for unit in node.units)
        return language.text(node.item.lifecycle.label) if node.is_assessed else ""

    def _said(self, node: Node, column: int, role: int) -> str:
        text = self._text(node, column)
        if column == TITLE and node.item.prioritised_year is not None:
            text = "\n".join((text, self._priority(node)))
        return plain_tip(text) if role == _TIP else text.replace("\n", ", ")

    def _priority(self, node: Node) -> str:
        year, source = node.item.prioritised_year, node.item.prioritised_source
        if source:
            return self._desk.text(N_("Prioritised in {year} ({source})"), year=year, source=source)
        return self._desk.text(N_("Prioritised in {year}"), year=year)

    def _quarter_data(self, node: Node, period: Period, role: int) -> Any:
        if node.is_assessed and not node.children:
            return self._colour_data(node.colour(period.name), period, role)
        shares = node.distribution(period.name) if node.activities else None
        if role == SHARES_ROLE:  # plain values: Qt would make strings of the terms
            return [shares[colour] for colour in Colour] if shares else None
        if shares and role in (_ACCESSIBLE, _DESCRIPTION, _TIP):
            return spoken_shares(self._desk, shares)
        return None

    def _colour_data(self, colour: Colour, period: Period, role: int) -> Any:
        if role == COLOUR_ROLE:
            return str(colour)
        if role == _DISPLAY:
            return self._desk.text(colour.label)
        if role in (_ACCESSIBLE, _TIP):
            said = self._desk.text(colour.label)
            return self._desk.text(N_("{quarter}: {colour}"), quarter=period.said(self._desk.language), colour=said)
        return None


def spoken_shares(desk: Desk, shares: dict[Colour, int]) -> str:
    """A distribution in words: "7 green, 3 yellow, 2 red, 35 not assessed"."""
    counts = {colour.name.lower(): desk.language.number(shares.get(colour, 0)) for colour in Colour}
    if shares.get(Colour.NOT_DUE):
        return desk.text(
            N_("{green} green, {yellow} yellow, {red} red, {not_assessed} not assessed, {not_due} not due"), **counts
        )
    counts.pop("not_due")
    return desk.text(N_("{green} green, {yellow} yellow, {red} red, {not_assessed} not assessed"), **counts)
