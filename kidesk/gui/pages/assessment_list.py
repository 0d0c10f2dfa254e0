"""The list of a round of assessments: the activities in their groups, each with its colour as sign and word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from kidesk.gui import theme
from kidesk.gui.desk import Desk
from kidesk.gui.pages.plan_paint import paint_colour, paint_ground, paint_lines
from kidesk.gui.plain import plain_tip
from kidesk.gui.tokens import Tokens
from kidesk.i18n import N_
from kidesk.operations.assessment_round import Activity, Group, Round
from kidesk.records.quarter import Colour

ENTRY_ROLE = 0x0101  # a Group, or an Activity
STATE_ROLE = 0x0102  # what is said beneath a title, or beside a heading
_DISPLAY, _TIP, _ACCESSIBLE = 0, 3, 11
_HEADING_HEIGHT, _LINE, _BAR, _DISC, _EDGE = 36, 18, 3, 24, 14
_Index = QModelIndex | QPersistentModelIndex
_Entry = Group | Activity


class RoundModel(QAbstractListModel):
    """The rows: a heading for each group that shows anything, and its activities."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[_Entry] = []

    def show(self, found: Round, shown: Callable[[Activity], bool]) -> None:
        """Shows the activities of a round that `shown` holds for; rows that stay in their places stay."""
        rows = list(_rows(found, shown))
        if [_number(row) for row in rows] == [_number(row) for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def activities(self) -> list[Activity]:
        """The activities that are shown, from the top."""
        return [row for row in self._rows if isinstance(row, Activity)]

    def index_of(self, number: int | None) -> QModelIndex:
        """Where an activity stands; invalid where it is not shown."""
        place = next((at for at, row in enumerate(self._rows) if number is not None and _number(row) == number), -1)
        return self.index(place) if place >= 0 else QModelIndex()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Headings and activities."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings are passed over."""
        if index.isValid() and isinstance(self._rows[index.row()], Activity):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = 0) -> Any:
        """Titles, and what is said with them; the ear hears both."""
        row = self._rows[index.row()]
        if role == ENTRY_ROLE:
            return row
        if role in (_DISPLAY, _TIP):
            title = self._title(row)
            return title if role == _DISPLAY else plain_tip(title)
        if role == STATE_ROLE:
            return self._state(row)
        return f"{self._title(row)}, {self._state(row)}" if role == _ACCESSIBLE else None

    def _title(self, row: _Entry) -> str:
        if row.item is None:
            return self._desk.text(N_("At the top of the plan"))
        return row.item.caption(self._desk.language.code)

    def _state(self, row: _Entry) -> str:
        said = self._desk.language
        if isinstance(row, Group):
            done = sum(one.is_assessed for one in row.activities)
            return said.text(N_("{done} of {all}"), done=said.number(done), all=said.number(len(row.activities)))
        parts = [said.text(row.colour.label)]
        if row.lack:
            parts.append(said.text(N_("missing: {missing}"), missing=row.lack.said(said)))
        if row.is_assessed and not row.evidence:
            parts.append(said.text(N_("no evidence")))
        return " · ".join(parts)


def _rows(found: Round, shown: Callable[[Activity], bool]) -> Iterator[_Entry]:
    for group in found.groups:
        inside = [one for one in group.activities if shown(one)]
        if inside:
            yield group
            yield from inside


def _number(row: _Entry) -> int:
    """An activity's id; a heading's, negative, so that no activity is taken for it."""
    number = row.item.id if row.item is not None else 0
    return number if isinstance(row, Activity) else -number


