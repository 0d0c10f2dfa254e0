"""Exporting a list as a table: which rows, where to, in the background, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kidesk.errors import KideskError
from kidesk.gui import ask, tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.toast import Toast
from kidesk.i18n import N_
from kidesk.operations.export_table import TableReport, export_table
from kidesk.records import clock
from kidesk.store.store import Listing


class Exporting(QObject):
    """Writes tables for a window, one at a time, and says in its toast how it went."""

    def __init__(self, desk: Desk, window: QWidget, toast: Toast) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._toast = toast
        self._folder = places.documents()
        self._task: tasks.Task | None = None

    def may_leave(self) -> bool:
        """Whether nothing is being written; what is gets stopped."""
        if self._task is not None:
            self._task.cancel()
        return self._task is None

    def listing(self, shown: Listing) -> None:
        """Asks which rows of a list and where to, and writes them."""
        if self._task is not None:
            return
        wanted = self._chosen(shown)
        if wanted is None:
            return
        text = self._desk.text
        name = f"{text(shown.record_type.many)} {clock.today().isoformat()}.xlsx"
        title = text(N_("Export the list as a table"))
        file = places.choose_to_write(self._window, title, self._folder / name, "CSV (*.csv)")
        if file is not None:
            self._folder = file.parent
            self._begin(wanted, file)

    def _chosen(self, shown: Listing) -> Listing | None:
        """The rows shown or all, where that is not the same; None for neither."""
        desk, whole = self._desk, replace(shown, view=None, typed="", filters=())
        few, many = desk.store.count(shown), desk.store.count(whole)
        if few == many:
            return shown
        answers = [
            ask.Answer("shown", desk.text(N_("Those shown ({count})"), count=desk.language.number(few)), "primary"),
            ask.Answer("all", desk.text(N_("All ({count})"), count=desk.language.number(many))),
            ask.Answer("cancel", desk.text(N_("Cancel"))),
        ]
        title = desk.text(N_("Which rows are to be exported?"))
        words = desk.text(N_("The list shows some of its rows only. Each row goes out with all its fields."))
        answer = ask.choose(self._window, title, words, answers)
        return {"shown": shown, "all": whole}.get(answer)

    def _begin(self, listing: Listing, file: Path) -> None:
        store, language, text = self._desk.store, self._desk.language, self._desk.text

        def work(progress: tasks.Progress) -> TableReport:
            heed = tasks.heeding(progress, tasks.NOT_SAVED)
            return export_table(store, listing, language=language, output=file, progress=heed)

        words = text(N_("Writing the table")), text(N_("Cancel"))
        self._task = tasks.start(self._window, words, work, lambda report: self._written(report, file), self._failed)

    def _written(self, report: TableReport, file: Path) -> None:
        self._task = None
        language, name = self._desk.language, file.name
        said = language.plural("{count} row stands in {file}.", "{count} rows stand in {file}.", report.rows, file=name)
        sentences = [said, *(warning.said(language) for warning in report.warnings)]
        self._toast.say(" ".join(sentences), self._desk.text(N_("Open the file")), lambda: self._show(file))

    def _show(self, file: Path) -> None:
        if not places.show(file):
            message = N_("No program here opens {file}. Open it from another program.")
            self._toast.say(self._desk.text(message, file=file.name))

    def _failed(self, error: BaseException) -> None:
        self._task = None
        if isinstance(error, tasks.Stopped):
            self._toast.say(error.said(self._desk.language))
        else:
            known = error if isinstance(error, KideskError) else KideskError(tasks.UNEXPECTED)
            ask.tell(self._window, self._desk.language, ask.FAILED, known.said(self._desk.language))
