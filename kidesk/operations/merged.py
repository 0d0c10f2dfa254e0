"""Merged records: who stands for a person or an organisation that was found to be the same as another."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from kidesk.operations.merge_links import links_to, point
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.record import Part, Record
from kidesk.store import loading, search
from kidesk.store.store import Store

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


def with_merged(store: Store, record: type[Record], numbers: Iterable[int]) -> list[int]:
    """These ids and those of all that was merged into them, through however many merges."""
    found = dict.fromkeys(numbers)
    if not issubclass(record, Person | Organisation):
        return list(found)
    with store.read() as session:
        fresh = list(found)
        while fresh:
            merged: list[int] = []
            for some in loading.portions(fresh):
                wanted = select(record.id).where(record.merged_into_id.in_(some)).order_by(record.id)
                merged += session.scalars(wanted)
            fresh = [number for number in merged if number not in found]
            found |= dict.fromkeys(fresh)
    return list(found)


def shield(session: Session, person: Person) -> None:
    """Protects what was merged into a protected person as well: the history of other records still names it."""
    wanted = select(Person).where(Person.merged_into_id == person.id)
    for one in session.scalars(wanted) if person.has_protected_identity else ():
        one.has_protected_identity = True
        shield(session, one)


def is_merged(row: Record) -> bool:
    """Whether a record was merged into another and stands no more."""
    return getattr(row, "merged_into_id", None) is not None


def let_go(session: Session, record: type[Record], numbers: Collection[int]) -> None:
    """Takes what merged records say of records that are about to be deleted: nobody can find it to take it away."""
    pairs = [pair for some in loading.portions(list(numbers)) for pair in search.references(session, record, some)]
    for owner, number in dict.fromkeys(pairs):
        row = session.get(owner, number)
        if row is None or not is_merged(row) or (owner is record and number in numbers):
            continue
        for key in links_to(owner, record):
            if getattr(row, key) in numbers:
                point(row, key, None)
        for relationship in inspect(owner).relationships:
            if relationship.uselist and not relationship.viewonly and issubclass(relationship.mapper.class_, Part):
                parts = getattr(row, relationship.key)
                keys = list(links_to(relationship.mapper.class_, record))
                for part in [part for part in parts if any(getattr(part, key) in numbers for key in keys)]:
                    parts.remove(part)
