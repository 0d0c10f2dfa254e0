"""Rows of a list for the clipboard: what a spreadsheet pastes as cells, and a text program as a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from kidesk.exchange.formulas import guarded
from kidesk.exchange.outgoing import Losses
from kidesk.i18n import Language
from kidesk.operations import list_rows
from kidesk.records.field import Field
from kidesk.records.record_type import RecordType
from kidesk.store.store import Store

# What would end a cell or a row. Those that Python counts as ends of a line do so in some spreadsheet, too.
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True)
class CopiedRows:
    """Rows with their headings: as text parted by tabs, and as HTML."""

    count: int
    text: str
    html: str


def copy_rows(
    store: Store,
    record_type: RecordType,
    numbers: Sequence[int],
    fields: Sequence[Field],
    *,
    language: Language,
    progress: Callable[[int, int], object] = lambda done, whole: None,
) -> CopiedRows:
    """The cells of these fields of records, as a list shows them, in the order of the numbers.

    Breaks within a cell become spaces, and what a spreadsheet would take for a formula is guarded as in a CSV file. Of
    who has a protected identity there is only what a list shows. `progress` is told how many of how many are read;
    what it raises ends the work.
    """
    rows = [[_cell(language.text(field.label)) for field in fields]]
    for record in list_rows.read(store, record_type.record, numbers, progress):
        rows.append([_cell(list_rows.cell_text(record_type, field, record, language)) for field in fields])
    text = "\n".join("\t".join(row) for row in rows)
    return CopiedRows(len(rows) - 1, f"{text}\n", _html(rows))


def _cell(text: str) -> str:
    return guarded(Losses().legal(_BREAKS.sub(" ", text)).strip())


def _html(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    lines = [_line("th", head), *(_line("td", row) for row in body)]
    return f'<meta charset="utf-8"><table>{"".join(lines)}</table>'


def _line(kind: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{kind}>{escape(cell)}</{kind}>' for cell in cells)}</tr>"
