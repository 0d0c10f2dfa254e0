"""Printing in a terminal: aligned tables, records as lines, and JSON."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from kidesk.i18n import N_, Language
from kidesk.operations.list_rows import cell_text
from kidesk.records.attachment import Files
from kidesk.records.fields import Parts
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType

_WIDEST = 48

# What became of the rows of an imported file
COUNTED = N_("Created {created}, updated {updated}, unchanged {unchanged}, refused {refused}.")
TRIAL = N_("This was a trial; nothing was written.")


def plain(text: str) -> str:
    """Text on one line, without the characters that a terminal would obey: controls, and changes of direction."""
    return " ".join("".join(" " if unicodedata.category(char) in ("Cc", "Cf") else char for char in text).split())


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def _cut(text: str, widest: int) -> str:
    if _width(text) <= widest:
        return text
    while _width(text) >= widest:
        text = text[: max(1, len(text) - (_width(text) - widest) // 2 - 1)]
    return f"{text}…"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def table(header: Sequence[str], rows: Iterable[Sequence[str]], widest: int = _WIDEST) -> None:
    """Prints rows under a header, aligned; cells longer than `widest` signs are cut."""
    cells = [[_cut(plain(cell), widest) for cell in row] for row in (header, *rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        print("  ".join(map(_padded, row, widths)).rstrip())


def records(record_type: RecordType, rows: Iterable[Record], language: Language) -> None:
    """Prints records as a table with the columns their list has."""
    fields = [record_type.field(key) for key in record_type.columns]
    header = ["id", *(language.text(field.label) for field in fields)]
    table(header, ([str(row.id), *(cell_text(record_type, field, row, language) for field in fields)] for row in rows))


def record(record_type: RecordType, row: Record, language: Language) -> None:
    """Prints one record, field by field; empty fields are left out."""
    print(f"{language.text(record_type.one)} {row.id}: {plain(row.caption(language.code))}")
    for section in record_type.sections:
        lines = [line for field in section.fields for line in _lines(field, row, language)]
        if lines:
            print(f"\n{language.text(section.label)}")
            width = max(_width(label) for label, _ in lines)
            for label, text in lines:
                print(f"  {_padded(label, width)}  {text}".rstrip())


def _lines(field: Any, row: Record, language: Language) -> list[tuple[str, str]]:
    if isinstance(field, Parts):
        texts = [plain(field.line(part, language)) for part in field.read(row)]
        if isinstance(field, Files):  # a file is asked for by its number
            texts = [f"{part.id}: {text}" for part, text in zip(field.read(row), texts, strict=True)]
    else:
        texts = [line for line in map(plain, field.text(row, language).splitlines()) if line]
    labels = [language.text(field.label), *[""] * len(texts)]
    return list(zip(labels, texts, strict=False))


def as_json(value: Any) -> None:
    """Prints a value as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def warn(sentence: str) -> None:
    """Prints a sentence on the error output."""
    print(plain(sentence), file=sys.stderr)


def warnings(sentences: Iterable[str], language: Language) -> None:
    """Prints doubts that did not stop anything."""
    for sentence in sentences:
        warn(language.text(N_("Warning: {sentence}"), sentence=sentence))
