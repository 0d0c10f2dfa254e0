"""Known problems, told to people: what happened, why, what was kept, what to do next. Anything else is a bug."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from kidesk.i18n import Language


@runtime_checkable
class Spoken(Protocol):
    """A detail that is said differently in each language."""

    def said(self, language: Language) -> str:
        """The detail in `language`."""


@dataclass(frozen=True)
class Sentence:
    """A msgid with what fills its placeholders, to be said later in whatever language is asked for."""

    message: str
    details: Mapping[str, object] = field(default_factory=dict)

    def said(self, language: Language) -> str:
        """The sentence in `language`, and so are the details that can be said in one."""
        return language.text(self.message, **_said(self.details, language))


def _said(details: Mapping[str, object], language: Language) -> dict[str, object]:
    return {key: detail.said(language) if isinstance(detail, Spoken) else detail for key, detail in details.items()}


class KideskError(Exception):
    """A problem with one sentence (or a few) for the person at the screen.

    `message` is a msgid, `details` fill its placeholders when it is spoken in a language.
    """

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details

    def said(self, language: Language) -> str:
        """The message in `language`, and so are the details that can be said in one."""
        return language.text(self.message, **_said(self.details, language))

    def __str__(self) -> str:
        return self.message.format(**self.details) if self.details else self.message


class WorkspaceError(KideskError):
    """The workspace cannot be opened, created or written; nothing in it was changed."""


class UsageError(KideskError):
    """The command line was used in a way kidesk does not understand."""


class StaleRecord(KideskError):
    """Somebody changed the record after it was read; nothing was overwritten."""
