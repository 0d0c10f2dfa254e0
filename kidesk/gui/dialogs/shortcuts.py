"""The keyboard's shortcuts: every command with its keys, and the keys of lists and previews."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kidesk.gui import theme
from kidesk.gui.actions import Actions
from kidesk.gui.commands import MENUS
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame, Pane
from kidesk.gui.pages.assessment_keys import SAID as ASSESSING
from kidesk.gui.pages.plan_acts import ACTS
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_

_LIST_KEYS = (
    ("Up", N_("The row above")),
    ("Down", N_("The row below")),
    ("Enter", N_("Open the record")),
    ("Del", N_("Delete the record")),
    ("Esc", N_("Back, or close")),
    ("F6", N_("Next pane")),
)
_PREVIEW_KEYS = (
    ("Ctrl+F", N_("Find in the document")),
    ("F3", N_("The next hit")),
    ("Shift+F3", N_("The hit before")),
    ("Ctrl+G", N_("Go to page")),
    ("Ctrl++", N_("Zoom in")),
    ("Ctrl+-", N_("Zoom out")),
    ("Ctrl+0", N_("As large as on paper")),
    ("F5", N_("Make it anew")),
    ("Ctrl+S", N_("Save the document")),
    ("Ctrl+P", N_("Print the document")),
)


class KeyLabel(PlainLabel):
    """The keys of a shortcut, drawn as a key."""

    def __init__(self) -> None:
        super().__init__("", "small")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setContentsMargins(8, 3, 8, 3)

    def minimumSizeHint(self) -> QSize:
        """At least as wide as high."""
        hint = super().minimumSizeHint()
        return hint.expandedTo(QSize(hint.height(), hint.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the key and then the text."""
        if self.text():
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QColor(theme.tokens().line))
                painter.setBrush(QColor(theme.tokens().sidebar))
                painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 5, 5)
        super().paintEvent(event)


class ShortcutsDialog(Frame):
    """Shows every command of a window with its shortcut, by menu, and the keys of lists and previews."""

    def __init__(self, desk: Desk, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Keyboard shortcuts"), parent, (780, 720))
        self._actions = actions
        content = QWidget()
        sides = QHBoxLayout(content)
        sides.setContentsMargins(6, 6, 12, 6)
        sides.setSpacing(16)
        self._sides = [QVBoxLayout(), QVBoxLayout()]
        self._lengths = [0, 0]
        for side in self._sides:
            side.setSpacing(16)
            sides.addLayout(side, 1)
        self._fill()
        for side in self._sides:
            side.addStretch(1)
        pane = Pane(content)
        desk.say(pane, pane.setAccessibleName, N_("Keyboard shortcuts"))
        self.add_pane(pane)
        self.add_close()

    def _fill(self) -> None:
        taken = {action.shortcut().toString() for _, action in self._actions}
        for key, title in MENUS.items():
            rows = [(command.text, action.shortcut()) for command, action in self._actions if command.menu == key]
            self._add_group(title, rows)
        keys = [(text, QKeySequence(name)) for name, text in _LIST_KEYS if name not in taken]
        self._add_group(N_("In a list"), keys)
        acts = [(act.text, QKeySequence(act.keys[0])) for group in ACTS for act in group if act.keys]
        self._add_group(N_("In a plan"), acts)
        self._add_group(N_("Assessing a quarter"), [(text, QKeySequence(name)) for name, text in ASSESSING])
        self._add_group(N_("In a preview"), [(text, QKeySequence(name)) for name, text in _PREVIEW_KEYS])

    def _add_group(self, title: str, rows: list[tuple[str, QKeySequence]]) -> None:
        if not rows:
            return
        shorter = self._lengths.index(min(self._lengths))
        self._lengths[shorter] += len(rows) + 2
        card = QFrame()
        card.setProperty("kind", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 12, 12, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        heading = PlainLabel("", "section")
        self.desk.say(heading, lambda text: heading.setText(text.replace("&", "")), title)
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, (text, keys) in enumerate(rows, start=1):
            self._add_row(grid, row, text, keys)
        self._sides[shorter].addWidget(card)

    def _add_row(self, grid: QGridLayout, row: int, text: str, keys: QKeySequence) -> None:
        name, key = PlainLabel("", wrap=True), KeyLabel()
        self.desk.say(name, lambda said: name.setText(said.replace("&", "").rstrip("…")), text)
        self.desk.keep_saying(key, lambda: key.setText(keys.toString(QKeySequence.SequenceFormat.NativeText)))
        grid.addWidget(name, row, 0)
        grid.addWidget(key, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
