"""What becomes of each row of a file: line, name, outcome and why, of one outcome or of all."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTabBar, QTableView

from kidesk.exchange.formulas import guarded
from kidesk.gui.delegate import BADGE_ROLE, STRONG_ROLE, dress_table
from kidesk.gui.desk import Desk
from kidesk.gui.plain import plain_tip
from kidesk.i18n import N_, Language
from kidesk.operations.import_report import FieldChange, Outcome

LINE, NAME, OUTCOME, TOLD = range(4)
ALL = ""
TONES = {"created": "ok", "updated": "info", "unchanged": "none", "refused": "bad"}
_HEADINGS = (N_("Line"), N_("Name"), N_("Outcome"), N_("What changes, or why not"))
_DISPLAY, _TOOL_TIP, _ACCESSIBLE = 0, 3, 11
_LINE_WIDTH, _BADGE_WIDTH = 84, 160
_NAME_SHARE, _TOLD_SHARE = 2, 5
_BETWEEN = " · "
_LONGEST = 400  # signs of a cell; the whole stands beneath the table
_Index = QModelIndex | QPersistentModelIndex


class Outcomes(QAbstractTableModel):
    """The rows of one outcome, or of all. A row is said in words only when it is looked at: there may be 100,000."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: Sequence[Outcome] = ()
        self._shown = array("q")
        self.words: Mapping[str, str] = {}
        self.wanted = ALL

    def show_rows(self, rows: Sequence[Outcome], words: Mapping[str, str]) -> None:
        """Shows other rows; `words` are the msgids of the outcomes."""
        self._rows, self.words = rows, words
        self.choose(self.wanted)

    def choose(self, outcome: str) -> None:
        """Shows the rows with an outcome, or all."""
        self.beginResetModel()
        self.wanted = outcome
        fitting = (place for place, row in enumerate(self._rows) if not outcome or row.what == outcome)
        self._shown = array("q", fitting)
        self.endResetModel()

    def counts(self) -> Counter[str]:
        """How many rows have which outcome."""
        return Counter(str(row.what) for row in self._rows)

    def row_at(self, place: int) -> Outcome | None:
        """The row shown in a place."""
        return self._rows[self._shown[place]] if 0 <= place < len(self._shown) else None

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many rows are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Line, name, outcome and what is to be told."""
        return 0 if parent is not None and parent.isValid() else len(_HEADINGS)

    def data(self, index: _Index, role: int = 0) -> Any:
        """A cell's text or badge."""
        row = self._rows[self._shown[index.row()]]
        if role == BADGE_ROLE:
            return TONES[row.what] if index.column() == OUTCOME else None
        if role == STRONG_ROLE:
            return index.column() == NAME
        if role not in (_DISPLAY, _TOOL_TIP, _ACCESSIBLE):
            return None
        text = self.said(row, index.column())
        return plain_tip(text) if role == _TOOL_TIP else text

    def said(self, row: Outcome, column: int) -> str:
        """A row in the window's language."""
        if column == LINE:
            return str(row.line)
        if column == NAME:
            return row.name
        if column == OUTCOME:
            return self._desk.text(self.words[row.what])
        return told(row, self._desk.language)[:_LONGEST]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """A heading."""
        if orientation == Qt.Orientation.Horizontal and role in (_DISPLAY, _ACCESSIBLE):
            return self._desk.text(_HEADINGS[section])
        return None

    def copied(self, rows: Sequence[Outcome]) -> str:
        """Rows as a table for the clipboard, with headings; every row stays one line and no cell is a formula."""
        lines = [[self._desk.text(heading) for heading in _HEADINGS]]
        lines += [[self.said(row, column) for column in range(len(_HEADINGS))] for row in rows]
        return "\n".join("\t".join(guarded(" ".join(cell.split())) for cell in line) for line in lines)

    def of(self, outcome: str) -> list[Outcome]:
        """All rows with an outcome, whether they are shown or not."""
        return [row for row in self._rows if row.what == outcome]


def told(row: Outcome, language: Language) -> str:
    """What is to be told of a row in one line: why it was refused or left, what changes from what to what, doubts."""
    said = [problem.said(language) for problem in (row.reason, *row.notices) if problem is not None]
    changed = [_changed(change, language) for change in row.changes]
    return _BETWEEN.join([one for one in (row.detail, *said, *changed) if one])


def _changed(change: FieldChange, language: Language) -> str:
    label, before, after = change.said(language)
    if not before:
        return language.text(N_("{field}: {value}"), field=label, value=after)
    return language.text(N_("{field}: {before} → {value}"), field=label, before=before, value=after)


class OutcomeTable(QTableView):
    """The table; Ctrl+C copies the rows that are selected."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.rows = Outcomes(desk)
        self.rows.setParent(self)
        self.setModel(self.rows)
        dress_table(self, compact=True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def current(self) -> Outcome | None:
        """The row that is looked at."""
        return self.rows.row_at(self.currentIndex().row())

    def selected(self) -> list[Outcome]:
        """The rows that are selected, from the top."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [row for place in places if (row := self.rows.row_at(place)) is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copies, and goes to the first and last row. Enter, which elsewhere imports, does nothing to a row."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.rows.copied(self.selected()))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers() and self.rows.rowCount():
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else self.rows.rowCount() - 1)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: Qt's own search would say every row in words."""

    def sizeHint(self) -> QSize:
        """No more than its least height, so that a low screen has room for the dialog; the layout gives it the rest."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the width."""
        super().resizeEvent(event)
        room = max(self.viewport().width() - _LINE_WIDTH - _BADGE_WIDTH, 0)
        name = room * _NAME_SHARE // (_NAME_SHARE + _TOLD_SHARE)
        for column, width in enumerate((_LINE_WIDTH, name, _BADGE_WIDTH, room - name)):
            self.setColumnWidth(column, width)


class OutcomeTabs(QTabBar):
    """All rows, and those of each outcome, with their number. `chosen` carries an outcome, empty for all."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._outcomes: list[str] = []
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        desk.say(self, self.setAccessibleName, N_("Outcomes"))
        self.currentChanged.connect(lambda place: self.chosen.emit(self.outcome()))

    def outcome(self) -> str:
        """What is chosen."""
        place = self.currentIndex()
        return self._outcomes[place] if 0 <= place < len(self._outcomes) else ALL

    def show_counts(self, counts: Mapping[str, int], words: Mapping[str, str]) -> None:
        """Shows a tab for each outcome that there is; what was chosen stays so while it is there."""
        before = self.outcome()
        wanted = [ALL, *(outcome for outcome in TONES if counts.get(outcome))]
        self.blockSignals(True)
        while self.count() > len(wanted):
            self.removeTab(self.count() - 1)
        while self.count() < len(wanted):
            self.addTab("")
        self._outcomes = wanted
        self.setCurrentIndex(wanted.index(before) if before in wanted else 0)
        self.blockSignals(False)
        for place, outcome in enumerate(wanted):
            label = self._desk.text(words[outcome] if outcome else N_("All rows"))
            count = counts.get(outcome, 0) if outcome else sum(counts.values())
            self.setTabText(place, f"{label}  {self._desk.language.number(count)}")
        if self.outcome() != before:
            self.chosen.emit(self.outcome())
