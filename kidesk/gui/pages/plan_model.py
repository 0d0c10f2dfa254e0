"""The tree of a plan as Qt reads it: title, units, progress and the colours of the last quarters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from kidesk.gui.desk import Desk
from kidesk.gui.pages.plan_landing import Grounds, Landing
from kidesk.gui.plain import plain_tip
from kidesk.i18n import N_, fold
from kidesk.operations.arrange_plan import Place
from kidesk.operations.plan_tree import Node
from kidesk.records.plan_item import PlanItem
from kidesk.records.quarter import Colour, Period
from kidesk.records.unit_roles import roles_said

# Item roles, plain ints: comparing with an enum costs 1.86 times as much on every repaint.
COLOUR_ROLE, SHARES_ROLE, STAR_ROLE, DEPTH_ROLE = 0x0111, 0x0112, 0x0113, 0x0114
TITLE, UNITS, PROGRESS, FIRST_QUARTER = 0, 1, 2, 3
_DISPLAY, _TIP, _ACCESSIBLE, _DESCRIPTION = 0, 3, 11, 12
_ACTIVITY_DEPTH = 2
_Index = QModelIndex | QPersistentModelIndex
_DRAGGED = "application/x-kidesk-plan-item"


@dataclass(frozen=True)
class Branch:
    """A node that is shown: its place, the branches shown under it, and the id of the one above."""

    node: Node
    row: int
    depth: int
    above: int | None
    below: tuple[int, ...]


class PlanModel(QAbstractItemModel):
    """Shows the nodes that match what is typed, with everything above and below them.

    `place_asked` carries the id of an item that was dropped and the place it was dropped at.
    """

    place_asked = Signal(int, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._tree: tuple[Node, ...] = ()
        self.grounds = Grounds()
        self._quarters: tuple[Period, ...] = ()
        self.currency = ""
        self._typed, self._is_prioritised = "", False
        self._branches: dict[int, Branch] = {}
        self._roots: tuple[int, ...] = ()

    # What is shown

    def show_tree(self, tree: tuple[Node, ...], quarters: Sequence[Period]) -> None:
        """Shows another tree."""
        self._tree, self._quarters = tree, tuple(quarters)
        self.grounds = Grounds(tree)
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
        units = " ".join(f"{unit.caption('sv')} {unit.caption('en')} {unit.abbreviation}" for unit in node.units)
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
        if role == STAR_ROLE:  # the year, since a star alone says too little
            return branch.node.item.prioritised_year if index.column() == TITLE else None
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
            return self._desk.text((N_("Plan item"), N_("Units"), N_("Progress"))[section])
        period = self._quarters[section - FIRST_QUARTER]
        if role == _DISPLAY:
            return period.shortly(self._desk.language)
        return period.said(self._desk.language)

    def priority_words(self, index: _Index) -> tuple[str, ...]:
        """What is said beside a prioritised item's star: with its source, and where there is less and less room."""
        year, node = index.data(STAR_ROLE), self.node(self.number_at(index))
        full = priority_said(self._desk, node.item) if node is not None else ""
        return full, self._desk.text(N_("Prioritised {year}"), year=year), str(year)

    # Dragging

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Every item can be dragged and dropped upon, and the ground beside them is the top of the plan."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDropEnabled | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags)

    def supportedDropActions(self) -> Qt.DropAction:
        """What is dragged is moved."""
        return Qt.DropAction.MoveAction

    def beyond(self, number: int, by: int) -> Place | None:
        """The place beyond the sibling that is shown after an item, or before it for -1; None where none is shown."""
        index = self.index_of(number)
        other = self.number_at(index.sibling(index.row() + by, TITLE))
        if other is None:
            return None
        above = self.grounds.above(number)
        following = self.grounds.beneath(above)
        following = following[following.index(other) + (by > 0) :]
        found = self.grounds.landing(number, above, following[0] if following else None)
        return found.place if found is not None else None

    def mimeTypes(self) -> list[str]:
        """What is dragged within this window."""
        return [_DRAGGED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The id of the item that is dragged."""
        data = QMimeData()
        if indexes:
            data.setData(_DRAGGED, str(indexes[0].internalId()).encode())
        return data

    def dragged(self, data: QMimeData) -> int | None:
        """The id of the item of this plan that is dragged."""
        text = bytes(data.data(_DRAGGED).data()).decode()
        return int(text) if text.isdecimal() and self.grounds.node(int(text)) is not None else None

    def landing(self, data: QMimeData, row: int, parent: _Index) -> Landing | None:
        """Where what is dragged would stand if it was dropped under `parent` before its `row`, or last for -1."""
        number = self.dragged(data)
        below = self._below(parent)
        before = below[row] if 0 <= row < len(below) else None
        return self.grounds.landing(number, self.number_at(parent), before) if number is not None else None

    def spoken_landing(self, found: Landing) -> str:
        """What an item would become at a place, or why it cannot stand there."""
        if found.why is not None or found.level is None:
            return self._desk.text(found.why or "")
        level, over = self._desk.text(found.level.label), self.grounds.node(found.place.parent)
        if over is None:
            return self._desk.text(N_("{level} at the top"), level=level)
        above = over.item.caption(self._desk.language.code)
        return self._desk.text(N_("{level} under {name}"), level=level, name=above)

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        """Whether what is dragged may stand there."""
        found = self.landing(data, row, parent)
        return found is not None and found.why is None

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index) -> bool:
        """Asks for what was dropped to be moved there; what cannot stand there is refused."""
        found, number = self.landing(data, row, parent), self.dragged(data)
        if found is None or number is None or found.why is not None:
            return False
        self.place_asked.emit(number, found.place)
        return True

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
            return roles_said(node.roles, language, is_short=True)
        return self._progress(node)

    def _progress(self, node: Node) -> str:
        """How far the work has come, and what it may cost."""
        language, budget = self._desk.language, node.item.budget
        cost = f"{language.number(budget)} {self.currency}".rstrip() if budget is not None else ""
        return " ".join(part for part in (language.text(node.item.lifecycle.label) * node.is_assessed, cost) if part)

    def _said(self, node: Node, column: int, role: int) -> str:
        text = self._text(node, column) if column != UNITS else roles_said(node.roles, self._desk.language)
        if column == TITLE and node.item.prioritised_year is not None:
            text = "\n".join((text, priority_said(self._desk, node.item)))
        return plain_tip(text) if role == _TIP else text.replace("\n", ", ")

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


def priority_said(desk: Desk, item: PlanItem) -> str:
    """Since when and by whom an item is prioritised; nothing where it is not."""
    year, source = item.prioritised_year, item.prioritised_source
    if year is None:
        return ""
    if source:
        return desk.text(N_("Prioritised in {year} ({source})"), year=year, source=source)
    return desk.text(N_("Prioritised in {year}"), year=year)


def spoken_shares(desk: Desk, shares: dict[Colour, int]) -> str:
    """A distribution in words: "7 green, 3 yellow, 2 red, 35 not assessed"."""
    counts = {colour.name.lower(): desk.language.number(shares.get(colour, 0)) for colour in Colour}
    if shares.get(Colour.NOT_DUE):
        return desk.text(
            N_("{green} green, {yellow} yellow, {red} red, {not_assessed} not assessed, {not_due} not due"), **counts
        )
    counts.pop("not_due")
    return desk.text(N_("{green} green, {yellow} yellow, {red} red, {not_assessed} not assessed"), **counts)
