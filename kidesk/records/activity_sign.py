"""A sign of activity: what one piece of evidence shows of a quarter, with the sentence that tells it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum

from kidesk.errors import Sentence
from kidesk.i18n import Language
from kidesk.records.quarter import Period
from kidesk.records.record import Record
from kidesk.records.rules import months_before

KNOWN_FOR_MONTHS = 12


class Standing(IntEnum):
    """What a sign says of the quarter: activity in it, some activity or a plan, or only what is long past."""

    NOW = 0
    SOME = 1
    PAST = 2


@dataclass(frozen=True)
class Named:
    """What a record is called, in the language it is said in."""

    sv: str
    en: str

    @classmethod
    def of(cls, record: Record) -> Named:
        """The record's own name."""
        return cls(record.caption("sv"), record.caption("en"))

    def said(self, language: Language) -> str:
        """The name in `language`."""
        return self.sv if language.code == "sv" else self.en


@dataclass(frozen=True)
class _Day:
    on: dt.date

    def said(self, language: Language) -> str:
        """The day as `language` writes it."""
        return language.day(self.on)


@dataclass(frozen=True)
class Sign:
    """A sign of activity. `on` is the last day it is known to have gone on, or when it begins; None without a day."""

    standing: Standing
    sentence: Sentence
    on: dt.date | None = None


def sign(standing: Standing, message: str, what: Named | Record | None, on: dt.date | None = None) -> Sign:
    """A sign told by a msgid, whose `{what}` and `{day}` are filled in the language it is said in."""
    details: dict[str, object] = {}
    if what is not None:
        details["what"] = Named.of(what) if isinstance(what, Record) else what
    if on is not None:
        details["day"] = _Day(on)
    return Sign(standing, Sentence(message, details), on)


@dataclass(frozen=True)
class Asked:
    """The quarter that is asked about, on the day of asking."""

    period: Period
    today: dt.date

    @property
    def first(self) -> dt.date:
        """The quarter's first day."""
        return self.period.first_day

    @property
    def last(self) -> dt.date:
        """The last day of which anything can be known: the quarter's last, or today until then."""
        return min(self.period.last_day, self.today)

    def standing(self, on: dt.date) -> Standing | None:
        """What it says of the quarter that something went on on a day; None where that was not by then."""
        if on > self.last:
            return None
        if on >= self.first:
            return Standing.NOW
        return Standing.SOME if on >= months_before(self.first, KNOWN_FOR_MONTHS) else Standing.PAST
