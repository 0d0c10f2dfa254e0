"""The registry of commands: menus, palette and the list of shortcuts read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.icons import icon

Shortcut = str | QKeySequence.StandardKey | None


@dataclass(frozen=True)
class Command:
    """A command: its key, menu, text (a msgid), icon, shortcut and what it does."""

    key: str
    menu: str
    text: str
    icon: str
    shortcut: Shortcut
    run: Callable[[], object]
    role: QAction.MenuRole = QAction.MenuRole.NoRole


class Actions(QObject):
    """The QActions of a window by key, their texts in the window's language."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._commands: dict[str, Command] = {}

    def add(self, command: Command) -> QAction:
        """Adds a command to the window and returns its action."""
        action = QAction(icon(command.icon, "muted"), "", self._window)
        if command.shortcut is not None:
            action.setShortcut(QKeySequence(command.shortcut))
        action.setMenuRole(command.role)
        action.triggered.connect(lambda: command.run())
        self._desk.say(action, action.setText, command.text)
        self._desk.say(action, lambda text: action.setStatusTip(text.rstrip("…")), command.text)
        self._window.addAction(action)
        self._actions[command.key] = action
        self._commands[command.key] = command
        return action

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def __iter__(self) -> Iterator[tuple[Command, QAction]]:
        return iter([(self._commands[key], action) for key, action in self._actions.items()])
