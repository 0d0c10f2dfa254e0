"""Plants a person in every table of a workspace, going by its columns, so that a new column joins by itself."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Date, DateTime, Enum, Integer, Numeric, Table

from kidesk.records import personal_data
from kidesk.records.person import Person
from kidesk.records.record import Row, StringList
from kidesk.store.store import Store
from tests import factory

GIVEN, FAMILY = "Zebulon", "Quistmark-Åhr"
NAME = f"{GIVEN} {FAMILY}"
EMAIL, PHONE, ORCID = "zebulon.q@planted.example.org", "+46 8 555 777 31", "0000-0002-1825-0097"


def person(store: Store, **values: Any) -> Person:
    """The person who is planted."""
    phones, emails = [{"number": PHONE}], [{"address": EMAIL}]
    described = {"given_name": GIVEN, "family_name": FAMILY, "orcid": ORCID, "phones": phones, "emails": emails}
    return factory.person(store, **described | values)


def everywhere(store: Store, number: int) -> None:
    """A row in every table, with the person's id and name wherever they can stand; the person's own row stays."""
    planted = {"person": number}
    with store.engine.begin() as database:
        for table in Row.metadata.sorted_tables:
            if table.name != "person":
                planted[table.name] = _row(database, table, planted)
        merged = _values(personal_data.table("person"), planted) | {"merged_into_id": number, "owner_id": number}
        database.execute(personal_data.table("person").insert().values(**merged))


def _row(database: Connection, table: Table, planted: dict[str, int]) -> int:
    made = table.insert().values(**_values(table, planted))
    found = database.execute(made).inserted_primary_key
    return found[0] if found is not None and isinstance(found[0], int) else 0


def _values(table: Table, planted: dict[str, int]) -> dict[str, Any]:
    return {one.name: _value(one, planted) for one in table.columns if one.name != "id"}


def _value(column: Column[Any], planted: dict[str, int]) -> Any:
    for key in column.foreign_keys:
        return planted.get(key.column.table.name)
    if column.name == "subject_number":
        return planted["person"]
    if isinstance(column.type, JSON):
        return {"notes": f"Said by {NAME}", "owner_id": planted["person"]}
    if isinstance(column.type, StringList):
        return [NAME, str(planted["person"])]
    return _simple(column)


def _simple(column: Column[Any]) -> Any:
    day = dt.date(2025, 3, 4)
    if column.name == "content":
        return json.dumps({"tables": {"plan": [{"id": 1, "notes": f"By {NAME}"}]}})
    if column.name in ("table_name", "record_table"):
        return "plan"
    if column.name == "record_type":
        return "plans"
    if isinstance(column.type, Enum):
        return next(iter(column.type.enum_class)) if column.type.enum_class else column.type.enums[0]
    for kind, value in (
        (Boolean, True),
        (Integer, 1),
        (Numeric, 1),
        (DateTime, dt.datetime(2025, 3, 4, 12)),
        (Date, day),
    ):
        if isinstance(column.type, kind):
            return value
    length = getattr(column.type, "length", None) or 1000
    return f"Note of {NAME} there"[:length] if length >= 30 else "x"[:length]
