"""The detail pane: one record to read, with its badge, its filled-in fields and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kidesk.errors import KideskError
from kidesk.gui import ask
from kidesk.gui.badges import BadgeLabel
from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.detail_tabs import DetailTabs
from kidesk.gui.dialogs.frame import Pane
from kidesk.gui.files_list import FilesList, dropped_files
from kidesk.gui.icons import dress_button
from kidesk.gui.parity_note import ParityNote
from kidesk.gui.part_entries import Entry, PartEntries, entries
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.gui.tags import TagChips
from kidesk.gui.timeline_pane import PROTECTED_HERE
from kidesk.i18n import N_
from kidesk.operations.outdated_translations import translation_holds
from kidesk.operations.timeline import has_timeline
from kidesk.records.attachment import Files
from kidesk.records.field import Field
from kidesk.records.fields import Flag, Parts, Text
from kidesk.records.outdated_text import OutdatedText, outdated_texts
from kidesk.records.protection import is_protected
from kidesk.records.record import Record
from kidesk.records.record_type import Caption, RecordType
from kidesk.records.shared_fields import TAGS
from kidesk.records.term import Term

_PADDING = 20
_LABEL_WIDTH = 116
_VALUE_WIDTH = 150
_FILE_WIDTH = 170


class RecordDetail(QFrame):
    """Shows one record. Its signals do not say which: the page knows. `file_asked` is what a list of files asks for.

    `record_asked` is for another record to be shown, `interaction_asked` carries the values of a new interaction.
    """

    edit_asked = Signal()
    delete_asked = Signal()
    history_asked = Signal()
    report_asked = Signal()
    file_asked = Signal(str, object)
    partner_asked = Signal(int)
    record_asked = Signal(object, int)
    interaction_asked = Signal(object)

    def __init__(self, desk: Desk, record_type: RecordType) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self.desk = desk
        self._type = record_type
        self.record: Record | None = None
        self._badge = BadgeLabel()
        self._files = next((field for field in record_type.fields if isinstance(field, Files)), None)
        self._list: FilesList | None = None
        self.setAcceptDrops(self._files is not None)
        self._pane = Pane(QWidget())
        desk.say(self._pane, self._pane.setAccessibleName, N_("Details"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, _PADDING, 0, 16)
        column.setSpacing(8)
        column.addLayout(self._head())
        self.tabs = DetailTabs(desk, self._pane) if has_timeline(record_type.record) else None
        column.addWidget(self.tabs or self._pane, 1)
        column.addLayout(self._foot())
        if self.tabs is not None:
            self.tabs.record_asked.connect(self.record_asked)
            self.tabs.interaction_asked.connect(self.interaction_asked)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(_PADDING, 0, _PADDING - 6, 0)
        row.addWidget(self._badge)
        row.addStretch(1)
        for icon, words, signal in (
            ("history", N_("History"), self.history_asked),
            ("trash-2", N_("Delete"), self.delete_asked),
        ):
            button = QToolButton()
            dress_button(button, icon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(signal)
            self.desk.say(button, button.setAccessibleName, words)
            self.desk.say(button, partial(set_tool_tip, button), words)
            row.addWidget(button)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(_PADDING, 8, _PADDING, 0)
        row.setSpacing(10)
        edit = QPushButton()
        self.desk.say(edit, edit.setText, N_("Edit…"))
        dress_button(edit, "pencil", "primary")
        edit.clicked.connect(self.edit_asked)
        row.addWidget(edit)
        report = QPushButton()
        self.desk.say(report, report.setText, N_("Preview…"))
        dress_button(report, "file-text")
        report.clicked.connect(self.report_asked)
        row.addWidget(report)
        row.addStretch(1)
        return row

    def show_record(self, record: Record) -> None:
        """Shows a record in the window's language."""
        self.record = record
        language = self.desk.language
        self._show_badge(record)
        body = QWidget()
        body.setProperty("kind", "clear")
        column = QVBoxLayout(body)
        column.setContentsMargins(_PADDING, 4, _PADDING, 8)
        column.setSpacing(6)
        column.addWidget(copyable(record.caption(language.code), "record", room=_LABEL_WIDTH + _VALUE_WIDTH))
        column.addWidget(PlainLabel(self.desk.text(self.kind(record)), "muted", wrap=True))
        column.addWidget(self._parity(record))
        for picture in () if is_protected(record) else self.pictures(record):
            column.addWidget(picture)
        if is_protected(record):
            column.addWidget(PlainLabel(self.desk.text(PROTECTED_HERE), "muted", wrap=True))
        for section in () if is_protected(record) else self._type.sections:
            filled = [field for field in section.fields if self._is_shown(field, record)]
            if filled:
                column.addSpacing(6)
                column.addWidget(PlainLabel(language.text(section.label), "section"))
                column.addLayout(self._facts(filled, record, section.label))
        if self._files is not None:
            column.addSpacing(6)
            column.addWidget(PlainLabel(language.text(self._files.label), "section"))
            column.addWidget(self._files_list(self._files, record))
        column.addSpacing(10)
        column.addWidget(self._stamp(record))
        column.addStretch(1)
        is_in_files = self._list is not None and self._list.has_keyboard()
        self._list = body.findChild(FilesList)
        self._pane.setWidget(body)
        if self.tabs is not None:
            self.tabs.show_record(record)
        if is_in_files and self._list is not None:
            self._list.setFocus()

    def _parity(self, record: Record) -> ParityNote:
        note = ParityNote(self.desk, list(outdated_texts(self._type, record)))
        # Later: when the record is shown anew, the button that was pressed goes.
        note.holds.connect(self._hold, Qt.ConnectionType.QueuedConnection)
        return note

    def _hold(self, text: OutdatedText) -> None:
        try:
            translation_holds(self.desk.store, self._type, text)
        except KideskError as error:
            ask.tell(self, self.desk.language, ask.FAILED, error.said(self.desk.language))
        self._pane.setFocus()

    def _files_list(self, field: Files, record: Record) -> FilesList:
        files = FilesList(self.desk, field.read(record), _FILE_WIDTH)
        files.asked.connect(self.file_asked)
        return files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped on a record that has some."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Dropped files are to be attached."""
        event.acceptProposedAction()
        self.file_asked.emit("attach", dropped_files(event.mimeData()))

    def kind(self, record: Record) -> str:
        """What stands beneath the record's name: the msgid of its type, unless a kind of detail knows more."""
        return self._type.one

    def pictures(self, record: Record) -> list[QWidget]:
        """What is shown between the record's name and its fields; nothing unless a kind of detail says otherwise."""
        return []

    def is_told(self, field: Field, record: Record) -> bool:
        """Whether what stands above the fields says this one already; nothing unless a kind of detail knows."""
        return False

    def _show_badge(self, record: Record) -> None:
        value = self._type.field(self._type.badge).read(record) if self._type.badge else None
        self._badge.setVisible(isinstance(value, Term))
        if isinstance(value, Term):
            self._badge.set_badge(self.desk.text(value.label), str(value.tone))

    def _is_shown(self, field: Field, record: Record) -> bool:
        is_above = isinstance(field, Caption | Files) or field.key == self._type.badge
        if is_above or self.is_told(field, record):
            return False
        if isinstance(field, Flag):
            return bool(field.read(record))
        return bool(field.text(record, self.desk.language))

    def _facts(self, fields: list[Field], record: Record, heading: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        for row, field in enumerate(fields):
            label = PlainLabel(self.desk.text(field.label), "muted", wrap=True)
            if isinstance(field, Parts):
                if field.label != heading:
                    grid.addWidget(label, 2 * row, 0, 1, 2)
                grid.addWidget(PartEntries(self.desk, self.entries(field, record)), 2 * row + 1, 0, 1, 2)
                continue
            if isinstance(field, Text) and field.is_multiline:
                label.setFixedWidth(_LABEL_WIDTH)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            label.setMaximumWidth(_LABEL_WIDTH)
            grid.addWidget(label, 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            if field.key == TAGS:
                grid.addWidget(TagChips(field.read(record)), 2 * row, 1)
                continue
            grid.addWidget(copyable(field.text(record, self.desk.language), room=_VALUE_WIDTH), 2 * row, 1)
        return grid

    def entries(self, field: Parts, record: Record) -> list[Entry]:
        """What is read of a record's parts, unless a kind of detail knows better."""
        return entries(field, field.read(record), self.desk.language)

    def _stamp(self, record: Record) -> PlainLabel:
        said = self.desk.text(
            N_("Changed {when} by {who}"), when=self.desk.language.moment(record.changed_at), who=record.changed_by
        )
        return PlainLabel(said, "small", wrap=True)
