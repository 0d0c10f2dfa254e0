"""Outdated translations: all English texts that the Swedish has left behind, and the word that one still holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from kidesk.errors import StaleRecord
from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.records import INDICATORS, PLAN_ITEMS, PLANS, clock
from kidesk.records.outdated_text import OutdatedText, outdated_texts
from kidesk.records.record import Row, Translated
from kidesk.records.record_type import RecordType
from kidesk.store.store import STALE, Store

STILL_HOLDS = N_("Noted that a translation still holds")
TRANSLATED = (PLANS, PLAN_ITEMS, INDICATORS)


@dataclass(frozen=True)
class Outdated:
    """An outdated text with the record it belongs to: its type, its id and what it is called in both languages."""

    type: RecordType
    number: int
    caption_sv: str
    caption_en: str
    text: OutdatedText

    def caption(self, code: str) -> str:
        """What the record is called in the language of `code`."""
        return self.caption_sv if code == "sv" else self.caption_en


def outdated_translations(store: Store) -> tuple[Outdated, ...]:
    """All outdated texts: of plans, plan items and indicators, each with its parts, in the records' own order."""
    return tuple(one for record_type in TRANSLATED for one in _of_type(store, record_type))


def _of_type(store: Store, record_type: RecordType) -> Iterator[Outdated]:
    record = record_type.record
    (view,) = (view for view in record_type.views if view.key == "outdated")
    assert view.condition is not None
    wanted = select(record).where(view.condition(clock.today())).order_by(record.order_key, record.id)
    for row in store.rows(wanted):
        for text in outdated_texts(record_type, row):
            yield Outdated(record_type, row.id, row.caption("sv"), row.caption("en"), text)


def translation_holds(store: Store, record_type: RecordType, text: OutdatedText) -> None:
    """Keeps that a text still says in English what it says in Swedish, in one step that can be undone.

    Raises StaleRecord where it says something else by now, and KideskError where it is gone or its quarter is sealed.
    """
    kind: type[Row] = text.parts.part if text.parts is not None else record_type.record
    with store.change(STILL_HOLDS, record_type.key) as session:
        row = session.get(kind, text.row)
        if row is None:
            raise gone(text.row)
        assert isinstance(row, Translated)
        if (getattr(row, f"{text.stem}_sv"), getattr(row, f"{text.stem}_en")) != (text.sv, text.en):
            raise StaleRecord(STALE)
        row.changed_since_translated = [stem for stem in row.changed_since_translated if stem != text.stem]
