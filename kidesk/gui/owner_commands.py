"""The commands for asking the owners, in the File menu and on the page of the plans."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kidesk.gui.actions import Command
from kidesk.gui.pages.plan import PlanPage
from kidesk.i18n import N_

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow


def in_file(window: MainWindow) -> list[Command]:
    """Those of the File menu; what the page of the plans asks for is done by the same."""
    owners = window.errands.owners
    page = window.pages["plan"]
    assert isinstance(page, PlanPage)
    page.ask_asked.connect(owners.ask)
    return [
        Command("ask-owners", "file", N_("Ask the units…"), "mail", None, partial(_ask, window)),
        Command("answers", "file", N_("Read a unit’s answer…"), "mail-open", None, lambda: owners.read()),
    ]


def _ask(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    if isinstance(page, PlanPage):
        page.ask_owners()
    else:
        window.errands.owners.ask()
