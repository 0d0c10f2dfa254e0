"""Text that a document must survive: markup, scripts of the world, long notes, and what is no character at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any
from zlib import crc32

from sqlalchemy import select

from kidesk.records import RECORD_TYPES
from kidesk.records.field import Field
from kidesk.records.fields import Parts, Text
from kidesk.records.record import Row
from kidesk.reports import content
from kidesk.store.store import Store

SCRIPTS = {
    "Latin": "Åsa Öström-Łódź Trần Đức",
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Київський медичний університет",
    "Arabic": "محمد عبد الله",
    "Hebrew": "שרה כהן",
    "Thai": "มหาวิทยาลัยมหิดล",
    "Georgian": "თბილისის უნივერსიტეტი",
    "Armenian": "Երևանի համալսարան",
    "Devanagari": "अखिल भारतीय आयुर्विज्ञान संस्थान",
    "Ethiopic": "አዲስ አበባ ዩኒቨርሲቲ",
    "Chinese": "北京大学医学部",
    "Japanese": "東京大学 さくら カタカナ",
    "Korean": "서울대학교 의과대학",
    "Vietnamese": "Đại học Y Hà Nội",
    "Turkish": "İstanbul Üniversitesi ğış",
}
MARKUP = '<b>&amp; <img src="/etc/passwd"> </para>]]> <script>alert(1)</script> {name} %s \\ (x) "y" \'z\' =1+1'
UNSEEN = "a\x00b\x07c\u202ed\u2066e\ufeff\u00adf\u200bg\ufffe\U000e0041"
PICTURES = "😀🏳️‍🌈👩🏽‍⚕️ ☎ ✓ 𝔘"
LINES = "one\r\ntwo\u2028three\n\n\ttabbed"
SURROGATES = "\ud800 half \udfff"  # no database can hold them

KINDS = (*SCRIPTS.values(), MARKUP, UNSEEN, PICTURES, LINES)
EVERYTHING = " | ".join(KINDS)
LONG_NOTE = (EVERYTHING + " ordinary words between ") * (20_000 // len(EVERYTHING) + 1)
# What is not free text, by key and length: quarters and months, codes, numbers.
FORMED = {("name", 7), ("period", 7), ("period", 20), ("language", 10), ("currency", 3)}


def fill(store: Store) -> None:
    """Puts hostile text into every text of every record; the first of each kind has notes of 20,000 characters."""
    with store.change("hostile", is_undoable=False) as session:
        for record_type in RECORD_TYPES:
            seen: set[type[Row]] = set()
            for record in session.scalars(select(record_type.record).order_by(record_type.record.id)):
                _spoil(record, record_type.fields, record_type.record not in seen)
                for parts in (field for field in record_type.fields if isinstance(field, Parts)):
                    for part in parts.read(record):
                        _spoil(part, parts.fields, parts.part not in seen)
                        seen.add(parts.part)
                seen.add(record_type.record)


def _kind(row: Row, field: Field) -> str:
    """What becomes of a text; the same also after other records have been given more texts."""
    return KINDS[crc32(f"{row.__tablename__} {field.key} {row.id}".encode()) % len(KINDS)]


def _spoil(row: Row, fields: Iterable[Field], is_first: bool) -> None:
    for field in fields:
        if isinstance(field, Text) and not field.is_many and (field.key, field.length) not in FORMED:
            said = LONG_NOTE if is_first and field.length is None else f"{_kind(row, field)} {MARKUP}"
            setattr(row, field.key, said[: field.length])


def everywhere(value: Any, kinds: Iterator[str]) -> Any:
    """The same content tree with each of its texts replaced, halves of characters included."""
    if isinstance(value, str):
        return f"{next(kinds)} {SURROGATES}"
    if isinstance(value, tuple | list):
        return type(value)(everywhere(one, kinds) for one in value)
    if isinstance(value, content.Table) and value.is_compact:
        return _only_first(value, kinds)
    if isinstance(value, content.Table):
        return dataclasses.replace(
            value, columns=everywhere(value.columns, kinds), rows=tuple(everywhere(row, kinds) for row in value.rows)
        )
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        told = {
            field.name: everywhere(getattr(value, field.name), kinds)
            for field in dataclasses.fields(value)
            if field.name not in _NOT_SAID
        }
        return dataclasses.replace(value, **told)
    return value


def _only_first(table: content.Table, kinds: Iterator[str]) -> content.Table:
    """A compact table with what people may have written replaced: beside the first column stand a few letters."""
    first, *others = table.columns
    rows = (
        everywhere(row, kinds) if isinstance(row, content.Group) else (everywhere(row[0], kinds), *row[1:])
        for row in table.rows
    )
    return dataclasses.replace(table, columns=(everywhere(first, kinds), *others), rows=tuple(rows))


_NOT_SAID = {"tone", "direction", "align", "style", "language_code", "accent", "cover", "address"}
