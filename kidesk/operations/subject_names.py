"""Whom an extract is about: the records that are one person, and how the person is named elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kidesk.operations.edit import gone
from kidesk.records import mentions
from kidesk.records.ambassador import Ambassador
from kidesk.records.interaction import InteractionPerson
from kidesk.records.mentions import Named, Wording
from kidesk.records.person import Person, PersonEmail, PersonPhone
from kidesk.store.history import CHANGE


@dataclass(frozen=True)
class Subject:
    """A person: the ids of the records that are the same person, of the mandates and of meetings taken part in.

    `surely` finds what names this person and nobody else in the register, `maybe` what may. `named` is all that the
    person is and was called.
    """

    number: int
    persons: frozenset[int]
    mandates: frozenset[int]
    meetings: frozenset[int]
    named: Named
    surely: Wording
    maybe: Wording
    known: dict[str, tuple[bool, bool]] = field(default_factory=dict, compare=False)

    def owns(self, table: str, number: int | None) -> bool:
        """Whether a record is the person's own."""
        return number in self.persons if table == "person" else table == "ambassador" and number in self.mandates

    def by_whom(self, who: str) -> tuple[bool, bool]:
        """Whether a stamp surely and whether it possibly names the person; the same few names stand in all rows."""
        if who not in self.known:
            self.known[who] = self.surely.place(who) is not None, self.maybe.place(who) is not None
        return self.known[who]


def subject(session: Session, number: int) -> Subject:
    """Whom the person's number stands for; of a merged record, the one that it became. Raises KideskError: nobody."""
    found = session.get(Person, number)
    while found is not None and found.merged_into_id is not None:
        found = session.get(Person, found.merged_into_id)
    if found is None:
        raise gone(number)
    persons = {found.id}
    while more := set(session.scalars(select(Person.id).where(Person.merged_into_id.in_(persons)))) - persons:
        persons |= more
    named = _named(session, persons)
    told = named.without(_of_others(session, persons))
    return Subject(
        found.id,
        frozenset(persons),
        frozenset(session.scalars(select(Ambassador.id).where(Ambassador.person_id.in_(persons)))),
        frozenset(
            session.scalars(select(InteractionPerson.interaction_id).where(InteractionPerson.person_id.in_(persons)))
        ),
        named,
        mentions.sure(told),
        mentions.possible(named),
    )


def _named(session: Session, persons: Iterable[int]) -> Named:
    """All that a person is called, and was called before."""
    rows = session.scalars(select(Person).where(Person.id.in_(persons))).all()
    names = {(row.given_name, row.family_name) for row in rows}
    marks = {mark for row in rows for mark in (row.orcid, row.linkedin, row.website, *row.external_ids)}
    marks |= set(session.scalars(select(PersonEmail.address).where(PersonEmail.person_id.in_(persons))))
    numbers = set(session.scalars(select(PersonPhone.number).where(PersonPhone.person_id.in_(persons))))
    former = select(CHANGE.c.table_name, CHANGE.c.old, CHANGE.c.new).where(
        CHANGE.c.record_table == Person.__tablename__, CHANGE.c.record_id.in_(persons)
    )
    last = {row.id: (row.given_name, row.family_name) for row in rows}
    for table, old, new in session.execute(former.order_by(CHANGE.c.id)):
        for values in (old, new):
            if table == PersonEmail.__tablename__:
                marks.add(values.get("address") or "")
            elif table == PersonPhone.__tablename__:
                numbers.add(values.get("number") or "")
            elif table == Person.__tablename__:
                marks |= {values.get(key) or "" for key in ("orcid", "linkedin", "website")}
                names |= _together(values, last.values())
    return Named(frozenset(names), frozenset(filter(None, marks)), frozenset(filter(None, numbers)))


def _together(values: dict[str, Any], now: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The names that the history tells of: what it does not say was as it is now."""
    if not {"given_name", "family_name"} & values.keys():
        return set()
    return {(values.get("given_name", given), values.get("family_name", family)) for given, family in now}


def _of_others(session: Session, persons: set[int]) -> Named:
    """What everybody else in the register is called: what two persons share tells neither for certain."""
    others = select(Person.given_name, Person.family_name).where(Person.id.not_in(persons))
    mails = select(PersonEmail.address).where(PersonEmail.person_id.not_in(persons))
    phones = select(PersonPhone.number).where(PersonPhone.person_id.not_in(persons))
    pages = select(Person.linkedin, Person.website).where(
        Person.id.not_in(persons), or_(Person.linkedin != "", Person.website != "")
    )
    marks = {*session.scalars(mails), *(one for row in session.execute(pages) for one in row if one)}
    names = {(given, family) for given, family in session.execute(others)}
    return Named(frozenset(names), frozenset(marks), frozenset(session.scalars(phones)))
