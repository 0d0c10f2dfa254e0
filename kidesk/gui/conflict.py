"""What differs between a form and the record that somebody else has saved meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kidesk.gui.desk import Desk
from kidesk.gui.field_box import FieldBox
from kidesk.i18n import N_
from kidesk.records.fields import Parts
from kidesk.records.record import Record

_MOST_SHOWN = 120  # characters of a text that differs


def differences(desk: Desk, boxes: Mapping[str, FieldBox], values: Mapping[str, Any], current: Record) -> str:
    """The fields whose values are not those of `current`, a line each, with what was entered and what is stored."""
    language = desk.language
    lines = []
    for key, box in boxes.items():
        if isinstance(box.field, Parts) or values[key] == box.field.read(current):
            continue
        mine, theirs = box.editor.state(), box.field.text(current, language)
        if isinstance(mine, str):
            lines.append(
                language.text(
                    N_("{field}: yours “{mine}”, theirs “{theirs}”"),
                    field=language.text(box.field.label),
                    mine=_brief(mine),
                    theirs=_brief(theirs),
                )
            )
    return "\n".join(lines) or language.text(N_("(only in rows of lists)"))


def _brief(text: str) -> str:
    """The beginning of a long text, on one line: a question must fit on the screen."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SHOWN else f"{line[:_MOST_SHOWN].rstrip()}…"
