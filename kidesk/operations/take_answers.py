"""Take a unit's answers: the accepted ones become assessments, and the unit has answered, in one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from kidesk.errors import KideskError, StaleRecord
from kidesk.i18n import N_
from kidesk.operations.assess_activity import Judgement, write
from kidesk.operations.edit import gone
from kidesk.operations.owed_answers import open_quarter, request_to
from kidesk.operations.owner_form import judgement_in, stored
from kidesk.operations.read_answers import Answers, Entry
from kidesk.records import clock
from kidesk.records.plan_item import PlanItem
from kidesk.records.quarter import Colour, Quarter, RedReason
from kidesk.store.store import Store

TAKEN = N_("Took a unit’s answers")
_LONGEST_NAME = 200


def take(store: Store, found: Answers, accepted: Mapping[int, frozenset[str]], answered_by: str) -> int:
    """Takes the accepted fields, by activity, and notes that the unit has answered; returns how many were changed.

    What is not accepted stays as it is. Nothing is noted anew where a form brings nothing that was not there.
    Raises StaleRecord where an accepted field has changed since the form was read, and KideskError where the form
    answers nothing or the quarter is sealed; nothing is changed then.
    """
    if not found.is_answered:
        raise KideskError(N_("The form answers nothing beyond what was sent. Nothing was changed."))
    with store.change(TAKEN, "quarters") as session:
        quarter = open_quarter(session, found.period)
        wanted = [(entry, accepted.get(entry.item, frozenset())) for entry in found.entries]
        changed = sum(_take(session, quarter, entry, keys, store.who) for entry, keys in wanted if keys)
        request = request_to(quarter, found.unit)
        if request is None:
            raise StaleRecord(N_("The unit is no longer asked about the quarter. Nothing was changed; ask it anew."))
        if changed or request.answered_on is None:
            request.answered_on, request.answered_by = clock.today(), answered_by.strip()[:_LONGEST_NAME]
    return changed


def _take(session: Session, quarter: Quarter, entry: Entry, keys: frozenset[str], who: str) -> bool:
    """Whether the activity's assessment became another."""
    item = session.get(PlanItem, entry.item)
    if item is None:
        raise gone(entry.item)
    before = judgement_in(item, quarter.name)
    now = stored(before)
    if any(field.key in keys and field.now != now[field.key] for field in entry.fields):
        message = N_(
            "Somebody else has changed {activity} since the form was read. Nothing was changed; read the form again."
        )
        raise StaleRecord(message, activity=entry.sv or entry.en)
    judgement = _judged(before, {field.key: field.answer for field in entry.fields if field.key in keys})
    if stored(judgement) == now:
        return False
    write(item, quarter, judgement, who)
    return True


def _judged(before: Judgement, answers: Mapping[str, str]) -> Judgement:
    """A judgement with these answers; a reason counts only for red."""
    values: dict[str, object] = dict(answers)
    if "colour" in values:
        values["colour"] = Colour(answers["colour"] or Colour.NOT_ASSESSED.value)
    if "reason" in values:
        values["reason"] = RedReason(answers["reason"] or RedReason.NONE.value)
    judged = replace(before, **values)  # type: ignore[arg-type]
    return judged if judged.colour == Colour.RED else replace(judged, reason=RedReason.NONE)
