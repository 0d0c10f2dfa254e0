"""Export a table: the records of a list with every field, or another table, as a workbook or a CSV file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kidesk import files
from kidesk.errors import KideskError, Sentence, UsageError
from kidesk.exchange import csv_file
from kidesk.exchange.outgoing import Losses, Outgoing, Value
from kidesk.i18n import N_, Language
from kidesk.operations import list_rows
from kidesk.operations.table_columns import TableColumn, columns_of, is_protected
from kidesk.records.record import Record
from kidesk.store.store import Listing, Store

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Layout:
    """What a table of records is called and which columns it has; `only` names the parts and links these read."""

    title: str
    columns: Sequence[TableColumn]
    only: tuple[str, ...] | None = None


@dataclass(frozen=True)
class TableReport:
    """What was written: how many rows, and sentences on what was left out or could not be written as it was."""

    rows: int
    warnings: tuple[Sentence, ...] = ()


def export_table(
    store: Store,
    listing: Listing,
    *,
    language: Language,
    output: Path,
    progress: Progress = lambda done, whole: None,
    layout: Layout | None = None,
    numbers: Sequence[int] | None = None,
) -> TableReport:
    """Writes the records of a list, in its order, to a file of the kind that its ending says: ".xlsx" or ".csv".

    Without a `layout` it has a column for every field and is called as the records are. With `numbers` it is the
    records with these ids, in their order, whatever else the list shows.

    Persons with a protected identity are left out, and so is what is about them; the report says how many. `progress`
    is told how many records of how many are read; what it raises ends the work. Only the file's owner can read it.
    Raises what `write_table` raises.
    """
    record_type = listing.record_type
    laid_out = layout or Layout(language.text(record_type.many), columns_of(record_type, language))
    wanted = store.ids(listing, language) if numbers is None else numbers
    rows = _Rows(store, record_type.record, wanted, progress, laid_out)
    losses = write_table(Outgoing(laid_out.title, [one.column for one in laid_out.columns], rows), language, output)
    return TableReport(rows.count, (*rows.sentences(), *losses.sentences()))


def write_table(table: Outgoing, language: Language, output: Path) -> Losses:
    """Writes a table to a file of the kind that its ending says. Only the file's owner can read it.

    Raises UsageError for another ending than those of KINDS and KideskError where the file cannot be written; an
    earlier file is then as it was.
    """
    write = KINDS.get(output.suffix.lower())
    if write is None:
        message = N_("The name of a table’s file ends in one of {endings}. Nothing was written; choose one of them.")
        raise UsageError(message, endings=", ".join(KINDS))
    try:
        with files.replacing(output) as file:
            return write(table, file, language)
    except OSError as error:
        message = N_(
            "The table “{name}” could not be saved in {folder}: {reason}. Nothing was changed there. "
            "Close the file if it is open in another program, or choose another folder, and try again."
        )
        folder, reason = output.parent, error.strerror or type(error).__name__
        raise KideskError(message, name=output.name, folder=folder, reason=reason) from error


class _Rows:
    """The rows of a list, read some hundreds at a time while they are written."""

    def __init__(
        self,
        store: Store,
        record: type[Record],
        ids: Sequence[int],
        progress: Progress,
        layout: Layout,
    ) -> None:
        self._records = list_rows.read(store, record, ids, progress, layout.only)
        self._columns = layout.columns
        self.count = 0
        self.protected = 0

    def __iter__(self) -> Iterator[list[Value]]:
        for record in self._records:
            if is_protected(record):
                self.protected += 1
            else:
                yield self._row(record)

    def _row(self, record: Record) -> list[Value]:
        self.count += 1
        return [one.read(record) for one in self._columns]

    def sentences(self) -> Iterator[Sentence]:
        """Who was left out."""
        if self.protected:
            message = N_("Records of persons whose identity is protected were left out: {count}.")
            yield Sentence(message, {"count": self.protected})


def _write_workbook(table: Outgoing, file: BinaryIO, language: Language) -> Losses:
    # Imported here: openpyxl takes time to load, and is needed only where a workbook is written.
    from kidesk.exchange import workbook

    return workbook.write(table, file, language)


KINDS: dict[str, Callable[[Outgoing, BinaryIO, Language], Losses]] = {
    ".xlsx": _write_workbook,
    ".csv": csv_file.write,
}
