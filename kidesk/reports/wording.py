"""Wording: fields, terms and people's own texts as a document says them."""

from __future__ import annotations

import re
from typing import Final

from kidesk.i18n import Language
from kidesk.records.field import Field
from kidesk.records.fields import Parts
from kidesk.records.record import Record, Row
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


def own_words(row: Row, stem: str, language: Language) -> str | content.Foreign:
    """A text that people wrote in two languages; where it is only in the other one, it is marked as in that."""
    other = _other(language)
    said, fallback = (str(getattr(row, f"{stem}_{code}") or "").strip() for code in (language.code, other))
    return said or (content.Foreign(fallback, other) if fallback else "")


def called(record: Record, language: Language) -> str | content.Foreign:
    """What a record is called, marked as in the other language where it has a name in that alone."""
    name, other = record.caption(language.code), _other(language)
    for stem in ("title", "name"):
        own, fallback = (str(getattr(record, f"{stem}_{code}", None) or "") for code in (language.code, other))
        if fallback and not own and name == fallback:
            return content.Foreign(name, other)
    return name


_WEB_ADDRESS = re.compile(r"https?://\S+")
_MAIL_ADDRESS = re.compile(r"[^\s@:?]+@[^\s@:?]+\.[^\s@:?]+")


def value(field: Field, row: Row, language: Language) -> content.Phrase:
    """A field's value. An address leads there; the fields for one language say in which by the end of their key."""
    said, other = field.text(row, language), _other(language)
    if said and field.key.endswith(f"_{other}"):
        return content.Foreign(said, other)
    if _WEB_ADDRESS.fullmatch(said):
        return content.Link(said, said)
    return content.Link(said, f"mailto:{said}") if _MAIL_ADDRESS.fullmatch(said) else said


def _other(language: Language) -> str:
    return "en" if language.code == "sv" else "sv"
