"""Wording: fields, terms and people's own texts as a document says them."""

from __future__ import annotations

from typing import Final

from kidesk.i18n import N_, Language
from kidesk.records.field import Field
from kidesk.records.fields import Parts
from kidesk.records.record import Row
from kidesk.records.record_type import RecordType
from kidesk.records.term import Term, Tone
from kidesk.reports import content

NOTHING_SAID: Final = "–"
TONES: Final[dict[Tone, content.Tone]] = {
    Tone.OK: "ok",
    Tone.WARN: "warn",
    Tone.BAD: "bad",
    Tone.NONE: "none",
    Tone.INFO: "info",
}


def badge(term: Term, language: Language) -> content.Badge:
    """A term of a closed list as a badge in its tone."""
    return content.Badge(language.text(term.label), TONES[term.tone])


def labels(record_type: RecordType, language: Language) -> dict[str, str]:
    """What the fields of a record are called, by their key."""
    return {key: language.text(field.label) for key, field in record_type.by_key.items()}


def part_fields(record_type: RecordType, key: str) -> dict[str, Field]:
    """The fields of a record's parts, by their key."""
    field = record_type.field(key)
    assert isinstance(field, Parts)
    return {one.key: one for one in field.fields}


_IN = {"sv": N_("{text} (in Swedish)"), "en": N_("{text} (in English)")}


def own_words(row: Row, stem: str, language: Language) -> str:
    """A text that people wrote in two languages; where it is only in the other one, it says so."""
    other = "en" if language.code == "sv" else "sv"
    said, fallback = (str(getattr(row, f"{stem}_{code}") or "").strip() for code in (language.code, other))
    return said or (language.text(_IN[other], text=fallback) if fallback else "")
