"""Composes the report about memberships, and reads those that the page sums up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from kidesk.errors import UsageError
from kidesk.i18n import N_, Language
from kidesk.operations.report_asked import Asked
from kidesk.records import clock
from kidesk.records.membership import Membership, runs_on
from kidesk.records.membership_costs import runs_in
from kidesk.store.store import Store

if TYPE_CHECKING:
    from kidesk.reports.content import Document
    from kidesk.reports.head import Head

EARLIEST = 1900


def running(store: Store) -> list[Membership]:
    """The memberships that run today, in Swedish order."""
    today = clock.today()
    return [one for one in _all(store) if runs_on(one, today)]


def memberships(asked: Asked) -> Document:
    """The memberships of a calendar year and what they cost; without a year, of this one."""
    return compose_memberships(asked.store, asked.year, head=asked.head, language=asked.language)


def compose_memberships(store: Store, year: int | None, *, head: Head, language: Language) -> Document:
    """As above. Raises UsageError for a year that has not begun."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.memberships import Memberships, document

    today = clock.today()
    wanted = today.year if year is None else year
    if not EARLIEST <= wanted <= today.year:
        message = N_(
            "Memberships are listed for a year from {first} to {last}. Nothing was written; choose another year."
        )
        raise UsageError(message, first=EARLIEST, last=today.year)
    rows = tuple(one for one in _all(store) if runs_in(one, wanted))
    return document(Memberships(wanted, today, rows), head, language)


def _all(store: Store) -> list[Membership]:
    return store.rows(select(Membership).order_by(Membership.order_key, Membership.id))
