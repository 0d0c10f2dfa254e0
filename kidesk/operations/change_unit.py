"""Change a unit: rename, merge, split or close it from a day on, so that what was said before stays true."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.operations.edit import Invalid, gone
from kidesk.records import ORGANISATIONS
from kidesk.records.field import Problem
from kidesk.records.organisation import FormerName, Names, Organisation
from kidesk.store.store import Store

RENAMED = N_("Renamed {type}")
MERGED = N_("Merged {type}")
SPLIT = N_("Split {type}")
CLOSED = N_("Closed {type}")
_DAY = dt.timedelta(days=1)
# What a new unit takes over from the one that it comes of.
_INHERITED = ("kind", "parent_id", "country", "region", "city", "region_group", "owner_id")


def rename(store: Store, number: int, names: Names, on: dt.date) -> None:
    """Gives a unit other names from the day `on`; until the day before it was called what it is called now.

    Raises Invalid, and KideskError where there is no such unit, it is closed, or it had its name only from later on.
    """
    with store.change(RENAMED, ORGANISATIONS.key) as session:
        unit = _open(session, number, on)
        if any(one.until_on >= on - _DAY for one in unit.earlier_names):
            raise KideskError(
                N_("The unit was given its present name after that day. Nothing was changed; choose a later day.")
            )
        former = FormerName(name_sv=unit.name_sv, name_en=unit.name_en, abbreviation=unit.abbreviation)
        former.until_on = on - _DAY
        unit.earlier_names.append(former)
        unit.name_sv, unit.name_en, unit.abbreviation = names
        _check(unit)


def merge(store: Store, number: int, into: int | Names, on: dt.date) -> int:
    """Closes a unit the day before `on`: it goes up in the one with the id `into`, or in a new one with these names.

    Returns the id of the unit it went up in. Raises as `rename` does.
    """
    with store.change(MERGED, ORGANISATIONS.key) as session:
        unit = _open(session, number, on)
        heir = _open(session, into, on) if isinstance(into, int) else _new(session, unit, into, on)
        if heir is unit:
            raise KideskError(N_("A unit cannot merge with itself. Nothing was changed; choose another."))
        unit.valid_until, unit.successor = on - _DAY, heir
        _check(unit)
        session.flush()
        return heir.id


def split(store: Store, number: int, into: Sequence[Names], on: dt.date) -> tuple[int, ...]:
    """Closes a unit the day before `on`; new ones with these names take its place. Returns their ids.

    Raises as `rename` does, and Invalid where there are fewer than two.
    """
    if len(into) < 2:
        raise Invalid([Problem("names", N_("A unit is split into at least two."))])
    with store.change(SPLIT, ORGANISATIONS.key) as session:
        unit = _open(session, number, on)
        made = [_new(session, unit, names, on) for names in into]
        for one in made:
            one.predecessor = unit
        unit.valid_until = on - _DAY
        _check(unit)
        session.flush()
        return tuple(one.id for one in made)


def close(store: Store, number: int, on: dt.date) -> None:
    """Closes a unit the day before `on`; nothing takes its place. Raises as `rename` does."""
    with store.change(CLOSED, ORGANISATIONS.key) as session:
        unit = _open(session, number, on)
        unit.valid_until = on - _DAY
        _check(unit)


def _open(session: Session, number: int, on: dt.date) -> Organisation:
    unit = session.get(Organisation, number)
    if unit is None:
        raise gone(number)
    if unit.valid_until is not None and unit.valid_until < on:
        raise KideskError(
            N_("The unit is closed on that day. Nothing was changed; choose another unit or an earlier day.")
        )
    return unit


def _new(session: Session, unit: Organisation, names: Names, on: dt.date) -> Organisation:
    made = Organisation(**{key: getattr(unit, key) for key in _INHERITED})
    made.name_sv, made.name_en, made.abbreviation = names
    made.valid_from = on
    session.add(made)
    _check(made)
    return made


def _check(unit: Organisation) -> None:
    fields = {field.key: field for field in ORGANISATIONS.editable}
    problems = [
        problem
        for key in ("name_sv", "name_en", "abbreviation")
        for problem in fields[key].problems(getattr(unit, key))
    ]
    problems += ORGANISATIONS.problems(unit)
    errors = [problem for problem in problems if not problem.is_warning]
    if errors:
        raise Invalid(errors)
