"""Tags as chips: in the details of a record, and in the cells of a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from kidesk.gui import theme
from kidesk.gui.delegate import RecordDelegate
from kidesk.gui.flow_layout import FlowLayout
from kidesk.gui.plain import PlainLabel
from kidesk.gui.tokens import Tokens
from kidesk.records.fields import Text

_JOINT = Text.joint
_HEIGHT, _EDGE, _GAP = 22, 8, 6
_LEAST = 40  # pixels that a shortened chip needs to say anything
_MORE = "…"


class TagChips(QWidget):
    """Tags side by side, in as many lines as they need."""

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__()
        row = FlowLayout(_GAP)
        row.setContentsMargins(0, 0, 0, 0)
        for tag in tags:
            chip = PlainLabel(tag, "small", elide=True)
            chip.setProperty("kind", "tag")
            chip.setIndent(0)  # the sheet gives it its edges
            chip.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            row.addWidget(chip)
        self.setLayout(row)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class TagDelegate(RecordDelegate):
    """Paints the cells of a column of tags; what has no room is told by an ellipsis, and whole by the tool tip."""

    def paint_text(
        self,
        painter: QPainter,
        room: QRect,
        index: QModelIndex | QPersistentModelIndex,
        colours: Tokens,
        *,
        enabled: bool,
    ) -> None:
        """Paints the tags of one record."""
        font = theme.font(12)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = room.x()
        for tag in str(index.data() or "").split(_JOINT):
            space = room.right() - left
            width = min(metrics.horizontalAdvance(tag) + 2 * _EDGE, space)
            if not tag:
                return
            if space < _LEAST:
                rest = QRect(left, room.y(), max(space, 0), room.height())
                painter.setPen(QColor(colours.muted))
                painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, _MORE)
                return
            pill = QRect(left, room.y() + (room.height() - _HEIGHT) // 2, width, _HEIGHT)
            _paint_chip(painter, pill, tag, colours.none if enabled else colours.disabled, colours.none_bg)
            left += width + _GAP


def _paint_chip(painter: QPainter, pill: QRect, tag: str, ink: str, fill: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(QRectF(pill), _HEIGHT / 2, _HEIGHT / 2)
    painter.setPen(QColor(ink))
    room = pill.adjusted(_EDGE, 0, 1 - _EDGE, 0)
    shown = painter.fontMetrics().elidedText(tag, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
