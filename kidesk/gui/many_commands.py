"""The commands on several records, on the columns of a list, and back to where one was."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from kidesk.gui.actions import Command
from kidesk.gui.aside_page import AsidePage
from kidesk.gui.pages.plan import PlanPage
from kidesk.gui.record_page import RecordPage
from kidesk.gui.selection_bar import EDIT
from kidesk.i18n import N_

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow


_WAY = {"back": "Alt+Left", "forward": "Alt+Right"}


def in_file(window: MainWindow) -> list[Command]:
    """Those of the File menu."""
    return [Command("mail-list", "file", N_("Mail merge list…"), "mails", None, window.many.mail_list_here)]


def in_edit(window: MainWindow) -> list[Command]:
    """Those of the Edit menu."""
    copy = QKeySequence.StandardKey.Copy
    return [
        Command("edit-many", "edit", N_("Edit the selected together…"), "pencil", None, partial(_edit, window)),
        Command("copy", "edit", N_("Copy the selected rows"), "copy", copy, window.many.copy_here),
        Command(
            "copy-emails",
            "edit",
            N_("Copy e-mail addresses"),
            "at-sign",
            "Ctrl+Shift+C",
            window.many.copy_addresses_here,
        ),
    ]


def in_view(window: MainWindow) -> list[Command]:
    """Those of the View menu."""
    return [Command("columns", "view", N_("Columns…"), "columns-3", "Ctrl+Shift+K", partial(_columns, window))]


def in_go(window: MainWindow) -> list[Command]:
    """Those of the Go menu."""
    return [
        Command("back", "go", N_("The record before"), "arrow-left", _WAY["back"], partial(_go, window, -1)),
        Command("forward", "go", N_("The record after"), "arrow-right", _WAY["forward"], partial(_go, window, 1)),
    ]


def suit_way(window: MainWindow) -> None:
    """Leaves the keys of the way back to pages that have them for themselves: plans move items with them, and what
    stands in no sidebar is left by them."""
    has_own = isinstance(window.stack.currentWidget(), PlanPage | AsidePage)
    for key, keys in _WAY.items():
        window.actions_[key].setShortcut(QKeySequence("" if has_own else keys))


def _edit(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    if isinstance(page, RecordPage) and EDIT in page.selection.buttons and len(page.selected()) > 1:
        page.ask_many(EDIT)
    else:
        window.toast.say(window.desk.text(N_("Select several records that can be edited together first.")))


def _columns(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    if isinstance(page, RecordPage):
        page.columns.ask()
    else:
        window.toast.say(window.desk.text(N_("Go to the list first.")))


def _go(window: MainWindow, step: int) -> None:
    if not window.recent.go(step):
        window.toast.say(window.desk.text(N_("There is no further record on the way.")))
