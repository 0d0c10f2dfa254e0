"""Text to read and copy whose long words break, such as addresses: a label would be as wide as its longest word."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QTextLayout, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from kidesk.gui.plain import PlainLabel, Role, font_of

_NARROWEST = 60
_LINE = "\u2028"  # what QTextLayout begins a new line at


def broken(text: str, font: QFont, width: int) -> QTextLayout:
    """Plain text in lines of `width` pixels: broken at words and, where one is too long for its line, within it."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text.replace("\n", _LINE), font)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


class BreakingText(QTextEdit):
    """Plain text, as high as it is at its width."""

    def __init__(self, text: str, role: Role = "body") -> None:
        super().__init__()
        self.setProperty("kind", "bare")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.setFont(font_of(role))
        self.setPlainText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Takes the height of the broken text."""
        super().resizeEvent(event)
        self.setFixedHeight(ceil(self.document().size().height()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What it stands in scrolls."""
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        """No word makes it wider."""
        return QSize(_NARROWEST, self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        """As wide as the layout likes."""
        return QSize(_NARROWEST, self.minimumHeight())


def copyable(text: str, role: Role = "body", *, room: int) -> QWidget:
    """A label whose text can be selected, or where a word is wider than `room`, a text that breaks it."""
    metrics = QFontMetrics(font_of(role))
    if any(metrics.horizontalAdvance(word) > room for word in text.split()):
        return BreakingText(text, role)
    label = PlainLabel(text, role, wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label
