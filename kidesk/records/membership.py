"""Membership: the networks and bodies the university belongs to, what they cost and what they give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Day, Link, Number, Parts, Text
from kidesk.records.filter import by_choice
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.record import Part, Record, line, needed_link, owner, prose
from kidesk.records.record_type import Caption, RecordType, Section, View
from kidesk.records.rules import in_order
from kidesk.records.term import Term, Tone


class MembershipLevel(Term):
    """Who in the university is the member."""

    UNIVERSITY = "university", N_("University")
    DEPARTMENT = "department", N_("Department")
    UNIT = "unit", N_("Unit")
    INDIVIDUAL = "individual", N_("Individual")


class MembershipDecision(Term):
    """What the latest review came to."""

    NONE = "none", N_("Not reviewed"), Tone.NONE
    KEEP = "keep", N_("Keep"), Tone.OK
    WATCH = "watch", N_("Watch"), Tone.WARN
    LEAVE = "leave", N_("Leave"), Tone.BAD


class Representative(Part):
    """A person who represents the university."""

    __tablename__ = "representative"
    membership_id: Mapped[int] = owner("membership")
    person_id: Mapped[int] = needed_link("person")
    role: Mapped[str] = line(200)
    start_on: Mapped[dt.date | None]
    end_on: Mapped[dt.date | None]

    person: Mapped[Person] = relationship()


class MembershipReview(Part):
    """A review of what a membership costs and gives, and what it came to."""

    __tablename__ = "membership_review"
    membership_id: Mapped[int] = owner("membership")
    on: Mapped[dt.date]
    decision: Mapped[MembershipDecision] = mapped_column(default=MembershipDecision.KEEP)
    visibility_value: Mapped[int | None]
    reason: Mapped[str] = line(1000)
    decided_by: Mapped[str] = line(200)


class Membership(Record):
    """A membership of a network or body. The fee is per year, in `currency` (ISO 4217)."""

    __tablename__ = "membership"
    named_after: ClassVar[str] = "organisation"

    organisation_id: Mapped[int] = needed_link("organisation")
    level: Mapped[MembershipLevel] = mapped_column(default=MembershipLevel.UNIVERSITY)
    since_on: Mapped[dt.date | None]
    until_on: Mapped[dt.date | None]
    fee: Mapped[Decimal | None]
    currency: Mapped[str] = line(3)
    purpose: Mapped[str] = prose()
    visibility_value: Mapped[int | None]
    last_evaluated_on: Mapped[dt.date | None]
    decision: Mapped[MembershipDecision] = mapped_column(default=MembershipDecision.NONE)
    review_on: Mapped[dt.date | None]
    notes: Mapped[str] = prose()

    organisation: Mapped[Organisation] = relationship()
    representatives: Mapped[list[Representative]] = relationship(
        cascade="all, delete-orphan", order_by="Representative.id"
    )
    reviews: Mapped[list[MembershipReview]] = relationship(
        cascade="all, delete-orphan", order_by="(MembershipReview.on, MembershipReview.id)"
    )

    def caption(self, code: str) -> str:
        return self.organisation.caption(code)


def _problems(membership: Membership) -> Iterator[Problem]:
    yield from in_order(membership, "since_on", "until_on")
    if membership.fee is not None and not membership.currency:
        yield Problem("currency", N_("Say which currency the fee is in, such as SEK or EUR."))


MEMBERSHIPS = RecordType(
    Membership,
    key="memberships",
    one=N_("Membership"),
    many=N_("Memberships"),
    new=N_("New membership"),
    empty=N_("No memberships yet"),
    sections=(
        Section(
            N_("Membership"),
            (
                Caption(Membership, N_("Name")),
                Link(Membership.organisation_id, Membership.organisation, N_("Network or body")),
                Choice(Membership.level, N_("Level")),
                Day(Membership.since_on, N_("Member since")),
                Day(Membership.until_on, N_("Member until")),
                Number(Membership.fee, N_("Yearly fee")),
                Text(Membership.currency, N_("Currency")),
                Text(Membership.purpose, N_("Purpose")),
            ),
        ),
        Section(
            N_("Value and representatives"),
            (
                Number(Membership.visibility_value, N_("Visibility value (1–5)"), limits=(1, 5)),
                Day(Membership.last_evaluated_on, N_("Last evaluated on")),
                Choice(Membership.decision, N_("Decision")),
                Day(Membership.review_on, N_("Review on")),
                Parts(
                    Membership.reviews,
                    N_("Reviews of the membership"),
                    (
                        Day(MembershipReview.on, N_("Date")),
                        Choice(MembershipReview.decision, N_("Decision")),
                        Number(MembershipReview.visibility_value, N_("Visibility value (1–5)"), limits=(1, 5)),
                        Text(MembershipReview.reason, N_("Reason")),
                        Text(MembershipReview.decided_by, N_("Decision made by")),
                    ),
                ),
                Parts(
                    Membership.representatives,
                    N_("Representatives"),
                    (
                        Link(Representative.person_id, Representative.person, N_("Person")),
                        Text(Representative.role, N_("Role")),
                        Day(Representative.start_on, N_("From")),
                        Day(Representative.end_on, N_("To")),
                    ),
                ),
                Text(Membership.notes, N_("Notes")),
            ),
        ),
    ),
    columns=("name", "level", "since_on", "fee", "decision"),
    badge="decision",
    views=(
        View("all", N_("All")),
        View(
            "watched",
            N_("Watch or leave"),
            lambda day: Membership.decision.in_([MembershipDecision.WATCH, MembershipDecision.LEAVE]),
        ),
    ),
    filters=(by_choice(Membership.level, N_("Level")), by_choice(Membership.decision, N_("Decision"))),
    problems=_problems,
)
