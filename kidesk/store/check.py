"""Checks: does the database hold together, does the search index say what the records say, are all files there?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select, text

from kidesk.errors import Sentence
from kidesk.i18n import N_
from kidesk.records import RECORD_TYPES
from kidesk.records.attachment import Attachment
from kidesk.store import editions, seals, search
from kidesk.store.attachments import Attachments, StoredFile
from kidesk.store.history import CHANGE
from kidesk.store.store import Store


@dataclass(frozen=True)
class Finding:
    """One check and what it found; `problems` is empty where all is well."""

    check: str
    problems: tuple[str | Sentence, ...]


CHECKS = {
    "integrity": N_("The database file is intact"),
    "links": N_("Every link leads to a record"),
    "search": N_("The search index holds every record"),
    "seals": N_("Every sealed quarter is as it was sealed"),
    "editions": N_("Every decided document is as it was decided"),
    "files": N_("Every attached file is there and unchanged"),
    "leftovers": N_("Every stored file belongs to a record or to its history"),
    "erased": N_("Nobody who was erased is here again"),
}


def check(store: Store) -> list[Finding]:
    """Runs all checks of the database. Nothing is changed."""
    with store.read() as session:
        intact = [row[0] for row in session.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
        loose = [f"{row[0]} {row[1]} → {row[2]}" for row in session.execute(text("PRAGMA foreign_key_check"))]
        unindexed = []
        for record_type in RECORD_TYPES:
            entry = search.SEARCH_ENTRY.c
            have = session.scalar(select(func.count()).where(entry.record_type == record_type.key)) or 0
            standing = select(func.count()).select_from(record_type.record)
            if record_type.stands is not None:
                standing = standing.where(record_type.stands)
            want = session.scalar(standing) or 0
            if have != want:
                unindexed.append(f"{record_type.key}: {have}/{want}")
        unsealed, altered = list(seals.broken(session)), list(editions.broken(session))
    found = {"integrity": intact, "links": loose, "search": unindexed, "seals": unsealed, "editions": altered}
    return [Finding(name, tuple(problems)) for name, problems in found.items()]


def check_files(
    store: Store, attachments: Attachments, on_file: Callable[[int, int], object] = lambda done, whole: None
) -> list[Finding]:
    """Reads every attached file and looks for what no record knows. Nothing is changed.

    `on_file` is told the files read and how many there are.
    """
    with store.read() as session:
        rows = list(session.scalars(select(Attachment).order_by(Attachment.id)))
    wrong = []
    for done, row in enumerate(rows, start=1):
        error = attachments.verify(StoredFile(row.stored, row.sha256, row.size))
        if error is not None:
            details = {"name": row.name, "agreement": row.agreement_id, "problem": error}
            wrong.append(Sentence(N_("“{name}” of agreement {agreement}: {problem}"), details))
        on_file(done, len(rows))
    left = [str(path.relative_to(attachments.folder)) for path in attachments.leftovers(known_files(store))]
    return [Finding("files", tuple(wrong)), Finding("leftovers", tuple(left))]


def known_files(store: Store) -> frozenset[str]:
    """The names of the stored files that a row tells of, or told of, so that undo may bring it back."""
    with store.read() as session:
        now = session.scalars(select(Attachment.stored))
        past = session.execute(
            select(CHANGE.c.old, CHANGE.c.new).where(CHANGE.c.table_name == Attachment.__tablename__)
        )
        return frozenset(now) | {values["stored"] for change in past for values in change if "stored" in values}
