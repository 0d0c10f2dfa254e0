"""Quarter move: what became of an activity from one quarter to another, its comment word by word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from kidesk.records.quarter import Colour, Trend, trend


@dataclass(frozen=True)
class Words:
    """Some words of a comment that stayed ("same"), went ("removed") or came ("added")."""

    change: str
    text: str


@dataclass(frozen=True)
class Move:
    """One activity in both quarters; a colour is None where the plan did not have the activity then."""

    item: int
    sv: str
    en: str
    before: Colour | None
    now: Colour | None
    comment_sv: tuple[Words, ...]
    comment_en: tuple[Words, ...]

    @property
    def trend(self) -> Trend:
        """How it moved."""
        return trend(self.before or Colour.NOT_ASSESSED, self.now or Colour.NOT_ASSESSED)

    @property
    def is_changed(self) -> bool:
        """Whether colour or comment differ."""
        return self.before != self.now or self.changed_comment("sv") is not None

    def title(self, code: str) -> str:
        """What the activity is called in a language."""
        return self.sv if code == "sv" else self.en

    def comment(self, code: str) -> tuple[Words, ...]:
        """What became of its comment in a language."""
        return self.comment_sv if code == "sv" else self.comment_en

    def changed_comment(self, code: str) -> str | None:
        """The language in which to show what changed in its comment: `code` where it changed there, else the other."""
        codes = ("sv", "en") if code == "sv" else ("en", "sv")
        return next((one for one in codes if any(words.change != "same" for words in self.comment(one))), None)


def changed_words(before: str, now: str) -> tuple[Words, ...]:
    """What became of a text, word by word."""
    old, new = before.split(), now.split()
    found: list[Words] = []
    for tag, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Words("same", " ".join(old[start:end])))
            continue
        if end > start:
            found.append(Words("removed", " ".join(old[start:end])))
        if stop > begin:
            found.append(Words("added", " ".join(new[begin:stop])))
    return tuple(found)


def comment_before(words: tuple[Words, ...]) -> str:
    """The comment as it was in the earlier quarter."""
    return " ".join(one.text for one in words if one.change != "added")


def comment_now(words: tuple[Words, ...]) -> str:
    """The comment as it is in the later quarter."""
    return " ".join(one.text for one in words if one.change != "removed")


def passages(words: tuple[Words, ...], change: str) -> str:
    """The passages that went ("removed") or came ("added"), in their order."""
    return " … ".join(one.text for one in words if one.change == change)
