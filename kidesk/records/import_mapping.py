"""Import mapping: which columns of somebody's tables mean what, kept under a name to be chosen again."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from kidesk.i18n import N_
from kidesk.records.fields import Text
from kidesk.records.record import Record, line, required, strings
from kidesk.records.record_type import RecordType, Section, View


class ImportMapping(Record):
    """What the columns of a table mean for records of one type (`of` is its key).

    `columns` are written as "E-post=email": a heading, an equals sign and the key of what it means; nothing behind it
    for a column that is left out. `encoding` and `delimiter` (";", ",", "|" or "tab") are empty where they are found
    out.
    """

    __tablename__ = "import_mapping"

    name: Mapped[str] = required(120)
    of: Mapped[str] = required(40)
    columns: Mapped[list[str]] = strings()
    encoding: Mapped[str] = line(40)
    delimiter: Mapped[str] = line(40)

    def caption(self, code: str) -> str:
        return self.name


IMPORT_MAPPINGS = RecordType(
    ImportMapping,
    key="import-mappings",
    one=N_("Import mapping"),
    many=N_("Import mappings"),
    new=N_("New import mapping"),
    empty=N_("No import mappings yet"),
    sections=(
        Section(
            N_("Import mapping"),
            (
                Text(ImportMapping.name, N_("Name of the mapping")),
                Text(ImportMapping.of, N_("Kind of record")),
                Text(ImportMapping.columns, N_("Columns")),
                Text(ImportMapping.encoding, N_("Encoding")),
                Text(ImportMapping.delimiter, N_("Delimiter")),
            ),
        ),
    ),
    columns=("name", "of"),
    views=(View("all", N_("All")),),
)
