"""How alive an agreement is: gathers what shows it, and keeps what a person judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kidesk.i18n import N_
from kidesk.operations.edit import Invalid, gone
from kidesk.records import AGREEMENTS, clock
from kidesk.records.academic_year import academic_year
from kidesk.records.agreement import Agreement, ExchangeNumber
from kidesk.records.agreement_activity import Activity, Evidence, EvidenceKind, exchange_day, judge
from kidesk.records.agreement_terms import ActivityLevel
from kidesk.records.field import Problem
from kidesk.records.interaction import Interaction
from kidesk.store.store import Store

NOTED = N_("Noted the activity of {type}")


def activity(store: Store, number: int, today: dt.date) -> Activity:
    """How alive the agreement with the id `number` is on a day, with its last evidence. Raises KideskError."""
    with store.read() as session:
        agreement = _found(session, number)
        return judge(agreement, _evidence(session, agreement, today), today)


def _found(session: Session, number: int) -> Agreement:
    agreement = session.get(Agreement, number)
    if agreement is None:
        raise gone(number)
    return agreement


def _evidence(session: Session, agreement: Agreement, today: dt.date) -> Iterator[Evidence]:
    """The latest of each kind; what lies ahead of `today` is left out already, so that it hides nothing earlier."""
    met = select(Interaction).where(Interaction.agreement_id == agreement.id, Interaction.on <= today)
    for one in session.scalars(met.order_by(Interaction.on.desc(), Interaction.id.desc()).limit(1)):
        yield Evidence(one.on, EvidenceKind.INTERACTION, one.title)
    exchanged = select(ExchangeNumber.academic_year).where(
        ExchangeNumber.agreement_id == agreement.id, ExchangeNumber.persons > 0
    )
    for year in session.scalars(exchanged):
        if (day := exchange_day(year, today)) is not None:
            yield Evidence(day, EvidenceKind.EXCHANGE, academic_year(year))
    signed_on = func.max(Agreement.signed_own_on, Agreement.signed_partner_on)  # NULL where one is missing
    specific = select(Agreement).where(Agreement.parent_id == agreement.id, signed_on <= today)
    for child in session.scalars(specific.order_by(signed_on.desc(), Agreement.id.desc()).limit(1)):
        signatures = [day for day in (child.signed_own_on, child.signed_partner_on) if day is not None]
        yield Evidence(max(signatures), EvidenceKind.SPECIFIC, child)


def note_activity(store: Store, number: int, level: ActivityLevel, on: dt.date, evidence: str) -> None:
    """Keeps what a person judged on a day and what it rests on, in one step that can be undone.

    Raises Invalid with a problem for each field ("activity_on", "activity_evidence"), and KideskError where the
    agreement is gone; nothing is changed then.
    """
    with store.change(NOTED, AGREEMENTS.key) as session:
        agreement = _found(session, number)
        problems = list(_problems(on, evidence))
        if problems:
            raise Invalid(problems)
        agreement.activity, agreement.activity_on, agreement.activity_evidence = level, on, evidence.strip()


def _problems(on: dt.date, evidence: str) -> Iterator[Problem]:
    if on > clock.today():
        yield Problem("activity_on", N_("This day lies ahead; only what has happened can be judged."))
    if not evidence.strip():
        yield Problem("activity_evidence", N_("Say what the judgement rests on."))
    yield from AGREEMENTS.field("activity_evidence").problems(evidence)
