"""The commands on agreements, their risks, registers and decision routes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kidesk.gui.actions import Command
from kidesk.gui.pages.agreements import AgreementPage
from kidesk.gui.pages.versions import VersionPage
from kidesk.gui.record_page import RecordPage
from kidesk.i18n import N_
from kidesk.records import AGREEMENTS

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow


def in_file(window: MainWindow) -> list[Command]:
    """Those of the File menu."""
    errands = window.errands
    return [
        Command(
            "ewp",
            "file",
            N_("Save for Erasmus Without Paper…"),
            "file-down",
            None,
            partial(_on_agreement, window, window.exporting.agreement),
        ),
        Command("register", "file", N_("Agreement register…"), "scroll-text", None, partial(_register, window)),
        Command("annual-list", "file", N_("Annual list of agreements…"), "calendar-range", None, errands.annual_list),
    ]


def in_edit(window: MainWindow) -> list[Command]:
    """Those of the Edit menu."""
    return [
        Command(
            "change-status",
            "edit",
            N_("Change status…"),
            "step-forward",
            "Ctrl+T",
            partial(_on_agreement, window, partial(window.agreements.change_status, AGREEMENTS)),
        ),
        Command(
            "renew",
            "edit",
            N_("Renew the agreement…"),
            "refresh-cw",
            "Ctrl+Shift+R",
            partial(_on_agreement, window, window.renewing.renew),
        ),
        Command(
            "assess-risk",
            "edit",
            N_("New risk assessment…"),
            "shield-check",
            None,
            partial(_on_agreement, window, window.risks.assess),
        ),
        Command(
            "note-activity",
            "edit",
            N_("Note the agreement’s activity…"),
            "activity",
            None,
            partial(_on_agreement, window, window.renewing.note_activity),
        ),
        Command(
            "registrar",
            "edit",
            N_("Text for the registrar…"),
            "stamp",
            None,
            partial(_on_agreement, window, window.errands.registrar_text),
        ),
        Command(
            "new-version",
            "edit",
            N_("New version of the route or the questions…"),
            "copy-plus",
            None,
            partial(_new_version, window),
        ),
    ]


def _register(window: MainWindow) -> None:
    """Of the agreements as their page shows them, wherever one is."""
    page = window.pages[AGREEMENTS.key]
    assert isinstance(page, RecordPage)
    window.printing.register(page.model.listing)


def _new_version(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    if isinstance(page, VersionPage) and page.current() is not None:
        page.ask_version()
    else:
        window.toast.say(window.desk.text(N_("Go to the decision route or the risk questions first.")))


def _on_agreement(window: MainWindow, act: Callable[[int], None]) -> None:
    """Does something with the agreement shown, or says where to find one."""
    page = window.stack.currentWidget()
    number = page.current() if isinstance(page, AgreementPage) else None
    if number is not None:
        act(number)
    else:
        window.toast.say(window.desk.text(N_("Go to the agreement in its list first.")))
