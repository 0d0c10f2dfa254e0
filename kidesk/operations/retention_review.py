"""The retention review: whose data are due by the rule of their class, and what a person decides about each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from kidesk.i18n import N_, Language
from kidesk.operations.edit import Invalid, gone
from kidesk.operations.privacy_notes import noted
from kidesk.records import PERSONS, clock
from kidesk.records.agreement import Agreement, Signatory
from kidesk.records.agreement_in_force import last_day_in_force
from kidesk.records.ambassador import Ambassador, AmbassadorStage, StageChange
from kidesk.records.field import Problem
from kidesk.records.interaction import Interaction, InteractionPerson
from kidesk.records.person import Affiliation, Person
from kidesk.records.person_terms import RetentionClass
from kidesk.records.privacy_decision import PrivacyDecision, PrivacyDecisionKind
from kidesk.records.retention import Contact, Review, review
from kidesk.store.store import Store

KEPT = N_("Decided to keep the data of a person")
_OVER = (AmbassadorStage.ENDED, AmbassadorStage.THANKED)


@dataclass(frozen=True)
class Due:
    """A person whose data are to be reviewed; the names are masked where the identity is protected."""

    number: int
    caption_sv: str
    caption_en: str
    retention: RetentionClass
    last_contact: dt.date
    review: Review

    def caption(self, language: Language) -> str:
        """What the person is called."""
        return self.caption_sv if language.code == "sv" else self.caption_en

    def reason(self, language: Language) -> str:
        """Why the data are due, with the day in the reader's words."""
        told = self.review.reason
        days = {key: language.day(day) for key, day in told.details.items() if isinstance(day, dt.date)}
        return language.text(told.message, **{**told.details, **days})


def due(store: Store, today: dt.date) -> tuple[Due, ...]:
    """Whose data are to be reviewed on that day, the longest due first. Nothing is ever deleted by it."""
    with store.read() as session:
        persons = session.scalars(select(Person).where(Person.merged_into_id.is_(None))).all()
        contacts = _contacts(session, persons, today)
        found = []
        for person in persons:
            contact = contacts[person.id]
            told = review(contact)
            if told is not None and told.due_on <= today:
                captions = person.caption("sv"), person.caption("en")
                found.append(Due(person.id, *captions, person.retention_class, contact.last_contact, told))
    return tuple(sorted(found, key=lambda one: (one.review.due_on, one.caption_sv, one.number)))


def keep(store: Store, number: int, until: dt.date | None, because: str) -> int:
    """Keeps a person's data until a later day, and notes why; one step that can be undone. Returns the decision's id.

    Raises Invalid, with problems by "keep_until" and "keep_because", and KideskError; nothing is changed then.
    """
    wrong = []
    if until is None or until <= clock.today():
        wrong.append(Problem("keep_until", N_("Choose a day that is still to come.")))
    if not because.strip():
        wrong.append(Problem("keep_because", N_("Say why the data are still needed.")))
    if wrong or until is None:
        raise Invalid(wrong)
    with store.change(KEPT, PERSONS.key) as session:
        person = session.get(Person, number)
        if person is None:
            raise gone(number)
        decision = PrivacyDecision(
            kind=PrivacyDecisionKind.RETENTION,
            decided_by=store.who,
            reason=because.strip(),
            outcome=until.isoformat(),
        )
        made = noted(session, number, decision)
        person.keep_until, person.keep_because = until, because.strip()
        session.flush()
        return made.id


def _contacts(session: Session, persons: Sequence[Person], today: dt.date) -> dict[int, Contact]:
    """What is known of each person, read in a few queries whatever their number."""
    met, moved = _met(session, today), _moved(session, today)
    mandates, agreements = _mandates(session, today), _agreements(session, today)
    found = {}
    for person in persons:
        entered = person.source_date or person.created_at.date()
        days = [person.verified_on, met.get(person.id), *moved.get(person.id, ())]
        latest = max([entered, *(day for day in days if day is not None and day <= today)])
        over, stands = mandates.get(person.id, ((), False))
        ended, in_force = agreements.get(person.id, ((), False))
        contact = Contact(person.retention_class, latest, over, stands, ended, in_force, person.keep_until)
        found[person.id] = contact
    return found


def _met(session: Session, today: dt.date) -> dict[int, dt.date]:
    """The latest interaction of each person."""
    wanted = (
        select(InteractionPerson.person_id, func.max(Interaction.on))
        .join(Interaction, Interaction.id == InteractionPerson.interaction_id)
        .where(Interaction.on <= today)
        .group_by(InteractionPerson.person_id)
    )
    return {number: day for number, day in session.execute(wanted)}


def _moved(session: Session, today: dt.date) -> dict[int, list[dt.date]]:
    """The days on which affiliations began and ended."""
    found: dict[int, list[dt.date]] = defaultdict(list)
    for number, *days in session.execute(select(Affiliation.person_id, Affiliation.start_on, Affiliation.end_on)):
        found[number] += [day for day in days if day is not None and day <= today]
    return found


Ends = dict[int, tuple[tuple[dt.date, ...], bool]]


def _mandates(session: Session, today: dt.date) -> Ends:
    """When the mandates of each ambassador ended, and whether one goes on."""
    stages = (
        select(StageChange.ambassador_id, func.max(StageChange.on))
        .where(StageChange.stage.in_(_OVER), StageChange.on <= today)
        .group_by(StageChange.ambassador_id)
    )
    last = {number: day for number, day in session.execute(stages)}
    ends = []
    for mandate in session.scalars(select(Ambassador)):
        is_over = mandate.stage in _OVER or (mandate.end_on is not None and mandate.end_on < today)
        day = min(filter(None, (mandate.end_on, last.get(mandate.id))), default=mandate.changed_at.date())
        ends.append((mandate.person_id, day if is_over else None))
    return _together(ends)


def _agreements(session: Session, today: dt.date) -> Ends:
    """When the agreements ended that each person signed, and whether one of them stands or is being prepared."""
    wanted = select(Signatory.person_id, Agreement).join(Agreement).where(Signatory.person_id.is_not(None))
    ends = []
    for number, agreement in session.execute(wanted.options(selectinload(Agreement.status_changes))):
        day = last_day_in_force(agreement, agreement.status_changes)
        ends.append((number, day if day is not None and day < today else None))
    return _together(ends)


def _together(ends: list[tuple[int, dt.date | None]]) -> Ends:
    found: dict[int, list[dt.date | None]] = defaultdict(list)
    for number, day in ends:
        found[number].append(day)
    return {number: (tuple(day for day in days if day is not None), None in days) for number, days in found.items()}
