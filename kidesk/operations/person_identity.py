"""Person identity: the records that are one person, and what the register knows that they are and were called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from itertools import product

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.operations.merged import survivor_of
from kidesk.records.identity import Identity
from kidesk.records.person import Person, PersonEmail, PersonPhone
from kidesk.store.history import CHANGE

_PAGES = ("orcid", "linkedin", "website")


def persons_of(session: Session, number: int) -> list[Person]:
    """All records of one person: the one that stands, whichever of them has the id `number`, and everybody who was
    merged into it; the one that stands comes first. Nothing where there is nobody."""
    found = session.get(Person, number)
    if found is None:
        return []
    found = survivor_of(session, found)
    persons = {found.id: found}
    fresh = [found.id]
    while fresh:
        merged = session.scalars(select(Person).where(Person.merged_into_id.in_(fresh)).order_by(Person.id))
        rows = {row.id: row for row in merged if row.id not in persons}
        persons |= rows
        fresh = list(rows)
    return list(persons.values())


def identity_of(session: Session, persons: Collection[Person]) -> Identity:
    """What these records of one person are called and reached by, and were before as far as the history knows."""
    now = Identity.of(persons)
    return now.joined(_former(session, [row.id for row in persons], now)).with_short_names()


def _former(session: Session, numbers: Collection[int], now: Identity) -> Identity:
    """What the history tells: every name with every other, since it tells given and family names apart."""
    wanted = select(CHANGE).where(CHANGE.c.record_table == Person.__tablename__, CHANGE.c.record_id.in_(numbers))
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for change in session.execute(wanted):
        for key, value in (*change.old.items(), *change.new.items()):
            if isinstance(value, str) and value.strip():
                said[change.table_name, key].add(value.strip())
    table = Person.__tablename__
    given, family = (
        sorted({name[place] for name in now.names} | said[table, key])
        for place, key in enumerate(("given_name", "family_name"))
    )
    return Identity(
        tuple(product(given, family)),
        tuple(sorted(said[PersonEmail.__tablename__, "address"])),
        tuple(sorted(said[PersonPhone.__tablename__, "number"])),
        tuple(sorted({one for key in _PAGES for one in said[table, key]})),
    )


def identity_of_others(session: Session, numbers: Collection[int]) -> Identity:
    """What everybody else is called and reached by: what is shared does not tell who is meant."""
    others = select(Person.given_name, Person.family_name).where(Person.id.not_in(numbers))
    pages = select(*(getattr(Person, key) for key in _PAGES)).where(Person.id.not_in(numbers))
    return Identity(
        tuple((given, family) for given, family in session.execute(others)),
        tuple(session.scalars(select(PersonEmail.address).where(PersonEmail.person_id.not_in(numbers)))),
        tuple(session.scalars(select(PersonPhone.number).where(PersonPhone.person_id.not_in(numbers)))),
        tuple({one for row in session.execute(pages) for one in row if one}),
    )
