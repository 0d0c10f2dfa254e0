"""Membership: the networks and bodies the university belongs to, what they cost and what they give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ColumnElement, and_, inspect, not_, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records import clock
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Day, Link, Number, Parts, Text
from kidesk.records.filter import by_choice
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.record import Part, Record, line, needed_link, owner, prose
from kidesk.records.record_type import Caption, RecordType, Section, View
from kidesk.records.rules import in_order, months_before
from kidesk.records.term import Term, Tone

EVALUATED_EVERY_MONTHS = 12


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

    def represents_on(self, day: dt.date) -> bool:
        """Whether the person represents the university on that day; a period without an end goes on."""
        return (self.start_on is None or self.start_on <= day) and (self.end_on is None or day <= self.end_on)

    def has_left(self, day: dt.date) -> bool:
        """Whether the person represented the university before that day and no longer does."""
        return self.end_on is not None and self.end_on < day


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
    """A membership of a network or body. The fee is per year, in `currency` (ISO 4217).

    Its decision and value are those of the latest of its `reviews`; where there are none, what was entered.
    """

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

    @property
    def latest_review(self) -> MembershipReview | None:
        """The latest review; of several on one day the one entered last."""
        return max(reversed(self.reviews), key=_when, default=None)

    def settle(self, today: dt.date) -> None:
        """What is said of the membership follows its latest review; a value that it leaves out stays."""
        latest = self.latest_review
        if latest is None:
            return
        value = self.visibility_value if latest.visibility_value is None else latest.visibility_value
        for key, said in (("decision", latest.decision), ("last_evaluated_on", latest.on), ("visibility_value", value)):
            if getattr(self, key) != said:
                setattr(self, key, said)


def _when(review: MembershipReview) -> tuple[dt.date, float]:
    return review.on or dt.date.min, float("inf") if review.is_new else review.id


def runs_on(membership: Membership, day: dt.date) -> bool:
    """Whether the university is a member on that day; a membership without days is taken to run."""
    since, until = membership.since_on, membership.until_on
    return (since is None or since <= day) and (until is None or day <= until)


def evaluation_due(membership: Membership) -> dt.date | None:
    """The day to review it: the one that was set, or else a year after the latest review.

    None for one that was never reviewed, which is due at once, and for one that will be left.
    """
    last = membership.last_evaluated_on
    if membership.review_on is not None or last is None or membership.decision == MembershipDecision.LEAVE:
        return membership.review_on
    return months_before(last, -EVALUATED_EVERY_MONTHS)


def is_review_due(membership: Membership, day: dt.date) -> bool:
    """Whether its review is due; see `is_to_review`."""
    if membership.until_on is not None and membership.until_on < day:
        return False
    if membership.review_on is not None:
        return membership.review_on <= day
    last = membership.last_evaluated_on
    is_old = last is None or last <= months_before(day, EVALUATED_EVERY_MONTHS)
    return is_old and membership.decision != MembershipDecision.LEAVE


def is_to_review(day: dt.date) -> ColumnElement[bool]:
    """Whether it runs and its review is due: on the day that was set, or else once a year unless it will be left."""
    is_old = or_(
        Membership.last_evaluated_on.is_(None),
        Membership.last_evaluated_on <= months_before(day, EVALUATED_EVERY_MONTHS),
    )
    is_yearly = and_(Membership.review_on.is_(None), Membership.decision != MembershipDecision.LEAVE, is_old)
    return and_(_has_not_ended(day), or_(Membership.review_on <= day, is_yearly))


def lacks_representative(day: dt.date) -> ColumnElement[bool]:
    """Whether it runs and nobody represents the university that day; see `Representative.represents_on`."""
    there = select(Representative.id).where(
        Representative.membership_id == Membership.id,
        or_(Representative.start_on.is_(None), Representative.start_on <= day),
        or_(Representative.end_on.is_(None), Representative.end_on >= day),
    )
    return and_(_has_not_ended(day), not_(there.exists()))


def _has_not_ended(day: dt.date) -> ColumnElement[bool]:
    return or_(Membership.until_on.is_(None), Membership.until_on >= day)


def _problems(membership: Membership) -> Iterator[Problem]:
    yield from in_order(membership, "since_on", "until_on")
    if any(one.start_on and one.end_on and one.end_on < one.start_on for one in membership.representatives):
        yield Problem("representatives", N_("A representative’s time ends before it begins. Correct one of the days."))
    if any(one.on is not None and one.on > clock.today() for one in membership.reviews):
        yield Problem("reviews", N_("A review is dated ahead; only what has been reviewed can be kept."))
    yield from _overruled(membership)
    if membership.fee is not None and not membership.currency:
        yield Problem("currency", N_("Say which currency the fee is in, such as SEK or EUR."))


def _overruled(membership: Membership) -> Iterator[Problem]:
    """A decision typed beside reviews is not kept, which must be said."""
    latest = membership.latest_review
    was_typed = inspect(membership).attrs.decision.history.has_changes()
    if latest is not None and was_typed and membership.decision != latest.decision:
        message = N_("The decision follows the latest review, so what was entered beside it is not kept.")
        yield Problem("decision", message, is_warning=True)


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
    columns=("name", "level", "fee", "currency", "decision"),
    badge="decision",
    views=(
        View("all", N_("All")),
        View(
            "watched",
            N_("Watch or leave"),
            lambda day: Membership.decision.in_([MembershipDecision.WATCH, MembershipDecision.LEAVE]),
        ),
        View("review", N_("To be reviewed"), is_to_review),
        View("unrepresented", N_("Without representative"), lacks_representative),
    ),
    filters=(by_choice(Membership.level, N_("Level")), by_choice(Membership.decision, N_("Decision"))),
    problems=_problems,
)
