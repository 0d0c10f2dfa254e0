"""Terms: the closed lists of words of the domain, each with its key, its label and the tone it is shown in."""

from __future__ import annotations

from enum import Enum, StrEnum


class Tone(StrEnum):
    """How good the news is; windows and paper choose symbol and colour for it."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    NONE = "none"
    INFO = "info"


class Term(str, Enum):
    """A word of a closed list. The key is stored and exchanged; the label is a msgid."""

    label: str
    tone: Tone

    def __new__(cls, key: str, label: str = "", tone: Tone = Tone.NONE) -> Term:
        term = str.__new__(cls, key)
        term._value_ = key
        term.label = label
        term.tone = tone
        return term

    def __str__(self) -> str:
        return str(self.value)
