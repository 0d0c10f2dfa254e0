"""Asking the owners from any page: who owes what, the forms, the e-mail texts, and the answers that came back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.ask_owners import AskOwnersDialog
from kidesk.gui.dialogs.owner_letter import OwnerLetterDialog
from kidesk.gui.dialogs.read_answers import ReadAnswersDialog
from kidesk.i18n import N_
from kidesk.operations.owner_form import Asking
from kidesk.records.quarter import Period

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow


class Owners(QObject):
    """Opens the dialogs of a window."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window

    def ask(self, quarter: str = "") -> None:
        """Who owes what in the quarter called so, or the latest, and the forms for those to be asked."""
        dialog = AskOwnersDialog(self._desk, quarter, self._window)
        dialog.letter_asked.connect(self._write)
        dialog.answers_asked.connect(lambda period: self.read(period=period))
        dialog.open()

    def read(self, file: Path | None = None, period: Period | None = None) -> None:
        """Reads a form that came back; without a `file` the dialog asks for one."""
        dialog = ReadAnswersDialog(self._desk, file, period, self._over())
        dialog.taken.connect(self._taken)
        dialog.open()

    def _write(self, units: Sequence[int], asking: Asking) -> None:
        OwnerLetterDialog(self._desk, units, asking, self._over()).open()

    def _over(self) -> QWidget:
        return QApplication.activeModalWidget() or self._window

    def _taken(self, count: int) -> None:
        said = "{count} activity assessed from the answers.", "{count} activities assessed from the answers."
        noted = self._desk.text(N_("It is noted that the unit has answered."))
        self._window.work.offer_undo(f"{self._desk.language.plural(*said, count)} {noted}")
