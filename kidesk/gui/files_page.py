"""The page of a form that shows a record's files; what is done there is done at once, not when the form is saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Pane
from kidesk.gui.files_list import FilesList, dropped_files
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.records.attachment import Files
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType

_ROOM = 560


class FilesPage(Pane):
    """`asked` is what a list of files asks for; `changed` carries the record's version after its files changed."""

    asked = Signal(str, object)
    changed = Signal(int)

    def __init__(self, desk: Desk, record_type: RecordType, field: Files, number: int | None) -> None:
        super().__init__(QWidget(), is_read=False)
        self._desk = desk
        self._type = record_type
        self._field = field
        self._number = number
        self._shown: list[int] = []
        self.setAcceptDrops(number is not None)
        desk.keep_saying(self, self._show)
        desk.records_changed.connect(self._read_again)

    def _record(self) -> Record | None:
        return self._desk.store.get(self._type.record, self._number) if self._number is not None else None

    def _read_again(self, touched: frozenset[type[Record]]) -> None:
        record = self._record() if self._type.record in touched else None
        if record is not None and [file.id for file in self._field.read(record)] != self._shown:
            self._show()
            self.setFocus()
            self.changed.emit(record.version)

    def _show(self) -> None:
        body = QWidget()
        body.setProperty("kind", "clear")
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(12)
        record = self._record()
        if record is None:
            said = self._desk.text(N_("Files can be attached once this has been saved."))
            column.addWidget(PlainLabel(said, "muted", wrap=True))
        else:
            said = self._desk.text(N_("What you do with files here is done at once, and can be undone."))
            column.addWidget(PlainLabel(said, "muted", wrap=True))
            self._shown = [file.id for file in self._field.read(record)]
            files = FilesList(self._desk, self._field.read(record), _ROOM)
            files.asked.connect(self.asked)
            column.addWidget(files)
            self.setFocusProxy(files)
        column.addStretch(1)
        self.setWidget(body)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Dropped files are to be attached."""
        event.acceptProposedAction()
        self.asked.emit("attach", dropped_files(event.mimeData()))
