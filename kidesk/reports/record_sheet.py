"""Any record on paper, and any list of records: the fields decide what is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kidesk.i18n import N_, Language
from kidesk.records.attachment import Files
from kidesk.records.field import Field
from kidesk.records.fields import Flag, Number, Parts
from kidesk.records.protection import may_list
from kidesk.records.record import Record
from kidesk.records.record_type import Caption, RecordType, Section
from kidesk.records.term import Term
from kidesk.reports import content
from kidesk.reports.head import Head, framed, swedish_prevails
from kidesk.reports.wording import called, value


def sheet(record_type: RecordType, record: Record, head: Head, language: Language) -> content.Document:
    """One record with all its filled-in fields, section by section."""
    whole = (*swedish_prevails(language), *sections(record_type, record, language))
    return framed(head, language, called(record, language), language.text(record_type.one), whole)


def sections(record_type: RecordType, record: Record, language: Language) -> Iterator[content.Block]:
    """All filled-in fields of a record, section by section under headings of level 2."""
    for section in record_type.sections:
        yield from _section(section, record, language)


def listing(
    record_type: RecordType, rows: Iterable[Record], count: int, head: Head, language: Language, subtitle: str
) -> content.Document:
    """A list of `count` records as the window shows it, read while it is printed; `subtitle` says which they are."""
    fields = [record_type.field(key) for key in record_type.columns]
    table = content.Table(
        columns=tuple(_column(field, language, 1.0 if place else 2.0) for place, field in enumerate(fields)),
        rows=(tuple(_cell(record_type, field, row, language) for field in fields) for row in rows),
        empty=language.text(N_("There is nothing in this list.")),
    )
    counted = language.plural("{count} record", "{count} records", count)
    blocks = (*swedish_prevails(language), content.Paragraph(counted, "muted"), table)
    document = framed(head, language, language.text(record_type.many), subtitle, blocks)
    return replace(document, landscape=True)


def _section(section: Section, record: Record, language: Language) -> Iterable[content.Block]:
    plain = [field for field in section.fields if not isinstance(field, Parts | Caption) and _is_filled(field, record)]
    parts = [field for field in section.fields if isinstance(field, Parts) and field.read(record)]
    if plain or parts:
        yield content.Heading(2, language.text(section.label))
    if plain:
        yield content.Facts(tuple((language.text(field.label), value(field, record, language)) for field in plain))
    for field in parts:
        yield content.Heading(3, language.text(field.label))
        yield from _parts(field, record, language)


def _is_filled(field: Field, record: Record) -> bool:
    if isinstance(field, Flag):
        return bool(field.read(record))
    return bool(field.text(record, Language("sv")))


def _parts(field: Parts, record: Record, language: Language) -> Iterable[content.Block]:
    """A row a part under columns; parts that say more than columns have room for stand one after the other."""
    rows = field.read(record)
    filled = [one for one in field.fields if any(one.text(row, language) for row in rows)]
    is_led = not isinstance(field, Files)  # a file's name may look like an address and is none
    cells = [
        tuple(value(one, row, language) if is_led else one.text(row, language) for one in filled) for row in rows
    ]
    titles = [language.text(one.label) for one in filled]
    if len(filled) > _MOST_COLUMNS:
        yield from (content.Grid(tuple(zip(titles, said, strict=True))) for said in cells)
        return
    columns = zip(filled, zip(*cells, strict=True), strict=True)
    yield content.Table(
        columns=tuple(_column(one, language, _share(language.text(one.label), said)) for one, said in columns),
        rows=tuple(cells),
    )


def _share(title: str, said: Iterable[content.Phrase]) -> float:
    """How wide a column of these cells should be, within reason."""
    longest = max(len(title), *(len(content.plain(phrase)) for phrase in said))
    return float(min(max(longest, _NARROW), _WIDE))


_NARROW, _WIDE = 12, 36  # letters
_MOST_COLUMNS = 8  # more would cut words


def _column(field: Field, language: Language, share: float) -> content.Column:
    is_number = isinstance(field, Number) and field.grouped
    return content.Column(language.text(field.label), share, "right" if is_number else "left")


def _cell(record_type: RecordType, field: Field, row: Record, language: Language) -> content.Cell:
    if not may_list(record_type, field, row):
        return ""
    if isinstance(field, Caption):
        return called(row, language)
    term = field.read(row) if field.key == record_type.badge else None
    if isinstance(term, Term):
        return content.Badge(language.text(term.label), term.tone.value)
    return value(field, row, language)
