"""What an erasure would reach and what it came to, as values and as sentences; the proof names nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kidesk.i18n import N_, Language
from kidesk.records.attachment import Attachment
from kidesk.records.identity import Identity

_SEALED_ANEW = N_("Number {number} of the table {table}, sealed before, was written anew without the person.")
_NOTHING_LEFT = N_("No name, e-mail address or phone number of the person is left in any of them.")
_STILL_NAMED = N_("These still name the person: {files}.")
_NOT_READ = N_("The words of these could not be read, only their bytes: {files}.")
_IN_BACKUPS = N_("These backups still name the person, until they are removed: {files}.")
_NO_BACKUPS = N_("No backup in the workspace names the person.")


@dataclass(frozen=True)
class Found:
    """What an erasure would reach, before it is decided.

    `records` counts the records that go by the msgid of their type, `parts` the rows of others that name the person,
    `links` the links that are emptied, `texts` the stored texts that name the person by table. `shared` is what the
    person has in common with others, so that it stays. `files` are the attached files that name the person,
    `unreadable` those whose words cannot be read, and `backups` the backups that do. `possible` counts the texts in
    which the family name stands by itself, so that it may be somebody else's.
    """

    numbers: tuple[int, ...]
    identity: Identity
    shared: Identity
    records: dict[str, int]
    parts: int
    links: int
    texts: dict[str, int]
    files: tuple[Attachment, ...]
    unreadable: tuple[Attachment, ...]
    backups: tuple[Path, ...]
    possible: int


@dataclass
class Erased:
    """What an erasure did. `left` are files of the workspace that still name the person, `backups` those that do and
    were kept; `count` is how many files were searched for proof, `texts` how many texts were changed, and `possible`
    in how many the family name stands by itself."""

    decision: int
    count: int
    left: tuple[Path, ...]
    unreadable: tuple[Path, ...]
    backups: tuple[Path, ...]
    possible: int
    records: int = 0
    texts: int = 0
    destroyed: int = 0
    sealed: list[tuple[str, int]] = field(default_factory=list)

    @property
    def is_proved(self) -> bool:
        """Whether no file of the workspace, its backups apart, names the person."""
        return not self.left


def reached(found: Found, language: Language) -> Iterator[str]:
    """What an erasure would reach, as sentences."""
    said, plural, number = language.text, language.plural, language.number
    counts = ", ".join(f"{said(one)}: {number(count)}" for one, count in found.records.items())
    yield said(N_("These records go for good: {counts}."), counts=counts)
    if found.parts or found.links:
        yield plural(
            "The person is taken out of {count} place in other records.",
            "The person is taken out of {count} places in other records.",
            found.parts + found.links,
        )
    if found.texts:
        yield plural(
            "In {count} text the mark “[gallrad]” takes the person’s place.",
            "In {count} texts the mark “[gallrad]” takes the person’s place.",
            sum(found.texts.values()),
        )
    if found.possible:
        yield plural(
            "In {count} text the family name stands by itself and stays, since it may be somebody else’s. The "
            "data-subject extract says where: make it first.",
            "In {count} texts the family name stands by itself and stays, since it may be somebody else’s. The "
            "data-subject extract says where: make it first.",
            found.possible,
        )
    yield said(N_("The history forgets what was said of the person, and nothing done before can be undone any more."))
    shared = [*(" ".join(one) for one in found.shared.names), *found.shared.emails, *found.shared.phones]
    if shared:
        yield said(N_("Others have this as well, so it stays in the texts: {shared}."), shared=", ".join(shared))
    for file in found.files:
        yield said(N_("The attached file “{name}” names the person."), name=file.name)
    for file in found.unreadable:
        yield said(N_("The words of “{name}” cannot be read; look for yourself."), name=file.name)
    for path in found.backups:
        yield said(N_("The backup {name} names the person."), name=path.name)
    yield said(N_("What was exported, printed or sent is outside of kidesk and stays where it is."))


def outcome(erased: Erased, folder: Path, language: Language) -> list[str]:
    """What an erasure came to, as sentences that name nobody."""
    said = [language.plural("{count} record was erased.", "{count} records were erased.", erased.records)]
    if erased.texts:
        said.append(
            language.plural(
                "The mark for what was erased stands in {count} text.",
                "The mark for what was erased stands in {count} texts.",
                erased.texts,
            )
        )
    if erased.destroyed:
        said.append(
            language.plural(
                "{count} attached file was destroyed.", "{count} attached files were destroyed.", erased.destroyed
            )
        )
    for table, number in erased.sealed:
        said.append(language.text(_SEALED_ANEW, table=table, number=number))
    said.append(
        language.plural(
            "Proof: {count} file of the workspace was searched.",
            "Proof: {count} files of the workspace were searched.",
            erased.count,
        )
    )
    said.append(language.text(_NOTHING_LEFT if erased.is_proved else _STILL_NAMED, files=_listed(erased.left, folder)))
    if erased.possible:
        said.append(
            language.plural(
                "In {count} text the family name stands by itself; it may be somebody else’s.",
                "In {count} texts the family name stands by itself; it may be somebody else’s.",
                erased.possible,
            )
        )
    if erased.unreadable:
        said.append(language.text(_NOT_READ, files=_listed(erased.unreadable, folder)))
    said.append(language.text(_IN_BACKUPS if erased.backups else _NO_BACKUPS, files=_listed(erased.backups, folder)))
    return said


def _listed(files: Sequence[Path], folder: Path) -> str:
    return ", ".join(path.relative_to(folder).as_posix() for path in files)
