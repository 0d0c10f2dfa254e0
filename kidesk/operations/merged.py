"""Merged records: who stands for a person or an organisation that was found to be the same as another."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy.orm import Session

from kidesk.records.organisation import Organisation
from kidesk.records.person import Person

M = TypeVar("M", Person, Organisation)


def survivor_of(session: Session, row: M) -> M:
    """The record that `row` was merged into, through however many merges; `row` itself where it still stands.

    A chain that leads back, which no operation makes, ends where it would begin anew.
    """
    passed = {row.id}
    while row.merged_into_id is not None and row.merged_into_id not in passed:
        into = session.get(type(row), row.merged_into_id)
        if into is None:
            break
        passed.add(into.id)
        row = into
    return row
