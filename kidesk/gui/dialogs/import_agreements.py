"""What an import of agreements does or did: each agreement, its notices, and what differs side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui import theme
from kidesk.gui.badges import TONE_ICONS
from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.differences import DifferencesTable
from kidesk.gui.dialogs.frame import Pane
from kidesk.gui.dialogs.import_preview import ImportPreview
from kidesk.gui.dialogs.lines import LinesTable
from kidesk.gui.icons import IconLabel
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.ewp.preview import Entry, Warned
from kidesk.operations.import_agreements import import_agreements
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.record_type import RecordType

AT_MOST = 300  # differences shown of one agreement: a larger table would take seconds
_OUTCOMES = {
    "created": (N_("New"), "ok"),
    "updated": (N_("Changed"), "info"),
    "unchanged": (N_("No difference"), "none"),
    "refused": (N_("Refused"), "bad"),
}
_LIST_HEIGHT = 37 + 4 * 32
_NOTICES_HEIGHT = 176
_DIFFERENCES_HEIGHT = 150  # at least
_ICON = 18
_READ = 700  # pixels there are for a notice in one line


class Notices(Pane):
    """What is to be known about an agreement, each sentence with the symbol of its tone; scrolls where it is much."""

    def __init__(self) -> None:
        self._content = QWidget()
        super().__init__(self._content)
        self.sentences: list[str] = []

    def show_notices(self, notices: list[tuple[str, str]]) -> None:
        """Shows tones and sentences."""
        self.sentences = [sentence for _, sentence in notices]
        self._content = content = QWidget()
        content.setProperty("kind", "clear")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for tone, sentence in notices:
            column.addWidget(_notice(tone, sentence))
        column.addStretch()
        self.setWidget(content)
        self.setVisible(bool(notices))
        self._fit()

    def resizeEvent(self, event: object) -> None:
        """Takes the height of the broken sentences, up to a limit."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        height = self._content.heightForWidth(self.viewport().width())
        self.setFixedHeight(min(max(height, 1), _NOTICES_HEIGHT))


def _notice(tone: str, sentence: str) -> QFrame:
    frame = QFrame()
    frame.setProperty("kind", "banner")
    theme.mark(frame, "tone", tone)
    row = QHBoxLayout(frame)
    row.setContentsMargins(12, 6, 12, 6)
    row.setSpacing(10)
    row.addWidget(IconLabel(TONE_ICONS[tone], tone, _ICON), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(copyable(sentence, room=_READ), 1)
    return frame


class AgreementsPreview(ImportPreview):
    """The agreements of a file; of the one that is selected, its notices and differences."""

    words = {
        "created": N_("New agreements"),
        "updated": N_("Changed agreements"),
        "unchanged": N_("Unchanged agreements"),
        "refused": N_("Refused agreements"),
    }
    nothing = N_("This file would change nothing: its agreements are in the register as they are, or they are refused.")
    done = N_("Imported. Ctrl+Z takes the whole import back.")
    done_without = N_("Imported, without the agreements that were refused. Ctrl+Z takes the whole import back.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.entries: list[Entry] = []
        self.agreements = LinesTable()
        desk.say(self.agreements, self.agreements.setAccessibleName, N_("Agreements in the file"))
        self.column.addWidget(self.agreements)
        self.notices = Notices()
        desk.say(self.notices, self.notices.setAccessibleName, N_("To be known about this agreement"))
        self.column.addWidget(self.notices)
        self.heading = self.add_heading(N_("What differs"))
        self.differences = DifferencesTable()
        self.differences.setMinimumHeight(_DIFFERENCES_HEIGHT)
        desk.say(self.differences, self.differences.setAccessibleName, N_("What differs"))
        self.column.addWidget(self.differences, 1)
        self.remark = PlainLabel("", "muted", wrap=True)
        self.column.addWidget(self.remark)
        self.column.addStretch()
        self.agreements.selectionModel().currentRowChanged.connect(lambda: self._show_entry())

    def work(self, file: Path, step: Callable[..., None], *, is_trial: bool) -> list[Entry]:
        """Imports the agreements, or tries to. Raises KideskError."""
        own_name = self.desk.settings.organisation_name
        return import_agreements(self.desk.store, file, own_name, dry_run=is_trial, progress=step)

    def is_of_table(self, result: list[Entry]) -> bool:
        """Agreements come as XML."""
        return False

    def counts(self, result: list[Entry]) -> Mapping[str, int]:
        """How many agreements became what."""
        return Counter(entry.outcome for entry in result)

    def show_result(self, result: list[Entry], name: str, *, is_done: bool) -> None:
        """Shows the agreements, and selects the one that was selected before."""
        super().show_result(result, name, is_done=is_done)
        is_same_file = is_done or result is self.entries
        row = max(self.agreements.currentIndex().row(), 0) if is_same_file else 0
        self.entries = result
        language, text = self.desk.language, self.desk.text
        headings = [text(N_("Agreement")), text(N_("Partner")), text(N_("Outcome"))]
        lines = [[one.name, one.partner.said(language), text(_OUTCOMES[one.outcome][0])] for one in result]
        self.agreements.show_lines(headings, lines, [_OUTCOMES[one.outcome][1] for one in result])
        self.agreements.setMaximumHeight(min(self.agreements.maximumHeight(), _LIST_HEIGHT))
        self.agreements.selectRow(min(row, len(result) - 1))

    def entry(self) -> Entry | None:
        """The agreement that is selected."""
        row = self.agreements.currentIndex().row()
        return self.entries[row] if 0 <= row < len(self.entries) else None

    def record(self) -> tuple[RecordType, int] | None:
        """The selected agreement, where it is stored."""
        entry = self.entry()
        return None if entry is None or entry.number is None else (AGREEMENTS, entry.number)

    def _show_entry(self) -> None:
        entry = self.entry()
        if entry is None:
            return
        language, text = self.desk.language, self.desk.text
        self.notices.show_notices([(_tone(one, entry), one.said(language)) for one in entry.notices])
        headings = [text(N_("Field")), text(N_("Stored here")), text(N_("In the file"))]
        shown = [(one.what, one.stored, one.read) for one in entry.differences[:AT_MOST]]
        self.differences.show_lines(headings, [[text.said(language) or "—" for text in row] for row in shown])
        for widget in (self.heading, self.differences):
            widget.setVisible(bool(shown))
        self.remark.setText(self._said(entry))
        self.remark.setVisible(bool(self.remark.text()))

    def _said(self, entry: Entry) -> str:
        """What stands under the differences, or instead of them."""
        if entry.outcome == "unchanged":
            return self.desk.text(N_("The agreement is stored as it is in the file."))
        if len(entry.differences) <= AT_MOST:
            return ""
        number = self.desk.language.number
        message = N_("The first {shown} of {count} differences are shown; all of them are imported.")
        return self.desk.text(message, shown=number(AT_MOST), count=number(len(entry.differences)))


def _tone(notice: KideskError, entry: Entry) -> str:
    if entry.outcome == "refused":
        return "bad"
    return "warn" if isinstance(notice, Warned) else "info"
