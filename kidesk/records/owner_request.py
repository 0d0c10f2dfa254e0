"""How a unit stands that owes answers about its own activities in a quarter: not asked, asked, overdue, answered."""

from __future__ import annotations

import datetime as dt

from kidesk.i18n import N_
from kidesk.records.quarter import OwnerRequest
from kidesk.records.term import Term, Tone


class RequestState(Term):
    """Where the request to a unit stands."""

    NOT_ASKED = "not-asked", N_("Not asked yet"), Tone.NONE
    WAITING = "waiting", N_("Waiting for an answer"), Tone.INFO
    OVERDUE = "overdue", N_("Answer overdue"), Tone.WARN
    ANSWERED = "answered", N_("Has answered"), Tone.OK


def request_state(request: OwnerRequest | None, today: dt.date) -> RequestState:
    """Where a request stands on a day; the day by which an answer is wanted is itself not late."""
    if request is None:
        return RequestState.NOT_ASKED
    if request.answered_on is not None:
        return RequestState.ANSWERED
    is_late = request.due_on is not None and request.due_on < today
    return RequestState.OVERDUE if is_late else RequestState.WAITING
