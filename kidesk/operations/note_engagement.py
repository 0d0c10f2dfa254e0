"""Note what happens with an ambassador: an engagement, or a material package that was given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from kidesk.i18n import N_
from kidesk.operations.edit import Invalid, Saved
from kidesk.operations.portrait_consent import found
from kidesk.records import AMBASSADORS
from kidesk.records.ambassador import MaterialPackage
from kidesk.records.field import Problem
from kidesk.records.fields import Parts
from kidesk.records.rules import web_address
from kidesk.store.store import Store

ENGAGEMENT_NOTED = N_("Noted an engagement of {type}")
PACKAGE_GIVEN = N_("Gave a material package to {type}")
_PARTS = {one.key: one for one in AMBASSADORS.fields if isinstance(one, Parts)}
ENGAGEMENTS, PACKAGES = _PARTS["engagements"], _PARTS["packages"]


def note_engagement(store: Store, number: int, values: Mapping[str, Any], *, version: int = 0) -> Saved:
    """Adds an engagement to the ambassador with the id `number`, in one step that can be undone.

    `values` are those of the engagement's fields by key (on, mode, title, hours, outcome, link). `version` is the row
    version the person saw; 0 takes the ambassador as it is now. Raises Invalid, with problems by the key of the field,
    StaleRecord and KideskError; nothing is changed then.
    """
    return _added(store, ENGAGEMENT_NOTED, number, ENGAGEMENTS, values, version)


def give_package(
    store: Store, number: int, name: str, edition: str, given_on: dt.date | None, *, version: int = 0
) -> Saved:
    """Adds a material package that the ambassador was given. Raises as `note_engagement` does."""
    values = {"name": name, "edition": edition, "given_on": given_on}
    return _added(store, PACKAGE_GIVEN, number, PACKAGES, values, version)


def packages_given(store: Store) -> tuple[tuple[str, str], ...]:
    """Names and editions of the packages that any ambassador was given, each once, the one given last first."""
    given = select(MaterialPackage.name, MaterialPackage.edition).order_by(
        MaterialPackage.given_on.desc().nulls_last(), MaterialPackage.id.desc()
    )
    with store.read() as session:
        return tuple(dict.fromkeys((name, edition) for name, edition in session.execute(given)))


def _added(store: Store, verb: str, number: int, parts: Parts, values: Mapping[str, Any], version: int) -> Saved:
    with store.change(verb, AMBASSADORS.key) as session, session.no_autoflush:
        ambassador = found(session, number, version)
        part = parts.part()
        problems: list[Problem] = []
        for field in parts.fields:
            value = values.get(field.key, field.blank)
            value = value.strip() if isinstance(value, str) else field.blank if value is None else value
            problems += field.problems(value)
            field.write(part, value)
        problems += _link(part)
        if any(not problem.is_warning for problem in problems):
            raise Invalid([problem for problem in problems if not problem.is_warning])
        getattr(ambassador, parts.key).append(part)
        return Saved(number, tuple(problems))


def _link(part: Any) -> Iterator[Problem]:
    if hasattr(part, "link"):
        yield from web_address(part, "link")
