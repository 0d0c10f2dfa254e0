"""The evidence of an activity: what is there, taken away again, and one picker that searches all that may be added."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from kidesk.gui.cards import Row, RowList
from kidesk.gui.desk import Desk
from kidesk.gui.finder import Finder, Hit
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.gui.record_icons import ICONS
from kidesk.i18n import N_
from kidesk.operations.give_evidence import find_evidence
from kidesk.records import type_of
from kidesk.records.assessment_rules import shown_by
from kidesk.records.plan_item import Evidence
from kidesk.records.record import Record

_WIDTH = 620
_LINK_ICON = "link"


class EvidencePicker(Finder):
    """Finds agreements, ambassadors, interactions, memberships, indicators and plan items; an address is a link.

    `picked` carries a Record, or an address.
    """

    picked = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(desk, window, _WIDTH, 14)
        self.item = 0
        words = N_("Search for evidence, or paste a link")
        desk.say(self.line, self.line.setPlaceholderText, words)
        desk.say(self.line, self.line.setAccessibleName, words)

    def look_up(self, typed: str) -> list[Hit]:
        """The link that was pasted, or the records that match."""
        if "://" in typed:
            words = self._desk.text(N_("Link: {address}"), address=typed.strip())
            return [Hit(words, _LINK_ICON, partial(self._take, typed.strip()))]
        return [self._hit(record) for record in find_evidence(self._desk.store, typed, self.item)]

    def _hit(self, record: Record) -> Hit:
        kind = type_of(type(record))
        words = f"{record.caption(self._desk.language.code)} — {self._desk.text(kind.one)}"
        return Hit(words, ICONS[kind.key], partial(self._take, record))

    def _take(self, shows: Record | str) -> None:
        self.close_finder()
        self.picked.emit(shows)


class EvidenceBox(QWidget):
    """`given` carries what is to be added, `removed` the id of an evidence, `record_asked` what one is about."""

    given = Signal(object)
    removed = Signal(int)
    record_asked = Signal(object, int)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__()
        self._desk, self._window = desk, window
        self._found: Sequence[Evidence] = ()
        self._is_open = False
        self.picker = EvidencePicker(desk, window)
        self.picker.picked.connect(self.given)
        self.add_button = QPushButton()
        desk.say(self.add_button, self.add_button.setText, N_("Add evidence… (E)"))
        dress_button(self.add_button, "plus")
        self.add_button.clicked.connect(self.ask)
        self.for_all = QCheckBox()
        desk.say(self.for_all, self.for_all.setText, N_("For all quarters"))
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.add_button)
        foot.addWidget(self.for_all)
        foot.addStretch(1)
        self._nothing = PlainLabel("", "muted", wrap=True)
        desk.say(self._nothing, self._nothing.setText, N_("No evidence yet."))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._nothing)
        column.addLayout(self._rows)
        column.addLayout(foot)
        desk.language_changed.connect(self._show)

    def show_evidence(self, found: Sequence[Evidence], item: int, *, is_open: bool) -> None:
        """Shows the evidence of an item; what is sealed takes no other."""
        self._found, self.picker.item, self._is_open = found, item, is_open
        for widget in (self.add_button, self.for_all):
            widget.setVisible(is_open)
        self._show()

    def ask(self) -> None:
        """Opens the picker beside the button, within the window."""
        if self._is_open and self.isEnabled():
            place = self.add_button.mapTo(self._window, QPoint(0, self.add_button.height() + 4))
            left = max(8, min(place.x(), self._window.width() - self.picker.width() - 8))
            self.picker.open_at(QPoint(left, max(8, min(place.y(), self._window.height() // 2 - 80))))

    def lines(self) -> list[str]:
        """What is said of each evidence."""
        return [self._line(one) for one in self._found]

    def _show(self) -> None:
        while (old := self._rows.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        for one in self._found:
            self._rows.addWidget(self._row(one))
        self._nothing.setVisible(not self._found)

    def _line(self, one: Evidence) -> str:
        record = shown_by(one)
        said = record.caption(self._desk.language.code) if record is not None else one.link
        return f"{said} ({one.note})" if said and one.note else said or one.note

    def _row(self, one: Evidence) -> QWidget:
        record, line = shown_by(one), self._line(one)
        kind = type_of(type(record)) if record is not None else None
        scope = self._desk.text(N_("All quarters")) if one.quarter_id is None else ""
        key = (kind, record.id) if kind is not None and record is not None else None
        rows = RowList()
        rows.set_rows([Row(key, line, scope, icon=ICONS[kind.key] if kind is not None else _LINK_ICON)])
        rows.chosen.connect(lambda key: self.record_asked.emit(*key) if key is not None else None)
        remove = QToolButton()
        remove.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        dress_button(remove, "x", "", 16)
        said = self._desk.text(N_("Remove the evidence {evidence}"), evidence=line)
        remove.setAccessibleName(said)
        set_tool_tip(remove, said)
        remove.setVisible(self._is_open)
        remove.clicked.connect(partial(self.removed.emit, one.id))
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(rows, 1)
        row.addWidget(remove)
        return widget
