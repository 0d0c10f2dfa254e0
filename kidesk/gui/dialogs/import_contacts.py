"""What an import of contacts does or did: each row and what becomes of it, and how the file was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from kidesk.errors import KideskError
from kidesk.exchange import vcards
from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Banner
from kidesk.gui.dialogs.import_preview import ImportPreview
from kidesk.gui.dialogs.import_summary import ImportSummary
from kidesk.gui.dialogs.labelled import Options
from kidesk.gui.dialogs.outcome_view import OutcomeView
from kidesk.gui.dialogs.reading_panel import ReadingPanel
from kidesk.gui.icons import dress_button
from kidesk.i18n import N_
from kidesk.operations.contact_columns import meaning_of, meanings, read_columns
from kidesk.operations.contacts_report import ContactsReport, ImportOptions, Mode
from kidesk.operations.import_contacts import import_contacts
from kidesk.operations.mapped_table import MappedTable, Reading, read_mapped
from kidesk.records.person_type import PERSONS
from kidesk.records.record_type import RecordType

_BEFORE = {
    "created": N_("To be added"),
    "updated": N_("To be changed"),
    "unchanged": N_("Left as it is"),
    "refused": N_("Not imported"),
}
_AFTER = {**_BEFORE, "created": N_("Was added"), "updated": N_("Was changed")}
_HEADLESS = N_(
    "The first row of the file has an e-mail address or a phone number, and is hardly a row of headings. "
    "kidesk takes it for one, so that the contact in it is not imported. Put a row of headings before it, "
    "or say here what each column means and enter that contact by hand."
)


@dataclass(frozen=True)
class Result:
    """What became of the rows as they were `asked` for; `read` is None for vCards.

    `trouble` says why no row could be taken.
    """

    asked: tuple[Reading, Mode]
    report: ContactsReport
    read: MappedTable | None = None
    trouble: KideskError | None = None


class ContactsPreview(ImportPreview):
    """The rows of a file and what becomes of each. `asked_anew` says that it is to be read or taken in otherwise."""

    asked_anew = Signal()
    words = _BEFORE
    nothing = N_("This file would change nothing: its contacts are in the register as they are, or they are refused.")
    done = N_("Imported. Ctrl+Z takes the whole import back.")
    done_without = N_("Imported, without the contacts that were refused. Ctrl+Z takes the whole import back.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.numbers.hide()  # the tabs count
        self._mode = Mode.BOTH
        self._shown = (Reading(), Mode.BOTH)
        self._is_done = False
        self._read: MappedTable | None = None
        self.mode = Options(desk, [(mode, mode.label) for mode in Mode])
        desk.say(self.mode, self.mode.setAccessibleName, N_("What the import may do"))
        self.panel, self.view = ReadingPanel(desk, PERSONS), OutcomeView(desk)
        self.panel_button = QPushButton()
        self.panel_button.setCheckable(True)
        self.notice, self.summary = Banner(desk), ImportSummary(desk)
        self.notice.say("warn", lambda: desk.text(_HEADLESS))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.desk.say(self.panel_button, self.panel_button.setText, N_("Columns and encoding"))
        dress_button(self.panel_button, "sliders-horizontal")
        self.panel_button.setAutoDefault(False)
        self.mode.show_whole()
        self.head.insertWidget(1, self.mode)
        told = QHBoxLayout()
        told.setSpacing(12)
        told.addWidget(self.summary, 1)
        told.addWidget(self.panel_button, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self.notice)
        self.column.addLayout(told)
        self.column.addWidget(self.panel, 2)
        self.column.addWidget(self.view, 3)
        for widget in (self.panel, self.notice):
            widget.hide()

    def _connect(self) -> None:
        self.mode.activated.connect(self._choose_mode)
        self.panel_button.toggled.connect(lambda: self._fold())
        self.panel.asked.connect(self.asked_anew)

    def _choose_mode(self) -> None:
        self._mode = self.mode.value()
        self.asked_anew.emit()

    # What the dialog asks

    def begin(self) -> None:
        """Finds out how another file is to be read."""
        self.panel.begin()
        self.panel_button.setChecked(False)

    def take_back(self) -> None:
        """Asks for what is shown: what was asked for instead came to nothing."""
        self.panel.reading, self._mode = self._shown
        self.mode.set_value(self._mode)

    def work(self, file: Path, step: Callable[..., None], *, is_trial: bool) -> Result:
        """Imports the contacts, or tries to. Raises KideskError."""
        asked = reading, mode = self.panel.reading, self._mode
        take = partial(import_contacts, self.desk.store, file, dry_run=is_trial, progress=step)
        if vcards.is_vcard(file):
            return Result(asked, take(ImportOptions(mode)))
        read = read_mapped(self.desk.store, PERSONS, file, reading)
        table = read.table
        mapping = {heading: key if meaning_of(key) else "" for heading, key in read.mapping.items()}
        try:
            options = ImportOptions(mode, mapping, table.encoding or None, table.delimiter or None)
            return Result(asked, take(options), read)
        except tasks.Stopped:
            raise
        except KideskError as error:
            if not is_trial:
                raise
            # The person can still say what the columns mean.
            columns = read_columns(table.columns, mapping)
            return Result(asked, ContactsReport(columns=columns), read, error)

    def counts(self, result: Result) -> Mapping[str, int]:
        """How many rows became what."""
        report = result.report
        return {
            "created": report.created,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "refused": len(report.refused),
        }

    def is_of_table(self, result: Result) -> bool:
        """Whether the contacts came as a table."""
        return result.read is not None

    def verdict(self, result: Result) -> tuple[str, KideskError]:
        """What is said of a file from which nothing can be imported: its tone and the sentence."""
        return super().verdict(result) if result.trouble is None else ("bad", result.trouble)

    def record(self) -> tuple[RecordType, int] | None:
        """The person of the row that is looked at, where there is one."""
        row = self.view.table.current()
        return None if row is None or row.number is None else (PERSONS, row.number)

    def added(self, result: Result) -> tuple[RecordType, list[int]]:
        """The persons that were added."""
        rows = (one for one in result.report.outcomes if one.what == "created")
        return PERSONS, [row.number for row in rows if row.number is not None]

    def is_being_filled(self) -> bool:
        """Whether the person is choosing how the file is read."""
        return self.panel_button.isChecked() or self.mode.hasFocus()

    # What is shown

    def show_result(self, result: Result, name: str, *, is_done: bool) -> None:
        """Shows the rows; after the import nothing more is asked."""
        super().show_result(result, name, is_done=is_done)
        self._shown, self._is_done, self._read = result.asked, is_done, result.read
        if result.read is not None:
            columns = result.report.columns
            rarer = (meaning_of(one.meaning) for one in columns if one.meaning)
            offered = dict.fromkeys([*meanings(), *(one for one in rarer if one is not None)])
            self.panel.show_read(result.read, columns, tuple(offered))
        is_headless = result.read is not None and result.read.table.seems_headless
        if result.trouble is not None or is_headless:
            self.panel_button.setChecked(True)
        self.view.setVisible(result.trouble is None)
        self.view.show_rows(result.report.outcomes, _AFTER if is_done else _BEFORE)
        self.summary.show_report(result.report, is_done=is_done)
        self.notice.setVisible(is_headless and not is_done)
        self._fold()

    def _fold(self) -> None:
        """Shows how the file was read where that is asked for; there is no room for the details of a row then."""
        is_open = self.panel_button.isChecked() and not self._is_done and self._read is not None
        self.panel_button.setVisible(not self._is_done and self._read is not None)
        self.mode.setVisible(not self._is_done)
        self.panel.setVisible(is_open)
        self.summary.be_brief(is_open)
        self.view.show_details(not is_open)
