"""Which columns the table of a record type has, and what stands in them: every field, and every row of every part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from kidesk.exchange.outgoing import Column, Value
from kidesk.i18n import N_, Language
from kidesk.records.field import Field
from kidesk.records.fields import Day, Flag, Link, Number, Parts, Text
from kidesk.records.protection import is_protected as is_protected
from kidesk.records.record import Record, Row
from kidesk.records.record_type import Caption, RecordType

_NARROW, _MEDIUM, _WIDE, _WIDEST = 13, 24, 40, 60
_FILTER_ARROW = 4  # characters that a heading needs beside its words
# Values of several rows stand in one cell with a semicolon between them, written as vCard writes lists
# (RFC 6350, 3.4): a semicolon, a line's end or a backslash within a value has a backslash before it.
_JOINT = "; "
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", "\n": "\\n"})


@dataclass(frozen=True)
class TableColumn:
    """A column and how its value is read from a record."""

    column: Column
    read: Callable[[Record], Value]


def columns_of(record_type: RecordType, language: Language) -> list[TableColumn]:
    """The columns of a record type: first what people read, then the numbers by which kidesk knows its records."""
    numbers = _column(language.text(N_("Number in kidesk")), _NARROW, "0")
    return [
        *(one for field in record_type.fields for one in _read_by_people(field, language)),
        TableColumn(numbers, lambda row: row.id),
        *(one for field in record_type.fields for one in _numbers_of_links(field, language)),
    ]


def _read_by_people(field: Field, language: Language) -> Iterator[TableColumn]:
    label = language.text(field.label)
    if isinstance(field, Parts):
        for one in field.fields:
            text = partial(_plain_text, one, language=language)
            yield TableColumn(_column(_of(label, one, language), _WIDE), partial(_joined, field, text))
    else:
        yield TableColumn(_column(label, _width(field), _pattern(field)), partial(_value, field, language))


def _numbers_of_links(field: Field, language: Language) -> Iterator[TableColumn]:
    """Names may be shared, numbers are not: beside each named record stands its number."""
    said, label = N_("{field}: number in kidesk"), language.text(field.label)
    if isinstance(field, Link):
        column = _column(language.text(said, field=label), _NARROW, "0")
        yield TableColumn(column, partial(_number, field))
    elif isinstance(field, Parts):
        for one in field.fields:
            if isinstance(one, Link):
                column = _column(language.text(said, field=_of(label, one, language)), _NARROW)
                yield TableColumn(column, partial(_joined, field, partial(_number_text, one)))


def _of(label: str, field: Field, language: Language) -> str:
    return language.text(N_("{part}: {field}"), part=label, field=language.text(field.label))


def _column(heading: str, width: int, pattern: str = "General") -> Column:
    return Column(heading, min(max(width, len(heading) + _FILTER_ARROW), _WIDEST), pattern)


def _width(field: Field) -> int:
    if isinstance(field, Day | Number | Flag):
        return _NARROW
    if isinstance(field, Text) and field.is_multiline:
        return _WIDEST
    return _WIDE if isinstance(field, Caption) else _MEDIUM


def _pattern(field: Field) -> str:
    if not isinstance(field, Number):
        return "General"
    return ("#,##0" if field.is_whole else "#,##0.00") if field.grouped else "0"


def _value(field: Field, language: Language, row: Record) -> Value:
    """Dates and numbers as such, all else as people read it."""
    value = field.read(row)
    if isinstance(field, Link) or isinstance(value, bool) or not isinstance(value, int | Decimal | dt.date):
        return field.text(row, language)
    return value


def _plain_text(field: Field, row: Row, language: Language) -> str:
    """A value of a part as text that any language reads back: dates in ISO 8601, numbers without grouping."""
    value = field.read(row)
    if isinstance(value, dt.date):
        return value.isoformat()
    is_grouped = isinstance(field, Number) and field.grouped and value is not None
    return str(value) if is_grouped else field.text(row, language)


def _joined(field: Parts, text: Callable[[Row], str], row: Record) -> str:
    return _JOINT.join(text(part).translate(_ESCAPES) for part in field.read(row))


def _number(field: Link, row: Row) -> int | None:
    """The number of the linked record; none of a protected person's, which would lead back to the name."""
    linked = getattr(row, field.relationship)
    return None if linked is None or is_protected(linked) else linked.id


def _number_text(field: Link, row: Row) -> str:
    number = _number(field, row)
    return "" if number is None else str(number)
