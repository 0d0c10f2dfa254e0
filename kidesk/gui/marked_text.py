"""A text to read in which some words are marked as removed or added: by a line, by colour, and aloud."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextOption
from PySide6.QtWidgets import QTextEdit

from kidesk.gui import theme
from kidesk.gui.plain import font_of
from kidesk.i18n import N_, Language
from kidesk.records.quarter_move import Words, passages

_SPOKEN = {"removed": N_("Removed: {words}"), "added": N_("Added: {words}")}


class MarkedText(QTextEdit):
    """Plain text of words that are removed (struck through), added (underlined) or neither."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFont(font_of("body"))

    def show_words(self, words: Sequence[Words], language: Language) -> None:
        """Shows words in the theme's colours; what went and came is said in the accessible description."""
        self.clear()
        cursor = self.textCursor()
        for place, one in enumerate(words):
            if place:
                cursor.insertText(" ", QTextCharFormat())
            cursor.insertText(one.text, _look(one.change))
        self.moveCursor(self.textCursor().MoveOperation.Start)
        found = {change: passages(tuple(words), change) for change in _SPOKEN}
        said = [language.text(_SPOKEN[change], words=text) for change, text in found.items() if text]
        self.setAccessibleDescription("\n".join(said))


def _look(change: str) -> QTextCharFormat:
    look, tokens = QTextCharFormat(), theme.tokens()
    if change == "removed":
        look.setFontStrikeOut(True)
    elif change == "added":
        look.setFontUnderline(True)
    if change in _SPOKEN:
        ink, ground = tokens.tone("bad" if change == "removed" else "ok")
        look.setForeground(QColor(ink))
        look.setBackground(QColor(ground))
    return look
