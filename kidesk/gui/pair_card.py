"""A pair of records that may be the same: side by side, with the reasons, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kidesk.errors import Sentence
from kidesk.gui.badges import BadgeLabel
from kidesk.gui.breaking_text import copyable
from kidesk.gui.cards import Card
from kidesk.gui.desk import Desk
from kidesk.gui.icons import IconLabel, dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.find_duplicates import Pair
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType

# What tells two records apart at a glance, by record type.
_FACTS = {
    "persons": ("organisation", "emails", "phones", "orcid", "roles"),
    "organisations": ("kind", "parent_id", "country", "city", "website", "ror_id", "erasmus_code"),
}
_LABEL_WIDTH, _VALUE_ROOM = 120, 180


class PairCard(Card):
    """It asks; the window does. `opened` carries an id."""

    opened = Signal(int)
    merge_asked = Signal()
    apart_asked = Signal()

    def __init__(self, desk: Desk, record_type: RecordType, pair: Pair, records: tuple[Record, Record]) -> None:
        super().__init__()
        self._desk, self._type, self.pair = desk, record_type, pair
        said, likeness = desk.language, pair.likeness
        names = [record.caption(said.code) for record in records]
        self.setAccessibleName(said.text(N_("{one} and {other}"), one=names[0], other=names[1]))
        certainty = said.text(likeness.certainty.label)
        text = said.text(N_("{certainty}, {score} of 100"), certainty=certainty, score=likeness.score)
        self.badge = BadgeLabel(text, str(likeness.certainty.tone))
        self.apart = self._button(N_("Not the same"), "equal-not", self.apart_asked)
        self.merge = self._button(N_("Merge…"), "merge", self.merge_asked)
        self.add(self._head())
        self.add(self._sides(records))
        for icon, tone, sentences in (
            ("circle-check", "ok", likeness.reasons),
            ("triangle-alert", "warn", likeness.against),
        ):
            self._say(icon, tone, sentences)

    def reasons(self) -> list[str]:
        """What is said for and against, from the top."""
        return [one.said(self._desk.language) for one in (*self.pair.likeness.reasons, *self.pair.likeness.against)]

    def _button(self, text: str, icon: str, signal: object) -> QPushButton:
        button = QPushButton(self._desk.text(text))
        dress_button(button, icon)
        button.setAccessibleDescription(self.accessibleName())
        button.clicked.connect(lambda: signal.emit())  # type: ignore[attr-defined]
        return button

    def _head(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.badge)
        row.addStretch(1)
        row.addWidget(self.apart)
        row.addWidget(self.merge)
        return line

    def _sides(self, records: tuple[Record, Record]) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(24)
        keys = [key for key in _FACTS[self._type.key] if any(self._text(record, key) for record in records)]
        for record in records:
            row.addWidget(self._side(record, keys), 1)
        return both

    def _side(self, record: Record, keys: Sequence[str]) -> QWidget:
        said = self._desk.language
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(8)
        name = copyable(record.caption(said.code), "strong", room=_VALUE_ROOM)
        line.addWidget(name, 1, Qt.AlignmentFlag.AlignVCenter)
        show = QPushButton(said.text(N_("Show")))
        show.setAccessibleName(said.text(N_("Show {name}"), name=record.caption(said.code)))
        dress_button(show, "", "quiet")
        show.clicked.connect(partial(self.opened.emit, record.id))
        line.addWidget(show, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(line)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, key in enumerate(keys):
            label = PlainLabel(said.text(self._type.field(key).label), "muted", wrap=True)
            label.setFixedWidth(_LABEL_WIDTH)
            grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
            text = self._text(record, key) or "–"
            grid.addWidget(copyable(text, room=_VALUE_ROOM), place, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        column.addStretch(1)
        return side

    def _text(self, record: Record, key: str) -> str:
        return self._type.field(key).text(record, self._desk.language)

    def _say(self, icon: str, tone: str, sentences: Sequence[Sentence]) -> None:
        for sentence in sentences:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(IconLabel(icon, tone, 16), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(copyable(sentence.said(self._desk.language), room=480), 1)
            self.add(line)
