"""Outdated texts: what a record and its parts say in English of what the Swedish has said otherwise since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from kidesk.i18n import CODES, N_, Language
from kidesk.records.field import Field
from kidesk.records.fields import Flag, Number, Parts
from kidesk.records.record import Record, Row, Translated
from kidesk.records.record_type import RecordType


@dataclass(frozen=True)
class OutdatedText:
    """A text whose Swedish was changed and whose English was not.

    `field` is that of the English text; `parts` and `within` are the list it stands in and the words of its row there,
    None and empty where it is the record's own. `row` is the id of the record or of the part.
    """

    row: int
    stem: str
    field: Field
    sv: str
    en: str
    parts: Parts | None = None
    within: tuple[str, ...] = ()

    def what(self, language: Language) -> str:
        """Which text it is: "Title in English", "Comment in English (2024-Q4)"."""
        label = language.text(self.field.label)
        named = dict(zip(CODES, self.within, strict=False)).get(language.code, "")
        return language.text(N_("{text} ({row})"), text=label, row=named) if named else label


def outdated_texts(record_type: RecordType, record: Record) -> Iterator[OutdatedText]:
    """The outdated texts of a record, whole, and of its parts, in the order of its form."""
    yield from _of_row(record, {field.key: field for field in record_type.fields})
    for parts in record_type.fields:
        if isinstance(parts, Parts) and issubclass(parts.part, Translated):
            for row in parts.read(record):
                fields: dict[str, Field] = {field.key: field for field in parts.fields}
                yield from _of_row(row, fields, parts)


def _of_row(row: Row, fields: dict[str, Field], parts: Parts | None = None) -> Iterator[OutdatedText]:
    if not isinstance(row, Translated):
        return
    for stem in row.stems():
        if stem in row.changed_since_translated:
            sv, en = getattr(row, f"{stem}_sv"), getattr(row, f"{stem}_en")
            within = _named(row, parts) if parts is not None else ()
            yield OutdatedText(row.id, stem, fields[f"{stem}_en"], sv, en, parts, within)


def _named(row: Row, parts: Parts) -> tuple[str, ...]:
    """What tells a row of a list from the others, in Swedish and in English: what stands before its texts."""
    before = list(takewhile(lambda field: not field.key.endswith("_sv"), parts.fields))
    told = [field for field in before if not isinstance(field, Flag | Number)]
    return tuple(" · ".join(filter(None, (one.text(row, Language(code)) for one in told))) for code in CODES)
