"""Attachment: a file that belongs to an agreement, and what its name may be."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from kidesk.i18n import N_, Language
from kidesk.records.fields import Choice, Day, Parts, Text
from kidesk.records.record import Part, Row, owner, required
from kidesk.records.term import Term

NAME_LENGTH = 120  # characters
_NAME_BYTES = 240  # in UTF-8: most file systems take 255, and a copy being written needs a few
_SUFFIX_LENGTH = 12  # characters, with the dot
_NAMELESS = "file"
_FORBIDDEN = re.compile(r'[<>:"|?*]')
# Names of devices on Windows, also with a suffix (Microsoft, Naming Files, Paths, and Namespaces).
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)


class AttachmentKind(Term):
    """What an attached file is to its agreement (DOMAIN, Agreement, Files)."""

    DRAFT = "draft", N_("Draft")
    SIGNED = "signed", N_("Signed copy")
    ANNEX = "annex", N_("Annex")
    AMENDMENT = "amendment", N_("Amendment")
    OTHER = "other", N_("Other")


class FileLanguage(Term):
    """The language that an attached file is written in."""

    NONE = "none", N_("Not stated")
    SWEDISH = "sv", N_("Swedish")
    ENGLISH = "en", N_("English")
    BOTH = "sv-en", N_("Swedish and English")
    DANISH = "da", N_("Danish")
    NORWEGIAN = "no", N_("Norwegian")
    FINNISH = "fi", N_("Finnish")
    GERMAN = "de", N_("German")
    FRENCH = "fr", N_("French")
    SPANISH = "es", N_("Spanish")
    PORTUGUESE = "pt", N_("Portuguese")
    ITALIAN = "it", N_("Italian")
    CHINESE = "zh", N_("Chinese")
    JAPANESE = "ja", N_("Japanese")
    OTHER = "other", N_("Another language")


class Attachment(Part):
    """A file of an agreement. `stored` is the random name (32 hex digits) under which its bytes lie in the workspace.

    `name` is only ever shown. `size` is in bytes, `sha256` in 64 hex digits.
    """

    __tablename__ = "attachment"
    agreement_id: Mapped[int] = owner("agreement")
    name: Mapped[str] = required(NAME_LENGTH)
    kind: Mapped[AttachmentKind] = mapped_column(default=AttachmentKind.DRAFT)
    language: Mapped[FileLanguage] = mapped_column(default=FileLanguage.NONE)
    dated_on: Mapped[dt.date | None]
    stored: Mapped[str] = required(32)
    sha256: Mapped[str] = required(64)
    size: Mapped[int]


class Files(Parts):
    """Attached files: read and printed as other parts are, but brought by operations of their own, never typed."""

    is_typed = False

    def __init__(self, attribute: InstrumentedAttribute[Any], label: str) -> None:
        described = (
            Text(Attachment.name, N_("File name")),
            Choice(Attachment.kind, N_("Kind")),
            Choice(Attachment.language, N_("Language")),
            Day(Attachment.dated_on, N_("Dated")),
        )
        super().__init__(attribute, label, described)

    def line(self, part: Row, language: Language) -> str:
        assert isinstance(part, Attachment)
        return f"{part.name} · {described(part, language)}"

    def plain(self, row: Row) -> Any:
        rows = zip(super().plain(row), self.read(row), strict=True)
        return [one | {"size": part.size, "sha256": part.sha256} for one, part in rows]


def described(part: Attachment, language: Language) -> str:
    """What is known of a file beside its name, on one line."""
    spoken = "" if part.language is FileLanguage.NONE else language.text(part.language.label)
    said = (language.text(part.kind.label), spoken, language.day(part.dated_on), readable_size(part.size, language))
    return " · ".join(filter(None, said))


def readable_size(size: int, language: Language) -> str:
    """A number of bytes as a person reads it, in thousands; number and unit stay on one line."""
    if size < 1000:
        said = language.plural("{count} byte", "{count} bytes", size)
    elif size < 999_500:
        said = language.text(N_("{number} kB"), number=language.number(round(size / 1000)))
    else:
        said = language.text(N_("{number} MB"), number=language.number(round(size / 1_000_000, 1)))
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def clean_name(name: str) -> str:
    """The name to show for a file called `name`: no folders, no drive, nothing invisible, nothing a system refuses.

    At most 120 characters, its suffix kept; never empty. What is clean stays as it is.
    """
    visible = unicodedata.normalize("NFC", "".join(map(_visible, unicodedata.normalize("NFC", name))))
    last = re.split(r"[/\\]", visible.strip(" ./\\"))[-1]
    bare = _FORBIDDEN.sub("_", re.sub(r"^\s*[A-Za-z]:", "", last))
    tidy = " ".join(bare.split()).strip(" .")
    return _cut(f"_{tidy}" if _DEVICE.match(tidy) else tidy) or _NAMELESS


def _visible(char: str) -> str:
    kind = unicodedata.category(char)
    if kind in ("Cf", "Cs", "Cn", "Co"):  # changes of direction, halves of characters, and what no font shows
        return ""
    return " " if kind in ("Cc", "Zl", "Zp") else char


def _cut(name: str) -> str:
    stem, suffix = suffix_apart(name)
    while len(stem) + len(suffix) > NAME_LENGTH or len((stem + suffix).encode()) > _NAME_BYTES:
        stem = stem[:-1].rstrip(" .")
    return stem + suffix


def suffix_apart(name: str) -> tuple[str, str]:
    """A clean name's stem and its suffix with the dot; a long or odd ending is no suffix."""
    stem, dot, ending = name.rpartition(".")
    is_suffix = bool(stem) and ending.isascii() and ending.isalnum() and len(ending) < _SUFFIX_LENGTH
    return (stem, dot + ending) if is_suffix else (name, "")
