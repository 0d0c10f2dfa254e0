"""The commands on ambassadors: what is noted about one, who could help, and the coverage."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kidesk.gui.actions import Command
from kidesk.gui.pages.ambassadors import AmbassadorPage
from kidesk.i18n import N_

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow


def in_edit(window: MainWindow) -> list[Command]:
    """Those of the Edit menu, about the ambassador shown."""
    acts = (
        ("stage", N_("Change the ambassador’s stage…"), "signpost"),
        ("engagement", N_("Note an engagement of the ambassador…"), "calendar-plus"),
        ("package", N_("Give the ambassador a material package…"), "package-plus"),
        ("consent", N_("Record the ambassador’s portrait consent…"), "badge-check"),
        ("withdrawal", N_("Withdraw the ambassador’s portrait consent…"), "ban"),
    )
    return [
        Command(f"ambassador-{act}", "edit", text, sign, None, partial(_do, window, act)) for act, text, sign in acts
    ]


def in_go(window: MainWindow) -> list[Command]:
    """Those of the Go menu."""
    return [
        Command(
            "helpers",
            "go",
            N_("Who could help with something somewhere…"),
            "user-search",
            "Ctrl+Shift+H",
            lambda: window.asides.find_helpers(),
        ),
        Command(
            "coverage",
            "go",
            N_("Coverage by ambassadors…"),
            "globe",
            None,
            lambda: window.asides.show_coverage(),
        ),
    ]


def _do(window: MainWindow, act: str) -> None:
    page = window.stack.currentWidget()
    number = page.current() if isinstance(page, AmbassadorPage) else None
    if number is None:
        window.toast.say(window.desk.text(N_("Select an ambassador first.")))
    else:
        window.ambassadors.do(act, number)
