"""What can be done with units from any page: change one, and hand on what closed ones leave behind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kidesk.gui.actions import Command
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.change_unit import ChangeUnitDialog
from kidesk.gui.dialogs.reassign import ReassignDialog
from kidesk.gui.pages.organisations import OrganisationPage
from kidesk.gui.record_work import RecordWork
from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.operations.open_roles import count_open_roles
from kidesk.records.organisation import Organisation

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow


class UnitWork(QObject):
    """Works on units for a window."""

    def __init__(self, desk: Desk, window: QWidget, work: RecordWork) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._work = work

    def change(self, number: int) -> None:
        """Opens the dialog in which a unit is renamed, merged, split or closed."""
        unit = self._desk.store.get(Organisation, number)
        if unit is None:
            self._work.tell(gone(number))
            return
        dialog = ChangeUnitDialog(self._desk, unit, self._window)
        dialog.changed.connect(self._changed)
        dialog.open()

    def _changed(self) -> None:
        left = count_open_roles(self._desk.store)
        said = self._desk.text(N_("The unit was changed"))
        if left:
            roles = self._desk.language.plural(
                "{count} role of closed units is left to hand over",
                "{count} roles of closed units are left to hand over",
                left,
            )
            said = f"{said}. {roles}."
        self._work.offer_undo(said)

    def reassign(self) -> None:
        """Opens the list of what closed units still stand in."""
        dialog = ReassignDialog(self._desk, self._window)
        dialog.reassigned.connect(self._reassigned)
        dialog.open()

    def _reassigned(self, count: int) -> None:
        said = self._desk.language.plural("{count} role handed over", "{count} roles handed over", count)
        self._work.offer_undo(said)


def in_edit(window: MainWindow) -> list[Command]:
    """The commands on units."""
    return [
        Command("change-unit", "edit", N_("Change the unit…"), "git-branch", None, partial(_change, window)),
        Command("reassign", "edit", N_("Roles of closed units…"), "users", None, window.units.reassign),
    ]


def _change(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    number = page.current() if isinstance(page, OrganisationPage) else None
    if number is not None:
        window.units.change(number)
    else:
        window.toast.say(window.desk.text(N_("Go to the unit in the list of organisations first.")))
