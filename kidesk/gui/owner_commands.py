"""The commands for asking the owners, in the File menu and on the page of the plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kidesk.gui.actions import Command
from kidesk.i18n import N_

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow


def in_file(window: MainWindow) -> list[Command]:
    """Those of the File menu; what the page of the plans asks for is done by the same."""
    owners = window.errands.owners
    return [
        Command("ask-owners", "file", N_("Ask the units…"), "mail", None, lambda: owners.ask()),
        Command("answers", "file", N_("Read a unit’s answer…"), "mail-open", None, lambda: owners.read()),
    ]
