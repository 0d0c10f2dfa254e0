"""A dialog of a few fields: what was entered is read at once, and what is wrong is said beside each field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.field_box import FieldBox
from kidesk.records.field import Unreadable


class FieldsDialog(Frame):
    """`boxes` are its fields by their keys."""

    boxes: Mapping[str, FieldBox]

    def read(self, keys: Iterable[str] | None = None) -> tuple[dict[str, Any], dict[str, str]]:
        """The values of these fields, or of all, by key; and for those that cannot be understood, why."""
        values: dict[str, Any] = {}
        said: dict[str, str] = {}
        for key in self.boxes if keys is None else keys:
            try:
                values[key] = self.boxes[key].editor.value()
            except Unreadable as error:
                said[key] = error.said(self.desk.language)
        return values, said

    def show_problems(self, said: Mapping[str, str]) -> None:
        """Says what is wrong beside each field, takes earlier words away, and goes to the first."""
        for key, box in self.boxes.items():
            box.show_problem(said.get(key, ""))
        first = next((box for key, box in self.boxes.items() if key in said), None)
        if first is not None:
            first.editor.setFocus()
