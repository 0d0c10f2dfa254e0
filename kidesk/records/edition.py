"""Edition: what is kept in versions, each valid from a day on, as decision routes and risk questions are."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from kidesk.i18n import N_, Language
from kidesk.records.field import Field
from kidesk.records.fields import Day, Text
from kidesk.records.record import Record, Row, bilingual, line, prose, required
from kidesk.records.record_type import Caption

COLUMNS = ("name", "valid_from", "source")  # what a list of editions shows


class FirstDay(Day):
    """The first day of a version; what has none has been valid from the start, and says so."""

    def text(self, row: Row, language: Language) -> str:
        return super().text(row, language) or language.text(N_("From the start"))


class Edition(Record):
    """One version, valid from a day on. `source` says where it is laid down or what it rests on."""

    __abstract__ = True

    name_sv: Mapped[str] = line(200)
    name_en: Mapped[str] = line(200)
    edition: Mapped[str] = required(40)
    valid_from: Mapped[dt.date | None]
    source: Mapped[str] = line(500)
    notes: Mapped[str] = prose()

    def caption(self, code: str) -> str:
        return " ".join(filter(None, (bilingual(self, "name", code), self.edition)))


def edition_fields(record: type[Edition], source: str) -> tuple[Field, ...]:
    """The fields every edition has; `source` (a msgid) is what its source is called."""
    return (
        Caption(record, N_("Name")),
        Text(record.name_sv, N_("Name in Swedish")),
        Text(record.name_en, N_("Name in English")),
        Text(record.edition, N_("Version")),
        FirstDay(record.valid_from, N_("Valid from")),
        Text(record.source, source),
        Text(record.notes, N_("Notes")),
    )
