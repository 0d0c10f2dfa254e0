"""Properties: the few facts about the workspace itself, such as that it is a demonstration."""

from __future__ import annotations

from sqlalchemy import Column, String, Table, Text

from kidesk.records.record import Row

PROPERTY = Table(
    "property",
    Row.metadata,
    Column("key", String(60), primary_key=True),
    Column("value", Text, nullable=False),
)
