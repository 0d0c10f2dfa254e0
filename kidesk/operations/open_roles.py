"""Open roles: what closed units still have to do or stand in, and handing it to others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from kidesk.errors import KideskError
from kidesk.i18n import N_, Language
from kidesk.records import ORGANISATIONS, clock
from kidesk.records.agreement import Agreement, Party
from kidesk.records.agreement_rules import PREPARING, RUNNING
from kidesk.records.agreement_terms import Side
from kidesk.records.organisation import Organisation, is_closed
from kidesk.records.plan_item import ItemUnit, Lifecycle, PlanItem
from kidesk.records.record import Record
from kidesk.records.term import Term
from kidesk.store.store import Store

REASSIGNED = N_("Re-assigned roles of closed units")
_OVER = (Lifecycle.DONE, Lifecycle.DROPPED, Lifecycle.HANDED_OVER)


class RoleKind(Term):
    """Where a closed unit still stands."""

    UNIT = "unit", N_("Role in a plan")
    COUNTERPART = "counterpart", N_("Counterpart in a plan")
    PARTY = "party", N_("Party to an agreement")
    PARENT = "parent", N_("Unit above another")


@dataclass(frozen=True)
class OpenRole:
    """A role of a closed unit: which, in what record, and the id of the row it stands in.

    `heirs` are the ids of the units that took the closed one's place.
    """

    kind: RoleKind
    row: int
    unit: Organisation
    record: Record
    heirs: tuple[int, ...]

    def said(self, language: Language) -> str:
        """The record that the role stands in."""
        return self.record.caption(language.code)


def open_roles(store: Store, today: dt.date | None = None) -> tuple[OpenRole, ...]:
    """What closed units still stand in, by unit: unfinished plan items, agreements that run or are prepared, units."""
    day = today or clock.today()
    with store.read() as session:
        heirs = _heirs(session, day)
        found = [
            OpenRole(kind, row, unit, record, heirs.get(unit.id, ()))
            for kind, row, unit, record in _standing(session, day)
        ]
        return tuple(sorted(found, key=lambda one: (one.unit.order_key, one.unit.id, one.kind.value, one.row)))


def count_open_roles(store: Store, today: dt.date | None = None) -> int:
    """How many there are."""
    with store.read() as session:
        if not session.scalar(select(func.count(Organisation.id)).where(Organisation.valid_until.is_not(None))):
            return 0
    return len(open_roles(store, today))


def _standing(
    session: Session, day: dt.date
) -> Iterator[tuple[RoleKind, int, Organisation, Record]]:
    is_gone = Organisation.valid_until < day
    for kind, column in ((RoleKind.UNIT, ItemUnit.unit_id), (RoleKind.COUNTERPART, ItemUnit.counterpart_id)):
        wanted = (
            select(ItemUnit.id, Organisation, PlanItem)
            .join(PlanItem, PlanItem.id == ItemUnit.item_id)
            .join(Organisation, Organisation.id == column)
            .where(is_gone, PlanItem.lifecycle.not_in(_OVER))
        )
        yield from ((kind, row, unit, item) for row, unit, item in session.execute(wanted))
    parties = (
        select(Party.id, Organisation, Agreement)
        .join(Agreement, Agreement.id == Party.agreement_id)
        .join(Organisation, Organisation.id == Party.organisation_id)
        .where(is_gone, Party.side == Side.OWN, Agreement.status.in_([*RUNNING, *PREPARING]))
    )
    yield from ((RoleKind.PARTY, row, unit, agreement) for row, unit, agreement in session.execute(parties))
    child = aliased(Organisation)
    children = (
        select(child.id, Organisation, child)
        .join(Organisation, Organisation.id == child.parent_id)
        .where(is_gone, child.valid_until.is_(None) | (child.valid_until >= day))
    )
    yield from ((RoleKind.PARENT, row, unit, one) for row, unit, one in session.execute(children))


def _heirs(session: Session, day: dt.date) -> dict[int, tuple[int, ...]]:
    """The units that took a closed unit's place, by its id; of those that are closed as well, theirs."""
    linked = Organisation.successor_id.is_not(None) | Organisation.predecessor_id.is_not(None)
    units = {one.id: one for one in session.scalars(select(Organisation).where(linked))}
    following: dict[int, list[int]] = {}
    for one in units.values():
        if one.successor_id is not None:
            following.setdefault(one.id, []).append(one.successor_id)
        if one.predecessor_id is not None:
            following.setdefault(one.predecessor_id, []).append(one.id)

    def last(number: int, seen: frozenset[int]) -> Iterator[int]:
        for heir in following.get(number, ()):
            unit = session.get(Organisation, heir)
            if unit is not None and is_closed(unit, day) and heir not in seen:
                yield from last(heir, seen | {heir})
            else:
                yield heir

    return {number: tuple(dict.fromkeys(last(number, frozenset({number})))) for number in following}


def reassign(store: Store, wanted: Mapping[OpenRole, int]) -> int:
    """Hands roles to other units, by their ids, in one step that can be undone. Returns how many.

    A unit that has the same role in the same place already keeps one. Raises KideskError where a unit is not there or
    is closed; nothing is changed then.
    """
    with store.change(REASSIGNED, ORGANISATIONS.key) as session:
        heirs = {number: _taker(session, number) for number in set(wanted.values())}
        for role, number in wanted.items():
            _hand_over(session, role, heirs[number])
    return len(wanted)


def _taker(session: Session, number: int) -> Organisation:
    unit = session.get(Organisation, number)
    if unit is None or is_closed(unit, clock.today()):
        raise KideskError(N_("A role can only go to a unit that is not closed. Nothing was changed; choose another."))
    return unit


def _hand_over(session: Session, role: OpenRole, heir: Organisation) -> None:
    if role.kind is RoleKind.PARENT:
        child = session.get(Organisation, role.row)
        if child is not None:
            child.parent = heir
    elif role.kind is RoleKind.PARTY:
        party = session.get(Party, role.row)
        if party is not None:
            party.organisation = heir
    else:
        part = session.get(ItemUnit, role.row)
        if part is not None:
            _in_plan(session, part, role.kind, heir)


def _in_plan(session: Session, part: ItemUnit, kind: RoleKind, heir: Organisation) -> None:
    if kind is RoleKind.COUNTERPART:
        part.counterpart = heir
    else:
        part.unit = heir
    item = session.get(PlanItem, part.item_id)
    assert item is not None
    if any(_is_same(one, part) for one in item.units if one is not part):
        item.units.remove(part)


def _is_same(one: ItemUnit, other: ItemUnit) -> bool:
    return (one.unit, one.role, one.counterpart) == (other.unit, other.role, other.counterpart)
