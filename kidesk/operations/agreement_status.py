"""Change an agreement's status: the next step of its life, dated and explained; a renewal supersedes what it renews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from kidesk.errors import StaleRecord
from kidesk.i18n import N_, Language
from kidesk.operations.edit import Invalid, Saved, gone
from kidesk.operations.follow_route import follow_newest_route
from kidesk.operations.supersede import give_way
from kidesk.records import AGREEMENTS, clock
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.field import Problem
from kidesk.records.fields import Parts
from kidesk.store import loading
from kidesk.store.store import STALE, Store

STATUS_CHANGED = N_("Changed the status of {type}")
IN_THE_FUTURE = N_("The day lies in the future. Enter it when it has come.")
_SWEDISH = Language("sv")
STEPS = next(one for one in AGREEMENTS.fields if isinstance(one, Parts) and one.key == "status_changes")
# The fields of a step, by key: status, on, explanation.
FIELDS = {field.key: field for field in STEPS.fields}


def change_status(
    store: Store,
    number: int,
    status: AgreementStatus,
    on: dt.date,
    explanation: str,
    *,
    version: int = 0,
    language: Language = _SWEDISH,
) -> Saved:
    """Takes an agreement's next step: since the day `on` it has the status, for the reason that `explanation` gives.

    An agreement without a decision route takes the newest one; what a renewal renews is superseded in the same step,
    and that is explained in `language`. Returns the doubts about signatures that did not stop it.
    `version` is the row version the person saw; 0 takes the agreement as it is now. Raises Invalid, with problems by
    the key of the step's field, StaleRecord and KideskError; nothing is changed then.
    """
    step = {"status": status, "on": on, "explanation": explanation.strip()}
    with store.change(STATUS_CHANGED, AGREEMENTS.key) as session, session.no_autoflush:
        agreement = session.get(Agreement, number)
        if agreement is None:
            raise gone(number)
        if version and agreement.version != version:
            raise StaleRecord(STALE)
        refusals = list(_refusals(agreement, step))
        if refusals:
            raise Invalid(refusals)
        follow_newest_route(session, agreement, on)
        before = agreement.status
        agreement.change_status(status, on, explanation.strip())
        doubts = _doubts(agreement)
        give_way(session, agreement, before, language)
        return Saved(number, doubts)


def _refusals(agreement: Agreement, step: dict[str, object]) -> Iterator[Problem]:
    """What is wrong with a step, looked at before it is taken."""
    for key, field in FIELDS.items():
        yield from field.problems(step[key])
    if not step["explanation"]:
        yield Problem("explanation", N_("Say why the status changes."))
    if step["status"] == agreement.status:
        yield Problem("status", N_("The agreement has this status already."))
    on, latest = step["on"], agreement.latest_change
    if not isinstance(on, dt.date):
        return
    if on > clock.today():
        yield Problem("on", IN_THE_FUTURE)
    elif latest is not None and on < latest.on:
        yield Problem(
            "on",
            N_("The step before was taken on {day}, and this one cannot be earlier. The history can be edited."),
            {"day": str(latest.on)},
        )


def _doubts(agreement: Agreement) -> tuple[Problem, ...]:
    """What the agreement's own rules say about the step taken and about the signatures; the rest was there before.

    Raises Invalid where they refuse the step.
    """
    found = list(AGREEMENTS.problems(agreement))
    refusals = [replace(one, key="status") for one in found if one.key == STEPS.key and not one.is_warning]
    if refusals:
        raise Invalid(refusals)
    return tuple(one for one in found if one.key in ("status", "signatories", STEPS.key) and one.is_warning)


def foreseen(store: Store, number: int) -> Agreement:
    """An agreement to read before its next step, with the decision route that the step would give it.

    Raises KideskError where there is no such agreement.
    """
    with store.read() as session:
        agreement = session.get(Agreement, number, options=loading.whole(Agreement))
        if agreement is None:
            raise gone(number)
        follow_newest_route(session, agreement, clock.today())
        return agreement
