"""What memberships cost: how many there are and their yearly fees by currency, which are never added to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kidesk.records.membership import Membership, MembershipDecision

VALUES = (5, 4, 3, 2, 1, None)


@dataclass(frozen=True)
class Costs:
    """How many memberships, the sums of their yearly fees by currency (ISO 4217), and of how many no fee is known."""

    count: int
    sums: Mapping[str, Decimal]
    unknown: int


def costs(memberships: Iterable[Membership]) -> Costs:
    """What some memberships cost in a year."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    count = unknown = 0
    for one in memberships:
        count += 1
        if one.fee is None:
            unknown += 1
        else:
            sums[one.currency] += one.fee
    return Costs(count, dict(sorted(sums.items())), unknown)


def by_decision(memberships: Iterable[Membership]) -> dict[MembershipDecision, Costs]:
    """What the memberships of each decision cost, decisions without one left out."""
    rows = list(memberships)
    of = {decision: [one for one in rows if one.decision == decision] for decision in MembershipDecision}
    order = sorted(MembershipDecision, key=lambda decision: decision == MembershipDecision.NONE)
    return {decision: costs(of[decision]) for decision in order if of[decision]}


def by_value(memberships: Iterable[Membership]) -> dict[int | None, Costs]:
    """What the memberships of each visibility value cost, the most visible first and those without a value last."""
    rows = list(memberships)
    of = {value: [one for one in rows if one.visibility_value == value] for value in VALUES}
    return {value: costs(found) for value, found in of.items() if found}


def runs_in(membership: Membership, year: int) -> bool:
    """Whether the university is a member on some day of a year; the fee of such a year counts in full."""
    since, until = membership.since_on, membership.until_on
    return (since is None or since.year <= year) and (until is None or year <= until.year)
