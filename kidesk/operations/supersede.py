"""Supersede: an agreement gives way to the one that renews it, with what stands under it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.i18n import N_, Language
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_rules import PREPARING, RUNNING
from kidesk.records.agreement_terms import AgreementStatus

_MAY_BE_SUPERSEDED = (*RUNNING, AgreementStatus.EXPIRED)


def give_way(session: Session, agreement: Agreement, before: AgreementStatus | None, language: Language) -> None:
    """Where an agreement has come in force, what it renews is superseded since that day, whichever door it came by.

    `before` is its status before the operation under way, None for a new one.
    """
    latest = agreement.latest_change
    if latest is not None and latest.status == AgreementStatus.IN_FORCE != before:
        supersede(session, agreement, latest.on, language)


def supersede(
    session: Session, renewal: Agreement, on: dt.date, language: Language, *, moves_children: bool = True
) -> None:
    """The agreement that `renewal` renews is superseded since the day `on`, as part of the operation under way.

    Not before its own latest step, and not where it has ended in another way or been superseded already. What stands
    under it and has not ended stands under the renewal then. The explanation names the renewal in `language`.
    """
    renewed = renewal.renews
    if renewed is None or renewed.status not in _MAY_BE_SUPERSEDED:
        return
    explanation = language.text(
        N_("Superseded by “{name}”, in force since {day}."), name=renewal.caption(language.code), day=str(on)
    )
    step(renewed, AgreementStatus.SUPERSEDED, on, explanation)
    for child in children(session, renewed) if moves_children else ():
        if child is not renewal:
            child.parent = renewal


def step(agreement: Agreement, status: AgreementStatus, on: dt.date, explanation: str) -> None:
    """Takes a step on a day, but not before the latest one: a step before it would not count."""
    latest = agreement.latest_change
    agreement.change_status(status, on if latest is None else max(on, latest.on), explanation)


def children(session: Session, agreement: Agreement) -> Sequence[Agreement]:
    """What stands under an agreement and has not ended; what has stays where it stood."""
    has_not_ended = Agreement.status.in_((*RUNNING, *PREPARING))
    wanted = select(Agreement).where(Agreement.parent_id == agreement.id, has_not_ended)
    return session.scalars(wanted.order_by(Agreement.id)).all()
