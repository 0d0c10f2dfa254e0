"""Review a membership: keeps what was decided and why, and lets the membership say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kidesk.i18n import N_
from kidesk.operations.edit import Invalid, gone
from kidesk.records import MEMBERSHIPS, clock
from kidesk.records.field import Problem
from kidesk.records.fields import Parts
from kidesk.records.membership import Membership, MembershipDecision, MembershipReview
from kidesk.store.store import Store

REVIEWED = N_("Reviewed {type}")


def review(
    store: Store,
    number: int,
    on: dt.date,
    decision: MembershipDecision,
    visibility_value: int | None,
    reason: str,
    decided_by: str,
    next_on: dt.date | None = None,
) -> None:
    """Adds a review to a membership, in one step that can be undone.

    The membership takes its decision, value and day of evaluation where the review is the latest; `next_on` is the day
    of the next one, without which a year goes by.
    Raises Invalid with a problem for each field ("on", "decision", "visibility_value", "reason", "decided_by",
    "review_on"), and KideskError where the membership is gone; nothing is changed then.
    """
    made = MembershipReview(
        on=on,
        decision=decision,
        visibility_value=visibility_value,
        reason=reason.strip(),
        decided_by=decided_by.strip(),
    )
    with store.change(REVIEWED, MEMBERSHIPS.key) as session:
        membership = session.get(Membership, number)
        if membership is None:
            raise gone(number)
        problems = list(_problems(made, next_on))
        if problems:
            raise Invalid(problems)
        membership.reviews.append(made)
        membership.review_on = next_on
        membership.settle(clock.today())


def _problems(made: MembershipReview, next_on: dt.date | None) -> Iterator[Problem]:
    parts = MEMBERSHIPS.field("reviews")
    assert isinstance(parts, Parts)
    for field in parts.fields:
        yield from field.problems(field.read(made))
    if made.on > clock.today():
        yield Problem("on", N_("This day lies ahead; only what has been reviewed can be kept."))
    if made.decision == MembershipDecision.NONE:
        yield Problem("decision", N_("Say what the review came to."))
    if not made.reason:
        yield Problem("reason", N_("Say why, for whoever reviews it next."))
    if next_on is not None and next_on <= made.on:
        yield Problem("review_on", N_("The next review lies after this one."))
