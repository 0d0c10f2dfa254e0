"""A form that came back: its answers as text with their tickets, from a workbook or a CSV file saved from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kidesk.errors import KideskError
from kidesk.exchange import incoming_workbook, tables
from kidesk.exchange.answer_layout import ANSWERED_BY, HEADINGS, NUMBER, TICKET
from kidesk.exchange.answer_ticket import ANSWERS, Ticket, plain
from kidesk.i18n import N_

_LONGEST_NAME = 200


@dataclass(frozen=True)
class AnsweredRow:
    """A row that came back: its number in the file, its ticket and what is answered, by ANSWERS.

    `ticket` is None where the row has lost it; a column that was taken away answers as it was sent.
    """

    line: int
    ticket: Ticket | None
    answers: dict[str, str]


@dataclass(frozen=True)
class AnswerSheet:
    """The rows of a form that came back, and who answered, where that is told."""

    rows: tuple[AnsweredRow, ...]
    answered_by: str


def read(file: Path) -> AnswerSheet:
    """The form in a file. Raises KideskError with one sentence where it cannot be read or is no form."""
    data = incoming_workbook.read_bytes(file)
    if data.startswith((incoming_workbook.ZIP, incoming_workbook.OLE)):
        found = _in_workbook(incoming_workbook.sheets(data, file))
    else:
        found = AnswerSheet(tuple(_in_table(tables.read(file))), "")
    if not any(row.ticket for row in found.rows):
        raise KideskError(
            N_(
                "{file} is not a form that kidesk made, or has lost the hidden column that says what its rows are "
                "about. Nothing was taken; choose the form that was sent back, or ask the unit anew."
            ),
            file=file,
        )
    return found


def is_form(file: Path) -> bool:
    """Whether a file is a form that can be read."""
    try:
        return bool(read(file).rows)
    except KideskError:
        return False


def _in_workbook(sheets: Sequence[incoming_workbook.Sheet]) -> AnswerSheet:
    rows = [row for sheet in sheets for row in _in_sheet(sheet)]
    names = [_name(cells) for sheet in sheets for _, cells in sheet.rows if ANSWERED_BY in cells]
    return AnswerSheet(tuple(rows), next(filter(None, names), ""))


def _in_sheet(sheet: incoming_workbook.Sheet) -> Iterator[AnsweredRow]:
    keys = next((cells for _, cells in sheet.rows if {TICKET, "colour"} <= set(cells)), None)
    if keys is None:
        return
    for line, cells in sheet.rows:
        if cells is not keys:
            yield from _row(line, {key: cell for key, cell in zip(keys, cells, strict=True) if key})


def _in_table(table: tables.Table) -> Iterator[AnsweredRow]:
    if {TICKET, "colour"} <= set(table.columns):
        for line in table.lines:
            yield from _row(line.number, line.cells)


def _row(line: int, cells: dict[str, str]) -> Iterator[AnsweredRow]:
    """The row, unless it is the one of the headings or says nothing."""
    ticket = _ticket(cells)
    answers = {key: plain(cells.get(key, ticket.sent[key] if ticket else "")) for key in ANSWERS}
    if ticket is not None or (cells[TICKET] != HEADINGS and any(answers.values())):
        yield AnsweredRow(line, ticket, answers)


def _ticket(cells: dict[str, str]) -> Ticket | None:
    """The ticket of a row; none where it stands beside another row's number, as when a part was sorted alone."""
    try:
        found = Ticket.read(cells[TICKET])
    except ValueError:
        return None
    is_beside_its_row = cells.get(NUMBER, "") in ("", str(found.number))
    return found if is_beside_its_row else None


def _name(cells: Sequence[str]) -> str:
    """Who answered: what stands after the label, which stands after the key."""
    filled = [plain(cell) for cell in cells if cell]
    after = filled[filled.index(ANSWERED_BY) + 2 :]
    return " ".join(after[0].split())[:_LONGEST_NAME] if after else ""
