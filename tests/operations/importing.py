"""What tests of imports of contacts share: how they are run and what is read from the report."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select

from kidesk.i18n import Language
from kidesk.operations.contacts_report import ContactsReport
from kidesk.records.person import Person
from kidesk.store import history
from kidesk.store.store import Store

Take = Callable[..., ContactsReport]


def counts(report: ContactsReport) -> tuple[int, int, int, int]:
    """How many rows were created, updated, left and refused."""
    return report.created, report.updated, report.unchanged, len(report.refused)


def sentences(report: ContactsReport) -> dict[int, str]:
    """Why rows were refused, by line."""
    return {line: problem.said(Language("en")) for line, problem in report.refused}


def operations(store: Store) -> int:
    """How many operations the history knows."""
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(history.OPERATION)) or 0


def only(store: Store) -> Person:
    """The one person there is."""
    (person,) = store.all(Person)
    return person
