"""Notes decisions about personal data beside what is decided, without naming the person."""

from __future__ import annotations

from sqlalchemy.orm import Session

from kidesk.i18n import N_
from kidesk.operations.edit import Invalid
from kidesk.operations.subject_names import subject
from kidesk.records import PRIVACY_DECISIONS, clock
from kidesk.records.field import Problem
from kidesk.records.privacy_decision import PrivacyDecision


def noted(session: Session, number: int, decision: PrivacyDecision) -> PrivacyDecision:
    """Keeps a decision about the person with the id `number`, taken today, within the operation that carries it out.

    Raises Invalid where what somebody wrote into it names the person, since it outlives the data.
    """
    whom = subject(session, number)
    wrong = []
    for key in ("reason", "outcome", "dnr"):
        text = getattr(decision, key)
        field = PRIVACY_DECISIONS.field(key)
        wrong += [one for one in field.problems(text) if not one.is_warning]
        if whom.surely.place(text) is not None or whom.maybe.place(text) is not None:
            message = N_("The decision must not name the person, since it is kept for longer. Say it without the name.")
            wrong.append(Problem(key, message))
    if wrong:
        raise Invalid(wrong)
    decision.subject_number, decision.decided_on = whom.number, clock.today()
    session.add(decision)
    session.flush()
    return decision
