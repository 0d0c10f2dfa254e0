"""What an import of agreements does and did: each difference between the file and what is stored, side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kidesk.errors import KideskError
from kidesk.i18n import CODES, N_, Language
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.field import EMPTY, Field
from kidesk.records.fields import Flag, Parts
from kidesk.records.record import Part, Record, Row

_LANGUAGES = tuple(Language(code) for code in CODES)
IN_FIELD = N_("{row}, {field}")


@dataclass(frozen=True)
class Text:
    """A text by the code of its language. It is made at once, since rows may be gone when it is shown."""

    texts: Mapping[str, str]

    def said(self, language: Language) -> str:
        """The text in `language`."""
        return self.texts[language.code]


def text(say: Callable[[Language], str]) -> Text:
    """What `say` says in each language."""
    return Text({language.code: say(language) for language in _LANGUAGES})


def caption(record: Record | None) -> Text:
    """What a record is called; nothing for none."""
    return text(lambda language: record.caption(language.code) if record is not None else "")


NOTHING = text(lambda language: "")


@dataclass(frozen=True)
class Difference:
    """One thing the file says otherwise: what, as stored and as in the file."""

    what: Text
    stored: Text
    read: Text


class Warned(KideskError):
    """A notice that forbids to rely on the agreement until somebody has looked into it."""


@dataclass
class Entry:
    """What becomes of one agreement of the file: "created", "updated", "unchanged" or "refused".

    `number` is the stored agreement's id, None for one that is new or refused. `notices` point out what a person must
    know, those that warn first; of a refused agreement they say why.
    """

    name: str
    partner: Text = NOTHING
    outcome: str = "unchanged"
    number: int | None = None
    differences: list[Difference] = field(default_factory=list)
    notices: list[KideskError] = field(default_factory=list)

    def notice(self, message: str, **details: object) -> None:
        """Points something out."""
        self.notices.append(KideskError(message, **details))

    def warn(self, message: str, **details: object) -> None:
        """Points out what forbids to rely on the agreement."""
        warnings = sum(isinstance(one, Warned) for one in self.notices)
        self.notices.insert(warnings, Warned(message, **details))

    def differ(self, what: Text, stored: Text, read: Text) -> None:
        """Notes a difference."""
        self.differences.append(Difference(what, stored, read))

    def set(self, row: Row, described: Field, value: Any, within: Text = NOTHING, *, is_whole: bool = False) -> None:
        """Gives a field the file's value and notes the difference.

        Nothing happens where they are the same, or where the file has none, unless it always `is_whole`.
        """
        before = getattr(row, described.key)
        if before == value or (value in EMPTY and not is_whole):
            return
        stored, read = (text(lambda to, one=one: described.format(one, to)) for one in (before, value))  # type: ignore[misc]
        setattr(row, described.key, value)
        self.differ(label(described, within), stored, read)


def label(described: Field, within: Text = NOTHING) -> Text:
    """What a field is called, and in which row it is."""

    def say(language: Language) -> str:
        name, row = language.text(described.label), within.said(language)
        return language.text(IN_FIELD, row=row, field=name) if row else name

    return text(say)


def parts(key: str) -> Parts:
    """The field of an agreement's parts."""
    found = AGREEMENTS.field(key)
    assert isinstance(found, Parts)
    return found


def lines(key: str, part: Part) -> Text:
    """A part of an agreement, each field that says something on its own line."""

    def say(language: Language) -> str:
        fields = [one for one in parts(key).fields if not isinstance(one, Flag) or one.read(part)]
        said = {language.text(one.label): one.text(part, language) for one in fields}
        return "\n".join(f"{name}: {value}" for name, value in said.items() if value)

    return text(say)


def rest_changed(entry: Entry, of: Text) -> None:
    """Notes that what has no field of its own, and is kept for EWP only, differs."""
    what = text(lambda language: language.text(N_("{row}, what has no field"), row=of.said(language)))
    entry.differ(
        what,
        text(lambda language: language.text(N_("as before"))),
        text(lambda language: language.text(N_("as in the file"))),
    )
