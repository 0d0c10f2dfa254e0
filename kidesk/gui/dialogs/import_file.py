"""Import of a file: first what would happen, then the import, then what became of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from kidesk.errors import KideskError
from kidesk.exchange import source
from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.import_agreements import AgreementsPreview
from kidesk.gui.dialogs.import_organisations import OrganisationsPreview
from kidesk.gui.dialogs.import_preview import ImportPreview
from kidesk.gui.dialogs.import_values import ValuesPreview
from kidesk.gui.empty import EmptyState
from kidesk.i18n import N_
from kidesk.operations.import_values import holds_values

_FILES = N_("Files to import (*.csv *.txt *.tsv *.xlsx *.xml)")
_FAILED = N_("Something went wrong that kidesk did not expect, and nothing was imported. The log says what.")
_STOPPED = N_("Stopped. Nothing was imported.")


class ImportDialog(Frame):
    """Imports organisations, agreements or values, whichever the file holds; with a `file` it starts with its preview.

    `imported` carries what became of it, `record_chosen` the type and id of a record that is to be shown.
    """

    imported = Signal(object)
    record_chosen = Signal(object, int)

    def __init__(self, desk: Desk, file: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Import"), parent, (900, 860))
        self.file: Path | None = None
        self.found: Any = None
        self.is_done = False
        self._task: tasks.Task | None = None
        self._stack = QStackedWidget()
        self._start_page = self._make_start()
        self._stack.addWidget(self._start_page)
        self.organisations, self.agreements = OrganisationsPreview(desk), AgreementsPreview(desk)
        self.values = ValuesPreview(desk)
        self.shown: ImportPreview = self.organisations
        for view in (self.organisations, self.agreements, self.values):
            view.other.clicked.connect(self.choose)
            self._stack.addWidget(view)
        self.body.addWidget(self._stack, 1)
        self.show_button = self.add_button(N_("Show in the register"), self._show_record, at_start=True)
        self.close_button = self.add_button(N_("Cancel"), self.reject)
        self.import_button = self.add_button(N_("Import"), self.run_import, "file-up", is_default=True)
        self.agreements.agreements.selectionModel().currentRowChanged.connect(lambda: self._offer_record())
        self.values.asked_anew.connect(self._preview_anew)
        desk.keep_saying(self, self._speak)
        if file is not None:
            self.preview(file)

    def _make_start(self) -> QWidget:
        start = EmptyState("file-up")
        self.desk.keep_saying(
            start,
            lambda: start.set_text(
                self.desk.text(N_("Choose a table or an agreement")),
                self.desk.text(
                    N_(
                        "Organisations or values of indicators as a table (CSV, XLSX): of organisations one row for "
                        "each, with headings such as Name, Country, City and Website; of values a column Period and "
                        "one called like each series. Or agreements as XML, as a partner sends them over Erasmus "
                        "Without Paper. Nothing is changed until you have seen what would happen."
                    )
                ),
            ),
        )
        self.choose_button = start.add_button("", "folder-open", primary=True)
        self.desk.say(self.choose_button, self.choose_button.setText, N_("Choose a file…"))
        self.choose_button.clicked.connect(self.choose)
        return start

    # What happens

    def choose(self) -> None:
        """Asks for a file and shows its preview."""
        file = places.choose_to_read(self, self.desk.text(N_("Choose a file to import")), self.desk.text(_FILES))
        if file is not None:
            self.preview(file)

    def preview(self, file: Path) -> None:
        """Shows what an import of the file would do."""

        def work(progress: tasks.Progress) -> Any:
            view = self._view_of(file)
            return file, view, view.work(file, tasks.heeding(progress, _STOPPED), is_trial=True)

        self._start(N_("Reading the file"), work, self._show_preview)

    def _view_of(self, file: Path) -> ImportPreview:
        """The preview of what a file holds. Raises KideskError where it cannot be read."""
        if source.is_xml(file):
            return self.agreements
        return self.values if holds_values(self.desk.store, file) else self.organisations

    def _preview_anew(self) -> None:
        if self.file is not None and self._task is None and not self.is_done:
            self.preview(self.file)

    def run_import(self) -> None:
        """Imports the file that is previewed."""
        view, file = self.shown, self.file
        if file is None:
            return

        def work(progress: tasks.Progress) -> Any:
            return view.work(file, tasks.heeding(progress, _STOPPED), is_trial=False)

        self._start(N_("Importing"), work, self._show_done)

    def _start(self, title: str, work: Callable[[tasks.Progress], Any], done: Callable[[Any], None]) -> None:
        self.banner.hide()
        words = (self.desk.text(title), self.desk.text(N_("Cancel")))

        def finish(result: Any) -> None:
            self._task = None
            done(result)
            self._speak()

        self._task = tasks.start(self, words, work, finish, self._failed)
        self._speak()

    def _show_preview(self, read: tuple[Path, ImportPreview, Any]) -> None:
        self.file, self.shown, self.found = read
        if not self._is_worthwhile():
            nothing = self.shown.nothing
            self.banner.say("info", lambda: self.desk.text(nothing))

    def _show_done(self, result: Any) -> None:
        self.found, self.is_done = result, True
        is_whole = not self.shown.counts(result)["refused"]
        tone, said = ("ok", self.shown.done) if is_whole else ("warn", self.shown.done_without)
        self.banner.say(tone, lambda: self.desk.text(said))
        self.imported.emit(result)

    def _failed(self, error: BaseException) -> None:
        self._task = None
        known = error if isinstance(error, KideskError) else KideskError(_FAILED)
        self.banner.say("info" if isinstance(error, tasks.Stopped) else "bad", lambda: known.said(self.desk.language))
        self._speak()

    def _is_worthwhile(self) -> bool:
        if self.found is None:
            return False
        counts = self.shown.counts(self.found)
        return bool(counts["created"] or counts["updated"])

    def _show_record(self) -> None:
        chosen = self.shown.record()
        if chosen is not None:
            self.accept()
            self.record_chosen.emit(*chosen)

    # What is shown

    def _speak(self) -> None:
        """Shows the state in the window's language."""
        is_busy = self._task is not None
        text = self.desk.text
        self._stack.setCurrentWidget(self._start_page if self.found is None else self.shown)
        self.import_button.setVisible(not self.is_done and self.found is not None)
        self.import_button.setEnabled(self._is_worthwhile() and not is_busy)
        self.close_button.setText(text(N_("Close")) if self.is_done else text(N_("Cancel")))
        self.choose_button.setEnabled(not is_busy)
        self.shown.other.setEnabled(not is_busy)
        if self.found is not None and self.file is not None:
            self.shown.show_result(self.found, self.file.name, is_done=self.is_done)
        self._offer_record()
        if self.is_done:
            self.close_button.setDefault(True)
            self.close_button.setFocus()
        elif self.import_button.isEnabled() and not self.shown.is_being_filled():
            self.import_button.setFocus()

    def _offer_record(self) -> None:
        """A stored agreement can be gone to once there is nothing left to import."""
        is_over = self.found is not None and (self.is_done or not self._is_worthwhile())
        self.show_button.setVisible(is_over and self._task is None and self.shown.record() is not None)

    def reject(self) -> None:
        """Closes; while something is going on, asks it to stop instead."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()
