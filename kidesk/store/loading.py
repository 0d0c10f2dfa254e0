"""What is loaded with a record: its parts and the records it links to, so that detached rows can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import QueryableAttribute, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from kidesk.records.record import Part, Row

AT_ONCE = 500  # values in a query: SQLite binds a limited number of them


def portions(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Ids, as many at a time as one query takes."""
    return (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))


@cache
def whole(record: type[Row], only: tuple[str, ...] | None = None) -> tuple[_AbstractLoad, ...]:
    """Loads a record with its parts, their links and its own links, each link with what its caption needs.

    What is only viewed belongs to other records and is left. With `only` it is these parts and links; the others
    must not be read then.
    """
    return tuple(_loads(record, only))


def own_parts(row: type[Row]) -> list[_AbstractLoad]:
    """Loads a row with what goes with it: it would otherwise be asked for one row at a time when many are deleted."""
    return [selectinload(getattr(row, one.key)) for one in inspect(row).relationships if one.cascade.delete]


def _loads(row: type[Row], only: tuple[str, ...] | None = None) -> list[_AbstractLoad]:
    loads = []
    for relationship in inspect(row).relationships:
        if relationship.viewonly or (only is not None and relationship.key not in only):
            continue
        attribute: QueryableAttribute[Any] = getattr(row, relationship.key)
        target: type[Row] = relationship.mapper.class_
        load = selectinload(attribute)
        loads.append(load.options(*(_loads(target) if issubclass(target, Part) else _caption_loads(target))))
    return loads


def _caption_loads(target: type[Row]) -> list[_AbstractLoad]:
    named_after = getattr(target, "named_after", None)
    return [selectinload(getattr(target, named_after))] if named_after else []
