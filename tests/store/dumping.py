"""Reads whole tables, so that a workspace can be compared before and after."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from kidesk.records.record import Row
from kidesk.store.store import Store

# What every save moves on.
STAMPS = {"version", "changed_at", "changed_by"}
OWN = {"operation", "change", "property", "search_entry"}


def dump(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All rows of all records and parts, without versions and stamps."""
    with store.read() as session:
        return {
            table.name: [
                {key: value for key, value in row.items() if key not in STAMPS}
                for row in session.execute(select(table).order_by(table.c.id)).mappings()
            ]
            for table in Row.metadata.sorted_tables
            if table.name not in OWN
        }


def index(store: Store) -> set[tuple[Any, ...]]:
    """What the search index holds, whatever its own numbering."""
    entry = Row.metadata.tables["search_entry"].c
    with store.read() as session:
        found = session.execute(select(entry.record_type, entry.record_id, entry.name, entry.body))
        return {tuple(row) for row in found}
