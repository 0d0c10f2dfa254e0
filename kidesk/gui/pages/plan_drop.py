"""Dragging in the tree of a plan: which place the pointer means, and the line that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QDropEvent, QPainter, QPen
from PySide6.QtWidgets import QTreeView

from kidesk.gui import theme
from kidesk.gui.pages.plan_landing import Landing, Zone
from kidesk.gui.pages.plan_model import PlanModel

_EDGE = 0.3  # of a row's height counts as before or after it
_DOT = 4


@dataclass(frozen=True)
class Drop:
    """A landing, and where the model is to be told of it: row, column and what it stands under."""

    landing: Landing
    target: tuple[int, int, QModelIndex]


def drop_at(view: QTreeView, model: PlanModel, event: QDropEvent) -> Drop | None:
    """What a drop would do there; None where nothing is meant, such as over the item that is dragged."""
    number, place = model.dragged(event.mimeData()), event.position().toPoint()
    if number is None:
        return None
    index = view.indexAt(place).siblingAtColumn(0)
    over = model.number_at(index)
    if over == number:
        return None
    landing = (
        model.grounds.landing(number, None, None)
        if over is None
        else model.grounds.over(number, over, _zone(view, index, place), is_open=view.isExpanded(index))
    )
    return Drop(landing, _target(model, landing)) if landing is not None else None


def _zone(view: QTreeView, index: QModelIndex, place: QPoint) -> Zone:
    row = view.visualRect(index)
    share = (place.y() - row.y()) / max(row.height(), 1)
    return Zone.UPPER if share < _EDGE else Zone.LOWER if share > 1 - _EDGE else Zone.MIDDLE


def _target(model: PlanModel, landing: Landing) -> tuple[int, int, QModelIndex]:
    before = model.index_of(landing.place.before)
    return before.row() if before.isValid() else -1, 0, model.index_of(landing.place.parent)


def paint_drop(painter: QPainter, view: QTreeView, drop: Drop) -> None:
    """Paints a line where the item would stand, indented as it would be; one that is refused is broken and red."""
    colours = theme.tokens()
    is_refused = drop.landing.why is not None
    ink = QColor(colours.bad if is_refused else colours.accent)
    left, y = _line(view, drop)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 3, Qt.PenStyle.DotLine if is_refused else Qt.PenStyle.SolidLine))
    painter.drawLine(left + 2 * _DOT, y, view.viewport().width(), y)
    painter.setPen(QPen(ink, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPoint(left + _DOT, y), _DOT, _DOT)


def _line(view: QTreeView, drop: Drop) -> tuple[int, int]:
    """Where the line begins: above the row it comes before, or under the last one of what it comes under."""
    row, _column, parent = drop.target
    model = view.model()
    left = (_depth(parent) + 1) * view.indentation()
    if row >= 0:
        return left, max(view.visualRect(model.index(row, 0, parent)).y(), 2)
    last = parent
    while model.rowCount(last) and (not last.isValid() or view.isExpanded(last)):
        last = model.index(model.rowCount(last) - 1, 0, last)
    shown = view.visualRect(last) if last.isValid() else QRect()
    return left, min(shown.bottom(), view.viewport().height() - 3)


def _depth(index: QModelIndex) -> int:
    return 1 + _depth(index.parent()) if index.isValid() else 0
