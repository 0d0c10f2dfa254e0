"""Checks: does the database hold together, and does the search index say what the records say?"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, text

from kidesk.i18n import N_
from kidesk.records import RECORD_TYPES
from kidesk.store import search
from kidesk.store.store import Store


@dataclass(frozen=True)
class Finding:
    """One check and what it found; `problems` is empty where all is well."""

    check: str
    problems: tuple[str, ...]


CHECKS = {
    "integrity": N_("The database file is intact"),
    "links": N_("Every link leads to a record"),
    "search": N_("The search index holds every record"),
}


def check(store: Store) -> list[Finding]:
    """Runs all checks. Nothing is changed."""
    with store.read() as session:
        intact = [row[0] for row in session.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
        loose = [f"{row[0]} {row[1]} → {row[2]}" for row in session.execute(text("PRAGMA foreign_key_check"))]
        unindexed = []
        for record_type in RECORD_TYPES:
            entry = search.SEARCH_ENTRY.c
            have = session.scalar(select(func.count()).where(entry.record_type == record_type.key)) or 0
            want = session.scalar(select(func.count()).select_from(record_type.record)) or 0
            if have != want:
                unindexed.append(f"{record_type.key}: {have}/{want}")
    found = {"integrity": intact, "links": loose, "search": unindexed}
    return [Finding(name, tuple(problems)) for name, problems in found.items()]
