"""What is dated for ambassadors, memberships and meetings, for the agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from kidesk.i18n import N_
from kidesk.records import AMBASSADORS, INTERACTIONS, MEMBERSHIPS
from kidesk.records.ambassador import Ambassador
from kidesk.records.ambassador_mandate import goes_on
from kidesk.records.interaction import Interaction, is_due
from kidesk.records.membership import Membership, evaluation_due, is_review_due, runs_on
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.records.term import Term


class PeopleKind(Term):
    """What is to be done, or ends, on a day of an ambassador, a membership or a meeting."""

    AMBASSADOR_REVIEW = "ambassador-review", N_("Review of ambassador")
    MANDATE_END = "mandate-end", N_("Mandate ends")
    CONSENT_END = "consent-end", N_("Portrait consent expires")
    MEMBERSHIP_REVIEW = "membership-review", N_("Review of membership")
    FOLLOW_UP = "follow-up", N_("Follow-up")


@dataclass(frozen=True)
class Dated:
    """A day of a record; `person` is the id of who sees to it, where anybody is named."""

    type: RecordType
    record: Record
    kind: PeopleKind
    on: dt.date
    person: int | None


def dated(session: Session, today: dt.date, since: dt.date, until: dt.date) -> Iterator[Dated]:
    """What falls on days up to `until`. What ended counts from `since` on; what waits to be done, however old."""
    yield from _of_ambassadors(session, since, until)
    yield from _of_memberships(session, today, until)
    wanted = select(Interaction).where(is_due(until))
    for one in session.scalars(wanted):
        if one.follow_up_on is not None:
            yield Dated(INTERACTIONS, one, PeopleKind.FOLLOW_UP, one.follow_up_on, one.follow_up_by_id)


def _of_ambassadors(session: Session, since: dt.date, until: dt.date) -> Iterator[Dated]:
    ends = (Ambassador.end_on, Ambassador.portrait_consent_expires_on)
    is_near = or_(Ambassador.review_on <= until, *(end.between(since, until) for end in ends))
    wanted = select(Ambassador).where(goes_on(), is_near).options(joinedload(Ambassador.person))
    for one in session.scalars(wanted):
        if one.review_on is not None and one.review_on <= until:
            yield _of_ambassador(one, PeopleKind.AMBASSADOR_REVIEW, one.review_on)
        if one.end_on is not None and since <= one.end_on <= until:
            yield _of_ambassador(one, PeopleKind.MANDATE_END, one.end_on)
        expires = one.portrait_consent_expires_on
        is_given = one.has_portrait_consent and one.portrait_consent_withdrawn_on is None
        if is_given and expires is not None and since <= expires <= until:
            yield _of_ambassador(one, PeopleKind.CONSENT_END, expires)


def _of_ambassador(ambassador: Ambassador, kind: PeopleKind, on: dt.date) -> Dated:
    return Dated(AMBASSADORS, ambassador, kind, on, ambassador.person.owner_id)


def _of_memberships(session: Session, today: dt.date, until: dt.date) -> Iterator[Dated]:
    """Reviews of memberships that still run on the day; one that was never reviewed is due today."""
    for one in session.scalars(select(Membership).options(joinedload(Membership.organisation))):
        on = evaluation_due(one) or (today if is_review_due(one, today) else None)
        if on is not None and on <= until and runs_on(one, max(on, today)):
            yield Dated(MEMBERSHIPS, one, PeopleKind.MEMBERSHIP_REVIEW, on, one.organisation.owner_id)
