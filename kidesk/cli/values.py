"""FIELD=VALUE: what was typed on the command line as the values of a record's fields."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from kidesk.errors import KideskError, UsageError
from kidesk.i18n import N_, Language
from kidesk.records.agreement import Agreement
from kidesk.records.field import Stored, Unreadable
from kidesk.records.fields import Day, Flag, Link, Number, Parts
from kidesk.records.record_type import RecordType

_DAY = Day(Agreement.end_on, N_("Day"))
NOT_SAVED = N_("Nothing was saved. {problems}")


def values(record_type: RecordType, typed: Iterable[str], language: Language) -> dict[str, Any]:
    """The values by field. Raises UsageError where a field is unknown and KideskError where a value is unreadable."""
    found: dict[str, Any] = {}
    for one in typed:
        key, separator, text = _sound(one).partition("=")
        if not separator:
            raise UsageError(N_("“{text}” is not written as FIELD=VALUE. Nothing was saved."), text=one)
        field = _known(key, record_type.editable)
        found[field.key] = _rows(field, text, language) if isinstance(field, Parts) else _parsed(field, text, language)
    return found


def _sound(text: str) -> str:
    """Bytes that are no UTF-8 arrive as lone surrogates, which no database takes."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageError(N_("A value is not written in UTF-8. Nothing was saved.")) from None
    return text


def _known(key: str, known: Sequence[Stored | Parts]) -> Stored | Parts:
    field = next((field for field in known if field.key == key), None)
    if field is None:
        raise UsageError(
            N_("There is no field “{field}”. Nothing was saved. The fields are: {known}."),
            field=key,
            known=", ".join(field.key for field in known),
        )
    return field


def _parsed(field: Stored, text: str, language: Language) -> Any:
    return _understood(field, lambda: field.parse(text, language), language)


def _understood(field: Stored, parse: Callable[[], Any], language: Language) -> Any:
    try:
        return parse()
    except Unreadable as error:
        raise KideskError(NOT_SAVED, problems=f"{field.key}: {error.said(language)}") from error


def _rows(field: Parts, text: str, language: Language) -> list[dict[str, Any]]:
    try:
        rows = json.loads(text) if text.strip() else []
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise KideskError(
            N_("The rows of “{field}” are not written as a JSON list of objects. Nothing was saved."), field=field.key
        )
    return [row(field, one, language) for one in rows]


def row(field: Parts, typed: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """The values of one row of parts. Raises UsageError and KideskError as `values` does."""
    found = {"id": typed["id"]} if isinstance(typed.get("id"), int) else {}
    for key, value in typed.items():
        if key != "id":
            part = _known(key, field.fields)
            assert isinstance(part, Stored)
            found[key] = _from_json(part, value, language)
    return found


def day(typed: str | None, language: Language) -> dt.date | None:
    """A day as it was typed; None where nothing was. Raises UsageError."""
    try:
        read: dt.date | None = _DAY.parse(typed, language) if typed is not None else None
    except Unreadable as error:
        raise UsageError(error.message, **error.details) from error
    return read


def _from_json(field: Stored, value: Any, language: Language) -> Any:
    if isinstance(value, list) and field.is_many:
        return _understood(field, lambda: [field.parse_one(_sound(str(one)), language) for one in value], language)
    if isinstance(value, bool) and isinstance(field, Flag):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and isinstance(field, Number | Link):
        return value
    if isinstance(value, float) and isinstance(field, Number) and not field.is_whole and math.isfinite(value):
        return Decimal(str(value))
    if value is None or isinstance(value, str | int):
        return _parsed(field, _sound("" if value is None else str(value)), language)
    raise KideskError(
        N_("The value {value} does not suit the field “{field}”. Nothing was saved."),
        field=field.key,
        value=json.dumps(value, ensure_ascii=False),
    )
