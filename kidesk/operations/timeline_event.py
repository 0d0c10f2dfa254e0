"""Event: one entry of a timeline, with what it is about and the record it leads to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kidesk.errors import Sentence, Spoken
from kidesk.i18n import N_, Language
from kidesk.records.record import Record, Row, bilingual
from kidesk.records.record_type import RecordType
from kidesk.records.term import Term, Tone


class Happening(Term):
    """What happened, where people did not meet (for that there is InteractionKind)."""

    AFFILIATION = "affiliation", N_("Affiliation")
    CONSENT = "consent", N_("Consent")
    STAGE = "stage", N_("Stage")
    ENGAGEMENT = "engagement", N_("Engagement")
    MATERIAL = "material", N_("Material package")
    STATUS = "status", N_("Status")
    SIGNATURE = "signature", N_("Signature")
    AMENDMENT = "amendment", N_("Amendment")
    STEP = "step", N_("Step")
    RISK = "risk", N_("Risk assessment")
    FILE = "file", N_("File")
    MEMBERSHIP = "membership", N_("Membership")
    REVIEW = "review", N_("Review")
    ASSESSMENT = "assessment", N_("Assessment")
    NAME = "name", N_("Name")


@dataclass(frozen=True)
class Words:
    """What people wrote, in both languages."""

    sv: str
    en: str

    def said(self, language: Language) -> str:
        """The words in `language`."""
        return self.sv if language.code == "sv" else self.en


NOTHING = Words("", "")


def called(record: Record) -> Words:
    """What a record is called."""
    return Words(record.caption("sv"), record.caption("en"))


def both(row: Row, stem: str) -> Words:
    """A text that exists in two languages, each of which stands in for the other."""
    return Words(bilingual(row, stem, "sv"), bilingual(row, stem, "en"))


def same(text: str) -> Words:
    """A text that is the same in both languages."""
    return Words(text, text)


def named(term: Term) -> Sentence:
    """A term by its label."""
    return Sentence(term.label)


@dataclass(frozen=True)
class Event:
    """Something that happened on a day, or will; `number` is the id of the record it leads to.

    `about` is what is said of it, `note` what may be said besides. `is_due`: it waits to be followed up, since a day
    that has come.
    """

    day: dt.date
    kind: Term
    type: RecordType
    number: int
    about: Spoken
    note: Spoken = NOTHING
    tone: Tone = Tone.NONE
    is_due: bool = False

    def said(self, language: Language) -> str:
        """What is said of it, in the reader's language."""
        return self.about.said(language)
