"""Interaction: meetings, visits, calls and interviews, with who took part and what follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records.agreement import Agreement
from kidesk.records.ambassador import Ambassador
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Day, Link, Parts, Text
from kidesk.records.filter import ByRecord, ByYear, by_choice
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person, is_called
from kidesk.records.plan_item import PlanItem
from kidesk.records.record import Part, Record, line, link, needed_link, owner, prose, required
from kidesk.records.record_type import Caption, RecordType, Section, View
from kidesk.records.term import Term


class InteractionKind(Term):
    """How people met."""

    MEETING = "meeting", N_("Meeting")
    VISIT = "visit", N_("Visit")
    CALL = "call", N_("Call")
    EMAIL = "e-mail", N_("E-mail")
    EVENT = "event", N_("Event")
    INTERVIEW = "interview", N_("Interview")
    WORKSHOP = "workshop", N_("Workshop")


class InteractionPerson(Part):
    """A person who took part."""

    __tablename__ = "interaction_person"
    interaction_id: Mapped[int] = owner("interaction")
    person_id: Mapped[int] = needed_link("person")

    person: Mapped[Person] = relationship()


class InteractionOrganisation(Part):
    """An organisation that took part."""

    __tablename__ = "interaction_organisation"
    interaction_id: Mapped[int] = owner("interaction")
    organisation_id: Mapped[int] = needed_link("organisation")

    organisation: Mapped[Organisation] = relationship()


class Interaction(Record):
    """One occasion on which the unit met somebody."""

    __tablename__ = "interaction"

    title: Mapped[str] = required(300)
    on: Mapped[dt.date]
    kind: Mapped[InteractionKind] = mapped_column(default=InteractionKind.MEETING)
    place: Mapped[str] = line(300)
    agreement_id: Mapped[int | None] = link("agreement")
    ambassador_id: Mapped[int | None] = link("ambassador")
    plan_item_id: Mapped[int | None] = link("plan_item")
    notes: Mapped[str] = prose()
    follow_up_on: Mapped[dt.date | None]
    follow_up_by_id: Mapped[int | None] = link("person")
    followed_up_on: Mapped[dt.date | None]

    persons: Mapped[list[InteractionPerson]] = relationship(
        cascade="all, delete-orphan", order_by="InteractionPerson.id"
    )
    organisations: Mapped[list[InteractionOrganisation]] = relationship(
        cascade="all, delete-orphan", order_by="InteractionOrganisation.id"
    )
    agreement: Mapped[Agreement | None] = relationship()
    ambassador: Mapped[Ambassador | None] = relationship()
    plan_item: Mapped[PlanItem | None] = relationship()
    follow_up_by: Mapped[Person | None] = relationship()

    def caption(self, code: str) -> str:
        return self.title


def _took_part(number: int) -> ColumnElement[bool]:
    there = select(InteractionOrganisation.interaction_id)
    return Interaction.id.in_(there.where(InteractionOrganisation.organisation_id == number))


def is_with(units: Collection[int], agreements: Collection[int]) -> ColumnElement[bool]:
    """Whether one of these organisations took part, or it was about one of these agreements."""
    there = select(InteractionOrganisation.interaction_id).where(InteractionOrganisation.organisation_id.in_(units))
    return or_(Interaction.id.in_(there), Interaction.agreement_id.in_(agreements))


def with_person(number: int) -> ColumnElement[bool]:
    """Whether a person took part."""
    there = select(InteractionPerson.interaction_id).where(InteractionPerson.person_id == number)
    return Interaction.id.in_(there)


def is_due(day: dt.date) -> ColumnElement[bool]:
    """Whether it is to be followed up on that day or should have been before, and has not been."""
    return and_(Interaction.follow_up_on <= day, Interaction.followed_up_on.is_(None))


def is_undated(day: dt.date) -> ColumnElement[bool]:
    """Whether somebody is to follow it up, nobody has said by when, and it has not been done."""
    is_asked = and_(Interaction.follow_up_by_id.is_not(None), Interaction.follow_up_on.is_(None))
    return and_(is_asked, Interaction.followed_up_on.is_(None))


def _is_mine(who: str) -> ColumnElement[bool]:
    """Whether the person of that name is to follow it up, whenever that is."""
    mine = select(Person.id).where(is_called(who))
    return and_(Interaction.follow_up_by_id.in_(mine), Interaction.followed_up_on.is_(None))


def waits_for_follow_up(interaction: Interaction) -> bool:
    """Whether something is still to be done about it, on a day or by somebody."""
    is_asked = interaction.follow_up_on is not None or interaction.follow_up_by_id is not None
    return is_asked and interaction.followed_up_on is None


def _problems(interaction: Interaction) -> Iterator[Problem]:
    on, done = interaction.on, interaction.followed_up_on
    if on is not None and done is not None and done < on:
        message = N_("The follow-up, {day}, lies before the occasion itself, {on}.")
        yield Problem("followed_up_on", message, {"day": str(done), "on": str(on)})


INTERACTIONS = RecordType(
    Interaction,
    key="interactions",
    one=N_("Interaction"),
    many=N_("Interactions"),
    new=N_("New interaction"),
    empty=N_("No interactions yet"),
    sections=(
        Section(
            N_("Interaction"),
            (
                Caption(Interaction, N_("Name")),
                Text(Interaction.title, N_("Title")),
                Day(Interaction.on, N_("Date")),
                Choice(Interaction.kind, N_("Kind")),
                Text(Interaction.place, N_("Place")),
                Text(Interaction.notes, N_("Notes")),
                Day(Interaction.follow_up_on, N_("Follow up on")),
                Link(Interaction.follow_up_by_id, Interaction.follow_up_by, N_("Followed up by")),
                Day(Interaction.followed_up_on, N_("Followed up on")),
            ),
        ),
        Section(
            N_("Participants and links"),
            (
                Parts(
                    Interaction.persons,
                    N_("Persons"),
                    (Link(InteractionPerson.person_id, InteractionPerson.person, N_("Person")),),
                ),
                Parts(
                    Interaction.organisations,
                    N_("Organisations"),
                    (
                        Link(
                            InteractionOrganisation.organisation_id,
                            InteractionOrganisation.organisation,
                            N_("Organisation"),
                        ),
                    ),
                ),
                Link(Interaction.agreement_id, Interaction.agreement, N_("Agreement")),
                Link(Interaction.ambassador_id, Interaction.ambassador, N_("Ambassador")),
                Link(Interaction.plan_item_id, Interaction.plan_item, N_("Plan item")),
            ),
        ),
    ),
    columns=("name", "on", "kind", "place", "follow_up_on"),
    views=(
        View("all", N_("All")),
        View("due", N_("To follow up"), lambda day: is_due(day)),
        View("mine", N_("Mine"), by=_is_mine),
        View("undated", N_("Follow-up without a date"), is_undated),
    ),
    order="on",
    is_descending=True,
    filters=(
        by_choice(Interaction.kind, N_("Kind")),
        ByRecord("organisation", N_("Organisation"), Organisation, _took_part),
        ByYear("year", N_("Year"), lambda year: Interaction.on.between(dt.date(year, 1, 1), dt.date(year, 12, 31))),
        ByRecord("person", N_("Person"), Person, with_person),
        ByRecord("follow_up_by", N_("Followed up by"), Person, lambda number: Interaction.follow_up_by_id == number),
    ),
    problems=_problems,
)
