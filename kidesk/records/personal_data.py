"""Personal data: what is known of every column, from whichever table it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy import JSON, Enum, String, Table

from kidesk.records.personal_columns import COLUMNS
from kidesk.records.processing import RUNNING, Activity, DataKind
from kidesk.records.record import Row, StringList

# What these columns are, they are in every table that has them and says nothing else of them.
_EVERYWHERE = {
    "id": (RUNNING, DataKind.NONE),
    "version": (RUNNING, DataKind.NONE),
    "created_at": (RUNNING, DataKind.TRACE),
    "created_by": (RUNNING, DataKind.TRACE),
    "changed_at": (RUNNING, DataKind.TRACE),
    "changed_by": (RUNNING, DataKind.TRACE),
    "order_key": (RUNNING, DataKind.COPY),
    "changed_since_translated": (RUNNING, DataKind.NONE),
}


@dataclass(frozen=True)
class Classified:
    """What a column is: its table's and its own name, what it may tell about a person, and what it is there for."""

    table: str
    column: str
    kind: DataKind
    activity: Activity

    @property
    def is_personal(self) -> bool:
        """Whether it may tell anything about a person."""
        return self.kind is not DataKind.NONE


@cache
def classified() -> dict[tuple[str, str], Classified]:
    """What every column of the database is, by the names of its table and its own; also of the search index."""
    found = {}
    for table, activity, kinds in COLUMNS:
        for kind, columns in kinds.items():
            for column in columns.split():
                found[table, column] = Classified(table, column, kind, activity)
    for mapped in tables():
        for name, (activity, kind) in _EVERYWHERE.items():
            if name in mapped.columns:
                found.setdefault((mapped.name, name), Classified(mapped.name, name, kind, activity))
    return found


def of(table: str, column: str) -> Classified:
    """What a column is. Raises KeyError for one that is not known."""
    return classified()[table, column]


def personal(activity: Activity) -> Iterator[Classified]:
    """The personal columns of an activity, in the order of the classification."""
    return (one for one in classified().values() if one.activity is activity and one.is_personal)


def tables() -> list[Table]:
    """The mapped tables and the store's own, in the order of their names; the search index is none of them."""
    return sorted(Row.metadata.tables.values(), key=lambda table: table.name)


def written_columns(table: Table) -> list[str]:
    """The columns of a table that hold anything a person wrote, as text, a list of strings or JSON.

    Not the ids of closed lists. A name may have been written into any of them, also into those that are not personal.
    """
    return [
        column.name
        for column in table.columns
        if isinstance(column.type, String | StringList | JSON) and not isinstance(column.type, Enum)
    ]


def table(name: str) -> Table:
    """A table by its name. Raises KeyError for one that is not there."""
    return Row.metadata.tables[name]
