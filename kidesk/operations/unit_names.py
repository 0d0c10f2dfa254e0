"""What units were called: the rows of a report say the names of its day, not today's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select

from kidesk.records.organisation import Names, Organisation, names_on
from kidesk.store.store import Store


def call_as_of(store: Store, organisations: Iterable[Organisation | None], day: dt.date) -> None:
    """Gives detached organisations the names that they had on a day. Nothing is stored."""
    names = _renamed(store, day)
    for organisation in organisations:
        if organisation is not None and organisation.id in names:
            organisation.name_sv, organisation.name_en, organisation.abbreviation = names[organisation.id]


def _renamed(store: Store, day: dt.date) -> dict[int, Names]:
    renamed = store.rows(select(Organisation).where(Organisation.earlier_names.any()), only=("earlier_names",))
    return {one.id: names_on(one, day) for one in renamed}
