"""The keys of the page of a round; a letter typed in a text stays a letter, since texts take it before a shortcut."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from kidesk.gui.pages.assessment_form import KEYS, REASON_KEYS

if TYPE_CHECKING:
    from kidesk.gui.pages.assessment import AssessmentPage

_SAVE, _NEXT, _BEFORE = ("Ctrl+Return", "Ctrl+Enter"), ("PgDown", "Alt+Down"), ("PgUp", "Alt+Up")


def take_keys(page: AssessmentPage) -> None:
    """Gives a page its keys, wherever in it the keyboard is."""
    runs: dict[str, Callable[[], object]] = {
        **{key: partial(page.form.choose, colour) for key, colour in KEYS.items()},
        **{key: partial(page.form.give_reason, reason) for key, reason in REASON_KEYS.items()},
        "P": page.sheet.proposal.take,
        "C": page.form.write,
        "E": page.sheet.evidence.ask,
        **dict.fromkeys(_SAVE, page.save),
        **dict.fromkeys(_NEXT, partial(page.step, 1)),
        **dict.fromkeys(_BEFORE, partial(page.step, -1)),
    }
    for keys, run in runs.items():
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(run)
