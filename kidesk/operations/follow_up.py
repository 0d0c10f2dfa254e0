"""Follow-ups: what is due after a meeting, who sees to it, and how it is done or put off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.operations.edit import Invalid, gone
from kidesk.operations.overview import Entry
from kidesk.records import INTERACTIONS, clock
from kidesk.records.field import Problem
from kidesk.records.interaction import (
    Interaction,
    InteractionOrganisation,
    InteractionPerson,
    is_due,
    waits_for_follow_up,
)
from kidesk.records.record import Record
from kidesk.store.store import Store

FOLLOWED_UP = N_("Followed up {type}")
POSTPONED = N_("Put off the follow-up of {type}")


@dataclass(frozen=True)
class FollowUp(Entry):
    """An interaction to be followed up since the day `on`: by whom, and with whom, in both languages."""

    on: dt.date
    by_sv: str
    by_en: str
    with_sv: str
    with_en: str

    def by(self, code: str) -> str:
        """Who is to do it, in the language of `code`; empty where nobody is named."""
        return self.by_sv if code == "sv" else self.by_en

    def whom(self, code: str) -> str:
        """Who took part besides, in the language of `code`: the organisations, or else the persons."""
        return self.with_sv if code == "sv" else self.with_en


def due(store: Store, today: dt.date) -> tuple[FollowUp, ...]:
    """What is to be followed up on a day or should have been before, the longest overdue first, in three queries."""
    loaded = (
        joinedload(Interaction.follow_up_by),
        selectinload(Interaction.persons).joinedload(InteractionPerson.person),
        selectinload(Interaction.organisations).joinedload(InteractionOrganisation.organisation),
    )
    wanted = select(Interaction).where(is_due(today)).options(*loaded)
    with store.read() as session:
        rows = session.scalars(wanted.order_by(Interaction.follow_up_on, Interaction.id))
        return tuple(_follow_up(one) for one in rows if one.follow_up_on is not None)


def _follow_up(one: Interaction) -> FollowUp:
    assert one.follow_up_on is not None
    them: list[Record] = [part.organisation for part in one.organisations]
    them = them or [part.person for part in one.persons if part.person_id != one.follow_up_by_id]
    by = [one.follow_up_by] if one.follow_up_by is not None else []
    said = [_captions(found, code) for found in (by, them) for code in ("sv", "en")]
    return FollowUp(INTERACTIONS, one.id, one.caption("sv"), one.caption("en"), one.follow_up_on, *said)


def _captions(records: Iterable[Record], code: str) -> str:
    return ", ".join(record.caption(code) for record in records)


def done(store: Store, number: int, on: dt.date, note: str = "") -> None:
    """Keeps the day on which an interaction was followed up, and adds a note to its notes; one step that can be undone.

    Raises Invalid with a problem for a field ("followed_up_on", "notes"), and KideskError where there is nothing to
    follow up or the interaction is gone; nothing is changed then.
    """
    with store.change(FOLLOWED_UP, INTERACTIONS.key) as session:
        interaction = _open(session, number)
        interaction.followed_up_on = on
        if note.strip():
            interaction.notes = "\n\n".join(filter(None, (interaction.notes.rstrip(), note.strip())))
        problems = [*INTERACTIONS.problems(interaction), *INTERACTIONS.field("notes").problems(interaction.notes)]
        if on > clock.today():
            problems.append(Problem("followed_up_on", N_("This day lies ahead; say when it was done.")))
        _refuse(problems)


def postpone(store: Store, number: int, to: dt.date) -> None:
    """Puts a follow-up off until a later day than today, or gives it a day, in one step that can be undone.

    Raises as `done` does, for the field "follow_up_on".
    """
    with store.change(POSTPONED, INTERACTIONS.key) as session:
        interaction = _open(session, number)
        if to <= clock.today():
            _refuse([Problem("follow_up_on", N_("Choose a day after today; until then it is out of the way."))])
        interaction.follow_up_on = to


def _open(session: Session, number: int) -> Interaction:
    found = session.get(Interaction, number)
    if found is None:
        raise gone(number)
    if not waits_for_follow_up(found):
        raise KideskError(
            N_("Nothing waits to be followed up here; it may have been done already. Nothing was changed.")
        )
    return found


def _refuse(problems: Iterable[Problem]) -> None:
    errors = [problem for problem in problems if not problem.is_warning]
    if errors:
        raise Invalid(errors)
