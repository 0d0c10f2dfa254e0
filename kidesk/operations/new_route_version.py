"""New version of a decision route: a copy with the next number, for agreements that begin from now on."""

from __future__ import annotations

import re
from typing import TypeVar

from sqlalchemy import inspect, select

from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.records import DECISION_ROUTES, clock
from kidesk.records.decision_route import DecisionRoute
from kidesk.records.record import BOOKKEEPING, Row
from kidesk.store.store import Store

VERSION_MADE = N_("Made a new version of {type}")
R = TypeVar("R", bound=Row)
_OWN = BOOKKEEPING | {"route_id"}
_LAST_NUMBER = re.compile(r"(.*?)(\d+)(\D*)", re.DOTALL)


def new_route_version(store: Store, number: int) -> int:
    """Copies a version with its rows into one that is valid from today, and returns the copy's number.

    Agreements go on following the version they follow. Raises KideskError where there is no such version.
    """
    with store.change(VERSION_MADE, DECISION_ROUTES.key) as session:
        route = session.get(DecisionRoute, number)
        if route is None:
            raise gone(number)
        same = DecisionRoute.name_sv == route.name_sv, DecisionRoute.name_en == route.name_en
        taken = set(session.scalars(select(DecisionRoute.edition).where(*same)))
        copy = _copied(route)
        while copy.edition in taken:
            copy.edition = _next(copy.edition)
        copy.valid_from = clock.today()
        copy.rows = [_copied(row) for row in route.rows]
        session.add(copy)
        session.flush()
        return copy.id


def _copied(row: R) -> R:
    """A new row with the same values; whose it is, is said by whoever adds it."""
    values = {one.key: getattr(row, one.key) for one in inspect(type(row)).column_attrs if one.key not in _OWN}
    return type(row)(**{key: list(value) if isinstance(value, list) else value for key, value in values.items()})


def _next(edition: str) -> str:
    """The version after: its last number is one more; one without a number is followed by its second."""
    found = _LAST_NUMBER.fullmatch(edition)
    if found is None:
        return f"{edition} 2"
    before, number, after = found.groups()
    return f"{before}{int(number) + 1}{after}"
