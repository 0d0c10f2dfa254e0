"""How a table is read: encoding, delimiter, sheet, row of headings, and what its columns mean, by hand or as saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kidesk.exchange.tables import DELIMITERS, Table
from kidesk.exchange.text_encoding import ENCODINGS
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.column_table import ColumnTable, FileColumn
from kidesk.gui.dialogs.heading_row_box import HEADINGS_IN_ROW, HeadingRowBox
from kidesk.gui.dialogs.labelled import Labelled, Options
from kidesk.gui.dialogs.view_name import MappingNameDialog
from kidesk.gui.icons import dress_button
from kidesk.i18n import N_
from kidesk.operations import import_mappings
from kidesk.operations.contact_columns import Meaning
from kidesk.operations.contacts_report import ReadColumn
from kidesk.operations.mapped_table import MappedTable, Reading
from kidesk.records.record_type import RecordType

FIRST_VALUES = 3
_ENCODINGS = {
    "utf-8": N_("UTF-8"),
    "cp1252": N_("Windows"),
    "mac_roman": N_("Older Macs"),
    "cp850": N_("DOS"),
    "utf-16-le": N_("UTF-16"),
    "utf-16-be": N_("UTF-16 (big-endian)"),
}
_DELIMITERS = {";": N_("Semicolon"), ",": N_("Comma"), "\t": N_("Tab"), "|": N_("Vertical bar")}
_FOUND = N_("From the headings")
_LEFT_OUT = N_("Leave out")
_HEADINGS = (N_("Column"), N_("First values"), N_("Means"))
_NAME_LENGTH = 26  # signs of a mapping that can be read in any case
_SHEET_LENGTH = 14  # signs of a sheet that can be read in any case
_LOOKED_AT = 200  # rows among which the first values are
_LEAST_TABLE = 37 + 48


class ReadingPanel(QWidget):
    """Shows how a table was read. `asked` says that it is to be read otherwise, as `reading` has it."""

    asked = Signal()

    def __init__(self, desk: Desk, record_type: RecordType) -> None:
        super().__init__()
        self._desk, self._type = desk, record_type
        self.reading = Reading()
        self._read: MappedTable | None = None
        self.encoding = Options(desk, [(one, _ENCODINGS[one]) for one in ENCODINGS])
        self.delimiter = Options(desk, [(one, _DELIMITERS[one]) for one in DELIMITERS])
        for options in (self.encoding, self.delimiter):
            options.show_whole()
        self.sheet = Options(desk, [], is_named=True)
        self.sheet.setMinimumContentsLength(_SHEET_LENGTH)
        self.heading_row = HeadingRowBox(desk)
        self.mapping = Options(desk, [(None, "")], is_named=True)
        self.mapping.setMinimumContentsLength(_NAME_LENGTH)
        self.save_button = QPushButton()
        desk.say(self.save_button, self.save_button.setText, N_("Save…"))
        desk.say(self.save_button, self.save_button.setAccessibleName, N_("Save the mapping"))
        dress_button(self.save_button, "bookmark-plus")
        self.save_button.setAutoDefault(False)
        self.columns = ColumnTable()
        self.columns.setMinimumHeight(_LEAST_TABLE)
        desk.say(self.columns, self.columns.setAccessibleName, N_("What the columns mean"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._encoding_box = Labelled(self._desk, N_("Encoding"), self.encoding)
        self._delimiter_box = Labelled(self._desk, N_("Delimiter"), self.delimiter)
        self._sheet_box = Labelled(self._desk, N_("Sheet"), self.sheet)
        file, meant = QHBoxLayout(), QHBoxLayout()
        file.addWidget(self._encoding_box, 3)
        file.addWidget(self._delimiter_box, 3)
        file.addWidget(self._sheet_box, 6)
        file.addWidget(Labelled(self._desk, HEADINGS_IN_ROW, self.heading_row), 2)
        meant.addWidget(Labelled(self._desk, N_("Columns"), self.mapping), 1)
        meant.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for row in (file, meant):
            row.setSpacing(12)
            column.addLayout(row)
        column.addWidget(self.columns, 1)

    def _connect(self) -> None:
        self.encoding.activated.connect(lambda: self._ask(encoding=self.encoding.value(), chosen={}))
        self.delimiter.activated.connect(lambda: self._ask(delimiter=self.delimiter.value(), chosen={}))
        self.sheet.activated.connect(lambda: self._ask(sheet=self.sheet.value(), header_row=None, chosen={}))
        self.heading_row.asked.connect(lambda row: self._ask(header_row=row, chosen={}))
        self.mapping.activated.connect(lambda: self._ask(saved=self.mapping.value(), chosen={}))
        self.columns.chosen.connect(self._choose)
        self.save_button.clicked.connect(self.ask_name)

    def _ask(self, **asked: Any) -> None:
        self.reading = replace(self.reading, **asked)
        self.asked.emit()

    def _choose(self, heading: str, key: str) -> None:
        self._ask(chosen={**self.reading.chosen, heading: key})

    def begin(self) -> None:
        """Finds everything out anew, for another file."""
        self.reading = Reading()

    def show_read(self, read: MappedTable, columns: Sequence[ReadColumn], meanings: Sequence[Meaning]) -> None:
        """Shows how the table was read and its columns understood; `meanings` are those to choose from."""
        self._read = read
        for box, options, value in (
            (self._encoding_box, self.encoding, read.table.encoding),
            (self._delimiter_box, self.delimiter, read.table.delimiter),
        ):
            box.setVisible(bool(value))  # a workbook has none
            if value:
                options.set_value(value)
        self._show_place(read.table)
        self.mapping.set_options([(None, self._desk.text(_FOUND)), *((one.id, one.name) for one in read.mappings)])
        self.mapping.set_value(read.saved.id if read.saved is not None else None)
        rows = [FileColumn(one.heading, _first(read.table, one.heading), one.meaning) for one in columns]
        named = [("", self._desk.text(_LEFT_OUT)), *((one.key, one.said(self._desk.language)) for one in meanings)]
        self.columns.show_columns(rows, named, [self._desk.text(heading) for heading in _HEADINGS])

    def _show_place(self, table: Table) -> None:
        """Shows the sheet, where there are several, and the row of headings."""
        self._sheet_box.setVisible(len(table.sheets) > 1)
        self.sheet.set_options([(name, name) for name in table.sheets])
        if table.sheets:
            self.sheet.set_value(table.sheet)
        below = (line.number for line in table.lines)
        self.heading_row.show_row(table.header_row, (*table.above, table.header_row, *below))

    def ask_name(self) -> None:
        """Asks for a name and saves what the columns mean; the mapping that was chosen is brought up to date."""
        read = self._read
        if read is None:
            return
        before = read.saved

        def save(name: str) -> None:
            number = before.id if before is not None and before.name == name.strip() else None
            columns = {one.heading: one.meaning for one in self.columns.columns.columns}
            asked = {"encoding": self.reading.encoding or "", "delimiter": self.reading.delimiter or ""}
            saved = import_mappings.save(self._desk.store, self._type, name, columns, **asked, number=number)
            self._ask(saved=saved, chosen={})

        name = before.name if before is not None else ""
        MappingNameDialog(self._desk, N_("Save the mapping"), name, save, self.window()).open()


def _first(table: Table, heading: str) -> tuple[str, ...]:
    filled = (cell for line in table.lines[:_LOOKED_AT] if (cell := line.cells.get(heading)))
    return tuple(cell for _, cell in zip(range(FIRST_VALUES), filled, strict=False))
