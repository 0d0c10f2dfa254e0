"""The exchange balance with one partner: over all its agreements, its units counted in, and for each agreement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from kidesk.records.academic_year import year_of
from kidesk.records.agreement import Agreement, Condition, ExchangeNumber, Party
from kidesk.records.exchange_balance import Balance, End, Tally, balance
from kidesk.records.organisation import Organisation
from kidesk.store.store import Store


@dataclass(frozen=True)
class PartnerBalance:
    """The balance over all agreements of a partner, and what each agreement with numbers comes to by itself."""

    balance: Balance
    by_agreement: tuple[tuple[End, Tally], ...]


def partner_balance(store: Store, number: int, today: dt.date) -> PartnerBalance | None:
    """The balance with the organisation of that id and the units beneath it; None where there is no such one."""
    with store.read() as session:
        partner = session.get(Organisation, number)
        if partner is None:
            return None
        units = units_of(session, number)
        return balance_with(partner, units, agreements_of(session, units), today)


def units_of(session: Session, number: int) -> frozenset[int]:
    """The ids of an organisation and of all units beneath it, also where these go round in a circle."""
    beneath = select(Organisation.id).where(Organisation.id == number).cte("beneath", recursive=True)
    deeper = select(Organisation.id).join(beneath, Organisation.parent_id == beneath.c.id)
    return frozenset(session.scalars(select(beneath.union(deeper).c.id)))


def agreements_of(session: Session, units: Iterable[int]) -> list[Agreement]:
    """The agreements that one of some organisations is a party to, with all that says what was exchanged under them.

    Their decision routes are there too, since what comes next follows from these.
    """
    loaded = (
        selectinload(Agreement.route),
        selectinload(Agreement.parties).selectinload(Party.organisation),
        selectinload(Agreement.status_changes),
        selectinload(Agreement.conditions).selectinload(Condition.sending),
        selectinload(Agreement.conditions).selectinload(Condition.receiving),
        selectinload(Agreement.numbers).selectinload(ExchangeNumber.sending),
        selectinload(Agreement.numbers).selectinload(ExchangeNumber.receiving),
    )
    of_them = select(Party.agreement_id).where(Party.organisation_id.in_(units))
    return list(session.scalars(select(Agreement).where(Agreement.id.in_(of_them)).options(*loaded)))


def balance_with(
    partner: Organisation, units: frozenset[int], agreements: Iterable[Agreement], today: dt.date
) -> PartnerBalance:
    """The balance with a partner under agreements that are loaded; `units` are its own id and those beneath it."""
    every, until = list(agreements), year_of(today)
    single = ((one, balance([one], until, partner, units)) for one in every if one.numbers)
    by_agreement = tuple(
        (End(one.id, one.caption("sv"), one.caption("en")), found.total) for one, found in single if found.rows
    )
    return PartnerBalance(balance(every, until, partner, units), by_agreement)
