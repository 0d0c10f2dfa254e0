"""The toast: one line at the bottom of the window that says what happened and offers to take it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from kidesk.gui.plain import PlainLabel

DURATION = 8000
_FROM_BOTTOM = 84  # pixels: above the bar of what can be done with several records
_MARGIN = 24


class Toast(QFrame):
    """The one toast of a window; a new message takes the place of the one before."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("kind", "toast")
        self._message = PlainLabel(wrap=False)
        self._action = QPushButton()
        self._action.setProperty("kind", "toast")
        self._action.setCursor(Qt.CursorShape.PointingHandCursor)
        self._action.clicked.connect(self._act)
        self._action.installEventFilter(self)
        self._on_action: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=DURATION)
        self._timer.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(12)
        row.addWidget(self._message)
        row.addWidget(self._action)
        window.installEventFilter(self)
        self.hide()

    def say(self, message: str, action: str = "", on_action: Callable[[], None] | None = None) -> None:
        """Shows and announces `message`; `action` is the word on the button that calls `on_action`."""
        self._on_action = on_action
        self._message.setText(message)
        self._action.setText(action)
        self._action.setVisible(bool(action) and on_action is not None)
        self.show()
        self._place()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays in its place when the window changes size, and while its button has the focus."""
        if watched is self._action and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._hold(event.type() == QEvent.Type.FocusIn)
        elif watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Waits while it is being read."""
        self._hold(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Counts down again."""
        self._hold(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _hold(self, held: bool) -> None:
        if held:
            self._timer.stop()
        elif self.isVisible() and not self.underMouse() and not self._action.hasFocus():
            self._timer.start()

    def _act(self) -> None:
        self.hide()
        if self._on_action is not None:
            self._on_action()

    def _place(self) -> None:
        widest = max(self._window.width() - 2 * _MARGIN, 0)
        self._message.setWordWrap(False)
        self.setMaximumWidth(widest)
        if self.sizeHint().width() > widest:
            self._message.setWordWrap(True)
        self.adjustSize()
        left = (self._window.width() - self.width()) // 2
        self.move(left, self._window.height() - self.height() - _FROM_BOTTOM)
