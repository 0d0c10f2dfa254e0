"""The preview of a file whose rows are taken in: what the import may do, and how a table is read."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from kidesk.errors import KideskError
from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Banner
from kidesk.gui.dialogs.import_preview import ImportPreview
from kidesk.gui.dialogs.labelled import Options
from kidesk.gui.dialogs.reading_panel import ReadingPanel
from kidesk.gui.icons import dress_button
from kidesk.i18n import N_
from kidesk.operations.contact_columns import Meaning
from kidesk.operations.contacts_report import ReadColumn
from kidesk.operations.import_options import ImportOptions, Mode
from kidesk.operations.mapped_table import MappedTable, Reading, read_mapped
from kidesk.records.record_type import RecordType

_HEADLESS = N_(
    "The row taken for headings has an e-mail address or a phone number, and is hardly a row of headings. "
    "The contact in it is not imported. Choose another row below, put a row of headings before it, "
    "or say here what each column means and enter that contact by hand."
)


@dataclass(frozen=True)
class Taken:
    """What became of the rows as they were `asked` for; `read` is None where the file is no table.

    `trouble` says why no row could be taken; `report` says nothing then.
    """

    asked: tuple[Reading, Mode]
    report: Any
    read: MappedTable | None = None
    columns: tuple[ReadColumn, ...] = ()
    trouble: KideskError | None = None


class TablePreview(ImportPreview):
    """Asks what the import may do and how the table is to be read; `asked_anew` says that this has changed."""

    asked_anew = Signal()
    record_type: RecordType

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._mode = Mode.BOTH
        self._shown = (Reading(), Mode.BOTH)
        self._has_reading = False
        self.mode = Options(desk, [(mode, mode.label) for mode in Mode])
        self.mode.show_whole()
        desk.say(self.mode, self.mode.setAccessibleName, N_("What the import may do"))
        self.head.insertWidget(1, self.mode)
        self.panel = ReadingPanel(desk, self.record_type)
        self.panel_button = QPushButton()
        self.panel_button.setCheckable(True)
        self.panel_button.setAutoDefault(False)
        desk.say(self.panel_button, self.panel_button.setText, N_("Columns and encoding"))
        dress_button(self.panel_button, "sliders-horizontal")
        self.notice = Banner(desk)
        self.notice.say("warn", lambda: desk.text(_HEADLESS))
        self.mode.activated.connect(self._choose_mode)
        self.panel_button.toggled.connect(lambda: self._fold())
        self.panel.asked.connect(self.asked_anew)

    def add_reading(self, beside: QWidget) -> None:
        """Adds the panel, under the button that opens it, which stands beside a widget."""
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(beside, 1)
        line.addWidget(self.panel_button, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self.column.addWidget(self.notice)
        self.column.addLayout(line)
        self.column.addWidget(self.panel, 4)
        for widget in (self.panel, self.notice):
            widget.hide()

    def _choose_mode(self) -> None:
        self._mode = self.mode.value()
        self.asked_anew.emit()

    # What each kind of rows has of its own

    @abstractmethod
    def take(self, file: Path, options: ImportOptions, step: Callable[..., None], *, is_trial: bool) -> Any:
        """Imports the rows, or tries to, and gives the report. Raises KideskError."""

    @abstractmethod
    def understood(self, read: MappedTable) -> tuple[ReadColumn, ...]:
        """What the columns of a table mean. Raises KideskError."""

    @abstractmethod
    def is_heading(self, cell: str) -> bool:
        """Whether a cell is a heading that such tables have."""

    @abstractmethod
    def meaning(self, key: str) -> Meaning | None:
        """What a key means; None where it means nothing."""

    @abstractmethod
    def meanings(self) -> Sequence[Meaning]:
        """What columns may be said to mean."""

    @abstractmethod
    def nothing_taken(self) -> Any:
        """The report on a file of which no row could be taken."""

    def is_table(self, file: Path) -> bool:
        """Whether a file is a table."""
        return True

    def show_reading(self, is_open: bool) -> None:
        """Makes room for the panel, or takes it back."""

    # What the dialog asks

    def begin(self) -> None:
        """Finds out how another file is to be read."""
        self.panel.begin()
        self.panel_button.setChecked(False)

    def take_back(self) -> None:
        """Asks for what is shown: what was asked for instead came to nothing."""
        self.panel.reading, self._mode = self._shown
        self.mode.set_value(self._mode)

    def work(self, file: Path, step: Callable[..., None], *, is_trial: bool) -> Taken:
        """Imports the rows, or tries to. Raises KideskError."""
        asked = reading, mode = self.panel.reading, self._mode
        if not self.is_table(file):
            return Taken(asked, self.take(file, ImportOptions(mode), step, is_trial=is_trial))
        store, is_known = self.desk.store, lambda key: self.meaning(key) is not None
        read = read_mapped(store, self.record_type, file, reading, is_known, self.is_heading)
        table = read.table
        options = ImportOptions(
            mode,
            read.mapping,
            encoding=table.encoding or None,
            delimiter=table.delimiter or None,
            sheet=table.sheet or None,
            header_row=table.header_row,
        )
        columns = self.understood(read)
        try:
            return Taken(asked, self.take(file, options, step, is_trial=is_trial), read, columns)
        except tasks.Stopped:
            raise
        except KideskError as error:
            if not is_trial:
                raise
            # The person can still say what the columns mean.
            return Taken(asked, self.nothing_taken(), read, columns, error)

    def is_of_table(self, result: Taken) -> bool:
        """Whether the rows came as a table."""
        return result.read is not None

    def verdict(self, result: Taken) -> tuple[str, KideskError]:
        """What is said of a file from which nothing can be imported: its tone and the sentence."""
        return super().verdict(result) if result.trouble is None else ("bad", result.trouble)

    def is_being_filled(self) -> bool:
        """Whether the person is choosing how the file is read."""
        return self.panel_button.isChecked() or self.mode.hasFocus()

    # What is shown

    def show_result(self, result: Taken, name: str, *, is_done: bool) -> None:
        """Shows how the file was read; after the import nothing more is asked."""
        super().show_result(result, name, is_done=is_done)
        self._shown = result.asked
        is_asked = result.read is not None and not is_done
        if result.read is not None:
            rarer = (self.meaning(one.meaning) for one in result.columns if one.meaning)
            offered = dict.fromkeys([*self.meanings(), *(one for one in rarer if one is not None)])
            self.panel.show_read(result.read, result.columns, tuple(offered))
        is_headless = is_asked and result.read is not None and result.read.table.seems_headless
        if result.trouble is not None or is_headless:
            self.panel_button.setChecked(True)
        self.notice.setVisible(is_headless)
        self.mode.setVisible(not is_done)
        self.panel_button.setVisible(is_asked)
        self._has_reading = is_asked
        self._fold()
        if result.trouble is not None and not self.panel.heading_row.hasFocus():
            self.panel.columns.setFocus()

    def _fold(self) -> None:
        is_open = self.panel_button.isChecked() and self._has_reading
        self.panel.setVisible(is_open)
        self.show_reading(is_open)
