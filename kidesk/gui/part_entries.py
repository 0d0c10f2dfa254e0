"""A record's parts to read: an entry each, with its date or code at the left, and a long list folded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_, Language
from kidesk.records.academic_year import AcademicYear
from kidesk.records.field import Stored
from kidesk.records.fields import Choice, Day, Flag, Link, Number, Parts, Text
from kidesk.records.record import Row

_LEAD_WIDTH, _END_WIDTH = 92, 44
_ROOM = 200
_SHOWN, _LEAST_FOLDED = 4, 2
_LONGEST_CODE = 20  # characters; what is longer is no code or period
_MOST_UNNAMED = 8  # fields of a part that say what they are by themselves
_LONGEST_SIDE = 40  # characters that may stand beside others
_UNSAID = "none"  # the key of a term that says nothing
_IN_ORDER = "position"  # says where a part stands, which is seen
_OTHER = {"sv": "_en", "en": "_sv"}


@dataclass(frozen=True)
class Entry:
    """One part: what it is found by, what it is about, more lines on it, and a number at the right edge."""

    lead: str
    head: str
    lines: tuple[str, ...] = ()
    end: str = ""


def entries(field: Parts, parts: Sequence[Row], language: Language) -> list[Entry]:
    """The entries of parts; what has happened on a day with the latest first."""
    day = next((one for one in field.fields[:2] if isinstance(one, Day)), None)
    if day is not None:
        parts = sorted(parts, key=lambda part: str(day.read(part)), reverse=True)
    return [entry(field, part, language) for part in parts]


def entry(field: Parts, part: Row, language: Language) -> Entry:
    """A part by the order of its fields: two links that begin it say from where to where."""
    lead = next((one for one in field.fields[:2] if _leads(one)), None)
    last = field.fields[-1]
    end = last if isinstance(last, Number) and isinstance(lead, AcademicYear) else None
    told = [one for one in field.fields if one not in (lead, end) and one.key != _IN_ORDER]
    told = [one for one in told if not _is_in_the_other_language(one, told, part, language)]
    found = {"lead": lead.text(part, language) if lead else "", "end": end.text(part, language) if end else ""}
    ends = [one for one in told[:2] if isinstance(one, Link)]
    is_named = len(field.fields) > _MOST_UNNAMED
    heads = ends if len(ends) == 2 else [] if is_named else told[:1]
    rest = [one for one in told if one not in heads]
    head = " → ".join(one.text(part, language) for one in heads)
    return Entry(head=head, lines=tuple(_lines(rest, part, language, is_named=is_named)), **found)


def _lines(fields: Sequence[Stored], part: Row, language: Language, *, is_named: bool) -> Iterator[str]:
    """What is short in one line; a line for each of many fields, under its name."""
    said = [(field, text) for field in fields if (text := _said(field, part, language))]
    if is_named:
        for field, text in said:
            yield text if isinstance(field, Flag) else f"{language.text(field.label)}: {text}"
    elif any("\n" in text or len(text) > _LONGEST_SIDE for _, text in said):
        yield from (text for _, text in said)
    elif said:
        yield " · ".join(text for _, text in said)


def _leads(field: Stored) -> bool:
    is_code = isinstance(field, Text) and not field.is_many and (field.length or _LONGEST_CODE + 1) <= _LONGEST_CODE
    return isinstance(field, Day | AcademicYear) or is_code


def _is_in_the_other_language(field: Stored, told: Sequence[Stored], part: Row, language: Language) -> bool:
    other = _OTHER[language.code]
    own = field.key.removesuffix(other) + f"_{language.code}"
    return field.key.endswith(other) and any(one.key == own and one.read(part) for one in told)


def _said(field: Stored, part: Row, language: Language) -> str:
    if isinstance(field, Flag):
        return language.text(field.label) if field.read(part) else ""
    is_unsaid = isinstance(field, Choice) and field.read(part) == _UNSAID
    return "" if is_unsaid else field.text(part, language)


class PartEntries(QWidget):
    """Shows entries; of many the first few, until all are asked for."""

    def __init__(self, desk: Desk, shown: Sequence[Entry]) -> None:
        super().__init__()
        self._has_leads = any(one.lead for one in shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        first = len(shown) if len(shown) < _SHOWN + _LEAST_FOLDED else _SHOWN
        for one in shown[:first]:
            column.addLayout(self._lines(one))
        self.more = [_held(self._lines(one)) for one in shown[first:]]
        for widget in self.more:
            widget.hide()
            column.addWidget(widget)
        if self.more:
            column.addLayout(self._unfold(desk.text(N_("Show all {count}"), count=len(shown))))

    def _unfold(self, said: str) -> QHBoxLayout:
        button = QPushButton(said)
        dress_button(button, "chevron-down", "quiet", 16)
        button.clicked.connect(lambda: self._show_all(button))
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        return row

    def _show_all(self, button: QPushButton) -> None:
        for widget in self.more:
            widget.show()
        button.hide()

    def _lines(self, shown: Entry) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        if self._has_leads:
            lead = PlainLabel(shown.lead, "muted", wrap=True)
            lead.setFixedWidth(_LEAD_WIDTH)
            grid.addWidget(lead, 0, 0, Qt.AlignmentFlag.AlignTop)
        if shown.head:
            grid.addWidget(copyable(shown.head, "strong", room=_ROOM), 0, 1)
        for line, text in enumerate(shown.lines, start=1 if shown.head else 0):
            grid.addWidget(copyable(text, room=_ROOM), line, 1)
        if shown.end:
            end = PlainLabel(shown.end, "strong")
            end.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            end.setMinimumWidth(_END_WIDTH)
            grid.addWidget(end, 0, 2)
        return grid


def _held(lines: QGridLayout) -> QWidget:
    holder = QWidget()
    lines.setContentsMargins(0, 0, 0, 0)
    holder.setLayout(lines)
    return holder
