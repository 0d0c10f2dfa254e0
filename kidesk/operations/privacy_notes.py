"""Notes decisions about personal data beside what is decided, without naming the person."""

from __future__ import annotations

from collections.abc import Mapping

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
    texts = {"reason": decision.reason, "outcome": decision.outcome, "dnr": decision.dnr}
    decision.subject_number = refuse_names(session, number, texts)
    decision.decided_on = clock.today()
    session.add(decision)
    session.flush()
    return decision


def refuse_names(session: Session, number: int, texts: Mapping[str, str]) -> int:
    """Raises Invalid where a text of a decision, by the key of its field, names the person or cannot be kept.

    Returns the number that the decision is to carry.
    """
    whom = subject(session, number)
    wrong = []
    for key, text in texts.items():
        field = PRIVACY_DECISIONS.by_key[key]
        wrong += [one for one in field.problems(text) if not one.is_warning]
        if whom.surely.place(text) is not None or whom.maybe.place(text) is not None:
            message = N_("The decision must not name the person, since it is kept for longer. Say it without the name.")
            wrong.append(Problem(key, message))
    if wrong:
        raise Invalid(wrong)
    return whom.number
