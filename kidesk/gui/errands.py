"""Errands beyond single records: settings, import, starter content, help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from kidesk.errors import KideskError
from kidesk.gui import theme
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.about import AboutDialog
from kidesk.gui.dialogs.annual_list import AnnualListDialog
from kidesk.gui.dialogs.compare import CompareDialog
from kidesk.gui.dialogs.import_file import ImportDialog
from kidesk.gui.dialogs.registrar import RegistrarDialog
from kidesk.gui.dialogs.seal import ReopenDialog, SealDialog
from kidesk.gui.dialogs.settings import SettingsDialog
from kidesk.gui.dialogs.shortcuts import ShortcutsDialog
from kidesk.gui.owners import Owners
from kidesk.gui.record_page import RecordPage
from kidesk.gui.toast import Toast
from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.operations.export_calendar import export_calendar
from kidesk.operations.read_answers import is_form
from kidesk.operations.seal_quarter import held
from kidesk.operations.start_workspace import load_starter
from kidesk.records import PLAN_ITEMS
from kidesk.records.agreement import Agreement
from kidesk.records.field import Problem
from kidesk.records.quarter import Period
from kidesk.records.record_type import RecordType

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow


class Errands(QObject):
    """Opens the dialogs of a window that has `actions_`."""

    def __init__(self, desk: Desk, window: MainWindow, toast: Toast) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._toast = toast
        self.owners = Owners(desk, window)

    def settings(self) -> None:
        """The settings."""
        SettingsDialog(self._desk, self._window).open()

    def import_file(self, file: Path | None = None) -> None:
        """Import of a file; `file` is one dropped on the window, which may be a unit's answer."""
        if file is not None and is_form(file):
            self.owners.read(file)
            return
        dialog = ImportDialog(self._desk, file, self._window)
        dialog.record_chosen.connect(self._window.show_record)
        dialog.records_chosen.connect(self._show_records)
        dialog.left.connect(self._window.work.offer_undo)
        dialog.open()

    def _show_records(self, record_type: RecordType, numbers: list[int]) -> None:
        """Shows records selected in their list."""
        self._window.show_page(record_type.key)
        page = self._window.pages[record_type.key]
        if isinstance(page, RecordPage):
            page.select_all(numbers)
            self._window.focus_page()

    def load_starter(self) -> None:
        """Puts the starter content into the workspace."""
        load_starter(self._desk.store)
        self._toast.say(self._desk.text(N_("The starter content has been loaded.")))

    def seal_quarter(self, name: str) -> None:
        """Seals the quarter called so, or opens it again where it is sealed."""
        period = Period.named(name)
        seal = held(self._desk.store, period)
        dialog = (
            SealDialog(self._desk, period, self._window)
            if seal is None
            else ReopenDialog(self._desk, period, seal, self._window)
        )
        dialog.told.connect(self._toast.say)
        dialog.open()

    def compare_quarters(self, plan: int) -> None:
        """Compares two quarters of a plan."""
        window, dialog = self._window, CompareDialog(self._desk, plan, self._window)
        dialog.chosen.connect(lambda number: window.show_record(PLAN_ITEMS, number))
        dialog.preview_asked.connect(lambda earlier, later: window.printing.comparison(plan, earlier, later))
        dialog.open()

    def save_calendar(self) -> None:
        """The agenda as a file for a calendar program."""
        desk = self._desk
        suggested = places.documents() / f"{desk.text(N_('agenda'))}.ics"
        file = places.choose_to_write(self._window, desk.text(N_("Save the agenda as a calendar")), suggested)
        if file is None:
            return
        try:
            count = export_calendar(desk.store, file, desk.language, desk.settings)
        except KideskError as error:
            self._window.work.tell(error)
        else:
            plural, name = desk.language.plural, file.name
            self._toast.say(
                plural("{count} date stands in {file}.", "{count} dates stand in {file}.", count, file=name)
            )

    def annual_list(self) -> None:
        """The annual list of a department."""
        dialog = AnnualListDialog(self._desk, self._window)
        dialog.chosen.connect(self._window.printing.annual_list)
        dialog.open()

    def registrar_text(self, number: int) -> None:
        """The text for the registrar about an agreement, and its dnr."""
        agreement = self._desk.store.get(Agreement, number)
        if agreement is None:
            self._window.work.tell(gone(number))
            return
        dialog = RegistrarDialog(self._desk, agreement, self._window)
        dialog.saved.connect(self._registered)
        dialog.open()

    def _registered(self, doubts: tuple[Problem, ...]) -> None:
        said = [self._desk.text(N_("The number was saved.")), *(doubt.said(self._desk.language) for doubt in doubts)]
        self._window.work.offer_undo(" ".join(said))

    def switch_language(self) -> None:
        """Swedish to English and back."""
        self._desk.use(language="en" if self._desk.language.code == "sv" else "sv")

    def switch_scheme(self) -> None:
        """Light to dark and back."""
        app = QApplication.instance()
        is_dark = isinstance(app, QApplication) and theme.of(app).tokens.dark
        self._desk.use(scheme="light" if is_dark else "dark")

    def shortcuts(self) -> None:
        """All shortcuts."""
        ShortcutsDialog(self._desk, self._window.actions_, self._window).open()

    def about(self) -> None:
        """About kidesk."""
        AboutDialog(self._desk, self._window).open()
