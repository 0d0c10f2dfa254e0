"""The one place that makes labels and tool tips: whatever the text, Qt shows it as plain text."""

from __future__ import annotations

from html import escape
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from kidesk.gui import theme

Role = Literal["title", "record", "section", "body", "strong", "muted", "small", "kpi"]

_FONTS: dict[Role, tuple[int, int]] = {
    "title": (20, 600),
    "record": (16, 600),
    "section": (12, 600),
    "body": (13, 400),
    "strong": (13, 500),
    "muted": (13, 400),
    "small": (12, 400),
    "kpi": (30, 600),
}
_MUTED: tuple[Role, ...] = ("section", "muted", "small")
_LEAST_ELIDED_WIDTH = 32


class PlainLabel(QLabel):
    """A label that never renders HTML, in its role's size and weight; `elide` shortens it to one line."""

    def __init__(
        self,
        text: str = "",
        role: Role = "body",
        *,
        wrap: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font_of(role))
        self.setProperty("tint", "muted" if role in _MUTED else "text")
        self.setWordWrap(wrap)
        self._elide = elide
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def set_tint(self, tint: Literal["text", "muted", "accent", "bad"]) -> None:
        """Colours the label otherwise than its role does."""
        theme.mark(self, "tint", tint)

    def is_elided(self) -> bool:
        """Whether less than the whole text can be seen."""
        return self._elide and self._shown() != self.text()

    def minimumSizeHint(self) -> QSize:
        """An eliding label may shrink to a few characters."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), _LEAST_ELIDED_WIDTH), least.height()) if self._elide else least

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the shortened text when the label elides."""
        if not self._elide:
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            self.style().drawItemText(
                painter,
                self.contentsRect(),
                int(self.alignment()),
                self.palette(),
                self.isEnabled(),
                self._shown(),
                self.foregroundRole(),
            )

    def event(self, event: QEvent) -> bool:
        """Shows the whole of a shortened text as its tool tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.is_elided():
            QToolTip.showText(event.globalPos(), plain_tip(self.text()), self)
            return True
        return super().event(event)

    def _shown(self) -> str:
        one_line = " ".join(self.text().split("\n"))
        width = self.contentsRect().width()
        return self.fontMetrics().elidedText(one_line, Qt.TextElideMode.ElideRight, width)


def font_of(role: Role) -> QFont:
    """The font of a role."""
    return theme.font(*_FONTS[role])


def plain_tip(text: str) -> str:
    """`text` for a tool tip (or a model's ToolTipRole): escaped where Qt would take it for HTML."""
    if not RichText.mightBeRichText(text):
        return text
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>"


def set_tool_tip(widget: QWidget, text: str) -> None:
    """Gives `widget` a tool tip that shows `text` as it is."""
    widget.setToolTip(plain_tip(text))
