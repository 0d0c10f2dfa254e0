"""The hidden mark of a row of an answer form: which activity, unit and quarter it is about, and what was sent."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

FORMAT = 1
# What the unit answers, by the names of an assessment's columns; colour and reason as they are stored.
ANSWERS = ("colour", "comment_sv", "comment_en", "reason")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Ticket:
    """What a row knows of itself. `number` is its place in the form, `sent` its answers as they were sent.

    `digest` holds all of it and the stamps of the records together: it fits in no other workspace, where the same
    ids are other records, and not where something of it was changed.
    """

    quarter: str
    unit: int
    unit_name: str
    item: int
    number: int
    sent: Mapping[str, str]
    digest: str = ""

    def computed(self, *stamps: object) -> str:
        """The digest of this row with the stamps of the records that it is about (64 hex digits)."""
        held = [FORMAT, self.quarter, self.unit, self.unit_name, self.item, self.number]
        held += [self.sent[key] for key in ANSWERS] + [str(stamp) for stamp in stamps]
        return hashlib.sha256(json.dumps(held).encode()).hexdigest()

    def text(self) -> str:
        """The ticket as it stands in a cell: JSON in ASCII, which every program and encoding leaves as it is."""
        return json.dumps({"kidesk": FORMAT} | {key: getattr(self, key) for key in self.__annotations__})

    @classmethod
    def read(cls, text: str) -> Ticket:
        """The ticket in a cell. Raises ValueError where it is none, or of another format."""
        try:
            values = json.loads(text)
            if values.pop("kidesk") != FORMAT:
                raise ValueError(text)
            made = cls(**values)
            kinds = (made.quarter, str), (made.unit, int), (made.unit_name, str), (made.item, int), (made.number, int)
            is_whole = all(type(value) is kind for value, kind in (*kinds, (made.digest, str)))
            if not is_whole or not all(isinstance(made.sent[key], str) for key in ANSWERS):
                raise ValueError(text)
        except (AttributeError, KeyError, TypeError, RecursionError) as error:
            raise ValueError(text) from error
        return made


def plain(text: str) -> str:
    """A text as a form carries it: composed letters, plain ends of lines, no control characters, no space around."""
    return _CONTROL.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()
