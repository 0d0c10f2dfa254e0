"""The keyboard of the tests: keys go to whatever has the focus, as a person's do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def focus() -> QWidget:
    """The widget that the keyboard is at."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(*keys: Qt.Key, at: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Presses keys, one after the other."""
    for key in keys:
        QTest.keyClick(focus(), key, at)


def write(text: str) -> None:
    """Types a text."""
    for sign in text:
        QTest.keyClicks(focus(), sign)
