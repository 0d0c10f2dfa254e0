"""What can be done with a person's data from any page: erase them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kidesk.gui.actions import Command
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.erase import EraseDialog
from kidesk.gui.record_page import RecordPage
from kidesk.gui.record_work import RecordWork
from kidesk.gui.toast import Toast
from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.operations.erasure_marks import returned
from kidesk.records import PERSONS
from kidesk.records.person import Person

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow


class PrivacyWork(QObject):
    """Works on persons' data for a window."""

    def __init__(self, desk: Desk, window: QWidget, work: RecordWork, toast: Toast) -> None:
        super().__init__(window)
        self._desk, self._window, self._work, self._toast = desk, window, work, toast

    def erase(self, number: int) -> None:
        """Opens the dialog in which a person is erased."""
        person = self._desk.store.get(Person, number)
        if person is None:
            self._work.tell(gone(number))
        else:
            EraseDialog(self._desk, person, self._window).open()

    def look_for_returned(self) -> None:
        """Offers to erase again who came back with an older copy of the database."""
        numbers = returned(self._desk.workspace)
        if numbers:
            said = self._desk.language.plural(
                "{count} erased person is here again, since an older copy was put back",
                "{count} erased persons are here again, since an older copy was put back",
                len(numbers),
            )
            self._toast.say(said, self._desk.text(N_("Erase again…")), partial(self.erase, numbers[0]))


def in_edit(window: MainWindow) -> list[Command]:
    """The commands on a person's data."""
    return [Command("erase", "edit", N_("Erase the person…"), "user-x", None, partial(_erase, window))]


def _erase(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    number = page.current() if isinstance(page, RecordPage) and page.type is PERSONS else None
    if number is not None:
        window.privacy.erase(number)
    else:
        window.toast.say(window.desk.text(N_("Go to the person in the list of persons first.")))
