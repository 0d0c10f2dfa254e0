"""A new interaction: what its form begins with, today and with those that the person at the screen was looking at."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kidesk.records.agreement import Agreement
from kidesk.records.agreement_rules import partners
from kidesk.records.ambassador import Ambassador
from kidesk.records.interaction import InteractionOrganisation, InteractionPerson
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.person_channels import current_affiliation
from kidesk.records.plan_item import PlanItem
from kidesk.records.record import Record
from kidesk.store.store import Store


def begun(today: dt.date) -> dict[str, Any]:
    """The values that every new interaction begins with, by field."""
    return {"on": today}


def begun_with(store: Store, record: Record, today: dt.date) -> dict[str, Any]:
    """The values of a new interaction with a person, organisation or ambassador, or about an agreement or activity."""
    values = begun(today)
    if isinstance(record, Person):
        return values | _with(store, record.id, today)
    if isinstance(record, Ambassador):
        return values | _with(store, record.person_id, today) | {"ambassador_id": record.id}
    if isinstance(record, Organisation):
        return values | {"organisations": [InteractionOrganisation(organisation_id=record.id)]}
    if isinstance(record, Agreement):
        them = dict.fromkeys(partner.id for partner in partners(record))
        there = [InteractionOrganisation(organisation_id=number) for number in them]
        return values | {"agreement_id": record.id, "organisations": there}
    return values | {"plan_item_id": record.id} if isinstance(record, PlanItem) else values


def _with(store: Store, person: int, today: dt.date) -> dict[str, Any]:
    where = organisation_of(store, person, today)
    there = [] if where is None else [InteractionOrganisation(organisation_id=where)]
    return {"persons": [InteractionPerson(person_id=person)], "organisations": there}


def organisation_of(store: Store, person: int, today: dt.date) -> int | None:
    """The id of the organisation that a person acts for on a day; None where there is none or no such person."""
    found = store.get(Person, person)
    where = current_affiliation(found, today) if found is not None else None
    return where.organisation_id if where is not None else None
