"""What can be done with follow-ups from any page, and how many are due in the sidebar."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kidesk.gui.actions import Command
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.follow_up import DoneDialog, PostponeDialog
from kidesk.gui.pages.interactions import InteractionPage
from kidesk.gui.pages.overview_follow_ups import DONE, POSTPONE
from kidesk.gui.record_work import RecordWork
from kidesk.gui.sidebar import Sidebar
from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.records import INTERACTIONS
from kidesk.records.interaction import Interaction
from kidesk.store.store import Listing

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow

_DUE = next(view for view in INTERACTIONS.views if view.key == "due")


class FollowUpWork(QObject):
    """Follows interactions up for a window."""

    def __init__(self, desk: Desk, window: QWidget, work: RecordWork) -> None:
        super().__init__(window)
        self._desk, self._window, self._work = desk, window, work

    def act(self, act: str, number: int) -> None:
        """Opens the dialog in which a follow-up is done or put off."""
        interaction = self._desk.store.get(Interaction, number)
        if interaction is None:
            self._work.tell(gone(number))
            return
        make, said = _DIALOGS[act]
        dialog = make(self._desk, interaction, self._window)
        dialog.saved.connect(lambda: self._work.offer_undo(self._desk.text(said)))
        dialog.open()

    def count(self, sidebar: Sidebar) -> None:
        """Shows how many are due; where none is, all interactions are counted."""
        due = self._desk.store.count(Listing(INTERACTIONS, _DUE))
        shown = due or self._desk.store.count(Listing(INTERACTIONS))
        said = self._desk.language.plural("{count} to follow up", "{count} to follow up", due) if due else ""
        sidebar.set_count(INTERACTIONS.key, shown, alert=due > 0, said=said)


_DIALOGS = {
    DONE: (DoneDialog, N_("Followed up")),
    POSTPONE: (PostponeDialog, N_("The follow-up was put off")),
}


def in_edit(window: MainWindow) -> list[Command]:
    """The commands on follow-ups."""
    return [
        Command("follow-up", "edit", N_("Follow up…"), "check", "Ctrl+Shift+G", partial(_act, window, DONE)),
        Command("postpone", "edit", N_("Put off the follow-up…"), "alarm-clock", None, partial(_act, window, POSTPONE)),
    ]


def _act(window: MainWindow, act: str) -> None:
    page = window.stack.currentWidget()
    number = page.current() if isinstance(page, InteractionPage) else None
    if number is not None:
        window.follow_ups.act(act, number)
    else:
        window.toast.say(window.desk.text(N_("Go to the interaction in its list first.")))
