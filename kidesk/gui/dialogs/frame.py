"""The frame of every dialog: a title, a body, a message when there is one, and a foot with its buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMargins, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from kidesk.gui import theme
from kidesk.gui.desk import Desk
from kidesk.gui.icons import IconLabel, dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_

_RING = 6
_NARROWEST = 480
_MARGINS = QMargins(28 - _RING, 22, 28 - _RING, 20)
_ICONS = {"info": "info", "ok": "circle-check", "warn": "triangle-alert", "bad": "circle-alert"}


class Banner(QFrame):
    """A sentence in the colour of its tone (info, ok, warn, bad), hidden while there is nothing to say."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self._desk = desk
        self._spoken: Callable[[], str] = str
        self._icon = IconLabel("info", "info")
        self.label = PlainLabel("", wrap=True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 10, 12, 10)
        self.row.setSpacing(10)
        self.row.addWidget(self._icon)
        self.row.addWidget(self.label, 1)
        self.hide()
        desk.keep_saying(self, lambda: self.label.setText(self._spoken()))

    def say(self, tone: str, spoken: Callable[[], str]) -> None:
        """Shows and announces what `spoken` gives, and asks it again when the language changes."""
        self._spoken = spoken
        theme.mark(self, "tone", tone)
        self._icon.set_icon(_ICONS[tone], tone)
        self.label.setText(spoken())
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.label.text()))


class Pane(QScrollArea):
    """Something long to read; the arrow keys scroll it, and a ring shows when they do."""

    def __init__(self, content: QWidget, *, is_read: bool = True) -> None:
        super().__init__()
        content.setProperty("kind", "clear")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_read else Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Takes the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ring at the edge of what is seen."""
        super().paintEvent(event)
        if self.hasFocus():
            with QPainter(self.viewport()) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(QColor(theme.tokens().accent), 2))
                painter.drawRoundedRect(self.viewport().rect().adjusted(1, 1, -1, -1), 6, 6)


class Frame(QDialog):
    """A dialog of its window. Escape closes it; `body` is filled by the dialog, the foot by `add_button`."""

    def __init__(self, desk: Desk, title: str, parent: QWidget | None, size: tuple[int, int]) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setMinimumWidth(_NARROWEST)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading = PlainLabel("", "title", wrap=True)
        desk.say(self.heading, self._set_title, title)
        self.banner = Banner(desk)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(12)
        self.foot.addStretch(1)
        self._lay_out()
        room = self.screen().availableGeometry().size()
        self.resize(min(size[0], room.width() - 40), min(size[1], room.height() - 60))

    def _lay_out(self) -> None:
        self._upper = QVBoxLayout()
        self._upper.setSpacing(14)
        self._upper.addWidget(self.heading)
        self._upper.addWidget(self.banner)
        self._upper.addLayout(self.body, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_MARGINS)
        self._column.setSpacing(14)
        self._column.addLayout(self._upper, 1)
        self._column.addLayout(self.foot)
        for inner in (self._upper, self.foot):
            inner.setContentsMargins(_RING, 0, _RING, 0)

    def event(self, event: QEvent) -> bool:
        """Grows when there is more to say than fits."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and self.layout() is not None:
            self.setMinimumSize(self._least())
        return done

    def _least(self) -> QSize:
        """What the texts need when they are broken at this width, as far as the screen has room."""
        least = self._column.totalMinimumSize()
        if self._column.hasHeightForWidth():
            least.setHeight(self._column.totalMinimumHeightForWidth(self.width()))
        room = self.screen().availableGeometry().size() - QSize(40, 60)
        return least.expandedTo(QSize(_NARROWEST, 0)).boundedTo(room)

    def _set_title(self, title: str) -> None:
        self.setWindowTitle(title)
        self.heading.setText(title)

    def add_beside_title(self, widget: QWidget) -> None:
        """Adds something small at the end of the title's line."""
        line = QHBoxLayout()
        line.setSpacing(16)
        self._upper.removeWidget(self.heading)
        line.addWidget(self.heading, 1)
        line.addWidget(widget)
        self._upper.insertLayout(0, line)

    def add_pane(self, pane: QScrollArea) -> None:
        """Adds a pane above the foot. Its ring lies in the margin, so that what it holds is in line with the title."""
        self._column.insertWidget(1, pane, 1)
        self._column.setStretchFactor(self._upper, 0)

    def add_button(
        self, text: str, act: Callable[[], object], icon: str = "", *, is_default: bool = False, at_start: bool = False
    ) -> QPushButton:
        """Adds a button to the foot, at its end or start; the default one is what Enter presses."""
        button = QPushButton()
        self.desk.say(button, button.setText, text)
        dress_button(button, icon, "primary" if is_default else "")
        button.setDefault(is_default)
        button.clicked.connect(lambda: act())
        self.foot.insertWidget(0 if at_start else self.foot.count(), button)
        return button

    def add_close(self) -> QPushButton:
        """Adds the button of a dialog that is only read, and gives it the keyboard."""
        button = self.add_button(N_("Close"), self.reject, is_default=True)
        button.setFocus()
        return button
