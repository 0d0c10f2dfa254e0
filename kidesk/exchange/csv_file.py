"""A table as a CSV file that Excel opens by a double click: UTF-8 with its mark, semicolons, CRLF (RFC 4180)."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import BinaryIO

from kidesk.exchange.formulas import guarded
from kidesk.exchange.outgoing import Losses, Outgoing, Value
from kidesk.i18n import Language


def write(table: Outgoing, file: BinaryIO, language: Language) -> Losses:
    """Writes the table. Dates are in ISO 8601, decimals have the comma or point of the language."""
    losses, point = Losses(), "," if language.code == "sv" else "."
    stream = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow([guarded(column.heading) for column in table.columns])
    writer.writerows([_cell(value, losses, point) for value in row] for row in table.rows)
    stream.detach()  # writes what is left; the file stays open
    return losses


def _cell(value: Value, losses: Losses, point: str) -> str:
    if isinstance(value, str):
        return guarded(losses.legal(value).strip())  # space around a cell is nobody's, and could hide a formula
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", point)
    return "" if value is None else value.isoformat() if isinstance(value, dt.date) else str(value)
