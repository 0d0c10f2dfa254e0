"""The tree of a plan on the screen: its keys, its rows and its columns."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QCursor,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QTreeView,
)

from kidesk.gui import theme
from kidesk.gui.delegate import COMPACT_ROW_HEIGHT, ROW_HEIGHT
from kidesk.gui.icons import draw_icon
from kidesk.gui.pages.assessment_form import KEYS
from kidesk.gui.pages.plan_acts import act_of
from kidesk.gui.pages.plan_drop import Drop, drop_at, paint_drop
from kidesk.gui.pages.plan_model import (
    COLOUR_ROLE,
    DEPTH_ROLE,
    FIRST_QUARTER,
    SHARES_ROLE,
    STAR_ROLE,
    TITLE,
    PlanModel,
)
from kidesk.gui.pages.plan_paint import paint_colour, paint_ground, paint_lines, paint_priority, paint_shares
from kidesk.gui.plain import plain_tip
from kidesk.gui.tokens import Tokens
from kidesk.records.quarter import Colour

_COLOURS: dict[int, Colour] = {ord(letter): colour for letter, colour in KEYS.items()}
_INDENT, _PADDING, _BAR, _DISC = 20, 8, 3, 24
_Index = QModelIndex | QPersistentModelIndex


class PlanView(QTreeView):
    """Enter opens, Delete deletes, a colour's letter chooses it, and what is dragged is put elsewhere.

    `act_asked` carries the key of what is to be done with the item, `menu_asked` where on the screen to offer it.
    """

    opened = Signal()
    delete_asked = Signal()
    colour_chosen = Signal(object)
    act_asked = Signal(str)
    menu_asked = Signal(object)

    def __init__(self, model: PlanModel) -> None:
        super().__init__()
        self._plan = model
        self._drop: Drop | None = None
        self.setModel(model)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)  # it paints its own, which says where the item would stand
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIndentation(_INDENT)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.is_compact = False
        self.setItemDelegate(_Delegate(self))
        header = self.header()
        header.setFixedHeight(37)
        header.setMinimumSectionSize(40)
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStyleSheet("QHeaderView::section { padding: 0 8px; }")

    @property
    def plan(self) -> PlanModel:
        """The model that is shown."""
        return self._plan

    def set_compact(self, is_compact: bool) -> None:
        """Shows the rows 32 instead of 44 pixels high."""
        self.is_compact = is_compact
        self.doItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes the keys of its own before Qt searches for what is typed."""
        key = event.key()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif plain and key == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif plain and key in _COLOURS:
            self.colour_chosen.emit(_COLOURS[key])
        elif (act := act_of(event)) is not None:
            self.act_asked.emit(act)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offers what can be done with the item, also from the keyboard."""
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(_INDENT, 0)
        self.menu_asked.emit(self.viewport().mapToGlobal(place))

    # Dragging

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Shows where the item would come to stand and what it would become there, or why it would not."""
        super().dragMoveEvent(event)  # scrolls near the edges
        self._show_drop(drop_at(self, self._plan, event))
        if self._drop is None or self._drop.landing.why is not None:
            event.ignore()
        else:
            event.acceptProposedAction()
        if self._drop is not None:
            said, place = self._plan.spoken_landing(self._drop.landing), QCursor.pos() + QPoint(12, 12)
            QToolTip.showText(place, plain_tip(said), self.viewport(), self.viewport().rect())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Shows no place any more."""
        super().dragLeaveEvent(event)
        self._show_drop(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Asks for the item to be moved to where it was shown."""
        drop = drop_at(self, self._plan, event)
        self._show_drop(None)
        if drop is not None and self._plan.dropMimeData(event.mimeData(), Qt.DropAction.MoveAction, *drop.target):
            event.acceptProposedAction()
        else:
            event.ignore()

    def _show_drop(self, drop: Drop | None) -> None:
        self._drop = drop
        if drop is None:
            QToolTip.hideText()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the line where something that is dragged would come to stand."""
        super().paintEvent(event)
        if self._drop is not None:
            with QPainter(self.viewport()) as painter:
                paint_drop(painter, self, self._drop)

    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """Paints the row's ground beside its title, and a chevron where something stands under it."""
        colours = theme.tokens()
        is_selected = self.selectionModel().isSelected(index)
        pointer = self.viewport().mapFromGlobal(QCursor.pos()).y()
        paint_ground(
            painter,
            rect,
            colours,
            is_selected=is_selected,
            is_current=self.is_current(index),
            is_hovered=self.viewport().underMouse() and rect.y() <= pointer <= rect.bottom(),
        )
        if is_selected:
            painter.fillRect(rect.x(), rect.y(), _BAR, rect.height(), QColor(colours.accent))
        if self.model().rowCount(index):
            name = "chevron-down" if self.isExpanded(index) else "chevron-right"
            place = QRect(rect.right() - 17, rect.y() + (rect.height() - 16) // 2, 16, 16)
            draw_icon(painter, place, name, colours.muted)

    def is_current(self, index: _Index) -> bool:
        """Whether the keyboard acts on the row of an index."""
        current = self.currentIndex()
        return self.hasFocus() and current.row() == index.row() and current.parent() == index.parent()


class _Delegate(QStyledItemDelegate):
    """Paints the cells of a plan."""

    def __init__(self, view: PlanView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """All rows are alike."""
        return QSize(80, COMPACT_ROW_HEIGHT if self._view.is_compact else ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints one cell."""
        colours = theme.tokens()
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        paint_ground(
            painter,
            place,
            colours,
            is_selected=is_selected,
            is_current=self._view.is_current(index),
            is_hovered=is_hovered,
        )
        room = place.adjusted(2 if index.column() == TITLE else _PADDING, 0, -_PADDING, -1)
        if index.column() >= FIRST_QUARTER:
            self._paint_quarter(painter, place.adjusted(0, 0, 0, -1), index, colours)
        elif index.column() == TITLE:
            self._paint_title(painter, room, index, colours)
        else:
            lines = 1 if self._view.is_compact else 2
            paint_lines(painter, room, str(index.data() or ""), theme.font(), colours.muted, lines)
        painter.restore()

    def _paint_title(self, painter: QPainter, room: QRect, index: _Index, colours: Tokens) -> None:
        if index.data(STAR_ROLE):
            room = paint_priority(painter, room, self._view.plan.priority_words(index), colours)
        weight = (600, 500)[index.data(DEPTH_ROLE)] if index.data(DEPTH_ROLE) < 2 else 400
        lines = 1 if self._view.is_compact else 2
        paint_lines(painter, room, str(index.data()), theme.font(weight=weight), colours.text, lines)

    def _paint_quarter(self, painter: QPainter, room: QRect, index: _Index, colours: Tokens) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, shares = index.data(COLOUR_ROLE), index.data(SHARES_ROLE)
        if colour is not None:
            disc = QRect(room.x() + _PADDING, room.center().y() - _DISC // 2, _DISC, _DISC)
            paint_colour(painter, disc, Colour(colour), colours)
        elif shares:
            paint_shares(painter, room.adjusted(_PADDING, 0, -_PADDING, 0), list(shares), colours)


def dress_columns(view: PlanView) -> None:
    """The title takes what the other columns leave."""
    header = view.header()
    for column in range(view.model().columnCount()):
        resize = QHeaderView.ResizeMode.Stretch if column == TITLE else QHeaderView.ResizeMode.Fixed
        header.setSectionResizeMode(column, resize)
