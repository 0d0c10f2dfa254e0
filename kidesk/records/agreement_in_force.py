"""When an agreement was in force: by its days and dated steps, whatever its status is today.

`steps` are an agreement's changes of status in their order, as rows or as bare `Step`s.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from kidesk.records.agreement import Agreement, StatusChange
from kidesk.records.agreement_rules import PREPARING, RUNNING, Dated, ends_on
from kidesk.records.agreement_terms import AgreementStatus

EARLIEST_DAY = dt.date.min
_ONE_DAY = dt.timedelta(days=1)


class Step(NamedTuple):
    """A change of status, without its row."""

    status: AgreementStatus
    on: dt.date


Steps = Sequence[StatusChange] | Sequence[Step]


def concluded_on(agreement: Dated) -> dt.date | None:
    """The day the later side signed: one side's approval is not a concluded agreement."""
    own, partner = agreement.signed_own_on, agreement.signed_partner_on
    return max(own, partner) if own is not None and partner is not None else None


def has_been_in_force(agreement: Dated, steps: Steps) -> bool:
    """Whether the agreement is in force or once was. What was closed or superseded as a draft never was."""
    if agreement.status in (*RUNNING, AgreementStatus.EXPIRED, AgreementStatus.TERMINATED):
        return True
    was_running = any(step.status in RUNNING for step in steps)
    return agreement.status not in PREPARING and (was_running or concluded_on(agreement) is not None)


def in_force_since(agreement: Dated, steps: Steps) -> dt.date | None:
    """The first day in force: as agreed, else when it was concluded, else when its status said so; None: not known."""
    noted = [step.on for step in steps if step.status in RUNNING]
    return agreement.effective_on or concluded_on(agreement) or min(noted, default=None)


def last_day_in_force(agreement: Dated, steps: Steps) -> dt.date | None:
    """The last day in force; None where the agreement goes on.

    A termination takes effect and an end comes on their own days. What was superseded, closed, or terminated on a
    day not entered stopped at the latest on the day before its status said so.
    """
    ends, status = ends_on(agreement), agreement.status
    is_terminated = status == AgreementStatus.TERMINATED and agreement.termination_effective_on is not None
    has_own_day = is_terminated or (status == AgreementStatus.EXPIRED and ends is not None)
    if not steps or has_own_day or status in (*RUNNING, *PREPARING):
        return ends
    before = max(steps[-1].on, EARLIEST_DAY + _ONE_DAY) - _ONE_DAY
    return before if ends is None else min(ends, before)


def was_in_force(agreement: Agreement, first: dt.date, last: dt.date) -> bool:
    """Whether it was in force on any day from `first` to `last`."""
    steps = agreement.status_changes
    starts, until = in_force_since(agreement, steps) or EARLIEST_DAY, last_day_in_force(agreement, steps)
    ends_late_enough = until is None or until >= max(starts, first)
    return has_been_in_force(agreement, steps) and starts <= last and ends_late_enough
