"""How a table of contacts or organisations is to be read and taken in, as far as a person says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kidesk.errors import UsageError
from kidesk.exchange import tables
from kidesk.exchange.heading_row import IsHeading
from kidesk.exchange.tables import Table
from kidesk.i18n import N_, fold
from kidesk.records.term import Term


class Mode(Term):
    """What an import may do."""

    BOTH = "both", N_("Add new ones and update known ones")
    CREATE = "create", N_("Only add new ones")
    UPDATE = "update", N_("Only update known ones")


@dataclass(frozen=True)
class ImportOptions:
    """How a file is to be read and taken in.

    `mapping` has keys of meanings (`contact_columns.meanings`) by heading and goes before what kidesk makes of a
    heading itself; an empty key leaves the column out. `encoding`, `delimiter`, the `sheet` of a workbook and the
    number of the row of headings are found out where they are None.
    `source` is where new persons are said to come from; empty for the file's name.
    """

    mode: Mode = Mode.BOTH
    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    delimiter: str | None = None
    source: str = ""
    sheet: str | None = None
    header_row: int | None = None

    def table(self, file: Path, is_heading: IsHeading) -> Table:
        """The table in a file as it is to be read; headings of the mapping are known as well. Raises KideskError."""
        said = {fold(heading) for heading in self.mapping}
        return tables.read(
            file,
            encoding=self.encoding,
            delimiter=self.delimiter,
            sheet=self.sheet,
            header_row=self.header_row,
            is_heading=lambda cell: fold(cell) in said or is_heading(cell),
        )


def no_column(heading: str) -> UsageError:
    """A mapping names a heading that the table does not have."""
    message = N_("The table has no column called “{column}”. Nothing was imported; correct the mapping.")
    return UsageError(message, column=heading)


def no_meaning(key: str) -> UsageError:
    """A mapping names a meaning that there is not."""
    message = N_("“{key}” is nothing that a column can mean. Nothing was imported; correct the mapping.")
    return UsageError(message, key=key)
