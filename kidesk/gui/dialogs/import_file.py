"""Import of a file of organisations: first what would happen, then the import, then what became of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from kidesk.errors import KideskError
from kidesk.exchange import tables
from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.import_preview import ImportPreview
from kidesk.gui.empty import EmptyState
from kidesk.i18n import N_
from kidesk.operations.import_organisations import ImportReport, import_organisations

_FILES = N_("Tables as CSV (*.csv *.txt *.tsv)")
_FAILED = N_("Something went wrong that kidesk did not expect, and nothing was imported. The log says what.")
_STOPPED = N_("Stopped. Nothing was imported.")
_DONE = N_("Imported. Ctrl+Z takes the whole import back.")
_DONE_WITHOUT = N_("Imported, without the rows that were refused. Ctrl+Z takes the whole import back.")
_NOTHING = N_("This file would change nothing: its rows are in the register as they are, or they are refused.")


class ImportDialog(Frame):
    """Imports organisations; `imported` carries the report. With a `file` it starts with that file's preview."""

    imported = Signal(object)

    def __init__(self, desk: Desk, file: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Import organisations"), parent, (820, 680))
        self.file: Path | None = None
        self.report: ImportReport | None = None
        self.is_done = False
        self._table: tables.Table | None = None
        self._task: tasks.Task | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_start())
        self.shown = ImportPreview(desk)
        self.shown.other.clicked.connect(self.choose)
        self._stack.addWidget(self.shown)
        self.body.addWidget(self._stack, 1)
        self.close_button = self.add_button(N_("Cancel"), self.reject)
        self.import_button = self.add_button(N_("Import"), self.run_import, "file-up", is_default=True)
        desk.keep_saying(self, self._speak)
        if file is not None:
            self.preview(file)

    def _make_start(self) -> QWidget:
        start = EmptyState("file-up")
        self.desk.keep_saying(
            start,
            lambda: start.set_text(
                self.desk.text(N_("Choose a table as CSV")),
                self.desk.text(
                    N_(
                        "One row for each organisation, with headings such as Name, Country, City and Website. "
                        "Nothing is changed until you have seen what would happen."
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
        file = places.choose_to_read(self, self.desk.text(N_("Choose a table")), self.desk.text(_FILES))
        if file is not None:
            self.preview(file)

    def preview(self, file: Path) -> None:
        """Shows what an import of the file would do."""
        store = self.desk.store
        self.file = file

        def work(progress: tasks.Progress) -> Any:
            table = tables.read(file)
            return import_organisations(store, file, dry_run=True, progress=tasks.heeding(progress, _STOPPED)), table

        self._start(N_("Reading the file"), work, self._show_preview)

    def run_import(self) -> None:
        """Imports the file that is previewed."""
        store, file = self.desk.store, self.file
        if file is None:
            return

        def work(progress: tasks.Progress) -> Any:
            return import_organisations(store, file, progress=tasks.heeding(progress, _STOPPED))

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

    def _show_preview(self, result: tuple[ImportReport, tables.Table]) -> None:
        self.report, self._table = result
        if not self._is_worthwhile():
            self.banner.say("info", lambda: self.desk.text(_NOTHING))

    def _show_done(self, report: ImportReport) -> None:
        self.report, self.is_done = report, True
        tone, said = ("warn", _DONE_WITHOUT) if report.refused else ("ok", _DONE)
        self.banner.say(tone, lambda: self.desk.text(said))
        self.imported.emit(report)

    def _failed(self, error: BaseException) -> None:
        self._task = None
        known = error if isinstance(error, KideskError) else KideskError(_FAILED)
        self.banner.say("info" if isinstance(error, tasks.Stopped) else "bad", lambda: known.said(self.desk.language))
        self._speak()

    def _is_worthwhile(self) -> bool:
        return self.report is not None and bool(self.report.created or self.report.updated)

    # What is shown

    def _speak(self) -> None:
        """Shows the state in the window's language."""
        is_busy = self._task is not None
        text = self.desk.text
        self._stack.setCurrentIndex(0 if self.report is None else 1)
        self.import_button.setVisible(not self.is_done and self.report is not None)
        self.import_button.setEnabled(self._is_worthwhile() and not is_busy)
        self.close_button.setText(text(N_("Close")) if self.is_done else text(N_("Cancel")))
        self.choose_button.setEnabled(not is_busy)
        self.shown.other.setEnabled(not is_busy)
        if self.report is not None and self.file is not None:
            self.shown.show_report(self.report, self.file.name, None if self.is_done else self._table)
        if self.is_done:
            self.close_button.setDefault(True)
            self.close_button.setFocus()
        elif self.import_button.isEnabled():
            self.import_button.setFocus()

    def reject(self) -> None:
        """Closes; while something is going on, asks it to stop instead."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()
