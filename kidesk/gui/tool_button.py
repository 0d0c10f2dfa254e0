"""Buttons of a page's bar: a sign and words that follow the window's language."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from kidesk.gui.desk import Desk
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import set_tool_tip

_SIGN = 16  # pixels


def tool_button(desk: Desk, words: str, sign: str) -> QToolButton:
    """A button that the keyboard reaches; `words` is a msgid, also what a screen reader and the tip say."""
    button = QToolButton()
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    for setter in (button.setText, button.setAccessibleName, partial(set_tool_tip, button)):
        desk.say(button, setter, words)
    dress_button(button, sign, "", _SIGN)  # once it has its words, before which the sign leaves room
    return button
