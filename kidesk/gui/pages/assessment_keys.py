"""The keys of the page of a round; a letter typed in a text stays a letter, since texts take it before a shortcut."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from kidesk.gui.pages.assessment_form import KEYS, REASON_KEYS
from kidesk.i18n import N_

if TYPE_CHECKING:
    from kidesk.gui.pages.assessment import AssessmentPage

_SAVE, _NEXT, _BEFORE = ("Ctrl+Return", "Ctrl+Enter"), ("PgDown", "Alt+Down"), ("PgUp", "Alt+Up")
_TAKE, _WRITE, _SHOW = "P", "C", "E"
# What each key does, for whoever looks the keys up.
SAID = (
    *((key, colour.label) for key, colour in KEYS.items()),
    *((key, reason.label) for key, reason in REASON_KEYS.items()),
    (_TAKE, N_("Take over the proposed colour")),
    (_WRITE, N_("Write a comment")),
    (_SHOW, N_("Add evidence")),
    (_SAVE[1], N_("Save and go on")),
    (_NEXT[0], N_("The next activity")),
    (_BEFORE[0], N_("The activity before")),
)


def take_keys(page: AssessmentPage) -> None:
    """Gives a page its keys, wherever in it the keyboard is."""
    runs: dict[str, Callable[[], object]] = {
        **{key: partial(page.form.choose, colour) for key, colour in KEYS.items()},
        **{key: partial(page.form.give_reason, reason) for key, reason in REASON_KEYS.items()},
        _TAKE: page.sheet.proposal.take,
        _WRITE: page.form.write,
        _SHOW: page.sheet.evidence.ask,
        **dict.fromkeys(_SAVE, page.save),
        **dict.fromkeys(_NEXT, partial(page.step, 1)),
        **dict.fromkeys(_BEFORE, partial(page.step, -1)),
    }
    for keys, run in runs.items():
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(run)