class RoundList(QListView):
    """`chosen` carries the id of the activity that has become the current one."""

    chosen = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.rows = RoundModel(desk)
        self.setModel(self.rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.is_compact = False
        self.setItemDelegate(_Delegate(self))
        desk.say(self, self.setAccessibleName, N_("Activities to assess"))
        self.selectionModel().currentChanged.connect(self._choose)

    def current(self) -> int | None:
        """The id of the current activity."""
        entry = self.currentIndex().data(ENTRY_ROLE)
        return entry.item.id if isinstance(entry, Activity) else None

    def select(self, number: int | None) -> None:
        """Makes an activity the current one, silently, and brings it into view."""
        index = self.rows.index_of(number)
        self.selectionModel().blockSignals(True)
        self.setCurrentIndex(index)
        self.selectionModel().blockSignals(False)
        if index.isValid():
            self.scrollTo(index)
        self.viewport().update()

    def set_compact(self, is_compact: bool) -> None:
        """Gives titles one line instead of two."""
        self.is_compact = is_compact
        self.doItemsLayout()

    def keyboardSearch(self, search: str) -> None:
        """Letters choose colours; none of them goes looking for a title."""

    def _choose(self, current: QModelIndex) -> None:
        number = self.current()
        if current.isValid() and number is not None:
            self.chosen.emit(number)


class _Delegate(QStyledItemDelegate):
    """Paints headings and activities."""

    def __init__(self, view: RoundList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Headings are lower; activities are alike."""
        if isinstance(index.data(ENTRY_ROLE), Group):
            return QSize(120, _HEADING_HEIGHT)
        return QSize(120, (2 if self._view.is_compact else 3) * _LINE + _EDGE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints one row."""
        colours, place = theme.tokens(), option.rect
        state: QStyle.StateFlag = option.state
        entry = index.data(ENTRY_ROLE)
        painter.save()
        if isinstance(entry, Group):
            self._paint_heading(painter, place, index, colours)
        else:
            is_selected = bool(state & QStyle.StateFlag.State_Selected)
            is_current = self._view.hasFocus() and index.row() == self._view.currentIndex().row()
            is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
            paint_ground(
                painter, place, colours, is_selected=is_selected, is_current=is_current, is_hovered=is_hovered
            )
            if is_selected:
                painter.fillRect(place.x(), place.y(), _BAR, place.height(), QColor(colours.accent))
            self._paint_activity(painter, place.adjusted(_EDGE, 0, -_EDGE, -1), index, entry.colour, colours)
        painter.restore()

    def _paint_heading(self, painter: QPainter, place: QRect, index: _Index, colours: Tokens) -> None:
        painter.fillRect(place, QColor(colours.window))
        painter.fillRect(place.x(), place.bottom(), place.width(), 1, QColor(colours.line))
        font, said = theme.font(12, 600, tabular=True), str(index.data(STATE_ROLE))
        room = place.adjusted(_EDGE, 0, -_EDGE, 0)
        wide = QFontMetrics(font).horizontalAdvance(said) + 2
        paint_lines(painter, room.adjusted(0, 0, -wide - _EDGE, 0), str(index.data()), font, colours.muted, 1)
        paint_lines(painter, room.adjusted(room.width() - wide, 0, 0, 0), said, font, colours.muted, 1)

    def _paint_activity(
        self, painter: QPainter, room: QRect, index: _Index, colour: Colour, colours: Tokens
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lines = 1 if self._view.is_compact else 2
        left = room.adjusted(_DISC + 10, 0, 0, 0)
        if QFontMetrics(theme.font()).horizontalAdvance(str(index.data())) <= left.width():
            lines = 1
        left.setTop(room.y() + (room.height() - (lines + 1) * _LINE) // 2)  # what belongs together stays together
        paint_colour(painter, QRect(room.x(), left.y() + (lines * _LINE - _DISC) // 2, _DISC, _DISC), colour, colours)
        title = QRect(left.x(), left.y(), left.width(), lines * _LINE)
        paint_lines(painter, title, str(index.data()), theme.font(), colours.text, lines)
        ink = colours.tone(str(colour.tone))[0] if colour == Colour.RED else colours.muted
        state = QRect(left.x(), title.bottom() + 1, left.width(), _LINE)
        paint_lines(painter, state, str(index.data(STATE_ROLE)), theme.font(12), ink, 1)
