"""Which columns a list shows: those of its record type, or those that the person chose on this machine."""

from __future__ import annotations

from kidesk.records.attachment import Files
from kidesk.records.field import Field
from kidesk.records.record_type import RecordType
from kidesk.settings import Settings


def offered_columns(record_type: RecordType) -> list[Field]:
    """The fields that a list can show, in the order of the form."""
    return [field for field in record_type.fields if not isinstance(field, Files)]


def chosen_columns(settings: Settings, record_type: RecordType) -> list[Field]:
    """The fields that a list shows, first what a record is called. Keys that are not known are passed over."""
    first, *others = record_type.columns
    known = {field.key: field for field in offered_columns(record_type)}
    wanted = settings.columns.get(record_type.key, others)
    keys = dict.fromkeys([first, *wanted])
    return [known[key] for key in keys if key in known]


def is_chosen(settings: Settings, record_type: RecordType) -> bool:
    """Whether the person has chosen the columns, or how wide one is."""
    return bool(settings.columns.get(record_type.key) or settings.column_widths.get(record_type.key))


def with_columns(settings: Settings, record_type: RecordType, keys: list[str]) -> dict[str, list[str]]:
    """The setting `columns` with these of a record type; its own are not kept, so that a later kidesk may better them.
    """
    others = {key: value for key, value in settings.columns.items() if key != record_type.key}
    return others if keys == list(record_type.columns) else others | {record_type.key: keys}


def with_widths(settings: Settings, record_type: RecordType, widths: dict[str, int]) -> dict[str, dict[str, int]]:
    """The setting `column_widths` with these of a record type."""
    others = {key: value for key, value in settings.column_widths.items() if key != record_type.key}
    return others | {record_type.key: widths} if widths else others
