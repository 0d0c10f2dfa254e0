"""Printing: the report of a record, any record as a sheet, any list; always to a PDF, in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kidesk.errors import KideskError
from kidesk.gui import ask, tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.export_report import FAILED, STATUS, STOPPED, SUMMARY, ExportDialog, safe_name
from kidesk.gui.toast import Toast
from kidesk.i18n import N_, Language, fold
from kidesk.operations import print_records
from kidesk.records import AGREEMENTS, PLANS
from kidesk.records.record_type import RecordType
from kidesk.store.store import Listing

if TYPE_CHECKING:
    from kidesk.reports.document import WriteReport


class Printing(QObject):
    """Prints for a window."""

    def __init__(self, desk: Desk, window: QWidget, toast: Toast) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._toast = toast

    def record(self, record_type: RecordType, number: int) -> None:
        """A record: an agreement's summary, a plan's quarterly status, else the sheet of its fields."""
        if record_type in (AGREEMENTS, PLANS):
            name = SUMMARY if record_type is AGREEMENTS else STATUS
            ExportDialog(self._desk, name, number, self._window).open()
            return
        record = self._desk.store.get(record_type.record, number)
        name = record.caption(self._desk.language.code) if record else ""
        self._write(
            [self._desk.text(record_type.one), name],
            lambda file, **common: print_records.print_sheet(
                self._desk.store, record_type, number, output=file, **common
            ),
        )

    def listing(self, listing: Listing) -> None:
        """A list, as it is filtered and sorted."""
        view = self._desk.text(listing.view.label) if listing.view else ""
        self._write(
            [self._desk.text(listing.record_type.many), view],
            lambda file, **common: print_records.print_list(self._desk.store, listing, output=file, **common),
        )

    def status(self) -> None:
        """The quarterly status."""
        ExportDialog(self._desk, STATUS, None, self._window).open()

    def _write(self, words: list[str], write: Callable[..., WriteReport]) -> None:
        text = self._desk.text
        suggested = safe_name("kidesk", *(fold(word) for word in words)) + ".pdf"
        file = places.choose_to_write(self._window, text(N_("Save as PDF")), places.documents() / suggested)
        if file is None:
            return
        common: dict[str, Any] = {
            "language": Language(self._desk.language.code),
            "settings": self._desk.settings,
            "is_demonstration": self._desk.workspace.is_demonstration,
        }
        tasks.start(
            self._window,
            (text(N_("Writing the document")), text(N_("Cancel"))),
            lambda progress: write(file, on_page=tasks.heeding(progress, STOPPED), **common),
            lambda written: self._written(file),
            self._failed,
        )

    def _written(self, file: Path) -> None:
        text = self._desk.text

        def show() -> None:
            places.show(file)

        self._toast.say(text(N_("Saved as {name}."), name=file.name), text(N_("Open the file")), show)

    def _failed(self, error: BaseException) -> None:
        known = error if isinstance(error, KideskError) else KideskError(FAILED)
        if isinstance(error, tasks.Stopped):
            self._toast.say(known.said(self._desk.language))
        else:
            ask.tell(self._window, self._desk.language, ask.FAILED, known.said(self._desk.language))
