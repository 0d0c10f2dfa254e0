"""What some records are called, as a detail of a sentence in whatever language it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kidesk.i18n import Language
from kidesk.records.record import Record


@dataclass(frozen=True)
class Captions:
    """What some records are called."""

    records: Sequence[Record]

    def said(self, language: Language) -> str:
        """Their captions, one after the other."""
        return "; ".join(record.caption(language.code) for record in self.records)

    def __str__(self) -> str:
        return self.said(Language("sv"))
