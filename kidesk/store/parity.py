"""Bilingual parity: notes, before each flush, which English texts the Swedish has left behind (DOMAIN, Records)."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import inspect
from sqlalchemy.orm import InstanceState, Session

from kidesk.records.record import Row, Translated
from kidesk.store.history import Entry
from kidesk.store.journal import entry_of

_MARKS = "changed_since_translated"


def note(session: Session) -> None:
    """Marks the texts whose Swedish the operation changed and whose English it did not; unmarks those written anew.

    An operation counts as a whole, however often it is flushed: who writes both texts, in whatever order, has
    translated. A new row is as it was made, and what undo and redo bring back is as it was.
    """
    if session.info["log"].restoring:
        return
    with session.no_autoflush:
        for row in [row for row in session.dirty if isinstance(row, Translated) and session.is_modified(row)]:
            assert isinstance(row, Row)
            entry = entry_of(session, row)
            if entry is None or entry.kind == "update":
                _note(row, cast(InstanceState[Any], inspect(row)), entry)


def _note(row: Any, state: InstanceState[Any], entry: Entry | None) -> None:
    def before(key: str) -> Any:
        """The value before the operation."""
        if entry is not None and key in entry.old:
            return entry.old[key]
        gone = state.attrs[key].history.deleted
        return gone[0] if gone else getattr(row, key)

    marks = set(row.changed_since_translated)
    for stem in row.stems():
        sv, en = f"{stem}_sv", f"{stem}_en"
        if not any(state.attrs[key].history.has_changes() for key in (sv, en)):
            continue
        is_one_sided = before(sv) != getattr(row, sv) and before(en) == getattr(row, en)
        is_marked = is_one_sided or (before(en) == getattr(row, en) and stem in before(_MARKS))
        has_both = bool(getattr(row, sv).strip() and getattr(row, en).strip())
        marks = marks | {stem} if is_marked and has_both else marks - {stem}
    if marks != set(row.changed_since_translated):
        row.changed_since_translated = sorted(marks)
