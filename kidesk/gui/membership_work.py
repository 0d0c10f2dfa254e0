"""What can be done with memberships from any page: review one, and print what all of them cost."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kidesk.gui.actions import Command
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.review_membership import ReviewMembershipDialog
from kidesk.gui.pages.memberships import MembershipPage
from kidesk.gui.record_work import RecordWork
from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.records.membership import Membership

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow


class MembershipWork(QObject):
    """Works on memberships for a window."""

    def __init__(self, desk: Desk, window: MainWindow, work: RecordWork) -> None:
        super().__init__(window)
        self._desk, self._window, self._work = desk, window, work

    def review(self, number: int) -> None:
        """Opens the dialog in which a membership is reviewed."""
        membership = self._desk.store.get(Membership, number)
        if membership is None:
            self._work.tell(gone(number))
            return
        dialog = ReviewMembershipDialog(self._desk, membership, self._window)
        dialog.saved.connect(lambda: self._work.offer_undo(self._desk.text(N_("The membership was reviewed"))))
        dialog.open()

    def costs(self) -> None:
        """Previews the memberships of this year and what they cost."""
        self._window.printing.memberships(None)


def in_edit(window: MainWindow) -> list[Command]:
    """The command on a membership."""
    words = N_("Review the membership…")
    return [Command("review-membership", "edit", words, "scale", None, partial(_review, window))]


def in_file(window: MainWindow) -> list[Command]:
    """The command on all memberships."""
    words = N_("Memberships and what they cost…")
    return [Command("membership-costs", "file", words, "network", None, window.memberships.costs)]


def _review(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    number = page.current() if isinstance(page, MembershipPage) else None
    if number is not None:
        window.memberships.review(number)
    else:
        window.toast.say(window.desk.text(N_("Go to the membership in its list first.")))
