"""What an import of values does or did: where they come from, which are new or changed, which were refused and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.import_preview import ImportPreview
from kidesk.gui.dialogs.lines import LinesTable
from kidesk.gui.editor import Editor
from kidesk.gui.field_box import FieldBox
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.import_values import Origin, ValuesReport, import_values
from kidesk.operations.values_table import FIELDS
from kidesk.records import series_period
from kidesk.records.field import Unreadable

# What may be said of all values at once, by the key of its field, with its share of the width.
_ORIGIN = {"source": 3, "extracted_on": 2, "is_provisional": 0}
_MOST_CHANGES = 200
_WAITS = 600  # milliseconds after the last key, before the preview is made anew


class ValuesPreview(ImportPreview):
    """The report on a table of values. `asked_anew` says that their source or day was changed, so that the preview is
    another."""

    asked_anew = Signal()
    words = {
        "created": N_("New values"),
        "updated": N_("Changed values"),
        "unchanged": N_("Unchanged values"),
        "refused": N_("Refused values"),
    }
    nothing = N_("This file would change nothing: its values are in the register as they are, or they are refused.")
    done = N_("Imported. Ctrl+Z takes the whole import back.")
    done_without = N_("Imported, without the values that were refused. Ctrl+Z takes the whole import back.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._origin: Origin | Unreadable = Origin()
        self.boxes = {key: FieldBox(desk, FIELDS[key]) for key in _ORIGIN}
        self._add_origin()
        self.ignored = PlainLabel("", "muted", wrap=True)
        self.column.addWidget(self.ignored)
        self.refused, self.changes = LinesTable(), LinesTable()
        self.refused_heading = self._add_table(N_("Refused values"), self.refused)
        self.changes_heading = self._add_table(N_("New and changed values"), self.changes)
        self.column.addStretch()

    def _add_origin(self) -> None:
        """What is said of all values of the file at once; its own columns say it better."""
        self.origin_heading = self.add_heading(N_("For values whose own columns do not say it"))
        row = QHBoxLayout()
        row.setSpacing(12)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAITS)
        self._timer.timeout.connect(self.asked_anew)
        for key, stretch in _ORIGIN.items():
            row.addWidget(self.boxes[key], stretch, Qt.AlignmentFlag.AlignTop)
            self._editor(key).changed.connect(self._hear)
        self.column.addLayout(row)

    def _editor(self, key: str) -> Editor:
        editor = self.boxes[key].editor
        assert isinstance(editor, Editor)
        return editor

    def _hear(self) -> None:
        """Notes what was said, in the window's own thread; the work that reads it is done in another."""
        self._timer.start()
        said: dict[str, Any] = {}
        self._origin = Origin()
        for key, box in self.boxes.items():
            box.show_problem("")
            try:
                said[key] = self._editor(key).value()
            except Unreadable as error:
                self._origin = error
                box.show_problem(error.said(self.desk.language))
        if isinstance(self._origin, Origin):
            is_provisional = True if said["is_provisional"] else None
            self._origin = Origin(said["source"] or "", said["extracted_on"], is_provisional)

    def _add_table(self, label: str, table: LinesTable) -> PlainLabel:
        heading = self.add_heading(label)
        self.desk.say(table, table.setAccessibleName, label)
        self.column.addWidget(table, 1)
        return heading

    def is_being_filled(self) -> bool:
        """Whether the person is in one of the fields."""
        return any(self._editor(key).control.hasFocus() for key in self.boxes)

    def work(self, file: Path, step: Callable[..., None], *, is_trial: bool) -> ValuesReport:
        """Imports the values, or tries to. Raises KideskError."""
        if isinstance(self._origin, Unreadable):
            raise self._origin
        return import_values(self.desk.store, file, origin=self._origin, dry_run=is_trial, progress=step)

    def counts(self, result: ValuesReport) -> Mapping[str, int]:
        """How many values became what."""
        return {
            "created": result.created,
            "updated": result.updated,
            "unchanged": result.unchanged,
            "refused": len(result.refused),
        }

    def show_result(self, result: ValuesReport, name: str, *, is_done: bool) -> None:
        """Shows the report; after the import nothing more is asked."""
        super().show_result(result, name, is_done=is_done)
        for widget in (self.origin_heading, *self.boxes.values()):
            widget.setVisible(not is_done)
        self.ignored.setText(" ".join(self._left_out(result)))
        self.ignored.setVisible(bool(self.ignored.text()))
        self._show_refused(result)
        self._show_changes(result)

    def _left_out(self, result: ValuesReport) -> list[str]:
        text, said = self.desk.text, []
        if result.ignored:
            left_out = N_("These columns say nothing to kidesk and are left out: {columns}")
            said.append(text(left_out, columns=", ".join(result.ignored)))
        if result.sheets:
            left_out = N_("Only the first sheet that holds something is read; left out: {sheets}")
            said.append(text(left_out, sheets=", ".join(result.sheets)))
        return said

    def _show_refused(self, result: ValuesReport) -> None:
        text, language = self.desk.text, self.desk.language
        lines = [[str(line), problem.said(language)] for line, problem in result.refused]
        self.refused.show_lines([text(N_("Line")), text(N_("What is wrong"))], lines)
        for widget in (self.refused_heading, self.refused):
            widget.setVisible(bool(lines))

    def _show_changes(self, result: ValuesReport) -> None:
        text, language = self.desk.text, self.desk.language
        headings = [text(one) for one in (N_("Line"), N_("Series"), N_("Period"), N_("Before"), N_("Now"))]
        lines = [
            [
                str(one.line),
                one.series.caption(language.code),
                series_period.said(one.period, language),
                "–" if one.before is None else language.number(one.before),
                language.number(one.now),
            ]
            for one in result.changes[:_MOST_CHANGES]
        ]
        self.changes.show_lines(headings, lines)
        for widget in (self.changes_heading, self.changes):
            widget.setVisible(bool(lines))
