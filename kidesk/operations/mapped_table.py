"""A table read as a person asks for it: by encoding and delimiter, and with what its columns mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kidesk.exchange import tables
from kidesk.exchange.heading_row import IsHeading
from kidesk.i18n import fold
from kidesk.operations import import_mappings
from kidesk.records.import_mapping import ImportMapping
from kidesk.records.record_type import RecordType
from kidesk.store.store import Store

FITTING = -1  # in place of a mapping's id: the one that fits the headings exactly, where there is one


@dataclass(frozen=True)
class Reading:
    """How a table is asked to be read; None is for what is to be found out. `header_row` counts from 1.

    `saved` is the id of a saved mapping, None for none, or FITTING. `chosen` is what was chosen by hand and goes before
    that: the key of a meaning by heading, empty for a column that is left out.
    """

    encoding: str | None = None
    delimiter: str | None = None
    saved: int | None = FITTING
    chosen: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    header_row: int | None = None


@dataclass(frozen=True)
class MappedTable:
    """A table that was read, and the keys of meanings that are said of its columns by heading.

    `saved` is the mapping that was used, one of the `mappings` that there are for tables of this kind.
    """

    table: tables.Table
    mapping: Mapping[str, str]
    saved: ImportMapping | None
    mappings: Sequence[ImportMapping]


def read_mapped(
    store: Store,
    record_type: RecordType,
    file: Path,
    reading: Reading,
    is_known: Callable[[str], bool],
    is_heading: IsHeading,
) -> MappedTable:
    """Reads a table of records of a type. What is asked for goes before what the saved mapping has.

    `is_known` says whether there is a meaning of a key. The row of headings is found by `is_heading` and by the
    headings of the saved mappings. A mapping may have outlived a meaning: a column whose key is not known any more is
    left out. Raises KideskError where the file cannot be read.
    """
    mappings = import_mappings.mappings_of(store, record_type)
    read = partial(
        tables.read,
        file,
        sheet=reading.sheet,
        header_row=reading.header_row,
        is_heading=also_of(mappings, is_heading),
    )
    table = read(encoding=reading.encoding, delimiter=reading.delimiter)
    if reading.saved == FITTING:
        saved = import_mappings.fitting(mappings, table.columns)
    else:
        saved = next((one for one in mappings if one.id == reading.saved), None)
    if saved is not None:
        table = _as_saved(read, reading, saved, table)
    said = {**(import_mappings.meanings(saved) if saved is not None else {}), **reading.chosen}
    by_heading = {fold(heading): key if is_known(key) else "" for heading, key in said.items()}
    mapping = {heading: by_heading[fold(heading)] for heading in table.columns if fold(heading) in by_heading}
    return MappedTable(table, mapping, saved, mappings)


def also_of(mappings: Sequence[ImportMapping], is_heading: IsHeading) -> IsHeading:
    """Whether a cell is a heading, by `is_heading` or by a saved mapping."""
    own = {fold(heading) for one in mappings for heading in import_mappings.meanings(one)}
    return lambda cell: fold(cell) in own or is_heading(cell)


def _as_saved(
    read: Callable[..., tables.Table], reading: Reading, saved: ImportMapping, table: tables.Table
) -> tables.Table:
    encoding = reading.encoding or saved.encoding or table.encoding
    delimiter = reading.delimiter or import_mappings.delimiter(saved) or table.delimiter
    is_workbook = not table.encoding
    if is_workbook or (encoding, delimiter) == (table.encoding, table.delimiter):
        return table
    return read(encoding=encoding, delimiter=delimiter)
