"""The editors that offer what may be typed: codes of a shipped table, and academic years."""

from __future__ import annotations

import re
from typing import Any

from kidesk.gui.desk import Desk
from kidesk.gui.editor import Editor
from kidesk.gui.offering_line import OfferingLine
from kidesk.records.academic_year import AcademicYear, academic_year, year_of
from kidesk.records.clock import today
from kidesk.records.field import EMPTY, Unreadable
from kidesk.records.fields import Coded

_YEARS_BACK, _YEARS_AHEAD = 5, 12


class CodedEditor(Editor):
    """One code of a shipped table or several, found by code or by words in either language.

    Codes the table does not know cannot be typed, but stay where they were stored.
    """

    field: Coded

    def __init__(self, desk: Desk, field: Coded) -> None:
        self.line = OfferingLine(desk, self._offered, is_many=field.is_many)
        super().__init__(desk, field, self.line)
        self._language = desk.language
        self._shown: tuple[str, Any] = ("", field.blank)
        self._unknown: set[str] = set()
        self.line.changed.connect(self.changed)
        self.line.editingFinished.connect(self._tidy)
        desk.keep_saying(self, self._speak)

    def _offered(self, typed: str) -> list[str]:
        table = self.field.table
        return [table.text(code, self._language) for code in table.found(typed, self._language)]

    def _speak(self) -> None:
        """Says the codes in the language switched to; a text that is none yet stays as it was typed."""
        is_untouched, found = self.line.text() == self._shown[0], self.state()
        self._language = self.desk.language
        if is_untouched:
            self.set_value(self._shown[1])
        elif not isinstance(found, str):
            self._show(found)

    def set_value(self, value: Any) -> None:
        codes = value if isinstance(value, list) else [value] if value else []
        self._unknown = {code for code in codes if self.field.table.code(code, self._language) is None}
        self._show(codes)
        self._shown = (self.line.text(), value)

    def _show(self, codes: Any) -> None:
        self.line.setText("; ".join(self.field.table.text(code, self._language) for code in codes))
        self.line.setCursorPosition(0)

    def value(self) -> Any:
        text = self.line.text()
        if self._shown[1] not in EMPTY and text == self._shown[0]:
            return self._shown[1]
        if not self.field.is_many:
            return text.strip() if text.strip() in self._unknown else self.field.parse(text, self._language)
        parts = [part.strip() for part in re.split("[;\n]", text)]
        return [code for part in parts for code in self._codes(part)]

    def _codes(self, part: str) -> list[str]:
        found: list[str] = [part] if part in self._unknown else self.field.parse(part, self._language)
        return found

    def state(self) -> object:
        """The codes, alike in both languages; the text where it is none."""
        try:
            value = self.value()
        except Unreadable:
            return self.line.text()
        return tuple(value) if isinstance(value, list) else (value,) if value else ()

    def _tidy(self) -> None:
        """Says in full what was typed short."""
        found = self.state()
        if self.line.isModified() and not isinstance(found, str):
            self._show(found)


class AcademicYearEditor(Editor):
    """An academic year; those around today are offered."""

    field: AcademicYear

    def __init__(self, desk: Desk, field: AcademicYear) -> None:
        self.line = OfferingLine(desk, _years)
        super().__init__(desk, field, self.line)
        self.line.changed.connect(self.changed)

    def set_value(self, value: Any) -> None:
        self.line.setText(self.field.format(value, self.desk.language))
        self.line.setCursorPosition(0)

    def value(self) -> Any:
        return self.field.parse(self.line.text(), self.desk.language)

    def state(self) -> object:
        return self.line.text()


def _years(typed: str) -> list[str]:
    """The academic years around today that begin with what was typed, whole or by the last two digits."""
    now = year_of(today())
    near = [academic_year(year) for year in range(now - _YEARS_BACK, now + _YEARS_AHEAD + 1)]
    return [year for year in near if year.startswith(typed) or year[2:].startswith(typed)]
