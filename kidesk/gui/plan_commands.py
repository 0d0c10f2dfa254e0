"""The commands on a plan and its quarters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kidesk.gui.actions import Command
from kidesk.gui.pages.plan import PlanPage
from kidesk.i18n import N_

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow


def in_file(window: MainWindow) -> list[Command]:
    """Those of the File menu."""
    ask_matrix, ask_compare = partial(_of_plan, window, "ask_matrix"), partial(_of_plan, window, "ask_compare")
    return [
        Command("status", "file", N_("Quarterly status…"), "chart-column", "Ctrl+R", window.printing.status),
        Command("matrix", "file", N_("Activity matrix…"), "grid-3x3", None, ask_matrix),
        Command("compare", "file", N_("Compare quarters…"), "git-compare", None, ask_compare),
    ]


def in_edit(window: MainWindow) -> list[Command]:
    """Those of the Edit menu."""
    assess = N_("Assess the quarter…")
    return [
        Command("assess", "edit", assess, "list-checks", "Ctrl+Shift+A", window.asides.assess_here),
        Command("seal", "edit", N_("Seal or reopen the quarter…"), "lock", None, window.asides.seal_here),
    ]


def _of_plan(window: MainWindow, ask: str) -> None:
    page = window.stack.currentWidget()
    if isinstance(page, PlanPage):
        getattr(page, ask)()
    else:
        window.toast.say(window.desk.text(N_("Go to the plan first.")))
