"""A line that offers what may stand in it while a person types, or on arrow down."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from kidesk.gui.desk import Desk
from kidesk.gui.icons import icon
from kidesk.i18n import N_

_MOST_IN_VIEW = 12
_BESIDE_TEXT = 40  # pixels for the frame and the scroll bar of the list
_AT_WINDOWS_EDGE = 12
_FOR_THE_LIST = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_F4)


class OfferingLine(QLineEdit):
    """One text, or several with semicolons between them, each chosen from a list or typed.

    `found` gives the texts offered for a typed beginning, the likeliest first. What is typed stays as it is until Enter
    or a click takes a text from the list: the first one, unless the arrows have gone to another. Tab takes none.
    """

    changed = Signal()

    def __init__(self, desk: Desk, found: Callable[[str], list[str]], *, is_many: bool = False) -> None:
        super().__init__()
        self._found = found
        self._is_many = is_many
        self._texts = QStringListModel(self)
        self._completer = QCompleter(self._texts, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_MOST_IN_VIEW)
        self._completer.setWidget(self)
        self._list = QListView()
        self._completer.setPopup(self._list)
        self._completer.activated.connect(self._take)
        self.textEdited.connect(self._edited)
        arrow = QAction(icon("chevron-down", "muted", 16), "", self)
        desk.say(arrow, arrow.setText, N_("Show what may be chosen"))
        arrow.triggered.connect(self.offer_all)
        self.addAction(arrow, QLineEdit.ActionPosition.TrailingPosition)

    @property
    def is_offering(self) -> bool:
        """Whether the list is open."""
        return self._list.isVisible()

    @property
    def offered(self) -> list[str]:
        """The texts in the list."""
        return self._texts.stringList() if self.is_offering else []

    def offer_all(self) -> None:
        """Opens the list with all there is, at what the line says now."""
        self.setFocus()
        typed = self._part()
        self._offer(self._found(""))
        places = [place for place, text in enumerate(self._texts.stringList()) if text == typed]
        self._go_to(places[0] if places else 0)

    def _edited(self) -> None:
        typed = self._part()
        self._offer(self._found(typed) if typed else [])
        self._go_to(0)
        self.changed.emit()

    def _offer(self, texts: list[str]) -> None:
        self._texts.setStringList(texts)
        if not texts:
            self._list.hide()
            return
        self._list.setAccessibleName(self.accessibleName())
        widest = max(map(self._list.fontMetrics().horizontalAdvance, texts)) + _BESIDE_TEXT
        self._completer.complete(self._place(max(widest, self.width())))

    def _place(self, width: int) -> QRect:
        """Under the line and as wide as the texts, but within the window."""
        window = self.window()
        left, room = self.mapTo(window, QPoint(0, 0)).x(), window.width() - 2 * _AT_WINDOWS_EDGE
        width = min(width, room)
        return QRect(min(0, _AT_WINDOWS_EDGE + room - width - left), 0, width, self.height())

    def _go_to(self, row: int) -> None:
        self._list.setCurrentIndex(self._completer.completionModel().index(row, 0))

    def _bounds(self) -> tuple[int, int]:
        """Where the text at the cursor begins and ends."""
        text, cursor = self.text(), self.cursorPosition()
        if not self._is_many:
            return 0, len(text)
        end = text.find(";", cursor)
        return text.rfind(";", 0, cursor) + 1, len(text) if end < 0 else end

    def _part(self) -> str:
        start, end = self._bounds()
        return self.text()[start:end].strip()

    def _take(self, chosen: str) -> None:
        start, end = self._bounds()
        before, after = self.text()[:start], self.text()[end:]
        text = f"{before} {chosen}" if before else chosen
        self.setText(text + (after or ("; " if self._is_many else "")))
        self.setCursorPosition(len(text) if after else len(self.text()))
        self.setModified(True)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow down opens the list; while it is open, Enter and Escape are for it."""
        if self.is_offering and event.key() in _FOR_THE_LIST:
            event.ignore()
        elif event.key() == Qt.Key.Key_Down and not self.is_offering:
            self.offer_all()
        else:
            super().keyPressEvent(event)
