"""Whom an extract is about: the records that are one person, and how the person is named elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.operations.edit import gone
from kidesk.operations.person_identity import identity_of, identity_of_others, persons_of
from kidesk.records import mentions
from kidesk.records.ambassador import Ambassador
from kidesk.records.interaction import InteractionPerson
from kidesk.records.mentions import Wording


@dataclass(frozen=True)
class Subject:
    """A person: the ids of the records that are the same person, of the mandates and of meetings taken part in.

    `surely` finds what names this person and nobody else in the register, `maybe` what may.
    """

    number: int
    persons: frozenset[int]
    mandates: frozenset[int]
    meetings: frozenset[int]
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
    rows = persons_of(session, number)
    if not rows:
        raise gone(number)
    persons = {row.id for row in rows}
    named = identity_of(session, rows)
    told = named.without(identity_of_others(session, persons))
    return Subject(
        rows[0].id,
        frozenset(persons),
        frozenset(session.scalars(select(Ambassador.id).where(Ambassador.person_id.in_(persons)))),
        frozenset(
            session.scalars(select(InteractionPerson.interaction_id).where(InteractionPerson.person_id.in_(persons)))
        ),
        mentions.sure(told),
        mentions.possible(named, told),
    )
