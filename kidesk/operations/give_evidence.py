"""Give evidence for an activity: a record or a link that shows how it stands, for one quarter or for all."""

from __future__ import annotations

from sqlalchemy.orm import Session

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.operations.edit import Invalid, gone
from kidesk.records.agreement import Agreement
from kidesk.records.ambassador import Ambassador
from kidesk.records.indicator import Indicator
from kidesk.records.interaction import Interaction
from kidesk.records.membership import Membership
from kidesk.records.plan_item import Evidence, PlanItem
from kidesk.records.quarter import Quarter
from kidesk.records.record import Record
from kidesk.records.rules import web_address
from kidesk.store.store import Store

EVIDENCE_GIVEN = N_("Gave evidence for an activity")
EVIDENCE_REMOVED = N_("Removed evidence of an activity")

# The kinds of record that can be evidence, and the link of an evidence that names one.
KINDS: dict[type[Record], str] = {
    Agreement: "agreement",
    Ambassador: "ambassador",
    Interaction: "interaction",
    Membership: "membership",
    Indicator: "indicator",
    PlanItem: "other_item",
}
_MOST_OF_A_KIND = 4


def find_evidence(store: Store, typed: str, item: int) -> list[Record]:
    """The records that may be evidence for an item and match the typed words, a few of each kind."""
    found = [one for kind in KINDS for one in store.choices(kind, typed, _MOST_OF_A_KIND)]
    return [one for one in found if not (isinstance(one, PlanItem) and one.id == item)]


def give_evidence(store: Store, item: int, quarter: int | None, shows: Record | str) -> None:
    """Adds a record, or the address of a page, as evidence for a quarter; for all quarters where that is None.

    Raises KideskError where the quarter is sealed, the item is gone, or the same evidence is there already, and
    Invalid for an address that cannot be opened.
    """
    with store.change(EVIDENCE_GIVEN, "plan-items") as session:
        row = _item(session, item)
        made = Evidence(quarter=_quarter(session, quarter), quarter_id=quarter)
        if isinstance(shows, str):
            made.link = shows.strip()
            if problems := list(web_address(made, "link")):
                raise Invalid(problems)
        else:
            target = session.get(type(shows), shows.id)
            if target is None:
                raise gone(shows.id)
            setattr(made, KINDS[type(shows)], target)
            setattr(made, f"{KINDS[type(shows)]}_id", target.id)
        if any(_is_same(made, one) for one in row.evidence):
            raise KideskError(N_("This evidence is there already. Nothing was changed."))
        row.evidence.append(made)


def remove_evidence(store: Store, item: int, evidence: int) -> None:
    """Takes one evidence away. Raises KideskError where its quarter is sealed, or it is gone already."""
    with store.change(EVIDENCE_REMOVED, "plan-items") as session:
        row = _item(session, item)
        found = next((one for one in row.evidence if one.id == evidence), None)
        if found is None:
            raise KideskError(N_("This evidence has been removed already. Nothing was changed."))
        row.evidence.remove(found)


def _item(session: Session, number: int) -> PlanItem:
    row = session.get(PlanItem, number)
    if row is None:
        raise gone(number)
    return row


def _quarter(session: Session, number: int | None) -> Quarter | None:
    row = session.get(Quarter, number) if number is not None else None
    if number is not None and row is None:
        raise gone(number)
    return row


def _is_same(made: Evidence, other: Evidence) -> bool:
    """Whether the other says the same for the same quarter, or for all."""
    columns = ("link", *(f"{kind}_id" for kind in KINDS.values()))
    covers = other.quarter_id is None or other.quarter_id == made.quarter_id
    return covers and all(getattr(made, one) == getattr(other, one) for one in columns)
