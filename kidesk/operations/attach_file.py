"""Files of agreements: attach and remove them in one step, save a copy, make one that may be opened elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from kidesk.errors import KideskError
from kidesk.exchange.safe_types import safe_suffix
from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement
from kidesk.records.attachment import Attachment, AttachmentKind, FileLanguage, clean_name, suffix_apart
from kidesk.records.fields import Parts
from kidesk.store.attachments import OnBytes, StoredFile
from kidesk.store.attachments import remove as remove_file
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace

ATTACHED = N_("Attached files to {type}")
REMOVED = N_("Removed a file from {type}")
_FILES = AGREEMENTS.field("attachments")
assert isinstance(_FILES, Parts)
# The fields of a file by their key
FIELDS = {field.key: field for field in _FILES.fields}


@dataclass(frozen=True)
class About:
    """What is said of files when they are attached."""

    kind: AttachmentKind = AttachmentKind.DRAFT
    language: FileLanguage = FileLanguage.NONE
    dated_on: dt.date | None = None


def _go_on(done: int, whole: int) -> None:
    """Nobody follows the bytes."""


def attach(
    workspace: Workspace, number: int, sources: Sequence[Path], about: About, on_bytes: OnBytes = _go_on
) -> list[int]:
    """Attaches files to the agreement with the id `number`, all in one undo step. Returns the attachments' ids.

    The files are safe in the store before a row says so. `on_bytes` is told the bytes done and in all of each file;
    what it raises takes everything back. Raises KideskError; nothing is attached then.
    """
    store = workspace.store
    if store.get(Agreement, number) is None:
        raise gone(number)
    kept: list[tuple[str, StoredFile]] = []
    try:
        for source in sources:
            kept.append((clean_name(source.name), workspace.attachments.put(source, on_bytes)))
        return _write_rows(store, number, kept, about)
    except BaseException:
        _let_go(workspace, [file.stored for _, file in kept])
        raise


def _write_rows(store: Store, number: int, kept: Sequence[tuple[str, StoredFile]], about: About) -> list[int]:
    with store.change(ATTACHED, AGREEMENTS.key) as session:
        if session.get(Agreement, number) is None:
            raise gone(number)
        rows = [
            Attachment(
                agreement_id=number,
                name=name,
                kind=about.kind,
                language=about.language,
                dated_on=about.dated_on,
                stored=file.stored,
                sha256=file.sha256,
                size=file.size,
            )
            for name, file in kept
        ]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def _let_go(workspace: Workspace, stored: Sequence[str]) -> None:
    """Removes files that no row tells of. Where that cannot be known, they stay; “kidesk check” finds them."""
    with suppress(Exception), workspace.store.read() as session:
        known = set(session.scalars(select(Attachment.stored).where(Attachment.stored.in_(stored))))
        for one in stored:
            if one not in known:
                workspace.attachments.discard(one)


def detach(store: Store, number: int) -> None:
    """Takes the attachment with the id `number` from its agreement. Its file stays, so that this can be undone."""
    with store.change(REMOVED, AGREEMENTS.key) as session:
        row = session.get(Attachment, number)
        if row is None:
            raise _gone(number)
        session.delete(row)


def find(store: Store, number: int) -> Attachment:
    """The attachment with the id `number`. Raises KideskError where there is none."""
    with store.read() as session:
        row = session.get(Attachment, number)
    if row is None:
        raise _gone(number)
    return row


def _gone(number: int) -> KideskError:
    return KideskError(N_("There is no file with the number {number}. It may have been removed."), number=number)


def stored_file(row: Attachment) -> StoredFile:
    """Where an attachment's bytes lie and what they must be."""
    return StoredFile(row.stored, row.sha256, row.size)


def save_copy(workspace: Workspace, number: int, target: Path, on_bytes: OnBytes = _go_on) -> Path:
    """Writes a copy of an attachment to `target`, or into that folder under its own name, and returns the file.

    An earlier file is replaced only by a whole copy. Raises KideskError where the stored file is missing or changed,
    where `target` lies in the workspace, or cannot be written.
    """
    row = find(workspace.store, number)
    target = target / row.name if target.is_dir() else target
    if workspace.folder.resolve() in target.resolve().parents:
        raise KideskError(
            N_("{file} lies in the workspace. Nothing was written; choose a folder outside it."), file=target
        )
    try:
        workspace.attachments.copy(stored_file(row), target, on_bytes)
    except (OSError, ValueError) as error:
        raise _not_copied(target, error) from error
    return target


def _not_copied(target: Path, error: Exception) -> KideskError:
    return KideskError(
        N_("No copy could be written to {file}: {reason}. Nothing was changed; choose another place."),
        file=target,
        reason=getattr(error, "strerror", None) or error,
    )


def copy_to_open(workspace: Workspace, number: int, on_bytes: OnBytes = _go_on) -> Path:
    """A write-protected copy of an attachment that another program may open; it goes when the workspace is closed.

    Raises KideskError where the file is missing, changed, or of a type that might run as a program.
    """
    row = find(workspace.store, number)
    try:
        made = workspace.opened.make(workspace.attachments, stored_file(row), on_bytes)
        safe = safe_suffix(made, suffix_apart(row.name)[1])
        if safe is not None:
            return made.rename(made.with_suffix(safe))
        remove_file(made)
    except OSError as error:
        raise _not_copied(workspace.opened.folder, error) from error
    raise KideskError(
        N_(
            "“{name}” is not opened, since it is no PDF, Word or OpenDocument text or picture. "
            "Save a copy of it, and open that only if you trust who sent it."
        ),
        name=row.name,
    )
