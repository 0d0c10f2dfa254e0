"""What became of the contacts of a file, row by row: the words between the operation and who asked for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kidesk.errors import Sentence
from kidesk.operations.import_report import RowsReport


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column of the file: the key of what it means, or none; one `is_left_out` is known, and kidesk keeps no such."""

    heading: str
    meaning: str = ""
    is_left_out: bool = False


@dataclass
class ContactsReport(RowsReport):
    """What became of a file's contacts.

    `organisations` are the names of those made on the way. `columns` are empty for vCards, and so are `encoding` and
    `delimiter`. `left_out` are the names of what the file says and kidesk does not keep. `hints` are sentences about
    the whole.
    """

    organisations: list[str] = field(default_factory=list)
    columns: tuple[ReadColumn, ...] = ()
    left_out: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    seems_headless: bool = False
    hints: list[Sentence] = field(default_factory=list)
